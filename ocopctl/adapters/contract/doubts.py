"""What a disturbed creation promises: one listing in the end, and no error that is not true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.contract.promise import Broken, holds, same
from ocopctl.adapters.contract.steps import agrees, creations, found, settled
from ocopctl.adapters.contract.wire import (
    BUSY,
    BUSY_FOR_7_S,
    CUT_AFTER,
    CUT_BEFORE,
    EMPTY_AFTER,
    FAILED_AFTER,
    FAILED_BEFORE,
    GATEWAY_AFTER,
    HALF_AFTER,
    HANGUP,
    NO_LINK,
    PAGE_AFTER,
    PORTAL,
    SILENCE,
)
from ocopctl.errors import Duplicate, MarketplaceError, OutcomeUnknown

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing
    from ocopctl.adapters.contract.bench import Bench
    from ocopctl.adapters.contract.wire import Fault

_MOST_CALLS = 60
"""Calls after which a creation counts as one that does not end."""


async def lost_answers_make_no_second_listing(bench: Bench) -> None:
    """A creation whose answers are lost, whichever of them, ends as one listing."""
    for fault in (CUT_AFTER, SILENCE):
        for axes in (0, 1, 2):
            await _disturbed(bench, fault, axes)


async def lost_calls_make_no_listing(bench: Bench) -> None:
    """A creation whose calls do not arrive, whichever of them, ends as one listing."""
    for fault in (CUT_BEFORE, HANGUP, NO_LINK):
        await _disturbed(bench, fault, 1)


async def failing_answers_make_no_second_listing(bench: Bench) -> None:
    """A creation answered with 500 or 502, before its effect or after, ends as one listing."""
    for fault in (FAILED_BEFORE, FAILED_AFTER, GATEWAY_AFTER):
        await _disturbed(bench, fault, 1)


async def broken_answers_make_no_second_listing(bench: Bench) -> None:
    """A creation answered with 200 and no JSON, or half of it, ends as one listing."""
    for fault in (PORTAL, PAGE_AFTER, HALF_AFTER, EMPTY_AFTER):
        await _disturbed(bench, fault, 1)


async def busy_answers_make_no_second_listing(bench: Bench) -> None:
    """A creation that is told to wait goes on after it, and ends as one listing."""
    for fault in (BUSY, BUSY_FOR_7_S):
        await _disturbed(bench, fault, 1)


async def broken_off_makings_can_be_finished(bench: Bench) -> None:
    """A creation after which the line stays dead, wherever that was, ends as one listing."""
    for fault in (CUT_BEFORE, CUT_AFTER):
        for axes in (0, 2):
            await _disturbed(bench, fault, axes, times=None)


async def _disturbed(bench: Bench, fault: Fault, axes: int, *, times: int | None = 1) -> None:
    """Disturb the first call of a creation, then the second of another one, until none is left."""
    for at in range(1, _MOST_CALLS):
        listing = bench.listing(f"CT-{_short(fault)}-{axes}-{at}", axes=axes)
        payload = await bench.ready(listing)
        error: MarketplaceError | None = None
        bench.wire.strike(fault, at=at, times=times)
        try:
            await bench.adapter.create(payload, key=f"key-{listing.sku}")
        except MarketplaceError as raised:
            error = raised
        struck = bench.wire.calm()
        try:
            await _ends_as_one(bench, listing, error)
        except Broken as broken:
            place = f"{fault.name}, call {at}, {axes} options: {broken.promised}"
            raise Broken(place, f"{broken.seen} after {error!r}") from broken
        if not struck:
            return
    raise Broken("a creation ends", f"{_MOST_CALLS} calls")


async def _ends_as_one(bench: Bench, listing: Listing, error: MarketplaceError | None) -> None:
    payload = bench.adapter.payload(listing)
    hits = await found(bench, payload)
    if error is None:
        same("what was made is found", 1, len(hits))
    elif not isinstance(error, OutcomeUnknown | Duplicate):
        same(f"{type(error).__name__} means that nothing was made", 0, len(hits))
    await bench.place.clock.sleep(bench.place.read_for_s)
    late = await found(bench, payload)
    same("what is found is what the market made", creations(bench, listing), len(late))
    same("nothing comes later than the search may lag behind", len(hits), len(late))
    remote = await settled(bench, listing)
    if remote is None:
        await bench.adapter.create(await bench.ready(listing), key=f"key-{listing.sku}")
        remote = await settled(bench, listing)
    same("the market made it once", 1, creations(bench, listing))
    holds("it is found in the end", None, when=remote is not None)
    if remote is not None:
        agrees(bench, listing, remote)


def _short(fault: Fault) -> str:
    """Return letters and digits of a fault's name: SKUs take no blanks."""
    return "".join(sign for sign in fault.name.title() if sign.isalnum())[:24]
