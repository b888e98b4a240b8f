from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

TEXT = "Vẽ tay tại làng nghề Bát Tràng, nung ở 1.300 độ."


async def status(seller: Seller, item_id: int) -> str:
    return (await seller.read(item_id))["item_status"]


async def unlist(seller: Seller, *ids: int, hidden: bool = True) -> dict[str, Any]:
    rows = [{"item_id": item_id, "unlist": hidden} for item_id in ids]
    return await seller.post("product/unlist_item", {"item_list": rows})


async def test_a_plain_item_walks_from_create_to_delete(seller: Seller) -> None:
    item_id = await seller.item()
    await seller.post("product/update_item", {"item_id": item_id, "description": TEXT})
    price = {"item_id": item_id, "price_list": [{"original_price": 460000}]}
    answer = await seller.post("product/update_price", price)
    assert answer["response"]["success_list"] == [{"original_price": 460000}]
    stock = {"item_id": item_id, "stock_list": [{"seller_stock": [{"stock": 0}]}]}
    assert (await seller.post("product/update_stock", stock))["error"] == ""
    await unlist(seller, item_id, hidden=False)
    seller.clock.advance(20)
    shown = await seller.read(item_id)
    assert (shown["item_status"], shown["description"]) == ("NORMAL", TEXT)
    assert shown["price_info"][0]["original_price"] == 460000
    assert shown["stock_info_v2"]["summary_info"]["total_available_stock"] == 0
    assert (await unlist(seller, item_id))["response"]["failure_list"] == []
    answer = await seller.post("product/delete_item", {"item_id": item_id})
    assert "response" not in answer
    assert await status(seller, item_id) == "SELLER_DELETE"
    again = await seller.post("product/delete_item", {"item_id": item_id})
    assert again["error"] == "product.error_item_not_found"


async def test_each_step_reports_its_effect(seller: Seller) -> None:
    item_id = await seller.item()
    price = {"item_id": item_id, "price_list": [{"original_price": 450000}]}
    await seller.post("product/update_price", price)
    stock = {"item_id": item_id, "stock_list": [{"seller_stock": [{"stock": 3}]}]}
    await seller.post("product/update_stock", stock)
    await unlist(seller, item_id, hidden=False)
    await seller.post("product/delete_item", {"item_id": item_id})
    made = seller.effects("created")[0]
    assert made["offers"] == {"BT-01": {"price": 450000, "stock": 12}}
    assert (made["sku"], made["skus"], made["remote_id"]) == ("BT-01", ["BT-01"], str(item_id))
    priced = seller.effects("priced")[0]
    assert (priced["sku"], priced["price"], priced["before"]) == ("BT-01", 450000, 450000)
    assert [(one["stock"], one["before"]) for one in seller.effects("stocked")] == [(3, 12)]
    assert len(seller.effects("relisted")) == len(seller.effects("deleted")) == 1
    assert seller.effects("uploaded")


async def test_the_echo_of_a_create_differs_from_the_read(seller: Seller) -> None:
    answer = await seller.post("product/add_item", await seller.body())
    echo = answer["response"]
    assert (echo["weight"], "item_sku" in echo) == (1.8, False)
    assert echo["price_info"]["original_price"] == 450000
    shown = await seller.read(echo["item_id"])
    assert (shown["weight"], shown["deboost"], shown["item_sku"]) == ("1.8", "FALSE", "BT-01")
    assert shown["image"]["image_id_list"] == echo["images"]["image_id_list"]
    assert shown["attribute_list"][0]["attribute_value_list"][0]["original_value_name"] == "Vietnam"
    assert shown["brand"] == {"brand_id": 0, "original_brand_name": "NoBrand"}
    assert shown["logistic_info"][0]["logistic_name"] == "Nhanh"


async def test_a_new_shown_item_is_reviewed_first(seller: Seller) -> None:
    item_id = await seller.item(item_status="NORMAL")
    assert await status(seller, item_id) == "REVIEWING"
    answer = await unlist(seller, item_id)
    code = "product.error_busi_cannot_delist_reviewing_or_banned_item"
    assert answer["error"] == code
    seller.clock.advance(20)
    assert await status(seller, item_id) == "NORMAL"


async def test_an_edited_text_is_reviewed_again_but_a_price_is_not(seller: Seller) -> None:
    item_id = await seller.item(item_status="NORMAL")
    seller.clock.advance(20)
    price = {"item_id": item_id, "price_list": [{"original_price": 460000}]}
    await seller.post("product/update_price", price)
    await seller.post("product/update_item", {"item_id": item_id, "weight": 2})
    assert await status(seller, item_id) == "NORMAL"
    await seller.post("product/update_item", {"item_id": item_id, "description": TEXT})
    assert await status(seller, item_id) == "REVIEWING"


async def test_a_hidden_item_stays_hidden_and_is_reviewed_when_shown(seller: Seller) -> None:
    item_id = await seller.item()
    seller.clock.advance(100)
    assert await status(seller, item_id) == "UNLIST"
    await unlist(seller, item_id, hidden=False)
    assert await status(seller, item_id) == "REVIEWING"
    seller.clock.advance(20)
    await unlist(seller, item_id)
    await unlist(seller, item_id, hidden=False)
    assert await status(seller, item_id) == "NORMAL"


