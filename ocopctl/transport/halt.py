"""Ending a run early: calls that are under way finish, waits end at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.errors import OcopctlError
    from ocopctl.transport.clock import Clock


class Halt:
    """Know whether a run was asked to end; `asked` is why, None while nobody asked."""

    def __init__(self) -> None:
        self.asked: OcopctlError | None = None
        self._waiting: set[asyncio.Future[None]] = set()

    def ask(self, error: OcopctlError) -> None:
        """Ask the run to end with `error`; who asks first wins.

        May be called from a signal handler or another thread.
        """
        if self.asked is not None:
            return
        self.asked = error
        for waiting in tuple(self._waiting):
            waiting.get_loop().call_soon_threadsafe(_wake, waiting)

    def check(self) -> None:
        """Raise what the run was asked to end with, if it was."""
        if self.asked is not None:
            raise self.asked

    async def outwait(self, work: asyncio.Future[None]) -> None:
        """Wait until `work` is done or the run is asked to end, whatever comes first."""
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        work.add_done_callback(lambda _done: _wake(waiting))
        try:
            if self.asked is None:
                await waiting
        finally:
            self._waiting.discard(waiting)


class HaltingClock:
    """A clock whose waits end with an error once the run is asked to end."""

    def __init__(self, clock: Clock, halt: Halt) -> None:
        self._clock = clock
        self._halt = halt

    def wall(self) -> float:
        """Return the time that signatures and token lives go by."""
        return self._clock.wall()

    def now(self) -> float:
        """Return the time that waits and deadlines go by."""
        return self._clock.now()

    async def sleep(self, seconds: float) -> None:
        """Wait as the inner clock does. Raises what the run was asked to end with."""
        self._halt.check()
        waiting = asyncio.ensure_future(self._clock.sleep(seconds))
        try:
            await self._halt.outwait(waiting)
        finally:
            if not waiting.done():
                waiting.cancel()
        self._halt.check()
        waiting.result()


def _wake(waiting: asyncio.Future[None]) -> None:
    if not waiting.done():
        waiting.set_result(None)
