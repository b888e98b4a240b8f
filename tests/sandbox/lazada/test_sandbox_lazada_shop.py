from __future__ import annotations

from typing import Any

LEAVES = {
    10101101: "Bộ ấm chén, bình trà",
    10101102: "Bình hoa, bình trang trí",
    10101103: "Khăn choàng, khăn lụa",
    10101104: "Chiếu",
    10101105: "Giò chả, thịt chế biến",
    10101106: "Bánh tráng, bún, miến khô",
    10101107: "Trà",
    10101108: "Trà hoa, trà thảo mộc",
    10101109: "Trái cây tươi",
    10101110: "Hạt, trái cây sấy",
    10101111: "Hải sản chế biến",
}


def _leaves(nodes: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for node in nodes:
        below = node.get("children", [])
        found.update(_leaves(below) if below else {node["category_id"]: node})
    return found


def test_the_tree_holds_the_leaves_in_both_languages(seller: Any) -> None:
    leaves = _leaves(seller.get("/category/tree/get", language_code="vi_VN")["data"])
    english = _leaves(seller.get("/category/tree/get")["data"])
    assert {number: leaves[number]["name"] for number in LEAVES} == LEAVES
    assert english[10101107]["name"] == "Tea"
    assert all(leaves[number]["leaf"] and leaves[number]["var"] for number in LEAVES)
    assert not leaves[10101122]["var"]


def test_attributes_say_what_must_be_filled_in(seller: Any) -> None:
    for number in LEAVES:
        answer = seller.get("/category/attributes/get", primary_category_id=str(number))
        must = {one["name"] for one in answer["data"] if one["is_mandatory"]}
        assert must == {
            "name",
            "brand",
            "warranty_type",
            "SellerSku",
            "price",
            "package_weight",
            "package_length",
            "package_width",
            "package_height",
        }


def test_options_have_a_name_in_the_language_and_an_english_one(seller: Any) -> None:
    answer = seller.get(
        "/category/attributes/get", primary_category_id="10101101", language_code="vi_VN"
    )
    origin = next(one for one in answer["data"] if one["name"] == "country_origin_vn")
    assert origin["input_type"] == "singleSelect"
    assert origin["options"][0] == {"id": 301, "name": "Việt Nam", "en_name": "Vietnam"}


def test_attributes_of_what_is_no_leaf_are_refused(seller: Any) -> None:
    path = "/category/attributes/get"
    assert seller.get(path, primary_category_id="10100001")["code"] == "57"
    assert seller.get(path, primary_category_id="77")["code"] == "4227"
    assert seller.get(path, primary_category_id="10101123")["code"] == "4228"


def test_brands_are_paged(seller: Any) -> None:
    path = "/category/brands/query"
    first = seller.get(path)["data"]
    rest = seller.get(path, startRow="40", pageSize="40")["data"]
    assert (len(first["module"]), first["module"][0]["name"]) == (40, "No Brand")
    assert 0 < len(rest["module"]) < 40
    assert seller.get(path, pageSize="201")["code"] == "6"
    assert seller.get(path, startRow="-1")["code"] == "6"


def test_a_throttled_brand_list_is_an_empty_success(new_seller: Any) -> None:
    answer = new_seller(brands_throttled=True).get("/category/brands/query")
    assert (answer["code"], answer["data"]["module"]) == ("0", [])


def test_the_warehouse_stands_under_result(seller: Any) -> None:
    answer = seller.get("/rc/warehouse/get")
    assert answer["result"]["module"][0]["code"] == "dropshipping"
    assert "data" not in answer


def test_the_shop_tells_how_full_it_is(seller: Any) -> None:
    seller.made(seller.plain(seller.picture()))
    values = seller.get("/product/seller/item/getPreQcRules")["values"]
    assert values == {"item_limit": 20000, "item_count": 1, "restricted_cate_ids": [10101125]}


def test_a_category_is_suggested_from_the_title(seller: Any) -> None:
    path = "/product/category/suggestion/get"
    found = seller.get(path, product_name="Khăn lụa tơ tằm")["data"]["categorySuggestions"]
    assert found[0]["categoryId"] == 10101103
    assert seller.get(path, product_name="zzz")["code"] == "701"
