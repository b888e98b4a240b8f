"""What prices and stocks must be like: whole dong, bounds, the ratio among models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.shipped import bounds, figure

if TYPE_CHECKING:
    from collections.abc import Sequence


def whole_dong(price: float) -> int:
    """Return a price as whole dong; fractions are refused. Raises RefusalError."""
    # evidence[reference and observed]: prices in dong are whole; a fraction is refused as
    #   error_invalid_price (official reference and clients, August 2026)
    if price != int(price):
        raise RefusalError("error_invalid_price", "Invalid price, please use the correct format")
    return int(price)


def check_price(price: int) -> None:
    """Check a price's bounds. Raises RefusalError."""
    # evidence[reference]: prices out of bounds are refused with codes that end in a double t
    #   (official reference, August 2026)
    # evidence[one client]: the bounds of a price are 1,000 and 120,000,000 dong (a Vietnamese
    #   shop's fixture, 2026)
    low, high = bounds("price_limit")
    if price < low:
        text = "Original_price is less than min price limit."
        raise RefusalError("error_price_exceed_min_limitt", text)
    if price > high:
        text = "Original_price is bigger than max price limit."
        raise RefusalError("error_price_exceed_max_limitt", text)


def check_ratio(prices: Sequence[int]) -> None:
    """Check dearest against cheapest model (code and text are our choice). Raises RefusalError."""
    # evidence[one client]: the dearest model may cost 5 times the cheapest in Vietnam (official
    #   guide quoted second-hand, 2026)
    # evidence[our choice]: breaking that ratio is refused as error_price_out_of_range (the
    #   sources are silent, 2026)
    if prices and max(prices) > figure("price_ratio") * min(prices):
        text = f"The price ratio among models should not exceed {figure('price_ratio')}."
        raise RefusalError("error_price_out_of_range", text)


def total_stock(rows: list[dict[str, Any]]) -> int:
    """Return the one stock figure of a shop without warehouses. Raises RefusalError."""
    # evidence[reference]: a shop without warehouses must leave location_id out; the refusal's
    #   code is ours (official reference, August 2026)
    if any(row.get("location_id") for row in rows):
        raise RefusalError("error_inner", "Invalid stock location ID.")
    if len(rows) != 1:
        raise RefusalError("error_param", "invalid field seller_stock, value must Not Null")
    stock: int = rows[0]["stock"]
    return stock


# evidence[measured live]: a create needs at least 2 pieces, though a later stock of 0 is taken
#   (third parties' measurements, 2024-2026)
def stock_at_creation(rows: list[dict[str, Any]]) -> int:
    """Return a new offer's stock, which must reach the shop's minimum. Raises RefusalError."""
    stock = total_stock(rows)
    low, high = figure("stock_at_creation"), bounds("stock_limit")[1]
    if not low <= stock <= high:
        text = f"Stock should be within {low}-{high + 1} for model"
        raise RefusalError("error_busi", text)
    return stock


def check_wholesale(rows: list[dict[str, Any]], prices: Sequence[int]) -> None:
    """Check wholesale tiers against the prices they discount. Raises RefusalError."""
    if not rows:
        return
    # evidence[reference]: wholesale tiers do not go with models of different prices (official
    #   reference, August 2026)
    if len(set(prices)) > 1:
        text = "The prices of models should be same for wholesales."
        raise RefusalError("error_price_should_be_same_for_wholesales", text)
    # evidence[reference]: wholesale tiers rise without overlap, cost less each and not less than
    #   30% of the price; texts are ours (official reference, August 2026)
    last, unit_price = 0, float(prices[0])
    for row in rows:
        if not last < row["min_count"] <= row["max_count"]:
            raise RefusalError("error_whole_sale_min_count_incorrect", "Min_count is incorrect.")
        if not 0 < whole_dong(row["unit_price"]) < unit_price:
            text = "Wholesale price setting is incorrect."
            raise RefusalError("error_whole_sale_price_setting_incorrect", text)
        last, unit_price = row["max_count"], row["unit_price"]
    floor = bounds("wholesale_price_threshold_percentage")[0]
    if unit_price * 100 < floor * prices[0]:
        text = f"Wholesale price is less than {floor}% of the price."
        raise RefusalError("error_wholesale_price_less_than_ratio_limit", text)
