"""A seller with a hand-written signer, at a market whose clocks the test moves."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PIL import Image

from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.shopee import Shopee
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NOON = 1760000000.0
PUBLIC = ("auth/", "public/", "shop/auth_partner", "media_space/")


class HandClock(Clock):
    """Stand still at NOON until a test lets wall time pass."""

    passed = 0.0

    def wall(self) -> float:
        return NOON + self.passed


class Seller:
    """Call the market as one shop's own program would."""

    def __init__(self, shopee: Shopee, market: Market, account: str = "shopee") -> None:
        self.market = market
        self.shopee = shopee
        self.clock = market.clock
        self.keys = shopee.credentials(account)
        self._app = application(shopee, market)

    def signed(self, method: str, *, public: bool | None = None) -> dict[str, str]:
        """Return the common query parameters of a call, signed."""
        public = method.startswith(PUBLIC) if public is None else public
        timestamp = str(int(self.clock.wall()))
        who = "" if public else self.keys["access_token"] + self.keys["shop_id"]
        base = f"{self.keys['partner_id']}/api/v2/{method}{timestamp}{who}"
        sign = hmac.new(self.keys["partner_key"].encode(), base.encode(), hashlib.sha256)
        query = {"partner_id": self.keys["partner_id"], "timestamp": timestamp}
        if not public:
            query |= {name: self.keys[name] for name in ("access_token", "shop_id")}
        return {**query, "sign": sign.hexdigest()}

    async def send(self, verb: str, path: str, **options: Any) -> httpx.Response:
        """Send one request as it stands."""
        transport = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shopee.test") as client:
            return await client.request(verb, path, **options)

    async def get(self, method: str, **query: Any) -> dict[str, Any]:
        """Make a signed GET call; return its body."""
        params = {**self.signed(method), **query}
        return (await self.send("GET", f"/api/v2/{method}", params=params)).json()

    async def post(self, method: str, body: Any) -> dict[str, Any]:
        """Make a signed POST call; return its body."""
        params = self.signed(method)
        return (await self.send("POST", f"/api/v2/{method}", params=params, json=body)).json()

    async def upload(self, *contents: bytes, **fields: str) -> dict[str, Any]:
        """Upload pictures; return the body."""
        method = "media_space/upload_image"
        files = [("image", ("anh.png", content, "image/png")) for content in contents]
        sent = await self.send(
            "POST", f"/api/v2/{method}", params=self.signed(method), files=files, data=fields
        )
        return sent.json()

    async def picture(self) -> str:
        """Upload a good picture; return its id."""
        return (await self.upload(self.drawn()))["response"]["image_info"]["image_id"]

    async def body(self, **changes: Any) -> dict[str, Any]:
        """Return the body of a good create, with changes; None leaves a field out."""
        base = {
            "item_name": "Bộ ấm chén gốm Bát Tràng men lam vẽ sen",
            "description": "Bộ 1 ấm 6 chén, vẽ tay tại làng nghề Bát Tràng.\nOCOP 4 sao.",
            "original_price": 450000,
            "weight": 1.8,
            "category_id": 101101,
            "dimension": {"package_length": 35, "package_width": 25, "package_height": 18},
            "image": {"image_id_list": [await self.picture()]},
            "logistic_info": [{"logistic_id": 5001, "enabled": True}],
            "attribute_list": [{"attribute_id": 100037, "attribute_value_list": [{"value_id": 1}]}],
            "seller_stock": [{"stock": 12}],
            "item_sku": "BT-01",
            "item_status": "UNLIST",
        }
        return {name: value for name, value in {**base, **changes}.items() if value is not None}

    async def item(self, **changes: Any) -> int:
        """Make an item; return its number."""
        answer = await self.post("product/add_item", await self.body(**changes))
        assert answer["error"] == "", answer
        return answer["response"]["item_id"]

    async def read(self, item_id: int) -> dict[str, Any]:
        """Return an item as the shop reads it."""
        answer = await self.get("product/get_item_base_info", item_id_list=item_id)
        return answer["response"]["item_list"][0]

    async def models(self, item_id: int) -> list[dict[str, Any]]:
        """Return an item's models."""
        answer = await self.get("product/get_model_list", item_id=item_id)
        return answer["response"]["model"]

    async def with_variants(self, **changes: Any) -> tuple[int, list[int]]:
        """Make an item of one tier and two models; return its number and theirs."""
        item_id = await self.item(**changes)
        self.clock.advance(5)
        answer = await self.post("product/init_tier_variation", self.one_tier(item_id))
        assert answer["error"] == "", answer
        return item_id, [row["model_id"] for row in answer["response"]["model"]]

    def effects(self, kind: str) -> list[dict[str, Any]]:
        """Return the effects of a kind as history keeps them."""
        rows = self.market.store.rows(
            "SELECT sku, remote_id, detail FROM effects WHERE effect=? ORDER BY id", (kind,)
        )
        return [{"sku": sku, "remote_id": one, **json.loads(detail)} for sku, one, detail in rows]

    @staticmethod
    def drawn(size: tuple[int, int] = (200, 200), kind: str = "PNG") -> bytes:
        """Return a picture's bytes."""
        buffer = io.BytesIO()
        Image.new("RGB", size, "blue").save(buffer, kind)
        return buffer.getvalue()

    @staticmethod
    def model(position: list[int], sku: str, price: int = 450000, stock: int = 7) -> dict[str, Any]:
        """Return one model of a request."""
        return {
            "tier_index": position,
            "original_price": price,
            "seller_stock": [{"stock": stock}],
            "model_sku": sku,
        }

    @staticmethod
    def tier(name: str, *options: str) -> dict[str, Any]:
        """Return one tier in the standard form."""
        rows = [{"variation_option_id": 0, "variation_option_name": option} for option in options]
        return {"variation_id": 0, "variation_name": name, "variation_option_list": rows}

    @staticmethod
    def one_tier(item_id: int) -> dict[str, Any]:
        """Return the body that gives an item one tier with two models."""
        return {
            "item_id": item_id,
            "standardise_tier_variation": [Seller.tier("Hoa văn", "Sen", "Cúc")],
            "model": [Seller.model([0], "BT-01-SEN"), Seller.model([1], "BT-01-CUC", 470000, 5)],
        }


@pytest.fixture
def market() -> Iterator[Callable[..., Market]]:
    """Open markets in memory or in a file, with settings of the test's own."""
    stores: list[Store] = []

    def opened(path: Path | str = ":memory:", **settings: float) -> Market:
        store = Store(path)
        stores.append(store)
        return Market(
            store=store,
            shelf=store.shelf("shopee"),
            clock=HandClock(store),
            settings=Settings(**settings),
            fetch=lambda _: None,
        )

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def opened(market: Callable[..., Market]) -> Callable[..., Seller]:
    """Open a market with settings of the test's own and a shop in it."""

    def seller(path: Path | str = ":memory:", **settings: float) -> Seller:
        there = market(path, **settings)
        return Seller(Shopee(there), there)

    return seller


@pytest.fixture
def seller(opened: Callable[..., Seller]) -> Seller:
    """Open a market with the usual settings and the first shop in it."""
    return opened()
