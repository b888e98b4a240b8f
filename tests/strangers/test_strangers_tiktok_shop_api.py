"""`tiktok-shop-api`, made from the vendor's description, keeps a shop in the practice market."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from tiktok_shop_api import TikTokShop, TikTokShopAuth, TikTokShopError
from tiktok_shop_api.generated.types import File

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

TITLE = "Bộ ấm chén gốm Bát Tràng men lam vẽ sen"


class Seller:
    """One account with the client that its owner uses."""

    def __init__(self, models: ModuleType, keys: dict[str, str]) -> None:
        self._models, self.keys = models, keys
        names = (keys["app_key"], keys["app_secret"])
        self.consent = TikTokShopAuth(*names, keys["service_id"], base_url=keys["auth_endpoint"])
        self.client: Any = TikTokShop(
            *names, keys["access_token"], keys["shop_cipher"], base_url=keys["endpoint"]
        )

    @property
    def products(self) -> Any:
        """Return the client's calls for products."""
        return self.client.products

    def made(self, photo: bytes) -> Any:
        """Make a listing with two variants; return what the client made of the answer."""
        picture = File(io.BytesIO(photo), "ấm chén.jpg", "image/jpeg")
        upload = self._models.UploadProductImageRequest(data=picture)
        uri = self.products.upload_product_image(body=upload).data.uri
        body = self.body("CreateProduct", two_glazes(uri, self.warehouse()))
        return self.products.create_product(body=body).data

    def body(self, call: str, tree: dict[str, Any]) -> Any:
        """Put the body of a call into the client's own form."""
        return getattr(self._models, f"{call}Request").from_dict(tree)

    def warehouse(self) -> str:
        """Return the warehouse that sells."""
        (usable,) = (
            row.id
            for row in self.client.logistics.get_warehouse_list().data.warehouses
            if (row.type_, row.is_default) == ("SALES_WAREHOUSE", True)
        )
        return str(usable)

    def status(self, product_id: str) -> str:
        """Return a listing's status in the platform's word."""
        status: str = self.products.get_product(product_id).data.status
        return status


def two_glazes(uri: str, warehouse: str) -> dict[str, Any]:
    skus = [
        {
            "seller_sku": code,
            "sales_attributes": [{"name": "Men", "value_name": glaze}],
            "price": {"amount": price, "currency": "VND"},
            "inventory": [{"warehouse_id": warehouse, "quantity": 12}],
        }
        for code, glaze, price in (("BT-1", "Trắng", "350000"), ("BT-2", "Lục", "360000"))
    ]
    return {
        "save_mode": "LISTING",
        "title": TITLE,
        "description": "<p>Gốm men lam, vẽ tay tại làng nghề Bát Tràng.</p>",
        "category_id": "601101",
        "category_version": "v2",
        "main_images": [{"uri": uri}],
        "product_attributes": [{"id": "100107", "values": [{"id": "1000001"}]}],
        "package_weight": {"value": "2.4", "unit": "KILOGRAM"},
        "skus": skus,
    }


@pytest.fixture
def seller(vendor: Any, served: Any, account: str) -> Iterator[Seller]:
    found = Seller(vendor.models, served.seller("tiktok", account))
    with found.client:
        yield found


@pytest.fixture
def live(seller: Seller, photo: bytes, eventually: Any) -> Any:
    """Make a listing and see it through its review."""
    made = seller.made(photo)
    eventually(lambda: seller.status(made.product_id), "ACTIVATE")
    return made


def test_a_token_is_renewed_and_the_new_one_shows_the_shop_s_cipher(seller: Seller) -> None:
    fresh = seller.consent.refresh(seller.keys["refresh_token"])
    assert fresh.access_token != seller.keys["access_token"]
    assert fresh.seller_base_region == "VN"
    with seller.client.with_shop(access_token=fresh.access_token, shop_cipher=None) as client:
        (shop,) = client.authorization.get_authorized_shops().data.shops
    assert (shop.cipher, shop.region) == (seller.keys["shop_cipher"], "VN")


