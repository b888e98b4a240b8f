"""No price that a guard would hold reaches the platform, whatever the files say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.publishing.apply import apply
from ocopctl.publishing.guards.approval import fingerprints
from ocopctl.publishing.guards.hold import Guarded, hold
from ocopctl.publishing.guards.known import Known
from ocopctl.publishing.lane import Result, Shop
from ocopctl.publishing.plan import Kind, Plan
from ocopctl.publishing.state import Outcome
from ocopctl.rules.packs import Settle

KEY = "practice:fake"
PRICES = st.sampled_from([620, 62_000, 600_000, 620_000, 800_000, 6_200_000, 600_000_000])
STOCKS = st.sampled_from([0, 5, 6, 5_000])
FORMS = st.dictionaries(st.sampled_from(["1", "2", "3"]), st.tuples(PRICES, STOCKS), min_size=1)
FILE = st.dictionaries(
    st.sampled_from(["A", "B", "C"]), st.tuples(FORMS, st.sampled_from(["Gốm", "Sứ"])), min_size=1
)
Prices = Mapping[str, int]


class Run:
    """A fake shop whose updates take every price they are given, and what was sent to it."""

    def __init__(self, folder: Path, platform: Any, desk: Any) -> None:
        self.desk = desk
        self.world = platform.World(folder)
        run = self

        class Greedy(platform.FakeAdapter):  # type: ignore[name-defined, misc]
            async def create(self, payload: Any, *, key: str) -> Any:
                run.sent += [(offer.sku, offer.price) for offer in payload.offers]
                return await super().create(payload, key=key)

            async def update(self, remote_id: Any, payload: Any) -> Any:
                run.sent += [(offer.sku, offer.price) for offer in payload.offers]
                return await super().update(remote_id, payload)

            async def set_offers(self, offers: Sequence[Any]) -> Any:
                run.sent += [(o.sku, o.price) for o in offers if o.price is not None]
                return await super().set_offers(offers)

        self.adapter = Greedy(self.world.market)
        self.sent: list[tuple[str, int]] = []

    def wanted(self, file: Mapping[str, Any]) -> list[Any]:
        listings = [
            self.desk.listing(sku, {f"{sku}-{form}": offer for form, offer in forms.items()}, title)
            for sku, (forms, title) in file.items()
        ]
        return list(self.world.wanted(*listings))

    def recorded(self) -> dict[str, Any]:
        journal = self.world.journal()
        try:
            return {KEY: journal.listings(KEY)}
        finally:
            journal.close()

    def guarded(self, wanted: Sequence[Any], approved: frozenset[str] = frozenset()) -> Guarded:
        listings = {(want.shop, want.sku): want for want in wanted}
        known = Known(self.desk.limits, {}, listings, self.recorded())
        return hold(self.world.plan(wanted), known, approved)

    def send(self, plan: Plan, wanted: Sequence[Any]) -> list[Result]:
        self.sent = []
        journal = self.world.journal()
        settle = Settle(index_lag_s=(), read_every_s=5.0, read_for_s=60.0)
        shop = Shop(KEY, "fake", self.adapter, self.world.market.clock, settle)
        try:
            return asyncio.run(apply(plan, wanted, [shop], journal, lambda _result: None))
        finally:
            journal.close()

    def prices(self) -> dict[str, int]:
        """Return the prices that the journal knows, by SKU."""
        listings = self.recorded()[KEY].values()
        return {sku: offer.price for known in listings for sku, offer in known.offers.items()}


def shown_in(plan: Plan) -> set[tuple[str, int]]:
    return {
        (change.field.partition(" ")[2], change.after)
        for action in plan.actions
        for change in action.changes
        if change.field.startswith("price ")
    }


@pytest.fixture
def shop(tmp_path: Path, platform: Any, desk: Any) -> Run:
    return Run(tmp_path, platform, desk)


@pytest.fixture
def another(
    tmp_path_factory: pytest.TempPathFactory, platform: Any, desk: Any
) -> Callable[[], Run]:
    return lambda: Run(tmp_path_factory.mktemp("w"), platform, desk)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=FILE, second=FILE, all_at_first=st.booleans())
def test_no_held_price_reaches_the_platform(
    another: Callable[[], Run], first: Any, second: Any, *, all_at_first: bool
) -> None:
    run = another()
    wanted = run.wanted(first)
    begun = run.guarded(wanted)
    names = fingerprints(begun.stopped) if all_at_first else frozenset()
    for files, approved in ((wanted, names), (run.wanted(second), frozenset())):
        guarded, before = run.guarded(files, approved), run.prices()
        results = run.send(guarded.plan, files)
        allowed = shown_in(guarded.plan) | set(before.items())
        assert set(run.sent) <= allowed
        assert {result.outcome for result in results} <= {Outcome.VERIFIED, Outcome.ACCEPTED}
        held = shown_in(Plan(guarded.stopped)) - set(before.items()) - shown_in(guarded.plan)
        assert not held & set(run.sent)


def test_an_update_carries_the_old_price_while_the_new_one_is_held(shop: Run) -> None:
    shop.send(shop.world.plan(wanted := shop.wanted({"A": ({"1": (620_000, 5)}, "Gốm")})), wanted)
    wanted = shop.wanted({"A": ({"1": (6_200_000, 5)}, "Sứ")})
    guarded = shop.guarded(wanted)
    assert [action.kind for action in guarded.plan.actions] == [Kind.UPDATE]
    shop.send(guarded.plan, wanted)
    assert shop.sent == [("A-1", 620_000)]


def test_what_a_creation_sends_is_what_the_plan_showed(shop: Run) -> None:
    wanted = shop.wanted({"A": ({"1": (620_000, 5)}, "Gốm")})
    plan = shop.world.plan(wanted)
    moved = replace(wanted[0].payload.offers[0], price=62_000)
    wanted = [replace(wanted[0], payload=replace(wanted[0].payload, offers=(moved,)))]
    shop.send(plan, wanted)
    assert shop.sent == [("A-1", 620_000)]


def test_a_creation_with_a_price_that_the_plan_does_not_show_is_held(shop: Run) -> None:
    wanted = shop.wanted({"A": ({"1": (620_000, 5)}, "Gốm")})
    [action] = shop.world.plan(wanted).actions
    hidden = tuple(change for change in action.changes if "A-1" not in change.field)
    [result] = shop.send(Plan((replace(action, changes=hidden),)), wanted)
    assert (result.outcome, shop.sent) == (Outcome.HELD, [])


@pytest.mark.parametrize("price", [0, None, -5])
def test_no_price_is_never_sent_whoever_approved_it(shop: Run, price: int | None) -> None:
    wanted = shop.wanted({"A": ({"1": (620_000, 5)}, "Gốm")})
    [action] = shop.world.plan(wanted).actions
    changes = tuple(
        replace(change, after=price) if change.field == "price A-1" else change
        for change in action.changes
    )
    [result] = shop.send(Plan((replace(action, changes=changes),)), wanted)
    assert (result.outcome, shop.sent) == (Outcome.HELD, [])


def test_a_plan_that_another_run_has_overtaken_sends_nothing(shop: Run) -> None:
    files = [{"A": ({"1": (price, 5)}, "Gốm")} for price in (620_000, 630_000, 640_000)]
    first, second, third = (shop.wanted(one) for one in files)
    shop.send(shop.world.plan(first), first)
    overtaken = shop.world.plan(second)
    shop.send(shop.world.plan(third), third)
    [result] = shop.send(overtaken, second)
    assert (result.outcome, shop.sent) == (Outcome.HELD, [])
    assert result.error is not None
    assert "another run has changed" in result.error.message


def test_two_runs_with_the_same_plan_end_alike(shop: Run) -> None:
    files = [{"A": ({"1": (price, 5)}, "Gốm")} for price in (620_000, 630_000)]
    first, second = (shop.wanted(one) for one in files)
    shop.send(shop.world.plan(first), first)
    plan = shop.world.plan(second)
    for _again in range(2):
        [result] = shop.send(plan, second)
        assert result.outcome is Outcome.VERIFIED
