"""Listings as buyers, or the seller, would see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Shown, ShownVariant
from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.catalogue import categories

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.store import Shelf

_STATUS = {
    "ACTIVATE": "live",
    "PENDING": "review",
    "FAILED": "rejected",
    "DELETED": "deleted",
}


def shown(market: Market) -> list[Shown]:
    """Return every product of every account, drafts and withdrawn ones as unlisted."""
    now = market.clock.now()
    rows = (products.settle(one, now) for one in market.shelf.all("product"))
    return [_listing(market.shelf, row) for row in rows]


def _listing(shelf: Shelf, product: dict[str, Any]) -> Shown:
    content = product["content"]
    return Shown(
        marketplace="tiktok",
        shop=product["account"],
        remote_id=product["id"],
        title=content["title"],
        description=content["description"],
        html=True,
        status=_STATUS.get(product["state"], "unlisted"),
        category=categories()[content["category_id"]]["local_name"],
        pictures=tuple(_digest(shelf, row["uri"]) for row in content["main_images"]),
        variants=tuple(_variant(shelf, product, sku) for sku in content["skus"]),
        updated_at=product["updated"],
    )


def _digest(shelf: Shelf, uri: str) -> str:
    return str((shelf.get("image", uri) or {}).get("digest", ""))


def _variant(shelf: Shelf, product: dict[str, Any], sku: dict[str, Any]) -> ShownVariant:
    offer, axes = product["offers"][sku["id"]], sku["sales_attributes"]
    pictures = [_digest(shelf, row["sku_img"]["uri"]) for row in axes if "sku_img" in row]
    return ShownVariant(
        sku=sku["seller_sku"],
        label=" / ".join(row["value_name"] for row in axes),
        price=offer["price"],
        stock=products.stock_total(offer),
        picture=pictures[0] if pictures else "",
    )
