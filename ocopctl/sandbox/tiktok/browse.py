"""What a seller may look up: shops, categories, rules, attributes, brands, warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import catalogue
from ocopctl.sandbox.tiktok.envelope import Refusal, invalid
from ocopctl.sandbox.tiktok.paging import page
from ocopctl.sandbox.tiktok.shape import required, text
from ocopctl.sandbox.tiktok.title import check_title

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

_FIRST_OWN_BRAND = 7182427311584340001
_MOST_OWN_BRANDS = 1000
_PREREQUISITES = (
    "SHOP_STATUS",
    "SHOP_TAX",
    "PICKUP_WAREHOUSE",
    "RETURN_WAREHOUSE",
    "DELIVERY_OPTION",
    "SHIPPING_TEMPLATE",
    "PRODUCT_QUANTITY_LIMIT",
    "EXTENDED_PRODUCER_RESPONSIBILITY",
    # evidence[reference]: a prerequisite is spelled BANk_ACCOUNT on the wire (copies of the
    #   official reference, 2025-2026)
    "BANk_ACCOUNT",
    "CONTACT_INFO",
)


# evidence[reference]: shops.list tells id, name, region, seller_type, cipher and code of the
#   token's shops, here always one (copies of the official reference, 2025-2026)
def shops(visit: Visit) -> dict[str, Any]:
    """List the shops of the token: one, since practice sellers are local."""
    seller = visit.seller
    return {
        "shops": [
            {
                "id": seller["shop_id"],
                "name": seller["seller_name"],
                "region": "VN",
                "seller_type": "LOCAL",
                "cipher": seller["cipher"],
                "code": seller["code"],
            }
        ]
    }


# evidence[reference and observed]: categories.list is one flat list whose roots have the parent
#   0, prohibited ones only when asked for (copies of the official reference, 2025-2026; notes of
#   live calls on a Thai shop, August 2026)
def categories(visit: Visit) -> dict[str, Any]:
    """List the v2 tree, flat; prohibited categories only when asked for."""
    catalogue.require_v2(visit.call.first("category_version"))
    word = (visit.call.first("keyword") or "").casefold()
    hidden = not visit.flag("include_prohibited_categories")
    rows = [
        catalogue.public(row)
        for row in catalogue.categories().values()
        if word in row["local_name"].casefold()
        and not (hidden and "PROHIBITED" in row["permission_statuses"])
    ]
    return {"categories": rows}


# evidence[reference]: categories.recommend answers a chain from the root to a leaf, 12019064 when
#   nothing fits (copies of the official reference, 2025-2026; which leaf is our choice)
def recommend(visit: Visit) -> dict[str, Any]:
    """Recommend a leaf by the words of a title (12019064 when nothing fits)."""
    title = check_title(text(visit.body, "product_title")).casefold()
    catalogue.require_v2(text(visit.body, "category_version"))
    scores = {
        row["id"]: max((len(word) for word in row.get("words", ()) if word in title), default=0)
        for row in catalogue.categories().values()
        if row["permission_statuses"] == ["AVAILABLE"]
    }
    best = max(scores, key=lambda one: scores[one])
    if not scores[best]:
        raise Refusal(12019064, "No category can be recommended for this product.")
    rows = [_recommended(row, level) for level, row in enumerate(catalogue.chain(best), 1)]
    return {"leaf_category_id": best, "categories": rows}


def _recommended(row: dict[str, Any], level: int) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["local_name"],
        "level": level,
        "is_leaf": row["is_leaf"],
        "permission_statuses": row["permission_statuses"],
    }


# evidence[reference and observed]: categories.rules tells certificates, size chart, cash on
#   delivery and package size of a leaf (copies of the official reference, 2025-2026; notes of live
#   calls on a Thai shop, August 2026)
def rules(visit: Visit) -> dict[str, Any]:
    """Tell a leaf's rules beyond its attributes."""
    return catalogue.rules_of(_leaf(visit))


# evidence[reference and observed]: categories.attributes marks required ones with a flag spelled
#   is_requried (copies of the official reference, 2025-2026; notes of live calls on a Thai shop,
#   August 2026)
def attributes(visit: Visit) -> dict[str, Any]:
    """Tell a leaf's attributes, the required flag misspelled as on the wire."""
    known = catalogue.attributes()
    return {"attributes": [known[one] for one in _leaf(visit)["attributes"]]}


def _leaf(visit: Visit) -> dict[str, Any]:
    catalogue.require_v2(visit.call.first("category_version"))
    return catalogue.leaf(visit.path["category_id"])


