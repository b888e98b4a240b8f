"""How fast a shop is asked: a token bucket an endpoint, refilled by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.transport.clock import Clock


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Pacing:
    """Let calls through at no more than the allowed rate.

    `rates` maps an endpoint's name to calls per second; "default" serves the others.
    Endpoints named in `rates` have an allowance of their own.
    """

    def __init__(self, rates: Mapping[str, float], clock: Clock) -> None:
        self._rates = rates
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    async def take(self, endpoint: str) -> None:
        """Wait until a call to `endpoint` is allowed, and count it."""
        name = endpoint if endpoint in self._rates else "default"
        rate = self._rates.get(name, 0.0)
        if rate <= 0:
            return
        wait = self._reserve(name, rate)
        if wait > 0:
            await self._clock.sleep(wait)

    def _reserve(self, name: str, rate: float) -> float:
        """Take one token, going into debt if need be; return the seconds the debt lasts."""
        now = self._clock.now()
        burst = max(1.0, rate)
        bucket = self._buckets.setdefault(name, _Bucket(burst, now))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.at) * rate) - 1.0
        bucket.at = now
        return -bucket.tokens / rate if bucket.tokens < 0 else 0.0
