"""A practice Lazada in this process, and an adapter that speaks with one of its shops."""

from __future__ import annotations

import io
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
from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.lazada.calls import Calls
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.lazada import Lazada
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocopctl.adapters.base import Payload, Remote, RemoteId

CATEGORY = "10101101"


def jpeg(colour: str) -> bytes:
    """Draw a picture that the platform takes."""
    buffer = io.BytesIO()
    Image.new("RGB", (400, 400), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def picture(colour: str) -> Picture:
    """Name a picture after its colour."""
    return Picture(colour, Path(f"{colour}.jpg"), "image/jpeg", 400, 400)


def listing_of(axes: int = 0, **changes: Any) -> Listing:
    """Make a tea set with no, one or two kinds of options."""
    shown = (Axis("Men", ("Rạn", "Lam")), Axis("Số chén", ("4 chén", "6 chén")))[:axes]
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
        attributes={},
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
        hosts, clock = LazadaAdapter.hosts, self.market.clock
        self.tokens = MemoryTokens(first_tokens(self.credentials))
        http = httpx.AsyncClient(
            base_url=hosts.api,
            transport=Line(self, application(Lazada(self.market), self.market)),
            auth=LazadaAdapter.authenticator(self.credentials, hosts, self.tokens, clock),
        )
        client = Client(http, LazadaAdapter.judge, Pacing({}, clock), clock, shop="lazada")
        self.adapter = LazadaAdapter(Connection(client, self.credentials))

    async def ready(self, made: Listing) -> Payload:
        """Translate a listing and put its pictures in place."""
        payload = self.adapter.payload(made)
        places = {p.sha256: await self.adapter.upload(p, jpeg(p.sha256)) for p in payload.pictures}
        return payload.with_pictures(places)

    async def made(self, listing: Listing) -> Remote:
        """Create, let the review pass, and return what the shop shows."""
        remote = await self.adapter.create(await self.ready(listing), key="one")
        return await self.reviewed(remote.remote_id)

    async def reviewed(self, remote_id: RemoteId) -> Remote:
        """Let the review pass, and return what the shop shows."""
        self.market.clock.advance(3600)
        return await self.adapter.read(remote_id)

    async def shown(self, remote_id: RemoteId) -> dict[str, Any]:
        """Return the platform's own words about a product."""
        return await Calls(self.adapter._client).item(remote_id)

    def paths(self) -> list[str]:
        """Return the paths of what was sent, without host and base."""
        return [request.url.path.removeprefix("/rest") for request in self.sent]

    def effects(self, kind: str) -> list[tuple[str, str]]:
        """Return (sku, remote id) of every effect of a kind, as the market saw it."""
        rows = self.market.store.rows(
            "SELECT sku, remote_id FROM effects WHERE effect=? ORDER BY id", (kind,)
        )
        return [(str(sku), str(remote_id)) for sku, remote_id in rows]


class Line(httpx.AsyncBaseTransport):
    """The way to the market, which loses answers when the shop says so."""

    def __init__(self, shop: Shop, app: Any) -> None:
        self._shop = shop
        self._inner = httpx.ASGITransport(app)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._shop.sent.append(request)
        response = await self._inner.handle_async_request(request)
        path = request.url.path.removeprefix("/rest")
        if path in self._shop.lose:
            self._shop.lose.remove(path)
            raise httpx.ReadError("connection reset", request=request)
        return response


@pytest.fixture
def market() -> Iterator[Market]:
    store = Store(":memory:")
    yield Market(store, store.shelf("lazada"), Clock(store), Settings(), fetch=lambda _url: None)
    store.close()


@pytest.fixture
def shop(market: Market) -> Shop:
    return Shop(market, Lazada(market).credentials("lazada"))


@pytest.fixture
def stranger(market: Market) -> Shop:
    """Somebody with the right application and a wrong secret."""
    return Shop(market, Lazada(market).credentials("lazada") | {"app_secret": "wrong-secret"})
