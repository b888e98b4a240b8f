"""Changes of listings that exist: only what differs is sent, and only what is ours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ocopctl.errors import OutcomeUnknown, Transient
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome


def priced(listing: Any, price: int = 640_000, stock: int = 5) -> Any:
    return replace(listing, variants=(replace(listing.variants[0], price=price, stock=stock),))


async def test_a_new_price_is_the_only_thing_sent(world: Any) -> None:
    await world.publish(world.wanted(world.listing("A-1"), world.listing("A-2")))
    world.market.calls.clear()
    wanted = world.wanted(priced(world.listing("A-1")), world.listing("A-2"))
    [action] = world.plan(wanted).actions
    assert [(c.field, c.before, c.after) for c in action.changes] == [
        ("price A-1", 620_000, 640_000)
    ]
    [result] = await world.publish(wanted)
    assert result.outcome is Outcome.VERIFIED
    assert world.market.writes() == ["set_offers"]


async def test_all_offers_of_a_shop_go_in_one_call_of_the_adapter(world: Any) -> None:
    listings = [world.listing(f"A-{n}") for n in range(5)]
    await world.publish(world.wanted(*listings))
    world.market.calls.clear()
    await world.publish(world.wanted(*(priced(one) for one in listings)))
    assert world.market.writes() == ["set_offers"]


async def test_a_price_whose_answer_was_lost_is_sent_again_by_the_next_run(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.faults["set_offers"] = [OutcomeUnknown("lost")]
    wanted = world.wanted(priced(world.listing()))
    [first] = await world.publish(wanted)
    assert first.outcome is Outcome.UNKNOWN
    [second] = await world.publish(wanted)
    assert second.outcome is Outcome.VERIFIED
    assert world.plan(wanted).actions == ()


async def test_a_changed_title_updates_and_keeps_prices(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    wanted = world.wanted(world.listing(title="Bộ ấm chén mới"))
    [result] = await world.publish(wanted)
    assert (result.action.kind, result.outcome) == (Kind.UPDATE, Outcome.VERIFIED)
    [remote] = world.market.listings.values()
    assert (remote.title, remote.variants[0].price) == ("Bộ ấm chén mới", 620_000)


async def test_a_paused_product_goes_off_sale_and_comes_back(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    [off] = await world.publish(world.wanted(world.listing(), on_sale=False))
    assert (off.action.kind, off.outcome) == (Kind.UNLIST, Outcome.VERIFIED)
    assert world.plan(world.wanted(world.listing(), on_sale=False)).actions == ()
    [on] = await world.publish(world.wanted(world.listing()))
    assert (on.action.kind, on.outcome) == (Kind.RELIST, Outcome.VERIFIED)


async def test_a_product_that_left_the_files_is_left_alone(world: Any) -> None:
    await world.publish(world.wanted(world.listing("A-1"), world.listing("A-2")))
    assert world.plan(world.wanted(world.listing("A-1"))).actions == ()


async def test_a_review_that_takes_too_long_is_accepted_and_checked_next_time(world: Any) -> None:
    world.market.review_s = 3600.0
    wanted = world.wanted(world.listing())
    [first] = await world.publish(wanted)
    assert first.outcome is Outcome.ACCEPTED
    world.market.clock.time += 3600
    world.market.calls.clear()
    [second] = await world.publish(wanted)
    assert (second.action.kind, second.outcome) == (Kind.CHECK, Outcome.VERIFIED)
    assert world.market.writes() == []


async def test_a_shop_that_shows_another_price_is_not_verified(world: Any) -> None:
    wanted = world.wanted(world.listing())
    world.market.faults["read"] = []
    await world.publish(wanted)
    [key] = world.market.listings
    remote = world.market.listings[key]
    odd = tuple(replace(variant, price=1) for variant in remote.variants)
    changed = world.wanted(world.listing(title="Khác"))
    world.market.listings[key] = replace(remote, variants=odd)
    [result] = await world.publish(changed)
    assert result.outcome is Outcome.ACCEPTED


async def test_a_failed_update_does_not_stop_the_others(world: Any) -> None:
    listings = [world.listing(f"A-{n}") for n in range(3)]
    await world.publish(world.wanted(*listings))
    world.market.faults["update"] = [Transient("busy")]
    wanted = world.wanted(*(replace(one, title=f"Mới {one.sku}") for one in listings))
    outcomes = sorted(r.outcome.value for r in await world.publish(wanted))
    assert outcomes == ["deferred", "verified", "verified"]


async def test_a_bug_in_one_step_lets_the_others_end_first(world: Any) -> None:
    listings = [world.listing(f"A-{n}") for n in range(3)]
    await world.publish(world.wanted(*listings))
    world.market.faults["update"] = [KeyError("a bug")]
    wanted = world.wanted(*(replace(one, title=f"Mới {one.sku}") for one in listings))
    with pytest.raises(KeyError):
        await world.publish(wanted)
    titles = sorted(remote.title for remote in world.market.listings.values())
    assert [title[:3] for title in titles] == ["Bộ ", "Mới", "Mới"]
