"""Too many listings changed at once: a wrong file, a wrong cell copied down a column."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.publishing.guards.known import Concern
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import shop_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocopctl.publishing.guards.known import Known
    from ocopctl.publishing.plan import Action, Change, Plan


def mass_change(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold repricing, emptying and taking off sale, in a shop where too many listings get it.

    Too many is more than `mass_listings` and more than `mass_percent` of the shop's. New listings
    do not count; a recall is never held.
    """
    for shop, actions in groupby(plan.actions, lambda action: action.shop):
        grave = [
            (action, change)
            for action in actions
            for change in action.changes
            if _is_grave(action, change) and not action.of_recall
        ]
        listings = {action.sku for action, _change in grave}
        if _too_many(len(listings), shop, known):
            yield from _held(grave, len(listings), shop, known)


def _is_grave(action: Action, change: Change) -> bool:
    if action.kind is Kind.UNLIST:
        return True
    if action.kind is not Kind.OFFER:
        return False
    emptied = change.field.startswith("stock ") and change.after == 0
    return emptied or change.field.startswith("price ")


def _too_many(count: int, shop: str, known: Known) -> bool:
    most, percent = known.limits.mass_listings, known.limits.mass_percent
    return count > most and count * 100 > percent * len(known.recorded.get(shop, {}))


def _held(
    grave: Sequence[tuple[Action, Change]], count: int, shop: str, known: Known
) -> Iterator[Concern]:
    why = _(
        "{count} of {all} listings of {shop} would be repriced, emptied or taken off sale at once: "
        "more than {most} and more than {percent} %",
        count=count,
        all=len(known.recorded.get(shop, {})),
        shop=shop_name(shop),
        most=known.limits.mass_listings,
        percent=f"{known.limits.mass_percent:f}",
    )
    for action, change in grave:
        yield Concern(action, change, why)
