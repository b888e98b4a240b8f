"""What the adapter makes of answers that the practice market does not give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Connection, Offer, RemoteId, RemoteStatus, Sku
from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.lazada.calls import Calls
from ocopctl.adapters.lazada.offers import set_offers
from ocopctl.adapters.lazada.reading import remote_of
from ocopctl.errors import NotFound, OutcomeUnknown, RateLimited, Rejected, Transient

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing
    from ocopctl.transport.request import Request

    Make = Callable[..., Listing]


class Scripted:
    """A gateway that answers each path with its next answer, and remembers what it was asked."""

    def __init__(self, **answers: list[Any]) -> None:
        self._answers = {path.replace("__", "/"): rows for path, rows in answers.items()}
        self.asked: list[Request] = []

    async def call(self, request: Request) -> Any:
        self.asked.append(request)
        body = self._answers[request.endpoint].pop(0)
        if isinstance(body, Exception):
            raise body
        return body

    def trees(self) -> list[Any]:
        """Return the products of the payloads that were sent."""
        forms = [r.form for r in self.asked if r.form]
        return [json.loads(form["payload"])["Request"]["Product"] for form in forms]

    @property
    def adapter(self) -> LazadaAdapter:
        return LazadaAdapter(Connection(self, {}))


def row(item_id: int, *skus: str, status: str = "Active", **more: Any) -> dict[str, Any]:
    """Show a product with SKUs, ids from their names."""
    shown = [
        {"SkuId": f"{item_id}{sku}", "SellerSku": sku, "Status": "active", "price": 1000.0,
         "quantity": 4} for sku in skus
    ]  # fmt: skip
    return {"item_id": item_id, "status": status, "skus": shown, **more}


def page(*rows: Any, total: int | None) -> dict[str, Any]:
    """Answer a listing call."""
    return {"code": "0", "data": {"products": list(rows), "total_products": total}}


OK: dict[str, Any] = {"code": "0", "data": {}}


async def test_rows_of_one_product_are_joined() -> None:
    script = Scripted(products__get=[page(row(1, "A"), row(2, "C"), row(1, "B"), total=2)])
    found = [remote async for remote in script.adapter.list()]
    assert [(r.remote_id, [v.sku for v in r.variants]) for r in found] == [
        ("1", ["A", "B"]), ("2", ["C"]),
    ]  # fmt: skip


async def test_a_walk_that_shows_too_little_is_not_believed() -> None:
    script = Scripted(products__get=[page(row(1, "A"), total=3), page(total=3)])
    with pytest.raises(Transient, match="1 of 3"):
        _all = [remote async for remote in script.adapter.list()]


async def test_a_repeated_page_is_not_believed() -> None:
    rows = [row(number, "A") for number in range(50)]
    script = Scripted(products__get=[page(*rows, total=60), page(*rows, total=60),
                                     page(total=60)])  # fmt: skip
    with pytest.raises(Transient, match="repeats itself"):
        _all = [remote async for remote in script.adapter.list()]


async def test_deleted_listings_are_left_out() -> None:
    script = Scripted(products__get=[page(row(1, "A", status="Deleted"), row(2, "B"), total=2)])
    assert [remote.remote_id async for remote in script.adapter.list()] == ["2"]


@pytest.mark.parametrize("data", [{}, {"products": None}, {"products": [], "total_products": 0}])
async def test_nothing_found_is_nothing(data: Any) -> None:
    assert await Scripted(products__get=[{"code": "0", "data": data}]).adapter.find(Sku("A")) == []


async def test_an_answer_without_data_is_not_nothing() -> None:
    with pytest.raises(Transient):
        await Scripted(products__get=[{"code": "0"}]).adapter.find(Sku("A"))


async def test_find_takes_whole_products_that_carry_the_sku_exactly() -> None:
    script = Scripted(
        products__get=[page(row(1, "A"), row(2, "A 2"), row(3, "A"), total=3)],
        product__item__get=[
            {"code": "0", "data": row(1, "A", "B")},
            {"code": "0", "data": row(3, "C")},
        ],
    )
    found = await script.adapter.find(Sku("A"))
    assert [[v.sku for v in remote.variants] for remote in found] == [["A", "B"]]
    assert script.asked[0].params["sku_seller_list"] == '["A"]'


async def test_a_creation_that_names_no_listing_is_unknown(listing: Make) -> None:
    refused = {"code": "0", "data": {}, "detail": [{"field": "A", "message": "no"}]}
    script = Scripted(product__create=[refused])
    payload = script.adapter.payload(listing(0)).with_pictures({"green": "u1", "brown": "u2"})
    with pytest.raises(OutcomeUnknown) as caught:
        await script.adapter.create(payload, key="one")
    assert caught.value.own_words == "no"


async def test_added_variants_that_became_a_new_listing_are_told(listing: Make) -> None:
    one = row(1, "AC-0", variation={"Variation1": {"name": "Men", "hasImage": False}})
    one["skus"][0]["saleProp"] = {"Men": "Rạn"}
    script = Scripted(
        product__item__get=[{"code": "0", "data": one}],
        product__update=[OK],
        product__create=[{"code": "0", "data": {"item_id": 2}}],
    )
    payload = script.adapter.payload(listing(1)).with_pictures({"green": "u1", "brown": "u2"})
    with pytest.raises(Rejected, match="new listing 2"):
        await script.adapter.update(RemoteId("1"), payload)
    content, addition = script.trees()
    assert "variation" not in content
    assert addition["AssociatedSku"] == "1AC-0"
    assert addition["variation"]["variation1"]["options"] == {"option": ["Lam"]}


async def test_a_refusal_inside_a_success_fails_an_update(listing: Make) -> None:
    script = Scripted(
        product__item__get=[{"code": "0", "data": row(1, "AC-0")}],
        product__update=[{**OK, "detail": [{"field": "name", "message": "no", "code": "4129"}]}],
    )
    payload = script.adapter.payload(listing(0)).with_pictures({"green": "u1", "brown": "u2"})
    with pytest.raises(Rejected, match="letters"):
        await script.adapter.update(RemoteId("1"), payload)


async def test_a_deleted_listing_cannot_be_updated(listing: Make) -> None:
    gone = row(1, "AC-0", status="Deleted")
    script = Scripted(product__item__get=[{"code": "0", "data": gone}])
    with pytest.raises(NotFound, match="deleted"):
        await script.adapter.update(RemoteId("1"), script.adapter.payload(listing(0)))


def brands(*names: str) -> dict[str, Any]:
    """Answer a brand call."""
    return {"code": "0", "data": {"module": [{"name": name, "name_en": name} for name in names]}}


async def test_an_empty_first_page_of_brands_means_too_fast(listing: Make) -> None:
    script = Scripted(category__brands__query=[brands(), brands()])
    with pytest.raises(RateLimited, match="no brands"):
        await script.adapter.create(script.adapter.payload(listing(0, brand="Sen")), key="one")


async def test_brands_are_read_page_after_page_until_found_and_once_only(listing: Make) -> None:
    made = {"code": "0", "data": {"item_id": 1}}
    script = Scripted(
        category__brands__query=[brands(*map(str, range(200))), brands(), brands("Sen", "Hồ")],
        product__create=[made, made],
    )
    adapter = script.adapter
    for brand in ("SEN", "Hồ"):
        pictures = {"green": "u1", "brown": "u2"}
        payload = adapter.payload(listing(0, brand=brand)).with_pictures(pictures)
        await adapter.create(payload, key=brand)
    starts = [r.params["startRow"] for r in script.asked if r.endpoint == "category/brands/query"]
    assert starts == [0, 200, 200]
    assert [tree["Attributes"]["brand"] for tree in script.trees()] == ["Sen", "Hồ"]


def offer(name: str, item: str = "1", price: int | None = 5000, stock: int | None = None) -> Offer:
    """Ask for a price of one SKU."""
    return Offer(Sku(name), RemoteId(item), f"{item}{name}", price, stock)


async def test_a_refusal_that_names_its_sku_is_that_skus_alone() -> None:
    answer = {**OK, "detail": [{"field": "1B", "message": "4170", "code": "4170"}]}
    script = Scripted(product__price_quantity__update=[answer])
    results = await set_offers(Calls(script), [offer("A"), offer("B")])
    assert [type(result.error) for result in results] == [type(None), Rejected]
    assert len(script.asked) == 1


async def test_a_refusal_that_names_nobody_is_found_one_by_one() -> None:
    nobody = {**OK, "detail": [{"field": "ItemId", "message": "ITEM_NOT_FOUND"}]}
    script = Scripted(product__stock__sellable__update=[nobody, OK, nobody])
    offers = [offer("A", price=None, stock=1), offer("B", price=None, stock=2)]
    results = await set_offers(Calls(script), offers)
    assert [type(result.error) for result in results] == [type(None), NotFound]


async def test_a_refused_batch_is_sent_one_by_one_but_a_busy_one_is_not() -> None:
    busy = RateLimited("later")
    script = Scripted(
        product__price_quantity__update=[Rejected("no"), OK, Rejected("this one")],
        product__stock__sellable__update=[busy],
    )
    offers = [offer("A", stock=1), offer("B", stock=1)]
    results = await set_offers(Calls(script), offers)
    assert [str(result.error) for result in results] == ["later", "this one"]
    assert len(script.asked) == 4


async def test_a_shop_without_the_price_call_gets_prices_by_update() -> None:
    refusal = Rejected("no", code="SELLER_NOT_PERMITTED")
    off = row(2, "C")
    off["skus"][0]["Status"] = "inactive"
    script = Scripted(
        product__price_quantity__update=[refusal],
        product__item__get=[{"code": "0", "data": row(1, "A", "B")}, {"code": "0", "data": off}],
        product__update=[OK, Rejected("locked")],
    )
    offers = [offer("A"), offer("C", "2"), offer("B", price=6000)]
    results = await set_offers(Calls(script), offers)
    assert [str(result.error) for result in results] == ["None", "locked", "None"]
    assert [tree["Skus"]["Sku"] for tree in script.trees()[1:]] == [
        [{"SkuId": "1A", "Status": "active", "price": "5000"},
         {"SkuId": "1B", "Status": "active", "price": "6000"}],
        [{"SkuId": "2C", "Status": "inactive", "price": "5000"}],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ({"status": "Active"}, RemoteStatus.LIVE),
        ({"status": "Pending QC"}, RemoteStatus.PENDING),
        ({"status": "InActive"}, RemoteStatus.UNLISTED),
        ({"status": "InActive", "subStatus": "Live_Reject"}, RemoteStatus.REJECTED),
        ({"status": "Suspended", "subStatus": "Lock"}, RemoteStatus.REJECTED),
        ({"status": "Deleted"}, RemoteStatus.GONE),
        ({"status": "Something New"}, RemoteStatus.PENDING),
    ],
)
def test_a_status_is_read_as_lazada_means_it(shown: Any, expected: RemoteStatus) -> None:
    assert remote_of(row(1, "A") | shown).status is expected


def test_a_product_whose_skus_are_all_off_is_off_sale() -> None:
    shown = row(1, "A", "B")
    for sku in shown["skus"]:
        sku["Status"] = "inactive"
    assert remote_of(shown).status is RemoteStatus.UNLISTED


def test_a_reading_is_forgiving_about_numbers_and_nulls() -> None:
    sku = {"SkuId": 9, "SellerSku": "A", "Status": "active", "price": "180000.00",
           "quantity": None, "Available": "7"}  # fmt: skip
    gone = {"SkuId": 8, "SellerSku": "B", "Status": "deleted"}
    reasons = [{"violationDetail": "Ảnh mờ", "suggestion": "Chụp lại"}]
    shown = row(1, images=["u", ""], rejectReason=reasons, attributes=None) | {"skus": [sku, gone]}
    remote = remote_of(shown)
    (variant,) = remote.variants
    assert (variant.remote_sku, variant.price, variant.stock) == ("9", 180_000, 7)
    assert (remote.picture_count, remote.reason) == (1, "Ảnh mờ · Chụp lại")


async def test_a_shop_too_large_to_walk_is_said_to_be() -> None:
    pages = [page(*(row(at * 50 + n, "A") for n in range(50)), total=None) for at in range(201)]
    with pytest.raises(Rejected, match="10000"):
        _all = [r async for r in Scripted(products__get=pages).adapter.list()]


@pytest.mark.parametrize("data", [None, {}, {"item": {"item_id": 1}}, []])
async def test_a_product_that_cannot_be_read_is_not_gone(data: Any) -> None:
    script = Scripted(product__item__get=[{"code": "0", "data": data}])
    with pytest.raises(Transient):
        await script.adapter.read(RemoteId("1"))


async def test_a_product_deleted_between_two_calls_is_told_as_it_was_listed() -> None:
    script = Scripted(
        products__get=[page(row(1, "A"), total=1)], product__item__get=[NotFound("gone")]
    )
    assert [remote.remote_id for remote in await script.adapter.find(Sku("A"))] == ["1"]


async def test_a_picture_without_an_address_is_not_taken_as_sent(listing: Make) -> None:
    script = Scripted(image__upload=[{"code": "0", "data": {}}])
    with pytest.raises(Transient):
        await script.adapter.upload(listing(0).pictures[0], b"jpeg")
