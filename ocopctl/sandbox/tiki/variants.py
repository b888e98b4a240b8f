"""Reading the variants of a new product: each becomes a product of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import prices
from ocopctl.sandbox.tiki.accounts import main_warehouse, usable_warehouses
from ocopctl.sandbox.tiki.attributes import check_complete
from ocopctl.sandbox.tiki.faults import (
    addresses,
    is_address,
    is_text,
    is_whole,
    stocks,
    warehouse_ids,
)
from ocopctl.sandbox.tiki.wording import read_description, read_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.tiki.faults import Faults
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[our choice]: a seller SKU has 1 to 50 characters without outer blanks (documented
#   nowhere, 2026)
LONGEST_SKU = 50
# evidence[reference]: inventory_type is one that the seller registered, left out only where there
#   is one, drop_ship in v1 (official documentation, 2020-2024)
_MODELS = {"instock", "backorder", "seller_backorder", "dropship", "cross_border"}
_CREATE_STOCK = ("warehouseId", "qtyAvailable")
_SPARE = ("option1", "option2")


def read_variants(
    visit: Visit,
    rows: object,
    category_id: int,
    labels: Sequence[str],
    *,
    parent: dict[str, Any],
    faults: Faults,
) -> list[dict[str, Any]]:
    """Return the variants with all they take over from the parent, noting every fault."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        faults.add(400, "variants is required and must be a non-empty array of objects")
        return []
    if not labels and len(rows) > 1:
        # evidence[reference]: a simple product has one variant (official documentation,
        #   2020-2024; the text is our choice)
        faults.add(400, "variants don't match with option_attributes => only one variant allowed")
    found = [_variant(visit, row, labels, parent, faults) for row in rows]
    for one in found:
        check_complete(category_id, one["attributes"], faults)
    choices = [tuple(one["options"]) for one in found]
    if labels and len(set(choices)) < len(choices):
        faults.add(400, "variants don't match with option_attributes => same options twice")
    return found


def read_sku(value: object, faults: Faults, where: str) -> str:
    """Read a seller SKU: 1 to 50 characters, no blanks around it."""
    if not isinstance(value, str) or not value.strip():
        faults.add(400, f"{where} is required")
        return ""
    if value != value.strip() or len(value) > LONGEST_SKU:
        faults.add(422, f"{where} must have 1 to {LONGEST_SKU} characters and no outer blanks")
    return value


def known_warehouses(visit: Visit, ids: Sequence[object], faults: Faults) -> None:
    """Note warehouses that are not the seller's, or not open."""
    strange = [str(one) for one in ids if int(str(one)) not in usable_warehouses(visit.account)]
    if strange:
        faults.add(422, f"Warehouse '[{', '.join(strange)}]' are not found")


def _variant(
    visit: Visit,
    row: dict[str, Any],
    labels: Sequence[str],
    parent: dict[str, Any],
    faults: Faults,
) -> dict[str, Any]:
    own_list_price = prices.list_price(row.get("market_price"), faults, subject="variants")
    list_price = own_list_price or parent["market_price"]
    model = _model(visit, row.get("inventory_type"), faults)
    # evidence[several clients]: min_code is a text or an integer and may be left out (several
    #   live clients, 2022-2026; that it may is our choice)
    barcode = row.get("min_code")
    if barcode is not None and not is_whole(barcode) and not isinstance(barcode, str):
        faults.add(400, "variants min_code must be a string or an integer")
    return {
        "sku": read_sku(row.get("sku"), faults, "variants sku"),
        "options": _options(row, labels, faults),
        "price": prices.price(row.get("price"), list_price, faults, subject="variants"),
        "market_price": list_price,
        "inventory_type": model,
        **_texts(row, parent, faults),
        **_pictures(row, parent, faults),
        **_stock(visit, row, model, faults),
    }


