"""The one way to a marketplace: paced, signed, retried by effect, every failure classified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.errors import MarketplaceError, OutcomeUnknown, Transient, Unreachable
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.redact import redact
from ocopctl.transport.request import Effect
from ocopctl.transport.retry import retrying

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
    error. It sees every answer, whatever its status.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        judge: Judge,
        pacing: Pacing,
        clock: Clock,
        *,
        shop: str,
    ) -> None:
        self._http = http
        self._judge = judge
        self._pacing = pacing
        self._clock = clock
        self._shop = shop

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
        await self._pacing.take(request.endpoint)
        response = await self._send(request)
        body = body_of(response)
        error = self._judge(response, body)
        if error is not None:
            raise error
        return body

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
