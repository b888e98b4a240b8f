"""A practice TikTok Shop in this process, and an adapter that speaks with one of its shops."""

from __future__ import annotations

import io
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PIL import Image

from ocopctl.adapters.base import (
    Axis,
    Connection,
    Listing,
    ListingVariant,
    Parcel,
    Picture,
    Sku,
    first_tokens,
)
from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiktok import Tiktok
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from ocopctl.adapters.base import Payload

VALUES = (("Sen", "Cúc"), ("Nhỏ", "Lớn"))


def picture_of(colour: str) -> Picture:
    """Name a picture after its colour."""
    return Picture(colour, Path(f"{colour}.jpg"), "image/jpeg", 400, 400)


def jpeg(colour: str) -> bytes:
    """Draw a picture that the platform takes."""
    buffer = io.BytesIO()
    Image.new("RGB", (400, 400), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def listing_of(axes: int = 0, sku: str = "AC", **changes: Any) -> Listing:
    """Make a tea set with no, one or two kinds of options."""
    shown = (Axis("Hoa văn", VALUES[0]), Axis("Cỡ", VALUES[1]))[:axes]
    choices: list[tuple[str, ...]] = [()]
    for axis in shown:
        choices = [(*choice, value) for choice in choices for value in axis.values]
    variants = tuple(
        ListingVariant(Sku(f"{sku}-{at}"), values, 350_000 + at * 1000, 5 + at, 2450)
        for at, values in enumerate(choices)
    )
    made = Listing(
        sku=Sku(sku),
        title="Bộ ấm chén gốm Bát Tràng men lam vẽ sen",
        description="<p>Gốm men lam, làm tay tại làng nghề Bát Tràng.</p>",
        category_id="601101",
        brand="",
        attributes={"100107": "Việt Nam"},
        pictures=(picture_of("green"), picture_of("brown")),
        axes=shown,
        variants=variants,
        parcel=Parcel(2450, 30, 25, 15),
    )
    return replace(made, **changes)


@dataclass
class Line(httpx.AsyncBaseTransport):
    """The way to the market: it keeps what was sent, and loses answers that are named in `lose`."""

    inner: httpx.AsyncBaseTransport
    sent: list[httpx.Request] = field(default_factory=list)
    lose: list[str] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        response = await self.inner.handle_async_request(request)
        name = request.url.path.rpartition("/")[2]
        if name in self.lose:
            self.lose.remove(name)
            raise httpx.ReadError("connection reset", request=request)
        return response

    def bodies(self, ending: str) -> list[Any]:
        """Return the JSON bodies sent to paths with this ending."""
        found = [r for r in self.sent if r.url.path.endswith(ending) and r.method != "GET"]
        return [json.loads(request.content) for request in found]


@dataclass(frozen=True)
class Shop:
    """An adapter, the market that it speaks with, and what tests do again and again."""

    adapter: TiktokAdapter
    market: Market
    line: Line
    tokens: MemoryTokens

    async def ready(self, made: Listing) -> Payload:
        """Translate a listing and put its pictures in place."""
        payload = self.adapter.payload(made)
        places = {p.sha256: await self.adapter.upload(p, jpeg(p.sha256)) for p in payload.pictures}
        return payload.with_pictures(places)

    def review(self) -> None:
        """Let the market's review come to its end."""
        self.market.clock.advance(3600)


@asynccontextmanager
async def opened(market: Market, **wrong: str) -> AsyncIterator[Shop]:
    """Open a practice shop, with some of its credentials replaced."""
    emulator = Tiktok(market)
    credentials = emulator.credentials("tiktok") | wrong
    hosts, clock = TiktokAdapter.hosts, market.clock
    tokens = MemoryTokens(first_tokens(credentials))
    auth = TiktokAdapter.authenticator(credentials, hosts, tokens, clock)
    line = Line(httpx.ASGITransport(application(emulator, market)))
    async with httpx.AsyncClient(transport=line, base_url=hosts.api, auth=auth) as http:
        client = Client(http, TiktokAdapter.judge, Pacing({}, clock), clock, shop="tiktok")
        yield Shop(TiktokAdapter(Connection(client, credentials)), market, line, tokens)


@pytest.fixture
def market() -> Iterator[Market]:
    store = Store(":memory:")
    yield Market(store, store.shelf("tiktok"), Clock(store), Settings(), fetch=lambda url: None)
    store.close()


@pytest.fixture
async def shop(market: Market) -> AsyncIterator[Shop]:
    async with opened(market) as found:
        yield found


@pytest.fixture
def listing() -> Callable[..., Listing]:
    return listing_of


@pytest.fixture
def picture() -> Callable[[str], Picture]:
    return picture_of


@pytest.fixture
def open_shop() -> Any:
    return opened
