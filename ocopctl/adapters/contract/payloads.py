"""What a payload promises: pure, complete, without prices and without secrets."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Axis, Listing, picture_ref
from ocopctl.adapters.contract.promise import holds, same

if TYPE_CHECKING:
    from ocopctl.adapters.contract.bench import Bench


async def payloads_are_pure(bench: Bench) -> None:
    """A listing gives the same payload each time; nothing is sent, the listing stays as it is."""
    for axes in (0, 1, 2):
        listing = bench.listing("CT-PURE", axes=axes)
        before = copy.deepcopy(listing)
        first, second = bench.adapter.payload(listing), bench.adapter.payload(listing)
        same("twice the same payload", first, second)
        same("twice the same digest", first.digest(), second.digest())
        same("the listing is left as it was", before, listing)
    same("nothing is sent", 0, len(bench.wire.sent))


async def digests_tell_contents_apart(bench: Bench) -> None:
    """Only equal content has equal digests; prices and stocks are no content."""
    listing = bench.listing("CT-DIGEST", axes=1)
    digest = bench.adapter.payload(listing).digest()
    for name, other in _others(listing).items():
        changed = bench.adapter.payload(other).digest()
        holds(f"another {name} gives another digest", "the same digest", when=changed != digest)
    dearer = tuple(replace(v, price=v.price + 1000, stock=1) for v in listing.variants)
    turned = dict(reversed(list(listing.attributes.items())))
    for equal in (replace(listing, variants=dearer), replace(listing, attributes=turned)):
        same("prices, stocks and orders of keys change no digest", digest, _digest(bench, equal))


async def payloads_are_complete(bench: Bench) -> None:
    """A payload has all offers, a SKU to be found by, and a place for each of its pictures."""
    listing = bench.listing("CT-WHOLE", axes=2)
    payload = bench.adapter.payload(listing)
    wanted = {v.sku: (v.price, v.stock) for v in listing.variants}
    same("all offers", wanted, {o.sku: (o.price, o.stock) for o in payload.offers})
    known = {listing.sku, *wanted}
    holds(
        "SKUs to find it by",
        payload.lookup,
        when=bool(payload.lookup) and known >= {*payload.lookup},
    )
    text = json.dumps(payload.body, ensure_ascii=False)
    for picture in listing.pictures:
        reference = json.dumps(picture_ref(picture))
        holds("each picture has its place", picture.path, when=reference in text)
        holds("each picture is named", payload.pictures, when=picture in payload.pictures)
    ready = payload.with_pictures({p.sha256: f"ref-{p.sha256}" for p in payload.pictures})
    holds(
        "references take the pictures' places", "$picture", when="$picture" not in str(ready.body)
    )
    same("sending it leaves no picture to be sent", (), ready.pictures)


async def payloads_hold_no_secret(bench: Bench) -> None:
    """No credential is in a payload."""
    text = str(bench.adapter.payload(bench.listing("CT-SECRET", axes=1)))
    leaked = [secret for secret in bench.place.secrets if secret in text]
    same("no secret in a payload", [], leaked)


def _digest(bench: Bench, listing: Listing) -> str:
    return bench.adapter.payload(listing).digest()


def _others(listing: Listing) -> dict[str, Listing]:
    """Return listings that differ from one in a single piece of content each."""
    axis, variant = listing.axes[0], listing.variants[0]
    renamed = Axis(axis.name, ("Khế", *axis.values[1:]))
    first = replace(variant, values=("Khế", *variant.values[1:]))
    return {
        "title": replace(listing, title=f"{listing.title} mới"),
        "description": replace(listing, description=listing.description.replace("vẽ", "chạm")),
        "order of pictures": replace(listing, pictures=listing.pictures[::-1]),
        "set of pictures": replace(listing, pictures=listing.pictures[:1]),
        "weight": replace(
            listing,
            parcel=replace(listing.parcel, weight_g=900),
            variants=tuple(replace(v, weight_g=900) for v in listing.variants),
        ),
        "option": replace(listing, axes=(renamed,), variants=(first, *listing.variants[1:])),
        "set of variants": replace(
            listing,
            axes=(Axis(axis.name, axis.values[:1]),),
            variants=listing.variants[:1],
        ),
    }
