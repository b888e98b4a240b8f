"""Update Price, Update Inventory and Inventory Search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.amounts import (
    check_complete,
    check_warehouse,
    price_of,
    quantity_of,
    warehouse_of,
)
from ocopctl.sandbox.tiktok.editing import set_price, set_stock
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import objects, text, texts, whole

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[reference]: stock is set in all states but PLATFORM_DEACTIVATED, FREEZE and DELETED
#   (copies of the official reference, 2025-2026; that 12052901 says so is our choice)
_STOCKED_IN = ("DRAFT", "PENDING", "FAILED", "ACTIVATE", "SELLER_DEACTIVATED")
_WRONG_STATUS = "The operation is not possible in the current status."
_MOST_PRODUCTS = 100
_MOST_SKUS = 600


# evidence[our choice]: products.prices changes all its SKUs or none (documented nowhere, 2026)
def update_prices(visit: Visit) -> dict[str, Any]:
    """Change prices of a live product: all of them, or none when one is refused."""
    product = products.load(visit, visit.path["product_id"])
    rows = _rows(visit, product)
    # evidence[reference]: prices change in ACTIVATE alone (one copy of the official reference,
    #   autumn 2026; of two codes for it 12052901 is our choice)
    if product["state"] != "ACTIVATE":
        raise Refusal(12052901, _WRONG_STATUS)
    known = products.known_skus(product)
    prices: dict[str, int] = {}
    for row in rows:
        key, price = text(row, "id") or "", price_of(row)
        # evidence[reference]: a SKU of another product is 12052557 (the reference's error lists
        #   as two clients keep them, 2025-2026)
        if key not in known:
            raise Refusal(12052557, "The SKU does not belong to this product.")
        if price is None:
            raise Refusal(12052571, "The price of a SKU is missing.")
        prices[key] = price
    for key, price in prices.items():
        set_price(visit, product, known[key], price)
    products.keep(visit.market, product)
    return {}


# evidence[reference]: a SKU given twice is 12052553, an empty list 12052902 (the reference's
#   error lists as two clients keep them, 2025-2026)
def _rows(visit: Visit, product: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the SKU rows of a body and note whose they are; a SKU may stand once (12052553)."""
    rows = objects(visit.body, "skus")
    if not rows:
        raise Refusal(12052902, "The list of SKUs is empty.")
    ids = [text(row, "id") or "" for row in rows]
    known = products.known_skus(product)
    visit.call.skus.extend(known[one]["seller_sku"] for one in ids if one in known)
    if len(set(ids)) != len(ids):
        raise Refusal(12052553, "A SKU id is given twice.")
    return rows


# evidence[reference]: products.inventory sets absolute stocks and tells SKUs that fail in
#   data.errors under code 0 (copies of the official reference, 2025-2026)
def update_inventory(visit: Visit) -> dict[str, Any]:
    """Set stocks; SKUs that cannot be set are told in `errors` while the others are set."""
    product = products.load(visit, visit.path["product_id"])
    rows = _rows(visit, product)
    if product["state"] not in _STOCKED_IN:
        raise Refusal(12052901, _WRONG_STATUS)
    _check_shape(rows)
    errors = [error for row in rows if (error := _set_one(visit, product, row))]
    if len(errors) < len(rows):
        products.keep(visit.market, product)
    return {"errors": errors} if errors else {}


def _check_shape(rows: list[dict[str, Any]]) -> None:
    """Refuse wrong types before anything is set."""
    for row in rows:
        for one in objects(row, "inventory"):
            text(one, "warehouse_id")
            whole(one, "quantity")


def _set_one(visit: Visit, product: dict[str, Any], row: dict[str, Any]) -> dict[str, Any] | None:
    key = text(row, "id") or ""
    sku = products.known_skus(product).get(key)
    if sku is None:
        return _error(key, 12052557, "The SKU does not belong to this product.", [])
    assigned = product["offers"][key]["stock"]
    stock, extra = _read(visit, objects(row, "inventory"), assigned)
    if extra:
        # evidence[reference]: faults of single warehouses are nested in extra_errors under
        #   12052990 (copies of the official reference, 2025-2026)
        return _error(key, 12052990, "Check failed", extra)
    try:
        check_complete(stock, assigned)
    except Refusal as refusal:
        return _error(key, refusal.code, refusal.message, [])
    set_stock(visit, product, sku, stock)
    return None


def _read(
    visit: Visit, rows: list[dict[str, Any]], assigned: dict[str, int]
) -> tuple[dict[str, int], list[dict[str, Any]]]:
    """Return the quantity for each warehouse, and what is wrong with each that has none."""
    stock: dict[str, int] = {}
    extra: list[dict[str, Any]] = []
    for row in rows:
        warehouse = text(row, "warehouse_id") or ""
        try:
            warehouse = warehouse_of(row, assigned)
            check_warehouse(visit, warehouse, taken=stock)
            # evidence[reference]: an update may set a stock to 0 (one copy of the official
            #   reference, January 2025; a copy of 2026 says 1 at least)
            stock[warehouse] = quantity_of(row, least=0)
        except Refusal as refusal:
            extra.append(
                {"warehouse_id": warehouse, "code": refusal.code, "message": refusal.message}
            )
    return stock, extra


def _error(key: str, code: int, message: str, extra: list[dict[str, Any]]) -> dict[str, Any]:
    detail = {"sku_id": key, **({"extra_errors": extra} if extra else {})}
    return {"code": code, "message": message, "detail": detail}


# evidence[reference]: inventory.search takes 100 products or 600 SKUs and tells available and
#   committed stock (copies of the official reference, 2025-2026; nothing is ever committed here)
def search_inventory(visit: Visit) -> dict[str, Any]:
    """Tell stocks by SKU ids (they win) or product ids."""
    skus, wanted = texts(visit.body, "sku_ids"), texts(visit.body, "product_ids")
    if not skus and not wanted:
        raise Refusal(98001004, "Invalid request parameter: `product_ids` or `sku_ids`.")
    if len(skus) > _MOST_SKUS or len(wanted) > _MOST_PRODUCTS:
        raise Refusal(12019120, "There are too many ids.")
    found = []
    for product in products.of_account(visit.market, visit.account):
        own = [
            sku
            for sku in product["content"]["skus"]
            if (sku["id"] in skus if skus else product["id"] in wanted)
        ]
        if own:
            found.append(_stocks(product, own))
    return {"inventory": found}


def _stocks(product: dict[str, Any], skus: list[dict[str, Any]]) -> dict[str, Any]:
    return {"product_id": product["id"], "skus": [_stock(product, sku) for sku in skus]}


def _stock(product: dict[str, Any], sku: dict[str, Any]) -> dict[str, Any]:
    offer = product["offers"][sku["id"]]
    return {
        "id": sku["id"],
        "seller_sku": sku["seller_sku"],
        "total_available_quantity": products.stock_total(offer),
        "total_committed_quantity": 0,
        "warehouse_inventory": [
            {"warehouse_id": one, "available_quantity": quantity, "committed_quantity": 0}
            for one, quantity in offer["stock"].items()
        ],
    }
