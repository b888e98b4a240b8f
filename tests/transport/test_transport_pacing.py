"""Pacing: the allowed rate is used and never exceeded, each endpoint's allowance apart."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.transport.clock import SystemClock
from ocopctl.transport.pacing import Pacing

if TYPE_CHECKING:
    from collections.abc import Sequence

RATES = st.sampled_from([0.2, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 50.0])
IDLE = st.floats(0, 30, allow_nan=False)
QUICK = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class FrozenClock:
    """Time that stands still while waits are written down: many callers in one moment."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def wall(self) -> float:
        return 1_000_000.0

    def now(self) -> float:
        return 1_000_000.0

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class PassingClock(FrozenClock):
    """Time that passes when somebody waits."""

    time = 1_000_000.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


async def serial(pacing: Pacing, clock: Any, gaps: Sequence[float]) -> list[float]:
    """Call one after the other, with pauses between; return when each was let through."""
    times = []
    for gap in gaps:
        await clock.sleep(gap)
        await pacing.take("shop.act")
        times.append(clock.now())
    return times


async def at_once(pacing: Pacing, clock: Any, count: int) -> list[float]:
    """Start calls together; return when each was let through, by the wait it was given."""
    await asyncio.gather(*(pacing.take("shop.act") for _ in range(count)))
    start = 1_000_000.0
    waits = [0.0] * (count - len(clock.waits)) + clock.waits
    return sorted(start + wait for wait in waits)


def busiest(times: Sequence[float], window: float) -> int:
    """Return the most calls in any window of so many seconds (its end not counted)."""
    edge = 1e-6
    return max(sum(t <= x < t + window - edge for x in times) for t in times)


@QUICK
@given(RATES, st.lists(IDLE, min_size=1, max_size=60), st.floats(0.1, 20))
def test_the_rate_is_never_exceeded_over_any_window(
    rate: float, gaps: list[float], window: float
) -> None:
    clock = PassingClock()
    times = asyncio.run(serial(Pacing({"default": rate}, clock), clock, gaps))
    assert busiest(times, window) <= max(1, -(-window * rate // 1))


@QUICK
@given(RATES, st.integers(1, 60))
def test_calls_started_together_are_let_through_one_by_one(rate: float, count: int) -> None:
    clock = FrozenClock()
    times = asyncio.run(at_once(Pacing({"default": rate}, clock), clock, count))
    assert busiest(times, 1 / rate) == 1
    assert times[-1] - times[0] == pytest.approx((count - 1) / rate)


def test_nearly_all_of_the_rate_is_used() -> None:
    clock = PassingClock()
    times = asyncio.run(serial(Pacing({"default": 10.0}, clock), clock, [0.02] * 200))
    assert 199 / (times[-1] - times[0]) == pytest.approx(10.0, rel=0.01)


async def test_an_endpoint_with_an_allowance_of_its_own_waits_for_nobody() -> None:
    clock = FrozenClock()
    pacing = Pacing({"default": 1.0, "product.create": 1.0}, clock)
    for endpoint in ("product.create", "shop.act", "other.act"):
        await pacing.take(endpoint)
    assert clock.waits == [1.0]


@pytest.mark.parametrize("rates", [{}, {"default": 0.0}, {"other": 1.0}])
async def test_without_an_allowance_nobody_waits(rates: dict[str, float]) -> None:
    clock = FrozenClock()
    pacing = Pacing(rates, clock)
    for _ in range(100):
        await pacing.take("shop.act")
    assert clock.waits == []


async def test_a_machine_whose_time_is_set_back_does_not_wait_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SystemClock()
    pacing = Pacing({"default": 1000.0}, clock)
    await pacing.take("shop.act")
    monkeypatch.setattr(time, "time", lambda: 0.0)
    async with asyncio.timeout(1):
        await pacing.take("shop.act")
    assert clock.wall() == 0.0


async def test_the_machines_clock_waits_for_real() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0.02)
    assert 0.01 < clock.now() - before < 1
    assert clock.wall() == pytest.approx(time.time(), abs=1)
