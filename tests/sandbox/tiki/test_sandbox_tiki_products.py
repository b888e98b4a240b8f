from __future__ import annotations

from typing import Any

import pytest

SKU = "v2.1/products/updateSku"


def stock(practice: Any, product_id: int) -> dict[int, int]:
    body = practice.api("GET", f"v2.1/products/{product_id}?includes=inventory").body
    return {
        row["warehouse_id"]: row["quantity_available"]
        for row in body["inventory"]["warehouse_stocks"]
    }


def first_id(request: dict[str, Any]) -> int:
    found: int = request["products"][0]["product_id"]
    return found


@pytest.mark.parametrize("axes", [0, 1, 2])
def test_a_product_walks_from_creation_to_relisting(
    practice: Any, wanted: Any, variant: Any, axes: int
) -> None:
    options = [{}, {"option1": "Đỏ"}, {"option1": "Đỏ", "option2": "Lớn"}]
    variants = [variant("W-1", **options[axes])]
    if axes:
        variants.append(variant("W-2", **(options[axes] | {"option1": "Xanh"})))
    labels = ["Màu sắc", "Kích thước"][:axes]
    made = practice.publish(wanted(option_attributes=labels, variants=variants))
    for one in variants:
        found = practice.api("GET", f"v2/products/findBy?original_sku={one['sku']}").body["data"]
        assert len(found) == 1
    product = practice.api("GET", f"v2.1/products/{first_id(made)}").body
    assert (product["entity_type"], product["active"]) == ("seller_simple", 1)
    assert bool(product["super_id"]) == bool(axes)
    stocks = [{"warehouse_id": 1034, "qty_available": 1}]
    change = {"original_sku": "W-1", "price": 100_000, "warehouse_quantities": stocks}
    assert practice.api("PUT", SKU, change).body == {"state": "approved"}
    for active in (0, 1):
        practice.api("PUT", SKU, {"original_sku": "W-1", "active": active})
    assert practice.kinds() == ["created", "priced", "stocked", "unlisted", "relisted"]
    labels_shown = [one.label for one in practice.emulator.listings()[0].variants]
    assert labels_shown[0] == ["", "Đỏ", "Đỏ / Lớn"][axes]
    assert len(labels_shown) == len(variants)


def test_effects_tell_what_was_and_what_is(practice: Any, wanted: Any) -> None:
    made = practice.publish(wanted())
    change = {
        "product_id": first_id(made),
        "price": 115_000,
        "active": 0,
        "warehouse_quantities": [{"warehouse_id": 1034, "qty_available": 3}],
    }
    practice.api("PUT", SKU, change)
    priced, stocked, unlisted = practice.last.effects
    assert (priced[1], priced[3]["price"], priced[3]["before"]) == ("AM-01", 115_000, 120_000)
    assert (stocked[3]["stock"], stocked[3]["before"]) == (8, 22)
    assert (unlisted[0], unlisted[3]["skus"]) == ("unlisted", ["AM-01"])
    practice.api("PUT", SKU, {"product_id": first_id(made), "price": 115_000})
    ((kind, _, _, detail),) = practice.last.effects
    assert (kind, detail["price"], detail["before"]) == ("priced", 115_000, 115_000)


def test_single_updates_leave_other_warehouses_and_batches_empty_them(
    practice: Any, wanted: Any
) -> None:
    made = first_id(practice.publish(wanted()))
    one = {"product_id": made, "warehouse_quantities": [{"warehouse_id": 1034, "qty_available": 3}]}
    practice.api("PUT", SKU, one)
    assert stock(practice, made) == {1034: 3, 1015: 5}
    assert practice.api("PUT", "v2.1/products/updateSkus", {"data": [one]}).status == 200
    assert stock(practice, made) == {1034: 3, 1015: 0}


def test_a_batch_switches_with_status_and_takes_all_or_nothing(
    practice: Any, wanted: Any, variant: Any
) -> None:
    practice.publish(wanted())
    practice.publish(wanted(variants=[variant("AM-02")]))
    before = len(practice.effects)

    def batch(*rows: dict[str, Any]) -> int:
        status: int = practice.api("PUT", "v2.1/products/updateSkus", {"data": rows}).status
        return status

    good = {"original_sku": "AM-01", "price": 110_000}
    assert batch(good, {"original_sku": "AM-02", "price": 1}) == 422
    assert batch(good, {"original_sku": "NO", "price": 100_000}) == 404
    assert batch(good, good) == 422
    assert batch(good, {"original_sku": "AM-02", "active": 0}) == 400
    assert batch(good, {"original_sku": "AM-02", "status": 0}) == 400
    assert batch() == 400
    assert batch(*[good] * 51) == 422
    assert len(practice.effects) == before
    assert batch(good, {"original_sku": "AM-02", "status": 3}) == 200
    assert practice.kinds()[before:] == ["priced", "unlisted"]
    assert [one.status for one in practice.emulator.listings()] == ["live", "unlisted"]
    assert batch({"original_sku": "AM-02", "status": 1}) == 200
    assert [one.status for one in practice.emulator.listings()] == ["live", "live"]


