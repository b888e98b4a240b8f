"""What an update promises: the content, all of it, and nothing but the content."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus, Support
from ocopctl.adapters.contract.promise import Broken, same
from ocopctl.adapters.contract.steps import (
    ledger,
    made,
    offers_of,
    plain,
    settled,
    shown,
    variants,
)
from ocopctl.adapters.contract.wire import BUSY, CUT_AFTER, CUT_BEFORE, FAILED_AFTER
from ocopctl.errors import MarketplaceError, Rejected

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing, Remote
    from ocopctl.adapters.contract.bench import Bench

_MOST_CALLS = 60


async def updates_change_the_content_alone(bench: Bench) -> None:
    """An update changes title and text; prices, stocks and ids of variants stay."""
    if not _offered(bench):
        return
    for axes in (0, 1, 2):
        listing = bench.listing(f"CT-UPD{axes}", axes=axes)
        before = await made(bench, listing)
        mark = len(bench.effects())
        changed = _changed(bench, listing)
        await bench.adapter.update(before.remote_id, await bench.ready(changed))
        await _comes_out_as(bench, changed, before)
        touched = [e for e in bench.effects()[mark:] if e.kind in ("created", "deleted")]
        same("nothing is made or deleted", [], touched)


async def updates_leave_other_offers_alone(bench: Bench) -> None:
    """An update sends no price and no stock, whatever its payload says of them."""
    if not _offered(bench):
        return
    listing = bench.listing("CT-OFFERS", axes=1)
    before = await made(bench, listing)
    dearer = tuple(replace(v, price=v.price + 50_000, stock=3) for v in listing.variants)
    changed = _changed(bench, replace(listing, variants=dearer))
    await bench.adapter.update(before.remote_id, await bench.ready(changed))
    await bench.place.clock.sleep(bench.place.read_for_s)
    await shown(bench, before.remote_id)
    same("prices and stocks stay", offers_of(listing), ledger(bench, [*offers_of(listing)]))


async def updates_may_be_repeated(bench: Bench) -> None:
    """The same update a second time leaves everything as the first one did."""
    if not _offered(bench):
        return
    listing = bench.listing("CT-AGAIN", axes=1)
    before = await made(bench, listing)
    changed = _changed(bench, listing)
    for _time in (1, 2):
        await bench.adapter.update(before.remote_id, await bench.ready(changed))
        await _comes_out_as(bench, changed, before)


async def updates_leave_what_is_off_sale_off_sale(bench: Bench) -> None:
    """An update of a listing that was taken off sale does not put it on sale again.

    Where the market knows no such update, Rejected keeps the promise as well.
    """
    if not _offered(bench) or bench.kind.capabilities.unlist.support is Support.IMPOSSIBLE:
        return
    listing = bench.listing("CT-HIDDEN", axes=1)
    remote = await made(bench, listing)
    await bench.adapter.unlist(remote.remote_id)
    await shown(bench, remote.remote_id, RemoteStatus.UNLISTED)
    with suppress(Rejected):
        await bench.adapter.update(remote.remote_id, await bench.ready(_changed(bench, listing)))
    await bench.place.clock.sleep(bench.place.read_for_s)
    after = await bench.adapter.read(remote.remote_id)
    same("it is still off sale", RemoteStatus.UNLISTED, after.status)


async def updates_add_variants_and_take_none_away(bench: Bench) -> None:
    """A variant that is new is added with its offer; one that is gone from the file stays."""
    if not _offered(bench):
        return
    whole = bench.listing("CT-MORE", axes=1, values=3)
    axis = whole.axes[0]
    fewer = replace(
        whole,
        axes=(replace(axis, values=axis.values[:2]),),
        variants=whole.variants[:2],
    )
    before = await made(bench, fewer)
    try:
        await bench.adapter.update(before.remote_id, await bench.ready(whole))
    except Rejected:
        return
    remote = await settled(bench, whole)
    if remote is None:
        raise Broken("the listing is found", None)
    same("all variants are there", sorted(offers_of(whole)), sorted(variants(remote)))
    kept = {v.sku: v.remote_sku for v in before.variants}
    ids = {sku: v.remote_sku for sku, v in variants(remote).items() if sku in kept}
    same("variants that were there keep their ids", kept, ids)


async def disturbed_updates_may_be_repeated(bench: Bench) -> None:
    """An update whose calls fail anywhere on the way is put right by sending it again."""
    if not _offered(bench):
        return
    listing = bench.listing("CT-ROUGH", axes=1)
    before = await made(bench, listing)
    for fault in (CUT_BEFORE, CUT_AFTER, FAILED_AFTER, BUSY):
        for at in range(1, _MOST_CALLS):
            listing = _changed(bench, listing)
            payload = await bench.ready(listing)
            bench.wire.strike(fault, at=at, times=1)
            try:
                await bench.adapter.update(before.remote_id, payload)
            except MarketplaceError:
                bench.wire.calm()
                await bench.place.clock.sleep(bench.place.read_every_s)
                await bench.adapter.update(before.remote_id, payload)
            struck = bench.wire.calm()
            await _comes_out_as(bench, listing, before)
            if not struck:
                break
    same("nothing is made a second time", 1, len(bench.effects("created")))


def _offered(bench: Bench) -> bool:
    return bench.kind.capabilities.update.support in (Support.FULL, Support.PARTIAL)


def _changed(bench: Bench, listing: Listing) -> Listing:
    """Change title and description in a way that differs each time."""
    mark = len(bench.wire.sent)
    return replace(
        listing,
        title=bench.place.sample.title(f"Bộ ấm chén gốm Bát Tràng men rạn cổ {mark}"),
        description=bench.place.sample.describe(f"Men rạn cổ, nung ở lò bầu. Mẻ {mark}."),
    )


async def _comes_out_as(bench: Bench, listing: Listing, before: Remote) -> None:
    """Wait for the new content, and compare everything else with what was there."""
    fixed = bench.kind.capabilities.fixed
    title = before.title if "title" in fixed else listing.title
    text = plain(before.description if "description" in fixed else listing.description)
    remote = await shown(
        bench,
        before.remote_id,
        until=lambda one: (one.title, plain(one.description)) == (title, text),
    )
    held = {v.sku: (v.remote_sku, v.price, v.stock) for v in before.variants}
    seen = {v.sku: (v.remote_sku, v.price, v.stock) for v in remote.variants}
    same("variants keep ids, prices and stocks", held, seen)
    same("the market changed no offer", offers_of(listing), ledger(bench, [*offers_of(listing)]))
