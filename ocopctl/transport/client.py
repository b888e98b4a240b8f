"""The one way to a marketplace: paced, signed, retried by effect, every failure classified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.errors import (
    ClockOff,
    Duplicate,
    MarketplaceError,
    NotFound,
    OcopctlError,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Rejected,
    Transient,
)
from ocopctl.language import _
from ocopctl.transport.breaker import Breaker
from ocopctl.transport.classify import UNKNOWN, body_of, by_status, failure, tell_how_far
from ocopctl.transport.heard import STRANGE, Note, heard
from ocopctl.transport.limits_told import rate_told
from ocopctl.transport.link import Link
from ocopctl.transport.quota import Quota
from ocopctl.transport.request import Effect
from ocopctl.transport.retry import LONGEST_WAIT_S, retrying
from ocopctl.transport.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import httpx

    from ocopctl.transport.clock import Clock
    from ocopctl.transport.halt import Halt
    from ocopctl.transport.pacing import Pacing
    from ocopctl.transport.request import Request

    Judge = Callable[[httpx.Response, Any], MarketplaceError | None]


_ANSWERS = (Rejected, NotFound, Duplicate)
"""Errors in which the platform speaks of the very thing that was to be changed."""


class Client:
    """Send an adapter's requests to one shop.

    `judge(response, body)` is the platform's reading of an answer: None for success, else the
    error. It sees every answer, whatever its status. What answers say of limits goes to `pacing`
    and `quota`, what they say of the link to `link`. No call begins once `halt` was asked for.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        judge: Judge,
        pacing: Pacing,
        clock: Clock,
        *,
        shop: str,
        quota: Quota | None = None,
        link: Link | None = None,
        halt: Halt | None = None,
    ) -> None:
        self._link = link or Link(clock)
        self._wire = Wire(http, self._link, shop=shop)
        self._breaker = Breaker(clock, shop=shop)
        self._judge = judge
        self._pacing = pacing
        self._clock = clock
        self._shop = shop
        self._quota = quota or Quota(clock)
        self._halt = halt

    async def call(self, request: Request) -> Any:
        """Send `request` and return the parsed JSON of a successful answer.

        Raises the MarketplaceError that fits. OutcomeUnknown comes only from calls that change
        something; a reading that failed for good is Transient or Unreachable.
        """
        doubts: list[OutcomeUnknown] = []
        self._breaker.begin()
        try:
            if request.wait_s:
                await self._clock.sleep(request.wait_s)
            again = retrying(request.effect, self._clock, self._breaker, self._link)
            return await again(self._noted, request, doubts)
        except OcopctlError as error:
            raise self._placed(_meant(error, request.effect, doubts), request) from error.__cause__

    async def _noted(self, request: Request, doubts: list[OutcomeUnknown]) -> Any:
        """Send once; keep every doubt, which a later attempt that did nothing does not settle."""
        try:
            return await self._once(request)
        except OutcomeUnknown as error:
            doubts.append(error)
            raise

    async def _once(self, request: Request) -> Any:
        endpoint = request.endpoint
        if self._halt is not None:
            self._halt.check()
        built = self._wire.built(request)
        self._quota.check(endpoint)
        sent_at = await self._pacing.take(endpoint)
        self._breaker.check()
        self._quota.take(endpoint)
        try:
            body = await self._answered(built)
        except OcopctlError as error:
            self._learn(error, endpoint, sent_at)
            raise
        self._breaker.answered()
        self._pacing.succeeded(endpoint)
        heard(Note(endpoint))
        return body

    def _learn(self, error: OcopctlError, endpoint: str, sent_at: float) -> None:
        """Keep what a failure tells of the shop, its pace and its allowances."""
        self._breaker.failed(error)
        if isinstance(error, RateLimited):
            self._slow_down(error, endpoint, sent_at)
        elif isinstance(error, QuotaExhausted):
            self._quota.exhausted(error, endpoint)

    async def _answered(self, built: httpx.Request) -> Any:
        """Send once and return the parsed JSON of a success. Raises what the answer means."""
        response = await self._wire.send(built)
        rate = rate_told(response.headers)
        if rate is not None:
            self._pacing.told(rate)
        body = body_of(response)
        error = self._judged(response, body)
        if isinstance(error, ClockOff):
            tell_how_far(error, response, self._clock.wall())
        if error is not None:
            raise error
        return body

    def _judged(self, response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Judge an answer; one whose envelope is of another shape says nothing."""
        try:
            return self._judge(response, body)
        except STRANGE as strange:
            error = by_status(response)
            words = error.own_words or response.text[:200]
            raise failure(UNKNOWN, response, code=error.code, own_words=words) from strange

    def _slow_down(self, error: RateLimited, endpoint: str, sent_at: float) -> None:
        """Ask more slowly; a rest longer than a run may wait is left to another run."""
        rest_s = error.retry_after or 0.0
        if rest_s > LONGEST_WAIT_S:
            self._quota.postponed(error, endpoint)
        if error.slows:
            self._pacing.refused(endpoint, sent_at, min(rest_s, LONGEST_WAIT_S))

    def _placed(self, error: OcopctlError, request: Request) -> OcopctlError:
        """Say where it happened: shop and call."""
        if isinstance(error, MarketplaceError):
            error.place = error.place or f"{self._shop} · {request.endpoint}"
        return error


def _meant(error: OcopctlError, effect: Effect, doubts: Sequence[OutcomeUnknown]) -> OcopctlError:
    """Return what the attempts of a call mean together.

    What changes nothing leaves no doubt. A change that may have had its effect is unknown until
    an answer about it came, whatever kept it from being sent again.
    """
    if effect is Effect.READ:
        return _passing(error) if isinstance(error, OutcomeUnknown) else error
    return doubts[-1] if doubts and not isinstance(error, _ANSWERS) else error


def _passing(error: OutcomeUnknown) -> Transient:
    """Return what a lost answer means for a call that changes nothing."""
    return Transient(
        error.message,
        place=error.place,
        hint=_("run the same command again"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )
