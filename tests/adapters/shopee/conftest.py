"""Listings to send, and a Shopee shop in the practice market to send them to."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from hashlib import sha256
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
    Payload,
    Picture,
    Sku,
    first_tokens,
)
from ocopctl.adapters.shopee import ShopeeAdapter
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.shopee import Shopee
from ocopctl.sandbox.store import Store
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def jpeg(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(out, "JPEG")
    return out.getvalue()


COLOURS = ("red", "green", "blue")
CONTENTS = {sha256(jpeg(colour)).hexdigest(): jpeg(colour) for colour in COLOURS}
PICTURES = tuple(
    Picture(digest, Path(f"{digest}.jpg"), "image/jpeg", 600, 600) for digest in CONTENTS
)


def listing_of(*axes: Axis, sku: str = "BT-AC-01", stock: int = 12, **changes: Any) -> Listing:
    """Make a listing with the whole grid of its axes; each value's variants weigh and cost more."""
    grid: list[tuple[str, ...]] = [()]
    for axis in axes:
        grid = [(*row, value) for row in grid for value in axis.values]
    variants = tuple(
        ListingVariant(
            sku=Sku("-".join((sku, *(str(place) for place in [at] if row)))),
            values=row,
            price=450_000 + 10_000 * at,
            stock=stock,
            weight_g=1800,
        )
        for at, row in enumerate(grid)
    )
    plain = Listing(
        sku=Sku(sku),
        title="Bộ ấm chén gốm Bát Tràng men lam vẽ sen",
        description="Bộ 1 ấm 6 chén, vẽ tay tại làng nghề Bát Tràng.\nOCOP 4 sao.",
        category_id="101101",
        brand="",
        attributes={"100037": "Việt Nam", "100010": "Gốm men lam"},
        pictures=PICTURES[:2],
        axes=axes,
        variants=variants,
        parcel=Parcel(1800, 35, 25, 18),
    )
    return replace(plain, **changes)


PATTERN = Axis("Hoa văn", ("Sen", "Cúc"))
SIZE = Axis("Cỡ", ("Nhỏ", "Vừa", "Lớn"))


@pytest.fixture
def listing() -> Callable[..., Listing]:
    return listing_of


@pytest.fixture
def pictures() -> tuple[Picture, ...]:
    return PICTURES


@dataclass(slots=True)
class Shop:
    """A practice shop with an adapter that speaks to it."""

    market: Market
    credentials: dict[str, str]
    adapter: ShopeeAdapter
    tokens: MemoryTokens
    lose: list[str]

    async def sent(self, listing: Listing) -> Payload:
        """Upload a listing's pictures and return its payload with their references."""
        payload = self.adapter.payload(listing)
        references = {
            picture.sha256: await self.adapter.upload(picture, CONTENTS[picture.sha256])
            for picture in payload.pictures
        }
        return payload.with_pictures(references)

    def calls(self) -> list[str]:
        """Return the endpoints called so far, in order."""
        rows = self.market.store.rows("SELECT endpoint FROM calls ORDER BY id")
        return [str(row[0]).rpartition(".")[2] for row in rows]

    def effects(self, kind: str) -> list[tuple[str, str]]:
        """Return (sku, remote id) of every effect of a kind."""
        rows = self.market.store.rows(
            "SELECT sku, remote_id FROM effects WHERE effect=? ORDER BY id", (kind,)
        )
        return [(str(sku), str(remote_id)) for sku, remote_id in rows]


class Line(httpx.AsyncBaseTransport):
    """A line to the market that loses the answer of the next call to each endpoint in `lose`."""

    def __init__(self, app: Any, lose: list[str]) -> None:
        self._inner = httpx.ASGITransport(app)
        self._lose = lose

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        name = request.url.path.rpartition("/")[2]
        if name in self._lose:
            self._lose.remove(name)
            raise httpx.ReadError("connection reset", request=request)
        return response


def open_shop(market: Market, credentials: dict[str, str]) -> Shop:
    clock, lose, hosts = market.clock, list[str](), ShopeeAdapter.hosts
    tokens = MemoryTokens(first_tokens(credentials))
    http = httpx.AsyncClient(
        base_url=hosts.api,
        transport=Line(application(Shopee(market), market), lose),
        auth=ShopeeAdapter.authenticator(credentials, hosts, tokens, clock),
    )
    client = Client(http, ShopeeAdapter.judge, Pacing({}, clock), clock, shop="shopee")
    adapter = ShopeeAdapter(Connection(client, credentials))
    return Shop(market, credentials, adapter, tokens, lose)


@pytest.fixture
def market() -> Iterator[Market]:
    store = Store(":memory:")
    yield Market(store, store.shelf("shopee"), Clock(store), Settings(), fetch=lambda url: None)
    store.close()


@pytest.fixture
def shop(market: Market) -> Shop:
    return open_shop(market, Shopee(market).credentials("shopee"))


@pytest.fixture
def stranger(market: Market) -> Shop:
    """Somebody with the right numbers and a wrong key."""
    credentials = Shopee(market).credentials("shopee")
    return open_shop(market, credentials | {"partner_key": "shpk00ff"})
