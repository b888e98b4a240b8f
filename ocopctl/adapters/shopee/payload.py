"""From a listing to what Shopee is sent: no call, no clock.

The body has the fields of `add_item` under `item`, tiers and models as `init_tier_variation`
takes them, and what only the shop can answer (brand, attributes, days) in the seller's words.
"""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Payload, PayloadOffer, distinct, picture_ref

if TYPE_CHECKING:
    from ocopctl.adapters.base import Axis, Listing, ListingVariant, Picture

MAX_PICTURES = 9
"""Pictures of one item (official reference, Aug 2026)."""
_HUNDREDTH = Decimal("0.01")


def payload_of(listing: Listing) -> Payload:
    """Translate a listing. An item without axes carries its only variant's SKU."""
    sku = listing.sku if listing.axes else listing.variants[0].sku
    pictures = listing.pictures[:MAX_PICTURES]
    option_pictures = _option_pictures(listing)
    return Payload(
        sku=listing.sku,
        lookup=(sku,),
        body={
            "item": _item(listing, sku, pictures),
            "brand": listing.brand,
            "attributes": dict(listing.attributes),
            "lead_days": listing.lead_days,
            "tiers": [
                _tier(axis, option_pictures if place == 0 else [])
                for place, axis in enumerate(listing.axes)
            ],
            "models": [_model(listing, variant) for variant in listing.variants if listing.axes],
        },
        offers=tuple(
            PayloadOffer(variant.sku, variant.price, variant.stock) for variant in listing.variants
        ),
        pictures=distinct((*pictures, *option_pictures)),
    )


def kilograms(grams: int) -> float:
    """Return kilograms with two decimals, rounded up so that no parcel weighs nothing."""
    return float((Decimal(grams) / 1000).quantize(_HUNDREDTH, ROUND_UP))


def _item(listing: Listing, sku: str, pictures: tuple[Picture, ...]) -> dict[str, Any]:
    parcel = listing.parcel
    item: dict[str, Any] = {
        "item_name": listing.title,
        "description": listing.description,
        "description_type": "normal",
        "item_sku": sku,
        "category_id": int(listing.category_id),
        "condition": "NEW",
        "image": {"image_id_list": [picture_ref(picture) for picture in pictures]},
        "weight": kilograms(parcel.weight_g),
        "dimension": {
            "package_length": parcel.length_cm,
            "package_width": parcel.width_cm,
            "package_height": parcel.height_cm,
        },
    }
    if not listing.axes and listing.variants[0].gtin:
        item["gtin_code"] = listing.variants[0].gtin
    return item


def _tier(axis: Axis, pictures: list[Picture]) -> dict[str, Any]:
    return {
        "variation_id": 0,
        "variation_name": axis.name,
        "variation_option_list": [
            {"variation_option_id": 0, "variation_option_name": value}
            | ({"image_id": picture_ref(pictures[place])} if pictures else {})
            for place, value in enumerate(axis.values)
        ],
    }


def _option_pictures(listing: Listing) -> list[Picture]:
    """Return a picture for each value of the first axis: for all or, as Shopee wants, for none."""
    if not listing.axes:
        return []
    found = [
        next((v.picture for v in listing.variants if v.values[0] == value and v.picture), None)
        for value in listing.axes[0].values
    ]
    pictures = [picture for picture in found if picture is not None]
    return pictures if len(pictures) == len(found) else []


def _model(listing: Listing, variant: ListingVariant) -> dict[str, Any]:
    """Return a model; its weight only where it is not the item's, which serves for all others."""
    model: dict[str, Any] = {
        "model_sku": variant.sku,
        "tier_index": [
            axis.values.index(value)
            for axis, value in zip(listing.axes, variant.values, strict=True)
        ],
    }
    if variant.gtin:
        model["gtin_code"] = variant.gtin
    if variant.weight_g != listing.parcel.weight_g:
        model["weight"] = kilograms(variant.weight_g)
    return model
