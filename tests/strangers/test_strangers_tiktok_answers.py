"""What the practice TikTok Shop answers, read with models made from the vendor's description."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from tiktok_shop_api import TikTokShop, operation_for
from tiktok_shop_api.generated.types import File

from ocopctl.sandbox.tiktok.routes import ROUTES

if TYPE_CHECKING:
    from collections.abc import Iterator

PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
HONEY = "700648"
NOBODY = "1729592969712209999"


def named(method: str, path: str) -> str:
    """Return the vendor's name of a call."""
    operation = operation_for(method, path)
    assert operation, path
    return str(operation["operationId"])


class Line(httpx.HTTPTransport):
    """The way to the market; it keeps every answer under the vendor's name of the call."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, list[Any]] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        kept = self.answers.setdefault(named(request.method, request.url.path), [])
        kept.append(json.loads(response.read()))
        return response


class Walk:
    """A seller who uses every call that the practice market has."""

    def __init__(self, client: Any, models: Any, photo: bytes) -> None:
        self._client, self._models = client, models
        self._photo = photo

    def go(self, eventually: Any) -> None:
        """Make every call once, with success."""
        self.look_around()
        body = self.product()
        self._send("check_product_listing", "CheckProductListing", body)
        product_id = self._send("create_product", "CreateProduct", body).data.product_id
        products = self._client.products
        eventually(lambda: products.get_product(product_id).data.status, "ACTIVATE")
        (sku,) = products.get_product(product_id).data.skus
        self.change(product_id, sku.id)
        row = {**body["skus"][0], "id": sku.id}
        self._send("edit_product", "EditProduct", {**body, "skus": [row]}, product_id)
        self.switch(product_id)

    def look_around(self) -> None:
        products, logistics = self._client.products, self._client.logistics
        self._client.authorization.get_authorized_shops()
        products.get_categories(category_version="v2")
        products.get_category_rules(HONEY, category_version="v2")
        products.get_category_attributes(HONEY, category_version="v2")
        products.get_brands(page_size=100, category_id=HONEY, category_version="v2")
        products.check_listing_prerequisites()
        self._send("create_custom_brands", "CreateCustomBrands", {"name": "Mật ong Văn Giang"})
        title = {"product_title": "Mật ong nhãn Hưng Yên nguyên chất", "category_version": "v2"}
        self._send("recommend_category", "RecommendCategory", title)
        charts = self._models.SearchSizeChartsRequest.from_dict({"keyword": "áo"})
        products.search_size_charts(page_size=10, body=charts)
        self.warehouse = logistics.get_warehouse_list().data.warehouses[0].id
        logistics.get_warehouse_delivery_options(self.warehouse)

    def product(self) -> dict[str, Any]:
        """Send a picture and a paper; return the body of a product with both."""
        products, models = self._client.products, self._models
        picture = models.UploadProductImageRequest(data=_file(self._photo, "a.jpg", "image/jpeg"))
        uri = products.upload_product_image(body=picture).data.uri
        paper = _file(PDF, "giấy.pdf", "application/pdf")
        upload = models.UploadProductFileRequest(data=paper, name="giấy.pdf")
        file = products.upload_product_file(body=upload).data
        papers = {"id": "602362", "expiration_date": 4_000_000_000}
        files = [{"id": file.id, "name": file.name, "format": "PDF"}]
        price = {"amount": "250000", "currency": "VND"}
        stock = [{"warehouse_id": self.warehouse, "quantity": 5}]
        sizes = {"length": "9", "width": "9", "height": "20", "unit": "CENTIMETER"}
        return {
            "save_mode": "LISTING",
            "title": "Mật ong nhãn Hưng Yên nguyên chất chai thủy tinh",
            "description": "<p>Mật ong hoa nhãn.</p>",
            "category_id": HONEY,
            "category_version": "v2",
            "main_images": [{"uri": uri}],
            "product_attributes": [{"id": "100107", "values": [{"id": "1000001"}]}],
            "certifications": [{**papers, "images": [{"uri": uri}], "files": files}],
            "package_weight": {"value": "1.2", "unit": "KILOGRAM"},
            "package_dimensions": sizes,
            "skus": [{"seller_sku": "MAT-1", "price": price, "inventory": stock}],
        }

    def change(self, product_id: str, sku: str) -> None:
        price = {"id": sku, "price": {"amount": "260000", "currency": "VND"}}
        self._send("update_price", "UpdatePrice", {"skus": [price]}, product_id)
        stock = {"id": sku, "inventory": [{"warehouse_id": self.warehouse, "quantity": 3}]}
        self._send("update_inventory", "UpdateInventory", {"skus": [stock]}, product_id)
        stock = {"id": NOBODY, "inventory": [{"warehouse_id": self.warehouse, "quantity": 3}]}
        self._send("update_inventory", "UpdateInventory", {"skus": [stock]}, product_id)
        self._send("inventory_search", "InventorySearch", {"product_ids": [product_id]})
        search = self._models.SearchProductsRequest.from_dict({"status": "ALL"})
        self._client.products.search_products(page_size=20, body=search)
        longer = {"title": "Mật ong nhãn Hưng Yên nguyên chất chai thủy tinh 500 ml"}
        self._send("partial_edit_product", "PartialEditProduct", longer, product_id)

    def switch(self, product_id: str) -> None:
        ids = {"product_ids": [product_id, NOBODY]}
        for what in ("deactivate", "activate", "delete", "recover"):
            self._send(f"{what}_products", f"{what.title()}Products", ids)

    def _send(self, call: str, body: str, tree: dict[str, Any], *path: str) -> Any:
        model = getattr(self._models, f"{body}Request").from_dict(tree)
        return getattr(self._client.products, call)(*path, body=model)


def _file(content: bytes, name: str, kind: str) -> File:
    return File(io.BytesIO(content), name, kind)


@pytest.fixture
def answers(
    vendor: Any, served: Any, account: str, photo: bytes, eventually: Any
) -> Iterator[dict[str, list[Any]]]:
    keys = served.seller("tiktok", account)
    names = ("app_key", "app_secret", "access_token", "shop_cipher")
    line = Line()
    base = keys["endpoint"]
    client = TikTokShop(*(keys[name] for name in names), base_url=base, transport=line)
    with client:
        Walk(client, vendor.models, photo).go(eventually)
        yield line.answers


def test_every_answer_is_known_at_every_depth(vendor: Any, answers: dict[str, list[Any]]) -> None:
    found = {
        f"{name}{strange}"
        for name, rows in answers.items()
        for row in rows
        for strange in vendor.strange(vendor.answer(name).from_dict(row))
    }
    assert found == set()
    assert set(answers) == {
        named(route.method, route.pattern.replace("{version}", route.versions[-1]))
        for route in ROUTES
    }
