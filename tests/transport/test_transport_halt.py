"""A run that is asked to end: waits end at once, calls under way finish, none begins."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import Any

import httpx
import pytest

from ocopctl.errors import Interrupted, OutcomeUnknown, Preempted
from ocopctl.transport.client import Client
from ocopctl.transport.clock import SystemClock
from ocopctl.transport.halt import Halt, HaltingClock
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request

MAKE = Request("shop.make", "POST", "/make", Effect.MAKE)
SET = Request("shop.set", "POST", "/set", Effect.SET)


class Jumping:
    """A clock whose waits end at once, as the practice market's."""

    def wall(self) -> float:
        return 0.0

    def now(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        """Return at once."""


async def test_a_wait_under_way_ends_at_once_for_every_waiter() -> None:
    halt = Halt()
    clock = HaltingClock(SystemClock(), halt)
    waits = [asyncio.create_task(clock.sleep(60)) for _ in range(3)]
    await asyncio.sleep(0.01)
    began = time.monotonic()
    halt.ask(Interrupted("end"))
    ends = await asyncio.gather(*waits, return_exceptions=True)
    assert [type(end) for end in ends] == [Interrupted] * 3
    assert time.monotonic() - began < 1


async def test_a_signal_ends_a_wait() -> None:
    halt = Halt()
    old = signal.signal(signal.SIGUSR1, lambda *_args: halt.ask(Interrupted("end")))
    try:
        loop = asyncio.get_running_loop()
        loop.call_later(0.02, os.kill, os.getpid(), signal.SIGUSR1)
        with pytest.raises(Interrupted):
            await HaltingClock(SystemClock(), halt).sleep(60)
    finally:
        signal.signal(signal.SIGUSR1, old)


async def test_another_thread_ends_a_wait() -> None:
    halt = Halt()
    wait = asyncio.create_task(HaltingClock(SystemClock(), halt).sleep(60))
    await asyncio.sleep(0.01)
    await asyncio.to_thread(halt.ask, Preempted("a recall"))
    with pytest.raises(Preempted):
        await wait


async def test_waits_after_it_do_not_begin_even_where_none_takes_time() -> None:
    halt = Halt()
    clock = HaltingClock(Jumping(), halt)
    await clock.sleep(5)
    halt.ask(Interrupted("end"))
    with pytest.raises(Interrupted):
        await clock.sleep(5)


async def test_who_asks_first_is_heard() -> None:
    halt = Halt()
    halt.ask(Preempted("a recall"))
    halt.ask(Interrupted("end"))
    with pytest.raises(Preempted):
        halt.check()


async def test_a_wait_passes_time_as_the_inner_clock_does(clock: Any) -> None:
    await HaltingClock(clock, Halt()).sleep(7)
    assert clock.waits == [7]


async def test_a_cancelled_wait_leaves_no_waiter_behind() -> None:
    halt = Halt()
    wait = asyncio.create_task(HaltingClock(SystemClock(), halt).sleep(60))
    await asyncio.sleep(0.01)
    wait.cancel()
    with pytest.raises(asyncio.CancelledError):
        await wait
    assert len(asyncio.all_tasks()) <= 2


def client_of(answer: Any, halt: Halt) -> Client:
    """Make a client of a platform that answers as `answer(request)` says."""
    http = httpx.AsyncClient(base_url="http://shop", transport=httpx.MockTransport(answer))
    clock = HaltingClock(Jumping(), halt)
    return Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="shopee", halt=halt)


async def test_a_call_under_way_finishes_and_none_begins() -> None:
    halt, asked = Halt(), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        halt.ask(Interrupted("end"))
        return httpx.Response(200, json={"id": 7})

    client = client_of(answer, halt)
    assert await client.call(MAKE) == {"id": 7}
    with pytest.raises(Interrupted):
        await client.call(MAKE)
    assert asked == ["/make"]


async def test_a_change_whose_answer_is_lost_stays_unknown_when_its_repeat_is_not_made() -> None:
    halt = Halt()

    def answer(_request: httpx.Request) -> httpx.Response:
        halt.ask(Interrupted("end"))
        raise httpx.ReadError("lost")

    with pytest.raises(OutcomeUnknown):
        await client_of(answer, halt).call(SET)
