"""What the history is told of: items made, prices, stocks, and SKUs going off sale and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import items

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.ask import Ask
    from ocopctl.sandbox.lazada.items import Item


def created(ask: Ask, item: Item) -> None:
    """Report a new item with its SKUs, title and offers."""
    names = items.seller_skus(item["skus"])
    ask.call.effect(
        "created",
        sku=names[0],
        remote_id=item["id"],
        skus=names,
        title=item["attributes"]["name"],
        offers=items.offers(item["skus"], ask.now),
    )


def status(ask: Ask, before: Item, after: Item) -> None:
    """Report the SKUs that went off sale, came back, or went for good."""
    was = {sku["id"]: sku["status"] for sku in before["skus"]}
    for reached, kind in (("inactive", "unlisted"), ("active", "relisted"), ("deleted", "deleted")):
        moved = [
            sku for sku in after["skus"] if sku["status"] == reached != was.get(sku["id"], reached)
        ]
        if moved:
            names = items.seller_skus(moved)
            ask.call.effect(kind, sku=names[0], remote_id=after["id"], skus=names)


def offer(ask: Ask, item: Item, before: dict[str, Any], sku: dict[str, Any]) -> None:
    """Report a SKU's price, in dong as a buyer pays it, with what it was."""
    ask.call.effect(
        "priced",
        sku=sku["seller_sku"],
        remote_id=item["id"],
        price=items.price(sku, ask.now),
        before=items.price(before, ask.now),
        list_price=int(sku["fields"]["price"]),
    )


def stock(ask: Ask, item: Item, before: int, sku: dict[str, Any]) -> None:
    """Report a SKU's sellable stock with what it was."""
    ask.call.effect(
        "stocked",
        sku=sku["seller_sku"],
        remote_id=item["id"],
        stock=sku["sellable"],
        before=before,
    )
