"""What may be sent again, by the effect of the call and the kind of failure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenacity import AsyncRetrying, retry_if_exception

from ocopctl.errors import OutcomeUnknown, RateLimited, Transient, Unreachable
from ocopctl.transport.breaker import LeftAlone
from ocopctl.transport.request import Effect

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from ocopctl.transport.breaker import Breaker
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.link import Link

ATTEMPTS = 4
RATE_ATTEMPTS = 8
"""Sends of a call that is refused for its rate: their waits together cover a minute."""
LONGEST_WAIT_S = 60.0
TOTAL_S = 120.0
"""Seconds of the shop's clock within which a call is sent again (our choice)."""
_FIRST_WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class Policy:
    """How often calls of one effect are sent, and whether after an unknown outcome too."""

    attempts: int
    total_s: float
    unknown: bool


POLICIES = {
    Effect.READ: Policy(ATTEMPTS, TOTAL_S, unknown=True),
    Effect.SET: Policy(ATTEMPTS, TOTAL_S, unknown=True),
    Effect.MAKE: Policy(ATTEMPTS, TOTAL_S, unknown=False),
}


def may_repeat(effect: Effect, error: BaseException) -> bool:
    """Tell whether a call may be sent again after `error`.

    Nothing was done after RateLimited, Transient and Unreachable. An unknown outcome allows
    repeating only what changes nothing or sets the same state again. A shop that is left alone
    is not waited for.
    """
    if isinstance(error, LeftAlone):
        return False
    if isinstance(error, RateLimited | Transient | Unreachable):
        return True
    return isinstance(error, OutcomeUnknown) and POLICIES[effect].unknown


def retrying(effect: Effect, clock: Clock, breaker: Breaker, link: Link) -> AsyncRetrying:
    """Build the retry policy of one call: attempts, time and the run's retries capped.

    Retry-After comes first; no wait reaches past the end of the run.
    """
    policy, began = POLICIES[effect], clock.now()

    def enough(state: RetryCallState) -> bool:
        wait_s = state.upcoming_sleep
        error = state.outcome.exception() if state.outcome else None
        paced = isinstance(error, RateLimited)
        return (
            state.attempt_number >= (RATE_ATTEMPTS if paced else policy.attempts)
            or wait_s > LONGEST_WAIT_S
            or clock.now() - began + wait_s > policy.total_s
            or (link.until is not None and link.now() + wait_s > link.until)
            or not (paced or breaker.repeat())
        )

    return AsyncRetrying(
        stop=enough,
        retry=retry_if_exception(lambda error: may_repeat(effect, error)),
        wait=_wait,
        sleep=clock.sleep,
        reraise=True,
    )


def _wait(state: RetryCallState) -> float:
    """Return the seconds to wait: the platform's own word, else full jitter."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, RateLimited) and error.retry_after is not None:
        return error.retry_after
    ceiling = min(_FIRST_WAIT_S * 2**state.attempt_number, LONGEST_WAIT_S)
    return random.uniform(0, ceiling)  # noqa: S311 - jitter needs no secrecy
