"""From a listing to what Chợ Quê is sent: content in the body, prices and stocks beside it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Payload, PayloadOffer, distinct, picture_ref

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing, ListingVariant


def payload_of(listing: Listing) -> Payload:
    """Translate a listing. Pure."""
    return Payload(
        sku=listing.sku,
        lookup=(listing.variants[0].sku,),
        body={
            "title": listing.title,
            "text": listing.description,
            "category": listing.category_id,
            "attributes": dict(listing.attributes),
            "pictures": [picture_ref(picture) for picture in listing.pictures],
            "options": [{"name": axis.name, "values": [*axis.values]} for axis in listing.axes],
            "parcel": asdict(listing.parcel),
            "variants": [_variant(variant) for variant in listing.variants],
        },
        offers=tuple(PayloadOffer(v.sku, v.price, v.stock) for v in listing.variants),
        pictures=distinct((*listing.pictures, *(v.picture for v in listing.variants))),
    )


def with_offers(payload: Payload) -> dict[str, Any]:
    """Put prices and stocks to the variants, as Chợ Quê wants to have them for new ones."""
    offers = {offer.sku: offer for offer in payload.offers}
    rows = [
        {**row, "price": offers[row["sku"]].price, "stock": offers[row["sku"]].stock}
        for row in payload.body["variants"]
    ]
    return {**payload.body, "variants": rows}


def _variant(variant: ListingVariant) -> dict[str, Any]:
    row = {
        "sku": variant.sku,
        "values": [*variant.values],
        "weight_g": variant.weight_g,
        "gtin": variant.gtin,
    }
    return row | ({"picture": picture_ref(variant.picture)} if variant.picture else {})
