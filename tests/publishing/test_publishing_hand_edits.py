"""Law 5: what people changed in a shop is never overwritten in silence."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.adapters.base import ListingVariant, RemoteStatus, Sku
from ocopctl.errors import AuthError, NotFound, Transient, Unreachable
from ocopctl.publishing.choices import Answer, Choice, as_kept
from ocopctl.publishing.decided import choose
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

KEY = "practice:fake"
SENT = 620_000


def priced(listing: Any, price: int = 640_000, stock: int = 5) -> Any:
    return replace(listing, variants=(replace(listing.variants[0], price=price, stock=stock),))


def by_hand(world: Any, sku: str = "A-1", **values: Any) -> None:
    """Change a listing's title or status, or the price and stock of its first variant."""
    for key, remote in world.market.listings.items():
        if remote.seller_sku != sku:
            continue
        offer = {n: v for n, v in values.items() if n in {"price", "stock"}}
        first, *rest = remote.variants
        variants = (replace(first, **offer), *rest)
        content = {n: v for n, v in values.items() if n not in offer}
        world.market.listings[key] = replace(remote, variants=variants, **content)


def offer_of(world: Any, sku: str = "A-1") -> tuple[int, int]:
    [remote] = [one for one in world.market.listings.values() if one.seller_sku == sku]
    return remote.variants[0].price, remote.variants[0].stock


def decide(world: Any, field: str, answer: Answer, theirs: Any, ours: Any) -> None:
    journal = world.journal()
    choose(journal.database, KEY, "A-1", [Choice(field, answer, theirs, ours, 1.0)])
    journal.close()


async def test_a_price_set_by_hand_is_held_and_the_others_go(world: Any) -> None:
    await world.publish(world.wanted(world.listing("A-1"), world.listing("A-2")))
    by_hand(world, price=600_000)
    wanted = world.wanted(priced(world.listing("A-1")), priced(world.listing("A-2")))
    held, sent = await world.publish(wanted)
    assert (held.outcome, sent.outcome) == (Outcome.HELD, Outcome.VERIFIED)
    assert offer_of(world) == (600_000, 5)
    assert offer_of(world, "A-2") == (640_000, 5)
    assert "600.000" in held.error.message
    assert "ocopctl drift A-1 --shop fake" in held.error.hint


async def test_the_stock_goes_while_the_price_is_held(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, price=600_000)
    results = await world.publish(world.wanted(priced(world.listing(), stock=9)))
    assert [r.outcome for r in results] == [Outcome.ACCEPTED, Outcome.HELD]
    assert [c.field for c in results[1].action.changes] == ["price A-1"]
    assert offer_of(world) == (600_000, 9)


@pytest.mark.parametrize("shown", [0, 2, 5])
async def test_sales_are_no_hand_edit(world: Any, shown: int) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, stock=shown)
    [result] = await world.publish(world.wanted(priced(world.listing(), SENT, stock=20)))
    assert result.outcome is Outcome.VERIFIED
    assert offer_of(world) == (SENT, 20)


async def test_more_stock_than_was_sent_is_a_hand_edit(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, stock=50)
    [result] = await world.publish(world.wanted(priced(world.listing(), SENT, stock=20)))
    assert result.outcome is Outcome.HELD
    assert offer_of(world) == (SENT, 50)


async def test_a_value_that_is_as_wanted_already_holds_nothing(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, price=640_000)
    [result] = await world.publish(world.wanted(priced(world.listing())))
    assert result.outcome is Outcome.VERIFIED


