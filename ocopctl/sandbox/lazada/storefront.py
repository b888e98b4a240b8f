"""What buyers see of the shops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import images, items, reference
from ocopctl.sandbox.market import Shown, ShownVariant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.sandbox.market import Market

# evidence[our choice]: buyers see an item as live only while it is Active, and its active SKUs
#   alone (the sources are silent, 2026)
_SEEN_AS = {
    "Active": "live",
    "Pending QC": "review",
    "InActive": "unlisted",
    "Suspended": "rejected",
    "Deleted": "deleted",
}


def listings(market: Market) -> Iterator[Shown]:
    """Return every item of every account as a buyer would see it."""
    now = market.clock.now()
    for item in market.shelf.all("item"):
        state = items.state(item, now)
        active = [sku for sku in item["skus"] if sku["status"] == "active"]
        skus = active or items.kept_skus(item) or item["skus"]
        yield Shown(
            marketplace="lazada",
            shop=item["account"],
            remote_id=str(item["id"]),
            title=item["attributes"]["name"],
            description=item["attributes"].get("description", ""),
            html=True,
            status=_SEEN_AS[state],
            category=reference.categories()[item["category"]]["vi"],
            pictures=tuple(images.digest(market, url) or "" for url in item["images"]),
            variants=tuple(_variant(market, sku, now) for sku in skus),
            updated_at=item["edited"],
        )


def _variant(market: Market, sku: dict[str, Any], now: float) -> ShownVariant:
    picture = images.digest(market, sku["images"][0]) if sku["images"] else None
    return ShownVariant(
        sku=sku["seller_sku"],
        label=" / ".join(sku["sale_prop"].values()),
        price=items.price(sku, now),
        stock=sku["sellable"],
        picture=picture or "",
    )
