"""The shop and its surroundings: seller, warehouses, limits, categories, attributes, brands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import gate, items, reference
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.ask import Ask

_LARGEST_BRAND_PAGE = 200


# evidence[reference and observed]: seller/get tells name, numbers, status and whether the shop
#   crosses borders (official documentation and clients, April 2026)
def seller(ask: Ask) -> dict[str, Any]:
    """Answer `/seller/get`."""
    owner = ask.account
    return {
        "data": {
            "name": f"Gian hàng thử {owner['name']}",
            "name_company": "Hợp tác xã thử nghiệm",
            "seller_id": owner["seller_id"],
            "short_code": owner["short_code"],
            "logo_url": "",
            "email": owner["email"],
            "cb": False,
            "location": "Hà Nội",
            "status": "ACTIVE",
            "verified": True,
            "marketplaceEaseMode": False,
        }
    }


# evidence[one client]: rc/warehouse/get answers under `result`, its rows under `module` (one
#   client, 2026)
def warehouses(ask: Ask) -> dict[str, Any]:
    """Answer `/rc/warehouse/get`: one warehouse, under `result` instead of `data`."""
    one = {
        "code": "dropshipping",
        "name": f"Kho {ask.shop}",
        "detailAddress": "Bát Tràng, Gia Lâm, Hà Nội",
        "defaultAddress": True,
        "status": "ACTIVE",
    }
    return {
        "result": {
            "success": True,
            "not_success": False,
            "error_code": None,
            "repeated": False,
            "retry": False,
            "module": [one],
        }
    }


# evidence[reference]: getPreQcRules answers under `values` how full the shop is and what it may
#   not sell (official documentation, April 2026)
# evidence[our choice]: a shop has room for 20,000 items (the sources are silent, 2026)
def listing_rules(ask: Ask) -> dict[str, Any]:
    """Answer `/product/seller/item/getPreQcRules`: how full the shop is, what it may not sell."""
    barred = [number for number, node in reference.categories().items() if node.get("restricted")]
    return {
        "values": {
            "item_limit": reference.limits()["item_limit"],
            "item_count": items.tally(ask.market, ask.shop),
            "restricted_cate_ids": sorted(barred),
        }
    }


# evidence[reference and observed]: category/tree/get shows the tree in the language asked for, no
#   children on leaves (official documentation and clients, April 2026)
def category_tree(ask: Ask) -> dict[str, Any]:
    """Answer `/category/tree/get`."""
    return {"data": reference.category_tree(_language(ask))}


# evidence[reference and observed]: category/attributes/get lists a category's attributes, flags
#   as 0 and 1 (official documentation and clients, April 2026)
# evidence[reference]: no attributes is 57, no such category 4227, an inactive one 4228 (official
#   documentation, April 2026)
def category_attributes(ask: Ask) -> dict[str, Any]:
    """Answer `/category/attributes/get`. Refuses as 57, 4227 or 4228."""
    number = gate.require(ask.params, "primary_category_id")
    known = reference.categories()
    node = known.get(int(number)) if re.fullmatch(r"[0-9]{1,18}", number) else None
    if node is None:
        raise RefusalError("4227", "E4227: The category does not exist")
    if node.get("inactive"):
        raise RefusalError("4228", "E4228: The category is inactive")
    listed = reference.attributes(node["id"])
    if not listed:
        raise RefusalError("57", "E057: No attribute sets linked to that category")
    return {"data": [_attribute(one, _language(ask)) for one in listed.values()]}


# evidence[reference and observed]: category/suggestion/get names leaves for a title with their
#   paths; none is 701 (official documentation and clients, April 2026)
# evidence[our choice]: category/suggestion/get goes by shared words, and > joins a path (the
#   sources are silent, 2026)
def suggest(ask: Ask) -> dict[str, Any]:
    """Answer `/product/category/suggestion/get`: leaves whose names share words with the title."""
    words = _words(gate.require(ask.params, "product_name"))
    trail = _trails()
    scored = [
        (len(words & _words(reference.categories()[number]["vi"])), number) for number in trail
    ]
    best = [number for score, number in sorted(scored, key=lambda one: (-one[0], one[1])) if score]
    if not best:
        raise RefusalError("701", "E701: No category suggestion")
    return {
        "data": {
            "categorySuggestions": [
                {
                    "categoryId": number,
                    "categoryName": trail[number][-1],
                    "categoryPath": ">".join(trail[number]),
                }
                for number in best[:5]
            ]
        }
    }


# evidence[reference and observed]: category/brands/query pages by startRow and pageSize, 40 by
#   default and at most 200 (official documentation and clients, April 2026)
# evidence[our choice]: a page size out of bounds is refused as 6 (the sources are silent, 2026)
def brands(ask: Ask) -> dict[str, Any]:
    """Answer `/category/brands/query`, a page of brands."""
    start, size = _number(ask, "startRow", "0"), _number(ask, "pageSize", "40")
    if not 1 <= size <= _LARGEST_BRAND_PAGE:
        raise RefusalError("6", "E006: pageSize is not between 1 and 200")
    listed = [] if ask.quirks.brands_throttled else reference.brands()
    return {
        "success": True,
        "error_code": None,
        "error_msg": None,
        "data": {
            "start_row": start,
            "page_index": start // size + 1,
            "page_size": size,
            "total_page": 0,
            "total_record": len(listed),
            "enable_total": True,
            "module": listed[start : start + size],
        },
    }


def _language(ask: Ask) -> str:
    return ask.params.get("language_code", "en_US")


def _number(ask: Ask, name: str, default: str) -> int:
    value = ask.params.get(name) or default
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise RefusalError("6", f"E006: {name} is not a whole number")
    return int(value)


def _attribute(one: dict[str, Any], language: str) -> dict[str, Any]:
    shown = {
        "id": one["id"],
        "name": one["name"],
        "label": reference.wording(one, language),
        "input_type": one["input_type"],
        "attribute_type": one["attribute_type"],
        "is_mandatory": one["is_mandatory"],
        "is_sale_prop": one["is_sale_prop"],
        "advanced": {"is_key_prop": 0},
        "options": [
            {
                "id": option["id"],
                "name": reference.wording(option, language),
                "en_name": option["en"],
            }
            for option in one["options"]
        ],
    }
    return {**shown, "unit": one["unit"]} if "unit" in one else shown


def _trails() -> dict[int, list[str]]:
    """Return the names on the way from the root to each leaf that takes listings."""
    known = reference.categories()
    above = {child["id"]: node for node in known.values() for child in node.get("children", ())}
    found = {}
    for number, node in known.items():
        if "children" in node or node.get("inactive"):
            continue
        names, at = [node["en"]], node
        while at["id"] in above:
            at = above[at["id"]]
            names.insert(0, at["en"])
        found[number] = names
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text.casefold()))
