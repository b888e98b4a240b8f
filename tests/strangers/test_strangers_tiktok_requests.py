"""What our adapter sends to TikTok Shop, read with models made from the vendor's description."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from PIL import Image
from tiktok_shop_api import AsyncTikTokShop, Signer, operation_for
from tiktok_shop_api.generated.types import File

from ocopctl.adapters.base import Axis, ListingVariant, Offer, Picture, Sku
from ocopctl.adapters.contract import Place, Sample, opened
from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.errors import Rejected
from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.store import Store
from ocopctl.sandbox.tiktok import Tiktok

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from ocopctl.adapters.base import Listing, RemoteId
    from ocopctl.adapters.contract import Bench

SYSTEM = {"app_key", "sign", "timestamp", "shop_cipher"}
WITH_BODY = {
    "activateProducts",
    "createProduct",
    "deactivateProducts",
    "editProduct",
    "inventorySearch",
    "searchProducts",
    "updateInventory",
    "updatePrice",
}
WITHOUT_BODY = {"getBrands", "getCategoryAttributes", "getProduct", "getWarehouseList"}
HONEY = {
    "save_mode": "LISTING",
    "title": "Mật ong nhãn Hưng Yên nguyên chất chai thủy tinh",
    "description": "<p>Mật ong hoa nhãn.</p>",
    "category_id": "700648",
    "category_version": "v2",
    "is_cod_allowed": True,
    "product_attributes": [{"id": "100107", "values": [{"id": "1000001"}]}],
    "package_weight": {"value": "1.2", "unit": "KILOGRAM"},
    "package_dimensions": {"length": "9", "width": "9", "height": "20", "unit": "CENTIMETER"},
}


@dataclass
class Recorder(httpx.AsyncBaseTransport):
    """The way to the market; it keeps every request with its answer."""

    inner: httpx.AsyncBaseTransport
    kept: list[tuple[httpx.Request, Any]] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self.inner.handle_async_request(request)
        self.kept.append((request, json.loads(await response.aread())))
        return response


@dataclass(frozen=True)
class Spoken:
    """One call of ours, named as the vendor names it."""

    operation: str
    request: httpx.Request
    answer: Any

    @property
    def body(self) -> Any:
        """Return the JSON that was sent, None when there was none."""
        kind = self.request.headers.get("content-type", "")
        return json.loads(self.request.content) if kind.startswith("application/json") else None


def drawn(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(out, "JPEG")
    return out.getvalue()


def place_of(market: Market, emulator: Tiktok, transport: Recorder) -> Place:
    pictures = {
        Picture(colour, Path(f"{colour}.jpg"), "image/jpeg", 600, 600): drawn(colour)
        for colour in ("seagreen", "sienna")
    }
    sample = Sample("601101", {"100107": "Việt Nam"}, pictures, str, "<p>{}</p>".format)
    credentials = emulator.credentials("tiktok")
    return Place(
        transport=transport,
        hosts=TiktokAdapter.hosts,
        credentials=credentials,
        secrets=frozenset(),
        clock=market.clock,
        effects=list,
        sample=sample,
    )


async def live(bench: Bench, listing: Listing) -> RemoteId:
    remote = await bench.adapter.create(await bench.ready(listing), key=f"key-{listing.sku}")
    await bench.place.clock.sleep(60)
    return remote.remote_id


def rich(bench: Bench, sku: str, axes: int) -> Listing:
    """Make a listing with a brand, and variants with pictures and barcodes of their own."""
    listing = bench.listing(sku, axes=axes)
    pictures = cycle(listing.pictures)
    shown = dict.fromkeys(variant.values[:1] for variant in listing.variants)
    shown = {values: next(pictures) for values in shown}
    variants = tuple(
        replace(variant, gtin=barcode(axes, at), picture=shown[variant.values[:1]])
        for at, variant in enumerate(listing.variants)
    )
    return replace(listing, brand="Gốm Bát Tràng", variants=variants)


def barcode(axes: int, at: int) -> str:
    """Make an EAN-13, UPC, EAN-8 or GTIN-14 that no other variant has."""
    digits = f"8{axes}{at}".ljust((12, 11, 7, 13)[at], "7")
    weights = cycle((3, 1))
    total = sum(
        int(digit) * weight for digit, weight in zip(reversed(digits), weights, strict=False)
    )
    return f"{digits}{-total % 10}"


async def walk(bench: Bench) -> None:
    """Do all that the adapter can do, with listings of every shape."""
    for axes in (0, 1, 2):
        listing = rich(bench, f"W-{axes}", axes)
        remote_id = await live(bench, listing)
        (remote,) = await bench.adapter.find(listing.variants[0].sku)
        ids = {variant.sku: variant.remote_sku for variant in remote.variants}
        offers = [
            Offer(variant.sku, remote_id, ids[variant.sku], price=399_000, stock=at)
            for at, variant in enumerate(listing.variants)
        ]
        assert not any(result.error for result in await bench.adapter.set_offers(offers))
        longer = replace(listing, title=f"{listing.title} vẽ hoa sen")
        await bench.adapter.update(remote_id, await bench.ready(longer))
        await bench.place.clock.sleep(60)
        await bench.adapter.unlist(remote_id)
        await bench.adapter.relist(remote_id)
        with pytest.raises(Rejected):
            await bench.adapter.unlist(remote_id)
    await change_variants(bench)
    assert [remote async for remote in bench.adapter.list()]


async def change_variants(bench: Bench) -> None:
    """Make a listing with one variant sold out; add a variant, and take one out of the file."""
    listing = bench.listing("W-NEW", axes=1)
    first, second = listing.variants
    remote_id = await live(bench, replace(listing, variants=(replace(first, stock=0), second)))
    axis = Axis(listing.axes[0].name, (*second.values, "Trúc"))
    new = ListingVariant(Sku("W-NEW-9"), ("Trúc",), 300_000, 0, 1800)
    changed = replace(listing, axes=(axis,), variants=(second, new))
    await bench.adapter.update(remote_id, await bench.ready(changed))


async def adopt(bench: Bench, models: ModuleType, transport: Recorder) -> None:
    """Edit a listing that somebody else made, with a paper and a setting that we do not know."""
    keys = bench.place.credentials
    names = ("app_key", "app_secret", "access_token", "shop_cipher")
    base = bench.place.hosts.api
    stranger = AsyncTikTokShop(*(keys[name] for name in names), base_url=base, transport=transport)
    async with stranger:
        await stranger.products.create_product(
            body=models.CreateProductRequest.from_dict(await honey(bench, models, stranger))
        )
    await bench.place.clock.sleep(60)
    transport.kept.clear()
    (remote,) = await bench.adapter.find(Sku("MAT-1"))
    listing = replace(bench.listing("MAT-1"), category_id="700648")
    await bench.adapter.update(remote.remote_id, await bench.ready(listing))


async def honey(bench: Bench, models: ModuleType, stranger: Any) -> dict[str, Any]:
    picture = File(io.BytesIO(drawn("gold")), "giấy.jpg", "image/jpeg")
    upload = models.UploadProductImageRequest(data=picture)
    uri = (await stranger.products.upload_product_image(body=upload)).data.uri
    rows = (await stranger.logistics.get_warehouse_list()).data.warehouses
    stock = {"warehouse_id": rows[0].id, "quantity": 5}
    price = {"amount": "250000", "currency": "VND"}
    ends = int(bench.place.clock.now()) + 400 * 86_400
    paper = {"id": "602362", "images": [{"uri": uri}], "expiration_date": ends}
    skus = [{"seller_sku": "MAT-1", "price": price, "inventory": [stock]}]
    return {**HONEY, "main_images": [{"uri": uri}], "certifications": [paper], "skus": skus}


@pytest.fixture(scope="module")
def spoken(vendor: Any) -> Iterator[list[Spoken]]:
    """Let the adapter do all that it can; return its calls."""
    store = Store(":memory:")
    market = Market(store, store.shelf("tiktok"), Clock(store), Settings(), lambda _url: None)
    emulator = Tiktok(market)
    transport = Recorder(httpx.ASGITransport(application(emulator, market)))

    async def act() -> list[tuple[httpx.Request, Any]]:
        async with opened(TiktokAdapter, place_of(market, emulator, transport)) as bench:
            await walk(bench)
            ours = list(transport.kept)
            await adopt(bench, vendor.models, transport)
            return ours + transport.kept

    yield [
        Spoken(operation(request)["operationId"], request, answer)
        for request, answer in asyncio.run(act())
    ]
    store.close()


def operation(request: httpx.Request) -> Mapping[str, Any]:
    found = operation_for(request.method, request.url.path)
    assert found, request.url.path
    return found


def test_the_walk_makes_every_call_that_the_adapter_knows(spoken: list[Spoken]) -> None:
    assert {call.operation for call in spoken if call.body is not None} == WITH_BODY
    others = {call.operation for call in spoken if call.body is None}
    assert others == {*WITHOUT_BODY, "uploadProductImage"}
    assert all(call.answer["code"] == 0 for call in spoken)


@pytest.mark.parametrize("name", sorted(WITH_BODY))
def test_every_body_is_known_at_every_depth_and_comes_back_equal(
    vendor: Any, spoken: list[Spoken], name: str
) -> None:
    kind = vendor.body(name)
    for sent in (call.body for call in spoken if call.operation == name):
        model = kind.from_dict(sent)
        assert not list(vendor.strange(model)), json.dumps(sent, ensure_ascii=False)
        assert model.to_dict() == sent


def test_edits_keep_the_paper_and_the_setting_that_somebody_else_gave(
    spoken: list[Spoken],
) -> None:
    last = [call.body for call in spoken if call.operation == "editProduct"][-1]
    assert last["is_cod_allowed"] is True
    (paper,) = last["certifications"]
    assert set(paper) == {"id", "images", "expiration_date"}


def test_every_query_has_the_vendor_s_names_and_the_cipher_where_it_belongs(
    vendor: Any,
    spoken: list[Spoken],
) -> None:
    for call in spoken:
        names = set(call.request.url.params)
        assert ("shop_cipher" in names) is operation(call.request)["requiresShopCipher"]
        own = names - SYSTEM
        assert own <= vendor.parameters(call.operation), own


def test_every_call_is_signed_as_the_stranger_signs(spoken: list[Spoken]) -> None:
    for request in (call.request for call in spoken):
        query = request.url.params.multi_items()
        expected = Signer.sign(
            path=request.url.path,
            query=query,
            content_type=request.headers.get("content-type"),
            body=request.content,
            app_secret="s3cr3t-fake-0001-vn",
        )
        assert dict(query)["sign"] == expected


@pytest.mark.parametrize("name", sorted(WITH_BODY | WITHOUT_BODY | {"uploadProductImage"}))
def test_every_answer_of_the_practice_market_is_known_at_every_depth(
    vendor: Any, spoken: list[Spoken], name: str
) -> None:
    kind = vendor.answer(name)
    for answer in (call.answer for call in spoken if call.operation == name):
        assert not list(vendor.strange(kind.from_dict(answer)))


def test_what_the_vendor_does_not_know_is_seen_at_every_depth(
    vendor: Any, spoken: list[Spoken]
) -> None:
    sent = next(call.body for call in spoken if call.operation == "createProduct")
    (sku,) = sent["skus"]
    wrong = {**sku, "colour": "lam", "inventory": [{**sku["inventory"][0], "quantity": "5"}]}
    model = vendor.body("createProduct").from_dict({**sent, "skus": [wrong]})
    assert set(vendor.strange(model)) == {".skus[].colour", ".skus[].inventory[].quantity = '5'"}
    model = vendor.body("activateProducts").from_dict({"product_ids": ["1", 2]})
    assert list(vendor.strange(model)) == [".product_ids[] = 2"]
