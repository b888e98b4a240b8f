"""Creating exactly once: intent first, and after any doubt a look before anything is sent again."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, RemoteStatus
from ocopctl.errors import (
    BudgetSpent,
    Duplicate,
    Halted,
    OcopctlError,
    OutcomeUnknown,
    Transient,
)
from ocopctl.language import _
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import Remote, RemoteVariant
    from ocopctl.publishing.journal import Intent
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action
    from ocopctl.publishing.state import Recorded, Wanted

LISTED_A_PAGE = 50
"""Listings a call of a walk; every platform here gives at least so many (their references)."""
_NAMES = uuid.UUID("5b0f6d4e-6f2a-4c55-9f0e-0c0b3f6b7a11")


async def create(
    lane: Lane, action: Action, doubt: Intent | None, taken: frozenset[str] | None
) -> None:
    """Make one listing, or take over what an earlier attempt of ours made.

    A SKU that the shop has and this workspace never made is held: a colleague's, another
    computer's, one made by hand. `taken` are those that a walk has found; None without a walk.
    """
    want = lane.wanted[action.sku]
    if doubt is not None:
        await _after_doubt(lane, action, doubt)
        return
    if taken is None:
        there = bool(await _found(lane, want))
    else:
        there = bool(taken.intersection(want.payload.lookup))
    if there:
        lane.fail(action, _not_ours(lane, action))
        return
    await _send(lane, action, again=True)


async def first_contact(lane: Lane) -> frozenset[str] | None:
    """Return the seller SKUs of the shop, None where each is to be looked for by itself.

    That is where it costs fewer calls, and where a walk leaves out what was seen on sale before: a
    list that is short or empty is no proof of absence. A shop that this workspace has never worked
    in is always walked through, so that a lost state file makes nothing a second time.
    """
    new = sum(1 for sku in lane.wanted if sku not in lane.known)
    pages = len(lane.known) // LISTED_A_PAGE + 1
    if lane.journal.knows(lane.shop.key) and pages > new:
        return None
    skus: set[str] = set()
    ids: set[str] = set()
    async for remote in lane.shop.adapter.list():
        ids.add(remote.remote_id)
        skus.update(variant.sku for variant in remote.variants)
        skus.add(remote.seller_sku)
    seen_before = {k.remote_id for k in lane.known.values() if k.verified_at is not None}
    return frozenset(skus - {""}) if seen_before - {""} <= ids else None


async def _send(lane: Lane, action: Action, *, again: bool) -> None:
    """Send the creation; `again` allows one more after a doubt that a look has settled."""
    want = lane.wanted[action.sku]
    payload = await lane.with_pictures(want.payload)
    intent = lane.intend(action, key=_key(action))
    try:
        remote = await lane.shop.adapter.create(payload, key=intent.key)
    except OutcomeUnknown as error:
        lane.journal.conclude(intent, Outcome.UNKNOWN, at=lane.now())
        if not again:
            lane.fail(action, error)
            return
        await _after_doubt(lane, action, intent)
    except (BudgetSpent, Halted) as error:
        # It may have ended between two steps of the creation: the next run looks.
        lane.journal.conclude(intent, Outcome.UNKNOWN, at=lane.now())
        lane.fail(action, error)
    except OcopctlError as error:
        lane.fail(action, error, intent)
    else:
        lane.keep(action, want.recorded(remote, Outcome.ACCEPTED), intent)


async def _after_doubt(lane: Lane, action: Action, doubt: Intent) -> None:
    """Look until the index must show it; adopt the one listing, or create when there is none."""
    try:
        found = await look(lane, lane.wanted[action.sku])
    except OcopctlError as error:
        lane.fail(action, error, outcome=Outcome.UNKNOWN)
        return
    if not found:
        await _send(lane, action, again=False)
    elif len(found) > 1:
        lane.fail(action, duplicates(lane, action, list(found)))
    else:
        await _adopt(lane, action, next(iter(found.values())), doubt)


async def look(lane: Lane, want: Wanted) -> Mapping[str, Remote]:
    """Return the listings that carry the product's SKUs, by remote id.

    A look that could not be completed is no answer; the last one of the series is raised.
    """
    unanswered: Transient | None = None
    for wait in (0.0, *lane.shop.settle.index_lag_s):
        await lane.shop.clock.sleep(wait)
        try:
            found = await _found(lane, want)
        except Transient as error:
            unanswered = error
            continue
        if found:
            return found
        unanswered = None
    if unanswered is not None:
        raise unanswered
    return {}


async def _found(lane: Lane, want: Wanted) -> dict[str, Remote]:
    found: dict[str, Remote] = {}
    for sku in want.payload.lookup:
        remotes = await lane.shop.adapter.find(sku)
        found |= {r.remote_id: r for r in remotes if r.status is not RemoteStatus.GONE}
    return found


async def _adopt(lane: Lane, action: Action, remote: Remote, doubt: Intent) -> None:
    """Take over the listing that our own attempt made; bring it to what is wanted now."""
    want = lane.wanted[action.sku]
    intent = lane.intend(action, key=doubt.key, digest=doubt.digest)
    try:
        if doubt.digest != action.digest or not _whole(want, remote):
            payload = await lane.with_pictures(want.payload)
            remote = await lane.shop.adapter.update(remote.remote_id, payload)
            remote = await lane.shop.adapter.read(remote.remote_id)
        recorded = await _with_offers_as_wanted(lane, want, remote)
        if remote.status is RemoteStatus.UNLISTED:
            await lane.shop.adapter.relist(remote.remote_id)
    except OcopctlError as error:
        # The listing is ours and not as it should be: the doubt stays until it is taken over.
        lane.fail(action, error, intent, outcome=Outcome.UNKNOWN)
        return
    lane.keep(action, recorded, intent)


def _whole(want: Wanted, remote: Remote) -> bool:
    """Tell whether a creation in several steps had its last one: every wanted SKU is there."""
    shown = {variant.sku for variant in remote.variants}
    return remote.complete and shown.issuperset(offer.sku for offer in want.payload.offers)


async def _with_offers_as_wanted(lane: Lane, want: Wanted, remote: Remote) -> Recorded:
    """Set the prices and stocks that the shop shows differently; return what is then known.

    A listing in review takes none: what it shows is recorded, so that the next plan sends them.
    """
    recorded = want.recorded(remote, Outcome.ACCEPTED)
    shown = {variant.sku: variant for variant in remote.variants}
    offers = [o for sku in shown if (o := _difference(recorded, shown[sku], remote)) is not None]
    if remote.status is RemoteStatus.PENDING:
        lane.behind |= {want.sku} if offers else set()
        return recorded.with_offers({o.sku: shown[o.sku] for o in offers})
    for result in await lane.shop.adapter.set_offers(offers) if offers else ():
        if result.error is not None:
            raise result.error
    return recorded


def _difference(recorded: Recorded, shown: RemoteVariant, remote: Remote) -> Offer | None:
    """Return the offer that makes a variant as it is wanted; values not shown count as right."""
    wanted = recorded.offers.get(shown.sku)
    if wanted is None:
        return None
    price = None if shown.price in {None, wanted.price} else wanted.price
    stock = None if shown.stock in {None, wanted.stock} else wanted.stock
    if price is None and stock is None:
        return None
    return Offer(shown.sku, remote.remote_id, shown.remote_sku, price, stock)


def _key(action: Action) -> str:
    """Name the attempt: the same shop, SKU and content give the same key, also after a crash."""
    return str(uuid.uuid5(_NAMES, f"{action.shop}\n{action.sku}\n{action.digest}"))


def _not_ours(lane: Lane, action: Action) -> Duplicate:
    return Duplicate(
        _("{shop} has a listing with this SKU that was not made from here", shop=lane.shop.name),
        place=f"{lane.shop.name} · {action.sku}",
        hint=_(
            "it was left as it is; to take it over: ocopctl adopt {sku} --shop {shop}",
            sku=action.sku,
            shop=lane.shop.name,
        ),
    )


def duplicates(lane: Lane, action: Action, ids: Sequence[str]) -> Duplicate:
    """Say that a shop shows a SKU more than once."""
    return Duplicate(
        _("{shop} shows this SKU more than once: {ids}", shop=lane.shop.name, ids=", ".join(ids)),
        place=f"{lane.shop.name} · {action.sku}",
        hint=_("delete the listings that are too many in the seller centre, then run this again"),
    )
