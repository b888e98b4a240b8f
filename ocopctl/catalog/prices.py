"""Prices that are surely or probably a slip of the finger. All amounts in whole dong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.catalog.draft import Draft, Finding, Form
from ocopctl.language import _
from ocopctl.money import show
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = 100  # no smaller step is used online; no coin under 200 dong is in use
USUAL = (1_000, 500_000_000)
"""Between what prices lie where a product does not say (our choice, 22 November 2026)."""
_FAR = 10

Range = tuple[int, int]


def is_price(amount: object) -> bool:
    """Tell whether goods may be sold at this amount: a whole number of dong above 0.

    The one rule for validate, plan and the last look before sending.
    """
    return isinstance(amount, int) and not isinstance(amount, bool) and amount > 0


def lies_in(price: int, usual: Range) -> bool:
    """Tell whether a price lies in a range, its ends included."""
    low, high = usual
    return low <= price <= high


def price_findings(draft: Draft) -> Iterator[Finding]:
    """Yield what does not hold between price, crossed-out price, cost and usual range."""
    usual: Range | None = draft.get("price_range")
    if usual is not None and usual[0] > usual[1]:
        yield _backwards(usual)
        usual = None
    for form in draft.forms():
        yield from _form(form, usual)
    for path, override in draft.overrides():
        if override.price is not None:
            yield from _price(override.price, f"{path}.price", usual)
            yield from _under_cost(override.price, draft.get("cost"), f"{path}.price")


def _backwards(usual: Range) -> Finding:
    return Finding(
        "P709",
        "price_range",
        _(
            "price_range goes from {low} down to {high}",
            low=show(usual[0]),
            high=show(usual[1]),
        ),
        _("Write the lower price first."),
    )


def _form(form: Form, usual: Range | None) -> Iterator[Finding]:
    if form.price is None:
        return
    yield from _price(form.price, f"{form.prefix}price", usual)
    if not is_price(form.price):
        return
    if form.compare_at is not None and form.compare_at <= form.price:
        yield Finding(
            "P704",
            f"{form.prefix}compare_at",
            _(
                "compare_at {before} is not above the price {price}",
                before=show(form.compare_at),
                price=show(form.price),
            ),
            _("compare_at is the price before the discount. Leave it out when there is none."),
        )
    yield from _under_cost(form.price, form.cost, f"{form.prefix}price")


def _under_cost(price: int, cost: int | None, path: str) -> Iterator[Finding]:
    if cost is not None and is_price(price) and price < cost:
        yield Finding(
            "P706",
            path,
            _("the price {price} is under the cost {cost}", price=show(price), cost=show(cost)),
            _("Check both for a missing or an extra zero."),
            Severity.WARNING,
        )


def _price(price: int, path: str, usual: Range | None) -> Iterator[Finding]:
    if not is_price(price):
        yield Finding(
            "P703",
            path,
            _("the price is 0"),
            _("Write the real price; to stop selling for a while write `state: paused`."),
        )
        return
    if price % _STEP:
        yield Finding(
            "P705",
            path,
            _("the price {price} is not a multiple of {step} dong", price=show(price), step=_STEP),
            _("Online prices go in steps of 100, 500 or 1.000 ₫; check the last digits."),
            Severity.WARNING,
        )
    if usual is not None:
        yield from _out_of_range(price, path, usual)
    elif not lies_in(price, USUAL):
        yield Finding(
            "P710",
            path,
            _("the price {price} is unusual", price=show(price)),
            _("Count the zeros. If it is right, say so with `price_range: [lowest, highest]`."),
            Severity.WARNING,
        )


def _out_of_range(price: int, path: str, usual: Range) -> Iterator[Finding]:
    if lies_in(price, usual):
        return
    low, high = usual
    far = price >= high * _FAR or price * _FAR <= low
    words = (
        _(
            "the price {price} is ten times or more outside its usual range {low} to {high}",
            price=show(price),
            low=show(low),
            high=show(high),
        )
        if far
        else _(
            "the price {price} is outside its usual range {low} to {high}",
            price=show(price),
            low=show(low),
            high=show(high),
        )
    )
    yield Finding(
        "P708" if far else "P707",
        path,
        words,
        _("Count the zeros. If the price is right, widen `price_range`."),
        Severity.ERROR if far else Severity.WARNING,
    )
