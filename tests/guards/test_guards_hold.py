"""What is held, what goes, and which code approves what is held."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.publishing.guards.approval import LENGTH, code_of, fingerprints
from ocopctl.publishing.plan import Action, Change, Kind

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
AMOUNTS = st.integers(1, 10**7)
ROWS = st.lists(st.tuples(st.sampled_from("ABCDEF"), AMOUNTS, AMOUNTS), min_size=1, max_size=6)


def offer(sku: str, before: int, after: int, **values: Any) -> Action:
    body = {"shop": "practice:fake", "title": "Gốm", "digest": "d", **values}
    return Action(Kind.OFFER, sku=sku, changes=(Change(f"price {sku}", before, after),), **body)


def fields(actions: Any) -> list[tuple[str, list[str]]]:
    return [(action.kind.value, [change.field for change in action.changes]) for action in actions]


def test_the_stock_of_a_listing_goes_while_its_price_is_held(desk: Any) -> None:
    desk.put("A", {"A": (680_000, 5)})
    desk.ask("A", {"A": (6_800_000, 4)})
    guarded = desk.guarded()
    assert fields(guarded.stopped) == [("offer", ["price A"])]
    assert fields(guarded.plan.actions) == [("offer", ["stock A"])]


def test_one_variant_is_held_and_its_sister_goes(desk: Any) -> None:
    desk.put("A", {"A-1": (680_000, 5), "A-2": (690_000, 5)})
    desk.ask("A", {"A-1": (1_200_000, 5), "A-2": (700_000, 5)})
    guarded = desk.guarded()
    assert fields(guarded.stopped) == [("offer", ["price A-1"])]
    assert fields(guarded.plan.actions) == [("offer", ["price A-2"])]


def test_a_new_listing_is_held_whole(desk: Any) -> None:
    desk.ask("A", {"A": (620, 5)})
    guarded = desk.guarded()
    assert [action.kind for action in guarded.stopped] == [Kind.CREATE]
    assert guarded.plan.actions == ()


def test_nothing_goes_on_sale_before_its_new_price_is_approved(desk: Any) -> None:
    desk.put("A", {"A": (680_000, 5)}, on_sale=False)
    desk.ask("A", {"A": (6_800_000, 5)})
    guarded = desk.guarded()
    assert {action.kind for action in guarded.stopped} == {Kind.OFFER, Kind.RELIST}
    assert desk.guarded(fingerprints(guarded.stopped)).stopped == ()


def test_the_text_of_a_listing_goes_while_its_price_is_held(desk: Any) -> None:
    desk.put("A", {"A": (680_000, 5)})
    desk.listing = lambda sku, offers: type(desk).listing(desk, sku, offers, title="Mới")
    desk.ask("A", {"A": (6_800_000, 5)})
    guarded = desk.guarded()
    assert [action.kind for action in guarded.plan.actions] == [Kind.UPDATE]
    assert [action.kind for action in guarded.stopped] == [Kind.OFFER]


def test_what_is_approved_goes_and_nothing_else(desk: Any) -> None:
    for sku in ("A", "B"):
        desk.put(sku, {sku: (680_000, 5)})
        desk.ask(sku, {sku: (6_800_000, 5)})
    first = desk.guarded()
    only_a = desk.guarded(fingerprints(a for a in first.stopped if a.sku == "A"))
    assert [action.sku for action in only_a.plan.actions] == ["A"]
    assert [action.sku for action in only_a.stopped] == ["B"]
    assert desk.guarded(fingerprints(first.stopped)).stopped == ()


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [(5, 50, False), (5, 104, False), (5, 106, True), (20, 199, False), (20, 200, True)],
)
def test_a_stock_that_jumps_is_held(desk: Any, before: int, after: int, held: bool) -> None:  # noqa: FBT001 - a table
    desk.put("A", {"A": (680_000, before)})
    desk.ask("A", {"A": (680_000, after)})
    assert bool(desk.reasons()) is held


@pytest.mark.parametrize(("after", "held"), [(999, False), (1000, True)])
def test_what_was_sold_out_may_come_back(desk: Any, after: int, held: bool) -> None:  # noqa: FBT001 - a table
    desk.put("A", {"A": (680_000, 0)})
    desk.ask("A", {"A": (680_000, after)})
    assert bool(desk.reasons()) is held


@pytest.mark.parametrize("change", ["price", "empty", "unlist"])
@pytest.mark.parametrize(("touched", "there", "held"), [(10, 20, 0), (11, 20, 11), (11, 110, 0)])
def test_too_many_listings_at_once_are_held(
    desk: Any, change: str, touched: int, there: int, held: int
) -> None:
    for number in range(there):
        sku = f"S-{number}"
        desk.put(sku, {sku: (100_000, 5)})
        if number < touched:
            price, stock = 101_000 if change == "price" else 100_000, 0 if change == "empty" else 5
            desk.ask(sku, {sku: (price, stock)}, on_sale=change != "unlist")
    guarded = desk.guarded()
    assert len(guarded.stopped) == held
    assert len(guarded.plan.actions) == touched - held
    for one in guarded.held:
        assert one.reasons[0].startswith(f"11 of {there} listings of fake would be")


def test_a_first_publication_is_no_mass_change(desk: Any) -> None:
    for number in range(40):
        desk.ask(f"S-{number}", {f"S-{number}": (100_000, 5)})
    assert desk.reasons() == []


@QUICK
@given(ROWS, st.randoms(use_true_random=False))
def test_a_code_is_for_exactly_its_changes(rows: list[Any], random: Any) -> None:
    actions = [offer(sku, before, after) for sku, before, after in rows]
    shuffled = list(actions)
    random.shuffle(shuffled)
    code = code_of(actions)
    assert code == code_of(shuffled)
    assert len(code) == LENGTH
    assert code.isalnum()
    assert code.upper() == code
    sku, before, after = rows[0]
    for other in (
        offer(sku, before + 1, after),
        offer(sku, before, after + 1),
        offer(sku, before, after, shop="practice:x"),
        offer(sku + "X", before, after),
    ):
        if other not in actions:
            assert code_of([*actions, other]) != code
            assert code_of([other, *actions[1:]]) != code


def test_a_code_is_over_the_content_where_content_is_sent() -> None:
    change = (Change("title", None, "Gốm"),)
    codes = {
        code_of([Action(Kind.CREATE, "practice:fake", "A", "Gốm", digest, change)])
        for digest in ("one", "two")
    }
    assert len(codes) == 2
    assert code_of([offer("A", 1, 2)]) == code_of([offer("A", 1, 2, digest="other")])
    assert code_of([]) == ""
