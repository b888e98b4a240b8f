"""What making and finding promise: shown as sent, found by SKU, once and no more."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus, Sku, Support
from ocopctl.adapters.contract.promise import holds, same
from ocopctl.adapters.contract.steps import agrees, creations, found, made, plain, shown, variants
from ocopctl.errors import Duplicate

if TYPE_CHECKING:
    from ocopctl.adapters.contract.bench import Bench

_WORDS = "Men rạn cổ, nặng < 2 kg & cao > 10 cm: \"khéo\", 'bền' – tre, sứ, lụa."
_TITLE = "Ấm chén 'Bát Tràng' & khay tre \"vẽ mây\" loại đẹp"


async def listings_without_options_are_shown_as_sent(bench: Bench) -> None:
    """A listing without options comes on sale with its title, price, stock and SKU."""
    await _shown_as_sent(bench, 0)


async def listings_with_one_option_are_shown_as_sent(bench: Bench) -> None:
    """A listing with one option comes on sale with all its variants."""
    await _shown_as_sent(bench, 1)


async def listings_with_two_options_are_shown_as_sent(bench: Bench) -> None:
    """A listing with two options comes on sale with all its variants."""
    await _shown_as_sent(bench, 2)


async def _shown_as_sent(bench: Bench, axes: int) -> None:
    if axes and bench.kind.capabilities.variants.support in (Support.NOT_YET, Support.IMPOSSIBLE):
        return
    listing = bench.listing("CT-MAKE", axes=axes)
    remote = await made(bench, listing)
    agrees(bench, listing, remote)
    same("the market made it once", 1, creations(bench, listing))
    count = len(listing.pictures) if remote.picture_count is not None else None
    same("all pictures are there", count, remote.picture_count)
    ids = [variant.remote_sku for variant in remote.variants]
    holds("each variant has its own id", ids, when=len(set(ids)) == len(ids) and all(ids))


async def finding_agrees_with_making(bench: Bench) -> None:
    """A SKU finds the listing that was made of it; one that nobody has finds nothing."""
    listing = bench.listing("CT-FIND", axes=1)
    payload = bench.adapter.payload(listing)
    same("a SKU that nobody has finds nothing", [], [*await bench.adapter.find(listing.sku)])
    remote = await made(bench, listing)
    await made(bench, bench.listing("CT-FIND-10"))
    for sku in payload.lookup:
        hits = [one.remote_id for one in await bench.adapter.find(sku)]
        same(f"{sku} finds its listing", [remote.remote_id], hits)
    for near in ("CT-FIN", "CT-FIND-1", "CT", "ct-find-10", "CT-FIND-100"):
        if near not in payload.lookup and near not in variants(remote):
            same(f"{near} finds nothing", [], [*await bench.adapter.find(Sku(near))])


async def new_listings_are_found_while_the_review_runs(bench: Bench) -> None:
    """A listing is found as soon as the search may lag behind, on sale or not."""
    listing = bench.listing("CT-NEW", axes=1)
    payload = await bench.ready(listing)
    remote = await bench.adapter.create(payload, key="key-new")
    hits = await found(bench, payload)
    same("one listing is found", 1, len(hits))
    final = await shown(bench, remote.remote_id)
    again = await shown(bench, next(iter(hits)))
    same("what was found is what was made", final.remote_id, again.remote_id)


async def second_makings_are_refused_or_seen(bench: Bench) -> None:
    """Making a SKU again is refused, at once as Duplicate or by the review, or both are found."""
    listing = bench.listing("CT-TWICE")
    await made(bench, listing)
    payload = await bench.ready(listing)
    with suppress(Duplicate):
        await bench.adapter.create(payload, key="key-second")
    await bench.place.clock.sleep(bench.place.read_for_s)
    hits = (await found(bench, payload)).values()
    kept = [one for one in hits if one.status is not RemoteStatus.REJECTED]
    same("find shows as many as the market made", creations(bench, listing), len(kept))


async def sold_out_variants_are_made_without_stock(bench: Bench) -> None:
    """What is sold out is made all the same, and then has no stock."""
    for axes in (0, 1):
        listing = bench.listing(f"CT-NONE{axes}", axes=axes)
        first, *others = listing.variants
        listing = replace(listing, variants=(replace(first, stock=0), *others))
        agrees(bench, listing, await made(bench, listing))


async def vietnamese_survives(bench: Bench) -> None:
    """Letters with marks, quotes and signs arrive composed, and neither lost nor doubled."""
    sample = bench.place.sample
    title, description = sample.title(_TITLE), sample.describe(_WORDS)
    listing = replace(bench.listing("CT-VN", axes=1), title=title, description=description)
    remote = await made(bench, listing)
    same("the title arrives", title, remote.title)
    same("the description arrives", plain(description), plain(remote.description))


async def pictures_may_be_sent_again(bench: Bench) -> None:
    """A picture that is sent a second time gives a reference that serves as well."""
    first = bench.listing("CT-PIC1")
    await made(bench, first)
    bench.references.clear()
    second = bench.listing("CT-PIC2", axes=1)
    remote = await made(bench, second)
    same("the listing is on sale", RemoteStatus.LIVE, remote.status)
