"""How fast a shop is asked: calls to an endpoint are spread evenly over its allowed rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.transport.clock import Clock


class Pacing:
    """Let calls through at no more than the allowed rate, over any stretch of time.

    `rates` maps an endpoint's name to calls per second; "default" serves the others.
    Endpoints named in `rates` have an allowance of their own. Time that nobody used is not saved
    up: platforms count by windows that begin whenever they like.
    """

    def __init__(self, rates: Mapping[str, float], clock: Clock) -> None:
        self._rates = rates
        self._clock = clock
        self._free_at: dict[str, float] = {}

    async def take(self, endpoint: str) -> None:
        """Wait until a call to `endpoint` is allowed, and count it."""
        name = endpoint if endpoint in self._rates else "default"
        rate = self._rates.get(name, 0.0)
        if rate <= 0:
            return
        now = self._clock.now()
        at = max(now, self._free_at.get(name, now))
        self._free_at[name] = at + 1 / rate
        if at > now:
            await self._clock.sleep(at - now)
