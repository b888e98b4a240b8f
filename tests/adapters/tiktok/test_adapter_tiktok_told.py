"""What an adapter makes of answers that are told beforehand: readings, doubts, refusals."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Connection, Offer, RemoteId, RemoteStatus, Sku
from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.errors import (
    Duplicate,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Transient,
    Unreachable,
)

if TYPE_CHECKING:
    from ocopctl.transport.request import Request


class Told:
    """A shop whose answers are told beforehand, by endpoint; an error is raised."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[str] = []

    async def call(self, request: Request) -> Any:
        self.asked.append(request.endpoint)
        answer = self.answers[request.endpoint.replace(".", "_")]
        if isinstance(answer, list):
            answer = answer.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return {"code": 0, "request_id": "R", "data": answer}


SALES = {"id": "W", "effect_status": "ENABLED", "type": "SALES_WAREHOUSE"}
SHOP: dict[str, Any] = {
    "category_attributes": {"attributes": [{"id": "100107", "is_customizable": True}]},
    "warehouse_list": {"warehouses": [
        {"id": "R", "effect_status": "ENABLED", "type": "RETURN_WAREHOUSE", "is_default": True},
        {"id": "D", "effect_status": "DISABLED", "type": "SALES_WAREHOUSE", "is_default": True},
        SALES, {**SALES, "id": "W2", "is_default": True},
    ]},
}  # fmt: skip


def adapter(told: Told) -> TiktokAdapter:
    return TiktokAdapter(Connection(told, {"shop_cipher": "c"}))


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("ACTIVATE", RemoteStatus.LIVE), ("PENDING", RemoteStatus.PENDING),
        ("FAILED", RemoteStatus.REJECTED), ("FREEZE", RemoteStatus.REJECTED),
        ("PLATFORM_DEACTIVATED", RemoteStatus.REJECTED), ("DELETED", RemoteStatus.GONE),
        ("SELLER_DEACTIVATED", RemoteStatus.UNLISTED), ("NEW_WORD", RemoteStatus.PENDING),
    ],
)  # fmt: skip
async def test_statuses_are_read(word: str, status: RemoteStatus) -> None:
    price = {"sale_price": "185000.00"}
    stocks = [{"warehouse_id": "W", "quantity": 2}, {"warehouse_id": "W2", "quantity": 3}]
    product = {
        "id": "1", "status": word, "main_images": [{}],
        "skus": [{"id": "2", "seller_sku": "A", "price": price, "inventory": stocks}],
        "audit_failed_reasons": [{"reasons": ["mờ"], "suggestions": ["chụp lại"]}],
    }  # fmt: skip
    remote = await adapter(Told(product_get=product)).read(RemoteId("1"))
    assert (remote.status, remote.reason, remote.picture_count) == (status, "mờ · chụp lại", 1)
    assert (remote.variants[0].price, remote.variants[0].stock) == (185_000, 5)


async def test_a_search_that_shows_less_than_it_counts_is_no_search() -> None:
    page = {"total_count": 2, "products": [{"id": "1", "status": "ACTIVATE"}]}
    with pytest.raises(Transient, match="1 of 2"):
        [_ async for _ in adapter(Told(product_search=page)).list()]
    with pytest.raises(Transient):
        await adapter(Told(product_search={**page, "next_page_token": "+/="})).find(Sku("A"))


async def test_a_creation_without_a_number_is_a_doubt(listing: Any) -> None:
    told = Told(**SHOP, product_create={})
    shop = adapter(told)
    payload = shop.payload(listing()).with_pictures({"green": "g", "brown": "b"})
    with pytest.raises(OutcomeUnknown):
        await shop.create(payload, key="k")


async def test_a_failure_after_the_creation_is_a_doubt(listing: Any) -> None:
    made = {"product_id": "1", "skus": [{"id": "2", "seller_sku": "AC-0"}]}
    told = Told(**SHOP, product_create=made, product_inventory=NotFound("not yet", code="1"))
    shop = adapter(told)
    plain = listing()
    empty = replace(plain.variants[0], stock=0)
    payload = shop.payload(listing(variants=(empty,))).with_pictures({"green": "g", "brown": "b"})
    with pytest.raises(OutcomeUnknown, match="not yet"):
        await shop.create(payload, key="k")


