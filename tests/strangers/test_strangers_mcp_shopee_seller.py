"""`mcp-shopee-seller` keeps a shop in the practice market with its client and its tools.

The tools are written for Brazil: they ask for Portuguese names of categories, which a shop in
Vietnam is refused, and switch on all shipping channels unless some are named.
"""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

TITLE = "Bộ ấm chén gốm Bát Tràng men lam vẽ sen"
ORIGIN = {"attribute_id": 100037, "attribute_value_list": [{"value_id": 1}]}


class Tools:
    """Hold tools under their names, as the server does to which they are handed."""

    def __init__(self) -> None:
        self._kept: dict[str, Callable[..., Any]] = {}

    def tool(self, **_about: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Keep what is decorated."""

        def keep(function: Callable[..., Any]) -> Callable[..., Any]:
            self._kept[function.__name__] = function
            return function

        return keep

    async def __call__(self, tool: str, /, **arguments: Any) -> Any:
        """Use a tool that has to work; return the JSON that it answers."""
        return json.loads(await self.said(tool, **arguments))

    async def said(self, tool: str, /, **arguments: Any) -> str:
        """Use a tool; return its words."""
        words: str = await self._kept[tool](**arguments)
        return words


class Seller:
    """One account with the client and the tools that its owner uses."""

    def __init__(self, keys: dict[str, str], tokens: Path, *, ends: int = 2**33) -> None:
        store = importlib.import_module("shopee_mcp.token_store")
        self.shop_id, self.tokens = int(keys["shop_id"]), tokens
        pair = (keys["access_token"], keys["refresh_token"])
        store.save_store(str(tokens), {self.shop_id: store.Tokens(*pair, ends, self.shop_id)})
        settings = importlib.import_module("shopee_mcp.config").load_settings()
        self.client = importlib.import_module("shopee_mcp.client").ShopeeClient(settings)
        self.use = Tools()
        importlib.import_module("shopee_mcp.tools").register_all(self.use, lambda: self.client)

    def token(self) -> str:
        """Return the access token that the client has kept."""
        kept = json.loads(self.tokens.read_text())
        return str(kept[str(self.shop_id)]["access_token"])

    async def made(self, photo: Path) -> int:
        """Make a listing; return its number."""
        picture = await self.use("upload_product_image", image_source=str(photo))
        made = await self.use(
            "create_product",
            name=TITLE,
            description="Gốm men lam, vẽ tay tại làng nghề Bát Tràng. Bộ 1 ấm 6 chén.",
            price=350_000,
            stock=12,
            weight_kg=2.4,
            category_id=101101,
            image_ids=[picture["image_id"]],
            attributes=[ORIGIN],
            logistic_ids=[5001],
            sku="BT-1",
        )
        return int(made["item_id"])

    async def shown(self, item_id: int) -> dict[str, Any]:
        """Read a listing as the shop has it."""
        (item,) = (await self.use("get_product_details", item_id_list=[item_id]))["item_list"]
        return dict(item)

    async def post(self, method: str, body: dict[str, Any]) -> Any:
        """Make a call for which there is no tool."""
        path = f"/api/v2/product/{method}"
        return (await self.client.call(path, method="POST", body=body))["response"]

    async def models(self, item_id: int) -> dict[str, Any]:
        """Read a listing's variants, by seller SKU."""
        path = "/api/v2/product/get_model_list"
        answer = await self.client.call(path, params={"item_id": item_id})
        return {row["model_sku"]: row for row in answer["response"]["model"]}


@pytest.fixture
async def open_seller(
    served: Any, account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[..., Seller]]:
    keys = served.seller("shopee", account)
    sellers: list[Seller] = []

    def opened(*, ends: int = 2**33, **wrong: str) -> Seller:
        names = {"HOST": "endpoint", "PARTNER_ID": "partner_id", "PARTNER_KEY": "partner_key"}
        for name, key in names.items():
            monkeypatch.setenv(f"SHOPEE_{name}", {**keys, **wrong}[key])
        for name in ("TOKEN", "ADS_TOKEN"):
            monkeypatch.setenv(f"SHOPEE_{name}_FILE", str(tmp_path / name))
        monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")  # else it reads any .env above itself
        sellers.append(Seller(keys, tmp_path / "TOKEN", ends=ends))
        return sellers[-1]

    yield opened
    for seller in sellers:
        await seller.client.aclose()


@pytest.fixture
def seller(open_seller: Callable[..., Seller]) -> Seller:
    return open_seller()


@pytest.fixture
def photo_file(photo: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "ấm chén.jpg"
    path.write_bytes(photo)
    return path


async def test_a_token_that_has_ended_is_renewed_and_kept(
    open_seller: Callable[..., Seller],
) -> None:
    seller = open_seller(ends=0)
    old = seller.token()
    assert (await seller.use("list_products"))["total_count"] == 0
    assert seller.token() != old
    assert (await seller.use("list_products"))["has_next_page"] is False


async def test_a_listing_is_made_and_shown_as_it_was_sent(
    seller: Seller, photo_file: Path, served: Any, account: str
) -> None:
    item_id = await seller.made(photo_file)
    shown = await seller.shown(item_id)
    assert (shown["item_name"], shown["item_sku"]) == (TITLE, "BT-1")
    assert len(shown["image"]["image_id_list"]) == 1
    assert shown["price_info"][0]["original_price"] == 350_000
    ((_kind, sku, _detail),) = served.effects(account, "created")
    assert sku == "BT-1"


async def test_price_stock_and_title_are_changed(
    seller: Seller, photo_file: Path, served: Any, account: str
) -> None:
    item_id = await seller.made(photo_file)
    assert not (await seller.use("update_price", item_id=item_id, price=399_000))["failure_list"]
    assert not (await seller.use("update_stock", item_id=item_id, stock=3))["failure_list"]
    changed = await seller.use("update_product", item_id=item_id, name=f"{TITLE} cổ")
    assert changed["campos"] == ["item_name"]
    shown = await seller.shown(item_id)
    assert shown["item_name"] == f"{TITLE} cổ"
    assert shown["price_info"][0]["original_price"] == 399_000
    assert shown["stock_info_v2"]["summary_info"]["total_available_stock"] == 3
    (priced,) = served.effects(account, "priced")
    (stocked,) = served.effects(account, "stocked")
    assert (priced[1], priced[2]["price"]) == ("BT-1", 399_000)
    assert (stocked[1], stocked[2]["stock"]) == ("BT-1", 3)


async def test_variants_in_the_older_form_have_prices_and_stocks_of_their_own(
    seller: Seller, photo_file: Path, served: Any, account: str
) -> None:
    item_id = await seller.made(photo_file)
    made = await seller.post("init_tier_variation", two_glazes(item_id))
    _first, second = (row["model_id"] for row in made["model"])
    of_second = {"item_id": item_id, "model_id": second}
    assert not (await seller.use("update_price", **of_second, price=388_000))["failure_list"]
    assert not (await seller.use("update_stock", **of_second, stock=9))["failure_list"]
    models = await seller.models(item_id)
    assert {
        sku: (row["price_info"][0]["original_price"], row["stock_info_v2"]["seller_stock"])
        for sku, row in models.items()
    } == {"BT-1-T": (350_000, stock_of(3)), "BT-1-L": (388_000, stock_of(9))}
    assert served.effects(account, "priced")[-1][1] == "BT-1-L"
    assert served.effects(account, "stocked")[-1][2]["stock"] == 9


def two_glazes(item_id: int) -> dict[str, Any]:
    rows = (([0], "BT-1-T", 350_000, 3), ([1], "BT-1-L", 360_000, 4))
    models = [
        {
            "tier_index": index,
            "model_sku": sku,
            "original_price": price,
            "seller_stock": [{"stock": stock}],
        }
        for index, sku, price, stock in rows
    ]
    options = [{"option": "Trắng"}, {"option": "Lục"}]
    tier = {"name": "Men", "option_list": options}
    return {"item_id": item_id, "tier_variation": [tier], "model": models}


def stock_of(number: int) -> list[dict[str, Any]]:
    return [{"location_id": "", "stock": number, "if_saleable": True}]


async def test_a_listing_is_taken_off_sale_and_put_on_sale_again(
    seller: Seller, photo_file: Path, served: Any, account: str
) -> None:
    item_id = await seller.made(photo_file)
    for unlist, status in ((True, "UNLIST"), (False, "NORMAL")):
        await seller.use("set_product_status", item_id=item_id, unlist=unlist)
        listed = await seller.use("list_products", item_status=status)
        assert [row["item_id"] for row in listed["item"]] == [item_id]
    kinds = [kind for kind, _sku, _detail in served.effects(account, "unlisted", "relisted")]
    assert kinds == ["unlisted", "relisted"]


async def test_a_language_of_another_country_is_refused_in_shopee_s_words(seller: Seller) -> None:
    words = await seller.use.said("search_categories", keyword="gốm")
    assert "'product.error_invalid_language': Invalid language." in words


@pytest.mark.parametrize("ends", [0, 2**33], ids=["renewal", "call"])
async def test_a_wrong_key_is_refused_in_shopee_s_words(
    open_seller: Callable[..., Seller], ends: int
) -> None:
    wrong = open_seller(ends=ends, partner_key="wrong")
    before = wrong.token()
    assert "'error_sign': Wrong sign." in await wrong.use.said("list_products")
    assert wrong.token() == before
