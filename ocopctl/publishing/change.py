"""Changing listings that exist: content, offers in batches, off sale and on again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, RemoteId, Sku
from ocopctl.errors import OcopctlError, OutcomeUnknown
from ocopctl.language import _
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import ItemResult, Remote
    from ocopctl.publishing.journal import Intent
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Recorded, RecordedOffer, Wanted


async def update(lane: Lane, action: Action) -> None:
    """Bring a listing's content to what is wanted; prices and stocks stay."""
    want, known = lane.wanted[action.sku], lane.known[action.sku]
    payload = await lane.with_pictures(want.payload)
    intent = lane.intend(action)
    try:
        remote = await lane.shop.adapter.update(RemoteId(known.remote_id), payload)
    except OcopctlError as error:
        lane.fail(action, error, intent)
        if known.outcome is Outcome.UNKNOWN:
            # It may be refused for what only a look finds out: that it is off sale, say.
            lane.touched.setdefault(action.sku, [])
        return
    fixed = lane.shop.adapter.capabilities.fixed
    lane.keep(action, _updated(known, want, remote, fixed), intent)


def _updated(known: Recorded, want: Wanted, remote: Remote, fixed: frozenset[str]) -> Recorded:
    """Return the record after an update: new content, fixed fields and offers as they were."""
    fresh = want.recorded(remote, Outcome.ACCEPTED)
    stayed = {name: value for name, value in known.fields.items() if name in fixed}
    offers = {**fresh.offers, **known.offers}
    return replace(
        known,
        remote_id=fresh.remote_id,
        digest=fresh.digest,
        fields={**fresh.fields, **stayed},
        offers=offers,
        outcome=Outcome.ACCEPTED,
    ).seen(remote)


async def switch(lane: Lane, action: Action) -> None:
    """Take a listing off sale, or put it on sale again."""
    known = lane.known[action.sku]
    on_sale = action.kind is Kind.RELIST
    call = lane.shop.adapter.relist if on_sale else lane.shop.adapter.unlist
    intent = lane.intend(action)
    try:
        await call(RemoteId(known.remote_id))
    except OcopctlError as error:
        lane.fail(action, error, intent)
        return
    lane.keep(action, replace(known, on_sale=on_sale, outcome=Outcome.ACCEPTED), intent)


async def set_offers(lane: Lane, actions: Sequence[Action]) -> None:
    """Send all changed prices and stocks of a shop, in batches; one outcome a listing."""
    intents = {action.sku: lane.intend(action) for action in actions}
    try:
        for action in actions:
            await _complete_ids(lane, action.sku)
        offers = [offer for action in actions for offer in _offers(lane.known[action.sku], action)]
        results = await lane.shop.adapter.set_offers(offers)
    except OcopctlError as error:
        for action in actions:
            lane.fail(action, error, intents[action.sku])
        return
    by_sku: dict[str, ItemResult] = {result.sku: result for result in results}
    for action in actions:
        _conclude(lane, action, intents[action.sku], by_sku)


async def _complete_ids(lane: Lane, sku: str) -> None:
    """Read a listing whose variants' ids are not known yet."""
    known = lane.known[sku]
    if any(not offer.remote_sku for offer in known.offers.values()):
        lane.known[sku] = known.seen(await lane.shop.adapter.read(RemoteId(known.remote_id)))


def _wanted(action: Action) -> dict[str, dict[str, int]]:
    """Return, by SKU, what an offer action changes: `price` and `stock`, or one of them."""
    found: dict[str, dict[str, int]] = {}
    for change in action.changes:
        name, _space, sku = change.field.partition(" ")
        found.setdefault(sku, {})[name] = change.after
    return found


def _offers(known: Recorded, action: Action) -> list[Offer]:
    return [
        Offer(Sku(sku), RemoteId(known.remote_id), known.offers[sku].remote_sku, **values)
        for sku, values in _wanted(action).items()
    ]


def _conclude(
    lane: Lane, action: Action, intent: Intent, results: Mapping[str, ItemResult]
) -> None:
    """Write what the shop took; the first refusal of a listing's offers is its error."""
    known, wanted = lane.known[action.sku], _wanted(action)
    errors = [e for sku in wanted if sku in results and (e := results[sku].error) is not None]
    silent = [sku for sku in wanted if sku not in results]
    taken: dict[str, RecordedOffer] = {
        sku: _with(known.offers[sku], values)
        for sku, values in wanted.items()
        if sku in results and results[sku].error is None
    }
    fresh = replace(known, offers={**known.offers, **taken}, outcome=Outcome.ACCEPTED)
    if not errors and not silent:
        lane.keep(action, fresh, intent)
        return
    lane.journal.observe(fresh, at=lane.now())
    lane.known[action.sku] = fresh
    lane.fail(action, errors[0] if errors else _silence(lane, silent), intent)


def _with(offer: RecordedOffer, values: Mapping[str, int]) -> RecordedOffer:
    price, stock = values.get("price", offer.price), values.get("stock", offer.stock)
    return replace(offer, price=price, stock=stock)


def _silence(lane: Lane, skus: Sequence[str]) -> OcopctlError:
    """Name the SKUs about which the platform's answer said nothing."""
    return OutcomeUnknown(
        _("the answer does not say what became of {skus}", skus=", ".join(skus)),
        place=lane.shop.name,
        hint=_("run the same command again; setting the same price twice does no harm"),
    )
