"""What the owner of the shops does: edits of the product file, each followed by a command."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.chaos.laws import Approval, Goal
from tests.chaos.village import BASKET, SCARF, VASE, Product

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

PUBLISH = ("publish", "--yes")
YELLOW = "KL-002-V"


def recall(sku: str) -> tuple[str, ...]:
    """Return what is typed to recall a product."""
    return ("recall", sku, "--reason", "mối mọt", "--yes")


@dataclass(frozen=True, slots=True)
class Act:
    """The product file as it is written, what is typed then, and what that approves.

    `approved` are the products as the owner agreed to them: those of the file, but for what a
    guard must hold.
    """

    name: str
    products: tuple[Product, ...]
    approved: tuple[Product, ...]
    command: tuple[str, ...] = PUBLISH


def act(name: str, *products: Product, command: tuple[str, ...] = PUBLISH) -> Act:
    """Return an act that approves all it writes."""
    return Act(name, products, products, command)


SCENES: dict[str, tuple[Act, ...]] = {
    "first": (act("first", BASKET, SCARF),),
    "prices": (
        act(
            "prices",
            BASKET.priced("GT-001", 190_000),
            SCARF.priced("KL-002-X", 270_000),
            command=("sync", "prices", "--yes"),
        ),
    ),
    "text": (
        act("text", replace(BASKET, name="Giỏ mây đan tay"), replace(SCARF, name="Khăn lụa hoa")),
    ),
    "variant": (
        act(
            "variant",
            BASKET,
            replace(
                SCARF,
                offers={**SCARF.offers, YELLOW: (255_000, 3)},
                refused=(("tiki", YELLOW),),
            ),
        ),
    ),
    "pause": (
        act("pause", replace(BASKET, state="paused"), SCARF),
        act("resume", BASKET, SCARF),
    ),
    "recall": (act("recall", BASKET, SCARF, command=recall(SCARF.sku)),),
    "held": (
        Act("ten times", (BASKET.priced("GT-001", 1_850_000), SCARF), (BASKET, SCARF)),
        act("put right", BASKET.priced("GT-001", 187_000), SCARF),
    ),
}
"""Scenes that every kill and every lost answer is tried on; only `first` begins with nothing."""


def random_acts(chance: Random, count: int) -> list[Act]:
    """Return `count` acts, each an edit of what the one before it left."""
    products: tuple[Product, ...] = (BASKET, SCARF)
    acts = []
    for _number in range(count):
        name, edit = chance.choice(_EDITS)
        products = edit(chance, products)
        command = chance.choice([PUBLISH, *_NARROW.get(name, [])])
        acts.append(Act(name, products, products, command))
    return acts


def _prices(chance: Random, products: tuple[Product, ...]) -> tuple[Product, ...]:
    """Move one price by less than the guard minds."""
    return _each(
        products,
        lambda one: one.priced(
            sku := chance.choice(list(one.offers)), _near(chance, one.offers[sku][0])
        ),
    )


def _near(chance: Random, price: int) -> int:
    return round(price * chance.uniform(0.9, 1.1) / 1000) * 1000


def _stocks(chance: Random, products: tuple[Product, ...]) -> tuple[Product, ...]:
    return _each(
        products, lambda one: one.stocked(chance.choice(list(one.offers)), chance.randint(2, 15))
    )


def _text(chance: Random, products: tuple[Product, ...]) -> tuple[Product, ...]:
    words = ["bền", "làm tay", "của làng", "tự nhiên"]
    return _each(
        products,
        lambda one: replace(one, name=f"{one.name.split(' đẹp')[0]} đẹp {chance.choice(words)}"),
    )


def _switch(chance: Random, products: tuple[Product, ...]) -> tuple[Product, ...]:
    """Take one product off sale, or put it on sale again."""
    at = chance.randrange(len(products))
    state = "paused" if products[at].state == "active" else "active"
    return (*products[:at], replace(products[at], state=state), *products[at + 1 :])


def _more(_chance: Random, products: tuple[Product, ...]) -> tuple[Product, ...]:
    return products if VASE.sku in {one.sku for one in products} else (*products, VASE)


def _each(products: tuple[Product, ...], edit: Callable[[Product], Product]) -> tuple[Product, ...]:
    return tuple(edit(one) for one in products)


_EDITS: list[tuple[str, Callable[[Random, tuple[Product, ...]], tuple[Product, ...]]]] = [
    ("prices", _prices),
    ("stocks", _stocks),
    ("text", _text),
    ("switch", _switch),
    ("more", _more),
]
_NARROW = {"prices": [("sync", "prices", "--yes")], "stocks": [("sync", "stock", "--yes")]}


def approval(products: Sequence[Product], since: int) -> Approval:
    """Return what a product file lets be sent after call `since`.

    A listing with variants may be begun under the product's own SKU with the offer of any, and that
    is emptied when the variants are there; what is taken off sale may be emptied.
    """
    prices: dict[str, set[int]] = {}
    stocks: dict[str, set[int]] = {}
    for product in products:
        for sku, (price, stock) in product.offers.items():
            for name in (sku, product.sku):
                prices.setdefault(name, set()).add(price)
                stocks.setdefault(name, set()).add(stock)
                stocks[name] |= (
                    {0} if product.state != "active" or name not in product.offers else set()
                )
    frozen = [{sku: frozenset(found) for sku, found in one.items()} for one in (prices, stocks)]
    return Approval(since, *frozen)


def goals(products: Sequence[Product]) -> tuple[Goal, ...]:
    """Return what the shops are to show in the end."""
    return tuple(goal for product in products for goal in product.goals())
