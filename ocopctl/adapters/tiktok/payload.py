"""From a listing to what TikTok Shop is sent: no call, no clock.

The body has the fields of Create Product, but the brand and the attributes in the seller's words:
their ids, warehouses, prices and stocks are the shop's to tell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Payload, PayloadOffer, distinct, picture_ref
from ocopctl.adapters.tiktok.calls import LOCALE, TREE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import Listing, ListingVariant, Parcel, Picture

MOST_PICTURES = 9
"""Main pictures of a product (official reference)."""
LEAST_FIRST_STOCK = 1
"""The least stock that a creation surely takes: copies of the reference disagree about 0."""
CURRENCY = "VND"
_CODE_KINDS = {8: "EAN", 12: "UPC", 13: "EAN", 14: "GTIN"}


def payload_of(listing: Listing) -> Payload:
    """Translate a listing. A creation makes all variants, so the first one's SKU finds it."""
    shown = _option_pictures(listing)
    alone = () if listing.axes else tuple(variant.picture for variant in listing.variants)
    main = distinct((*listing.pictures, *alone))[:MOST_PICTURES]
    body: dict[str, Any] = {
        "title": listing.title,
        "description": listing.description,
        "category_id": listing.category_id,
        "brand": listing.brand,
        "attributes": dict(listing.attributes),
        "main_images": [{"uri": picture_ref(picture)} for picture in main],
        "package_weight": {"value": _kilograms(listing.parcel.weight_g), "unit": "KILOGRAM"},
        "external_product_id": f"ocopctl:{listing.sku}",
        "skus": [_sku(listing, variant, shown) for variant in listing.variants],
    }
    size = _size(listing.parcel)
    if size:
        body["package_dimensions"] = size
    return Payload(
        sku=listing.sku,
        lookup=(listing.variants[0].sku,),
        body=body,
        offers=tuple(PayloadOffer(v.sku, v.price, v.stock) for v in listing.variants),
        pictures=distinct((*main, *shown.values())),
    )


def creation(
    content: Mapping[str, Any], offers: Sequence[PayloadOffer], warehouse: str, key: str
) -> dict[str, Any]:
    """Join settled content with first prices and stocks to what a creation sends."""
    by_sku: dict[str, PayloadOffer] = {offer.sku: offer for offer in offers}
    skus = [priced(row, by_sku[row["seller_sku"]], warehouse) for row in content["skus"]]
    return {**submitted(content), "skus": skus, "idempotency_key": key}


def submitted(content: Mapping[str, Any]) -> dict[str, Any]:
    """Ask that content goes to review, under the category tree and language of Vietnam."""
    return {**content, "save_mode": "LISTING", "category_version": TREE, "locale": LOCALE}


def priced(row: Mapping[str, Any], offer: PayloadOffer, warehouse: str) -> dict[str, Any]:
    """Give a new SKU its price and its stock, which is never less than a creation takes."""
    stock = max(offer.stock, LEAST_FIRST_STOCK)
    inventory = [{"warehouse_id": warehouse, "quantity": stock}]
    return {**row, "price": price_of(offer.price), "inventory": inventory}


def price_of(dong: int) -> dict[str, str]:
    """Return a price as TikTok Shop takes it: whole dong as text."""
    return {"amount": str(dong), "currency": CURRENCY}


def _sku(listing: Listing, variant: ListingVariant, shown: Mapping[str, Picture]) -> dict[str, Any]:
    row: dict[str, Any] = {"seller_sku": str(variant.sku)}
    if listing.axes:
        row["sales_attributes"] = [
            {"name": axis.name, "value_name": value}
            for axis, value in zip(listing.axes, variant.values, strict=True)
        ]
    if shown:
        row["sales_attributes"][0]["sku_img"] = {"uri": picture_ref(shown[variant.values[0]])}
    kind = _CODE_KINDS.get(len(variant.gtin))
    if kind:
        row["identifier_code"] = {"code": variant.gtin, "type": kind}
    return row


def _option_pictures(listing: Listing) -> dict[str, Picture]:
    """Return a picture for each value of the first axis, none unless every value has one.

    Only one kind of option may carry pictures (official reference).
    """
    if not listing.axes:
        return {}
    found: dict[str, Picture] = {}
    for variant in listing.variants:
        if variant.picture is not None:
            found.setdefault(variant.values[0], variant.picture)
    used = {variant.values[0] for variant in listing.variants}
    return found if used == found.keys() else {}


def _kilograms(grams: int) -> str:
    """Return kilograms as text; a gram is the third decimal, which is the last allowed."""
    return format((Decimal(grams) / 1000).normalize(), "f")


def _size(parcel: Parcel) -> dict[str, str]:
    """Return all three sides or, when one is not known, none (official reference, Vietnam)."""
    sides = {
        "length": parcel.length_cm,
        "width": parcel.width_cm,
        "height": parcel.height_cm,
    }
    if min(sides.values()) <= 0:
        return {}
    return {**{name: str(side) for name, side in sides.items()}, "unit": "CENTIMETER"}
