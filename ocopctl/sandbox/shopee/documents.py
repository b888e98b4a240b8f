"""The documents kept of a listing, and what can be told from one alone."""

from __future__ import annotations

from typing import Any, TypedDict


class Option(TypedDict):
    """One choice of a tier; `image_id` is empty without a picture."""

    name: str
    image_id: str


class Tier(TypedDict):
    """One axis of choice, such as colour."""

    name: str
    options: list[Option]


class Parcel(TypedDict):
    """Outer size in whole centimetres."""

    package_length: int
    package_width: int
    package_height: int


class Model(TypedDict):
    """One sellable form. `weight` (kg) and `dimension` are None where the item's own hold."""

    model_id: int
    tier_index: list[int]
    model_sku: str
    price: int
    stock: int
    weight: float | None
    dimension: Parcel | None
    gtin_code: str


class Entry(TypedDict):
    """What listing calls need of an item. Times are market seconds.

    `wish` is what the seller wants (NORMAL or UNLIST) or SELLER_DELETE; `review_until` is 0
    without a review; `flagged` items end their review banned.
    """

    item_id: int
    shop_id: int
    wish: str
    review_until: float
    flagged: bool
    updated_at: float
    created_at: float


class Item(Entry):
    """A whole listing. `unreviewed` content is reviewed as soon as the item is shown."""

    unreviewed: bool
    edited_at: float
    content: dict[str, Any]
    price: int
    stock: int
    tiers: list[Tier]
    models: list[Model]
    searchable: dict[str, float]


# evidence[reference and observed]: an item is NORMAL, UNLIST, REVIEWING, BANNED or SELLER_DELETE
#   (official reference and clients, August 2026)
def status_of(entry: Entry, now: float) -> str:
    """Tell an item's status at a time: NORMAL, UNLIST, REVIEWING, BANNED or SELLER_DELETE."""
    if entry["wish"] != "NORMAL":
        return entry["wish"]
    if now < entry["review_until"]:
        return "REVIEWING"
    return "BANNED" if entry["flagged"] else "NORMAL"


def seller_skus(item: Item) -> list[str]:
    """Return the seller SKUs of an item, its own first, each once."""
    skus = [item["content"]["item_sku"], *(model["model_sku"] for model in item["models"])]
    return list(dict.fromkeys(sku for sku in skus if sku))


def lead_sku(item: Item) -> str:
    """Return the SKU that history names an item by."""
    return next(iter(seller_skus(item)), "")


def offers_of(item: Item) -> dict[str, dict[str, int]]:
    """Return price and stock by seller SKU: of the models, or of the item without them."""
    if not item["models"]:
        return {item["content"]["item_sku"]: {"price": item["price"], "stock": item["stock"]}}
    return {
        model["model_sku"]: {"price": model["price"], "stock": model["stock"]}
        for model in item["models"]
    }
