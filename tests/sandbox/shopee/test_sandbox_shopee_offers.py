from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller


async def price(seller: Seller, item_id: int, *rows: tuple[int, float]) -> dict[str, Any]:
    wanted = [{"model_id": model, "original_price": figure} for model, figure in rows]
    return await seller.post("product/update_price", {"item_id": item_id, "price_list": wanted})


async def stock(seller: Seller, item_id: int, *rows: tuple[int, int]) -> dict[str, Any]:
    wanted = [{"model_id": model, "seller_stock": [{"stock": figure}]} for model, figure in rows]
    return await seller.post("product/update_stock", {"item_id": item_id, "stock_list": wanted})


async def test_prices_are_set_per_model_and_reported_with_what_was(seller: Seller) -> None:
    item_id, (first, second) = await seller.with_variants()
    answer = await price(seller, item_id, (first, 455000), (second, 460000))
    assert answer["response"]["success_list"][0] == {"model_id": first, "original_price": 455000}
    rows = await seller.models(item_id)
    assert [row["price_info"][0]["original_price"] for row in rows] == [455000, 460000]
    told = [(one["sku"], one["price"], one["before"]) for one in seller.effects("priced")]
    assert told == [("BT-01-SEN", 455000, 450000), ("BT-01-CUC", 460000, 470000)]


async def test_a_mixed_result_is_a_success_with_both_lists(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    answer = await price(seller, item_id, (first, 455000), (999, 455000))
    assert answer["error"] == ""
    failed = [{"model_id": 999, "failed_reason": "Wrong model_id."}]
    assert answer["response"]["failure_list"] == failed
    answer = await stock(seller, item_id, (first, 0), (999, 5))
    assert answer["error"] == ""
    assert answer["response"]["success_list"] == [
        {"model_id": first, "location_id": "", "stock": 0}
    ]
    failed = [{"model_id": 999, "failed_reason": "model ID not exist in sku"}]
    assert answer["response"]["failure_list"] == failed


async def test_a_call_whose_rows_all_fail_is_refused_with_the_list(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    answer = await price(seller, item_id, (first, 1))
    assert answer["error"] == "product.error_price_exceed_min_limitt"
    assert answer["response"]["failure_list"][0]["model_id"] == first
    answer = await stock(seller, item_id, (first, 1000000))
    assert answer["error"] == "product.error_busi_update_stock_failed"
    assert answer["response"]["success_list"] == []
    assert seller.effects("priced") == seller.effects("stocked") == []


@pytest.mark.parametrize(("figure", "code"), [(94000, ""), (93999, "error_price_out_of_range")])
async def test_the_dearest_model_is_at_most_five_times_the_cheapest(
    seller: Seller, figure: int, code: str
) -> None:
    item_id, (first, _) = await seller.with_variants()
    answer = await price(seller, item_id, (first, figure))
    assert answer["error"] == (code and f"product.{code}")


async def test_an_item_with_models_takes_no_offer_of_its_own(seller: Seller) -> None:
    item_id, _ = await seller.with_variants()
    answer = await price(seller, item_id, (0, 455000))
    assert answer["error"] == "product.error_edit_item_price_for_item_has_model"
    answer = await stock(seller, item_id, (0, 5))
    assert answer["error"] == "product.error_edit_item_stock_for_item_has_model"


async def test_a_plain_item_takes_no_model_number(seller: Seller) -> None:
    item_id = await seller.item()
    assert (await price(seller, item_id, (7, 455000)))["message"] == "Wrong model_id."
    answer = await stock(seller, item_id, (7, 5))
    assert answer["error"] == "product.error_busi_update_stock_failed"


async def test_repeats_fractions_and_locations_refuse_the_whole_call(seller: Seller) -> None:
    item_id, (first, second) = await seller.with_variants()
    answer = await price(seller, item_id, (first, 455000), (first, 456000))
    assert answer["message"] == "Repeat model_id."
    answer = await price(seller, item_id, (first, 455000), (second, 455000.5))
    assert answer["error"] == "product.error_invalid_price"
    row = {"model_id": first, "seller_stock": [{"stock": 5, "location_id": "VNZ"}]}
    body = {"item_id": item_id, "stock_list": [row]}
    answer = await seller.post("product/update_stock", body)
    assert answer["error"] == "product.error_inner"
    assert seller.effects("priced") == seller.effects("stocked") == []


async def test_numbers_sent_as_text_are_refused_in_the_decoders_words(seller: Seller) -> None:
    rows = [{"model_id": "1", "original_price": 5000}]
    answer = await seller.post("product/update_price", {"item_id": 1, "price_list": rows})
    assert answer["message"] == (
        "json: cannot unmarshal string into Go struct field "
        "PriceInfo.price_list.model_id of type uint64"
    )
    answer = await seller.post("product/update_price", {"price_list": rows[:0]})
    assert answer["message"] == "invalid field ItemId: value must  Not Null"


async def test_offers_of_what_is_gone_are_refused(seller: Seller) -> None:
    item_id = await seller.item()
    await seller.post("product/delete_item", {"item_id": item_id})
    answer = await price(seller, item_id, (0, 455000))
    assert answer["error"] == "product.error_item_not_found"
    answer = await stock(seller, item_id, (0, 5))
    assert (answer["error"], "status is abnormal" in answer["message"]) == (
        "product.error_busi",
        True,
    )
    assert (await stock(seller, 5, (0, 5)))["error"] == "product.error_item_not_found"


async def test_wholesale_holds_models_to_one_price(seller: Seller) -> None:
    wholesale = [{"min_count": 2, "max_count": 5, "unit_price": 400000}]
    item_id = await seller.item(wholesale=wholesale)
    answer = await price(seller, item_id, (0, 400000))
    assert answer["error"] == "product.error_whole_sale_price_setting_incorrect"
    seller.clock.advance(5)
    answer = await seller.post("product/init_tier_variation", seller.one_tier(item_id))
    assert answer["error"] == "product.error_price_should_be_same_for_wholesales"


async def test_at_most_fifty_rows_go_in_one_call(seller: Seller) -> None:
    item_id = await seller.item()
    answer = await price(seller, item_id, *((number, 5000) for number in range(51)))
    assert (answer["error"], "PriceList" in answer["message"]) == ("product.error_param", True)
