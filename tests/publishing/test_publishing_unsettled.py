"""A change whose end nobody knows is looked at, also when the file is back at what was there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import Rejected
from ocopctl.publishing.plan import Kind
from ocopctl.publishing.state import Outcome

KEY = "practice:fake"


def priced(world: Any, price: int) -> list[Any]:
    variant = replace(world.listing().variants[0], price=price)
    return list(world.wanted(world.listing(variants=(variant,))))


def shown(world: Any) -> Any:
    [remote] = world.market.listings.values()
    return remote


def begun_and_killed(world: Any, action: Kind, detail: dict[str, list[Any]]) -> None:
    """Leave an intent in the journal, as a process does that is killed during the call."""
    journal = world.journal()
    journal.intend(
        KEY, "A-1", action, digest="", key="", at=world.market.clock.now(), detail=detail
    )
    journal.close()


async def until_settled(world: Any, wanted: list[Any]) -> int:
    """Run until the plan is empty; return how many runs that took."""
    for number in range(1, 4):
        await world.publish(wanted)
        if not world.plan(wanted).actions:
            return number
    raise AssertionError(world.plan(wanted).actions)


async def test_a_price_whose_answer_was_lost_is_not_left_when_the_file_goes_back(
    world: Any,
) -> None:
    await world.publish(priced(world, 620_000))
    world.market.lost["set_offers"] = 1
    await world.publish(priced(world, 690_000))
    before = priced(world, 620_000)
    assert [action.kind for action in world.plan(before).actions] == [Kind.CHECK]
    assert await until_settled(world, before) <= 2
    assert shown(world).variants[0].price == 620_000


async def test_a_price_that_a_killed_run_may_have_set_is_looked_at(world: Any) -> None:
    before = priced(world, 620_000)
    await world.publish(before)
    begun_and_killed(world, Kind.OFFER, {"price A-1": [620_000, 690_000]})
    variants = tuple(replace(one, price=690_000) for one in shown(world).variants)
    world.market.listings = {shown(world).remote_id: replace(shown(world), variants=variants)}
    await until_settled(world, before)
    assert shown(world).variants[0].price == 620_000


async def test_a_listing_that_a_killed_run_may_have_taken_off_sale_comes_back(world: Any) -> None:
    wanted = priced(world, 620_000)
    await world.publish(wanted)
    begun_and_killed(world, Kind.UNLIST, {"on_sale": [True, False]})
    off = replace(shown(world), status=RemoteStatus.UNLISTED)
    world.market.listings = {off.remote_id: off}
    await until_settled(world, wanted)
    assert shown(world).status is RemoteStatus.LIVE


async def test_a_change_that_never_left_costs_one_look(world: Any) -> None:
    wanted = priced(world, 620_000)
    await world.publish(wanted)
    begun_and_killed(world, Kind.OFFER, {"price A-1": [620_000, 690_000]})
    world.market.calls.clear()
    assert await until_settled(world, wanted) == 1
    assert world.market.writes() == []


async def test_what_is_in_doubt_is_looked_at_when_its_change_is_refused(world: Any) -> None:
    """A shop may refuse the change for just what the look finds out: it is off sale."""
    await world.publish(priced(world, 620_000))
    begun_and_killed(world, Kind.UNLIST, {"on_sale": [True, False]})
    off = replace(shown(world), status=RemoteStatus.UNLISTED)
    world.market.listings = {off.remote_id: off}
    world.market.faults["update"] = [Rejected("not while it is off sale")]
    renamed = list(world.wanted(world.listing(title="Bộ ấm chén men lam")))
    assert [result.outcome for result in await world.publish(renamed)] == [Outcome.REJECTED]
    await until_settled(world, renamed)
    assert (shown(world).status, shown(world).title) == (RemoteStatus.LIVE, "Bộ ấm chén men lam")


async def test_a_creation_that_stayed_off_sale_is_put_on_sale(world: Any) -> None:
    """The last of its steps was taken and never applied."""
    wanted = priced(world, 620_000)
    world.market.review_s = 0
    create = type(world.adapter).create

    async def begins_off_sale(adapter: Any, payload: Any, *, key: str) -> Any:
        remote = await create(adapter, payload, key=key)
        off = replace(remote, status=RemoteStatus.UNLISTED)
        world.market.listings[remote.remote_id] = off
        return off

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(world.adapter), "create", begins_off_sale)
        await world.publish(wanted)
    await until_settled(world, wanted)
    assert shown(world).status is RemoteStatus.LIVE
