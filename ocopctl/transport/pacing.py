"""How fast a shop is asked: evenly over the allowed rate, which answers correct."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ocopctl.rules.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.transport.clock import Clock

USED = 0.98
"""How much of an allowance is used: calls that leave evenly do not arrive evenly (our choice)."""
SLOWEST = 0.2
"""Calls a second that refusals never bring a rate below (our choice)."""
RUN = 10
"""Successes in a row after which a lowered rate rises by a step (our choice)."""
_STEP = 0.1
_TOGETHER_S = 60.0
"""Refusals of two endpoints within this time speak of the whole shop (our choice)."""


@dataclass(slots=True)
class _Lane:
    """One rate and when its next call may go. All times are the clock's."""

    allowed: float
    burst: int
    rate: float
    free_at: float = -inf
    rests_until: float = -inf
    cut_at: float = -inf
    run: int = 0

    def book(self, now: float) -> float:
        """Return when the next call may go, and count it."""
        every = 1 / self.rate
        at = max(now, self.free_at - (self.burst - 1) * every, self.rests_until)
        self.free_at = max(at, self.free_at) + every
        return at

    def cut(self, sent_at: float, now: float, rest_s: float) -> None:
        """Halve the rate, once for all calls that were under way; who waits has to book anew."""
        if sent_at > self.cut_at:
            self.rate = max(min(SLOWEST, self.allowed), self.rate / 2)
        self.run = 0
        self.cut_at = now
        self.rests_until = max(self.rests_until, now + max(rest_s, 1 / self.rate))
        self.free_at = self.rests_until

    def rise(self) -> None:
        """Count a success; a lowered rate rises by a tenth of what is allowed after some."""
        self.run += 1
        if self.rate < self.allowed and self.run >= RUN:
            self.run = 0
            self.rate = min(self.allowed, self.rate + _STEP * self.allowed)

    def lower(self, most: float) -> None:
        """Take a smaller allowance than the one that was known."""
        self.allowed = min(self.allowed, most)
        self.rate = min(self.rate, self.allowed)


class Pacing:
    """Let calls through at no more than the allowed rate, over any stretch of time.

    `rates` maps an endpoint's name to its allowance; "default" serves the others together. A plain
    number is used to the full, a `Pace` to `USED` of it. Without a burst, time that nobody used is
    not saved up: platforms count by windows that begin whenever they like.
    """

    def __init__(self, rates: Mapping[str, float | Pace], clock: Clock) -> None:
        self._clock = clock
        self._lanes = {name: lane for name, rate in rates.items() if (lane := _lane(rate))}
        self._shared = "default" if "default" in rates else ""
        self._named = frozenset(rates)
        self._corrected: dict[str, _Lane] = {}
        self._refused_at: dict[str, float] = {}

    async def take(self, endpoint: str) -> float:
        """Wait until a call to `endpoint` is allowed, and count it; return when it went."""
        for lane in self._lanes_of(endpoint):
            await self._pass(lane)
        return self._clock.now()

    def refused(self, endpoint: str, sent_at: float, rest_s: float) -> None:
        """Halve the endpoint's rate and let it rest for at least `rest_s` seconds.

        The same for the whole shop when another endpoint was refused shortly before.
        """
        now = self._clock.now()
        lanes = self._lanes_of(endpoint)
        others = [at for name, at in self._refused_at.items() if name != endpoint]
        self._refused_at[endpoint] = now
        if any(now - at <= _TOGETHER_S for at in others):
            lanes = [*self._lanes.values(), *self._corrected.values()]
        elif lanes and endpoint not in self._named:
            shared = lanes[-1]
            own = _Lane(shared.allowed, 1, shared.rate)
            lanes = [self._corrected.setdefault(endpoint, own)]
        for lane in lanes:
            lane.cut(sent_at, now, rest_s)

    def succeeded(self, endpoint: str) -> None:
        """Count a success: lowered rates rise again step by step."""
        for lane in self._lanes_of(endpoint):
            lane.rise()

    def told(self, rate: float) -> None:
        """Use no more calls a second than the platform says that it allows."""
        for lane in (*self._lanes.values(), *self._corrected.values()):
            lane.lower(rate * USED)

    async def _pass(self, lane: _Lane) -> None:
        """Wait for the lane's next free moment; after a refusal meanwhile, for another one."""
        while (at := lane.book(now := self._clock.now())) > now:
            await self._clock.sleep(at - now)
            if lane.cut_at <= now:
                return

    def _lanes_of(self, endpoint: str) -> list[_Lane]:
        """Return what an endpoint has to pass: a correction of its own before what all share."""
        name = endpoint if endpoint in self._named else self._shared
        found = (self._corrected.get(endpoint), self._lanes.get(name))
        return [lane for lane in found if lane is not None]


def _lane(allowed: float | Pace) -> _Lane | None:
    rate, burst = (
        (allowed.rate * USED, allowed.burst) if isinstance(allowed, Pace) else (allowed, 1)
    )
    return _Lane(rate, burst, rate) if rate > 0 else None
