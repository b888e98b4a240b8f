"""The calls that read items back: by number, by list, by search."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any, cast

from ocopctl.sandbox.shopee import queries
from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.attribute_rules import attribute_ids
from ocopctl.sandbox.shopee.documents import Entry, Item, status_of
from ocopctl.sandbox.shopee.item_views import base_info
from ocopctl.sandbox.shopee.items import item_or_none, search_key
from ocopctl.sandbox.shopee.shipped import figure
from ocopctl.sandbox.shopee.text_rules import breaks_listing_rules

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.visit import Visit

_STATUSES = ("NORMAL", "BANNED", "UNLIST", "REVIEWING", "SELLER_DELETE", "SHOPEE_DELETE")
_LIVING = _STATUSES[:4]
_SPAM = {
    "violation_type": "Spam",
    "violation_reason": "Sản phẩm chứa liên kết dẫn ra ngoài Shopee",
    "suggestion": "Xóa liên kết khỏi tên và mô tả sản phẩm",
}
_PROHIBITED = {
    "violation_type": "Prohibited Listing",
    "violation_reason": "Sản phẩm vi phạm chính sách đăng bán",
    "suggestion": "Kiểm tra lại nội dung và hình ảnh sản phẩm",
}
_CURSOR = re.compile(r"after:([0-9]{1,9})")


# evidence[reference and observed]: get_item_base_info reads up to 50 items (official reference
#   and clients, August 2026)
# evidence[one client]: items that are not this shop's are simply missing from what is read (one
#   client's note, 2026)
def get_item_base_info(visit: Visit) -> Answer:
    """Show up to 50 items; numbers that are not this shop's are simply missing."""
    rows = [base_info(item, visit.now()) for item in _asked_for(visit)]
    return success({"item_list": rows})


# evidence[reference and observed]: get_item_extra_info shows sales, views, likes and ratings;
#   here they are 0 (official reference and clients, August 2026)
def get_item_extra_info(visit: Visit) -> Answer:
    """Show sales and views: the practice market has no buyers."""
    nothing = {"sale": 0, "views": 0, "likes": 0, "rating_star": 0, "comment_count": 0}
    rows = [{"item_id": item["item_id"], **nothing} for item in _asked_for(visit)]
    return success({"item_list": rows})


# evidence[reference]: get_item_violation_info tells why an item was banned, with a suggestion;
#   the words are ours (official reference, August 2026)
# evidence[measured live]: get_item_violation_info's success has no `error` key (third parties'
#   measurements, 2024-2026)
def get_item_violation_info(visit: Visit) -> Answer:
    """Show why items were banned; this success alone has no `error`."""
    rows = [_violation(item, visit.now()) for item in _asked_for(visit)]
    answer = success({"item_list": rows})
    del answer.body["error"]
    return answer


def _violation(item: Item, now: float) -> dict[str, Any]:
    status = status_of(item, now)
    details = []
    if status == "BANNED":
        spam = breaks_listing_rules(item["content"])
        details.append(
            {
                **(_SPAM if spam else _PROHIBITED),
                "fix_deadline_time": 0,
                "update_time": int(item["review_until"]),
            }
        )
    return {
        "item_id": item["item_id"],
        "item_name": item["content"]["item_name"],
        "item_status": status,
        "deboost": False,
        "item_status_details": details,
        "deboost_details": [],
        "fail_error": "",
        "fail_message": "",
    }


def _asked_for(visit: Visit) -> list[Item]:
    ids = queries.numbers(visit.call, "item_id_list", most=50, code="error_query_over_itemid_size")
    found = (item_or_none(visit, item_id) for item_id in dict.fromkeys(ids))
    return [item for item in found if item is not None]


# evidence[reference and observed]: get_item_list pages by offset and up to 100 items, of the
#   statuses and the update times asked for (official reference and clients, August 2026)
# evidence[measured live]: next_offset is there only before a further page, and `next` is empty
#   (third parties' measurements, 2024-2026)
# evidence[our choice]: get_item_list's items come in the order of their numbers, and an empty
#   page omits `item` (the sources are silent, 2026)
def get_item_list(visit: Visit) -> Answer:
    """Page through the shop's items of the asked statuses, oldest number first."""
    call = visit.call
    offset = queries.number(call, "offset")
    size = queries.number(call, "page_size", low=1, high=100)
    statuses = _statuses(visit, required=True)
    first = queries.optional_number(call, "update_time_from") or 0
    last = queries.optional_number(call, "update_time_to")
    if last is not None and first > last:
        # evidence[reference]: reversed update times are refused as error_update_time_range; its
        #   text is ours (official reference, August 2026)
        text = "Update_time_from should be less than update_time_to."
        raise RefusalError("error_update_time_range", text)
    # evidence[reference]: pages too far on in get_item_list are refused with a text that points
    #   to `next` (official reference, August 2026)
    # evidence[our choice]: a page is too far on from 10,000 items (the sources are silent, 2026)
    if offset >= figure("reachable_offset"):
        text = "get items offset over limit, please use the next field"
        raise RefusalError("error_param", text)
    rows = [
        _list_row(entry, visit.now())
        for entry in _entries(visit, statuses)
        if first <= int(entry["updated_at"]) and (last is None or int(entry["updated_at"]) <= last)
    ]
    page = rows[offset : offset + size]
    more = offset + size < len(rows)
    response = {"total_count": len(rows), "has_next_page": more, "next": ""}
    if page:
        response["item"] = page
    if more:
        response["next_offset"] = offset + size
    return success(response)