def test_a_listing_with_variants_comes_on_sale_as_it_was_sent(
    seller: Seller, live: Any, served: Any, account: str
) -> None:
    shown = seller.products.get_product(live.product_id).data
    assert (shown.title, len(shown.main_images)) == (TITLE, 1)
    assert {
        sku.seller_sku: (sku.sales_attributes[0].value_name, sku.price.sale_price)
        for sku in shown.skus
    } == {"BT-1": ("Trắng", "350000"), "BT-2": ("Lục", "360000")}
    filters = seller.body("SearchProducts", {"status": "ALL", "seller_skus": ["BT-2"]})
    found = seller.products.search_products(page_size=20, body=filters).data.products
    assert [row.id for row in found] == [live.product_id]
    ((_kind, sku, detail),) = served.effects(account, "created")
    assert (sku, detail["skus"]) == ("BT-1", ["BT-1", "BT-2"])


def test_price_and_stock_are_set_and_read_back(
    seller: Seller, live: Any, served: Any, account: str
) -> None:
    sku = live.skus[1].id
    amount = {"amount": "399000", "currency": "VND"}
    prices = seller.body("UpdatePrice", {"skus": [{"id": sku, "price": amount}]})
    seller.products.update_price(live.product_id, body=prices)
    rows = [{"warehouse_id": seller.warehouse(), "quantity": 3}]
    stocks = seller.body("UpdateInventory", {"skus": [{"id": sku, "inventory": rows}]})
    seller.products.update_inventory(live.product_id, body=stocks)
    first, second = seller.products.get_product(live.product_id).data.skus
    assert (first.price.sale_price, first.inventory[0].quantity) == ("350000", 12)
    assert (second.price.sale_price, second.inventory[0].quantity) == ("399000", 3)
    (priced,) = served.effects(account, "priced")
    (stocked,) = served.effects(account, "stocked")
    assert (priced[1], priced[2]["price"]) == ("BT-2", 399_000)
    assert (stocked[1], stocked[2]["stock"]) == ("BT-2", 3)


def test_a_listing_is_taken_off_sale_and_put_on_sale_again(
    seller: Seller, live: Any, served: Any, account: str, eventually: Any
) -> None:
    ids = {"product_ids": [live.product_id]}
    off = seller.body("DeactivateProducts", ids)
    seller.products.deactivate_products(body=off)
    assert seller.status(live.product_id) == "SELLER_DEACTIVATED"
    on = seller.body("ActivateProducts", ids)
    seller.products.activate_products(body=on)
    eventually(lambda: seller.status(live.product_id), "ACTIVATE")
    kinds = [kind for kind, _sku, _detail in served.effects(account, "unlisted", "relisted")]
    assert kinds == ["unlisted", "relisted"]


def test_an_edit_shows_after_its_review_with_the_same_variants(
    seller: Seller, live: Any, eventually: Any
) -> None:
    longer = "Bộ ấm chén gốm Bát Tràng men rạn vẽ hoa sen"
    body = seller.body("PartialEditProduct", {"title": longer})
    seller.products.partial_edit_product(live.product_id, body=body)
    eventually(lambda: seller.products.get_product(live.product_id).data.title, longer)
    shown = seller.products.get_product(live.product_id).data
    assert [sku.id for sku in shown.skus] == [sku.id for sku in live.skus]


def test_a_wrong_secret_is_refused_in_tiktok_s_words(
    vendor: Any, seller: Seller, served: Any, account: str
) -> None:
    wrong = Seller(vendor.models, {**seller.keys, "app_secret": "wrong"})
    with wrong.client, pytest.raises(TikTokShopError) as refused:
        wrong.products.create_product(body=seller.body("CreateProduct", two_glazes("uri", "1")))
    assert (refused.value.code, refused.value.http_status) == (106001, 401)
    assert refused.value.request_id
    assert not served.effects(account, "created")


def test_a_renewal_with_a_wrong_secret_leaves_the_refresh_token_as_it_was(
    vendor: Any, seller: Seller
) -> None:
    wrong = Seller(vendor.models, {**seller.keys, "app_secret": "wrong"})
    with wrong.client, pytest.raises(TikTokShopError) as refused:
        wrong.consent.refresh(seller.keys["refresh_token"])
    assert refused.value.message
    assert seller.consent.refresh(seller.keys["refresh_token"]).access_token
