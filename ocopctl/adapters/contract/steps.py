"""The steps of a publisher, as every check takes them: make, wait until shown, look, settle."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, RemoteStatus
from ocopctl.adapters.contract.promise import Broken, same
from ocopctl.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ocopctl.adapters.base import Listing, Payload, Remote, RemoteId, RemoteVariant, Sku
    from ocopctl.adapters.contract.bench import Bench

_VALUE = {"priced": "price", "stocked": "stock"}
_TAG = re.compile(r"<[^>]+>")


async def made(bench: Bench, listing: Listing) -> Remote:
    """Create a listing and return what the market shows when it is on sale."""
    remote = await bench.adapter.create(await bench.ready(listing), key=f"key-{listing.sku}")
    return await shown(bench, remote.remote_id)


async def shown(
    bench: Bench,
    remote_id: RemoteId,
    status: RemoteStatus = RemoteStatus.LIVE,
    *,
    until: Callable[[Remote], bool] = bool,
) -> Remote:
    """Read a listing until it has `status` and is as `until` wants it; accepted is not applied.

    Raises Broken when that takes longer than the market may take.
    """
    clock, place = bench.place.clock, bench.place
    deadline = clock.now() + place.read_for_s
    seen: object = None
    while True:
        try:
            remote = await bench.adapter.read(remote_id)
        except NotFound as missing:
            seen = missing
        else:
            if remote.status is status and remote.complete and until(remote):
                return remote
            seen, remote_id = remote, remote.remote_id
        if clock.now() >= deadline:
            raise Broken(f"it is {status} and as wanted in {place.read_for_s} seconds", seen)
        await clock.sleep(place.read_every_s)


async def found(bench: Bench, payload: Payload) -> Mapping[RemoteId, Remote]:
    """Look for a listing by its SKUs for as long as the market's search may lag behind."""
    for wait in (0.0, *bench.place.waits):
        await bench.place.clock.sleep(wait)
        remotes = [one for sku in payload.lookup for one in await bench.adapter.find(sku)]
        kept = {one.remote_id: one for one in remotes if one.status is not RemoteStatus.GONE}
        if kept:
            return kept
    return {}


async def settled(bench: Bench, listing: Listing) -> Remote | None:
    """Take over what a doubtful creation left, and finish it; None when there is nothing."""
    payload = await bench.ready(listing)
    remotes = await found(bench, payload)
    if not remotes:
        return None
    if len(remotes) > 1:
        raise Broken("one creation makes one listing", sorted(remotes))
    remote = next(iter(remotes.values()))
    wanted = {offer.sku for offer in payload.offers}
    if not remote.complete or not wanted <= {variant.sku for variant in remote.variants}:
        await bench.adapter.update(remote.remote_id, payload)
        remote = await bench.adapter.read(remote.remote_id)
    await level(bench, listing, remote)
    if remote.status is RemoteStatus.UNLISTED:
        await bench.adapter.relist(remote.remote_id)
    return await shown(bench, remote.remote_id, until=lambda one: wanted <= {*variants(one)})


async def level(bench: Bench, listing: Listing, remote: Remote) -> None:
    """Set the prices and stocks that are not as in `listing`."""
    by_sku = variants(remote)
    offers = [
        Offer(v.sku, remote.remote_id, by_sku[v.sku].remote_sku, v.price, v.stock)
        for v in listing.variants
        if v.sku in by_sku and (by_sku[v.sku].price, by_sku[v.sku].stock) != (v.price, v.stock)
    ]
    for result in await bench.adapter.set_offers(offers) if offers else ():
        if result.error is not None:
            raise result.error


def variants(remote: Remote) -> dict[Sku, RemoteVariant]:
    """Return a listing's variants by SKU."""
    return {variant.sku: variant for variant in remote.variants}


def offers_of(listing: Listing) -> dict[str, tuple[int, int]]:
    """Return the prices and stocks that a listing wants, by SKU."""
    return {variant.sku: (variant.price, variant.stock) for variant in listing.variants}


def ledger(bench: Bench, skus: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Work out prices and stocks from what the market says that it did."""
    kept: dict[str, dict[str, int]] = {}
    for effect in bench.effects():
        for sku, values in effect.detail.get("offers", {}).items():
            kept.setdefault(sku, {}).update(values)
        if effect.kind in ("priced", "stocked"):
            name = _VALUE[effect.kind]
            kept.setdefault(effect.sku, {})[name] = effect.detail[name]
    return {sku: (kept[sku]["price"], kept[sku]["stock"]) for sku in skus if sku in kept}


def agrees(bench: Bench, listing: Listing, remote: Remote) -> None:
    """Compare what is shown, and what the market did, with what was wanted.

    A price or stock that the market does not tell when asked is judged by its history alone.
    """
    wanted = offers_of(listing)
    same("the title is the wanted one", listing.title, remote.title)
    same("SKUs are the wanted ones", sorted(wanted), sorted(variants(remote)))
    for variant in remote.variants:
        price, stock = wanted[variant.sku]
        same(f"price of {variant.sku}", price, price if variant.price is None else variant.price)
        same(f"stock of {variant.sku}", stock, stock if variant.stock is None else variant.stock)
    same("the market has the wanted prices and stocks", wanted, ledger(bench, [*wanted]))


def creations(bench: Bench, listing: Listing) -> int:
    """Count how often the market made this listing."""
    return len(bench.effects("created", about=[listing.sku, *offers_of(listing)]))


def plain(text: str) -> str:
    """Return the words of a description, HTML or not, composed, blanks joined."""
    return unicodedata.normalize("NFC", " ".join(html.unescape(_TAG.sub(" ", text)).split()))
