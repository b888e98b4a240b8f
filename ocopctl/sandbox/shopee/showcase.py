"""The listings as buyers would see them, for the storefront."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ocopctl.sandbox.market import Shown, ShownVariant
from ocopctl.sandbox.shopee.accounts import shops
from ocopctl.sandbox.shopee.catalogue import category_name
from ocopctl.sandbox.shopee.documents import status_of

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.shopee.documents import Item, Model

# evidence[our choice]: buyers see a listing as live only while it is NORMAL (the sources are
#   silent, 2026)
_STATUSES = {
    "NORMAL": "live",
    "REVIEWING": "review",
    "UNLIST": "unlisted",
    "BANNED": "rejected",
    "SELLER_DELETE": "deleted",
}


def shown_listings(market: Market) -> list[Shown]:
    """Return every listing, in the order of their numbers."""
    accounts = {shop["shop_id"]: shop["account"] for shop in shops(market)}
    items = cast("list[Item]", market.shelf.all("item"))
    return [_shown(market, item, accounts[item["shop_id"]]) for item in items]


def _shown(market: Market, item: Item, account: str) -> Shown:
    content = item["content"]
    return Shown(
        marketplace="shopee",
        shop=account,
        remote_id=str(item["item_id"]),
        title=content["item_name"],
        description=content["description"],
        html=False,
        status=_STATUSES[status_of(item, market.clock.now())],
        category=category_name(content["category_id"]),
        pictures=tuple(_digest(market, one) for one in content["image"]["image_id_list"]),
        variants=_variants(market, item),
        updated_at=item["updated_at"],
    )


def _variants(market: Market, item: Item) -> tuple[ShownVariant, ...]:
    if not item["models"]:
        sku = item["content"]["item_sku"]
        return (ShownVariant(sku=sku, label="", price=item["price"], stock=item["stock"]),)
    return tuple(_variant(market, item, model) for model in item["models"])


def _variant(market: Market, item: Item, model: Model) -> ShownVariant:
    options = [
        tier["options"][index]
        for tier, index in zip(item["tiers"], model["tier_index"], strict=True)
    ]
    return ShownVariant(
        sku=model["model_sku"],
        label=" / ".join(option["name"] for option in options),
        price=model["price"],
        stock=model["stock"],
        picture=_digest(market, options[0]["image_id"]) if options[0]["image_id"] else "",
    )


def _digest(market: Market, image_id: str) -> str:
    digest: str = (market.shelf.get("image", image_id) or {"digest": ""})["digest"]
    return digest
