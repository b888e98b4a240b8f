"""Law 1: at most one live listing for a shop and a seller SKU, whatever is lost or killed."""

from __future__ import annotations

from typing import Any

import pytest

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import (
    AuthError,
    Duplicate,
    OutcomeUnknown,
    QuotaExhausted,
    Rejected,
    Transient,
    Unreachable,
)
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

KEY = "practice:fake"


async def test_a_new_listing_is_read_back_until_its_review_is_over(world: Any) -> None:
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_a_second_run_has_nothing_to_do_and_calls_nothing(world: Any) -> None:
    wanted = world.wanted(world.listing())
    await world.publish(wanted)
    world.market.calls.clear()
    assert world.plan(wanted).actions == ()
    assert await world.publish(wanted) == []
    assert world.market.calls == []


async def test_a_lost_answer_is_settled_by_looking(world: Any) -> None:
    world.market.lost["create"] = 1
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]
    assert world.market.writes().count("create") == 1


async def test_an_index_that_lags_does_not_make_a_second_listing(world: Any) -> None:
    world.market.lost["create"], world.market.lag_s = 1, 12.0
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_a_create_that_had_no_effect_is_sent_once_more(world: Any) -> None:
    world.market.faults["create"] = [OutcomeUnknown("lost before the effect")]
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.VERIFIED
    assert world.market.writes().count("create") == 2


async def test_a_doubt_that_cannot_be_settled_stays_and_is_settled_next_time(world: Any) -> None:
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Unreachable("link down")]
    wanted = world.wanted(world.listing())
    [first] = await world.publish(wanted)
    assert first.outcome is Outcome.UNKNOWN
    [second] = await world.publish(wanted)
    assert second.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_a_run_killed_between_call_and_outcome_adopts_what_it_made(world: Any) -> None:
    wanted = world.wanted(world.listing())
    [action] = world.plan(wanted).actions
    journal = world.journal()
    journal.intend(KEY, "A-1", "create", digest=action.digest, key="k", at=1.0)
    journal.close()
    await world.adapter.create(wanted[0].payload, key="k")
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_an_adopted_listing_in_review_gets_its_price_with_the_next_run(world: Any) -> None:
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Unreachable("link down")]
    await world.publish(world.wanted(world.listing()))
    cheaper = world.wanted(_priced(world.listing(), 600_000))
    [taken_over] = await world.publish(cheaper)
    assert taken_over.outcome is Outcome.ACCEPTED
    [result] = await world.publish(cheaper)
    assert (result.action.kind.value, result.outcome) == ("offer", Outcome.VERIFIED)
    [remote] = world.market.listings.values()
    assert remote.variants[0].price == 600_000


async def test_an_adopted_listing_on_sale_gets_the_wanted_price_at_once(world: Any) -> None:
    world.market.review_s, world.market.lost["create"] = 0.0, 1
    world.market.faults["find"] = [Unreachable("link down")]
    await world.publish(world.wanted(world.listing()))
    [result] = await world.publish(world.wanted(_priced(world.listing(), 600_000)))
    assert result.outcome is Outcome.VERIFIED
    [remote] = world.market.listings.values()
    assert remote.variants[0].price == 600_000


async def test_a_look_that_could_not_be_completed_is_no_answer(world: Any) -> None:
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Transient("still being processed")]
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is Outcome.VERIFIED
    assert world.market.writes().count("create") == 1


async def test_a_listing_of_ours_that_cannot_be_taken_over_yet_stays_in_doubt(world: Any) -> None:
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Unreachable("link down")]
    wanted = world.wanted(world.listing())
    await world.publish(wanted)
    world.market.faults["update"] = [Unreachable("link down again")]
    changed = world.wanted(world.listing(title="Tên khác"))
    [second] = await world.publish(changed)
    assert second.outcome is Outcome.UNKNOWN
    [third] = await world.publish(changed)
    assert third.outcome is Outcome.VERIFIED
    assert world.market.live_skus() == ["A-1"]


async def test_two_listings_with_the_sku_are_named_and_not_made_worse(world: Any) -> None:
    wanted = world.wanted(world.listing())
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Unreachable("link down")]
    await world.publish(wanted)
    await world.adapter.create(wanted[0].payload, key="by hand")
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.HELD
    assert "1, 2" in result.error.message
    assert len(world.market.listings) == 2


async def test_a_listing_that_was_not_made_here_is_held(world: Any) -> None:
    wanted = world.wanted(world.listing())
    await world.adapter.create(wanted[0].payload, key="by hand")
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.HELD
    assert len(world.market.listings) == 1


