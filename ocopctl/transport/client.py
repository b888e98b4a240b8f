"""The one way to a marketplace: paced, signed, retried by effect, every failure classified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.errors import (
    MarketplaceError,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Transient,
    Unreachable,
)
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.limits_told import rate_told
from ocopctl.transport.quota import Quota
from ocopctl.transport.redact import redact
from ocopctl.transport.request import Effect
from ocopctl.transport.retry import LONGEST_WAIT_S, retrying

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.transport.clock import Clock
    from ocopctl.transport.pacing import Pacing
    from ocopctl.transport.request import Request

    Judge = Callable[[httpx.Response, Any], MarketplaceError | None]

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
LIMITS = httpx.Limits(max_connections=4, max_keepalive_connections=4)
_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Client:
    """Send an adapter's requests to one shop.

    `judge(response, body)` is the platform's reading of an answer: None for success, else the
    error. It sees every answer, whatever its status. What answers say of limits goes to `pacing`
    and `quota`.
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
    ) -> None:
        self._http = http
        self._judge = judge
        self._pacing = pacing
        self._clock = clock
        self._shop = shop
        self._quota = quota or Quota(clock)

    async def call(self, request: Request) -> Any:
        """Send `request` and return the parsed JSON of a successful answer.

        Raises the MarketplaceError that fits. OutcomeUnknown comes only from calls that change
        something; a reading that failed for good is Transient or Unreachable.
        """
        if request.wait_s:
            await self._clock.sleep(request.wait_s)
        try:
            return await retrying(request.effect, self._clock)(self._once, request)
        except OutcomeUnknown as error:
            if request.effect is Effect.READ:
                raise self._placed(_passing(error), request) from error
            raise self._placed(error, request) from error.__cause__
        except MarketplaceError as error:
            raise self._placed(error, request) from error.__cause__

    async def _once(self, request: Request) -> Any:
        endpoint = request.endpoint
        self._quota.check(endpoint)
        sent_at = await self._pacing.take(endpoint)
        self._quota.take(endpoint)
        try:
            body = await self._answered(request)
        except RateLimited as error:
            self._slow_down(error, endpoint, sent_at)
            raise
        except QuotaExhausted as error:
            self._quota.exhausted(error, endpoint)
            raise
        self._pacing.succeeded(endpoint)
        return body

    async def _answered(self, request: Request) -> Any:
        """Send once and return the parsed JSON of a success. Raises what the answer means."""
        response = await self._send(request)
        rate = rate_told(response.headers)
        if rate is not None:
            self._pacing.told(rate)
        body = body_of(response)
        error = self._judge(response, body)
        if error is not None:
            raise error
        return body

    def _slow_down(self, error: RateLimited, endpoint: str, sent_at: float) -> None:
        """Ask more slowly; a rest longer than a run may wait is left to another run."""
        rest_s = error.retry_after or 0.0
        if rest_s > LONGEST_WAIT_S:
            self._quota.postponed(error, endpoint)
        if error.slows:
            self._pacing.refused(endpoint, sent_at, min(rest_s, LONGEST_WAIT_S))

    async def _send(self, request: Request) -> httpx.Response:
        """Send once; tell what was surely not sent from what may have had its effect."""
        try:
            return await self._http.request(
                request.method,
                request.path,
                params=dict(request.params) or None,
                json=request.json,
                data=dict(request.form) if request.form is not None else None,
                files=_files(request),
                headers=dict(request.headers) or None,
                extensions={"level": request.level},
            )
        except _NOTHING_SENT as error:
            raise Unreachable(
                _("the marketplace cannot be reached"),
                hint=_("check the network and run the same command again"),
                own_words=redact(str(error)),
            ) from error
        except httpx.RequestError as error:
            raise OutcomeUnknown(
                _("the answer was lost on the way"),
                hint=_("the shop is looked at before anything is sent again"),
                own_words=redact(str(error) or type(error).__name__),
            ) from error

    def _placed(self, error: MarketplaceError, request: Request) -> MarketplaceError:
        """Say where it happened: shop and call."""
        error.place = error.place or f"{self._shop} · {request.endpoint}"
        return error


def _files(request: Request) -> dict[str, tuple[str, bytes, str]] | None:
    if request.files is None:
        return None
    return {
        name: (upload.filename, upload.content, upload.media_type)
        for name, upload in request.files.items()
    }


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
