"""A practice Tiki in this process, and an adapter that speaks with one of its shops."""

from __future__ import annotations

import io
import json
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
from ocopctl.adapters.tiki import TikiAdapter
from ocopctl.adapters.tiki.calls import Calls
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiki import Tiki
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocopctl.adapters.base import Payload, Remote, RemoteId

CATEGORY = "8101"
WORLD = "https://img.example.vn/"


def jpeg(colour: str) -> bytes:
    """Draw a picture that the platform takes."""
    buffer = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(buffer, "JPEG")
    return buffer.getvalue()


PICTURES = {f"{WORLD}{colour}.jpg": jpeg(colour) for colour in ("green", "brown", "blue")}


def picture(colour: str) -> Picture:
    """Name a picture after its colour."""
    return Picture(
        colour, Path(f"{colour}.jpg"), "image/jpeg", 600, 600, url=f"{WORLD}{colour}.jpg"
    )


def listing_of(axes: int = 0, **changes: Any) -> Listing:
    """Make a tea set with no, one or two kinds of options."""
    shown = (Axis("Màu sắc", ("Rạn", "Lam")), Axis("Kích thước", ("4 chén", "6 chén")))[:axes]
    choices: list[tuple[str, ...]] = [()]
    for axis in shown:
        choices = [(*choice, value) for choice in choices for value in axis.values]
    variants = tuple(
        ListingVariant(Sku(f"AC-{place}"), values, 350_000 + place * 1000, 5 + place, 2450)
        for place, values in enumerate(choices)
    )
    made = Listing(
        sku=Sku("AC"),
        title="Bộ ấm chén gốm Bát Tràng",
        description="<p>Gốm men tro, làm tay tại làng nghề Bát Tràng.</p>",
        category_id=CATEGORY,
        brand="",
        attributes={"origin": "Việt Nam", "brand_country": "Việt Nam"},
        pictures=(picture("green"), picture("brown")),
        axes=shown,
        variants=variants,
        parcel=Parcel(2450, 30, 25, 15),
        highlights=("1 ấm, 6 chén", "Men tro <tự nhiên>"),
    )
    return replace(made, **changes)


@pytest.fixture
def listing() -> Callable[..., Listing]:
    return listing_of


@dataclass
class Shop:
    """An adapter, the market it speaks with, and what tests do again and again.

    The answer of the next call to each path in `lose` is lost after its effect.
    """

    market: Market
    credentials: dict[str, str]
    sent: list[httpx.Request] = field(default_factory=list)
    lose: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        hosts, clock = TikiAdapter.hosts, self.market.clock
        self.tokens = MemoryTokens(first_tokens(self.credentials))
        http = httpx.AsyncClient(
            base_url=hosts.api,
            transport=Line(self, application(Tiki(self.market), self.market)),
            auth=TikiAdapter.authenticator(self.credentials, hosts, self.tokens, clock),
        )
        self.client = Client(http, TikiAdapter.judge, Pacing({}, clock), clock, shop="tiki")
        self.adapter = TikiAdapter(Connection(self.client, self.credentials))

    def ready(self, made: Listing) -> Payload:
        """Translate a listing and put its pictures in place."""
        payload = self.adapter.payload(made)
        return payload.with_pictures(
            {p.sha256: self.adapter.picture_reference(p) for p in payload.pictures}
        )

    async def asked(self, listing: Listing) -> Remote:
        """Send a request for a listing."""
        return await self.adapter.create(self.ready(listing), key="one")

    async def numbered(self, listing: Listing) -> Remote:
        """Send a request and wait until it has a number, which it gets before its review."""
        made = await self.asked(listing)
        while not (await Calls(self.client).tracking(made.remote_id)).get("request_id"):
            self.market.clock.advance(1)
        return made

    async def made(self, listing: Listing) -> Remote:
        """Create, let the review pass, and return what the shop shows."""
        return await self.reviewed((await self.asked(listing)).remote_id)

    async def reviewed(self, remote_id: RemoteId) -> Remote:
        """Let the review pass, and return what the shop shows."""
        self.market.clock.advance(3600)
        return await self.adapter.read(remote_id)

    def paths(self) -> list[str]:
        """Return method and path of what was sent, without the common beginning."""
        return [f"{r.method} {r.url.path.removeprefix('/integration/')}" for r in self.sent]

    def bodies(self, path: str) -> list[Any]:
        """Return the JSON bodies that were sent to a path."""
        return [json.loads(r.content) for r in self.sent if r.url.path.endswith(path) and r.content]

    def restarted(self) -> Shop:
        """Return another process's adapter, which remembers nothing."""
        return Shop(self.market, self.credentials)


class Line(httpx.AsyncBaseTransport):
    """The way to the market: answers arrive whole, or are lost when the shop says so."""

    def __init__(self, shop: Shop, app: Any) -> None:
        self._shop = shop
        self._inner = httpx.ASGITransport(app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._shop.sent.append(request)
        response = await self._inner.handle_async_request(request)
        await response.aread()
        path = f"{request.method} {request.url.path.removeprefix('/integration/')}"
        if path in self._shop.lose:
            self._shop.lose.remove(path)
            raise httpx.ReadError("connection reset", request=request)
        return response


@pytest.fixture
def market() -> Iterator[Market]:
    store = Store(":memory:")
    yield Market(store, store.shelf("tiki"), Clock(store), Settings(), fetch=PICTURES.get)
    store.close()


@pytest.fixture
def credentials(market: Market) -> dict[str, str]:
    with market.store.transaction():
        return Tiki(market).credentials("tiki")


@pytest.fixture
def shop(market: Market, credentials: dict[str, str]) -> Shop:
    return Shop(market, credentials)
