from __future__ import annotations

from typing import Any

import pytest


def refused(practice: Any, body: Any) -> tuple[int, str]:
    answer = practice.api("POST", "v2.1/requests", body)
    assert practice.last.effects == []
    return answer.status, " | ".join(answer.body["errors"])


def test_a_good_request_is_queued_and_answered_with_a_track_id(practice: Any, wanted: Any) -> None:
    answer = practice.api("POST", "v2.1/requests", wanted())
    assert answer.status == 200
    assert answer.body["state"] == "queuing"
    assert len(answer.body["track_id"]) == 32
    assert practice.last.skus == ["AM-01"]
    assert practice.effects == []
    assert practice.fetched == []


@pytest.mark.parametrize(
    ("field", "value", "status", "text"),
    [
        ("category_id", "8101", 400, "category_id"),
        ("category_id", 1, 404, "Category not found id: 1"),
        ("category_id", 811, 422, "not primary"),
        ("category_id", 8190, 422, "does not allow"),
        ("name", None, 400, "name is required"),
        ("name", "ab", 422, "3 to 255"),
        ("name", "a" * 256, 422, "3 to 255"),
        ("description", " ", 400, "description is required"),
        ("market_price", 0, 400, "market_price"),
        ("market_price", "150000", 400, "market_price"),
        ("market_price", 1_200_001, 422, "ten percent"),
        ("market_price", 119_999, 422, "greater than listing price"),
        ("attributes", None, 400, "attributes is required"),
        ("image", None, 400, "image is required"),
        ("image", "ftp://img.example.vn/a.jpg", 400, "image is required"),
        ("image", "http://[", 400, "image is required"),
        ("images", None, 400, "images must be an array"),
        ("images", ["no address"], 422, "invalid url"),
        ("option_attributes", None, 400, "option_attributes"),
        ("option_attributes", ["A", "B", "C"], 400, "at most 2"),
        ("option_attributes", ["Màu", "màu"], 400, "twice"),
        ("option_attributes", ["Màu"], 400, "variants option1 missing"),
        ("variants", [], 400, "variants is required"),
        ("variants", ["x"], 400, "variants is required"),
        ("certificate_files", [{"url": "x", "type": "category"}], 400, "document_id"),
        ("certificate_files", [{"url": "https://a.vn/b.jpg", "type": "other"}], 422, "type"),
        ("certificate_files", {}, 400, "certificate_files"),
        ("meta_data", {"is_auto_turn_on": 1}, 400, "is_auto_turn_on"),
        ("meta_data", True, 400, "is_auto_turn_on"),
    ],
)
def test_each_bound_of_the_product_is_held(
    *, practice: Any, wanted: Any, field: str, value: Any, status: int, text: str
) -> None:
    got, errors = refused(practice, wanted(**{field: value}))
    assert got == status
    assert text in errors


@pytest.mark.parametrize(
    ("field", "value", "status", "text"),
    [
        ("sku", "", 400, "sku is required"),
        ("sku", 17, 400, "sku is required"),
        ("sku", "x" * 51, 422, "50"),
        ("sku", " AM", 422, "blanks"),
        ("price", 0, 400, "variants should have price > 0"),
        ("price", "120000", 400, "integer"),
        ("price", 120_000.5, 400, "integer"),
        ("price", True, 400, "integer"),
        ("price", 999, 422, "between 1000 and 20000000"),
        ("price", 20_000_001, 422, "between 1000 and 20000000"),
        ("price", 14_999, 422, "ten percent"),
        ("market_price", 119_999, 422, "greater than"),
        ("min_code", [], 400, "min_code"),
        ("option1", "Đỏ", 400, "option1 not used"),
        ("option2", ["Đỏ"], 400, "option2 not used"),
        ("inventory_type", None, 400, "inventory_type is required"),
        ("inventory_type", "drop_ship", 422, "invalid"),
        ("inventory_type", ["dropship"], 422, "invalid"),
        ("inventory_type", "backorder", 422, "not registered"),
        ("seller_warehouse", None, 400, "seller_warehouse"),
        ("seller_warehouse", 1034, 400, "seller_warehouse"),
        ("seller_warehouse", "1034;1015", 400, "seller_warehouse"),
        ("seller_warehouse", "1034,1015,77", 422, "Warehouse '[77]' are not found"),
        ("seller_warehouse", "1034,1015,1016", 422, "are not found"),
        ("seller_warehouse", "1034", 422, "seller_warehouse has not"),
        ("warehouse_stocks", None, 400, "warehouse_stocks"),
        ("warehouse_stocks", [], 400, "warehouse_stocks is required"),
        ("warehouse_stocks", [{"warehouse_id": 1034, "qty_available": 1}], 400, "warehouseId"),
        ("warehouse_stocks", [{"warehouseId": 1034, "qtyAvailable": -1}], 422, "or equal to 0"),
        ("warehouse_stocks", [{"warehouseId": 1034, "qtyAvailable": "1"}], 400, "qtyAvailable"),
        ("warehouse_stocks", [{"warehouseId": 1034, "qtyAvailable": 1}] * 2, 422, "twice"),
        ("image", "nothing", 422, "variants image"),
        ("images", None, 400, "variants images"),
        ("attributes", [], 400, "variants attributes"),
        ("name", "ab", 422, "variants name"),
    ],
)
def test_each_bound_of_a_variant_is_held(
    *, practice: Any, wanted: Any, variant: Any, field: str, value: Any, status: int, text: str
) -> None:
    got, errors = refused(practice, wanted(variants=[variant("AM-01", **{field: value})]))
    assert got == status
    assert text in errors


