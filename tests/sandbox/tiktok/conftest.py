from __future__ import annotations

import copy
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Call, Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiktok import Tiktok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PRODUCTS = "/product/202309/products"
WAREHOUSE = "7068517275539719942"
TEA = {
    "category_id": "601107",
    "category_version": "v2",
    "title": "Trà Tân Cương Thái Nguyên OCOP bốn sao, túi giấy",
    "description": "<p>Trà móc câu, <strong>sao tay</strong>.</p><ul><li>Hạn: 24 tháng</li></ul>",
    "product_attributes": [{"id": "100107", "values": [{"id": "1000001"}]}],
    "package_weight": {"value": "0.25", "unit": "KILOGRAM"},
}


def sku(
    code: str = "TRA-01", price: str = "120000", stock: int = 25, **axes: str
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seller_sku": code,
        "price": {"amount": price, "currency": "VND"},
        "inventory": [{"warehouse_id": WAREHOUSE, "quantity": stock}],
    }
    if axes:
        row["sales_attributes"] = [
            {"name": name.replace("_", " "), "value_name": value} for name, value in axes.items()
        ]
    return row


def png(width: int = 600, height: int = 600, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "white").save(out, kind)
    return out.getvalue()


@dataclass
class Reply:
    status: int
    code: int
    message: str
    data: Any
    effects: list[tuple[str, str, str, dict[str, Any]]]
    call: Call
    headers: dict[str, str] = field(default_factory=dict)

    def kinds(self) -> list[str]:
        return [effect[0] for effect in self.effects]


class Seller:
    """A client of one practice account, with its own signer."""

    def __init__(self, market: Market, account: str = "tiktok") -> None:
        self.market = market
        self.shop = Tiktok(market)
        self.keys = self.shop.credentials(account)

    def sign(self, path: str, query: dict[str, str], body: bytes = b"") -> str:
        pairs = "".join(key + query[key] for key in sorted(query))
        secret = self.keys["app_secret"].encode()
        message = secret + (path + pairs).encode() + body + secret
        return hmac.new(secret, message, hashlib.sha256).hexdigest()

    def query(self, *, cipher: bool = True, ahead: int = 0, **more: str) -> dict[str, str]:
        own = {"app_key": self.keys["app_key"], "timestamp": str(int(time.time()) + ahead)}
        return own | ({"shop_cipher": self.keys["shop_cipher"]} if cipher else {}) | more

    def send(
        self, method: str, path: str, body: Any = None, *, cipher: bool = True, **query: str
    ) -> Reply:
        raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        named = self.query(cipher=cipher, **query)
        headers = {"content-type": "application/json"} if raw else {}
        return self.raw(method, path, {**named, "sign": self.sign(path, named, raw)}, raw, headers)

    def raw(
        self,
        method: str,
        path: str,
        query: dict[str, str],
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        sent = {"x-tts-access-token": self.keys["access_token"], **(headers or {})}
        call = Call(method, path, list(query.items()), sent, body)
        with self.market.store.transaction():
            answer = self.shop.answer(call)
        told = answer.body if isinstance(answer.body, dict) else {}
        return Reply(
            answer.status,
            told.get("code", -1),
            told.get("message", ""),
            told.get("data"),
            call.effects,
            call,
            dict(answer.headers),
        )

    def upload(
        self,
        content: bytes | None = None,
        *,
        part: str = "data",
        use: str = "MAIN_IMAGE",
        file_name: str = "",
        **query: str,
    ) -> Reply:
        path = f"/product/202309/{'files' if file_name else 'images'}/upload"
        head = f'--+++\r\nContent-Disposition: form-data; name="{part}"; filename="ảnh.png"\r\n'
        kind, value = ("name", file_name) if file_name else ("use_case", use)
        name = f'Content-Disposition: form-data; name="{kind}"'
        text = f"\r\n--+++\r\n{name}\r\n\r\n{value}\r\n--+++--\r\n"
        body = (
            (head + "Content-Type: image/png\r\n\r\n").encode() + (content or png()) + text.encode()
        )
        named = self.query(cipher=False, **query)
        headers = {"content-type": "multipart/form-data; boundary=+++"}
        return self.raw("POST", path, {**named, "sign": self.sign(path, named)}, body, headers)

    def listing(self, *skus: dict[str, Any], **changes: Any) -> dict[str, Any]:
        picture = self.upload().data["uri"]
        body = {**copy.deepcopy(TEA), "main_images": [{"uri": picture}]}
        return {**body, "skus": list(skus) or [sku()], **changes}

    def create(self, *skus: dict[str, Any], **changes: Any) -> Reply:
        return self.send("POST", PRODUCTS, self.listing(*skus, **changes))

    def live(self, *skus: dict[str, Any], **changes: Any) -> str:
        made = self.create(*skus, **changes)
        assert made.code == 0, made.message
        self.later()
        return str(made.data["product_id"])

    def later(self, seconds: float = 60) -> None:
        self.market.clock.advance(seconds)

    def get(self, product: str, **query: str) -> Any:
        return self.send("GET", f"{PRODUCTS}/{product}", **query).data

    def switch(self, what: str, *ids: str) -> Reply:
        method, path = ("DELETE", PRODUCTS) if what == "delete" else ("POST", f"{PRODUCTS}/{what}")
        return self.send(method, path, {"product_ids": list(ids)})

    def search(self, body: Any = None, **query: str) -> Reply:
        path = "/product/202502/products/search"
        return self.send("POST", path, body, **{"page_size": "100", **query})

    def seller_warehouse(self) -> str:
        return str(self.send("GET", "/logistics/202309/warehouses").data["warehouses"][0]["id"])


def market_of(store: Store, **settings: float) -> Market:
    return Market(store, store.shelf("tiktok"), Clock(store), Settings(**settings), lambda _: None)


@pytest.fixture
def store() -> Iterator[Store]:
    kept = Store(":memory:")
    yield kept
    kept.close()


@pytest.fixture
def seller(store: Store) -> Seller:
    return Seller(market_of(store))


@pytest.fixture
def seller_with(store: Store) -> Callable[..., Seller]:
    def make(account: str = "tiktok", **settings: float) -> Seller:
        return Seller(market_of(store, **settings), account)

    return make


@pytest.fixture
def new_sku() -> Callable[..., dict[str, Any]]:
    return sku


@pytest.fixture
def picture() -> Callable[..., bytes]:
    return png