# evidence[reference]: brands.list pages brands by category, name and authorisation (copies of the
#   official reference, 2025-2026)
def brands(visit: Visit) -> dict[str, Any]:
    """List brands by category and name, a page at a time."""
    call = visit.call
    category, name = call.first("category_id"), (call.first("brand_name") or "").casefold()
    if category:
        catalogue.require_v2(call.first("category_version"))
        catalogue.leaf(category)
    wanted = "AUTHORIZED" if visit.flag("is_authorized") else ""
    rows = [
        row
        for row in known_brands(visit)
        if name in row["name"].casefold()
        and (not category or category in row.get("category_ids", [category]))
        and wanted in ("", row["authorized_status"])
    ]
    shown, token = page(call, rows, [category, name, wanted])
    public = [{k: v for k, v in row.items() if k != "category_ids"} for row in shown]
    return {"brands": public, "total_count": len(rows), "next_page_token": token}


def known_brands(visit: Visit) -> list[dict[str, Any]]:
    """Return the shipped brands and the seller's own, in the order of their ids."""
    own = visit.shelf.find("brand", f"account:{visit.account}")
    return [*catalogue.shipped()["brands"], *own]


# evidence[reference]: brands.create takes a name of 2 to 30 characters, 1,000 brands a seller
#   (one copy of the official reference, autumn 2026; the codes 98001004 and 12052922 are our
#   choice)
def create_brand(visit: Visit) -> dict[str, Any]:
    """Make the seller's own brand: a name of 2 to 30 characters."""
    name = required(visit.body, "name")
    if not 2 <= len(name) <= 30:
        raise Refusal(98001004, "Invalid request parameter: `name` must be 2 to 30 characters.")
    if len(visit.shelf.find("brand", f"account:{visit.account}")) >= _MOST_OWN_BRANDS:
        raise Refusal(12052922, "No more brands can be created.")
    made: dict[str, Any] = {
        "id": str(visit.shelf.next_number("brand", _FIRST_OWN_BRAND)),
        "name": name,
        # evidence[reference and observed]: the negative authorized_status is spelled UNAUTHORIEZD
        #   (copies of the official reference, 2025-2026; notes of live calls on a Thai shop, August
        #   2026)
        "authorized_status": "UNAUTHORIEZD",
        "is_t1_brand": False,
        "brand_status": "AVAILABLE",
    }
    visit.shelf.put("brand", made["id"], made, keys=[f"account:{visit.account}"])
    return {"id": made["id"]}


# evidence[reference]: prerequisites.check tells each prerequisite of listing with is_failed and
#   fail_reasons (copies of the official reference, 2025-2026)
def prerequisites(visit: Visit) -> dict[str, Any]:
    """Tell whether the shop is ready to list; the odd capital in one name is theirs."""
    missing = {
        "PICKUP_WAREHOUSE": not has_warehouse(visit, "SALES_WAREHOUSE"),
        "RETURN_WAREHOUSE": not has_warehouse(visit, "RETURN_WAREHOUSE"),
    }
    rows = [_checked(item, failed=missing.get(item, False)) for item in _PREREQUISITES]
    return {"check_results": rows}


def _checked(item: str, *, failed: bool) -> dict[str, Any]:
    reasons = ["The shop has no usable warehouse of this kind."] if failed else []
    return {"check_item": item, "is_failed": failed, "fail_reasons": reasons}


def has_warehouse(visit: Visit, kind: str) -> bool:
    """Tell whether the seller has an enabled warehouse of this kind."""
    return any(
        row["type"] == kind and row["effect_status"] == "ENABLED"
        for row in visit.seller["warehouses"]
    )


# evidence[reference and observed]: warehouses.list is not paged and has no key warehouses when
#   there are none (copies of the official reference, 2025-2026; notes of live calls on a Thai shop,
#   August 2026)
def warehouses(visit: Visit) -> dict[str, Any]:
    """List the seller's warehouses; the key is missing when there are none."""
    rows = visit.seller["warehouses"]
    return {"warehouses": rows} if rows else {}


# evidence[reference]: warehouses.delivery_options tells how a warehouse can send, with limits of
#   size and weight (copies of the official reference, 2025-2026)
def delivery_options(visit: Visit) -> dict[str, Any]:
    """List how a warehouse can send."""
    if visit.call.first("scope") not in (None, "PRODUCT", "ORDER"):
        raise invalid("scope", "is not known")
    if not any(row["id"] == visit.path["warehouse_id"] for row in visit.seller["warehouses"]):
        raise Refusal(12052097, "The warehouse does not exist.")
    return {"delivery_options": catalogue.shipped()["delivery_options"]}


# evidence[reference]: sizecharts.search answers under the singular key size_chart (copies of the
#   official reference, 2025-2026; that there are none is our choice)
def size_charts(visit: Visit) -> dict[str, Any]:
    """Find size charts: practice sellers have none."""
    _, token = page(visit.call, [], [])
    return {"size_chart": [], "total_count": 0, "next_page_token": token}
