"""The checker finds every law broken in a history made up for it, and nothing in a good one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.chaos.history import Call, Effect, History
from tests.chaos.laws import Agreed, Approval, Goal, Law, Recalled, breaches, shut

PRICES = {"A": frozenset({100}), "B": frozenset({200})}
STOCKS = {"A": frozenset({5}), "B": frozenset({6})}
AGREED = Agreed(
    goals=(Goal({"A": (100, 5), "B": (200, 6)}, ("shopee",)),),
    approvals=(Approval(1, PRICES, STOCKS),),
    theirs=1,
)


def created(call: int, number: str, *, skus: str = "AB", price: int = 100) -> Effect:
    offers = {"A": {"price": price, "stock": 5}, "B": {"price": 200, "stock": 6}}
    detail = {"skus": list(skus), "offers": {sku: offers[sku] for sku in skus}}
    return Effect(call, "shopee", "created", skus[0], number, detail)


def effect(call: int, kind: str, number: str = "10", **detail: Any) -> Effect:
    return Effect(call, "shopee", kind, "A", number, detail)


THEIRS = Effect(1, "shopee", "created", "X", "1", {"skus": ["X"], "offers": {"X": {"price": 9}}})
OURS = created(2, "10")


def laws(*effects: Effect, calls: tuple[Call, ...] = (), agreed: Agreed = AGREED) -> set[Law]:
    return {breach.law for breach in breaches(History(calls, (THEIRS, *effects)), agreed)}


def test_a_history_in_which_all_is_well_breaks_no_law() -> None:
    assert laws(OURS, effect(3, "unlisted"), effect(4, "relisted", skus=["A", "B"])) == set()


def test_a_second_listing_with_the_same_sku_is_found() -> None:
    assert laws(OURS, created(3, "11", skus="B")) == {Law.TWICE}


def test_a_second_listing_is_found_though_it_was_taken_away_later() -> None:
    twice = created(3, "11")
    assert Law.TWICE in laws(OURS, twice, effect(4, "deleted", "11", skus=["A", "B"]))


def test_a_sku_that_another_listing_gets_later_is_found() -> None:
    assert laws(OURS, Effect(3, "shopee", "updated", "B", "12", {"skus": ["B"]})) == {Law.TWICE}


def test_the_same_sku_in_two_shops_is_as_it_should_be() -> None:
    assert laws(OURS, replace(created(3, "11"), shop="tiki")) == set()


@pytest.mark.parametrize(
    "effects",
    [
        (),
        (created(2, "10", skus="A"),),
        (OURS, effect(3, "unlisted", skus=["A"])),
        (OURS, effect(3, "stocked", stock=5), effect(4, "unlisted", skus=["B"])),
    ],
    ids=["nothing", "half", "off sale", "one variant off sale"],
)
def test_what_is_not_there_in_the_end_is_found(effects: tuple[Effect, ...]) -> None:
    assert laws(*effects) == {Law.LOST}


def test_a_listing_of_other_people_is_not_taken_for_ours() -> None:
    theirs = replace(OURS, call=1)
    assert Law.LOST in laws(theirs)


def test_an_offer_that_was_never_sent_is_found() -> None:
    later = Approval(2, {**PRICES, "A": frozenset({110})}, STOCKS)
    goal = Goal({"A": (110, 5)}, ("shopee",))
    agreed = replace(AGREED, approvals=(*AGREED.approvals, later), goals=(goal,))
    assert laws(OURS, agreed=agreed) == {Law.LOST}
    assert laws(OURS, effect(3, "priced", price=110), agreed=agreed) == set()


def test_what_was_to_be_taken_off_sale_and_is_not_is_found() -> None:
    agreed = replace(AGREED, goals=(replace(AGREED.goals[0], on_sale=False),))
    assert laws(OURS, agreed=agreed) == {Law.LOST}


@pytest.mark.parametrize(
    "wrong",
    [
        (created(2, "10", price=1_000), effect(3, "priced", price=100)),
        (OURS, effect(3, "priced", price=0), effect(4, "priced", price=100)),
        (OURS, effect(3, "stocked", stock=0), effect(4, "stocked", stock=5)),
    ],
    ids=["created", "blank price", "blank stock"],
)
def test_a_figure_that_nobody_approved_is_found(wrong: tuple[Effect, ...]) -> None:
    assert laws(*wrong) == {Law.WRONG}


def test_yesterdays_price_is_no_longer_approved() -> None:
    later = Approval(2, {**PRICES, "A": frozenset({110})}, STOCKS)
    agreed = replace(AGREED, approvals=(*AGREED.approvals, later), goals=())
    assert laws(OURS, effect(3, "priced", price=100), agreed=agreed) == {Law.WRONG}


@pytest.mark.parametrize("kind", ["relisted", "created"])
def test_what_comes_back_while_it_is_recalled_is_found(kind: str) -> None:
    recalled = Recalled(frozenset("A"), since=2)
    agreed = replace(AGREED, goals=(), recalls=(recalled,))
    back = effect(4, kind, skus=["A"])
    assert laws(OURS, effect(3, "unlisted", skus=["A"]), back, agreed=agreed) == {Law.RECALLED}
    released = replace(agreed, recalls=(replace(recalled, until=3),))
    assert laws(OURS, back, agreed=released) == set()


@pytest.mark.parametrize("kind", ["priced", "unlisted", "updated"])
def test_a_hand_laid_on_other_peoples_listings_is_found(kind: str) -> None:
    touched = Effect(3, "shopee", kind, "X", "1", {"price": 9} if kind == "priced" else {})
    approved = replace(AGREED.approvals[0], prices={**PRICES, "X": frozenset({9})})
    assert laws(OURS, touched, agreed=replace(AGREED, approvals=(approved,))) == {Law.THEIRS}


def test_a_deletion_is_found_whosever_it_is() -> None:
    agreed = replace(AGREED, goals=())
    assert laws(OURS, effect(3, "deleted", skus=["A"]), agreed=agreed) == {Law.THEIRS}


def test_a_run_too_many_that_changes_something_is_found() -> None:
    agreed = replace(AGREED, quiet=2)
    assert laws(OURS, agreed=agreed) == set()
    assert laws(OURS, effect(3, "updated"), agreed=agreed) == {Law.AGAIN}


def renewal(number: int, status: int, answer: str, *, lost: bool = False) -> Call:
    return Call(number, "shopee", "shopee", "auth.access_token.get", status, answer, lost=lost)


def test_a_refresh_token_that_is_used_again_is_found() -> None:
    granted, refused = renewal(2, 200, ""), renewal(4, 200, "error_param")
    used = replace(granted, id=3, endpoint="product.get_item_list")
    assert laws(OURS, calls=(granted, used, refused)) == {Law.TOKENS}
    assert laws(OURS, calls=(replace(granted, lost=True), used, refused)) == set()
    assert laws(OURS, calls=(granted, used, renewal(4, 200, ""))) == set()


def test_a_token_that_nobody_could_use_was_lost_with_its_process() -> None:
    calls = (renewal(2, 200, ""), renewal(3, 200, "error_param"))
    assert laws(OURS, calls=calls) == set()
    assert shut(History(calls, ())) == {"shopee"}


@pytest.mark.parametrize("struck", [renewal(2, 200, "", lost=True), renewal(2, 200, "deep-json")])
def test_a_shop_whose_new_token_the_storm_took_is_told_apart(struck: Call) -> None:
    assert shut(History((struck,), ())) == {"shopee"}
    assert shut(History((renewal(2, 200, ""), renewal(3, 200, "")), ())) == set()


def test_nothing_is_asked_of_a_shop_that_cannot_be_opened_any_more() -> None:
    assert laws(agreed=replace(AGREED, without=frozenset({"shopee"}))) == set()
