from __future__ import annotations

from typing import Any

LEAVES = {
    8101: "Bộ ấm chén, bình trà",
    8102: "Bình hoa, bình trang trí",
    8103: "Khăn choàng, khăn lụa",
    8104: "Chiếu",
    8105: "Giò chả, thịt chế biến",
    8106: "Bánh tráng, bún, miến khô",
    8107: "Trà",
    8108: "Trà hoa, trà thảo mộc",
    8109: "Trái cây tươi",
    8110: "Hạt, trái cây sấy",
    8111: "Hải sản chế biến",
}


def test_the_tree_has_the_leaves_and_roots_under_two(practice: Any) -> None:
    rows = practice.api("GET", "v2/categories").body["data"]
    names = {row["id"]: row["name"] for row in rows if row["is_primary"]}
    assert LEAVES.items() <= names.items()
    known = {row["id"] for row in rows} | {2}
    assert all(row["parent_id"] in known for row in rows)


def test_categories_are_filtered_by_name_parent_and_kind(practice: Any) -> None:
    def ids(query: str) -> list[int]:
        return [row["id"] for row in practice.api("GET", f"v2/categories?{query}").body["data"]]

    assert ids("name=KHĂN") == [8103]
    assert ids("parent=2") == [810, 820, 830]
    assert 810 not in ids("isPrimary=true")
    assert ids("isCrossBorder=true") == []
    assert practice.api("GET", "v2/categories?isPrimary=maybe").status == 400


def test_one_category_comes_with_its_parents_when_asked(practice: Any) -> None:
    body = practice.api("GET", "v2/categories/8101?includeParents=true").body
    assert [one["id"] for one in body["parents"]] == [810, 811]
    assert "parents" not in practice.api("GET", "v2/categories/8101").body
    missing = practice.api("GET", "v2/categories/1")
    assert (missing.status, missing.body) == (404, {"errors": ["Category not found id: 1"]})


def test_the_first_generation_answers_a_bare_array(practice: Any) -> None:
    rows = practice.api("GET", "v1/categories?lang=en&primary=1&name=chi%E1%BA%BFu").body
    assert rows == [{"id": 8104, "name": "Mats", "parent": 813, "primary": 1}]


def test_attributes_name_what_is_required(practice: Any) -> None:
    rows = practice.api("GET", "v2/categories/8107/attributes").body["data"]
    assert {row["code"] for row in rows if row["is_required"]} == {
        "brand",
        "origin",
        "brand_country",
        "product_length",
        "product_width",
        "product_height",
        "product_weight_kg",
        "bulky",
        "is_warranty_applied",
    }
    assert {row["category_id"] for row in rows} == {8107}
    assert practice.api("GET", "v2/categories/810/attributes").body == {"data": []}


def test_values_are_paged_and_searched(practice: Any) -> None:
    body = practice.api("GET", "v2/attributes/1003/values?limit=2&page=2").body
    assert [row["value"] for row in body["data"]] == ["Thái Lan", "Hàn Quốc"]
    assert body["paging"] == {
        "total": 10,
        "per_page": 2,
        "current_page": 2,
        "last_page": 5,
        "from": 2,
        "to": 4,
    }
    found = practice.api("GET", "v2/attributes/1003/values?q=viet").body["data"]
    assert found == []
    assert practice.api("GET", "v2/attributes/1001/values").status == 404
    assert practice.api("GET", "v2/attributes/x/values").status == 400


def test_option_labels_repeat_in_another_case(practice: Any) -> None:
    rows = practice.api("GET", "v2/categories/8101/optionLabels").body["data"]
    labels = [row["option_label"] for row in rows]
    assert {"Màu sắc", "màu sắc"} <= set(labels)


def test_the_seller_and_the_warehouses_are_told(practice: Any) -> None:
    seller = practice.api("GET", "v2/sellers/me").body
    assert (seller["active"], seller["registration_status"]) == (1, "completed")
    assert "dropship" in seller["operation_models"]
    body = practice.api("GET", "v2/sellers/me/warehouses").body
    assert body["paging"]["total"] == 4
    assert body["data"][0]["country"] == {"code": "VN", "name": "Việt Nam"}
    assert isinstance(practice.api("GET", "v2/warehouses/tiki").body, list)
    assert practice.api("GET", "v2/sellers/me/warehouses?limit=51").status == 400


def test_updates_can_be_switched_off(practice: Any, wanted: Any) -> None:
    practice.publish(wanted())
    off = practice.api("POST", "v1/sellers/me/updateCanUpdateProduct", {"can_update_product": 0})
    assert off.body == {"message": "success"}
    change = {"original_sku": "AM-01", "price": 90_000}
    assert practice.api("PUT", "v2.1/products/updateSku", change).status == 403
    assert practice.api("POST", "v2/requests/updateProductInfo", {"product_id": 1}).status == 403
    wrong = {"can_update_product": True}
    assert practice.api("POST", "v1/sellers/me/updateCanUpdateProduct", wrong).status == 400
