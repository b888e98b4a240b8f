"""Four strangers who sign by themselves, at one practice market under a storm."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import pytest
from PIL import Image

from ocopctl.sandbox.faults.storm import Rule, Storm, begin, end
from ocopctl.sandbox.media import Media
from ocopctl.sandbox.practice import PracticeMarket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MEDIA = "https://img.example.vn"
REVIEW_S = 60.0


def drawn() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 600), "teal").save(out, "JPEG")
    return out.getvalue()


def digest(key: str, text: bytes) -> str:
    return hmac.new(key.encode(), text, hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Stranger:
    """Builds the requests of one marketplace by hand; sends none of them itself."""

    keys: dict[str, str]
    base: str
    ahead: float = 0.0
    name: ClassVar[str]

    def request(self, method: str, path: str, **options: Any) -> httpx.Request:
        return httpx.Request(method, self.base + path, **options)

    def with_tokens(self, tokens: dict[str, Any]) -> Stranger:
        names = ("access_token", "refresh_token")
        return replace(self, keys=self.keys | {name: tokens[name] for name in names})

    def listing(self, page: int = 1, size: int = 20) -> httpx.Request:
        raise NotImplementedError

    def upload(self) -> httpx.Request | None:
        return None

    def creation(self, sku: str, picture: Any) -> httpx.Request:
        raise NotImplementedError

    def renewal(self) -> httpx.Request:
        raise NotImplementedError

    def made(self, body: Any) -> str:
        """Return the number of what was made, "" when the platform said no."""
        raise NotImplementedError

    def total(self, body: Any) -> int:
        raise NotImplementedError

    def tokens(self, body: Any) -> dict[str, Any]:
        return dict(body)


class OnShopee(Stranger):
    name = "shopee"

    def signed(self, method: str, path: str, query: Any = (), **options: Any) -> httpx.Request:
        at, path = str(int(time.time() + self.ahead)), f"/api/v2/{path}"
        public = path.startswith(("/api/v2/auth", "/api/v2/media"))
        who = "" if public else self.keys["access_token"] + self.keys["shop_id"]
        sign = digest(
            self.keys["partner_key"], f"{self.keys['partner_id']}{path}{at}{who}".encode()
        )
        params = {"partner_id": self.keys["partner_id"], "timestamp": at, "sign": sign}
        if not public:
            params |= {key: self.keys[key] for key in ("access_token", "shop_id")}
        rows = [*params.items(), *query]
        return self.request(method, path, params=rows, **options)

    def listing(self, page: int = 1, size: int = 20) -> httpx.Request:
        states = [("item_status", one) for one in ("NORMAL", "REVIEWING", "BANNED")]
        rows = [("offset", str((page - 1) * size)), ("page_size", str(size)), *states]
        return self.signed("GET", "product/get_item_list", rows)

    def upload(self) -> httpx.Request:
        files = {"image": ("a.jpg", drawn(), "image/jpeg")}
        return self.signed("POST", "media_space/upload_image", files=files)

    def creation(self, sku: str, picture: Any) -> httpx.Request:
        body = {
            "item_name": "Bộ ấm chén gốm Bát Tràng men lam vẽ sen",
            "description": "Bộ 1 ấm 6 chén, vẽ tay tại làng nghề Bát Tràng.\nOCOP 4 sao.",
            "original_price": 450000,
            "weight": 1.8,
            "category_id": 101101,
            "dimension": {"package_length": 35, "package_width": 25, "package_height": 18},
            "image": {"image_id_list": [picture["response"]["image_info"]["image_id"]]},
            "logistic_info": [{"logistic_id": 5001, "enabled": True}],
            "attribute_list": [{"attribute_id": 100037, "attribute_value_list": [{"value_id": 1}]}],
            "seller_stock": [{"stock": 12}],
            "item_sku": sku,
        }
        return self.signed("POST", "product/add_item", json=body)

    def renewal(self) -> httpx.Request:
        whole = {name: int(self.keys[name]) for name in ("partner_id", "shop_id")}
        body = {"refresh_token": self.keys["refresh_token"], **whole}
        return self.signed("POST", "auth/access_token/get", json=body)

    def made(self, body: Any) -> str:
        return "" if body["error"] else str(body["response"]["item_id"])

    def total(self, body: Any) -> int:
        return int(body["response"]["total_count"])


class OnLazada(Stranger):
    name = "lazada"

    def params(self, path: str, business: dict[str, str], *, token: bool = True) -> dict[str, str]:
        at = str(int((time.time() + self.ahead) * 1000))
        system = {"app_key": self.keys["app_key"], "sign_method": "sha256", "timestamp": at}
        held = {"access_token": self.keys["access_token"]} if token else {}
        params = {**system, **held, **business}
        text = path + "".join(name + params[name] for name in sorted(params))
        return {**params, "sign": digest(self.keys["app_secret"], text.encode()).upper()}

    def listing(self, page: int = 1, size: int = 20) -> httpx.Request:
        rows = {"filter": "all", "offset": str((page - 1) * size), "limit": str(size)}
        params = self.params("/products/get", rows)
        return self.request("GET", "/rest/products/get", params=params)

    def upload(self) -> httpx.Request:
        params = self.params("/image/upload", {})
        files = {"image": ("a.jpg", drawn(), "image/jpeg")}
        return self.request("POST", "/rest/image/upload", params=params, files=files)

    def creation(self, sku: str, picture: Any) -> httpx.Request:
        names = {"name": "Bộ ấm chén gốm Bát Tràng", "description": "<p>Gốm men tro</p>"}
        parcel = {f"package_{side}": "30" for side in ("length", "width", "height")}
        offer = {"SellerSku": sku, "price": "350000", "quantity": "12", "package_weight": "2.4"}
        product = {
            "PrimaryCategory": "10101101",
            "Images": {"Image": [picture["data"]["image"]["url"]]},
            "Attributes": {**names, "brand": "No Brand", "warranty_type": "No Warranty"},
            "Skus": {"Sku": [offer | parcel]},
        }
        body = {"payload": json.dumps({"Request": {"Product": product}})}
        data = self.params("/product/create", body)
        return self.request("POST", "/rest/product/create", data=data)

    def renewal(self) -> httpx.Request:
        path, held = "/auth/token/refresh", {"refresh_token": self.keys["refresh_token"]}
        return self.request("POST", f"/rest{path}", data=self.params(path, held, token=False))

    def made(self, body: Any) -> str:
        return str(body["data"]["item_id"]) if body["code"] == "0" else ""

    def total(self, body: Any) -> int:
        return int(body["data"]["total_products"])


class OnTiktok(Stranger):
    name = "tiktok"

    def signed(self, method: str, path: str, body: Any = None, **query: str) -> httpx.Request:
        at = str(int(time.time() + self.ahead))
        query = {"app_key": self.keys["app_key"], "timestamp": at, **query}
        files = {"data": ("a.jpg", drawn(), "image/jpeg")} if body is None else None
        if files is None:
            query["shop_cipher"] = self.keys["shop_cipher"]
        raw = b"" if body is None else json.dumps(body).encode()
        pairs = "".join(key + query[key] for key in sorted(query))
        secret = self.keys["app_secret"]
        text = (secret + path + pairs).encode() + raw + secret.encode()
        params = {**query, "sign": digest(secret, text)}
        headers = {"x-tts-access-token": self.keys["access_token"]}
        if files is None:
            headers["content-type"] = "application/json"
            return self.request(method, path, params=params, headers=headers, content=raw)
        data = {"use_case": "MAIN_IMAGE"}
        return self.request(method, path, params=params, headers=headers, files=files, data=data)

    def listing(self, page: int = 1, size: int = 20, after: str = "") -> httpx.Request:
        token = {"page_token": after} if after else {}
        path = "/product/202502/products/search"
        return self.signed("POST", path, {}, page_size=str(size), **token)

    def upload(self) -> httpx.Request:
        return self.signed("POST", "/product/202309/images/upload")

    def creation(self, sku: str, picture: Any) -> httpx.Request:
        offer = {
            "seller_sku": sku,
            "price": {"amount": "120000", "currency": "VND"},
            "inventory": [{"warehouse_id": "7068517275539719942", "quantity": 25}],
        }
        body = {
            "category_id": "601107",
            "category_version": "v2",
            "title": "Trà Tân Cương Thái Nguyên OCOP bốn sao, túi giấy",
            "description": "<p>Trà móc câu.</p>",
            "product_attributes": [{"id": "100107", "values": [{"id": "1000001"}]}],
            "package_weight": {"value": "0.25", "unit": "KILOGRAM"},
            "main_images": [{"uri": picture["data"]["uri"]}],
            "skus": [offer],
        }
        return self.signed("POST", "/product/202309/products", body)

    def renewal(self) -> httpx.Request:
        params = {name: self.keys[name] for name in ("app_key", "app_secret", "refresh_token")}
        params["grant_type"] = "refresh_token"
        return self.request("GET", "/api/v2/token/refresh", params=params)

    def made(self, body: Any) -> str:
        return str(body["data"]["product_id"]) if body["code"] == 0 else ""

    def total(self, body: Any) -> int:
        return int(body["data"]["total_count"])

    def tokens(self, body: Any) -> dict[str, Any]:
        return dict(body["data"])


class OnTiki(Stranger):
    name = "tiki"

    def bearing(self, method: str, path: str, **options: Any) -> httpx.Request:
        headers = {"authorization": f"Bearer {self.keys['access_token']}", "user-agent": "stranger"}
        return self.request(method, f"/integration/{path}", headers=headers, **options)

    def listing(self, page: int = 1, size: int = 20) -> httpx.Request:
        params = {"page": str(page), "limit": str(size)}
        return self.bearing("GET", "v2/products", params=params)

    def creation(self, sku: str, picture: Any) -> httpx.Request:
        attributes = {
            "brand": "OEM",
            "origin": "Việt Nam",
            "brand_country": "Việt Nam",
            "product_length": "20",
            "product_width": "20",
            "product_height": "15",
            "product_weight_kg": "0.8",
            "bulky": 0,
            "is_warranty_applied": 0,
        }
        offer = {
            "sku": sku,
            "price": 120_000,
            "inventory_type": "dropship",
            "seller_warehouse": "1034",
            "warehouse_stocks": [{"warehouseId": 1034, "qtyAvailable": 17}],
        }
        body = {
            "category_id": 8101,
            "name": "Bộ ấm chén gốm thủ công vẽ tay",
            "description": "<p>Ấm chén gốm</p>",
            "market_price": 150_000,
            "attributes": attributes,
            "image": f"{MEDIA}/a.jpg",
            "images": [],
            "option_attributes": [],
            "variants": [offer],
            "meta_data": {"is_auto_turn_on": True},
        }
        return self.bearing("POST", "v2.1/requests", json=body)

    def renewal(self) -> httpx.Request:
        form = {"grant_type": "refresh_token", "refresh_token": self.keys["refresh_token"]}
        basic = httpx.BasicAuth(self.keys["client_id"], self.keys["client_secret"])
        headers = {"user-agent": "stranger"}
        request = self.request("POST", "/sc/oauth2/token", data=form, headers=headers)
        return next(basic.auth_flow(request))

    def made(self, body: Any) -> str:
        return str(body.get("track_id", ""))

    def total(self, body: Any) -> int:
        return int(body["paging"]["total"])


KINDS = {kind.name: kind for kind in (OnShopee, OnLazada, OnTiktok, OnTiki)}


class Weather:
    """One practice market, the strangers in it, and the storms that a test lets loose."""

    def __init__(self, path: Path | str, pictures: Path) -> None:
        self.market = PracticeMarket(path, media=Media((MEDIA,), (pictures,)))

    def stranger(self, name: str) -> Any:
        return KINDS[name](self.market.credentials(name, name), f"http://{name}.test")

    def storm(self, *rules: Rule, seed: int = 7) -> None:
        begin(self.market.store, Storm(seed, rules))

    def strike(self, fault: str, **fields: Any) -> None:
        """Let one fault strike every call that it can, or as the fields say."""
        self.storm(Rule(fault, **fields))

    def clear(self) -> None:
        end(self.market.store)

    async def send(self, stranger: Any, request: httpx.Request | None) -> httpx.Response:
        assert request is not None
        transport = httpx.ASGITransport(self.market.app(stranger.name))
        async with httpx.AsyncClient(transport=transport) as client:
            return await client.send(request)

    async def picture(self, stranger: Any) -> Any:
        """Upload a picture in fair weather where the marketplace wants one; return the answer."""
        request = stranger.upload()
        return None if request is None else (await self.send(stranger, request)).json()

    async def listed(self, stranger: Any) -> int:
        """End the storm, let reviews pass, and return how many listings the shop has."""
        self.clear()
        self.market.clock.advance(REVIEW_S)
        return int(stranger.total((await self.send(stranger, stranger.listing())).json()))

    def last(self) -> dict[str, Any]:
        """Return the last call of the history."""
        return next(event for event in self.market.history(last=1) if event["event"] == "call")

    def calls(self) -> list[tuple[str, str, int, bool]]:
        """Return what the history tells of every call."""
        events = [event for event in self.market.history() if event["event"] == "call"]
        return [(one["endpoint"], one["answer"], one["status"], one["lost"]) for one in events]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "a.jpg").write_bytes(drawn())
    return folder


@pytest.fixture
def opened(pictures: Path) -> Iterator[Callable[..., Weather]]:
    """Open practice markets, in memory or in a file."""
    made: list[Weather] = []

    def opening(path: Path | str = ":memory:") -> Weather:
        made.append(Weather(path, pictures))
        return made[-1]

    yield opening
    for one in made:
        one.market.close()


@pytest.fixture
def weather(opened: Callable[..., Weather]) -> Weather:
    return opened()


@pytest.fixture(params=sorted(KINDS))
def stranger(weather: Weather, request: pytest.FixtureRequest) -> Any:
    """Stand in one shop of each of the four in turn."""
    return weather.stranger(request.param)


@pytest.fixture
def tiki(weather: Weather) -> Any:
    return weather.stranger("tiki")


@pytest.fixture(scope="session")
def kinds() -> dict[str, type[Any]]:
    return dict(KINDS)