@pytest.mark.parametrize(
    ("change", "status", "text"),
    [
        ({"price": 14_999}, 422, "Price is not valid because less than ten percent listing price"),
        ({"price": 150_001}, 422, "greater than listing price"),
        ({"price": 0}, 400, "price > 0"),
        ({"price": "110000"}, 400, "integer"),
        ({"price": None}, 400, "integer"),
        ({"active": True}, 400, "active"),
        ({"active": 2}, 400, "active"),
        ({"seller_warehouse": [1034]}, 400, "seller_warehouse"),
        ({"warehouse_quantities": [{"warehouseId": 1034, "qtyAvailable": 1}]}, 400, "warehouse_id"),
        ({"warehouse_quantities": [{"warehouse_id": 1034, "qty_available": -1}]}, 422, "0"),
        ({"warehouse_quantities": {}}, 400, "array"),
        ({"price": 110_000, "product_id": "2166152"}, 400, "product_id"),
        ({"price": 110_000, "product_id": 1}, 404, "Product not found"),
    ],
)
def test_bad_updates_are_refused_whole(
    practice: Any, wanted: Any, change: dict[str, Any], status: int, text: str
) -> None:
    practice.publish(wanted())
    answer = practice.api("PUT", SKU, {"original_sku": "AM-01", "active": 0} | change)
    assert answer.status == status
    assert text in " ".join(answer.body["errors"])
    assert practice.kinds() == ["created"]


def test_a_strange_warehouse_is_refused_in_the_words_seen_live(practice: Any, wanted: Any) -> None:
    practice.publish(wanted())
    rows = [{"warehouse_id": 15936811, "qty_available": 1}]
    change = {"original_sku": "AM-01", "warehouse_quantities": rows}
    answer = practice.api("PUT", SKU, change)
    assert answer.body["errors"] == ["update error [Warehouse '[15936811]' are not found]"]
    assert answer.body["meta"]["source"] == "meepo"


def test_the_id_wins_over_the_sku(practice: Any, wanted: Any, variant: Any) -> None:
    made = first_id(practice.publish(wanted()))
    practice.publish(wanted(variants=[variant("AM-02")]))
    practice.api("PUT", SKU, {"product_id": made, "original_sku": "AM-02", "price": 99_000})
    assert practice.last.effects[0][1] == "AM-01"
    assert practice.last.skus == ["AM-01"]


def test_older_generations_update_with_one_quantity(practice: Any, wanted: Any) -> None:
    made = first_id(practice.publish(wanted()))
    change = {"original_sku": "AM-01", "quantity": 4}
    assert practice.api("POST", "v1/products/updateSku", change).status == 200
    assert stock(practice, made) == {1034: 4, 1015: 0}
    assert practice.api("PUT", "v2/products/updateSku", change | {"quantity": -1}).status == 400
    old = practice.api("GET", f"v1/products/{made}?includes=inventory").body
    assert (old["id"], old["inventory"]["quantity_saleable"]) == (made, 4)
    assert old["created_at"].isdigit()
    newer = practice.api("GET", f"v2/products/{made}?includes=inventory").body
    assert newer["inventory"]["quantity_sellable"] == 4


def test_dropping_a_warehouse_takes_its_stock_off_sale(practice: Any, wanted: Any) -> None:
    made = first_id(practice.publish(wanted()))
    practice.api("PUT", SKU, {"product_id": made, "seller_warehouse": "1015"})
    assert stock(practice, made) == {1015: 5}
    assert practice.last.effects == []
    assert practice.effects[-1][3]["stock"] == 5


def test_products_that_are_not_turned_on_stay_off_until_asked(practice: Any, wanted: Any) -> None:
    practice.publish(wanted(meta_data=None))
    assert practice.emulator.listings()[0].status == "unlisted"
    practice.api("PUT", SKU, {"original_sku": "AM-01", "active": 1})
    assert practice.emulator.listings()[0].status == "live"


