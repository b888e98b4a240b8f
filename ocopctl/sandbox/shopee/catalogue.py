"""The calls about categories, attributes, brands and limits, out of the shipped data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee import queries
from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.attribute_rules import attribute, attribute_ids, brands_of, is_leaf
from ocopctl.sandbox.shopee.decoding import missing
from ocopctl.sandbox.shopee.shipped import shipped

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.visit import Visit

_WORD = re.compile(r"\w+")


def category_name(category_id: int) -> str:
    """Return a category's Vietnamese name."""
    rows = shipped("categories")["categories"]
    return next((row[3] for row in rows if row[0] == category_id), "")


# evidence[reference and observed]: get_category gives the whole tree as one flat list, roots
#   under parent 0, names in `vi` or `en` (official reference and clients, August 2026)
# evidence[our choice]: get_category's tree is a small one of our own; the real one differs per
#   shop and changes (the sources are silent, 2026)
def get_category(visit: Visit) -> Answer:
    """Show the whole tree as one flat list."""
    vietnamese = queries.language(visit.call, vietnamese="vi") == "vi"
    rows = [
        {
            "category_id": category_id,
            "parent_category_id": parent,
            "original_category_name": english,
            "display_category_name": name if vietnamese else english,
            "has_children": not is_leaf(category_id),
        }
        for category_id, parent, english, name in shipped("categories")["categories"]
    ]
    return success({"category_list": rows})


# evidence[reference]: category_recommend answers leaf ids, best first, for an item_name that must
#   be there (official reference, August 2026)
# evidence[our choice]: category_recommend guesses by words that title and category name share,
#   and names three at most (the sources are silent, 2026)
def category_recommend(visit: Visit) -> Answer:
    """Guess leaf categories from a title by the words they share, best first."""
    title = visit.call.first("item_name")
    if not title:
        raise missing("item_name")
    words = set(_WORD.findall(title.casefold()))
    scores = {
        row[0]: len(words.intersection(_WORD.findall(row[3].casefold())))
        for row in shipped("categories")["categories"]
        if is_leaf(row[0])
    }
    best = sorted((one for one in scores if scores[one]), key=lambda one: -scores[one])
    return success({"category_id": best[:3]})


# evidence[reference and observed]: get_attribute_tree takes up to 20 leaves and calls Vietnamese
#   `vn`, unlike every other call (official reference and clients, August 2026)
def get_attribute_tree(visit: Visit) -> Answer:
    """Show the attributes of up to 20 leaf categories; Vietnamese is `vn` here, not `vi`."""
    queries.language(visit.call, vietnamese="vn")
    ids = queries.numbers(visit.call, "category_id_list", most=20)
    for category_id in ids:
        _need_leaf(category_id)
    rows = [
        {
            "category_id": category_id,
            "warning": "",
            "attribute_tree": [_attribute(one) for one in attribute_ids(category_id)],
        }
        for category_id in ids
    ]
    return success({"list": rows})


def _attribute(attribute_id: int) -> dict[str, Any]:
    definition = attribute(attribute_id)
    units = definition.get("units", [])
    return {
        "attribute_id": attribute_id,
        "mandatory": attribute_id in shipped("attributes")["mandatory"],
        "name": definition["name"],
        "multi_lang": [{"language": "vn", "value": definition["vn"]}],
        "attribute_info": {
            "input_type": definition["input"],
            "input_validation_type": definition["validation"],
            "format_type": 2 if units else 1,
            "date_format_type": 0,
            "attribute_unit_list": units,
            "max_value_count": definition.get("most", 1),
            "introduction": "",
            "is_oem": False,
            "support_search_value": False,
        },
        "attribute_value_list": [
            {
                "value_id": value_id,
                "name": english,
                "value_unit": "",
                "multi_lang": [{"language": "vn", "value": name}],
                "child_attribute_list": [],
            }
            for value_id, english, name in definition["values"]
        ],
    }


# evidence[reference and observed]: get_brand_list needs offset, page_size 1-100, a leaf and
#   status 1 or 2, and pages by next_offset (official reference and clients, August 2026)
def get_brand_list(visit: Visit) -> Answer:
    """Page through a leaf category's brands, in use (1) or pending (2)."""
    call = visit.call
    vietnamese = queries.language(call, vietnamese="vi") == "vi"
    offset = queries.number(call, "offset")
    size = queries.number(call, "page_size", low=1, high=100)
    category_id = queries.number(call, "category_id")
    status = queries.number(call, "status", low=1, high=2)
    _need_leaf(category_id)
    brands = brands_of(category_id, status)
    more = offset + size < len(brands)
    rows = [
        {
            "brand_id": brand["brand_id"],
            "original_brand_name": brand["en"],
            "display_brand_name": brand["vi"] if vietnamese else brand["en"],
        }
        for brand in brands[offset : offset + size]
    ]
    return success(
        {
            "brand_list": rows,
            "has_next_page": more,
            "next_offset": offset + size if more else 0,
            "is_mandatory": category_id in shipped("brands")["mandatory"],
            "input_type": "DROP_DOWN",
        }
    )


# evidence[reference and observed]: get_item_limit gives the shop's limits, and days to ship,
#   weight and parcel rules for a leaf alone (official reference and clients, August 2026)
# evidence[one client]: the Vietnamese figures of price, stock, title and description are one
#   shop's (a Vietnamese shop's fixture, 2026)
def get_item_limit(visit: Visit) -> Answer:
    """Show the limits of the shop, and of a leaf category when one is named."""
    limits = shipped("limits")
    response = dict(limits["published"])
    category_id = queries.optional_number(visit.call, "category_id")
    if category_id is not None:
        _need_leaf(category_id)
        response |= limits["of_category"]
        # evidence[one client]: a category without pre-order shows -1 as its days-to-ship bounds
        #   (one client's note, 2026)
        if category_id in limits["no_pre_order"]:
            fixed = limits["of_category"]["dts_limit"]["non_pre_order_days_to_ship"]
            response["dts_limit"] = {
                "days_to_ship_limit": {"min_limit": -1, "max_limit": -1},
                "non_pre_order_days_to_ship": fixed,
            }
    # evidence[our choice]: gtin_limit stands inside `response`; the reference has it there or
    #   beside (the sources are silent, 2026)
    response["gtin_limit"] = limits["gtin_limit"]
    return success(response)


# evidence[our choice]: attributes, brands and limits of a category that is no leaf are refused as
#   error_invalid_category (the sources are silent, 2026)
def _need_leaf(category_id: int) -> None:
    if not is_leaf(category_id):
        raise RefusalError("error_invalid_category", "Invalid category.")