async def test_a_colleagues_listing_is_held_in_a_shop_known_for_long(world: Any) -> None:
    first = world.listing("A-1")
    await world.publish(world.wanted(first))
    late = world.wanted(first, world.listing("B-1"))
    await world.adapter.create(late[1].payload, key="a colleague")
    [result] = await world.publish(late)
    assert result.outcome is Outcome.HELD
    assert world.market.live_skus() == ["A-1", "B-1"]


async def test_few_new_products_in_a_large_shop_are_looked_up_one_by_one(world: Any) -> None:
    many = [world.listing(f"A-{n:03}") for n in range(60)]
    await world.publish(world.wanted(*many))
    world.market.calls.clear()
    await world.publish(world.wanted(*many, world.listing("B-1")))
    assert [name for name, _about in world.market.calls if name in {"find", "list"}] == ["find"]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (Rejected("no"), Outcome.REJECTED),
        (Duplicate("exists"), Outcome.HELD),
        (AuthError("who?"), Outcome.FAILED),
        (Unreachable("link"), Outcome.DEFERRED),
        (QuotaExhausted("today"), Outcome.DEFERRED),
    ],
)
async def test_each_error_becomes_its_outcome_and_leaves_no_doubt(
    world: Any, error: Any, outcome: Outcome
) -> None:
    world.market.faults["create"] = [error]
    [result] = await world.publish(world.wanted(world.listing()))
    assert result.outcome is outcome
    journal = world.journal()
    assert journal.doubts(KEY) == {}
    journal.close()


async def test_no_more_new_listings_today_leaves_what_was_made_verified(world: Any) -> None:
    world.market.faults["create"] = [QuotaExhausted("today", whole=False)]
    wanted = world.wanted(*(world.listing(f"A-{n}") for n in range(3)))
    results = await world.publish(wanted)
    assert {result.outcome for result in results} >= {Outcome.DEFERRED, Outcome.VERIFIED}


async def test_bad_credentials_stop_the_shop_and_send_nothing_more(world: Any) -> None:
    world.market.faults["list"] = [AuthError("who?")]
    listings = [world.listing(f"A-{n}") for n in range(8)]
    results = await world.publish(world.wanted(*listings))
    assert {result.outcome for result in results} == {Outcome.FAILED}
    assert world.market.writes() == []


async def test_a_picture_is_sent_once_for_all_listings_and_runs(world: Any) -> None:
    wanted = world.wanted(*(world.listing(f"A-{n}") for n in range(3)))
    await world.publish(wanted)
    assert world.market.writes().count("upload") == 1


async def test_the_intent_is_on_disk_before_the_call(world: Any) -> None:
    seen: list[int] = []

    def look() -> None:
        journal = Journal(Database(world.folder / "state.db"), run="other")
        seen.append(len(journal.doubts(KEY)))
        journal.close()

    original = world.market.enter

    def enter(method: str, about: Any) -> None:
        if method == "create":
            look()
        original(method, about)

    world.market.enter = enter
    await world.publish(world.wanted(world.listing()))
    assert seen == [1]


def _priced(listing: Any, price: int) -> Any:
    from dataclasses import replace

    return replace(listing, variants=(replace(listing.variants[0], price=price),))


async def test_a_creation_in_doubt_is_taken_off_sale_once_the_product_is_paused(world: Any) -> None:
    """Seed r2-35 of the chaos suite: nobody looked, and the listing stayed on sale."""
    world.market.lost["create"] = 1
    world.market.faults["find"] = [Transient("busy")] * 3
    [first] = await world.publish(world.wanted(world.listing()))
    assert first.outcome is Outcome.UNKNOWN
    paused = world.wanted(world.listing(), on_sale=False)
    [second] = await world.publish(paused)
    assert (second.action.kind, second.outcome) == (Kind.UNLIST, Outcome.VERIFIED)
    [remote] = world.market.listings.values()
    assert remote.status is RemoteStatus.UNLISTED
    await world.publish(world.wanted(world.listing()))
    assert world.market.live_skus() == ["A-1"]
    assert world.plan(world.wanted(world.listing())).actions == ()


async def test_a_creation_in_doubt_that_had_no_effect_is_settled_when_paused(world: Any) -> None:
    world.market.faults["create"] = [OutcomeUnknown("lost before the effect")]
    world.market.faults["find"] = [Transient("busy")] * 3
    await world.publish(world.wanted(world.listing()))
    paused = world.wanted(world.listing(), on_sale=False)
    [second] = await world.publish(paused)
    assert second.outcome is Outcome.VERIFIED
    assert world.market.listings == {}
    journal = world.journal()
    assert journal.doubts(KEY) == {}
    journal.close()
