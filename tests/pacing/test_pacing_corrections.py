"""What answers say corrects the rate: halved at refusals, raised step by step, rests kept."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import httpx
import pytest

from ocopctl.adapters.shopee.answers import judge
from ocopctl.errors import RateLimited
from ocopctl.rules.pace import Pace
from ocopctl.transport.client import Client
from ocopctl.transport.limits_told import rate_told
from ocopctl.transport.pacing import RUN, SLOWEST, USED, Pacing
from ocopctl.transport.request import Effect, Request


async def gaps(pacing: Pacing, endpoint: str, count: int) -> list[float]:
    """Call one after the other; return the seconds between them."""
    times = [await pacing.take(endpoint) for _ in range(count + 1)]
    return [round(later - at, 6) for at, later in pairwise(times)]


async def refuse(pacing: Pacing, endpoint: str, rest_s: float = 0.0) -> None:
    pacing.refused(endpoint, await pacing.take(endpoint), rest_s)


async def test_a_refusal_halves_the_rate_of_its_endpoint_alone(clock: Any) -> None:
    pacing = Pacing({"default": 10.0}, clock)
    await refuse(pacing, "a")
    await pacing.take("a")
    assert await gaps(pacing, "a", 2) == [0.2, 0.2]
    assert await gaps(pacing, "b", 2) == [0.1, 0.1]


async def test_refusals_of_two_endpoints_slow_the_whole_shop(clock: Any) -> None:
    pacing = Pacing({"default": 10.0, "b": 4.0}, clock)
    await refuse(pacing, "a")
    await refuse(pacing, "b")
    await pacing.take("c")
    assert await gaps(pacing, "c", 2) == [0.2, 0.2]
    await pacing.take("b")
    assert await gaps(pacing, "b", 2) == [0.5, 0.5]


async def test_refusals_far_apart_are_each_their_own(clock: Any) -> None:
    pacing = Pacing({"default": 10.0}, clock)
    await refuse(pacing, "a")
    await clock.sleep(61)
    await refuse(pacing, "b")
    assert await gaps(pacing, "c", 2) == [0.1, 0.1]


async def test_calls_that_were_under_way_together_halve_the_rate_once(clock: Any) -> None:
    pacing = Pacing({"default": 10.0}, clock)
    sent = [await pacing.take("a") for _ in range(3)]
    for at in sent:
        pacing.refused("a", at, 0.0)
    await pacing.take("a")
    assert await gaps(pacing, "a", 1) == [0.2]


async def test_a_rest_that_is_named_is_kept_whole(clock: Any) -> None:
    pacing = Pacing({"default": 10.0}, clock)
    before = clock.now()
    await refuse(pacing, "a", 7.0)
    assert await pacing.take("a") - before >= 7.0


async def test_who_was_waiting_when_a_refusal_came_waits_anew(clock: Any) -> None:
    clock.workers = 2
    pacing = Pacing({"a": 1.0}, clock)
    sent = await pacing.take("a")

    async def refused_meanwhile() -> None:
        await clock.sleep(0.5)
        pacing.refused("a", sent, 20.0)
        clock.leave()

    at, _none = await asyncio.gather(pacing.take("a"), refused_meanwhile())
    assert at - sent == pytest.approx(20.5)


async def test_no_number_of_refusals_stops_an_endpoint(clock: Any) -> None:
    pacing = Pacing({"default": 10.0, "rare": 0.1}, clock)
    for _ in range(12):
        await refuse(pacing, "a")
        await clock.sleep(100)
        await refuse(pacing, "rare")
        await clock.sleep(100)
    await pacing.take("a")
    assert await gaps(pacing, "a", 1) == [1 / SLOWEST]
    await pacing.take("rare")
    assert await gaps(pacing, "rare", 1) == [10.0]


async def test_successes_bring_the_rate_back_step_by_step_and_no_further(clock: Any) -> None:
    pacing = Pacing({"a": 10.0}, clock)
    await refuse(pacing, "a")
    seen = []
    for _ in range(7):
        await pacing.take("a")
        seen += await gaps(pacing, "a", 1)
        for _ in range(RUN):
            pacing.succeeded("a")
    rates = [round(1 / gap, 2) for gap in seen]
    assert rates == [5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 10.0]


async def test_a_burst_goes_at_once_and_then_no_faster_than_the_rate(clock: Any) -> None:
    pacing = Pacing({"a": Pace(1.0, burst=3)}, clock)
    slow = round(1 / USED, 6)
    assert await gaps(pacing, "a", 4) == [0.0, 0.0, slow, slow]


async def test_a_limit_that_headers_tell_is_kept_from_then_on(clock: Any) -> None:

    def answer(_request: httpx.Request) -> httpx.Response:
        limits = {"x-ratelimit-limit-second": "50", "x-ratelimit-limit-minute": "30"}
        return httpx.Response(200, json={}, headers=limits)

    async with httpx.AsyncClient(
        base_url="http://x", transport=httpx.MockTransport(answer)
    ) as http:
        pacing = Pacing({"default": 5.0}, clock)
        client = Client(http, lambda _r, _b: None, pacing, clock, shop="tiki")
        times = []
        for _ in range(4):
            await client.call(Request("a", "GET", "/", Effect.READ))
            times.append(clock.now())
    assert times[3] - times[2] == pytest.approx(2 / USED)


@pytest.mark.parametrize(
    ("headers", "rate"),
    [
        ({}, None),
        ({"x-ratelimit-limit-minute": "500"}, 500 / 60),
        ({"x-ratelimit-limit": "9"}, None),
        ({"x-ratelimit-limit-second": "0"}, None),
        ({"x-ratelimit-limit-second": "²"}, None),
    ],
)
def test_headers_that_name_no_window_or_no_number_say_nothing(
    headers: dict[str, str], rate: float | None
) -> None:
    assert rate_told(headers) == rate


async def test_a_locked_listing_does_not_slow_the_shop(clock: Any) -> None:
    """Shopee's lock of an edited item is waited for, and is no matter of pace."""
    locked = {
        "error": "product.error_inner",
        "message": "Update item failed get update lock failed",
    }
    answers = iter([locked, {"error": ""}, {"error": ""}, {"error": ""}])
    way = httpx.MockTransport(lambda _request: httpx.Response(200, json=next(answers)))
    async with httpx.AsyncClient(base_url="http://x", transport=way) as http:
        client = Client(http, judge, Pacing({"default": 10.0}, clock), clock, shop="shopee")
        times = []
        for _ in range(3):
            await client.call(Request("update_item", "POST", "/", Effect.SET))
            times.append(clock.now())
    assert [round(b - a, 3) for a, b in pairwise(times)] == [0.1, 0.1]


async def test_a_rest_of_an_hour_is_left_to_another_run_and_kept(stall: Any) -> None:
    shop = stall("tiktok", calls_per_second=0.001)
    client = shop.client()
    await client.call(shop.read())
    with pytest.raises(RateLimited, match=r"free again at 15:17$") as caught:
        await client.call(shop.read())
    assert caught.value.until == pytest.approx(shop.clock.now() + 1000, abs=1)
    assert len(shop.seen()) == 2
