"""Changes that hold at once: price, stock, on and off, and the seller's own SKU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import goods, prices
from ocopctl.sandbox.tiki.accounts import main_warehouse, usable_warehouses
from ocopctl.sandbox.tiki.faults import Faults, is_whole, stocks, warehouse_ids
from ocopctl.sandbox.tiki.replies import CallRefusedError
from ocopctl.sandbox.tiki.variants import read_sku

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[our choice]: a batch has at most 50 entries, and is done whole or not at all
#   (documented nowhere, 2026)
LARGEST_BATCH = 50
_UPDATE_STOCK = ("warehouse_id", "qty_available")
# In a batch: on sale, off sale, hidden.
# evidence[one client]: a batch says status where one call says active: 1 on, 2 off, 3 hidden (a
#   catalogue of 2026 after the official documentation)
_STATUSES = {1: (1, False), 2: (0, False), 3: (0, True)}


# evidence[reference and observed]: products.updateSku, a PUT and in v1 a POST, is absolute, holds
#   at once and answers state approved (official documentation and live clients, 2020-2026)
def update_sku(visit: Visit) -> Answer:
    """Set price, stock or on/off of one product; warehouses left out keep what they have."""
    body = visit.body()
    _check_allowed(visit)
    product = find(visit, body)
    change = _Change(visit, product, body)
    if "active" in body:
        change.switch(body["active"], {0: (0, False), 1: (1, False)}, "active")
    change.faults.stop()
    change.apply()
    return Answer({"state": "approved"})


# evidence[one client]: products.updateSkus sets warehouses left out to 0, unlike
#   products.updateSku (a catalogue of 2026)
def update_skus(visit: Visit) -> Answer:
    """Set several products, all or none; warehouses left out of a list fall to nothing."""
    rows = visit.body().get("data")
    _check_allowed(visit)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise CallRefusedError(400, "data is required and must be a non-empty array of objects")
    if len(rows) > LARGEST_BATCH:
        raise CallRefusedError(422, f"data can have at most {LARGEST_BATCH} entries")
    changes = [_batched(visit, row) for row in rows]
    ids = [one.product["product_id"] for one in changes]
    if len(set(ids)) < len(ids):
        raise CallRefusedError(422, "data has the same product twice")
    for one in changes:
        one.faults.stop()
    for one in changes:
        one.apply()
    return Answer({"state": "approved"})


# evidence[reference and observed]: products.updateOriginalSku gives a product another seller SKU
#   at once (official documentation and live clients, 2020-2026; 422 for one in use is our choice)
def update_original_sku(visit: Visit) -> Answer:
    """Give a product another seller SKU, one that the seller does not have yet."""
    body = visit.body()
    _check_allowed(visit)
    product = find(visit, {"product_id": body.get("product_id")})
    faults = Faults()
    sku = read_sku(body.get("original_sku"), faults, "original_sku")
    faults.stop()
    visit.call.skus = [product["original_sku"], sku]
    other = goods.by_sku(visit.market, visit.name, sku)
    if other is not None and other["product_id"] != product["product_id"]:
        raise CallRefusedError(422, f"Product code {sku} is not unique")
    before = product["original_sku"]
    product.update(original_sku=sku, indexed_at=visit.now)
    goods.keep(visit.market, product, visit.now)
    told = {"fields": ["original_sku"], "before": before, "product_id": product["product_id"]}
    visit.call.effect("updated", sku=sku, remote_id=product["master_id"], skus=[sku], **told)
    return Answer({"state": "approved"})


# evidence[one client]: a product is named by product_id or original_sku, and the id wins (one
#   live client, August 2026)
def find(visit: Visit, body: dict[str, Any]) -> dict[str, Any]:
    """Return the product that a body names by `product_id` or `original_sku`; the id wins."""
    number, sku = body.get("product_id"), body.get("original_sku")
    if is_whole(number):
        found = goods.by_id(visit.market, visit.name, number)
        missing = f"Product not found id: {number}"
    elif number is None and isinstance(sku, str) and sku:
        found = goods.by_sku(visit.market, visit.name, sku)
        missing = f"Product not found original_sku: {sku}"
    else:
        raise CallRefusedError(400, "product_id or original_sku is required")
    if found is None:
        visit.call.skus += [sku] if isinstance(sku, str) else []
        # evidence[reference]: an unknown product is 404 (official documentation, 2020-2024)
        raise CallRefusedError(404, missing)
    visit.call.skus.append(found["original_sku"])
    return found


# evidence[our choice]: a seller whose can_update_product is 0 sets no offers, 403 (inferred from
#   the field's name, 2026)
def _check_allowed(visit: Visit) -> None:
    if visit.account["can_update_product"] != 1:
        raise CallRefusedError(403, "Seller can not update product")


def _batched(visit: Visit, row: dict[str, Any]) -> _Change:
    change = _Change(visit, find(visit, row), row, zero_others=True)
    if "active" in row:
        change.faults.add(400, "active is not a field of updateSkus, use status")
    if "status" in row:
        change.switch(row["status"], _STATUSES, "status")
    return change


class _Change:
    """One product's change: read and checked first, applied and reported afterwards."""

    def __init__(
        self,
        visit: Visit,
        product: dict[str, Any],
        body: dict[str, Any],
        *,
        zero_others: bool = False,
    ) -> None:
        self.faults = Faults()
        self.product = product
        self._visit = visit
        self._new: dict[str, Any] = {}
        if "price" in body:
            list_price = product["market_price"]
            self._new["price"] = prices.price(
                body["price"], list_price, self.faults, subject="product"
            )
        if "seller_warehouse" in body:
            ids = warehouse_ids(body["seller_warehouse"], self.faults)
            self._check_warehouses(ids)
            self._new["warehouses"] = ids
        self._read_stock(body, zero_others=zero_others)

    def switch(self, value: object, known: dict[int, tuple[int, bool]], name: str) -> None:
        """Read on or off."""
        if not is_whole(value) or value not in known:
            self.faults.add(400, f"{name} must be one of {sorted(known)}")
        else:
            self._new["active"], self._new["is_hidden"] = known[value]

    def apply(self) -> None:
        """Write the product and report what was sent, unchanged values too."""
        product, before = self.product, self.product | {"stock": goods.total(self.product)}
        product.update(self._new)
        goods.keep(self._visit.market, product, self._visit.now)
        if "price" in self._new:
            self._report("priced", price=product["price"], before=before["price"])
        if "stocks" in self._new or "warehouses" in self._new:
            self._report("stocked", stock=goods.total(product), before=before["stock"])
        if "active" in self._new:
            kind = "relisted" if product["active"] else "unlisted"
            self._report(kind, skus=[product["original_sku"]], before=before["active"])

    def _read_stock(self, body: dict[str, Any], *, zero_others: bool) -> None:
        """Read `warehouse_quantities`, or the one `quantity` of the older generations."""
        old = self.product["stocks"]
        if self.product["inventory_type"] == "instock":
            self._refuse_stock(body)
            return
        if "warehouse_quantities" in body:
            given = stocks(
                body["warehouse_quantities"], _UPDATE_STOCK, "warehouse_quantities", self.faults
            )
        elif "quantity" in body and self._visit.version != "v2.1":
            given = self._flat(body["quantity"])
        else:
            return
        ids = [int(one) for one in given]
        self._check_warehouses(ids)
        linked = self._new.get("warehouses", self.product["warehouses"])
        self._new["warehouses"] = list(dict.fromkeys([*linked, *ids]))
        self._new["stocks"] = (dict.fromkeys(old, 0) if zero_others else old) | given

    # evidence[our choice]: stock sent for goods that lie with Tiki is 422 (documented as ignored
    #   or absent at creation, 2020-2024)
    def _refuse_stock(self, body: dict[str, Any]) -> None:
        """Note stock sent for goods that lie with the platform, which counts them itself."""
        if {"warehouse_quantities", "quantity"} & set(body):
            self.faults.add(422, "Quantity of instock product can not be updated")

    # evidence[reference]: v1 and v2 take one quantity where v2.1 takes warehouses (official
    #   documentation, 2020-2024)
    def _flat(self, count: object) -> dict[str, int]:
        if not is_whole(count) or count < 0:
            self.faults.add(400, "quantity must be an integer >= 0")
            return {}
        first = [*self.product["warehouses"], main_warehouse(self._visit.account)][0]
        return {str(one): 0 for one in self.product["stocks"]} | {str(first): count}

    # evidence[measured live]: a warehouse that is not the seller's is refused in these words with
    #   meta.source and meta.id (one client's record of a live answer, August 2026; the status 422
    #   is our choice)
    def _check_warehouses(self, ids: list[int]) -> None:
        """Refuse warehouses that are not the seller's, in the words that were seen live."""
        strange = [str(one) for one in ids if one not in usable_warehouses(self._visit.account)]
        if strange:
            number = self._visit.market.shelf.next_number("refusal", 3_408_590_964_569_639_190)
            text = f"update error [Warehouse '[{', '.join(strange)}]' are not found]"
            raise CallRefusedError(422, text, meta={"source": "meepo", "id": str(number)})

    def _report(self, kind: str, **detail: Any) -> None:
        product = self.product
        self._visit.call.effect(
            kind,
            sku=product["original_sku"],
            remote_id=product["master_id"],
            product_id=product["product_id"],
            **detail,
        )
