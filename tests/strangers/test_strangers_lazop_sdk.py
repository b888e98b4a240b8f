"""`lazop-sdk`, Lazada's own client for Python, keeps a shop in the practice market."""

from __future__ import annotations

import importlib
import json
import socket
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

UNSIGNED = "The request signature does not conform to platform standards"
REQUEST = "<Request><Product><Skus><Sku>{}</Sku></Skus></Product></Request>"


@pytest.fixture(scope="module")
def lazop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """Load the client: it makes a folder for its log at home and looks up this machine's name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(socket, "gethostname", lambda: "localhost")
        yield importlib.import_module("lazop_sdk")


class Seller:
    """One account with the client that its owner uses."""

    def __init__(self, lazop: ModuleType, keys: dict[str, str]) -> None:
        self._lazop = lazop
        self.keys = keys
        self.client = lazop.LazopClient(keys["endpoint"], keys["app_key"], keys["app_secret"])

    def call(
        self,
        path: str,
        method: str = "POST",
        *,
        image: bytes = b"",
        token: bool = True,
        **tree: Any,
    ) -> Any:
        """Make one call; return the client's response."""
        request = self._lazop.LazopRequest(path, method)
        for name, value in tree.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            request.add_api_param(name, text)
        if image:
            request.add_file_param("image", image)
        return self.client.execute(request, self.keys["access_token"] if token else None)

    def data(self, path: str, method: str = "POST", **tree: Any) -> Any:
        """Make one call that has to be granted; return its data."""
        response = self.call(path, method, **tree)
        assert response.code == "0", response
        return response.body["data"]

    def made(self, photo: bytes) -> tuple[str, dict[str, str]]:
        """Make a listing with two variants; return its number and theirs by seller SKU."""
        picture = self.data("/image/upload", image=photo)["image"]["url"]
        made = self.data("/product/create", payload=two_glazes(picture))
        return str(made["item_id"]), {r["seller_sku"]: str(r["sku_id"]) for r in made["sku_list"]}

    def shown(self, item_id: str) -> dict[str, Any]:
        """Read a listing as the shop has it."""
        shown: dict[str, Any] = self.data("/product/item/get", "GET", item_id=item_id)
        return shown


@pytest.fixture
def seller(lazop: ModuleType, served: Any, account: str) -> Seller:
    return Seller(lazop, served.seller("lazada", account))


def two_glazes(picture: str) -> dict[str, Any]:
    skus = [
        {
            "SellerSku": code,
            "saleProp": {"Men": glaze},
            "price": price,
            "quantity": "12",
            "package_length": "30",
            "package_width": "25",
            "package_height": "15",
            "package_weight": "2.4",
        }
        for code, glaze, price in (("BT-1", "Trắng", "350000"), ("BT-2", "Lục", "360000"))
    ]
    options = {"name": "Men", "hasImage": False, "customize": True}
    product = {
        "PrimaryCategory": "10101101",
        "Images": {"Image": [picture]},
        "Attributes": {
            "name": "Bộ ấm chén gốm Bát Tràng men lam vẽ sen",
            "description": "<p>Gốm men lam, vẽ tay tại làng nghề Bát Tràng.</p>",
            "brand": "No Brand",
            "warranty_type": "No Warranty",
        },
        "variation": {"variation1": {**options, "options": {"option": ["Trắng", "Lục"]}}},
        "Skus": {"Sku": skus},
    }
    return {"Request": {"Product": product}}


def offers_of(shown: dict[str, Any]) -> dict[str, tuple[float, int]]:
    return {row["SellerSku"]: (row["price"], row["quantity"]) for row in shown["skus"]}


def test_a_token_is_renewed_and_the_new_one_is_let_in(seller: Seller, account: str) -> None:
    old = seller.keys["refresh_token"]
    answer = seller.call("/auth/token/refresh", refresh_token=old, token=False)
    assert (answer.code, answer.body["country"]) == ("0", "vn")
    assert answer.body["access_token"] != seller.keys["access_token"]
    seller.keys |= {"access_token": answer.body["access_token"]}
    assert account in seller.data("/seller/get", "GET")["name"]


def test_a_listing_with_variants_is_made_found_and_comes_on_sale(
    seller: Seller, served: Any, account: str, photo: bytes, eventually: Any
) -> None:
    item_id, _skus = seller.made(photo)
    eventually(lambda: seller.shown(item_id)["status"], "Active")
    shown = seller.shown(item_id)
    assert shown["attributes"]["name"] == "Bộ ấm chén gốm Bát Tràng men lam vẽ sen"
    assert offers_of(shown) == {"BT-1": (350_000, 12), "BT-2": (360_000, 12)}
    listed = seller.data("/products/get", "GET", filter="all", sku_seller_list=["BT-2"])
    assert [str(row["item_id"]) for row in listed["products"]] == [item_id]
    ((_kind, sku, detail),) = served.effects(account, "created")
    assert (sku, detail["skus"]) == ("BT-1", ["BT-1", "BT-2"])


def test_price_and_stock_are_set_in_xml_and_in_json(
    seller: Seller, served: Any, account: str, photo: bytes, eventually: Any
) -> None:
    item_id, skus = seller.made(photo)
    eventually(lambda: seller.shown(item_id)["status"], "Active")
    row = f"<ItemId>{item_id}</ItemId><SkuId>{skus['BT-1']}</SkuId>"
    xml = REQUEST.format(f"{row}<Price>399000</Price><Quantity>7</Quantity>")
    assert seller.data("/product/price_quantity/update", payload=xml) == {}
    stock = {"ItemId": item_id, "SkuId": skus["BT-2"], "SellableQuantity": "3"}
    tree = {"Request": {"Product": {"Skus": {"Sku": [stock]}}}}
    assert seller.data("/product/stock/sellable/update", payload=tree) == {}
    assert offers_of(seller.shown(item_id)) == {"BT-1": (399_000, 7), "BT-2": (360_000, 3)}
    done = served.effects(account, "priced", "stocked")
    assert [(kind, sku) for kind, sku, _detail in done] == [
        ("priced", "BT-1"),
        ("stocked", "BT-1"),
        ("stocked", "BT-2"),
    ]
    assert [d.get("price", d.get("stock")) for _kind, _sku, d in done] == [399_000, 7, 3]


def test_a_listing_is_taken_off_sale(
    seller: Seller, served: Any, account: str, photo: bytes, eventually: Any
) -> None:
    item_id, _skus = seller.made(photo)
    eventually(lambda: seller.shown(item_id)["status"], "Active")
    tree = {"Request": {"Product": {"ItemId": item_id}}}
    seller.data("/product/deactivate", apiRequestBody=tree)
    assert seller.shown(item_id)["status"] == "InActive"
    assert served.effects(account, "unlisted")


@pytest.mark.parametrize("path", ["/seller/get", "/product/create", "/auth/token/refresh"])
def test_a_wrong_secret_is_refused_in_lazada_s_words(
    lazop: ModuleType, seller: Seller, served: Any, account: str, path: str
) -> None:
    wrong = Seller(lazop, {**seller.keys, "app_secret": "wrong"})
    token = not path.startswith("/auth")
    tree: dict[str, Any] = {} if token else {"refresh_token": seller.keys["refresh_token"]}
    answer = wrong.call(path, "GET" if path.endswith("get") else "POST", token=token, **tree)
    assert (answer.type, answer.code) == ("ISV", "IncompleteSignature")
    assert answer.message == UNSIGNED
    assert len(answer.request_id) > 20
    assert not served.effects(account, "created")