# evidence[reference]: a variant's name, description, pictures and list price override the
#   parent's, attributes are merged (official documentation, 2020)
def _texts(row: dict[str, Any], parent: dict[str, Any], faults: Faults) -> dict[str, Any]:
    own = row.get("attributes")
    if own is not None and not isinstance(own, dict):
        faults.add(400, "variants attributes must be an object")
        own = None
    name, text = row.get("name"), row.get("description")
    return {
        "name": read_name(name, faults, "variants name") if name else parent["name"],
        "description": read_description(text, faults) if text else parent["description"],
        "attributes": parent["attributes"] | (own or {}),
    }


# evidence[reference]: the main image comes first and repeated addresses are dropped (official
#   documentation and live clients, 2020-2026)
def _pictures(row: dict[str, Any], parent: dict[str, Any], faults: Faults) -> dict[str, Any]:
    own = row.get("image")
    if own is not None and not is_address(own):
        faults.add(422, "variants image must be an http or https url")
    more = addresses(row.get("images", []), "variants images", faults)
    main = str(parent["image"] if own is None else own)
    return {"pictures": list(dict.fromkeys([main, *(more or parent["images"])]))}


# evidence[reference]: option1 and option2 are wanted as many as there are labels, spare ones
#   null, absent or none (official documentation and live clients, 2020-2026)
def _options(row: dict[str, Any], labels: Sequence[str], faults: Faults) -> list[str]:
    found = []
    for place, name in enumerate(_SPARE):
        value = row.get(name)
        if place >= len(labels):
            if value is not None and value not in ("", "none"):
                faults.add(400, f"variants don't match with option_attributes => {name} not used")
        elif not is_text(value):
            text = f"variants don't match with option_attributes => variants {name} missing"
            faults.add(400, text)
        else:
            found.append(str(value).strip())
    return found


def _model(visit: Visit, value: object, faults: Faults) -> str:
    """Read the way of stocking; it may be left out when the seller registered only one."""
    registered = visit.account["operation_models"]
    if visit.version == "v1" and value == "drop_ship":
        value = "dropship"
    if value is None and len(registered) == 1:
        return str(registered[0])
    if value is None:
        faults.add(400, "variants inventory_type is required")
    elif not isinstance(value, str) or value not in _MODELS:
        faults.add(422, f"variants inventory_type is invalid: {value}")
    elif value not in registered:
        faults.add(422, f"variants inventory_type is not registered by the seller: {value}")
    return str(value)


# evidence[reference and observed]: v2.1 takes seller_warehouse and warehouse_stocks, earlier ones
#   quantity and supplier, instock neither (official documentation and live clients, 2020-2026)
def _stock(visit: Visit, row: dict[str, Any], model: str, faults: Faults) -> dict[str, Any]:
    """Read the stock: by warehouse in v2.1, one `quantity` before; not the seller's for instock."""
    if model == "instock":
        return {"warehouses": [], "stocks": {}}
    if visit.version != "v2.1":
        return _flat_stock(visit, row, faults)
    ids = warehouse_ids(row.get("seller_warehouse"), faults)
    counts = stocks(row.get("warehouse_stocks"), _CREATE_STOCK, "warehouse_stocks", faults)
    known_warehouses(visit, ids, faults)
    if [one for one in counts if int(one) not in ids]:
        faults.add(422, "warehouse_stocks has a warehouse that seller_warehouse has not")
    if row.get("warehouse_stocks") == []:
        faults.add(400, "warehouse_stocks is required")
    return {"warehouses": ids, "stocks": counts}


def _flat_stock(visit: Visit, row: dict[str, Any], faults: Faults) -> dict[str, Any]:
    count, supplier = row.get("quantity"), row.get("supplier", main_warehouse(visit.account))
    if not is_whole(count) or count < 0:
        faults.add(400, "variants quantity is required and must be an integer >= 0")
        count = 0
    if not is_whole(supplier):
        faults.add(400, "variants supplier must be an integer")
        return {"warehouses": [], "stocks": {}}
    known_warehouses(visit, [supplier], faults)
    return {"warehouses": [supplier], "stocks": {str(supplier): count}}
