"""What taking off sale, putting back and walking through a shop promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus, Support
from ocopctl.adapters.contract.promise import holds, same
from ocopctl.adapters.contract.steps import agrees, ledger, made, offers_of, shown
from ocopctl.adapters.contract.wire import BUSY, CUT_AFTER, CUT_BEFORE, FAILED_AFTER
from ocopctl.errors import MarketplaceError

if TYPE_CHECKING:
    from ocopctl.adapters.contract.bench import Bench

_LISTINGS = 3


async def off_sale_and_back_is_quiet(bench: Bench) -> None:
    """Off sale twice and on sale twice: each is seen, the second time nothing is said."""
    for axes in (0, 1):
        listing = bench.listing(f"CT-SHELF{axes}", axes=axes)
        remote = await made(bench, listing)
        if _can(bench, "unlist"):
            for _time in (1, 2):
                await bench.adapter.unlist(remote.remote_id)
                await shown(bench, remote.remote_id, RemoteStatus.UNLISTED)
            holds(
                "the market took it off sale", [], when=bool(_seen(bench, "unlisted", listing.sku))
            )
        if _can(bench, "unlist") and _can(bench, "relist"):
            for _time in (1, 2):
                await bench.adapter.relist(remote.remote_id)
                again = await shown(bench, remote.remote_id)
            agrees(bench, listing, again)
        same("offers stay", offers_of(listing), ledger(bench, [*offers_of(listing)]))


async def disturbed_recalls_are_true(bench: Bench) -> None:
    """Taking off sale, disturbed at any call, is done or has an error; a repetition does it."""
    if not (_can(bench, "unlist") and _can(bench, "relist")):
        return
    remote = await made(bench, bench.listing("CT-RECALL", axes=1))
    for fault in (CUT_BEFORE, CUT_AFTER, FAILED_AFTER, BUSY):
        struck = at = 1
        while struck:
            bench.wire.strike(fault, at=at, times=1)
            try:
                await bench.adapter.unlist(remote.remote_id)
            except MarketplaceError:
                bench.wire.calm()
                await bench.adapter.unlist(remote.remote_id)
            struck, at = bench.wire.calm(), at + 1
            await shown(bench, remote.remote_id, RemoteStatus.UNLISTED)
            await bench.adapter.relist(remote.remote_id)
            await shown(bench, remote.remote_id)


async def a_walk_shows_every_listing_once(bench: Bench) -> None:
    """A walk shows what is on sale and what is not, with all SKUs, each listing once."""
    if not _can(bench, "list"):
        return
    same("an empty shop has no listings", [], [one async for one in bench.adapter.list()])
    listings = [bench.listing(f"CT-WALK{n}", axes=n) for n in range(_LISTINGS)]
    remotes = [await made(bench, listing) for listing in listings]
    if _can(bench, "unlist"):
        await bench.adapter.unlist(remotes[0].remote_id)
        await shown(bench, remotes[0].remote_id, RemoteStatus.UNLISTED)
    seen = [one async for one in bench.adapter.list()]
    wanted = sorted(remote.remote_id for remote in remotes)
    same("every listing once", wanted, sorted(one.remote_id for one in seen))
    skus = sorted(variant.sku for listing in listings for variant in listing.variants)
    same("all SKUs", skus, sorted(variant.sku for one in seen for variant in one.variants))


async def a_walk_tells_what_a_reading_tells(bench: Bench) -> None:
    """What a walk tells of a listing is what a reading tells; it may leave out texts and pictures.

    Hand edits are looked for by walks where those cost fewer calls.
    """
    if not _can(bench, "list"):
        return
    for axes in (0, 2):
        await made(bench, bench.listing(f"CT-ALIKE{axes}", axes=axes))
    for walked in [one async for one in bench.adapter.list()]:
        read = await bench.adapter.read(walked.remote_id)
        for name in ("remote_id", "status", "title", "description", "picture_count"):
            told = getattr(walked, name)
            if told not in ("", None):
                same(f"{name} in both", getattr(read, name), told)
        offers = [{v.sku: (v.price, v.stock) for v in one.variants} for one in (read, walked)]
        same("prices and stocks in both", *offers)


async def long_walks_turn_the_page(bench: Bench) -> None:
    """A shop with more listings than a page holds is shown whole, each listing once."""
    if not _can(bench, "list"):
        return
    made_of = [bench.listing(f"CT-PAGE{n}") for n in range(bench.place.page + 1)]
    for listing in made_of:
        await bench.adapter.create(await bench.ready(listing), key=f"key-{listing.sku}")
    await bench.place.clock.sleep(bench.place.read_for_s)
    seen = [variant.sku async for one in bench.adapter.list() for variant in one.variants]
    same("all listings once", sorted(listing.sku for listing in made_of), sorted(seen))


def _can(bench: Bench, ability: str) -> bool:
    support = getattr(bench.kind.capabilities, ability).support
    return support in (Support.FULL, Support.PARTIAL)


def _seen(bench: Bench, kind: str, sku: str) -> list[str]:
    return [effect.sku for effect in bench.effects(kind) if effect.sku.startswith(sku)]
