"""What may be sent again, by the effect of the call and the kind of failure."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tenacity import AsyncRetrying, retry_if_exception

from ocopctl.errors import OutcomeUnknown, RateLimited, Transient, Unreachable
from ocopctl.transport.request import Effect

if TYPE_CHECKING:
    from tenacity import RetryCallState

    from ocopctl.transport.clock import Clock

ATTEMPTS = 4
RATE_ATTEMPTS = 8
"""Sends of a call that is refused for its rate: their waits together cover a minute."""
LONGEST_WAIT_S = 60.0
_FIRST_WAIT_S = 0.5


def may_repeat(effect: Effect, error: BaseException) -> bool:
    """Tell whether a call may be sent again after `error`.

    Nothing was done after RateLimited, Transient and Unreachable. An unknown outcome allows
    repeating only what changes nothing or sets the same state again.
    """
    if isinstance(error, RateLimited | Transient | Unreachable):
        return True
    return isinstance(error, OutcomeUnknown) and effect is not Effect.MAKE


def retrying(effect: Effect, clock: Clock) -> AsyncRetrying:
    """Build the retry policy of one call: capped attempts and waits, Retry-After first."""
    return AsyncRetrying(
        stop=_enough,
        retry=retry_if_exception(lambda error: may_repeat(effect, error)),
        wait=_wait,
        sleep=clock.sleep,
        reraise=True,
    )


def _enough(state: RetryCallState) -> bool:
    """Tell whether to give up: attempts used up, or a longer rest named than a call may take."""
    named = _named_wait(state) or 0.0
    error = state.outcome.exception() if state.outcome else None
    most = RATE_ATTEMPTS if isinstance(error, RateLimited) else ATTEMPTS
    return state.attempt_number >= most or named > LONGEST_WAIT_S


def _named_wait(state: RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, RateLimited) else None


def _wait(state: RetryCallState) -> float:
    """Return the seconds to wait: the platform's own word, else full jitter."""
    named = _named_wait(state)
    if named is not None:
        return named
    ceiling = min(_FIRST_WAIT_S * 2**state.attempt_number, LONGEST_WAIT_S)
    return random.uniform(0, ceiling)  # noqa: S311 - jitter needs no secrecy
