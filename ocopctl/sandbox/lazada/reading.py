"""Reading items: `/products/get`, `/product/item/get` and the alerts of refused reviews."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import items, payload
from ocopctl.sandbox.lazada.envelope import RefusalError
from ocopctl.sandbox.lazada.shown import product

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.sandbox.lazada.ask import Ask

_FILTERS = ("all", "live", "inactive", "deleted", "pending", "rejected", "sold-out")
_LARGEST_PAGE = 50
_FURTHEST = 10_000
_MOST_SKUS = 100
_DATES = ("create_after", "create_before", "update_after", "update_before")
_STATES = ("Active", "Pending QC", "InActive", "Suspended", "Deleted")

# An item's id and the ids of those of its SKUs that stand in one row of a list.
_Row = tuple[int, list[int]]
# A status of SKUs, and the item states in which they make a row.
_Group = tuple[str, tuple[str, ...]]


# evidence[reference and observed]: products/get pages items by limit and offset under a filter
#   (official documentation and clients, April 2026)
# evidence[measured live]: an item stands in a row for its active and one for its other SKUs (a
#   provider's notes of live answers, 2026)
def products_get(ask: Ask) -> dict[str, Any]:
    """Answer `/products/get`. An item stands in a row for its active and one for its other SKUs."""
    chosen = _filter(ask)
    # evidence[reference and observed]: a page has at most 50 rows, else 19, and begins at 10,000
    #   at most, else 14 (official documentation and clients, April 2026)
    # evidence[our choice]: a page of no stated limit has 20 rows (the sources are silent, 2026)
    limit = _whole(ask, "limit", "20", "19", "Invalid Limit")
    offset = _whole(ask, "offset", "0", "14", "Invalid Offset")
    if not 1 <= limit <= _LARGEST_PAGE:
        raise RefusalError("19", "E019: Invalid Limit")
    if offset > _FURTHEST:
        raise RefusalError("14", "E014: Invalid Offset")
    dates = {name: _date(ask.params[name]) for name in _DATES if ask.params.get(name)}
    wanted = _wanted(ask)
    rows = [
        row
        for item in _candidates(ask, wanted)
        if _within(item, dates)
        for row in _rows(item, chosen, ask.now, wanted)
    ]
    page = [_product(ask, row) for row in rows[offset : offset + limit]]
    return {"data": _page(ask, len(rows), page)}


# evidence[reference and observed]: product/item/get shows an item with all its SKUs (official
#   documentation and clients, April 2026)
def item_get(ask: Ask) -> dict[str, Any]:
    """Answer `/product/item/get`: one item with all its SKUs."""
    item_id = ask.params.get("item_id", "")
    if not item_id:
        # evidence[one client]: without item_id it is refused as 4191 (clients of a sister
        #   platform on the same gateway, 2026)
        raise RefusalError("4191", "E4191: ItemId required")
    item = items.load(ask.market, ask.shop, item_id)
    if item is None:
        # evidence[reference and observed]: an unknown or foreign item is refused as 207 (official
        #   documentation and clients, April 2026)
        raise RefusalError("207", "E207: SKU not exist")
    ask.call.skus = items.seller_skus(item["skus"])
    return {"data": product(item, items.kept_skus(item) or item["skus"], ask.now)}


# evidence[reference]: product/qc/alert/list names the items that a review refused (official
#   documentation, April 2026)
def qc_alerts(ask: Ask) -> dict[str, Any]:
    """Answer `/product/qc/alert/list`: the items that a review refused."""
    now = ask.now
    refused = [
        item
        for item in ask.market.shelf.find("summary", ask.shop)
        if items.state(item, now) == "Suspended"
    ]
    alerts = [
        {
            "productId": item["id"],
            "categoryId": item["category"],
            "deactivationTime": round(item["review_until"] * 1000),
            "suggestionCategories": [],
        }
        for item in refused
    ]
    return {"data": alerts}


def _filter(ask: Ask) -> str:
    chosen = ask.params.get("filter", "")
    # evidence[reference]: an unknown filter is refused as 36 (official documentation, April 2026)
    # evidence[our choice]: an absent filter is refused as 36 too, though the documentation calls
    #   it both optional and mandatory (the sources are silent, 2026)
    if chosen not in _FILTERS:
        raise RefusalError("36", "E036: Invalid status filter")
    return chosen


def _whole(ask: Ask, name: str, default: str, code: str, words: str) -> int:
    value = ask.params.get(name) or default
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise RefusalError(code, f"E0{code}: {words}")
    return int(value)


def _date(value: str) -> float:
    try:
        at = datetime.fromisoformat(value)
    except ValueError as broken:
        raise RefusalError("17", "E017: Invalid Date Format") from broken
    # evidence[reference]: dates are ISO with their zone, else 17 (official documentation, April
    #   2026)
    if at.tzinfo is None:
        raise RefusalError("17", "E017: Invalid Date Format")
    return at.timestamp()


def _wanted(ask: Ask) -> list[str]:
    """Return the seller SKUs searched for, none when the call lists everything."""
    listed = ask.params.get("sku_seller_list", "")
    if not listed:
        return []
    try:
        names = payload.value(listed)
    except ValueError:
        names = None
    # evidence[reference]: sku_seller_list is a JSON list of up to 100, else 70 (official
    #   documentation, April 2026)
    if not isinstance(names, list) or not all(isinstance(one, str) and one for one in names):
        raise RefusalError("70", "E070: Corrupt SKU list")
    if not names or len(names) > _MOST_SKUS:
        raise RefusalError("70", "E070: Corrupt SKU list: 1 to 100 seller SKUs")
    ask.call.skus = names
    return names


def _candidates(ask: Ask, wanted: list[str]) -> list[dict[str, Any]]:
    """Return the items a list may show; a new one is not in the index for a while."""
    shelf, shop = ask.market.shelf, ask.shop
    if wanted:
        found = {
            item["id"]: item for words in wanted for item in items.matching(ask.market, shop, words)
        }
        listed = [found[number] for number in sorted(found)]
    else:
        listed = shelf.find("summary", shop)
    # evidence[our choice]: a new item stands in lists after a lag that is a setting of the market
    #   (the sources are silent, 2026)
    since = ask.now - ask.market.settings.index_lag_s
    return [item for item in listed if item["created"] <= since]


def _within(item: Mapping[str, Any], dates: Mapping[str, float]) -> bool:
    made, edited = float(item["created"]), float(item["edited"])
    made_then = dates.get("create_after", made) <= made <= dates.get("create_before", made)
    edited_then = dates.get("update_after", edited) <= edited <= dates.get("update_before", edited)
    return made_then and edited_then


def _rows(item: dict[str, Any], chosen: str, now: float, wanted: list[str]) -> Iterator[_Row]:
    state = items.state(item, now)
    for status, states in _groups(chosen, state):
        skus = [
            sku["id"]
            for sku in item["skus"]
            if sku["status"] == status
            and (chosen != "sold-out" or sku["sellable"] == 0)
            # evidence[several clients]: a search by seller SKU leaves the item's other SKUs out
            #   (several clients, 2026)
            and (not wanted or any(items.matches(sku["seller_sku"], one) for one in wanted))
        ]
        if skus and state in states:
            yield item["id"], skus


def _groups(chosen: str, state: str) -> list[_Group]:
    """Return which SKUs make rows under a filter, and the item states they must be in."""
    if chosen == "all" and state == "Deleted":
        return [("deleted", (state,))]
    # evidence[our choice]: which SKUs a filter shows follows the states of item and SKU; sold-out
    #   is no stock on a live item (the sources are silent, 2026)
    groups: dict[str, list[_Group]] = {
        "all": [("active", _STATES), ("inactive", _STATES)],
        "live": [("active", ("Active",))],
        "inactive": [("inactive", _STATES)],
        "deleted": [("deleted", _STATES)],
        "pending": [("active", ("Pending QC",))],
        "rejected": [("active", ("Suspended",))],
        "sold-out": [("active", ("Active",))],
    }
    return groups[chosen]


def _product(ask: Ask, row: _Row) -> dict[str, Any]:
    number, chosen = row
    item = items.load(ask.market, ask.shop, str(number)) or {}
    skus = [sku for sku in item["skus"] if sku["id"] in chosen]
    return product(item, skus, ask.now)


def _page(ask: Ask, total: int, page: list[dict[str, Any]]) -> dict[str, Any]:
    if page:
        return {"total_products": total, "products": page}
    shapes: dict[str, dict[str, Any]] = {
        "absent": {},
        "null": {"products": None},
        "empty": {"products": []},
    }
    return {"total_products": total, **shapes[ask.quirks.nothing_found]}
