"""What holds while a review runs: everything is done in the end, or refused at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, RemoteStatus, Support
from ocopctl.adapters.contract.promise import holds, same
from ocopctl.adapters.contract.steps import ledger, plain, shown
from ocopctl.errors import MarketplaceError

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing, Remote
    from ocopctl.adapters.contract.bench import Bench

_MISSING = (Support.NOT_YET, Support.IMPOSSIBLE)


async def off_sale_during_review_stays_off_sale(bench: Bench) -> None:
    """A listing taken off sale before its review is over does not come on sale by it.

    An error, which says that it was not taken off, keeps the promise as well.
    """
    if bench.kind.capabilities.unlist.support in _MISSING:
        return
    remote = await _new(bench, bench.listing("CT-EARLY", axes=1))
    try:
        await bench.adapter.unlist(remote.remote_id)
    except MarketplaceError:
        return
    await bench.place.clock.sleep(bench.place.read_for_s)
    after = await bench.adapter.read(remote.remote_id)
    holds("it is not on sale", after.status, when=after.status is not RemoteStatus.LIVE)


async def walks_show_what_is_in_review(bench: Bench) -> None:
    """A walk shows a new listing with its SKUs as soon as the search may lag behind.

    Nothing else keeps a shop whose journal was lost from being filled a second time.
    """
    if bench.kind.capabilities.list.support in _MISSING:
        return
    listing = bench.listing("CT-SEEN", axes=1)
    await _new(bench, listing)
    seen: list[str] = []
    for wait in (0.0, *bench.place.waits):
        await bench.place.clock.sleep(0.0 if seen else wait)
        seen = [variant.sku async for one in bench.adapter.list() for variant in one.variants]
    same("all SKUs", sorted(v.sku for v in listing.variants), sorted(seen))


async def offers_during_review_are_set_or_told(bench: Bench) -> None:
    """An offer for a listing in review is in force after it, or has an error."""
    listing = bench.listing("CT-OFREV", axes=1)
    remote = await _new(bench, listing)
    ids = {variant.sku: variant.remote_sku for variant in remote.variants}
    offers = [
        Offer(v.sku, remote.remote_id, ids.get(v.sku, ""), v.price + 5_000, v.stock + 5)
        for v in listing.variants
    ]
    results = await bench.adapter.set_offers(offers)
    await bench.place.clock.sleep(bench.place.read_for_s)
    await shown(bench, remote.remote_id)
    have = ledger(bench, [offer.sku for offer in offers])
    for offer, result in zip(offers, results, strict=True):
        right = have[offer.sku] == (offer.price, offer.stock)
        holds(f"{offer.sku} is set or has an error", have, when=right or result.error is not None)


async def updates_during_review_are_done_or_told(bench: Bench) -> None:
    """An update of a listing in review shows after it, or is an error."""
    if bench.kind.capabilities.update.support in _MISSING:
        return
    listing = bench.listing("CT-UPREV", axes=1)
    remote = await _new(bench, listing)
    words = bench.place.sample.describe("Men tro, nung củi, làng nghề gốm Bát Tràng.")
    changed = replace(listing, description=words)
    try:
        await bench.adapter.update(remote.remote_id, await bench.ready(changed))
    except MarketplaceError:
        return
    fixed = "description" in bench.kind.capabilities.fixed
    text = plain(listing.description if fixed else words)
    await shown(bench, remote.remote_id, until=lambda one: plain(one.description) == text)


async def _new(bench: Bench, listing: Listing) -> Remote:
    """Make a listing and leave it to its review."""
    return await bench.adapter.create(await bench.ready(listing), key=f"key-{listing.sku}")
