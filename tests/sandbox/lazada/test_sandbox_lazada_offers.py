from __future__ import annotations

import time
from typing import Any

import pytest
import time_machine

PRICES = "/product/price_quantity/update"
STOCK = "/product/stock/sellable/update"
ADJUST = "/product/stock/sellable/adjust"


def _send(seller: Any, path: str, *nodes: dict[str, Any]) -> Any:
    return seller.product(path, {"Skus": {"Sku": list(nodes)}})


def _made(seller: Any) -> tuple[dict[str, str], dict[str, str]]:
    item_id, skus = seller.made(seller.two_glazes(seller.picture()))
    seller.reviewed()
    seller.effects.clear()
    return (
        {"ItemId": item_id, "SkuId": skus["BT-TRANG"]},
        {"ItemId": item_id, "SkuId": skus["BT-LUC"]},
    )


def _shown(seller: Any, place: int = 0) -> Any:
    return seller.item("2300000001")["skus"][place]


def test_a_price_takes_effect_at_once(seller: Any) -> None:
    first, _ = _made(seller)
    answer = _send(seller, PRICES, {**first, "Price": "199000"})
    assert (answer["code"], answer["data"], seller.last.skus) == ("0", {}, ["BT-TRANG"])
    assert _shown(seller)["price"] == 199000.0
    assert seller.item("2300000001")["status"] == "Active"
    detail = {"price": 199000, "before": 350000, "list_price": 199000}
    assert seller.effects == [("priced", "BT-TRANG", "2300000001", detail)]


def test_the_same_price_is_told_again(seller: Any) -> None:
    first, _ = _made(seller)
    _send(seller, PRICES, {**first, "Price": "350000"})
    assert seller.effects[0][3]["before"] == seller.effects[0][3]["price"]


def test_a_total_leaves_what_is_held_out_of_the_sellable_stock(seller: Any) -> None:
    first, _ = _made(seller)
    item = seller.market.shelf.get("item", first["ItemId"])
    item["skus"][0] |= {"withhold": 2, "occupy": 1}
    seller.market.shelf.put("item", item["id"], item)
    _send(seller, PRICES, {**first, "Quantity": "10"})
    (warehouse,) = _shown(seller)["multiWarehouseInventories"]
    assert (warehouse["totalQuantity"], warehouse["sellableQuantity"]) == (10, 7)
    assert _send(seller, PRICES, {**first, "Quantity": "2"})["code"] == "501"


def test_one_wrong_price_stops_the_whole_call(seller: Any) -> None:
    first, second = _made(seller)
    answer = _send(seller, PRICES, {**first, "Price": "1000"}, {**second, "Price": "0"})
    assert answer["code"] == "501"
    assert answer["detail"][0] == {
        "field": "BT-LUC",
        "message": "BIZ_CHECK_PRICE_IS_ZERO:price is zero",
        "code": "BIZ_CHECK_PRICE_IS_ZERO",
    }
    assert _shown(seller)["price"] == 350000.0
    assert seller.effects == []


def test_a_sale_price_counts_in_its_days_only(seller: Any) -> None:
    first, _ = _made(seller)
    day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 3600))
    node = {**first, "SalePrice": "300000", "SaleStartDate": day, "SaleEndDate": day}
    assert _send(seller, PRICES, node)["code"] == "0"
    assert seller.effects[0][3] == {"price": 300000, "before": 350000, "list_price": 350000}
    assert _shown(seller)["special_price"] == 300000.0
    assert _shown(seller)["special_to_time"] == f"{day} 23:59"
    seller.market.clock.advance(86_400)
    (listing,) = seller.lazada.listings()
    assert listing.variants[0].price == 350000


def test_a_sale_price_must_stay_below_the_price(seller: Any) -> None:
    first, _ = _made(seller)
    _send(seller, PRICES, {**first, "SalePrice": "300000"})
    answer = _send(seller, PRICES, {**first, "Price": "250000"})
    assert answer["detail"][0]["code"] == "BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE"


@pytest.mark.parametrize("path", [PRICES, STOCK, ADJUST])
def test_a_call_takes_one_to_fifty_skus(seller: Any, path: str) -> None:
    first, _ = _made(seller)
    assert _send(seller, path, *[first] * 51)["code"] == "4171"
    assert _send(seller, path)["code"] == "30"
    assert seller.effects == []


def test_stock_is_set_for_good_skus_and_the_others_are_named_under_success(seller: Any) -> None:
    first, second = _made(seller)
    answer = _send(
        seller,
        STOCK,
        {**first, "SellableQuantity": "7"},
        {"ItemId": "2300000009", "SkuId": "1", "SellableQuantity": "7"},
        {**second, "SellableQuantity": "-1"},
    )
    assert answer["code"] == "0"
    assert answer["detail"][0] == {
        "field": "ItemId",
        "message": "ITEM_NOT_FOUND",
        "code": "E0501",
    }
    assert answer["detail"][1]["field"] == "BT-LUC"
    assert (_shown(seller)["quantity"], _shown(seller, 1)["quantity"]) == (7, 12)
    assert seller.effects == [("stocked", "BT-TRANG", "2300000001", {"stock": 7, "before": 12})]


def test_a_seller_sku_alone_names_nothing(seller: Any) -> None:
    _made(seller)
    answer = _send(seller, STOCK, {"SellerSku": "BT-TRANG", "SellableQuantity": "7"})
    assert answer["detail"][0]["code"] == "E0501"
    answer = _send(seller, PRICES, {"SellerSku": "BT-TRANG", "Price": "7000"})
    assert (answer["code"], answer["detail"][0]["code"]) == ("501", "E0501")


def test_an_unknown_tag_is_success_and_changes_nothing(seller: Any) -> None:
    first, _ = _made(seller)
    assert _send(seller, STOCK, {**first, "Qty": "7"})["code"] == "0"
    assert _send(seller, PRICES, {**first, "price": "7000"})["code"] == "0"
    assert (_shown(seller)["quantity"], _shown(seller)["price"]) == (12, 350000.0)
    assert seller.effects == []


def test_stock_without_a_payload_has_its_own_code(seller: Any) -> None:
    answer = seller.post(STOCK, ItemId="2300000001", SellableQuantity="7")
    assert answer["code"] == "E006"


def test_one_warehouse_sellers_do_not_name_warehouses(seller: Any) -> None:
    first, _ = _made(seller)
    inner = [{"WarehouseCode": "dropshipping", "Quantity": "7"}]
    node = {**first, "MultiWarehouseInventories": {"MultiWarehouseInventory": inner}}
    assert _send(seller, PRICES, node)["code"] == "501"
    assert _send(seller, STOCK, node)["detail"][0]["field"] == "BT-TRANG"


def test_an_adjustment_adds_and_never_falls_below_zero(seller: Any) -> None:
    first, second = _made(seller)
    assert _send(seller, ADJUST, {**first, "SellableQuantity": "-2"})["code"] == "0"
    assert _shown(seller)["quantity"] == 10
    two = ({**second, "SellableQuantity": "1"}, {**first, "SellableQuantity": "-11"})
    assert _send(seller, ADJUST, *two)["code"] == "212"
    assert _send(seller, ADJUST, {**first, "SellableQuantity": "x"})["code"] == "501"
    assert [_shown(seller, place)["quantity"] for place in (0, 1)] == [10, 12]


def test_a_foreign_item_is_not_priced(seller: Any) -> None:
    first, _ = _made(seller)
    seller.use(seller.lazada.credentials("lazada-hanoi"))
    with time_machine.travel(time.time()):
        assert _send(seller, PRICES, {**first, "Price": "7000"})["code"] == "501"
