from __future__ import annotations

import base64
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from PIL import Image

from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Answer, Call, Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiki import Tiki

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AGENT = {"user-agent": "practice-test/1.0"}
REVIEW_S = 20.0


def picture(width: int = 600, height: int = 600, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (width % 255, height % 255, 90)).save(out, kind)
    return out.getvalue()


class StoppedClock(Clock):
    at = 1_790_000_000.0

    def wall(self) -> float:
        return self.at


class Practice:
    """One emulator with its file, its clock, the pictures of the world, and what it reported."""

    def __init__(self, path: Path | str, **settings: float) -> None:
        self.store = Store(path)
        self.clock = StoppedClock(self.store)
        self.world: dict[str, bytes] = {
            f"https://img.example.vn/{name}.jpg": picture(600 + place, 600)
            for place, name in enumerate(["main", "second", "red", "blue"])
        }
        self.fetched: list[str] = []
        self.market = Market(
            store=self.store,
            shelf=self.store.shelf("tiki"),
            clock=self.clock,
            settings=Settings(**({"review_s": REVIEW_S} | settings)),
            fetch=self._fetch,
        )
        self.emulator = Tiki(self.market)
        self.keys = self.emulator.credentials()
        self.effects: list[tuple[str, str, str, dict[str, Any]]] = []
        self.last = Call("GET", "/", [], {}, b"")

    def _fetch(self, address: str) -> bytes | None:
        self.fetched.append(address)
        return self.world.get(address)

    def raw(self, method: str, address: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True)
        self.last = Call(method, parts.path, query, headers, body)
        with self.store.transaction():
            answer = self.emulator.answer(self.last)
        self.effects += self.last.effects
        return answer

    def api(self, method: str, path: str, body: Any = None, *, token: str = "") -> Answer:
        headers = AGENT | {"authorization": f"Bearer {token or self.keys['access_token']}"}
        if body is None:
            return self.raw(method, f"/integration/{path}", headers)
        headers["content-type"] = "application/json"
        return self.raw(method, f"/integration/{path}", headers, json.dumps(body).encode())

    def token(self, *, app: dict[str, str] | None = None, **form: str) -> Answer:
        keys = app or self.keys
        pair = f"{keys['client_id']}:{keys['client_secret']}".encode()
        headers = {"authorization": f"Basic {base64.b64encode(pair).decode()}"}
        return self.form(form, headers)

    def form(self, form: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        sent = AGENT | {"content-type": "application/x-www-form-urlencoded"} | (headers or {})
        return self.raw("POST", "/sc/oauth2/token", sent, urlencode(form).encode())

    def publish(self, body: dict[str, Any]) -> dict[str, Any]:
        """Create, wait for the approval, and return the request as it reads then."""
        track = self.api("POST", "v2.1/requests", body).body["track_id"]
        self.clock.advance(REVIEW_S)
        state = self.api("GET", f"v2/tracking/{track}").body
        assert state["state"] == "approved", state
        request: dict[str, Any] = self.api("GET", f"v2/requests/{state['request_id']}").body
        return request

    def kinds(self) -> list[str]:
        return [kind for kind, *_ in self.effects]


@pytest.fixture
def make_practice(tmp_path: Path) -> Iterator[Callable[..., Practice]]:
    made: list[Practice] = []

    def make(path: Path | str = ":memory:", **settings: float) -> Practice:
        made.append(Practice(path, **settings))
        return made[-1]

    yield make
    for one in made:
        one.store.close()


@pytest.fixture
def practice(make_practice: Callable[..., Practice]) -> Practice:
    return make_practice()


@pytest.fixture
def make_picture() -> Callable[..., bytes]:
    return picture


@pytest.fixture
def variant() -> Callable[..., dict[str, Any]]:
    def make(sku: str, /, **changed: Any) -> dict[str, Any]:
        return {
            "sku": sku,
            "price": 120_000,
            "inventory_type": "dropship",
            "seller_warehouse": "1034, 1015",
            "warehouse_stocks": [
                {"warehouseId": 1034, "qtyAvailable": 17},
                {"warehouseId": 1015, "qtyAvailable": 5},
            ],
        } | changed

    return make


@pytest.fixture
def wanted(variant: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Build the body of a simple product; named fields are replaced."""

    def make(**changed: Any) -> dict[str, Any]:
        attributes = {
            "brand": "OEM",
            "origin": "Việt Nam",
            "brand_country": "Việt Nam",
            "product_length": "20",
            "product_width": "20.5",
            "product_height": 15,
            "product_weight_kg": "0.8",
            "bulky": 0,
            "is_warranty_applied": 0,
        }
        return {
            "category_id": 8101,
            "name": "Bộ ấm chén gốm thủ công vẽ tay",
            "description": "<p>Ấm chén gốm</p>",
            "market_price": 150_000,
            "attributes": attributes,
            "image": "https://img.example.vn/main.jpg",
            "images": ["https://img.example.vn/second.jpg"],
            "option_attributes": [],
            "variants": [variant("AM-01")],
            "meta_data": {"is_auto_turn_on": True},
        } | changed

    return make
