from __future__ import annotations

import hashlib
import hmac
import json
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.lazada import Lazada, Quirks
from ocopctl.sandbox.market import Answer, Call, Market, Settings
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from pathlib import Path

AM_CHEN = "10101101"


def jpeg(width: int = 400, height: int = 400, kind: str = "JPEG", shade: int = 90) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (shade, 120, 60)).save(out, kind)
    return out.getvalue()


def sku(code: str, **more: Any) -> dict[str, Any]:
    return {
        "SellerSku": code,
        "price": "350000",
        "quantity": "12",
        "package_length": "30",
        "package_width": "25",
        "package_height": "15",
        "package_weight": "2.4",
        **more,
    }


def plain(picture: str, *skus: dict[str, Any], **more: Any) -> dict[str, Any]:
    attributes = {
        "name": "Bộ ấm chén gốm Bát Tràng",
        "description": "<p>Gốm men tro</p>",
        "brand": "No Brand",
        "warranty_type": "No Warranty",
    }
    return {
        "PrimaryCategory": AM_CHEN,
        "disableAutoFillAttribute": "true",
        "Images": {"Image": [picture]},
        "Attributes": attributes,
        "Skus": {"Sku": list(skus) or [sku("BT-01")]},
        **more,
    }


def axis(name: str, *options: str, image: bool = False, own: bool = True) -> dict[str, Any]:
    return {
        "name": name,
        "hasImage": image,
        "customize": own,
        "options": {"option": list(options)},
    }


def two_glazes(picture: str, **more: Any) -> dict[str, Any]:
    skus = [
        sku("BT-TRANG", saleProp={"Men": "Men trắng"}),
        sku("BT-LUC", saleProp={"Men": "Men lục"}, price="360000"),
    ]
    variation = {"variation1": axis("Men", "Men trắng", "Men lục")}
    return {**plain(picture, *skus), "variation": variation, **more}


class Seller:
    """A hand-made client: signs by itself and remembers what the emulator reported."""

    def __init__(
        self, settings: Settings | None = None, path: Path | str = ":memory:", **quirks: Any
    ) -> None:
        store = Store(path)
        self.web: dict[str, bytes] = {}
        self.market = Market(
            store, store.shelf("lazada"), Clock(store), settings or Settings(), self.web.get
        )
        self.lazada = Lazada(self.market, quirks=Quirks(**quirks))
        self.effects: list[tuple[str, str, str, dict[str, Any]]] = []
        self.last = Call("", "", [], {}, b"")
        self.use(self.lazada.credentials())

    def use(self, credentials: dict[str, str]) -> None:
        self.keys = credentials

    def params(self, path: str, business: dict[str, str], *, token: bool = True) -> dict[str, str]:
        system = {
            "app_key": self.keys["app_key"],
            "sign_method": "sha256",
            "timestamp": str(int(time.time() * 1000)),
        }
        if token:
            system["access_token"] = self.keys["access_token"]
        return self.signed(path, {**system, **business})

    def signed(self, path: str, params: dict[str, str]) -> dict[str, str]:
        text = path + "".join(name + params[name] for name in sorted(params))
        digest = hmac.new(self.keys["app_secret"].encode(), text.encode(), hashlib.sha256)
        return {**params, "sign": digest.hexdigest().upper()}

    def send(self, call: Call) -> Answer:
        with self.market.store.transaction():
            answer = self.lazada.answer(call)
        self.last = call
        self.effects += call.effects
        return answer

    def get(self, path: str, *, token: bool = True, **business: str) -> Any:
        query = list(self.params(path, business, token=token).items())
        return self.send(Call("GET", "/rest" + path, query, {}, b"")).body

    def post(self, path: str, *, token: bool = True, **business: str) -> Any:
        form = urlencode(self.params(path, business, token=token)).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self.send(Call("POST", "/rest" + path, [], headers, form)).body

    def product(self, path: str, product: dict[str, Any], name: str = "payload") -> Any:
        body = {name: json.dumps({"Request": {"Product": product}})}
        return self.post(path, token=True, **body)

    def upload(self, content: bytes, disposition: str = 'name="image"; filename="a.jpg"') -> Any:
        query = list(self.params("/image/upload", {}).items())
        head = f"--xx\r\nContent-Disposition: form-data; {disposition}\r\n\r\n".encode()
        headers = {"content-type": "multipart/form-data; boundary=xx"}
        body = head + content + b"\r\n--xx--\r\n"
        return self.send(Call("POST", "/rest/image/upload", query, headers, body)).body

    def picture(self, shade: int = 90) -> str:
        return str(self.upload(jpeg(shade=shade))["data"]["image"]["url"])

    def create(self, draft: dict[str, Any]) -> Any:
        return self.product("/product/create", draft)

    def made(self, draft: dict[str, Any]) -> tuple[str, dict[str, str]]:
        data = self.create(draft)["data"]
        return str(data["item_id"]), {
            one["seller_sku"]: str(one["sku_id"]) for one in data["sku_list"]
        }

    def item(self, item_id: str) -> Any:
        return self.get("/product/item/get", item_id=item_id)["data"]

    def reviewed(self) -> None:
        self.market.clock.advance(self.market.settings.review_s)

    def kinds(self) -> list[str]:
        return [kind for kind, *_ in self.effects if kind != "uploaded"]

    jpeg = staticmethod(jpeg)
    sku = staticmethod(sku)
    axis = staticmethod(axis)
    plain = staticmethod(plain)
    two_glazes = staticmethod(two_glazes)


@pytest.fixture
def seller() -> Seller:
    return Seller()


@pytest.fixture
def new_seller() -> type[Seller]:
    return Seller
