"""The allowed rate is used to 95 % and more, and no call is refused for it, in all four markets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.rules.pace import Pace

if TYPE_CHECKING:
    from ocopctl.transport.client import Client

MARKETS = ["shopee", "lazada", "tiki", "tiktok"]
RUFFLED = (0.05, 0.052, 0.049, 0.055, 0.05, 0.047)
"""Seconds that a call takes on the way."""


async def work(stall: Any, client: Client, calls: int) -> None:
    """Send so many reads one after the other."""
    try:
        for _ in range(calls):
            await client.call(stall.read())
    finally:
        stall.clock.leave()


def rate_of(times: list[float]) -> float:
    return (len(times) - 1) / (times[-1] - times[0])


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize("allowed", [1.0, 10.0])
@pytest.mark.parametrize("market", MARKETS)
async def test_nearly_all_of_a_markets_rate_is_used_and_nothing_refused(
    stall: Any, market: str, allowed: float, workers: int
) -> None:
    shop = stall(market, workers=workers, delays=RUFFLED, calls_per_second=allowed)
    client = shop.client({"default": Pace(allowed)})
    await asyncio.gather(*(work(shop, client, 60 // workers) for _ in range(workers)))
    times = [at for at, _answer in shop.seen()]
    assert {answer for _at, answer in shop.seen()} <= {"", "0", "200"}
    assert len(times) == 60
    assert 0.95 * allowed <= rate_of(times) <= allowed


@pytest.mark.parametrize("market", MARKETS)
async def test_where_a_market_allows_less_than_was_known_all_calls_get_through(
    stall: Any, market: str
) -> None:
    shop = stall(market, calls_per_second=1.0)
    client = shop.client({"default": Pace(8.0)})
    await work(shop, client, 60)
    refused = [answer for _at, answer in shop.seen() if answer not in {"", "0", "200"}]
    assert len(shop.seen()) - len(refused) == 60
    assert len(refused) < 15
