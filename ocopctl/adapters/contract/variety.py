"""What holds for listings of every shape: many variants, gaps, own pictures, side by side."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

from ocopctl.adapters.contract.promise import same
from ocopctl.adapters.contract.steps import agrees, creations, found, made, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing
    from ocopctl.adapters.contract.bench import Bench

_SIDE_BY_SIDE = 4
_BARCODES = ("8936000000017", "8936000000024", "8936000000031", "8936000000048")


async def many_variants_are_shown_as_sent(bench: Bench) -> None:
    """A listing with fifty variants comes on sale with all of them."""
    listing = bench.listing("CT-MANY", axes=2, values=10)
    listing = _kept(listing, lambda values: values[1] in listing.axes[1].values[:5])
    same("fifty variants", 50, len(listing.variants))
    agrees(bench, listing, await made(bench, listing))


async def gaps_between_variants_stay_gaps(bench: Bench) -> None:
    """A listing that lacks some combinations of its options has exactly the others."""
    whole = bench.listing("CT-GAP", axes=2, values=3)
    gap = {whole.variants[1].values, whole.variants[5].values}
    listing = replace(whole, variants=tuple(v for v in whole.variants if v.values not in gap))
    agrees(bench, listing, await made(bench, listing))


async def variants_have_pictures_weights_and_barcodes(bench: Bench) -> None:
    """Variants may have pictures, weights and barcodes of their own, all of them or some."""
    pictures = cycle(bench.place.sample.pictures)
    for number, some in enumerate((False, True)):
        whole = bench.listing(f"CT-OWN{number}", axes=1, values=2)
        variants = tuple(
            replace(
                variant,
                picture=None if some and place else next(pictures),
                weight_g=variant.weight_g + 60 * place,
                gtin="" if some and place else _BARCODES[2 * number + place],
            )
            for place, variant in enumerate(whole.variants)
        )
        listing = replace(whole, variants=variants)
        agrees(bench, listing, await made(bench, listing))


async def makings_go_side_by_side(bench: Bench) -> None:
    """Several listings made at once are each made once, and as they were sent."""
    listings = [bench.listing(f"CT-SIDE{n}", axes=n % 3) for n in range(_SIDE_BY_SIDE)]
    payloads = [await bench.ready(listing) for listing in listings]
    remotes = await asyncio.gather(
        *(bench.adapter.create(payload, key=f"key-{payload.sku}") for payload in payloads)
    )
    for listing, payload, remote in zip(listings, payloads, remotes, strict=True):
        agrees(bench, listing, await shown(bench, remote.remote_id))
        same("the market made it once", 1, creations(bench, listing))
        same("one listing is found", 1, len(await found(bench, payload)))


def _kept(listing: Listing, wanted: Callable[[tuple[str, ...]], bool]) -> Listing:
    """Keep the variants with wanted values, and the values that they use."""
    variants = tuple(v for v in listing.variants if wanted(v.values))
    axes = tuple(
        replace(axis, values=tuple(x for x in axis.values if x in {v.values[at] for v in variants}))
        for at, axis in enumerate(listing.axes)
    )
    return replace(listing, axes=axes, variants=variants)
