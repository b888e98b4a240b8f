"""What the adapter makes of shops that the practice market does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Connection, RemoteId, RemoteStatus, Sku
from ocopctl.adapters.shopee import ShopeeAdapter
from ocopctl.adapters.shopee.calls import Calls
from ocopctl.adapters.shopee.facts import NO_BRAND, ShopFacts
from ocopctl.errors import NotFound, OutcomeUnknown, Rejected, Transient

if TYPE_CHECKING:
    from ocopctl.transport.request import Request

ITEM = {
    "weight": 1.8,
    "dimension": {"package_length": 35, "package_width": 25, "package_height": 18},
}
CHANNEL = {"logistics_channel_id": 5001, "enabled": True, "mask_channel_id": 0}
KEYS = {"partner_id": "2009001", "partner_key": "shpk", "shop_id": "900000001"}


class Answers:
    """A shop that answers each endpoint with what it was given, and counts the questions."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    async def call(self, request: Request) -> Any:
        self.asked.append(request)
        answer = self.answers[request.endpoint]
        if isinstance(answer, Exception):
            raise answer
        return {"error": "", "response": answer}


def facts_of(**answers: Any) -> tuple[ShopFacts, Answers]:
    shop = Answers(**answers)
    return ShopFacts(Calls(shop)), shop


def adapter_of(**answers: Any) -> ShopeeAdapter:
    return ShopeeAdapter(Connection(Answers(**answers), KEYS))


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({}, True),
        ({"enabled": False}, False),
        ({"mask_channel_id": 77}, False),
        ({"fee_type": "CUSTOM_PRICE"}, False),
        ({"weight_limit": {"item_max_weight": 1.5, "item_min_weight": 0}}, False),
        ({"weight_limit": {"item_max_weight": 0, "item_min_weight": None}}, True),
        ({"item_max_dimension": {"length": 30, "width": 30, "height": 30}}, False),
        ({"item_max_dimension": {"length": 0, "dimension_sum": 70, "unit": "cm"}}, False),
        ({"item_max_dimension": None, "weight_limit": None}, True),
    ],
)
async def test_a_channel_is_used_when_it_takes_the_parcel(change: Any, taken: bool) -> None:  # noqa: FBT001 - a table of channels
    facts, _shop = facts_of(get_channel_list={"logistics_channel_list": [CHANNEL | change]})
    if taken:
        assert await facts.channels(ITEM) == [{"logistic_id": 5001, "enabled": True}]
        return
    with pytest.raises(Rejected, match="channel"):
        await facts.channels(ITEM)


async def test_a_channel_with_sizes_gets_the_number_of_one() -> None:
    sized = {"fee_type": "SIZE_SELECTION", "size_list": [{"size_id": "3"}]}
    facts, _shop = facts_of(get_channel_list={"logistics_channel_list": [CHANNEL | sized]})
    assert (await facts.channels(ITEM))[0]["size_id"] == 3


async def test_an_ordinary_shop_names_no_place_of_stock_and_is_asked_once() -> None:
    facts, shop = facts_of(get_warehouse_detail=NotFound("not in the whitelist"))
    assert [await facts.location(), await facts.location()] == [{}, {}]
    assert len(shop.asked) == 1


async def test_a_shop_with_a_warehouse_names_it() -> None:
    facts, _shop = facts_of(get_warehouse_detail=[{"location_id": "VNZ", "warehouse_id": 1}])
    assert await facts.location() == {"location_id": "VNZ"}


@pytest.mark.parametrize(("lead_days", "sent"), [(2, None), (3, 7), (9, 9)])
async def test_only_a_long_lead_is_a_pre_order(lead_days: int, sent: int | None) -> None:
    limit = {"days_to_ship_limit": {"min_limit": 7, "max_limit": 30}}
    facts, _shop = facts_of(get_item_limit={"dts_limit": limit | {"non_pre_order_days_to_ship": 2}})
    pre_order = await facts.pre_order(101101, lead_days)
    assert (pre_order["is_pre_order"], pre_order.get("days_to_ship")) == (sent is not None, sent)