async def test_a_shop_without_a_warehouse_for_sales_is_told_so(listing: Any) -> None:
    told = Told(**{**SHOP, "warehouse_list": {}})
    shop = adapter(told)
    with pytest.raises(Rejected, match="no warehouse"):
        await shop.create(shop.payload(listing()), key="k")
    assert "product.create" not in told.asked


async def test_stocks_name_every_warehouse_and_refusals_belong_to_their_sku() -> None:
    places = [{"warehouse_id": "W2"}, {"warehouse_id": "W3"}]
    rows = [{"id": at, "warehouse_inventory": places} for at in "12"]
    refusal = {"code": 12052990, "detail": {"sku_id": "2", "extra_errors": [{"code": 12052055}]}}
    told = Told(
        **SHOP, inventory_search={"inventory": [{"product_id": "P", "skus": rows}]},
        product_inventory={"errors": [refusal]},
    )  # fmt: skip
    offers = [Offer(Sku(at), RemoteId("P"), at, stock=4) for at in "12"]
    results = await adapter(told).set_offers(offers)
    assert results[0].error is None
    assert getattr(results[1].error, "code", "") == "12052055"


async def test_a_dead_line_is_not_asked_for_every_product() -> None:
    told = Told(product_price=Unreachable("down"))
    offers = [Offer(Sku(str(at)), RemoteId(str(at)), str(at), price=4) for at in range(5)]
    results = await adapter(told).set_offers(offers)
    assert all(isinstance(result.error, Unreachable) for result in results)
    assert told.asked == ["product.price"]


@pytest.mark.parametrize(
    ("brands", "wanted"),
    [
        ([{"id": "1", "name": "làng gốm", "authorized_status": "UNAUTHORIEZD"}], "1"),
        ([{"id": "1", "name": "Làng gốm", "is_t1_brand": True}], None),
        ([{"id": "1", "name": "Làng gốm khác"}], None),
        (
            [
                {"id": "1", "name": "Làng gốm"},
                {"id": "2", "name": "Làng gốm", "authorized_status": "AUTHORIZED"},
            ],
            "2",
        ),
    ],
)
async def test_a_brand_is_named_only_when_the_shop_may_use_it(brands: Any, wanted: Any) -> None:
    pages = [{"brands": [], "next_page_token": "+/="}, {"brands": brands, "next_page_token": ""}]
    told = Told(**SHOP, brand_list=pages)
    body = {"category_id": "6", "brand": "Làng gốm", "attributes": {}}
    settled = await adapter(told)._reference.settled(body)
    assert settled.get("brand_id") == wanted


LIVE: dict[str, Any] = {"id": "1", "status": "ACTIVATE", "skus": [{"id": "2", "seller_sku": "A"}]}
REFUSED = {"errors": [{"code": 12052901, "message": "status", "detail": {"product_id": "1"}}]}


async def test_a_live_listing_that_is_not_taken_off_sale_is_an_error() -> None:
    told = Told(product_deactivate=REFUSED, product_get=LIVE)
    with pytest.raises(Rejected) as caught:
        await adapter(told).unlist(RemoteId("1"))
    assert caught.value.code == "12052901"


@pytest.mark.parametrize("word", ["FREEZE", "FAILED", "DRAFT", "PLATFORM_DEACTIVATED"])
async def test_what_is_not_on_sale_anyway_is_taken_off_quietly(word: str) -> None:
    told = Told(product_deactivate=REFUSED, product_get={**LIVE, "status": word})
    await adapter(told).unlist(RemoteId("1"))


