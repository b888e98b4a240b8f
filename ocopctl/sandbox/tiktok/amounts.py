"""Prices and quantities: how they must be written, and between which bounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import mapping, text, whole

if TYPE_CHECKING:
    from collections.abc import Collection

    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[our choice]: a price is digits alone, decimals and separators are 12052012 (what
#   185000.00 does is documented nowhere, 2026)
_DONG = re.compile(r"0|[1-9]\d{0,14}")
# evidence[reference]: a local Vietnamese price is 1 to 180,000,000 dong, 12052570 outside (one
#   copy of the official reference, January 2025)
HIGHEST_PRICE = 180_000_000
# evidence[reference]: a warehouse holds at most 99,999 of a SKU, 12052055 above (one copy of the
#   official reference, autumn 2026; an older one says 999,999 at creation)
MOST_STOCK = 99_999


# evidence[reference]: a price is written as amount (12052571 when missing) and currency VND
#   (12052084 for others) (copies of the official reference, 2025-2026)
def price_of(source: dict[str, Any]) -> int | None:
    """Return the price of a SKU in whole dong, None when there is no `price` member.

    Local sellers write `amount`, text of a whole number, and `currency` VND.
    """
    given = mapping(source, "price")
    if given is None:
        return None
    amount = text(given, "amount")
    if not amount:
        raise Refusal(12052571, "The price amount is required.")
    if text(given, "currency") != "VND":
        raise Refusal(12052084, "The currency of this shop is VND.")
    if not _DONG.fullmatch(amount):
        raise Refusal(12052012, "The price must be a whole number without separators.")
    if not 1 <= int(amount) <= HIGHEST_PRICE:
        raise Refusal(12052570, "The price is out of range.")
    return int(amount)


def stock_of(
    visit: Visit, rows: list[dict[str, Any]], *, least: int, assigned: Collection[str] = ()
) -> dict[str, int]:
    """Return the quantity for each warehouse of a SKU.

    `assigned` are the warehouses a SKU has already: all of them must be listed, and no other.
    """
    if not rows:
        raise Refusal(12019022, "The SKU has no valid warehouse.")
    stock: dict[str, int] = {}
    for row in rows:
        warehouse = warehouse_of(row, assigned)
        check_warehouse(visit, warehouse, taken=stock)
        stock[warehouse] = quantity_of(row, least=least)
    check_complete(stock, assigned)
    return stock


# evidence[reference]: warehouse_id may be left out only where a SKU has exactly one warehouse
#   (copies of the official reference, 2025-2026; that 98001004 says so is our choice)
def warehouse_of(row: dict[str, Any], assigned: Collection[str]) -> str:
    """Return the warehouse of an inventory row; it may be left out when a SKU has just one."""
    warehouse = text(row, "warehouse_id")
    if warehouse:
        return warehouse
    if len(assigned) == 1:
        return next(iter(assigned))
    raise Refusal(98001004, "Invalid request parameter: `warehouse_id` is required.")


# evidence[reference]: stock lies in an own (12052530), known (12052097), enabled (12052531) sales
#   warehouse (12052532), listed once (12052555) (the reference's error lists as two clients keep
#   them, 2025-2026)
def check_warehouse(visit: Visit, warehouse: str, *, taken: Collection[str]) -> None:
    """Refuse a warehouse that is not an enabled sales warehouse of this shop, or listed before."""
    if warehouse in taken:
        raise Refusal(12052555, "A warehouse is listed twice.")
    for row in visit.seller["warehouses"]:
        if row["id"] == warehouse:
            if row["type"] != "SALES_WAREHOUSE":
                raise Refusal(12052532, "The warehouse is not a sales warehouse.")
            if row["effect_status"] != "ENABLED":
                raise Refusal(12052531, "The warehouse is disabled.")
            return
    for other in visit.shelf.all("account"):
        if any(row["id"] == warehouse for row in other["warehouses"]):
            raise Refusal(12052530, "The warehouse belongs to another shop.")
    raise Refusal(12052097, "The warehouse does not exist.")


def quantity_of(row: dict[str, Any], *, least: int) -> int:
    """Return the quantity of an inventory row, `least` to 99,999."""
    quantity = whole(row, "quantity")
    if quantity is None:
        raise Refusal(12019024, "The quantity is required.")
    if not least <= quantity <= MOST_STOCK:
        raise Refusal(12052055, f"The quantity must be {least} to {MOST_STOCK}.")
    return quantity


# evidence[reference]: an inventory names all warehouses of a SKU (12052516) and no others
#   (12052533) (copies of the official reference, 2025-2026)
def check_complete(stock: Collection[str], assigned: Collection[str]) -> None:
    """Refuse an inventory that leaves out or adds a warehouse of a SKU that has some already."""
    if assigned and set(assigned) - set(stock):
        raise Refusal(12052516, "All warehouses of the SKU must be listed.")
    if assigned and set(stock) - set(assigned):
        raise Refusal(12052533, "The warehouses of the SKU may not be changed.")
