"""Recalls beside work that is under way, creations in doubt, and listings that are not ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.errors import OutcomeUnknown, Rejected, Unreachable
from ocopctl.publishing import recall_proof
from ocopctl.publishing.lane import Shop
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.recall_desk import put_down
from ocopctl.publishing.recalls import InShop, Recall, Standing, off_sale, recalled
from ocopctl.publishing.state import Outcome, Recorded, RecordedOffer
from ocopctl.publishing.taking_off import Ended, Task, take_off
from ocopctl.rules.packs import Settle
from tests.publishing.conftest import KEY, World

if TYPE_CHECKING:
    from pathlib import Path

SETTLE = Settle(index_lag_s=(5.0, 15.0), read_every_s=5.0, read_for_s=60.0)


def a_recall(sku: str = "A-1", **values: Any) -> Recall:
    base = Recall(f"2026-11-22-{sku}", sku, (sku,), "Ấm", "", "mốc", "lan@xa", 1_000_000.0)
    return replace(base, **values)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def stand(world: World, recall: Recall) -> None:
    journal = world.journal()
    put_down(journal, world.folder / "recalls", [recall])
    journal.close()


async def off(world: World, recall: Recall) -> tuple[Ended, list[InShop]]:
    """Recall as the command does in one shop; return its end and all that was told meanwhile."""
    told: list[InShop] = []
    journal = world.journal()
    shop = Shop(KEY, "fake", world.adapter, world.market.clock, SETTLE)
    try:
        task = Task(recall, shop, journal, InShop("fake", practice=False), told.append)
        return await take_off(task), told
    finally:
        journal.close()


def on_sale(world: World) -> list[str]:
    shown = (world.market.shown(key) for key in world.market.listings)
    off_it = {RemoteStatus.UNLISTED, RemoteStatus.GONE}
    return sorted(remote.seller_sku for remote in shown if remote.status not in off_it)


@pytest.mark.parametrize("write", ["create", "update", "set_offers", "relist"])
async def test_a_recall_asked_after_the_plan_wins(world: World, write: str) -> None:
    ready = world.wanted(world.listing())
    wanted = {
        "create": ready,
        "update": world.wanted(world.listing(title="Bộ ấm chén khác hẳn A-1")),
        "set_offers": world.wanted(
            world.listing(variants=(replace(world.listing().variants[0], price=630_000),))
        ),
        "relist": ready,
    }[write]
    if write != "create":
        await world.publish(ready)
    if write == "relist":
        await world.publish(world.wanted(world.listing(), on_sale=False))
    world.market.calls.clear()
    stand(world, a_recall())
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.DEFERRED
    assert "recalled since" in str(result.error)
    assert set(world.market.writes()) <= {"upload"}


async def test_a_recall_asked_while_the_run_looks_around_wins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = world.market.enter

    def recalled_now(method: str, about: Any) -> None:
        if method == "upload":
            stand(world, a_recall())
        enter(method, about)

    monkeypatch.setattr(world.market, "enter", recalled_now)
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.DEFERRED
    assert world.market.writes() == ["upload"]


async def test_another_product_goes_on(world: World) -> None:
    stand(world, a_recall())
    results = await world.publish(world.wanted(world.listing("A-1"), world.listing("B-2")))
    assert {r.action.sku: r.outcome for r in results} == {
        "A-1": Outcome.DEFERRED,
        "B-2": Outcome.VERIFIED,
    }
    assert world.market.live_skus() == ["B-2"]


async def test_a_creation_in_doubt_is_found_and_taken_off_sale(world: World) -> None:
    world.market.lost["create"], world.market.lag_s = 1, 12.0
    world.market.faults["find"] = [OutcomeUnknown("x")] * 3
    await world.publish(world.wanted(world.listing()))
    world.market.faults.clear()
    assert on_sale(world) == ["A-1"]
    ended, _told = await off(world, a_recall())
    assert ended.found.state is Standing.GONE
    assert on_sale(world) == []
    journal = world.journal()
    assert journal.doubts(KEY) == {}
    assert journal.listings(KEY)["A-1"].on_sale is False
    journal.close()


async def test_a_listing_of_somebody_else_is_named_and_left_alone(world: World) -> None:
    await world.adapter.create(world.wanted(world.listing())[0].payload, key="theirs")
    ended, _told = await off(world, a_recall())
    assert ended.found.strangers == ("1",)
    assert ended.found.state is Standing.ABSENT
    assert world.market.writes() == ["create"]


async def test_one_of_ours_goes_and_one_of_theirs_is_named(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    await world.adapter.create(world.wanted(world.listing())[0].payload, key="theirs")
    ended, _told = await off(world, a_recall())
    assert (ended.found.state, ended.found.strangers) == (Standing.GONE, ("2",))
    assert on_sale(world) == ["A-1"]


async def test_what_the_shop_takes_back_only_later_is_asked_until_it_does(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.faults["unlist"] = [Rejected("in review")] * 3
    ended, told = await off(world, a_recall())
    assert ended.found.state is Standing.GONE
    assert world.market.writes().count("unlist") == 4
    assert ended.found.own_words == ""
    assert told[-1] == ended.found


async def test_a_refusal_that_lasts_waits_with_the_platforms_words(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.faults["unlist"] = [Rejected("no", code="E1", own_words="in review")] * 99
    ended, _told = await off(world, a_recall())
    assert (ended.found.state, ended.found.own_words) == (Standing.WAITING, "E1 in review")
    assert ended.found.seen_gone_at is None


async def test_a_lost_answer_is_read_back(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.faults["unlist"] = [OutcomeUnknown("lost")]
    ended, _told = await off(world, a_recall())
    assert ended.found.state is Standing.GONE
    assert on_sale(world) == []


async def test_a_shop_that_cannot_be_reached_waits_at_once(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.faults |= {name: [Unreachable("down")] * 9 for name in ("unlist", "read", "find")}
    before = world.market.clock.time
    ended, _told = await off(world, a_recall())
    assert ended.found.state is Standing.WAITING
    assert isinstance(ended.error, Unreachable)
    assert world.market.clock.time == before


async def test_a_listing_that_is_gone_is_the_platforms_own_word(world: World) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.listings.clear()
    world.market.faults["unlist"] = [Rejected("no such listing")]
    ended, _told = await off(world, a_recall())
    assert ended.found.state is Standing.GONE


NAMES = st.sampled_from(["A-1", "B-2", "C-3"])
SHOPS = st.sampled_from(["live:a", "live:b"])


@given(
    skus=st.sets(NAMES),
    known=st.dictionaries(st.tuples(SHOPS, NAMES), st.tuples(st.booleans(), st.booleans())),
    only=st.sets(SHOPS, max_size=1),
)
def test_a_recall_wants_nothing_but_taking_off_and_looking(
    skus: set[str], known: dict[tuple[str, str], tuple[bool, bool]], only: set[str]
) -> None:
    recalls = [a_recall(sku, only=tuple(only)) for sku in sorted(skus)]
    recorded: dict[str, dict[str, Recorded]] = {}
    for (shop, sku), (sold, seen) in known.items():
        outcome = Outcome.VERIFIED if seen else Outcome.ACCEPTED
        offers = {sku: RecordedOffer(1, 1)}
        recorded.setdefault(shop, {})[sku] = Recorded(
            shop, sku, "1", "d", {}, offers, outcome, on_sale=sold
        )
    found = off_sale(recalls, recorded)
    assert all(action.of_recall and action.sku in skus for action in found)
    assert {a.kind for a in found} <= {Kind.UNLIST, Kind.CHECK}
    assert {(a.shop, a.sku) for a in found if a.kind is Kind.UNLIST} == {
        (shop, sku)
        for (shop, sku), (sold, _seen) in known.items()
        if sold and recalled(recalls, shop, sku)
    }


def test_a_proof_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    shop = InShop(
        "shopee",
        practice=False,
        state=Standing.GONE,
        remote_id="7",
        asked_at=1_000_000.25,
        strangers=("8",),
    )
    recall = a_recall(shops={"live:shopee": shop}, only=("live:shopee",), batch={"code": "L"})
    recall_proof.write(tmp_path, recall)
    (tmp_path / "torn.json").write_text('{"id": "', "utf-8")
    found, unreadable = recall_proof.read_all(tmp_path)
    assert found == [recall]
    assert unreadable == [tmp_path / "torn.json"]


def test_a_page_names_what_is_not_done(tmp_path: Path) -> None:
    shops = {
        "live:a": InShop("a", practice=False, state=Standing.WAITING, emptied=True),
        "live:b": InShop("b", practice=False, state=Standing.UNLISTED, strangers=("9",)),
    }
    page = recall_proof.page_of(a_recall(shops=shops))
    assert "CHƯA GỠ ĐƯỢC" in page
    assert "Tồn kho ở sàn đang là 0" in page
    assert "CHÚ Ý" in page
    assert RemoteId("9") in page
