"""Laws of the plan, for arbitrary listings: empty after its apply, blind to order, exact digest."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.errors import InputError, UnsafePlan
from ocopctl.publishing import planfile
from ocopctl.publishing.plan import Kind, Plan, make_plan, only
from ocopctl.publishing.state import Outcome

TITLES = st.text(min_size=1, max_size=40)
CHANGES = st.lists(
    st.tuples(TITLES, st.integers(1, 10**9), st.integers(0, 10**6)), min_size=1, max_size=4
)
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def listings_of(world: Any, values: list[tuple[str, int, int]]) -> list[Any]:
    made = []
    for number, (title, price, stock) in enumerate(values):
        base = world.listing(f"S-{number}")
        variant = replace(base.variants[0], price=price, stock=stock)
        made.append(replace(base, title=title, variants=(variant,)))
    return made


@SLOW
@given(CHANGES, CHANGES)
def test_a_plan_after_its_apply_is_empty(
    tmp_path_factory: pytest.TempPathFactory, world: Any, first: Any, second: Any
) -> None:
    fresh = type(world)(tmp_path_factory.mktemp("w"))
    for values in (first, second):
        wanted = fresh.wanted(*listings_of(fresh, values))
        asyncio.run(fresh.publish(wanted))
        assert fresh.plan(wanted).actions == ()


@SLOW
@given(CHANGES, st.randoms(use_true_random=False))
def test_the_order_of_products_never_changes_the_plan(world: Any, values: Any, random: Any) -> None:
    wanted = world.wanted(*listings_of(world, values))
    shuffled = list(wanted)
    random.shuffle(shuffled)
    assert make_plan(wanted, {}, {}) == make_plan(shuffled, {}, {})


@SLOW
@given(TITLES, TITLES)
def test_equal_content_and_only_that_has_equal_digests(world: Any, one: str, other: str) -> None:
    digests = [
        w.payload.digest() for w in world.wanted(*(world.listing(title=t) for t in (one, other)))
    ]
    assert (digests[0] == digests[1]) == (one == other)


async def test_prices_and_stock_do_not_change_the_content_digest(world: Any) -> None:
    [dear, cheap] = world.wanted(
        world.listing(),
        replace(world.listing(), variants=(replace(world.listing().variants[0], price=1),)),
    )
    assert dear.payload.digest() == cheap.payload.digest()


async def test_a_field_that_the_platform_keeps_is_not_planned_again(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    journal = world.journal()
    recorded = {"practice:fake": journal.listings("practice:fake")}
    journal.close()
    wanted = world.wanted(world.listing(title="Tên khác"))
    fixed = {"practice:fake": frozenset({"title"})}
    assert make_plan(wanted, recorded, fixed).actions == ()


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.VERIFIED])
async def test_what_was_taken_off_sale_is_looked_at_until_it_is_seen(
    world: Any, outcome: Outcome
) -> None:
    await world.publish(world.wanted(world.listing()))
    journal = world.journal()
    known = replace(journal.listings("practice:fake")["A-1"], on_sale=False, outcome=outcome)
    journal.close()
    off = [replace(want, on_sale=False) for want in world.wanted(world.listing())]
    plan = make_plan(off, {"practice:fake": {"A-1": known}}, {})
    looked_at = [] if outcome is Outcome.VERIFIED else [Kind.CHECK]
    assert [action.kind for action in plan.actions] == looked_at


def test_a_plan_file_is_read_back_whole(world: Any, tmp_path: Path) -> None:
    plan = world.plan(world.wanted(world.listing()))
    planfile.write(plan, tmp_path / "p.json", asked={"files": []})
    read, asked = planfile.read(tmp_path / "p.json")
    assert (read, read.digest, asked) == (plan, plan.digest, {"files": []})


def test_a_plan_file_that_was_edited_is_refused(world: Any, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    planfile.write(world.plan(world.wanted(world.listing())), path, asked={})
    path.write_text(path.read_text("utf-8").replace("620000", "62000"), "utf-8")
    with pytest.raises(UnsafePlan):
        planfile.read(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"v": 1}', "\x00"])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        planfile.read(path)


def test_a_moved_plan_is_refused_by_name(world: Any, tmp_path: Path) -> None:
    reviewed = world.plan(world.wanted(world.listing("A-1"), world.listing("A-2")))
    present = world.plan(world.wanted(world.listing("A-1"), world.listing("A-2", title="Mới")))
    with pytest.raises(UnsafePlan, match="A-2") as caught:
        planfile.must_match(reviewed, present, tmp_path / "p.json")
    assert "A-1" not in caught.value.message


async def test_only_prices_are_left_of_a_plan_for_prices(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    variant = replace(world.listing().variants[0], price=1, stock=1)
    plan = world.plan(world.wanted(world.listing(title="Mới", variants=(variant,))))
    [action] = only(plan, frozenset({Kind.OFFER}), ("price ",)).actions
    assert [change.field for change in action.changes] == ["price A-1"]
    assert Plan(()).counts() == {}


async def test_the_price_of_a_new_variant_stands_in_the_plan(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    old = world.listing().variants[0]
    new = replace(old, sku="A-1-L", price=155_000, stock=9)
    plans = [
        world.plan(world.wanted(world.listing(variants=(old, replace(new, price=price)))))
        for price in (155_000, 599_000)
    ]
    [action] = plans[0].actions
    offers = {change.field: change.after for change in action.changes}
    assert (offers["price A-1-L"], offers["stock A-1-L"]) == (155_000, 9)
    assert plans[0].digest != plans[1].digest


async def test_a_variant_that_left_the_file_is_said_to_stay(world: Any) -> None:
    first = world.listing().variants[0]
    second = replace(first, sku="A-1-L")
    await world.publish(world.wanted(world.listing(variants=(first, second))))
    plan = world.plan(world.wanted(world.listing(variants=(first,))))
    fields = {change.field: change.after for action in plan.actions for change in action.changes}
    assert fields["kept"] == ["A-1-L"]
    assert fields["stock A-1-L"] == 0
