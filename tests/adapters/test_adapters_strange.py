"""Answers of any shape, thrown at every adapter: an error of the marketplace's, never another."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.adapters.base import (
    Adapter,
    CategoryBook,
    Connection,
    Listing,
    ListingVariant,
    Offer,
    Parcel,
    Picture,
    PictureUpload,
    RemoteId,
    Sku,
    first_tokens,
)
from ocopctl.adapters.pages import MOST_PAGES, Pages
from ocopctl.adapters.registry import SHIPPED, load
from ocopctl.errors import MarketplaceError, OutcomeUnknown, Transient
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import Awaitable

KEYS = (
    "response", "data", "item", "item_list", "item_id", "item_id_list", "item_status", "item_sku",
    "has_model", "model", "models", "model_id", "model_sku", "tier_variation", "price_info",
    "stock_info_v2", "total_count", "has_next_page", "next_offset", "products", "skus", "SkuId",
    "SellerSku", "Status", "status", "total_products", "images", "attributes", "paging", "total",
    "last_page", "id", "product_id", "original_sku", "super_id", "state", "request_id",
    "track_id", "inventory", "warehouse_stocks", "quantity_available", "seller_sku", "price",
    "quantity", "next_page_token", "warehouses", "category_list", "category_id", "children",
    "brand_list", "attribute_list", "attribute_tree", "list", "detail", "errors", "code",
    "failure_list", "success_list", "warnings", "main_images", "audit", "reasons", "name", "url",
    "image",
)  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers(-2, 9) | st.sampled_from(["", "A-1", "7", "NORMAL"])
)
TREES = st.recursive(
    LEAVES,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(KEYS), below, max_size=6)
    ),
    max_leaves=14,
)
CREDENTIALS = {
    "partner_id": "7", "partner_key": "k" * 64, "shop_id": "9", "app_key": "a", "app_secret": "s",
    "shop_cipher": "c", "service_id": "5", "client_id": "i", "client_secret": "t",
    "access_token": "A", "refresh_token": "R",
}  # fmt: skip
SKU = Sku("A-1")
OFFER = Offer(SKU, RemoteId("7"), "7", 90_000, 3)


class Hasty:
    """A clock whose waits take no time."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0

    def wall(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


def envelope(name: str, content: Any) -> Any:
    """Wrap content in what the platform says around a success."""
    if name == "shopee":
        return {"error": "", "message": "", "response": content}
    if name == "tiki":
        return content
    return {"code": "0" if name == "lazada" else 0, "data": content}


@dataclass
class Noting:
    """A client that notes what was made for good."""

    client: Client
    made: list[str] = field(default_factory=list)

    async def call(self, request: Request) -> Any:
        body = await self.client.call(request)
        if request.effect is Effect.MAKE:
            self.made.append(request.endpoint)
        return body


def adapter(name: str, answer: Any) -> tuple[Adapter, Noting]:
    """Make an adapter whose platform always answers the same; its client is the real one."""
    kind = load(name)
    clock, content = Hasty(), json.dumps(answer).encode()
    http = httpx.AsyncClient(
        base_url=kind.hosts.api,
        transport=httpx.MockTransport(lambda _request: httpx.Response(200, content=content)),
        auth=kind.authenticator(
            CREDENTIALS, kind.hosts, MemoryTokens(first_tokens(CREDENTIALS)), clock
        ),
    )
    client = Client(http, kind.judge, Pacing({}, clock), clock, shop=name)
    noting = Noting(client)
    return kind(Connection(noting, CREDENTIALS)), noting


def listing() -> Listing:
    variant = ListingVariant(SKU, (), 90_000, 3, 500)
    return Listing(
        sku=SKU, title="Bộ ấm chén gốm Bát Tràng", description="Gốm vẽ tay.", category_id="7",
        brand="", attributes={}, pictures=(), axes=(), variants=(variant,),
        parcel=Parcel(500, 10, 10, 10),
    )  # fmt: skip


async def everything(shop: Adapter, noting: Noting) -> None:
    """Make every call of an adapter; only errors of the marketplace's are let pass.

    A reading leaves nothing in doubt, and a creation that was taken never says that it failed.
    """
    payload = shop.payload(listing())
    readings: list[Any] = [shop.find(SKU), shop.read(RemoteId("7")), walk(shop)]
    if isinstance(shop, CategoryBook):
        readings += [shop.categories(), shop.attributes("7")]
    for reading in readings:
        assert not isinstance(await error_of(reading), OutcomeUnknown)
    error = await error_of(shop.create(payload, key="k"))
    assert error is None or not noting.made or isinstance(error, OutcomeUnknown)
    for change in (
        shop.update(RemoteId("7"), payload),
        shop.set_offers([OFFER]),
        shop.unlist(RemoteId("7")),
        shop.relist(RemoteId("7")),
    ):
        await error_of(change)
    if isinstance(shop, PictureUpload):
        picture = Picture("ab" * 32, __file__, "image/png", 500, 500)  # type: ignore[arg-type]
        await error_of(shop.upload(picture, b"png"))


async def error_of(call: Awaitable[Any]) -> MarketplaceError | None:
    try:
        await call
    except MarketplaceError as error:
        return error
    return None


async def walk(shop: Adapter) -> list[Any]:
    return [remote async for remote in shop.list()]


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=TREES)
def test_a_success_of_any_shape_is_no_traceback(name: str, content: Any) -> None:
    asyncio.run(everything(*adapter(name, envelope(name, content))))


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=TREES)
def test_an_answer_of_any_shape_is_no_traceback(name: str, answer: Any) -> None:
    asyncio.run(everything(*adapter(name, answer)))


