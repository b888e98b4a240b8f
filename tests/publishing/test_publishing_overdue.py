"""What a shop took and never applied is found out, told, and sent again; hand edits are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ocopctl.adapters.base import ListingVariant, RemoteStatus, Sku
from ocopctl.publishing.overdue import REVIEW_S
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome


def at(world: Any, price: int) -> Any:
    variant = ListingVariant(Sku("A-1"), (), price, 5, 900)
    return world.wanted(world.listing(variants=(variant,)))


async def test_a_creation_that_was_never_applied_is_told_and_made_again(world: Any) -> None:
    wanted = world.wanted(world.listing())
    world.market.dropped["create"] = 1
    [first] = await world.publish(wanted)
    assert first.outcome is Outcome.UNKNOWN
    assert "knows nothing of it" in first.error.message
    [second] = await world.publish(wanted)
    assert (second.action.kind, second.outcome) == (Kind.CREATE, Outcome.VERIFIED)
    assert world.market.live_skus() == ["A-1"]


async def test_a_creation_that_shows_late_is_taken_over_and_not_doubled(world: Any) -> None:
    wanted = world.wanted(world.listing())
    await world.publish(wanted)
    [(key, remote)] = world.market.listings.items()
    journal = world.journal()
    known = journal.listings("practice:fake")["A-1"]
    journal.observe(replace(known, verified_at=None, outcome=Outcome.ACCEPTED), at=1.0)
    journal.close()
    del world.market.listings[key]
    [gone] = await world.publish(wanted)
    assert gone.outcome is Outcome.UNKNOWN
    world.market.listings[key] = remote
    [back] = await world.publish(wanted)
    assert back.outcome is Outcome.VERIFIED
    assert list(world.market.listings) == [key]


async def test_a_price_that_was_taken_and_never_shown_is_sent_again(world: Any) -> None:
    await world.publish(at(world, 620_000))
    world.market.dropped["set_offers"] = 1
    [first] = await world.publish(at(world, 640_000))
    assert first.outcome is Outcome.UNKNOWN
    [second] = await world.publish(at(world, 640_000))
    assert (second.action.kind, second.outcome) == (Kind.OFFER, Outcome.VERIFIED)
    [remote] = world.market.listings.values()
    assert [variant.price for variant in remote.variants] == [640_000]


async def test_a_listing_that_did_not_leave_the_shelf_is_taken_off_again(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.dropped["unlist"] = 1
    off = world.wanted(world.listing(), on_sale=False)
    [first] = await world.publish(off)
    assert first.outcome is Outcome.UNKNOWN
    [second] = await world.publish(off)
    assert (second.action.kind, second.outcome) == (Kind.UNLIST, Outcome.VERIFIED)
    [remote] = world.market.listings.values()
    assert remote.status is RemoteStatus.UNLISTED


async def test_a_text_in_review_is_waited_for_and_sent_again_after_days(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.dropped["update"] = 1
    fresh = world.wanted(world.listing(title="Ấm chén mới"))
    [first] = await world.publish(fresh)
    assert first.outcome is Outcome.ACCEPTED
    world.market.calls.clear()
    [looked] = await world.publish(fresh)
    assert (looked.action.kind, world.market.writes()) == (Kind.CHECK, [])
    world.market.clock.time += REVIEW_S
    [told] = await world.publish(fresh)
    assert told.outcome is Outcome.UNKNOWN
    [sent] = await world.publish(fresh)
    assert (sent.action.kind, sent.outcome) == (Kind.UPDATE, Outcome.VERIFIED)


async def test_a_price_that_somebody_else_set_meanwhile_is_not_sent_over(world: Any) -> None:
    await world.publish(at(world, 620_000))
    world.market.dropped["set_offers"] = 1
    [key] = world.market.listings
    remote = world.market.listings[key]
    edited = tuple(replace(variant, price=700_000) for variant in remote.variants)
    original = world.market.enter

    def meddling(method: str, about: Any) -> None:
        original(method, about)
        if method == "set_offers":
            world.market.listings[key] = replace(remote, variants=edited)

    world.market.enter = meddling
    await world.publish(at(world, 640_000))
    world.market.enter = original
    assert all(action.kind is Kind.CHECK for action in world.plan(at(world, 640_000)).actions)


async def test_a_refused_listing_that_shows_no_variants_is_no_hand_edit(world: Any) -> None:
    """Tiki keeps a request, not a product, while its review says no."""
    await world.publish(world.wanted(world.listing()))
    [(key, remote)] = world.market.listings.items()
    refused = replace(remote, status=RemoteStatus.REJECTED, variants=(), reason="no")
    world.market.listings[key] = refused
    journal = world.journal()
    known = journal.listings("practice:fake")["A-1"]
    journal.observe(replace(known, outcome=Outcome.REJECTED, reason="no"), at=1.0)
    journal.close()
    await world.publish(world.wanted(world.listing()))
    assert "update" in world.market.writes()
