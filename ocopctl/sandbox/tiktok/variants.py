"""The SKUs of a create or an edit: their own fields, and the offers that come with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.amounts import price_of, stock_of
from ocopctl.sandbox.tiktok.axes import check_axes, sales_attributes
from ocopctl.sandbox.tiktok.details import external_id
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import mapping, objects, text

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[reference]: a product has at most 100 SKUs, 12052050 (the reference's error lists as
#   two clients keep them, 2025-2026; a copy of January 2025 says 300)
_MOST = 100
# evidence[reference]: a seller SKU has at most 50 characters (12052054) and no blanks (12019059)
#   (copies of the official reference, 2025-2026; that an empty one is taken is our choice)
_LONGEST_SKU = 50
_DIGITS = {
    "GTIN": r"\d{14}",
    "EAN": r"\d{8}|\d{13}|\d{14}",
    "UPC": r"\d{12}",
    "ISBN": r"\d{13}|\d{9}[\dX]",
    "JAN": r"\d{8}|\d{13}",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One SKU as asked for; `price` and `stock` are None when they stay as they are."""

    sku: dict[str, Any]
    price: int | None
    stock: dict[str, int] | None

    @property
    def new(self) -> bool:
        """Whether the SKU has no id yet."""
        return not self.sku["id"]


# evidence[reference]: skus is the complete list: an id keeps a SKU, none makes one, one left out
#   is deleted (copies of the official reference, 2025-2026)
def check_skus(
    visit: Visit, raw: dict[str, Any], category: dict[str, Any], before: dict[str, Any] | None
) -> list[Wanted]:
    """Return the complete list of SKUs asked for; refuse the first fault.

    `before` is the product they belong to, None at a create: a SKU with an `id` keeps what it
    does not give of price and stock, one without is new and must give both.
    """
    rows = objects(raw, "skus")
    if not rows:
        raise Refusal(12052902, "The list of SKUs is empty.")
    if len(rows) > _MOST:
        raise Refusal(12052050, "A product may have at most 100 SKUs.")
    wanted = [_sku(visit, row, category, before) for row in rows]
    ids = [one.sku["id"] for one in wanted if not one.new]
    if len(set(ids)) != len(ids):
        raise Refusal(12052553, "A SKU id is given twice.")
    skus = [one.sku for one in wanted]
    had_axes = before is not None and any(
        sku["sales_attributes"] for sku in products.latest(before)["skus"]
    )
    check_axes(skus, had_axes=had_axes)
    _check_codes(skus)
    return wanted


def _sku(
    visit: Visit, row: dict[str, Any], category: dict[str, Any], before: dict[str, Any] | None
) -> Wanted:
    known = products.known_skus(before) if before is not None else {}
    key = (text(row, "id") or "") if before is not None else ""
    if key and key not in known:
        raise Refusal(12052557, "The SKU does not belong to this product.")
    sku = {
        "id": key,
        "seller_sku": _seller_sku(row),
        "external_sku_id": external_id(row, "external_sku_id"),
        "sales_attributes": sales_attributes(visit, category, row),
        "identifier_code": _identifier(row, known.get(key)),
    }
    assigned = before["offers"][key]["stock"] if key and before is not None else {}
    return Wanted(sku, _price(row, new=not key), _stock(visit, row, assigned))


def _seller_sku(row: dict[str, Any]) -> str:
    value = text(row, "seller_sku") or ""
    if len(value) > _LONGEST_SKU:
        raise Refusal(12052054, "A seller SKU is longer than 50 characters.")
    if any(one.isspace() for one in value):
        raise Refusal(12019059, "A seller SKU may hold no spaces.")
    return value


def _price(row: dict[str, Any], *, new: bool) -> int | None:
    price = price_of(row)
    if price is None and new:
        raise Refusal(12052571, "The price of a SKU is missing.")
    return price


# evidence[reference]: a new SKU has an inventory (12052096) of 1 at least, a known one keeps what
#   is not sent (copies of the official reference, 2025-2026; copies disagree on the least stock)
def _stock(visit: Visit, row: dict[str, Any], assigned: dict[str, int]) -> dict[str, int] | None:
    """Read a SKU's stock: at least 1 where it is new, 0 allowed where it is not."""
    if assigned and row.get("inventory") is None:
        return None
    if not assigned and not row.get("inventory"):
        raise Refusal(12052096, "A SKU has no warehouse.")
    rows = objects(row, "inventory")
    return stock_of(visit, rows, least=0 if assigned else 1, assigned=assigned)


# evidence[reference]: identifier codes have the digits of their type (12052591, 12052598,
#   12052600) and do not change (12052593) (copies of the official reference, 2025-2026)
def _identifier(row: dict[str, Any], before: dict[str, Any] | None) -> dict[str, str] | None:
    given = mapping(row, "identifier_code")
    if not given or not text(given, "code"):
        return None
    code, kind = text(given, "code") or "", text(given, "type")
    if kind not in _DIGITS:
        raise Refusal(12052600, "The type of an identifier code is missing or not known.")
    if "X" in code[:-1] or (code.endswith("X") and kind != "ISBN"):
        raise Refusal(12052598, "X may only be the last sign of an ISBN.")
    if not re.fullmatch(_DIGITS[kind], code, re.ASCII):
        raise Refusal(12052591, f"An identifier code of type {kind} has the wrong digits.")
    taken = {"code": code, "type": kind}
    if before and before["identifier_code"] and before["identifier_code"] != taken:
        raise Refusal(12052593, "An identifier code cannot be changed.")
    return taken


# evidence[reference]: an identifier code used by two SKUs is 12052592 (copies of the official
#   reference, 2025-2026)
def _check_codes(skus: list[dict[str, Any]]) -> None:
    codes = [sku["identifier_code"]["code"] for sku in skus if sku["identifier_code"]]
    if len(set(codes)) != len(codes):
        raise Refusal(12052592, "An identifier code is used by two SKUs.")
