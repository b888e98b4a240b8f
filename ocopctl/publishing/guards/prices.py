"""Prices that are more likely a slip than meant. All amounts in whole dong."""

from __future__ import annotations

from decimal import Decimal
from statistics import median_low
from typing import TYPE_CHECKING

from ocopctl.catalog.prices import USUAL, is_price, lies_in
from ocopctl.language import _
from ocopctl.money import show
from ocopctl.publishing.guards.known import amounts
from ocopctl.publishing.state import shop_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.publishing.guards.known import Amount, Concern, Known
    from ocopctl.publishing.plan import Plan

ZERO = 10
"""What one zero too many or too few makes of a price."""
_ZEROS = (10, 100, 1000)


def no_price(plan: Plan, _known: Known) -> Iterator[Concern]:
    """Hold what is no price at all: nothing, 0, less than 0."""
    for one in amounts(plan, "price"):
        if not is_price(one.change.after):
            yield one.concern(_("{sku} would get no price; that is never sent", sku=one.sku))


def last_price(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a price that is far from the one sent last."""
    percent = known.limits.max_change
    for one in amounts(plan, "price"):
        if one.before is None:
            continue
        if far_apart(one.after, one.before):
            yield one.concern(_slipped(one, percent))
        elif moved(one.before, one.after) > percent:
            yield one.concern(_jumped(one, percent))


def sisters(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a variant's price that is ten times above or below the middle of its sisters'.

    One that was so before is so on purpose.
    """
    for one in amounts(plan, "price"):
        listing = one.action.shop, one.action.sku
        middle = _middle(known.wanted_prices(*listing), one.sku)
        if middle is None or not far_apart(one.after, middle):
            continue
        past = _middle(known.recorded_prices(*listing), one.sku)
        if one.before is None or past is None or not far_apart(one.before, past):
            yield one.concern(
                _(
                    "the price of {sku} would be {price}, and other variants of it are at {middle}",
                    sku=one.sku,
                    price=show(one.after),
                    middle=show(middle),
                )
                + _meant(one.after, middle, known.limits.max_change)
            )


def other_shops(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a price that is far from the same goods' in another shop.

    A later price is held against what the other shops shall show; a first one also against what
    they show now. What was far apart before is so on purpose.
    """
    percent = known.limits.shop_difference
    for one in amounts(plan, "price"):
        found = next(_elsewhere(one, known, percent), None)
        if found is not None:
            shop, price = found
            yield one.concern(
                _(
                    "the price of {sku} would be {price}, and {shop} has {other}: more than "
                    "{percent} % apart",
                    sku=one.sku,
                    price=show(one.after),
                    shop=shop_name(shop),
                    other=show(price),
                    percent=f"{percent:f}",
                )
                + _meant(one.after, price, known.limits.max_change)
            )


def usual_range(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a price outside the product's `price_range`, or outside all that is usual."""
    for one in amounts(plan, "price"):
        product = known.products.get(one.action.sku)
        own = product.price_range if product is not None else None
        low, high = own or USUAL
        if not lies_in(one.after, (low, high)):
            yield one.concern(
                _(
                    "the price of {sku} would be {price}; usual is {low} to {high}",
                    sku=one.sku,
                    price=show(one.after),
                    low=show(low),
                    high=show(high),
                )
            )


def cost_and_floor(plan: Plan, known: Known) -> Iterator[Concern]:
    """Hold a price under the goods' `cost`, or under the workspace's floor."""
    floor = known.limits.floor
    for one in amounts(plan, "price"):
        form = known.form(one.action.sku, one.sku)
        if form is not None and form.cost is not None and one.after < form.cost:
            yield one.concern(
                _(
                    "the price of {sku} would be {price}, under its cost {cost}",
                    sku=one.sku,
                    price=show(one.after),
                    cost=show(form.cost),
                )
            )
        if one.after < floor:
            yield one.concern(
                _(
                    "the price of {sku} would be {price}, under your floor {floor}",
                    sku=one.sku,
                    price=show(one.after),
                    floor=show(floor),
                )
            )


def far_apart(price: int, other: int) -> bool:
    """Tell whether one price is ten times the other, or more."""
    return price >= other * ZERO or price * ZERO <= other


def moved(before: int, after: int) -> Decimal:
    """Return by how many percent of `before` a price moves."""
    return abs(Decimal(after) - before) / before * 100


def _elsewhere(one: Amount, known: Known, percent: Decimal) -> Iterator[tuple[str, int]]:
    """Yield the shops, and their prices of the same goods, that a price is far from."""
    product = one.action.sku
    for shop in known.others(one.action.shop):
        now = known.recorded_prices(shop, product).get(one.sku)
        soon = known.wanted_prices(shop, product).get(one.sku, now)
        meant = one.before is not None and now is not None and moved(now, one.before) > percent
        for price in [soon, now] if one.before is None else [soon]:
            if price and not meant and moved(price, one.after) > percent:
                yield shop, price


def _middle(prices: dict[str, int], sku: str) -> int | None:
    """Return the middle price of the other variants, None where there are none."""
    others = [price for other, price in prices.items() if other != sku and price > 0]
    return median_low(others) if others else None


def _slipped(one: Amount, percent: Decimal) -> str:
    before = one.before or 0
    words = (
        _(
            "the price of {sku} would go from {before} to {after}, ten times as much or more",
            sku=one.sku,
            before=show(before),
            after=show(one.after),
        )
        if one.after > before
        else _(
            "the price of {sku} would go from {before} to {after}, a tenth or less",
            sku=one.sku,
            before=show(before),
            after=show(one.after),
        )
    )
    return words + _meant(one.after, before, percent)


def _jumped(one: Amount, percent: Decimal) -> str:
    before = one.before or 0
    words = _(
        "the price of {sku} would go from {before} to {after}: more than {percent} %",
        sku=one.sku,
        before=show(before),
        after=show(one.after),
        percent=f"{percent:f}",
    )
    return words + _meant(one.after, before, percent)


def _meant(price: int, near: int, percent: Decimal) -> str:
    """Return words on the price that is near with zeros fewer or more, none where none is."""
    for factor in _ZEROS:
        if price % factor == 0 and moved(near, price // factor) <= percent:
            likely = show(price // factor)
            return _(". A zero too many? {likely} may be meant", likely=likely)
        if price and moved(near, price * factor) <= percent:
            return _(". A zero too few? {likely} may be meant", likely=show(price * factor))
    return ""
