from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

ORIGIN = {"attribute_id": 100037, "attribute_value_list": [{"value_id": 1}]}
CHANNEL = {"logistic_id": 5001, "enabled": True}
PARCEL = {"package_length": 35, "package_width": 25, "package_height": 18}


def attribute(number: int, *values: dict[str, Any]) -> dict[str, Any]:
    return {"attribute_id": number, "attribute_value_list": list(values)}


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"item_name": None}, "error_param", "invalid field ItemName: value must  Not Null"),
        ({"seller_stock": None}, "error_param", "invalid field SellerStock: value must  Not"),
        ({"category_id": None}, "error_param", "invalid field CategoryId: value must  Not"),
        ({"item_name": " "}, "error_item_name_empty", ""),
        ({"item_name": "Ấm chén"}, "error_item_name_is_too_short", "Item_name length is less"),
        ({"item_name": "ấ" * 121}, "error_title_exceeds_max_length", "The length of item_name"),
        ({"item_name": "Bộ ấm chén 🍵 men lam"}, "error_title_character_forbidden", ""),
        ({"item_name": "Bộ ấm chén\nmen lam"}, "error_title_character_forbidden", ""),
        ({"description": "ngắn"}, "error_desc_length_min_limit", "Description length is less"),
        ({"description": "dài " * 751}, "error_param", "Parameter is not match the constraints"),
        ({"description": "#gom " * 19}, "error_desc_hash_tag_over_limit", "Count of hash tags"),
        ({"description_type": "extended"}, "error_param", "You are not in the whitelist to add"),
        ({"original_price": 999}, "error_price_exceed_min_limitt", "Original_price is less"),
        ({"original_price": 120000001}, "error_price_exceed_max_limitt", "Original_price is big"),
        ({"original_price": 450000.5}, "error_invalid_price", "Invalid price, please use the"),
        ({"original_price": "450000"}, "error_param", "json: cannot unmarshal string into Go"),
        ({"seller_stock": 5}, "error_param", "product.AddItemRequest.SellerStock: decode slice"),
        ({"seller_stock": [{"stock": 0}]}, "error_busi", "Stock should be within 2-1000000 for"),
        ({"seller_stock": [{"stock": 1}]}, "error_busi", "Stock should be within 2-1000000 for"),
        ({"seller_stock": [{"stock": 2.5}]}, "error_param", "json: cannot unmarshal number 2.5"),
        ({"seller_stock": [{}]}, "error_param", "invalid field stock, value must Not Null"),
        ({"seller_stock": [{"stock": 9, "location_id": "VNZ"}]}, "error_inner", "Invalid stock"),
        ({"weight": 0}, "error_param", "Invalid Weight."),
        ({"weight": 31}, "error_param", "Invalid logistic info, weight is over"),
        ({"dimension": None}, "error_busi", "Parcel size is required. Please fill in it."),
        ({"dimension": {"package_length": 3}}, "error_param", "dimension is required"),
        ({"dimension": {**PARCEL, "package_length": 0}}, "error_param", "Invalid dimension."),
        ({"dimension": {**PARCEL, "package_length": 3.5}}, "error_param", "json: cannot unmarsh"),
        ({"category_id": 100001}, "error_invalid_category", "Invalid category."),
        ({"category_id": 7}, "error_invalid_category", "Invalid category."),
        ({"image": {"image_id_list": []}}, "error_image_num_min", ""),
        ({"image": {"image_id_list": ["vn-fake"]}}, "error_param", "Image not exist."),
        ({"image": {"image_id_list": ["vn-fake"] * 10}}, "error_param", "The number of images"),
        ({"logistic_info": [{**CHANNEL, "enabled": False}]}, "error_busi", "At least one shipp"),
        ({"logistic_info": [{**CHANNEL, "logistic_id": 50021}]}, "error_invalid_logistic_info", ""),
        ({"logistic_info": [{**CHANNEL, "logistic_id": 5004}]}, "error_invalid_logistic_info", ""),
        ({"logistic_info": [{**CHANNEL, "logistic_id": 5002}]}, "error_param", "Invalid logistic"),
        ({"logistic_info": [CHANNEL, CHANNEL]}, "error_param", "Invalid logistic info, repeated"),
        (
            {"logistic_info": [CHANNEL, {"logistic_id": 5005, "enabled": True}]},
            "error_param",
            "Invalid logistic info, size_id is required.",
        ),
        (
            {"logistic_info": [CHANNEL, {"logistic_id": 5006, "enabled": True}]},
            "error_param",
            "Invalid logistic info, shipping_fee is required.",
        ),
        ({"attribute_list": None}, "error_less_required_attribute", "Mandatory attribute"),
        ({"attribute_list": [attribute(100037)]}, "error_less_required_attribute", ""),
        ({"attribute_list": [ORIGIN, ORIGIN]}, "error_invalid_attribute", ""),
        ({"attribute_list": [ORIGIN, attribute(7)]}, "error_invalid_category_attribute", ""),
        (
            {"attribute_list": [attribute(100037, {"value_id": 9})]},
            "error_invalid_attribute_value",
            "",
        ),
        (
            {"attribute_list": [attribute(100037, {"original_value_name": "Lào"})]},
            "error_invalid_attribute_value",
            "",
        ),
        (
            {"attribute_list": [ORIGIN, attribute(100010, {"value_id": 3})]},
            "error_value_id_must_equal_zero",
            "",
        ),
        (
            {"attribute_list": [ORIGIN, attribute(100010, {"value_id": 0})]},
            "error_value_name_required",
            "",
        ),
        ({"brand": {"brand_id": 5}}, "error_invalid_brand", ""),
        ({"brand": {"brand_id": 0, "original_brand_name": "Gốm"}}, "error_invalid_brand", ""),
        ({"pre_order": {"days_to_ship": 3}}, "error_invalid_days_to_ship", "Invalid days_to_ship."),
        (
            {"pre_order": {"is_pre_order": True, "days_to_ship": 31}},
            "error_invalid_days_to_ship",
            "",
        ),
        (
            {"category_id": 101125, "pre_order": {"is_pre_order": True, "days_to_ship": 7}},
            "error_param_category_not_support_pre_order",
            "",
        ),
        ({"category_id": 101124}, "error_less_required_brand", "Brand information required"),
        ({"condition": "OLD"}, "error_param", "Invalid condition."),
        ({"item_status": "BANNED"}, "error_param_item_status", ""),
        ({"item_sku": "x" * 101}, "error_param", "The length of sku"),
        ({"gtin_code": "123"}, "error_param", "Invalid gtin_code."),
        ({"video_upload_id": ["v"]}, "error_video_info_not_found", ""),
        (
            {"wholesale": [{"min_count": 2, "max_count": 5, "unit_price": 450000}]},
            "error_whole_sale_price_setting_incorrect",
            "",
        ),
        (
            {"wholesale": [{"min_count": 2, "max_count": 5, "unit_price": 100000}]},
            "error_wholesale_price_less_than_ratio_limit",
            "",
        ),
        (
            {"wholesale": [{"min_count": 5, "max_count": 2, "unit_price": 400000}]},
            "error_whole_sale_min_count_incorrect",
            "",
        ),
    ],
)
async def test_a_create_that_breaks_a_rule_is_refused_without_effect(
    seller: Seller, changes: dict[str, Any], code: str, message: str
) -> None:
    answer = await seller.post("product/add_item", await seller.body(**changes))
    assert answer["error"] == f"product.{code}"
    assert answer["message"].startswith(message)
    assert seller.effects("created") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"item_name": "a\u0302\u0301" * 120},
        {"brand": {"brand_id": 1146303, "original_brand_name": "Gom Bat Trang"}},
        {"brand": {"brand_id": 0, "original_brand_name": "No Brand"}},
        {"pre_order": {"is_pre_order": True, "days_to_ship": 7}},
        {"pre_order": {"is_pre_order": False, "days_to_ship": 2}},
        {"gtin_code": "00"},
        {"tax_info": {"ncm": "1"}, "normal_stock": 5},
        {"item_sku": None},
        {"wholesale": [{"min_count": 2, "max_count": 5, "unit_price": 400000}]},
        {
            "category_id": 101107,
            "attribute_list": [
                ORIGIN,
                attribute(100020, {"original_value_name": "0.5", "value_unit": "kg"}),
                attribute(100021, {"value_id": 12}),
                attribute(100022, {"original_value_name": "1760000000"}),
            ],
        },
    ],
)
async def test_a_create_within_the_rules_is_taken(seller: Seller, changes: dict[str, Any]) -> None:
    answer = await seller.post("product/add_item", await seller.body(**changes))
    assert answer["error"] == "", answer


