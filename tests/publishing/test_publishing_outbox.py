"""The outbox: what was approved and could not be sent waits, and goes exactly as approved."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocopctl.errors import (
    BudgetSpent,
    Duplicate,
    Interrupted,
    OcopctlError,
    OutcomeUnknown,
    QuotaExhausted,
    Rejected,
    Transient,
    Unreachable,
)
from ocopctl.publishing.database import Database
from ocopctl.publishing.lane import Result
from ocopctl.publishing.outbox import TRIES, Outbox, State, Waiting, due
from ocopctl.publishing.plan import Action, Change, Kind, Plan
from ocopctl.publishing.state import Outcome

NOON = 1_000_000.0


def action(sku: str = "A-1", kind: Kind = Kind.OFFER, price: int = 690_000) -> Action:
    changes = (Change(f"price {sku}", 680_000, price),) if kind is Kind.OFFER else ()
    return Action(kind, "live:shopee", sku, "Bộ ấm chén", "d1", changes)


@pytest.fixture
def outbox(tmp_path: Any) -> Iterable[Outbox]:
    database = Database(tmp_path / "state.db")
    yield Outbox(database)
    database.close()


def settled(outbox: Outbox, error: OcopctlError | None, outcome: Outcome, **times: Any) -> None:
    at = times.get("at", NOON)
    outbox.settle([Result(action(), outcome, error)], at, times.get("ahead", {}))


def test_what_is_approved_is_written_down_before_it_is_sent(outbox: Outbox) -> None:
    outbox.approve([action()], NOON)
    [row] = outbox.rows()
    assert (row.action, row.state, row.tries) == (action(), State.WAITING, 0)


@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.ACCEPTED, Outcome.REJECTED])
def test_what_the_shop_answered_leaves_the_outbox(outbox: Outbox, outcome: Outcome) -> None:
    outbox.approve([action()], NOON)
    settled(outbox, None, outcome)
    assert outbox.rows() == []


def test_the_most_important_comes_first(outbox: Outbox) -> None:
    outbox.approve([action("C", Kind.CREATE), action("B", Kind.UPDATE), action("A")], NOON)
    outbox.approve([action("Z", Kind.UNLIST)], NOON)
    assert [row.action.sku for row in outbox.rows()] == ["Z", "A", "B", "C"]


def test_a_link_that_is_down_never_makes_a_dead_letter(outbox: Outbox) -> None:
    for hour in range(50):
        down = Unreachable("there is no connection", link=True)
        settled(outbox, down, Outcome.DEFERRED, at=NOON + hour * 3600)
    [row] = outbox.rows()
    assert (row.state, row.tries, row.first_at) == (State.WAITING, 0, NOON)
    assert row.next_at == row.last_at


@pytest.mark.parametrize("error", [BudgetSpent("spent"), Interrupted("stopped")])
def test_a_run_that_was_cut_short_counts_for_no_try(outbox: Outbox, error: OcopctlError) -> None:
    settled(outbox, error, Outcome.DEFERRED)
    [row] = outbox.rows()
    assert (row.state, row.tries) == (State.WAITING, 0)


def test_a_platform_that_fails_is_left_alone_longer_each_time_and_then_given_up(
    outbox: Outbox,
) -> None:
    waits = []
    for _try in range(TRIES):
        settled(outbox, Transient("down"), Outcome.DEFERRED)
        [row] = outbox.rows()
        waits.append(row.next_at - NOON)
    assert row.state is State.DEAD
    assert row.why["message"] == "down"
    assert waits[:3] == [60, 120, 240]
    assert max(waits) <= 6 * 3600


def test_a_person_who_publishes_again_brings_a_dead_letter_back(outbox: Outbox) -> None:
    for _try in range(TRIES):
        settled(outbox, Transient("down"), Outcome.FAILED)
    outbox.approve([action()], NOON)
    [row] = outbox.rows()
    assert (row.state, row.tries) == (State.WAITING, 0)


def test_an_allowance_that_is_used_up_waits_until_the_platform_says(outbox: Outbox) -> None:
    error = QuotaExhausted("used up", until=NOON + 5000 + 900)
    settled(outbox, error, Outcome.DEFERRED, ahead={"live:shopee": 5000})
    [row] = outbox.rows()
    assert row.next_at == NOON + 900


def test_what_a_guard_holds_waits_for_an_approval_and_is_never_due(outbox: Outbox) -> None:
    settled(outbox, Duplicate("twice"), Outcome.HELD)
    rows = outbox.rows()
    assert rows[0].state is State.HELD
    assert due(Plan((action(),)), rows, None).plan.actions == ()


def test_a_doubt_waits_with_the_platforms_own_words(outbox: Outbox) -> None:
    settled(outbox, OutcomeUnknown("lost", code="E5", own_words="busy"), Outcome.UNKNOWN)
    [row] = outbox.rows()
    assert row.why == {"message": "lost", "code": "E5", "own_words": "busy"}


def test_rows_outlive_the_process(tmp_path: Any, outbox: Outbox) -> None:
    settled(outbox, Transient("down"), Outcome.DEFERRED)
    other = Database(tmp_path / "state.db")
    assert Outbox(other).rows() == outbox.rows()
    other.close()


def test_dropping_takes_out_these_rows_alone(outbox: Outbox) -> None:
    outbox.approve([action("A"), action("B")], NOON)
    outbox.drop([row for row in outbox.rows() if row.action.sku == "A"])
    assert [row.action.sku for row in outbox.rows()] == ["B"]


def waiting(one: Action, state: State = State.WAITING, next_at: float = NOON) -> Waiting:
    return Waiting(one, state, {}, 0, NOON, NOON, next_at)


def test_a_price_that_the_file_has_moved_on_from_is_not_sent() -> None:
    found = due(Plan((action(price=710_000),)), [waiting(action(price=690_000))], NOON)
    assert found.plan.actions == ()
    assert [row.action.sku for row in found.overtaken] == ["A-1"]


def test_what_the_plan_does_not_want_any_more_is_done() -> None:
    found = due(Plan(()), [waiting(action())], NOON)
    assert (found.plan.actions, len(found.done)) == ((), 1)


def test_a_row_whose_time_has_not_come_is_named_and_not_sent() -> None:
    row = waiting(action(), next_at=NOON + 60)
    found = due(Plan((action(),)), [row], NOON)
    assert (found.plan.actions, found.early) == ((), (row,))
    assert due(Plan((action(),)), [row], None).plan.actions == (action(),)


_kinds = st.sampled_from([kind for kind in Kind if kind.writes])
_actions = st.builds(action, st.sampled_from("ABC"), _kinds, st.integers(1, 4))
_rows = st.builds(waiting, _actions, st.sampled_from(State), st.floats(0, 2 * NOON))


@settings(deadline=None)
@given(st.lists(_actions, unique_by=lambda a: (a.sku, a.kind)), st.lists(_rows))
def test_only_what_was_approved_exactly_so_is_ever_due(
    planned: list[Action], rows: list[Waiting]
) -> None:
    found = due(Plan.sorted(planned), rows, NOON)
    approved = [row.action for row in rows if row.state is State.WAITING and row.next_at <= NOON]
    assert set(found.plan.actions) <= set(approved) & set(planned)


def test_an_action_is_the_same_after_its_way_through_the_file(world: Any) -> None:
    listing = world.listing(attributes={"100": "Đất sét"})
    [create] = world.plan(world.wanted(listing)).actions
    assert Action.from_json(json.loads(json.dumps(create.as_json()))) == create


async def test_a_link_that_comes_and_goes_loses_nothing(world: Any, outbox: Outbox) -> None:
    wanted = world.wanted(world.listing())
    plan = world.plan(wanted)
    outbox.approve(plan.actions, NOON)
    world.market.faults["list"] = [Unreachable("no connection", link=True)]
    outbox.settle(await world.publish(wanted), NOON, {})
    assert world.market.live_skus() == []
    assert due(world.plan(wanted), outbox.rows(), NOON).plan == plan
    outbox.settle(await world.publish(wanted), NOON, {})
    assert outbox.rows() == []
    assert world.market.live_skus() == ["A-1"]


async def test_a_spent_budget_in_the_middle_of_a_creation_leaves_a_doubt(
    world: Any, outbox: Outbox
) -> None:
    wanted = world.wanted(world.listing())
    world.market.faults["create"] = [BudgetSpent("the bytes are used up")]
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.DEFERRED
    journal = world.journal()
    assert list(journal.doubts(result.action.shop)) == ["A-1"]
    journal.close()
    [again] = await world.publish(wanted)
    assert again.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_a_refusal_is_not_kept_waiting(world: Any, outbox: Outbox) -> None:
    world.market.faults["create"] = [Rejected("no")]
    outbox.settle(await world.publish(world.wanted(world.listing())), NOON, {})
    assert outbox.rows() == []


def test_settling_again_keeps_when_it_began(outbox: Outbox) -> None:
    outbox.approve([action()], NOON)
    settled(outbox, Transient("down"), Outcome.DEFERRED, at=NOON + 100)
    [row] = outbox.rows()
    assert (row.first_at, row.last_at) == (NOON, NOON + 100)
    assert replace(row, state=State.DEAD) != row
