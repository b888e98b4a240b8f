"""Find items, save them with their look-up keys, hold their edits apart.

Every item has two documents: the whole, and a short entry that listing calls page through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.documents import Entry, Item, seller_skus

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.shopee.visit import Visit

# evidence[our choice]: item and model numbers count up from the size of live ones, above 32 bits
#   (the sources are silent, 2026)
_FIRST_ITEM = 29943215871
_FIRST_MODEL = 189000000001


def new_item(visit: Visit, content: dict[str, Any], *, wish: str) -> Item:
    """Make an item that is not yet saved, with a number of its own."""
    now = visit.now()
    return Item(
        item_id=visit.market.shelf.next_number("item", _FIRST_ITEM),
        shop_id=visit.shop_id,
        wish=wish,
        review_until=0.0,
        flagged=False,
        updated_at=now,
        created_at=now,
        unreviewed=True,
        edited_at=now,
        content=content,
        price=0,
        stock=0,
        tiers=[],
        models=[],
        searchable={},
    )


def new_model_id(market: Market) -> int:
    """Return the next model number; numbers are never used again."""
    return market.shelf.next_number("model", _FIRST_MODEL)


def item_or_none(visit: Visit, item_id: int) -> Item | None:
    """Return an item of this shop, deleted ones too, None when there is none."""
    found = cast("Item | None", visit.market.shelf.get("item", item_id))
    return found if found is not None and found["shop_id"] == visit.shop_id else None


def living_item(visit: Visit, item_id: int) -> Item:
    """Return an item of this shop that is not deleted. Raises RefusalError."""
    item = item_or_none(visit, item_id)
    # evidence[reference]: an unknown, foreign or deleted item is refused as error_item_not_found
    #   (official reference, August 2026)
    if item is None or item["wish"] == "SELLER_DELETE":
        raise RefusalError("error_item_not_found", "Product not found")
    visit.concerns(item["content"]["item_sku"])
    return item


# evidence[one client]: an item takes no edit for seconds after one, with a text of the update
#   lock (one client's note, 2026)
# evidence[our choice]: the length of an item's lock is a setting of the market, off by default
#   (the sources are silent, 2026)
def refuse_while_locked(visit: Visit, item: Item) -> None:
    """Refuse a write that comes too soon after the last edit. Raises RefusalError."""
    if visit.now() < item["edited_at"] + visit.market.settings.lock_s:
        raise RefusalError("error_inner", "Update item failed get update lock failed")


def save_item(visit: Visit, item: Item, *, edited: bool) -> None:
    """Write an item; an edit (of more than price or stock) starts its lock."""
    now = visit.now()
    item["updated_at"] = now
    if edited:
        item["edited_at"] = now
    # evidence[our choice]: a seller SKU is found by search after a lag that is a setting of the
    #   market (the sources are silent, 2026)
    visible = now + visit.market.settings.index_lag_s
    known = item["searchable"]
    item["searchable"] = {sku: known.get(sku, visible) for sku in seller_skus(item)}
    write_item(visit.market, item)


def write_item(market: Market, item: Item) -> None:
    """Write both documents of an item as they are."""
    keys = [search_key(item["shop_id"], sku) for sku in item["searchable"]]
    shelf = market.shelf
    shelf.put("item", item["item_id"], cast("dict[str, Any]", item), keys=keys)
    entry = {name: item[name] for name in Entry.__annotations__}  # type: ignore[literal-required]
    shelf.put("entry", item["item_id"], entry)


def search_key(shop_id: int, sku: str) -> str:
    """Return the key that a shop's items are found by."""
    return f"{shop_id}/{sku}"
