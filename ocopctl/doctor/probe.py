"""One harmless question to each shop's address, all at once, in a few seconds, without secrets."""

from __future__ import annotations

import asyncio
import errno
import ssl
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import httpx

from ocopctl.adapters.consent import Consent
from ocopctl.doctor.way import proxy_for, unresolved
from ocopctl.transport.classify import body_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocopctl.adapters.base import Adapter
    from ocopctl.errors import MarketplaceError
    from ocopctl.shops import Account

ANSWERS_S = 3.0
_LARGEST = 65_536
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}
_UNREADABLE = (TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)


class Trouble(StrEnum):
    """What kept a question from being answered."""

    NO_LINK = "no link"
    NO_NAME = "no name"
    PROXY = "proxy"
    REFUSED = "refused"
    SILENT = "silent"
    UNSAFE = "unsafe"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from a shop's address, or what kept it from coming.

    `error` is what the adapter reads in it: a refusal, since the question carries no signature.
    `off_s` is how far this machine's clock is ahead of the answer's, in seconds.
    """

    host: str
    trouble: Trouble | None = None
    response: httpx.Response | None = field(default=None, repr=False)
    error: MarketplaceError | None = None
    off_s: float | None = None
    took_s: float = 0.0


def ask(shops: Sequence[Account]) -> dict[str, Answer]:
    """Ask every shop once, by name: names and answers together take five seconds at most."""
    urls = {shop.target.name: httpx.URL(address_of(shop)) for shop in shops}
    direct = {url.host for url in urls.values() if not proxy_for(url)}
    lost = dict.fromkeys(unresolved(direct), Trouble.NO_NAME)
    asked = [shop for shop in shops if urls[shop.target.name].host not in lost]
    found = {
        name: Answer(url.host, lost[url.host]) for name, url in urls.items() if url.host in lost
    }
    return found | asyncio.run(_asked(asked, urls)) if asked else found


def address_of(shop: Account) -> str:
    """Return the address whose answer tells the platform: one that says who calls is refused."""
    base = (shop.endpoint or shop.adapter.hosts.api).rstrip("/")
    kind: object = shop.adapter
    return base + (kind.shop_request().path if isinstance(kind, Consent) else "/")


async def _asked(shops: Sequence[Account], urls: dict[str, httpx.URL]) -> dict[str, Answer]:
    async with httpx.AsyncClient(timeout=ANSWERS_S, follow_redirects=False) as http:
        answers = await asyncio.gather(
            *(_question(http, shop.adapter, urls[shop.target.name]) for shop in shops)
        )
    return {shop.target.name: answer for shop, answer in zip(shops, answers, strict=True)}


async def _question(http: httpx.AsyncClient, kind: type[Adapter], url: httpx.URL) -> Answer:
    began = time.monotonic()
    try:
        async with asyncio.timeout(ANSWERS_S):
            response = await _beginning(http, url)
    except (TimeoutError, httpx.RequestError) as error:
        return Answer(url.host, _trouble(error, url))
    took = time.monotonic() - began
    try:
        verdict = kind.judge(response, body_of(response))
    except _UNREADABLE:
        return Answer(url.host, Trouble.BROKEN, off_s=_off(response), took_s=took)
    return Answer(url.host, None, response, verdict, _off(response), took)


async def _beginning(http: httpx.AsyncClient, url: httpx.URL) -> httpx.Response:
    """Read as much of the answer as a platform's refusal needs."""
    plain = {"Accept-Encoding": "identity"}
    async with http.stream("GET", url, headers=plain) as response:
        content = b""
        async for part in response.aiter_raw():
            content += part
            if len(content) > _LARGEST:
                break
    headers = [pair for pair in response.headers.raw if pair[0].lower() != b"content-encoding"]
    return httpx.Response(
        response.status_code,
        headers=headers,
        content=content[:_LARGEST],
        request=httpx.Request("GET", url),
    )


def _trouble(error: BaseException, url: httpx.URL) -> Trouble:
    causes = list(_causes(error))
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Trouble.PROXY if proxy_for(url) else Trouble.SILENT
    if any(isinstance(cause, ssl.SSLError) for cause in causes):
        return Trouble.UNSAFE
    if isinstance(error, httpx.ProxyError | httpx.ConnectError) and proxy_for(url):
        return Trouble.PROXY
    if any(isinstance(cause, OSError) and cause.errno in _NO_ROUTE for cause in causes):
        return Trouble.NO_LINK
    return Trouble.REFUSED if isinstance(error, httpx.ConnectError) else Trouble.BROKEN


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__


def _off(response: httpx.Response) -> float | None:
    try:
        told = parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
    return time.time() - told.timestamp()