def _list_row(entry: Entry, now: float) -> dict[str, Any]:
    return {
        "item_id": entry["item_id"],
        "item_status": status_of(entry, now),
        "update_time": int(entry["updated_at"]),
        "tag": {"kit": False},
    }


def _entries(visit: Visit, statuses: tuple[str, ...]) -> list[Entry]:
    rows = cast("list[Entry]", visit.market.shelf.all("entry"))
    now = visit.now()
    return [
        row for row in rows if row["shop_id"] == visit.shop_id and status_of(row, now) in statuses
    ]


def _statuses(visit: Visit, *, required: bool) -> tuple[str, ...]:
    found = tuple(queries.texts(visit.call, "item_status"))
    # evidence[reference]: an unknown or, in a list, absent status is refused as
    #   error_param_item_status (official reference, August 2026)
    if any(status not in _STATUSES for status in found) or (required and not found):
        raise RefusalError("error_param_item_status", "Invalid item_status.")
    return found or _LIVING


# evidence[reference and observed]: search_item goes by SKU, name or lacking attributes, with a
#   text cursor that is empty at the end (official reference and clients, August 2026)
# evidence[our choice]: a SKU is found exactly, by case, among the items' own and their models'
#   (the sources are silent, 2026)
def search_item(visit: Visit) -> Answer:
    """Find items by exact SKU (their own or a model's), by name, or by lacking attributes.

    Exactness, the cover of model SKUs and the index lag are our choice: no source tells them.
    """
    call = visit.call
    size = queries.number(call, "page_size", low=1, high=100)
    statuses = _statuses(visit, required=False)
    sku, name = call.first("item_sku"), call.first("item_name")
    lacking = queries.optional_number(call, "attribute_status")
    if lacking not in (None, 1, 2):
        raise RefusalError("error_param", "Invalid attribute_status.")
    if not sku and not name and lacking is None:
        # evidence[reference]: a search without any criterion is refused (official reference,
        #   August 2026)
        text = "request must set one of [item_name,attribute_status]"
        raise RefusalError("error_param", text)
    start = _position(call.first("offset"))
    items = _by_sku(visit, sku) if sku else _all_items(visit)
    ids = [
        item["item_id"]
        for item in items
        if status_of(item, visit.now()) in statuses
        # evidence[reference and observed]: beside a SKU the name does not count, while
        #   attribute_status must match too (official reference and clients, August 2026)
        and (sku or not name or _named(visit, item, name))
        and (lacking is None or _lacks(item, lacking))
    ]
    cursor = base64.urlsafe_b64encode(f"after:{start + size}".encode()).decode()
    return success(
        {
            "item_id_list": ids[start : start + size],
            "total_count": len(ids),
            "next_offset": cursor if start + size < len(ids) else "",
        }
    )


def _by_sku(visit: Visit, sku: str) -> list[Item]:
    visit.concerns(sku)
    found = visit.market.shelf.find("item", search_key(visit.shop_id, sku))
    items = cast("list[Item]", found)
    return [item for item in items if item["searchable"][sku] <= visit.now()]


def _all_items(visit: Visit) -> list[Item]:
    items = cast("list[Item]", visit.market.shelf.all("item"))
    return [item for item in items if item["shop_id"] == visit.shop_id]


def _named(visit: Visit, item: Item, name: str) -> bool:
    indexed = item["created_at"] + visit.market.settings.index_lag_s <= visit.now()
    return indexed and name.casefold() in item["content"]["item_name"].casefold()


def _lacks(item: Item, lacking: int) -> bool:
    """Tell whether an item lacks attributes: 1 mandatory (never, they are enforced), 2 optional."""
    filled = {row["attribute_id"] for row in item["content"]["attribute_list"]}
    allowed = set(attribute_ids(item["content"]["category_id"]))
    return lacking == 2 and not allowed <= filled


# evidence[our choice]: a cursor that was not handed out is refused as error_param (the sources
#   are silent, 2026)
def _position(cursor: str | None) -> int:
    """Return where a text cursor points; the start without one. Raises RefusalError."""
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, ValueError):
        text = ""
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise RefusalError("error_param", "Invalid offset.")
    return int(match[1])