async def test_a_refused_listing_is_not_put_on_sale_and_says_why() -> None:
    product = {**LIVE, "status": "FAILED", "audit_failed_reasons": [{"reasons": ["ảnh mờ"]}]}
    told = Told(product_activate=REFUSED, product_get=product)
    with pytest.raises(Rejected) as caught:
        await adapter(told).relist(RemoteId("1"))
    assert caught.value.own_words == "status · ảnh mờ"


async def test_a_listing_in_review_that_cannot_be_emptied_says_why() -> None:
    stocks = {"errors": [{"code": 12052037, "message": "no", "detail": {"sku_id": "2"}}]}
    product = {**LIVE, "status": "PENDING"}
    told = Told(
        **SHOP, product_deactivate=REFUSED, product_get=product, product_inventory=stocks
    )  # fmt: skip
    with pytest.raises(Rejected) as caught:
        await adapter(told).unlist(RemoteId("1"))
    assert caught.value.code == "12052037"


async def test_deleted_listings_are_neither_walked_nor_edited(listing: Any) -> None:
    rows = [{**LIVE, "status": "DELETED"}, {**LIVE, "id": "3"}]
    page = {"total_count": 2, "products": rows}
    told = Told(product_search=page, product_get=rows[0])
    assert [remote.remote_id async for remote in adapter(told).list()] == ["3"]
    with pytest.raises(NotFound):
        await adapter(told).update(RemoteId("1"), adapter(told).payload(listing()))


async def test_a_listing_that_only_the_search_shows_is_found_all_the_same() -> None:
    page = {"total_count": 1, "products": [{**LIVE, "status": "FREEZE"}]}
    told = Told(product_search=page, product_get=NotFound("unknown"))
    (found,) = await adapter(told).find(Sku("A"))
    assert found.status is RemoteStatus.REJECTED


async def test_a_barcode_that_another_listing_has_is_no_doubt(listing: Any) -> None:
    told = Told(**SHOP, product_create=Duplicate("taken", code="12052592"))
    shop = adapter(told)
    with pytest.raises(Duplicate):
        await shop.create(shop.payload(listing()), key="k")


@pytest.mark.parametrize("page", [{"total_count": 0, "products": []}, Transient("busy")])
async def test_a_taken_mark_that_no_search_shows_is_a_doubt(listing: Any, page: Any) -> None:
    told = Told(**SHOP, product_create=Duplicate("taken", code="12052996"), product_search=page)
    shop = adapter(told)
    with pytest.raises(OutcomeUnknown) as caught:
        await shop.create(shop.payload(listing()), key="k")
    assert caught.value.code == "12052996"


async def test_a_creation_that_does_not_name_an_empty_variant_is_a_doubt(listing: Any) -> None:
    told = Told(**SHOP, product_create={"product_id": "1"})
    shop = adapter(told)
    empty = replace(listing().variants[0], stock=0)
    with pytest.raises(OutcomeUnknown):
        await shop.create(shop.payload(listing(variants=(empty,))), key="k")


async def test_what_was_thrown_away_of_a_creation_is_told(listing: Any) -> None:
    made = {"product_id": "1", "warnings": [{"message": "brand_id was cleared"}]}
    shop = adapter(Told(**SHOP, product_create=made))
    remote = await shop.create(shop.payload(listing()), key="k")
    assert remote.reason == "brand_id was cleared"


async def test_a_failed_search_for_stocks_is_the_error_of_every_stock() -> None:
    told = Told(**SHOP, inventory_search=Transient("later"), product_price={})
    offers = [Offer(Sku(at), RemoteId(at), at, price=1, stock=4) for at in "12"]
    results = await adapter(told).set_offers(offers)
    assert all(isinstance(result.error, Transient) for result in results)


async def test_a_success_without_its_content_is_a_passing_fault(picture: Any) -> None:
    shop = adapter(Told(image_upload={"uri": " "}, product_get={}, product_search=None))
    with pytest.raises(Transient):
        await shop.upload(picture("green"), b"jpeg")
    with pytest.raises(Transient):
        await shop.read(RemoteId("1"))
    with pytest.raises(Transient):
        await shop.find(Sku("A"))
