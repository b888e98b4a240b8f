"""A picture that the shop has lost is sent again, and is in nobody's way for good."""

from __future__ import annotations

from typing import Any

from ocopctl.errors import Rejected
from ocopctl.publishing.state import Outcome


async def test_a_refused_listing_sends_its_pictures_again(world: Any) -> None:
    wanted = world.wanted(world.listing())
    world.market.faults["create"] = [Rejected("the image does not exist")]
    [refused] = await world.publish(wanted)
    assert refused.outcome is Outcome.REJECTED
    [made] = await world.publish(wanted)
    assert made.outcome is Outcome.VERIFIED
    assert world.market.writes().count("upload") == 2


async def test_pictures_of_a_listing_that_is_taken_are_sent_once(world: Any) -> None:
    await world.publish(world.wanted(world.listing()))
    await world.publish(world.wanted(world.listing(title="Bộ ấm chén men lam")))
    assert world.market.writes().count("upload") == 1