def test_what_fails_before_any_answer_is_a_bug_and_stays_one() -> None:
    shop, _noting = adapter("lazada", {"code": "0", "data": {}})
    with pytest.raises(AttributeError):
        asyncio.run(shop.create(None, key="k"))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SHIPPED)
async def test_a_kept_answer_of_another_shape_is_given_up(name: str) -> None:
    names = ("attributes/7", "values/7", "categories")
    told: dict[str, Any] = {key: [{"odd": True}, 7] for key in names}
    shop, noting = adapter(name, envelope(name, []))
    again = type(shop)(Connection(noting, CREDENTIALS, told))
    assert isinstance(again, CategoryBook)
    with pytest.raises(MarketplaceError):
        await again.attributes("7")
    assert "attributes/7" not in told


async def test_a_walk_ends_when_its_pages_repeat_or_never_end() -> None:
    pages = Pages("Shopee")
    assert pages.fresh([1, 2], last=False) == {"1", "2"}
    assert pages.fresh([2, 3], last=False) == {"3"}
    with pytest.raises(Transient, match="repeats itself"):
        pages.fresh([3, 1], last=False)
    endless = Pages("Shopee")
    for page in range(MOST_PAGES - 1):
        endless.fresh([page], last=False)
    with pytest.raises(Transient, match="does not end"):
        endless.fresh(["one more"], last=False)


def shopee_page(ids: list[int], total: int, *, more: bool) -> dict[str, Any]:
    rows = [{"item_id": one, "item_status": "UNLIST", "item_sku": "B"} for one in ids]
    return {
        "item": rows, "item_list": rows, "total_count": total, "has_next_page": more,
        "next_offset": 100,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("shopee", shopee_page([1, 2], 9, more=True)),
        ("shopee", shopee_page([1, 2], 3, more=False)),
        ("shopee", shopee_page([], 1, more=False)),
        ("shopee", {}),
        ("lazada", {"total_products": 2, "products": [{"item_id": 1, "skus": []}]}),
        ("lazada", {"total_products": 2, "products": []}),
        ("tiktok", {"total_count": 2, "products": [{"id": "1"}], "next_page_token": "t"}),
        ("tiktok", {"total_count": 2, "products": [{"id": "1"}]}),
        ("tiktok", {"total_count": 1, "products": []}),
        ("tiki", {"data": [{"id": 1}], "paging": {"total": 9, "last_page": 10**9}}),
        ("tiki", {"data": [], "paging": {"total": 3, "last_page": 1}}),
        ("tiki", {"paging": {"total": 0}}),
    ],
)
async def test_a_part_of_the_list_is_never_all_of_it(name: str, content: Any) -> None:
    shop, _noting = adapter(name, envelope(name, content))
    with pytest.raises(Transient):
        await shop.find(SKU)
    with pytest.raises(Transient):
        await walk(shop)