@pytest.mark.parametrize(
    "value",
    [
        attribute(100020, {"original_value_name": "nửa cân", "value_unit": "kg"}),
        attribute(100020, {"original_value_name": "0.5"}),
        attribute(100021, {"value_id": 11}, {"value_id": 12}),
        attribute(100022, {"original_value_name": "21/11/2026"}),
    ],
)
async def test_units_counts_and_formats_of_values_are_checked(
    seller: Seller, value: dict[str, Any]
) -> None:
    body = await seller.body(category_id=101107, attribute_list=[ORIGIN, value])
    answer = await seller.post("product/add_item", body)
    assert answer["error"] == "product.error_invalid_attribute_value"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "EOF"),
        (b"{", "invalid character"),
        (b'{"weight": NaN}', "invalid character"),
        (b"\xff", "invalid character"),
        (b"[]", "json: cannot unmarshal array"),
        (b'{"item_name": 5}', "json: cannot unmarshal number 5 into Go struct field"),
        (b'{"category_id": -1}', "json: cannot unmarshal number -1"),
        (b'{"category_id": true}', "json: cannot unmarshal bool"),
        (b'{"weight": 1e400}', "json: cannot unmarshal number"),
        (b"[" * 100000, "invalid character"),
    ],
)
async def test_broken_json_is_refused_in_the_decoders_words(
    seller: Seller, content: bytes, message: str
) -> None:
    params = seller.signed("product/add_item")
    headers = {"content-type": "application/json"}
    path = "/api/v2/product/add_item"
    sent = await seller.send("POST", path, params=params, content=content, headers=headers)
    assert (sent.status_code, sent.json()["error"]) == (200, "product.error_param")
    assert sent.json()["message"].startswith(message)


async def test_a_form_is_no_json(seller: Seller) -> None:
    params = seller.signed("product/add_item")
    sent = await seller.send("POST", "/api/v2/product/add_item", params=params, data={"a": "b"})
    assert "application/json" in sent.json()["message"]


async def test_half_a_letter_is_replaced_not_kept(seller: Seller) -> None:
    body = json.dumps(await seller.body(description="\ud800 vẽ tay tại làng nghề"))
    params = seller.signed("product/add_item")
    headers = {"content-type": "application/json"}
    path = "/api/v2/product/add_item"
    sent = await seller.send("POST", path, params=params, content=body, headers=headers)
    assert sent.json()["response"]["description"].startswith("\ufffd")


async def test_a_full_shop_takes_no_more_items(seller: Seller) -> None:
    seller.market.shelf.put("tally", 900000001, {"items": 50001})
    answer = await seller.post("product/add_item", await seller.body())
    assert answer["error"] == "product.error_reach_shop_item_limit"
