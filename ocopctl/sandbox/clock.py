"""Two clocks: the wall, for signatures and tokens, and the market's own, for reviews and lags.

The market's clock is kept with its data, so every process that opens the file reads the same time.
A publisher in the same process moves it on instead of waiting; a served market may run it faster
than the wall.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.sandbox.store import Store

_ORIGIN = "clock"


class Clock:
    """Tell both times, in seconds since 1970 (UTC).

    `skew_s` is how far ahead the wall's clock goes wrong while a fault makes it so.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.skew_s = 0.0

    def wall(self) -> float:
        """Return the real time: what signatures and token lives are held against."""
        return time.time() + self.skew_s

    def now(self) -> float:
        """Return the market's time: what reviews, index lags and rate windows go by."""
        wall = self.wall() - self.skew_s
        at, market, speed = self._origin(wall)
        return market + (wall - at) * speed

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` of market time pass at once."""
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Move the market's clock on by `seconds`, for good."""
        if seconds > 0:
            wall = self.wall()
            _at, _market, speed = self._origin(wall)
            self._keep(wall, self.now() + seconds, speed)

    def run(self, speed: float) -> None:
        """Let market time pass `speed` times as fast as the wall's from now on."""
        self._keep(self.wall(), self.now(), speed)

    def _origin(self, wall: float) -> tuple[float, float, float]:
        """Return a moment on the wall, the market's time at it, and how fast that runs since."""
        kept = self._store.setting(_ORIGIN)
        if kept is None:
            return wall, wall, 1.0
        at, market, speed = json.loads(kept)
        return at, market, speed

    def _keep(self, wall: float, market: float, speed: float) -> None:
        self._store.set_setting(_ORIGIN, json.dumps([wall, market, speed]))
