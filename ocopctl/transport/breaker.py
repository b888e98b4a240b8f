"""A shop that fails again and again is left alone for a while, and retries have a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.errors import (
    MarketplaceError,
    OcopctlError,
    OutcomeUnknown,
    RateLimited,
    Transient,
    Unreachable,
)
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.transport.clock import Clock

FAILURES = 10
"""Failures in a row after which a shop is left alone (our choice: chance alone rarely does it)."""
REST_S = 30.0
"""For how long, in seconds of the shop's clock, before one call may try again (our choice)."""
SHARE = 0.3
"""Retries of a run as a part of its calls (our choice: a fifth of all answers may be lost)."""
FLOOR = 20
"""Retries that a run may make however few its calls are (our choice)."""
_FAILING = (OutcomeUnknown, Transient, Unreachable)


class LeftAlone(Unreachable):
    """Nothing was sent: the shop has failed again and again, and rests."""


class Breaker:
    """The state of one shop in one run: what failed in a row, and how much was sent again."""

    def __init__(self, clock: Clock, *, shop: str) -> None:
        self._clock = clock
        self._shop = shop
        self._failures = 0
        self._rests_until = 0.0
        self._calls = 0
        self._retries = 0
        self._last: MarketplaceError | None = None

    def begin(self) -> None:
        """Count a call."""
        self._calls += 1

    def repeat(self) -> bool:
        """Count a retry; return False when the run has none left."""
        if self._retries >= FLOOR + SHARE * self._calls:
            return False
        self._retries += 1
        return True

    def check(self) -> None:
        """Raise LeftAlone while the shop rests; afterwards one call at a time may try."""
        if self._failures < FAILURES:
            return
        now = self._clock.now()
        if now < self._rests_until:
            raise self._left_alone()
        self._rests_until = now + REST_S

    def answered(self) -> None:
        """Keep that the shop works, whatever it said."""
        self._failures = 0

    def failed(self, error: OcopctlError) -> None:
        """Count an error that says that the shop is down or failing; any other is an answer."""
        if isinstance(error, _FAILING):
            self._failures += 1
            self._last = error
            if self._failures == FAILURES:
                self._rests_until = self._clock.now() + REST_S
        elif isinstance(error, MarketplaceError) and not isinstance(error, RateLimited):
            self.answered()

    def _left_alone(self) -> LeftAlone:
        last = self._last
        return LeftAlone(
            _("“{shop}” has failed {count} times in a row", shop=self._shop, count=self._failures),
            link=isinstance(last, Unreachable) and last.link,
            hint=_("nothing more is sent to it for now; run the same command again later"),
            code=last.code if last else "",
            own_words=last.own_words if last else "",
            request_id=last.request_id if last else "",
        )
