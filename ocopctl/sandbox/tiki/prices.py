"""The bounds of a price, in dong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.tiki.faults import is_whole

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.faults import Faults

# evidence[one client]: a price is 1,000 to 20,000,000 dong (one client repeating the seller
#   centre's message, August 2026)
LOWEST = 1_000
HIGHEST = 20_000_000


def price(value: object, list_price: int, faults: Faults, *, subject: str) -> int:
    """Read a selling price: whole, in range, from a tenth of the list price up to it.

    `list_price` 0 means that there is none. The text about ten per cent is the documented one.
    """
    if not is_whole(value):
        faults.add(400, f"{subject} price must be an integer")
        return 0
    # evidence[reference]: a price of 0 or less is refused with the documented text (official
    #   documentation, 2020)
    if value <= 0:
        faults.add(400, f"{subject} should have price > 0")
    elif not LOWEST <= value <= HIGHEST:
        faults.add(422, f"{subject} price must be between {LOWEST} and {HIGHEST}")
    # evidence[reference and observed]: a price below a tenth of the list price is refused with
    #   the documented text (official documentation and live clients, 2020-2026; that creation
    #   checks it too is our choice)
    elif list_price and value * 10 < list_price:
        faults.add(422, "Price is not valid because less than ten percent listing price")
    # evidence[several clients]: a price above the list price is refused (official seller help and
    #   clients, 2020-2026; the text and 422 are our choice)
    elif list_price and value > list_price:
        faults.add(422, "Price is not valid because greater than listing price")
    return value


# evidence[reference]: market_price is the price before discount, 0 when never set (official
#   documentation, 2020-2024)
def list_price(value: object, faults: Faults, *, subject: str) -> int:
    """Read the price before discount; absent or null is 0, none was set."""
    if value is None:
        return 0
    if not is_whole(value) or value <= 0:
        faults.add(400, f"{subject} market_price must be an integer > 0")
        return 0
    return value
