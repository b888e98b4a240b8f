"""The last look before sending: no price and no stock goes that the plan did not show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.catalog.prices import is_price
from ocopctl.errors import UnsafePlan
from ocopctl.language import _
from ocopctl.publishing.gate import WITH_CONTENT
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocopctl.adapters.base import PayloadOffer
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Recorded

_AMOUNTS = frozenset({"price", "stock"})


def fit_to_send(lane: Lane, actions: Sequence[Action]) -> list[Action]:
    """Return the actions that may be sent; those that the plan did not show so are held."""
    passed = []
    for action in actions:
        message = _objection(lane, action)
        if message:
            lane.fail(action, _unfit(lane, action, message), outcome=Outcome.HELD)
        else:
            passed.append(action)
    return passed


def keep_to_plan(lane: Lane, actions: Iterable[Action]) -> None:
    """Give what the lane wants of each listing the plan's own prices and stocks, else the record's.

    Updates carry a whole listing, and a shop that lost a variant would take its price from there.
    """
    told: dict[str, dict[str, int]] = {}
    for action in actions:
        told.setdefault(action.sku, {}).update(_amounts(action))
    for sku, amounts in told.items():
        want = lane.wanted.get(sku)
        if want is not None:
            known = lane.known.get(sku)
            offers = tuple(_agreed(one, amounts, known) for one in want.payload.offers)
            lane.wanted[sku] = replace(want, payload=replace(want.payload, offers=offers))


def _agreed(
    offer: PayloadOffer, amounts: Mapping[str, int], known: Recorded | None
) -> PayloadOffer:
    sent = known.offers.get(offer.sku) if known is not None else None
    price, stock = (offer.price, offer.stock) if sent is None else (sent.price, sent.stock)
    return replace(
        offer,
        price=amounts.get(f"price {offer.sku}", price),
        stock=amounts.get(f"stock {offer.sku}", stock),
    )


def _objection(lane: Lane, action: Action) -> str:
    """Say why an action may not be sent, nothing when it may."""
    amounts, known = _amounts(action), lane.known.get(action.sku)
    if not all(is_price(price) for name, price in amounts.items() if name.startswith("price ")):
        return _("a price is missing or 0: that is never sent")
    if action.kind is Kind.OFFER and not _stands(action, known):
        return _("another run has changed this listing since the plan was shown")
    if action.kind in WITH_CONTENT and not _complete(lane, action, known):
        return _("the plan does not show every price that would be sent")
    return ""


def _amounts(action: Action) -> dict[str, int]:
    """Return the prices and stocks of an action, by field."""
    return {
        change.field: change.after
        for change in action.changes
        if change.field.partition(" ")[0] in _AMOUNTS
    }


def _stands(action: Action, known: Recorded | None) -> bool:
    """Tell whether the journal knows what the plan saw, or what another run has made so already."""
    for change in action.changes:
        name, _space, sku = change.field.partition(" ")
        offer = known.offers.get(sku) if known is not None else None
        if offer is None or getattr(offer, name) not in {change.before, change.after}:
            return False
    return True


def _complete(lane: Lane, action: Action, known: Recorded | None) -> bool:
    """Tell whether plan or record has each price that goes with the content."""
    shown = {name.partition(" ")[2] for name in _amounts(action)}
    shown |= set(known.offers) if known is not None else set()
    return all(offer.sku in shown for offer in lane.wanted[action.sku].payload.offers)


def _unfit(lane: Lane, action: Action, message: str) -> UnsafePlan:
    return UnsafePlan(
        message,
        place=f"{lane.shop.name} · {action.sku}",
        hint=_("nothing of it was sent; run the same command again: it plans anew"),
    )
