from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

LEAVES = {
    101101: "Bộ ấm chén, bình trà",
    101102: "Bình hoa, bình trang trí",
    101103: "Khăn choàng, khăn lụa",
    101104: "Chiếu",
    101105: "Giò chả, thịt chế biến",
    101106: "Bánh tráng, bún, miến khô",
    101107: "Trà",
    101108: "Trà hoa, trà thảo mộc",
    101109: "Trái cây tươi",
    101110: "Hạt, trái cây sấy",
    101111: "Hải sản chế biến",
}


async def test_the_tree_holds_the_leaves_others_rely_on(seller: Seller) -> None:
    answer = await seller.get("product/get_category", language="vi")
    rows = {row["category_id"]: row for row in answer["response"]["category_list"]}
    for category_id, name in LEAVES.items():
        row = rows[category_id]
        assert (row["display_category_name"], row["has_children"]) == (name, False)
        assert rows[row["parent_category_id"]]["has_children"]


async def test_english_is_the_default_and_vn_is_no_language_here(seller: Seller) -> None:
    answer = await seller.get("product/get_category")
    names = {row["display_category_name"] for row in answer["response"]["category_list"]}
    assert "Sleeping Mats" in names
    answer = await seller.get("product/get_category", language="vn")
    assert answer["error"] == "product.error_invalid_language"
    answer = await seller.get("product/get_attribute_tree", language="vi", category_id_list=101101)
    assert answer["error"] == "product.error_invalid_language"


async def test_attributes_of_several_leaves_come_together(seller: Seller) -> None:
    answer = await seller.get(
        "product/get_attribute_tree", language="vn", category_id_list="101101,101107"
    )
    first, second = answer["response"]["list"]
    origin, material = first["attribute_tree"]
    assert (origin["attribute_id"], origin["mandatory"]) == (100037, True)
    values = [one["multi_lang"][0]["value"] for one in origin["attribute_value_list"]]
    assert values == ["Việt Nam", "Trung Quốc", "Thái Lan"]
    assert (material["mandatory"], material["attribute_info"]["input_type"]) == (False, 3)
    units = [row["attribute_info"]["attribute_unit_list"] for row in second["attribute_tree"]]
    assert ["g", "kg", "ml", "l"] in units


@pytest.mark.parametrize("ids", ["100001", "7", ",".join(["101101"] * 21), ""])
async def test_attributes_are_told_of_twenty_leaves_at_most(seller: Seller, ids: str) -> None:
    answer = await seller.get("product/get_attribute_tree", category_id_list=ids)
    assert answer["error"] in ("product.error_invalid_category", "product.error_param")


async def test_brands_are_paged_by_category_and_state(seller: Seller) -> None:
    query: dict[str, Any] = {"offset": 0, "page_size": 1, "category_id": 101101, "status": 1}
    answer = await seller.get("product/get_brand_list", **query, language="vi")
    assert answer["response"]["brand_list"] == [
        {
            "brand_id": 1146303,
            "original_brand_name": "Gom Bat Trang",
            "display_brand_name": "Gốm Bát Tràng",
        }
    ]
    assert answer["response"]["is_mandatory"] is False
    del query["status"]
    answer = await seller.get("product/get_brand_list", **query)
    assert answer["message"] == "invalid field Status: value must  Not Null"


async def test_limits_of_a_category_add_days_weight_and_parcel(seller: Seller) -> None:
    plain = (await seller.get("product/get_item_limit"))["response"]
    assert plain["price_limit"] == {"min_limit": 1000, "max_limit": 120000000}
    assert "dts_limit" not in plain
    leaf = (await seller.get("product/get_item_limit", category_id=101101))["response"]
    assert leaf["dts_limit"]["days_to_ship_limit"] == {"min_limit": 3, "max_limit": 30}
    fresh = (await seller.get("product/get_item_limit", category_id=101125))["response"]
    assert fresh["dts_limit"]["days_to_ship_limit"]["max_limit"] == -1


async def test_a_title_suggests_categories(seller: Seller) -> None:
    answer = await seller.get("product/category_recommend", item_name="Khăn lụa tơ tằm")
    assert answer["response"]["category_id"][0] == 101103
    assert (await seller.get("product/category_recommend"))["error"] == "product.error_param"


async def test_the_shop_tells_about_itself_flat(seller: Seller) -> None:
    answer = await seller.get("shop/get_shop_info")
    assert (answer["region"], answer["status"], "response" in answer) == ("VN", "NORMAL", False)
    assert answer["expire_time"] > answer["auth_time"]
    profile = await seller.get("shop/get_profile")
    assert profile["response"]["shop_name"] == answer["shop_name"]


async def test_an_ordinary_shop_has_no_warehouses(seller: Seller) -> None:
    answer = await seller.get("shop/get_warehouse_detail")
    assert answer["error"] == "warehouse.error_not_in_whitelist"
    answer = await seller.get("shop/get_warehouse_detail", warehouse_type=9)
    assert answer["error"] == "warehouse.error_param"


async def test_channels_name_masks_and_the_compulsory_one(seller: Seller) -> None:
    answer = await seller.get("logistics/get_channel_list")
    rows = answer["response"]["logistics_channel_list"]
    assert [row["logistics_channel_id"] for row in rows if row["compulsory_channel"]] == [5001]
    assert {row["mask_channel_id"] for row in rows} == {0, 5001, 5002}
    assert isinstance(rows[0]["channel_relation_rules"], dict)