async def test_a_link_in_the_text_ends_in_a_ban(seller: Seller) -> None:
    item_id = await seller.item(item_status="NORMAL", description=f"{TEXT} Xem www.lang.vn")
    seller.clock.advance(20)
    assert await status(seller, item_id) == "BANNED"
    why = await seller.get("product/get_item_violation_info", item_id_list=item_id)
    assert why["response"]["item_list"][0]["item_status_details"][0]["violation_type"] == "Spam"
    assert "error" not in why
    stock = {"item_id": item_id, "stock_list": [{"seller_stock": [{"stock": 3}]}]}
    answer = await seller.post("product/update_stock", stock)
    assert "status is abnormal" in answer["message"]
    answer = await unlist(seller, item_id, hidden=False)
    assert answer["error"] == "product.error_unlist_item_all_failed"
    await seller.post("product/update_item", {"item_id": item_id, "description": TEXT})
    seller.clock.advance(20)
    assert await status(seller, item_id) == "NORMAL"


async def test_an_update_merges_fields_and_replaces_lists(seller: Seller) -> None:
    material = {"attribute_id": 100010, "attribute_value_list": [{"original_value_name": "Gốm"}]}
    origin = {"attribute_id": 100037, "attribute_value_list": [{"value_id": 2}]}
    item_id = await seller.item()
    body = {"item_id": item_id, "attribute_list": [origin, material], "item_sku": "BT-02"}
    assert (await seller.post("product/update_item", body))["error"] == ""
    shown = await seller.read(item_id)
    assert [row["attribute_id"] for row in shown["attribute_list"]] == [100037, 100010]
    assert (shown["item_sku"], shown["weight"]) == ("BT-02", "1.8")
    body = {"item_id": item_id, "attribute_list": [material]}
    answer = await seller.post("product/update_item", body)
    assert answer["error"] == "product.error_less_required_attribute"
    assert seller.effects("updated")[-1]["fields"] == ["item_sku", "attribute_list"]


async def test_an_update_never_touches_price_or_stock(seller: Seller) -> None:
    item_id = await seller.item()
    body = {"item_id": item_id, "original_price": 999000, "seller_stock": [{"stock": 99}]}
    await seller.post("product/update_item", body)
    shown = await seller.read(item_id)
    assert shown["price_info"][0]["original_price"] == 450000
    assert seller.effects("priced") == []


async def test_a_status_counts_alone_and_its_echo_is_stale(seller: Seller) -> None:
    item_id = await seller.item()
    body = {"item_id": item_id, "item_status": "NORMAL"}
    await seller.post("product/update_item", {**body, "weight": 2})
    assert await status(seller, item_id) == "UNLIST"
    answer = await seller.post("product/update_item", body)
    assert answer["response"]["item_status"] == "UNLIST"
    assert await status(seller, item_id) == "REVIEWING"
    assert [one["sku"] for one in seller.effects("relisted")] == ["BT-01"]


async def test_unlisting_fails_row_by_row_and_twice_is_quiet(seller: Seller) -> None:
    item_id = await seller.item()
    answer = await unlist(seller, item_id, 5)
    assert answer["error"] == ""
    assert answer["response"]["success_list"] == [{"item_id": item_id, "unlist": True}]
    assert answer["response"]["failure_list"] == [
        {"item_id": 5, "failed_reason": "Product not found"}
    ]
    answer = await unlist(seller, 5)
    assert answer["error"] == "product.error_unlist_item_all_failed"
    assert answer["response"]["failure_list"]


async def test_equal_skus_make_two_items(seller: Seller) -> None:
    first, second = await seller.item(), await seller.item()
    found = await seller.get("product/search_item", item_sku="BT-01", page_size=10)
    assert found["response"]["item_id_list"] == [first, second]


async def test_an_item_of_another_shop_is_not_found(seller: Seller) -> None:
    item_id = await seller.item()
    seller.keys = seller.shopee.credentials("shopee-hanoi")
    answer = await seller.post("product/update_item", {"item_id": item_id, "weight": 2})
    assert answer["error"] == "product.error_item_not_found"
    answer = await seller.get("product/get_item_base_info", item_id_list=item_id)
    assert answer["response"]["item_list"] == []


async def test_an_edited_item_is_locked_where_the_settings_say_so(opened: Any) -> None:
    seller = opened(lock_s=2)
    item_id = await seller.item()
    body = {"item_id": item_id, "weight": 2}
    answer = await seller.post("product/update_item", body)
    assert answer["error"] == "product.error_inner"
    assert "get update lock failed" in answer["message"]
    seller.clock.advance(2)
    assert (await seller.post("product/update_item", body))["error"] == ""


async def test_buyers_see_what_the_seller_put_there(seller: Seller) -> None:
    await seller.item()
    await seller.with_variants(item_sku="BT-02", item_status="NORMAL")
    seller.clock.advance(20)
    first, second = seller.shopee.listings()
    assert (first.status, first.category, first.html) == ("unlisted", "Bộ ấm chén, bình trà", False)
    assert seller.market.store.blob(first.pictures[0])
    assert [(one.sku, one.label, one.price, one.stock) for one in second.variants] == [
        ("BT-01-SEN", "Sen", 450000, 7),
        ("BT-01-CUC", "Cúc", 470000, 5),
    ]
    assert (second.status, second.shop) == ("live", "shopee")