def test_pending_products_are_invisible_and_the_index_lags(make_practice: Any, wanted: Any) -> None:
    practice = make_practice(index_lag_s=5)
    practice.api("POST", "v2.1/requests", wanted())
    find = "v2/products/findBy?original_sku=AM-01"
    practice.clock.advance(19)
    assert practice.api("GET", find).body["paging"]["total"] == 0
    practice.clock.advance(3)
    assert practice.api("GET", find).body["data"] == []
    assert practice.api("GET", "v2.1/products").body["paging"]["total"] == 1
    practice.clock.advance(4)
    assert practice.api("GET", find).body["data"][0]["original_sku"] == "AM-01"
    assert practice.api("GET", "v2/products/findBy").status == 400


def test_products_are_listed_newest_first_in_pages(
    practice: Any, wanted: Any, variant: Any
) -> None:
    variants = [variant(f"P-{n}", option1=f"Số {n}") for n in range(5)]
    practice.publish(wanted(option_attributes=["Loại"], variants=variants))
    body = practice.api("GET", "v2.1/products?limit=2&page=2").body
    assert [one["original_sku"] for one in body["data"]] == ["P-2", "P-1"]
    assert body["paging"]["last_page"] == 3
    past = practice.api("GET", "v2.1/products?page=9").body
    assert (past["data"], past["paging"]["total"]) == ([], 5)
    assert practice.api("GET", "v2.1/products?limit=101").status == 400
    assert practice.api("GET", "v2.1/products?limit=5&page=x").status == 400


def test_the_list_is_filtered(practice: Any, wanted: Any, variant: Any) -> None:
    practice.publish(wanted())
    practice.publish(wanted(name="Lọ hoa men rạn", category_id=8102, variants=[variant("LO-1")]))
    practice.api("PUT", SKU, {"original_sku": "LO-1", "active": 0})

    def skus(query: str) -> list[str]:
        rows = practice.api("GET", f"v2.1/products?{query}").body["data"]
        return [row["original_sku"] for row in rows]

    assert skus("name=LỌ HOA") == ["LO-1"]
    assert skus("active=1") == ["AM-01"]
    assert skus("category_id=8102") == ["LO-1"]
    assert skus("created_from_date=2030-01-01 00:00:00") == []
    assert skus("updated_to_date=2030-01-01 00:00:00") == ["LO-1", "AM-01"]


def test_include_is_the_lists_word_and_includes_the_single_reads(
    practice: Any, wanted: Any
) -> None:
    made = first_id(practice.publish(wanted()))
    rows = practice.api("GET", "v2.1/products?include=inventory,images").body["data"]
    assert {"inventory", "images"} <= set(rows[0])
    assert (
        "inventory" not in practice.api("GET", "v2.1/products?includes=inventory").body["data"][0]
    )
    one = f"v2.1/products/{made}"
    assert "images" not in practice.api("GET", f"{one}?include=images").body
    body = practice.api("GET", f"{one}?includes=seller,categories,attributes,images").body
    assert body["images"][0]["url"] != wanted()["image"]
    assert body["categories"][0]["id"] == 8101
    assert body["attributes"]["brand_country"]["value"] == {"id": 100301, "value": "Việt Nam"}
    assert body["seller"]["name"] == "Gian hàng thực hành"


def test_select_values_come_back_as_ids_in_requests(practice: Any, wanted: Any) -> None:
    body = wanted()
    body["attributes"]["craft_technique"] = ["Thủ công", "Vuốt tay"]
    attributes = practice.publish(body)["products"][0]["attributes"]
    assert attributes["brand_country"]["value"] == 100301
    assert attributes["craft_technique"]["value"] == [110101, 110104]
    assert attributes["brand"] == {
        "attribute_code": "brand",
        "value": "OEM",
        "input_type": "text",
    }


def test_variants_take_over_from_the_parent_unless_they_say_otherwise(
    practice: Any, wanted: Any, variant: Any
) -> None:
    own = {"brand": "Lò Mẫu"}
    variants = [
        variant("V-1", option1="Đỏ", market_price=130_000, attributes=own, name="Ấm riêng"),
        variant("V-2", option1="Xanh", image="https://img.example.vn/blue.jpg", images=[]),
    ]
    made = practice.publish(wanted(option_attributes=["Màu"], variants=variants))["products"]
    assert [one["name"] for one in made] == ["Ấm riêng", "Bộ ấm chén gốm thủ công vẽ tay"]
    assert [one["market_price"] for one in made] == [130_000, 150_000]
    assert [one["attributes"]["brand"]["value"] for one in made] == ["Lò Mẫu", "OEM"]
    assert made[0]["attributes"]["origin"]["value"] == "Việt Nam"
    assert made[0]["images"][0]["url"] != made[1]["images"][0]["url"]
    assert [len(one["images"]) for one in made] == [2, 2]
