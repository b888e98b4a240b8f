"""Two clocks: the wall, for signatures and tokens, and the market's own, for reviews and lags.

The market's clock runs ahead of the wall by an offset that survives the process; a publisher
in the same process moves it on instead of waiting. A served market may run faster than the wall.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.sandbox.store import Store

_OFFSET = "clock-offset"


class Clock:
    """Tell both times, in seconds since 1970 (UTC)."""

    def __init__(self, store: Store, *, speed: float = 1.0) -> None:
        self._store = store
        self._speed = speed
        self._started = time.time()

    def wall(self) -> float:
        """Return the real time: what signatures and token lives are held against."""
        return time.time()

    def now(self) -> float:
        """Return the market's time: what reviews, index lags and rate windows go by."""
        wall = self.wall()
        ahead = (wall - self._started) * (self._speed - 1.0)
        return wall + ahead + float(self._store.setting(_OFFSET) or 0)

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` of market time pass at once."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move the market's clock on by `seconds`, for good."""
        if seconds > 0:
            ahead = float(self._store.setting(_OFFSET) or 0) + seconds
            self._store.set_setting(_OFFSET, repr(ahead))
