"""From a listing to what Tiki is sent. Pure: no call, no clock."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Listing, Payload, PayloadOffer, distinct, picture_ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import ListingVariant, Picture

NO_BRAND = "OEM"
"""What sellers write for goods without a brand (two clients)."""
WEIGHT = "product_weight_kg"
USUAL = frozenset(
    {
        "brand",
        "brand_country",
        "bulky",
        "is_warranty_applied",
        "origin",
        "product_height",
        "product_length",
        "product_top_features",
        "product_weight_kg",
        "product_width",
    }
)
"""Attributes of nearly every category (two clients): sent where the category has them."""
_GRAMS_IN_KG = 1000


def payload_of(listing: Listing) -> Payload:
    """Translate a listing. Prices and stocks stay out of the body.

    A request makes all variants or none, so the first one's SKU finds the listing.
    """
    body: dict[str, Any] = {
        "category_id": _number(listing.category_id),
        "name": listing.title,
        "description": listing.description,
        "attributes": _attributes(listing),
        **_gallery(listing.pictures),
        "option_attributes": [axis.name for axis in listing.axes],
        "variants": [_variant(listing, variant) for variant in listing.variants],
        "meta_data": {"is_auto_turn_on": True},
    }
    return Payload(
        sku=listing.sku,
        lookup=(listing.variants[0].sku,),
        body=body,
        offers=tuple(PayloadOffer(v.sku, v.price, v.stock) for v in listing.variants),
        pictures=distinct((*listing.pictures, *(v.picture for v in listing.variants))),
    )


def creation(
    body: Mapping[str, Any],
    offers: Sequence[PayloadOffer],
    *,
    inventory_type: str,
    warehouse: int,
) -> dict[str, Any]:
    """Join content with first prices and stocks to what a request sends.

    No list price is sent: a product file has none, and Tiki refuses every later price above it.
    """
    by_sku: dict[str, PayloadOffer] = {offer.sku: offer for offer in offers}
    rows = []
    for row in body["variants"]:
        offer = by_sku[row["sku"]]
        stock = {"warehouseId": warehouse, "qtyAvailable": offer.stock}
        rows.append(
            {
                **row,
                "price": offer.price,
                "inventory_type": inventory_type,
                "seller_warehouse": str(warehouse),
                "warehouse_stocks": [stock],
            }
        )
    return {**body, "variants": rows}


def change(body: Mapping[str, Any], row: Mapping[str, Any], product_id: int) -> dict[str, Any]:
    """Build the request that changes the content of one variant's product."""
    attributes = {**body["attributes"], **row.get("attributes", {})}
    attributes["description"] = body["description"]
    pictures = {name: row[name] for name in ("image", "images") if name in row}
    return {"product_id": product_id, "attributes": attributes, **pictures}


def _attributes(listing: Listing) -> dict[str, Any]:
    """Name the attributes; one that the product file gives wins over the usual value."""
    parcel = listing.parcel
    usual: dict[str, Any] = {
        "brand": listing.brand or NO_BRAND,
        "brand_country": listing.origin,
        "origin": listing.origin,
        "product_length": str(parcel.length_cm),
        "product_width": str(parcel.width_cm),
        "product_height": str(parcel.height_cm),
        WEIGHT: _kilograms(parcel.weight_g),
        "bulky": 0,
        "is_warranty_applied": 0,
        "product_top_features": "\n".join(listing.highlights),
    }
    merged = {**usual, **listing.attributes}
    return {code: value for code, value in merged.items() if value != ""}


def _gallery(pictures: Sequence[Picture]) -> dict[str, Any]:
    """Return the main picture and the others: `images` is never missing."""
    shown = [picture_ref(picture) for picture in distinct(pictures)]
    main = {"image": shown[0]} if shown else {}
    return {**main, "images": shown[1:]}


def _variant(listing: Listing, variant: ListingVariant) -> dict[str, Any]:
    """Describe a variant; its pictures are its own first, then the listing's."""
    own = (variant.picture,) if variant.picture else ()
    row: dict[str, Any] = {"sku": str(variant.sku)}
    row |= {f"option{place}": value for place, value in enumerate(variant.values, 1)}
    row |= _gallery((*own, *listing.pictures))
    if variant.gtin:
        row["min_code"] = variant.gtin
    if variant.weight_g != listing.parcel.weight_g and WEIGHT not in listing.attributes:
        row["attributes"] = {WEIGHT: _kilograms(variant.weight_g)}
    return row


def _kilograms(grams: int) -> str:
    return format((Decimal(grams) / _GRAMS_IN_KG).normalize(), "f")


def _number(text: str) -> int | str:
    """Return the number that a category's id is; other text goes as it is and is refused."""
    return int(text) if text.isascii() and text.isdigit() else text