@pytest.mark.parametrize(("wanted", "brand_id"), [("gốm bát tràng", 1146303), ("Nhà Tôi", 0)])
async def test_a_brand_goes_by_its_number_or_not_at_all(wanted: str, brand_id: int) -> None:
    row = {
        "brand_id": 1146303,
        "original_brand_name": "Gom Bat Trang",
        "display_brand_name": "Gốm Bát Tràng",
    }
    facts, shop = facts_of(get_brand_list={"brand_list": [row], "has_next_page": False})
    assert (await facts.brand(101101, wanted))["brand_id"] == brand_id
    assert await facts.brand(101101, "") == NO_BRAND
    assert len(shop.asked) == 1


async def test_a_value_out_of_a_long_list_is_searched() -> None:
    tree = {
        "attribute_id": 7,
        "name": "Origin",
        "attribute_info": {"input_type": 1, "support_search_value": True},
        "attribute_value_list": [],
    }
    facts, _shop = facts_of(
        get_attribute_tree={"list": [{"category_id": 1, "attribute_tree": [tree]}]},
        search_attribute_value_list={"value_list": [{"value_id": 5, "value_name": "Huế"}]},
    )
    assert await facts.attributes(1, {"7": "Huế"}) == [
        {"attribute_id": 7, "attribute_value_list": [{"value_id": 5}]}
    ]


async def test_a_banned_item_tells_why() -> None:
    detail = {"violation_type": "Spam", "violation_reason": "Lặp lại", "suggestion": "Sửa"}
    adapter = adapter_of(
        get_item_base_info={"item_list": [{"item_id": 29943215871, "item_status": "BANNED"}]},
        get_item_violation_info={"item_list": [{"item_status_details": [detail]}]},
    )
    remote = await adapter.read(RemoteId("29943215871"))
    assert (remote.status, remote.reason) == (RemoteStatus.REJECTED, "Spam · Lặp lại · Sửa")


async def test_a_deleted_item_is_gone_and_no_longer_found() -> None:
    adapter = adapter_of(
        get_item_base_info={
            "item_list": [
                {"item_id": 1, "item_sku": "BT", "item_status": "SELLER_DELETE", "has_model": True}
            ]
        },
        search_item={"item_id_list": [1], "next_offset": ""},
        get_item_list={"total_count": 0, "has_next_page": False},
    )
    assert (await adapter.read(RemoteId("1"))).status is RemoteStatus.GONE
    assert await adapter.find(Sku("BT")) == []


async def test_a_picture_that_failed_inside_a_success_is_refused(pictures: Any) -> None:
    row = {"id": 0, "error": "product.error_param", "message": "image is invalid"}
    adapter = adapter_of(upload_image={"image_info_list": [row]})
    with pytest.raises(Rejected) as caught:
        await adapter.upload(pictures[0], b"x")
    assert caught.value.own_words == "image is invalid"


async def test_an_item_that_can_only_be_shown_by_an_edit_is_shown_by_one() -> None:
    refusal = Rejected("locked", code="product.error_set_normal_unlisted_item")
    shop = Answers(unlist_item=refusal, update_item={})
    await ShopeeAdapter(Connection(shop, KEYS)).relist(RemoteId("1"))
    assert shop.asked[-1].json == {"item_id": 1, "item_status": "NORMAL"}


@pytest.mark.parametrize(
    ("page", "items"),
    [
        ({"item": [], "total_count": 3, "has_next_page": False}, []),
        ({"item": [{"item_id": 1}], "total_count": 1, "has_next_page": False}, []),
    ],
    ids=["empty page", "missing row"],
)
async def test_a_part_of_the_listings_is_never_taken_for_all(page: Any, items: Any) -> None:
    adapter = adapter_of(
        search_item={"item_id_list": []},
        get_item_list=page,
        get_item_base_info={"item_list": items},
    )
    with pytest.raises(Transient):
        await adapter.find(Sku("BT"))


async def test_a_shop_without_listings_has_none(listing: Any) -> None:
    adapter = adapter_of(
        search_item={"item_id_list": None}, get_item_list={"total_count": 0, "has_next_page": False}
    )
    assert [remote async for remote in adapter.list()] == []
    assert await adapter.find(Sku("BT")) == []


async def test_a_creation_without_a_number_is_of_unknown_outcome(listing: Any) -> None:
    adapter = adapter_of(
        get_item_limit={},
        get_warehouse_detail=NotFound("not in the whitelist"),
        get_channel_list={"logistics_channel_list": [CHANNEL]},
        add_item=None,
    )
    with pytest.raises(OutcomeUnknown):
        await adapter.create(adapter.payload(listing(attributes={})), key="one")