@pytest.mark.parametrize(
    ("code", "value", "status", "text"),
    [
        ("brand", None, 400, "attributes brand is required"),
        ("brand", "", 400, "attributes brand is required"),
        ("brand", 5, 422, "must be a text"),
        ("colour", "xanh", 404, "Attributes not found: colour"),
        ("brand_country", "1003001", 422, "one of its values"),
        ("brand_country", 100301, 422, "one of its values"),
        ("craft_technique", "Thủ công", 422, "array"),
        ("craft_technique", ["Máy"], 422, "only its values"),
        ("bulky", "0", 422, "0 or 1"),
        ("bulky", False, 422, "0 or 1"),
        ("bulky", 2, 422, "0 or 1"),
        ("product_length", "20,5", 422, "point"),
        ("product_length", 0, 422, "> 0"),
        ("product_length", "20 cm", 422, "point"),
        ("product_weight_kg", 100.5, 422, "Shipping weight"),
        ("product_weight_kg", "0.0005", 422, "Shipping weight"),
        ("product_height", 1500, 422, "Shipping weight"),
        ("require_expiry_date", 1, 404, "Attributes not found"),
    ],
)
def test_attributes_are_checked_against_the_category(
    *, practice: Any, wanted: Any, code: str, value: Any, status: int, text: str
) -> None:
    body = wanted()
    body["attributes"][code] = value
    got, errors = refused(practice, body)
    assert got == status
    assert text in errors


def test_everything_wrong_is_told_at_once(practice: Any, wanted: Any, variant: Any) -> None:
    body = wanted(option_attributes=["Màu", "Cỡ"], variants=[variant("A", option1="Đỏ", price=0)])
    status, errors = refused(practice, body)
    assert status == 400
    assert "variants don't match with option_attributes => variants option2 missing" in errors
    assert "variants should have price > 0" in errors


def test_a_simple_product_has_one_variant_and_options_differ(
    practice: Any, wanted: Any, variant: Any
) -> None:
    two = [variant("A"), variant("B")]
    assert "only one variant" in refused(practice, wanted(variants=two))[1]
    same = [variant("A", option1="Đỏ"), variant("B", option1="Đỏ")]
    assert "same options" in refused(practice, wanted(option_attributes=["Màu"], variants=same))[1]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b'{"name": "\\ud800"}', b'{"price": NaN}']
)
def test_a_body_that_is_no_json_object_is_refused(practice: Any, body: bytes) -> None:
    headers = {
        "user-agent": "x",
        "authorization": f"Bearer {practice.keys['access_token']}",
        "content-type": "application/json",
    }
    assert practice.raw("POST", "/integration/v2.1/requests", headers, body).status == 400


def test_the_older_generations_take_one_quantity(practice: Any, wanted: Any) -> None:
    old = {"sku": "OLD-1", "price": 120_000, "inventory_type": "drop_ship", "quantity": 9}
    assert practice.api("POST", "v1/requests", wanted(variants=[old])).status == 200
    new = old | {"sku": "OLD-2", "inventory_type": "dropship", "supplier": 1015}
    assert practice.api("POST", "v2/requests", wanted(variants=[new])).status == 200
    for wrong in ({"quantity": -1}, {"quantity": None}, {"supplier": 5}, {"supplier": "1015"}):
        body = wanted(variants=[new | wrong])
        assert practice.api("POST", "v2/requests", body).status in {400, 422}
    practice.clock.advance(60)
    practice.api("GET", "v2/products")
    offers = [detail["offers"] for *_, detail in practice.effects]
    assert offers == [
        {"OLD-1": {"price": 120_000, "stock": 9}},
        {"OLD-2": {"price": 120_000, "stock": 9}},
    ]


def test_goods_kept_by_the_platform_need_no_stock(practice: Any, wanted: Any) -> None:
    kept = {"sku": "K-1", "price": 120_000, "inventory_type": "instock"}
    practice.publish(wanted(variants=[kept]))
    change = {
        "original_sku": "K-1",
        "warehouse_quantities": [{"warehouse_id": 1034, "qty_available": 1}],
    }
    assert practice.api("PUT", "v2.1/products/updateSku", change).status == 422


def test_a_seller_with_one_way_of_stocking_need_not_name_it(practice: Any, wanted: Any) -> None:
    account = practice.market.shelf.get("account", "tiki") | {"operation_models": ["dropship"]}
    practice.market.shelf.put("account", "tiki", account, keys=["every"])
    body = wanted()
    del body["variants"][0]["inventory_type"]
    practice.publish(body)
    assert practice.kinds() == ["created"]
