"""How products and requests are written in answers, in each generation of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import goods, reference, review
from ocopctl.sandbox.tiki.replies import vietnam_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from ocopctl.sandbox.tiki.visit import Visit


def product_view(visit: Visit, product: dict[str, Any], parts: AbstractSet[str]) -> dict[str, Any]:
    """Write a product; `parts` names what is added: seller, categories, inventory, ..."""
    # evidence[reference and observed]: a product's number is product_id in v2.1 and id before
    #   (official documentation and live clients, 2020-2026)
    name = "product_id" if visit.version == "v2.1" else "id"
    body = {
        name: product["product_id"],
        "sku": product["sku"],
        "name": product["name"],
        "master_id": product["master_id"],
        "master_sku": product["master_sku"],
        "super_id": product["super_id"],
        "super_sku": product["super_sku"],
        "active": product["active"],
        "is_hidden": product["is_hidden"],
        "original_sku": product["original_sku"],
        "type": "simple",
        "entity_type": "seller_simple",
        "price": product["price"],
        "market_price": product["market_price"],
        "version": product["version"],
        "created_at": _created(visit, product["created_at"]),
        "updated_at": vietnam_time(product["updated_at"]),
        "thumbnail": goods.image_address(product["images"][0]),
    }
    added: dict[str, Callable[[], Any]] = {
        "images": lambda: _images(product),
        "categories": lambda: _categories(product["category_id"]),
        "attributes": lambda: _attributes(product, _pair),
        "inventory": lambda: _inventory(visit, product),
        "seller": lambda: {"id": visit.account["id"], "name": visit.account["name"]},
    }
    return body | {part: write() for part, write in added.items() if part in parts}


def request_view(visit: Visit, request: dict[str, Any], *, products: bool) -> dict[str, Any]:
    """Write a request, with its products when asked."""
    approved_at = request["approved_at"]
    body = {
        "request_id": request["request_id"],
        "state": review.state_of(request, visit.now),
        "created_at": vietnam_time(request["created_at"]),
        "created_by": visit.name,
        "kind": request["kind"],
        "approved_at": None if approved_at is None else vietnam_time(approved_at),
        "approved_by": None if approved_at is None else "tiki",
        "reasons": request["reason"] or None,
    }
    return body | {"products": _requested(visit, request)} if products else body


# evidence[several clients]: request_id is absent from a tracking entry until there is one
#   (several live clients, 2022-2026)
def tracking_view(visit: Visit, request: dict[str, Any]) -> dict[str, Any]:
    """Write a tracking entry; `request_id` is absent until there is one."""
    body = {"track_id": request["track_id"]}
    if request["request_id"] is not None:
        body["request_id"] = request["request_id"]
    return body | {"state": review.state_of(request, visit.now), "reason": request["reason"]}


def _requested(visit: Visit, request: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the products of a request: as they are once approved, as they were asked for before."""
    content = request["content"]
    ids = request["products"] or ([content["product_id"]] if "product_id" in content else [])
    if ids:
        found = [goods.by_id(visit.market, visit.name, one) for one in ids]
        return [_made(one) for one in found if one is not None]
    return [_wanted(content, one) for one in content["variants"]]


def _made(product: dict[str, Any]) -> dict[str, Any]:
    copied = ("product_id", "sku", "name", "active", "original_sku", "price", "market_price")
    return {name: product[name] for name in copied} | {
        "images": _images(product),
        "categories": _categories(product["category_id"]),
        "attributes": _attributes(product, _number),
    }


# evidence[our choice]: a request in review shows its products with null numbers (documented
#   nowhere, 2026)
def _wanted(draft: dict[str, Any], variant: dict[str, Any]) -> dict[str, Any]:
    return {
        "product_id": None,
        "sku": None,
        "name": variant["name"],
        "active": 0,
        "original_sku": variant["sku"],
        "price": variant["price"],
        "market_price": variant["market_price"],
        "images": [],
        "categories": _categories(draft["category_id"]),
        "attributes": _attributes(variant | {"category_id": draft["category_id"]}, _number),
    }


# evidence[reference]: created_at of a v1 product read is epoch seconds as a text (official
#   documentation, 2020)
def _created(visit: Visit, at: float) -> str:
    """Write when a product was made; the v1 detail alone gives epoch seconds as text."""
    return str(int(at)) if visit.version == "v1" and visit.argument else vietnam_time(at)


def _images(product: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": product["product_id"] * 100 + one["position"],
            "url": goods.image_address(one),
            "path": one["path"],
            "position": one["position"],
            "width": one["width"],
            "height": one["height"],
            "label": None,
            "is_gallery": True,
        }
        for one in product["images"]
    ]


def _categories(category_id: int) -> list[dict[str, Any]]:
    row = reference.categories()[category_id]
    return [{"id": row["id"], "name": row["name"], "url_key": f"c{row['id']}", "is_primary": True}]


def _attributes(product: dict[str, Any], select: Any) -> dict[str, Any]:
    """Write the attributes by code, the description among them; `select` writes an offered text."""
    known = reference.attributes(product["category_id"])
    found = {
        code: {
            "attribute_code": code,
            "value": _value(known[code], value, select),
            "input_type": known[code]["input_type"],
        }
        for code, value in product["attributes"].items()
        if value not in (None, "", [])
    }
    text = {
        "attribute_code": "description",
        "value": product["description"],
        "input_type": "textarea",
    }
    return found | {"description": text}


# evidence[reference]: select comes back as an id in requests and as id and value in products
#   (official documentation, 2020)
def _value(attribute: dict[str, Any], value: Any, select: Any) -> Any:
    if attribute["input_type"] == "select":
        return select(attribute, value)
    if attribute["input_type"] == "multiselect":
        return [select(attribute, one) for one in value]
    return value


def _number(attribute: dict[str, Any], text: str) -> int:
    return reference.value_id(attribute["id"], text)


def _pair(attribute: dict[str, Any], text: str) -> dict[str, Any]:
    return {"id": reference.value_id(attribute["id"], text), "value": text}


# evidence[measured live]: stock is told by warehouse in v2.1, flat before, quantity_saleable in
#   v1 (a client's record of live answers, 2026 or before; official documentation of 2020 for v1)
def _inventory(visit: Visit, product: dict[str, Any]) -> dict[str, Any]:
    """Write the stock: by warehouse in v2.1, flat before; v1 has a spelling of its own."""
    body = {"fulfillment_type": "dropship", "inventory_type": product["inventory_type"]}
    if visit.version == "v2.1":
        rows = [_stock(product, one) for one in product["warehouses"]]
        return body | {"warehouse_stocks": rows}
    flat = _counts(goods.total(product))
    if visit.version == "v1":
        flat["quantity_saleable"] = flat.pop("quantity_sellable")
    return body | flat


def _stock(product: dict[str, Any], warehouse: int) -> dict[str, Any]:
    return {"warehouse_id": warehouse} | _counts(product["stocks"].get(str(warehouse), 0))


def _counts(count: int) -> dict[str, int]:
    """Write one count in the platform's four ways; no buyer reserves anything here."""
    return {
        "quantity": count,
        "quantity_available": count,
        "quantity_reserved": 0,
        "quantity_sellable": count,
    }
