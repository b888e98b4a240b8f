"""From a listing to what Lazada is sent. Pure: no call, no clock."""

from __future__ import annotations

import html
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Listing, Payload, PayloadOffer, distinct, picture_ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import ListingVariant, Picture

MOST_PICTURES = 8
"""Pictures of a listing (official reference, error 4169)."""
NO_BRAND = "No Brand"
NO_WARRANTY = "No Warranty"
_GRAMS_IN_KG = 1000


def payload_of(listing: Listing) -> Payload:
    """Translate a listing. Prices and stocks stay out of the body.

    A creation makes all variants or none, so the first one's SKU finds the listing.
    With options, every variant shows a picture as soon as one of them has its own, since Lazada
    takes pictures for all or for none.
    """
    shown = _variant_pictures(listing)
    alone = () if listing.axes else tuple(variant.picture for variant in listing.variants)
    main = distinct((*listing.pictures, *alone))[:MOST_PICTURES]
    body: dict[str, Any] = {
        "PrimaryCategory": listing.category_id,
        "disableAutoFillAttribute": "true",
        "Images": {"Image": [picture_ref(picture) for picture in main]},
        "Attributes": _attributes(listing),
        "Skus": {"Sku": [_sku(listing, v, shown.get(v.sku)) for v in listing.variants]},
    }
    if listing.axes:
        body["variation"] = _variation(listing, with_pictures=bool(shown))
    return Payload(
        sku=listing.sku,
        lookup=(listing.variants[0].sku,),
        body=body,
        offers=tuple(PayloadOffer(v.sku, v.price, v.stock) for v in listing.variants),
        pictures=distinct((*main, *shown.values())),
    )


def creation(body: Mapping[str, Any], offers: Sequence[PayloadOffer]) -> dict[str, Any]:
    """Join content with first prices and stocks to what a creation sends."""
    by_sku: dict[str, PayloadOffer] = {offer.sku: offer for offer in offers}
    return {**body, "Skus": {"Sku": [_priced(row, by_sku) for row in body["Skus"]["Sku"]]}}


def _priced(row: Mapping[str, Any], offers: Mapping[str, PayloadOffer]) -> dict[str, Any]:
    offer = offers[row["SellerSku"]]
    return {**row, "price": str(offer.price), "quantity": str(offer.stock)}


def _attributes(listing: Listing) -> dict[str, str]:
    """Name the texts; an attribute that the product file gives wins over the usual value."""
    usual = {
        "name": listing.title,
        "description": listing.description,
        "short_description": _highlights(listing.highlights),
        "brand": listing.brand or NO_BRAND,
        "warranty_type": NO_WARRANTY,
    }
    merged = {**usual, **listing.attributes}
    return {name: value for name, value in merged.items() if value}


def _highlights(lines: Sequence[str]) -> str:
    """Return the short description: Lazada keeps nothing but lists in it."""
    items = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines if line)
    return f"<ul>{items}</ul>" if items else ""


def _variation(listing: Listing, *, with_pictures: bool) -> dict[str, Any]:
    """Describe the options as the seller's own; only the first may have pictures."""
    used = [set(column) for column in zip(*(v.values for v in listing.variants), strict=True)]
    return {
        f"variation{place}": {
            "name": axis.name,
            "hasImage": "true" if with_pictures and place == 1 else "false",
            "customize": "true",
            "options": {"option": [value for value in axis.values if value in used[place - 1]]},
        }
        for place, axis in enumerate(listing.axes, 1)
    }


def _variant_pictures(listing: Listing) -> dict[str, Picture]:
    """Choose each variant's picture: its own, that of the same first option, or the main one."""
    if not listing.axes or not any(variant.picture for variant in listing.variants):
        return {}
    by_option: dict[str, Picture] = {}
    for variant in listing.variants:
        if variant.picture is not None:
            by_option.setdefault(variant.values[0], variant.picture)
    fallback = next(iter((*listing.pictures, *by_option.values())))
    return {
        variant.sku: variant.picture or by_option.get(variant.values[0], fallback)
        for variant in listing.variants
    }


def _sku(listing: Listing, variant: ListingVariant, picture: Picture | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "SellerSku": str(variant.sku),
        "package_length": str(listing.parcel.length_cm),
        "package_width": str(listing.parcel.width_cm),
        "package_height": str(listing.parcel.height_cm),
        "package_weight": _kilograms(variant.weight_g),
    }
    if listing.axes:
        names = (axis.name for axis in listing.axes)
        row["saleProp"] = dict(zip(names, variant.values, strict=True))
    if picture is not None:
        row["Images"] = {"Image": [picture_ref(picture)]}
    return row


def _kilograms(grams: int) -> str:
    """Return kilograms with at most two decimals, never rounded down: 0.01 is the least."""
    hundredths = -(-grams * 100 // _GRAMS_IN_KG)
    return format((Decimal(hundredths) / 100).normalize(), "f")
