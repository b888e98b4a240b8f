"""The line between an adapter and the market, which fails as real lines do, when it is told to."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

_PAGE = b"<html><head><title>Error</title></head><body><h1>Error</h1></body></html>"
_HALF = b'{"code": "0", "error": "", "data": {"item_id": 1'


@dataclass(frozen=True, slots=True)
class Fault:
    """What the line does to a request.

    `cut` is raised instead of an answer; without it `status`, `body` and `headers` answer in the
    market's place. With `after` the market gets the request first, and its effect is had. With
    `echo` everything that was sent is quoted, as careless gateways do.
    """

    name: str
    cut: type[httpx.TransportError] | None = None
    after: bool = False
    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    echo: bool = False


CUT_BEFORE = Fault("line cut before the effect", cut=httpx.ReadError)
CUT_AFTER = Fault("line cut after the effect", cut=httpx.ReadError, after=True)
SILENCE = Fault("no answer in time, after the effect", cut=httpx.ReadTimeout, after=True)
HANGUP = Fault("hung up before the effect", cut=httpx.RemoteProtocolError)
NO_LINK = Fault("no connection", cut=httpx.ConnectError)
FAILED_BEFORE = Fault("500 before the effect", status=500, body=b"Internal Server Error")
FAILED_AFTER = Fault("500 after the effect", status=500, body=b"Internal Server Error", after=True)
GATEWAY_AFTER = Fault("502 with HTML after the effect", status=502, body=_PAGE, after=True)
PORTAL = Fault("200 with HTML before the effect", body=_PAGE)
PAGE_AFTER = Fault("200 with HTML after the effect", body=_PAGE, after=True)
HALF_AFTER = Fault("200 with half of the JSON after the effect", body=_HALF, after=True)
EMPTY_AFTER = Fault("200 with nothing after the effect", after=True)
BUSY = Fault("429", status=429, body=b"{}")
BUSY_FOR_7_S = Fault(
    "429 with Retry-After", status=429, body=b"{}", headers=(("retry-after", "7"),)
)
STRANGE_404 = Fault("404 with HTML", status=404, body=_PAGE)
STRANGE_401 = Fault("401 with HTML", status=401, body=_PAGE)
ECHOES = (
    Fault("line cut, quoting the request", cut=httpx.ReadError, echo=True),
    Fault("400 quoting the request", status=400, echo=True),
    Fault("401 quoting the request", status=401, echo=True),
    Fault("502 quoting the request", status=502, echo=True),
    Fault("200 quoting the request", echo=True),
)

FAULTS = (
    CUT_BEFORE,
    CUT_AFTER,
    SILENCE,
    HANGUP,
    NO_LINK,
    FAILED_BEFORE,
    FAILED_AFTER,
    GATEWAY_AFTER,
    PORTAL,
    PAGE_AFTER,
    HALF_AFTER,
    EMPTY_AFTER,
    BUSY,
    BUSY_FOR_7_S,
    STRANGE_404,
    STRANGE_401,
)


class Wire(httpx.AsyncBaseTransport):
    """Pass requests on to `inner`, and fail some of them as `strike` says."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        self._fault: Fault | None = None
        self._at = 0
        self._left = 0
        self.sent: list[httpx.Request] = []
        self.struck = 0

    def strike(self, fault: Fault, *, at: int = 1, times: int | None = None) -> None:
        """Do `fault` to the request number `at` from now, and to those after it up to `times`."""
        self._fault, self._at, self.struck = fault, at, 0
        self._left = -1 if times is None else times

    def calm(self) -> int:
        """Let everything through again; return how many requests were struck."""
        self._fault = None
        return self.struck

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass a request on, or fail it."""
        self.sent.append(request)
        fault = self._due()
        if fault is None:
            return await self._inner.handle_async_request(request)
        if fault.after:
            await (await self._inner.handle_async_request(request)).aread()
        said = _quoted(request) if fault.echo else fault.name
        if fault.cut is not None:
            raise fault.cut(said, request=request)
        body = said.encode() if fault.echo else fault.body
        return httpx.Response(fault.status, headers=fault.headers, content=body, request=request)

    async def aclose(self) -> None:
        """Close the line."""
        await self._inner.aclose()

    def _due(self) -> Fault | None:
        """Return the fault for the present request, if it is its turn."""
        if self._fault is None or self._left == 0:
            return None
        self._at -= 1
        if self._at > 0:
            return None
        self._left -= 1
        self.struck += 1
        return self._fault


def _quoted(request: httpx.Request) -> str:
    """Write a request down with all that it carries."""
    headers = " ".join(f"{name}: {value}" for name, value in request.headers.items())
    return f"{request.method} {request.url} {headers} {request.content.decode(errors='replace')}"
