"""One request over the wire: within the link's budget and a deadline, its failures told apart."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from typing import TYPE_CHECKING

import httpx

from ocopctl.errors import OutcomeUnknown, Unreachable
from ocopctl.language import _
from ocopctl.transport.answers import bound
from ocopctl.transport.link import heads, mistrusted, size_of
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ocopctl.transport.link import Link
    from ocopctl.transport.request import Request

TIMEOUT = httpx.Timeout(30.0, connect=10.0)
LIMITS = httpx.Limits(max_connections=4, max_keepalive_connections=4)
DEADLINE_S = 180.0
"""Seconds for a whole call, a renewal of the token included, beside what its size takes."""
_PIECE = 64_000
_NOWHERE = ".invalid"
"""Ends the names of shops inside this process, whose answers prove no link (RFC 2606)."""
_NOTHING_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


class Pieces(httpx.AsyncByteStream):
    """A body sent in pieces, so that the timeout of writing goes by each of them."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body piece by piece."""
        for start in range(0, len(self._content), _PIECE):
            yield self._content[start : start + _PIECE]


class Wire:
    """What carries one shop's requests over the run's link.

    Everything that `http` sends is counted, renewals of tokens too, and every answer is bounded.
    """

    def __init__(
        self, http: httpx.AsyncClient, link: Link, *, shop: str, deadline_s: float = DEADLINE_S
    ) -> None:
        self._http = http
        self._link = link
        self._shop = shop
        self._deadline_s = deadline_s
        self._turn = asyncio.Lock()
        http.headers["accept-encoding"] = "gzip, deflate"
        hooks = http.event_hooks
        http.event_hooks = {
            "request": [*hooks["request"], self._leaves],
            "response": [*hooks["response"], self._comes],
        }

    def built(self, request: Request) -> httpx.Request:
        """Build what is sent. Raises BudgetSpent when the link may not carry it any more."""
        built = self._http.build_request(
            request.method,
            request.path,
            params=dict(request.params) or None,
            json=request.json,
            data=dict(request.form) if request.form is not None else None,
            files=_files(request),
            headers=dict(request.headers) or None,
            extensions={"level": request.level},
        )
        self._link.check(size_of(built))
        return built

    async def send(self, request: httpx.Request) -> httpx.Response:
        """Send once and read the whole answer, one call at a time where the link is slow.

        Raises Unreachable where surely nothing was sent, OutcomeUnknown where nobody knows, and
        BudgetSpent.
        """
        async with self._turn if self._link.slow else nullcontext():
            return await self._sent(request)

    async def _sent(self, request: httpx.Request) -> httpx.Response:
        link, size = self._link, size_of(request)
        more_s = link.carries(size)
        request.extensions["timeout"] = _patient(self._http.timeout, more_s).as_dict()
        began = link.now()
        try:
            async with asyncio.timeout(self._deadline_s + more_s):
                response = await self._http.send(request)
        except _NOTHING_SENT as error:
            link.kept(size)
            raise self._unreachable(error) from error
        except (httpx.RequestError, TimeoutError) as error:
            raise OutcomeUnknown(
                _("the answer was lost on the way"),
                hint=_("the shop is looked at before anything is sent again"),
                own_words=redact(str(error) or type(error).__name__),
            ) from error
        link.measured(size + response.extensions["answer"].taken, link.now() - began)
        return response

    async def _leaves(self, request: httpx.Request) -> None:
        """Count a request that is about to be sent; what renews a token has no timeout yet."""
        self._link.admit(size_of(request))
        request.extensions.setdefault("timeout", self._http.timeout.as_dict())
        request.stream = Pieces(await request.aread())

    async def _comes(self, response: httpx.Response) -> None:
        """Count an answer as it comes, and read no more of it than is allowed."""
        self._link.received += heads(response.headers)
        if not response.request.url.host.endswith(_NOWHERE):
            self._link.answers(self._shop)
        bound(response, self._link.took)

    def _unreachable(self, error: httpx.RequestError) -> Unreachable:
        """Say whether nothing can be reached from here, or this shop alone."""
        own_words = redact(str(error) or type(error).__name__)
        untrusted = mistrusted(error)
        if untrusted is not None:
            return Unreachable(
                _("who answers for “{shop}” does not prove to be the marketplace", shop=self._shop),
                hint=_(
                    "check this computer's date first; a login page of the network, or a proxy, "
                    "may also stand between"
                ),
                own_words=redact(untrusted),
            )
        if self._link.failed(self._shop, error):
            return Unreachable(
                _("there is no connection to the internet"),
                link=True,
                hint=_("check the network; run the same command again when it is back"),
                own_words=own_words,
            )
        if self._link.others_answer(self._shop):
            return Unreachable(
                _("“{shop}” does not answer; other shops do", shop=self._shop),
                hint=_("wait until it is back, then run the same command again"),
                own_words=own_words,
            )
        return Unreachable(
            _("the marketplace cannot be reached"),
            hint=_("check the network and run the same command again"),
            own_words=own_words,
        )


def _patient(base: httpx.Timeout, more_s: float) -> httpx.Timeout:
    """Return timeouts that leave time for what is still in this computer's own buffers."""
    longer = [None if usual is None else usual + more_s for usual in (base.read, base.pool)]
    return httpx.Timeout(connect=base.connect, read=longer[0], write=base.write, pool=longer[1])


def _files(request: Request) -> dict[str, tuple[str, bytes, str]] | None:
    if request.files is None:
        return None
    return {
        name: (upload.filename, upload.content, upload.media_type)
        for name, upload in request.files.items()
    }
