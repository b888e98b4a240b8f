"""Time as a value that is passed in: the system's, or the practice market's."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    """Tell the time in seconds since 1970 (UTC), and wait."""

    def wall(self) -> float:
        """Return the time that signatures and token lives go by."""
        ...

    def now(self) -> float:
        """Return the time that waits and deadlines go by."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` of `now` pass."""
        ...


class SystemClock:
    """The machine's own clock. Waits go by a time that nobody can set back meanwhile."""

    def __init__(self) -> None:
        self._started = time.time() - time.monotonic()

    def wall(self) -> float:
        """Return the machine's time."""
        return time.time()

    def now(self) -> float:
        """Return the machine's time as it was at the start, and what has passed since."""
        return self._started + time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for real."""
        await asyncio.sleep(seconds)
