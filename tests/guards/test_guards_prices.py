"""Prices that are more likely a slip than meant are held, with the reason in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

OTHER = "practice:other"


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (6_800_000, "ten times as much or more. A zero too many? 680.000 ₫ may be meant"),
        (7_000_000, "A zero too many? 700.000 ₫ may be meant"),
        (68_000, "a tenth or less. A zero too few? 680.000 ₫ may be meant"),
        (68_000_000, "A zero too many? 680.000 ₫ may be meant"),
        (6_500_000, "more than 30 %. A zero too many? 650.000 ₫ may be meant"),
        (900_000, "more than 30 %"),
        (400_000, "more than 30 %"),
    ],
)
def test_a_price_far_from_the_last_one_is_held(desk: Any, after: int, words: str) -> None:
    desk.put("A", {"A": (680_000, 5)})
    desk.ask("A", {"A": (after, 5)})
    [why] = desk.reasons()
    assert "680.000 ₫" in why
    assert words in why


@pytest.mark.parametrize("after", [880_000, 480_000, 680_001, 884_000, 476_000])
def test_a_price_that_moves_a_little_goes(desk: Any, after: int) -> None:
    desk.put("A", {"A": (680_000, 5)})
    desk.ask("A", {"A": (after, 5)})
    assert desk.reasons() == []


def test_a_slipped_zero_is_held_whatever_change_is_allowed(desk: Any) -> None:
    desk.limits = replace(desk.limits, max_change=Decimal(9999))
    desk.put("A", {"A": (680_000, 5)})
    desk.ask("A", {"A": (6_800_000, 5)})
    assert len(desk.reasons()) == 1


def test_a_first_price_far_from_its_sisters_is_held(desk: Any) -> None:
    desk.ask("A", {"A-1": (120_000, 5), "A-2": (125_000, 5), "A-3": (1_300_000, 5)})
    [why] = desk.reasons()
    assert why.startswith("the price of A-3 would be 1.300.000 ₫")
    assert "A zero too many? 130.000 ₫ may be meant" in why


def test_a_new_variant_far_from_its_sisters_is_held_with_its_update(desk: Any) -> None:
    desk.put("A", {"A-1": (120_000, 5)})
    desk.ask("A", {"A-1": (120_000, 5), "A-2": (12_000, 5)})
    guarded = desk.guarded()
    assert [one.action.kind.value for one in guarded.held] == ["update"]
    assert guarded.plan.actions == ()


def test_a_variant_that_was_always_dearer_than_its_sisters_is_so_on_purpose(desk: Any) -> None:
    desk.put("A", {"A-1": (12_000, 5), "A-2": (150_000, 5)})
    desk.ask("A", {"A-1": (12_000, 5), "A-2": (155_000, 5)})
    assert desk.reasons() == []


def test_a_first_price_far_from_the_other_shops_is_held(desk: Any) -> None:
    desk.put("A", {"A": (680_000, 5)}, OTHER)
    desk.ask("A", {"A": (68_000, 5)})
    [why] = desk.reasons()
    assert "other has 680.000 ₫: more than 50 % apart" in why
    assert "A zero too few? 680.000 ₫ may be meant" in why


def test_a_price_that_one_shop_alone_wants_otherwise_is_held(desk: Any) -> None:
    desk.limits = replace(desk.limits, max_change=Decimal(300))
    for shop, price in (("practice:fake", 1_300_000), (OTHER, 690_000)):
        desk.put("A", {"A": (680_000, 5)}, shop)
        desk.ask("A", {"A": (price, 5)}, shop)
    held = desk.guarded().held
    assert {one.action.shop for one in held} == {"practice:fake"}


def test_shops_that_move_together_are_not_held_for_one_another(desk: Any) -> None:
    desk.limits = replace(desk.limits, max_change=Decimal(300))
    for shop in ("practice:fake", OTHER):
        desk.put("A", {"A": (680_000, 5)}, shop)
        desk.ask("A", {"A": (1_300_000, 5)}, shop)
    assert desk.reasons() == []


def test_a_first_price_is_held_against_what_another_shop_shows_now(desk: Any) -> None:
    """The same slip in all shops: the last price of one tells for the new one too."""
    desk.put("A", {"A": (680_000, 5)}, OTHER)
    for shop in ("practice:fake", OTHER):
        desk.ask("A", {"A": (6_800_000, 5)}, shop)
    assert {one.action.shop for one in desk.guarded().held} == {"practice:fake", OTHER}


def test_shops_that_were_always_apart_are_so_on_purpose(desk: Any) -> None:
    for shop, before, after in (("practice:fake", 300_000, 310_000), (OTHER, 180_000, 180_000)):
        desk.put("A", {"A": (before, 5)}, shop)
        desk.ask("A", {"A": (after, 5)}, shop)
    assert desk.reasons() == []


def test_a_practice_shop_says_nothing_about_a_real_one(desk: Any) -> None:
    desk.put("A", {"A": (680_000, 5)}, "practice:fake")
    desk.ask("A", {"A": (70_000, 5)}, "live:fake")
    assert desk.reasons() == []


@pytest.mark.parametrize(
    ("price", "values", "words"),
    [
        (89_000, {"price_range": (90_000, 200_000)}, "usual is 90.000 ₫ to 200.000 ₫"),
        (201_000, {"price_range": (90_000, 200_000)}, "usual is 90.000 ₫ to 200.000 ₫"),
        (620, {}, "usual is 1.000 ₫ to 500.000.000 ₫"),
        (90_000, {"cost": 91_000}, "under its cost 91.000 ₫"),
    ],
)
def test_a_first_price_against_range_and_cost(
    desk: Any, price: int, values: dict[str, Any], words: str
) -> None:
    desk.ask("A", {"A": (price, 5)}, **values)
    [why] = desk.reasons()
    assert words in why


@pytest.mark.parametrize(
    ("price", "values"),
    [(90_000, {"price_range": (90_000, 200_000)}), (90_000, {"cost": 90_000}), (1_000, {})],
)
def test_a_price_at_its_bound_goes(desk: Any, price: int, values: dict[str, Any]) -> None:
    desk.ask("A", {"A": (price, 5)}, **values)
    assert desk.reasons() == []


def test_nothing_goes_under_the_floor_of_the_workspace(desk: Any) -> None:
    desk.limits = replace(desk.limits, floor=50_000)
    desk.ask("A", {"A": (49_000, 5)})
    assert desk.reasons() == ["the price of A would be 49.000 ₫, under your floor 50.000 ₫"]


@pytest.mark.parametrize("price", [0, -1])
def test_what_is_no_price_is_held_as_such(desk: Any, price: int) -> None:
    desk.put("A", {"A": (680_000, 5)})
    desk.ask("A", {"A": (0, 5)})
    desk.wanted[0] = replace(
        desk.wanted[0],
        payload=replace(
            desk.wanted[0].payload,
            offers=(replace(desk.wanted[0].payload.offers[0], price=price),),
        ),
    )
    assert "A would get no price; that is never sent" in desk.reasons()