async def test_our_own_price_whose_answer_was_lost_is_no_hand_edit(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.lost["set_offers"] = 1
    [lost] = await world.publish(world.wanted(priced(world.listing(), 640_000)))
    assert lost.outcome is Outcome.UNKNOWN
    [result] = await world.publish(world.wanted(priced(world.listing(), 650_000)))
    assert result.outcome is Outcome.VERIFIED
    assert offer_of(world)[0] == 650_000


async def test_our_own_title_whose_answer_was_lost_is_no_hand_edit(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.lost["update"] = 1
    await world.publish(world.wanted(world.listing(title="Tên thứ hai")))
    [result] = await world.publish(world.wanted(world.listing(title="Tên thứ ba")))
    assert result.outcome is Outcome.VERIFIED


async def test_a_hand_edit_back_to_an_old_price_of_ours_is_seen(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    await world.publish(world.wanted(priced(world.listing(), 640_000)))
    by_hand(world, price=SENT)
    [result] = await world.publish(world.wanted(priced(world.listing(), 660_000)))
    assert result.outcome is Outcome.HELD


async def test_a_title_changed_by_hand_holds_an_update_of_something_else(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, title="Tên đẹp hơn")
    world.market.calls.clear()
    [result] = await world.publish(world.wanted(world.listing(brand="Nhà Gốm", description="Mới")))
    assert (result.action.kind, result.outcome) == (Kind.UPDATE, Outcome.HELD)
    assert world.market.writes() == []
    assert "Tên đẹp hơn" in result.error.message


async def test_a_variant_taken_away_by_hand_is_not_brought_back_unasked(world: Any) -> None:
    small = world.listing().variants[0]
    large = ListingVariant(Sku("A-1-L"), (), 900_000, 3, 1200)
    listing = world.listing(variants=(small, large))
    await world.publish(world.wanted(listing))
    [key] = world.market.listings
    remote = world.market.listings[key]
    world.market.listings[key] = replace(remote, variants=remote.variants[:1])
    changed = replace(listing, title="Tên mới")
    [result] = await world.publish(world.wanted(changed))
    assert result.outcome is Outcome.HELD
    assert "A-1-L" in result.error.message


@pytest.mark.parametrize(
    "error", [Transient("busy"), Unreachable("down"), AuthError("refused"), NotFound("gone")]
)
async def test_a_listing_that_cannot_be_read_is_not_written_to(world: Any, error: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    world.market.calls.clear()
    world.market.faults["read"] = [error]
    [result] = await world.publish(world.wanted(priced(world.listing())))
    assert result.outcome not in {Outcome.VERIFIED, Outcome.ACCEPTED, Outcome.HELD}
    assert world.market.writes() == []


async def test_a_deleted_listing_says_how_it_is_made_anew(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, status=RemoteStatus.GONE)
    [result] = await world.publish(world.wanted(priced(world.listing())))
    assert result.outcome is Outcome.FAILED
    assert "ocopctl drift A-1 --shop fake --overwrite" in result.error.hint


async def test_one_price_costs_one_reading_more(world: Any) -> None:
    await world.publish(world.wanted(world.listing("A-1"), world.listing("A-2")))
    world.market.calls.clear()
    await world.publish(world.wanted(priced(world.listing("A-1")), world.listing("A-2")))
    assert [method for method, _about in world.market.calls] == ["read", "set_offers", "read"]


async def test_many_prices_cost_one_walk(world: Any) -> None:
    listings = [world.listing(f"A-{n}") for n in range(8)]
    await world.publish(world.wanted(*listings))
    by_hand(world, "A-3", price=1_000)
    world.market.calls.clear()
    results = await world.publish(world.wanted(*(priced(one) for one in listings)))
    methods = [method for method, _about in world.market.calls]
    before = methods[: methods.index("set_offers")]
    assert before == ["list", "read"], "the walk shows all; what it shows otherwise is read"
    assert [r.action.sku for r in results if r.outcome is Outcome.HELD] == ["A-3"]


async def test_a_walk_that_fails_writes_nothing(world: Any) -> None:
    listings = [world.listing(f"A-{n}") for n in range(8)]
    await world.publish(world.wanted(*listings))
    world.market.calls.clear()
    world.market.faults["list"] = [Transient("half a page")]
    await world.publish(world.wanted(*(priced(one) for one in listings)))
    assert world.market.writes() == []


async def test_taking_off_sale_waits_for_no_reading(world: Any) -> None:
    await world.publish(world.wanted(world.listing("A-1"), world.listing("A-2")))
    world.market.calls.clear()
    world.market.faults["read"] = [Transient("busy")] * 9
    wanted = world.wanted(world.listing("A-1"), on_sale=False)
    await world.publish([*wanted, *world.wanted(priced(world.listing("A-2")))])
    assert world.market.calls[0][0] == "unlist"


async def test_what_was_kept_is_held_when_the_files_ask_for_something_else(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    by_hand(world, price=600_000)
    decide(world, "price A-1", Answer.KEEP, 600_000, SENT)
    [result] = await world.publish(world.wanted(priced(world.listing(), 640_000)))
    assert result.outcome is Outcome.HELD
    assert offer_of(world)[0] == 600_000


def test_a_kept_value_is_what_is_wanted_until_the_files_change(world: Any) -> None:
    keep = {"price A-1": Choice("price A-1", Answer.KEEP, 600_000, SENT, 1.0)}
    [before] = world.wanted(world.listing())
    [after] = world.wanted(priced(world.listing(), 640_000))
    kept = as_kept(before, keep, type(world.adapter))
    assert kept is not None
    assert kept.payload.offers[0].price == 600_000
    assert as_kept(after, keep, type(world.adapter)) == after


def test_a_kept_title_changes_what_would_be_sent_and_nothing_else(world: Any) -> None:
    [want] = world.wanted(world.listing())
    keep = {"title": Choice("title", Answer.KEEP, "Tên hay", want.fields["title"], 1.0)}
    kept = as_kept(want, keep, type(world.adapter))
    assert kept is not None
    assert kept.payload.body == {**want.payload.body, "title": "Tên hay"}
    assert kept.payload.offers == want.payload.offers


EDITS = st.lists(
    st.tuples(st.sampled_from(["price", "stock", "title"]), st.integers(1, 9)), max_size=3
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=EDITS,
    price=st.sampled_from([SENT, 640_000]),
    stock=st.sampled_from([5, 8]),
    title=st.sampled_from(["Bộ ấm chén A-1", "Tên mới"]),
)
async def test_no_hand_edit_is_ever_lost(
    world: Any, edits: Any, price: int, stock: int, title: str
) -> None:
    """Whatever people change and the files ask for, what was edited stays as it was edited."""
    world.market.listings.clear()
    shutil.rmtree(world.folder)
    world.folder.mkdir()
    await world.publish(world.wanted(world.listing()))
    shown = {"price": SENT, "stock": 5, "title": "Bộ ấm chén A-1"}
    for field, number in edits:
        shown[field] = f"Sửa tay {number}" if field == "title" else number * 1_000
    by_hand(world, **shown)
    await world.publish(world.wanted(priced(world.listing(title=title), price, stock)))
    [remote] = world.market.listings.values()
    offer = remote.variants[0]
    found = {"price": offer.price, "stock": offer.stock, "title": remote.title}
    assert {field: found[field] for field, _number in edits} == {
        field: shown[field] for field, _number in edits
    }
