from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

LIST, SEARCH = "product/get_item_list", "product/search_item"
ALL = ["NORMAL", "UNLIST", "REVIEWING", "BANNED"]


async def many(seller: Seller, count: int) -> list[int]:
    body = await seller.body()
    rows = [{**body, "item_sku": f"S-{number}"} for number in range(count)]
    answers = [await seller.post("product/add_item", row) for row in rows]
    return [answer["response"]["item_id"] for answer in answers]


async def test_a_list_is_paged_to_its_end(seller: Seller) -> None:
    ids, found, offset = await many(seller, 5), [], 0
    while True:
        answer = await seller.get(LIST, offset=offset, page_size=2, item_status=ALL)
        page = answer["response"]
        found += [row["item_id"] for row in page["item"]]
        assert (page["total_count"], page["next"]) == (5, "")
        if not page["has_next_page"]:
            break
        offset = page["next_offset"]
    assert found == ids
    assert "next_offset" not in page


async def test_an_empty_shop_leaves_the_list_out(seller: Seller) -> None:
    answer = await seller.get(LIST, offset=0, page_size=2, item_status="NORMAL")
    assert answer["response"] == {"total_count": 0, "has_next_page": False, "next": ""}


@pytest.mark.parametrize("written", [["UNLIST", "NORMAL"], "UNLIST,NORMAL", "[UNLIST,NORMAL]"])
async def test_list_parameters_come_in_three_forms(seller: Seller, written: Any) -> None:
    await seller.item()
    answer = await seller.get(LIST, offset=0, page_size=9, item_status=written)
    assert answer["response"]["total_count"] == 1


async def test_lists_are_cut_by_status_and_time(seller: Seller) -> None:
    first, second = await many(seller, 2)
    await seller.post("product/delete_item", {"item_id": first})
    base = {"offset": 0, "page_size": 9}
    answer = await seller.get(LIST, **base, item_status="SELLER_DELETE")
    assert [row["item_id"] for row in answer["response"]["item"]] == [first]
    seller.clock.advance(100)
    await seller.post("product/update_item", {"item_id": second, "weight": 2})
    at = (await seller.read(second))["update_time"]
    for times, count in (({"update_time_from": at}, 1), ({"update_time_to": at - 1}, 0)):
        answer = await seller.get(LIST, **base, item_status=ALL, **times)
        assert answer["response"]["total_count"] == count


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"offset": None}, "error_param"),
        ({"page_size": 0}, "error_param"),
        ({"page_size": 101}, "error_param"),
        ({"page_size": "x"}, "error_param"),
        ({"item_status": None}, "error_param_item_status"),
        ({"item_status": "LIVE"}, "error_param_item_status"),
        ({"update_time_from": 5, "update_time_to": 4}, "error_update_time_range"),
        ({"offset": 10000}, "error_param"),
    ],
)
async def test_a_bad_list_call_is_refused(
    seller: Seller, changes: dict[str, Any], code: str
) -> None:
    query = {"offset": 0, "page_size": 9, "item_status": "NORMAL", **changes}
    kept = {name: value for name, value in query.items() if value is not None}
    assert (await seller.get(LIST, **kept))["error"] == f"product.{code}"


async def test_a_search_finds_parent_and_model_skus_exactly(seller: Seller) -> None:
    item_id, _ = await seller.with_variants()
    for sku, found in (("BT-01", 1), ("BT-01-SEN", 1), ("bt-01", 0), ("BT-0", 0)):
        answer = await seller.get(SEARCH, item_sku=sku, page_size=10)
        assert answer["response"]["item_id_list"] == [item_id] * found
    await seller.post("product/delete_item", {"item_id": item_id})
    answer = await seller.get(SEARCH, item_sku="BT-01", page_size=10)
    assert answer["response"] == {"item_id_list": [], "total_count": 0, "next_offset": ""}


async def test_the_search_index_lags_but_the_list_does_not(opened: Any) -> None:
    seller = opened(index_lag_s=30)
    item_id = await seller.item()
    query = {"item_sku": "BT-01", "page_size": 10}
    assert (await seller.get(SEARCH, **query))["response"]["total_count"] == 0
    answer = await seller.get(LIST, offset=0, page_size=9, item_status=ALL)
    assert answer["response"]["total_count"] == 1
    seller.clock.advance(29)
    await seller.post("product/update_item", {"item_id": item_id, "weight": 2})
    seller.clock.advance(1)
    assert (await seller.get(SEARCH, **query))["response"]["item_id_list"] == [item_id]


async def test_a_search_pages_by_a_text_cursor(seller: Seller) -> None:
    ids, found, offset = await many(seller, 5), [], ""
    while True:
        more = {"offset": offset} if offset else {}
        answer = await seller.get(SEARCH, item_name="BÁT TRÀNG", page_size=2, **more)
        found += answer["response"]["item_id_list"]
        offset = answer["response"]["next_offset"]
        if not offset:
            break
    assert found == ids


async def test_a_search_needs_a_criterion_and_its_own_cursor(seller: Seller) -> None:
    answer = await seller.get(SEARCH, page_size=10)
    assert answer["message"] == "request must set one of [item_name,attribute_status]"
    for query in ({"offset": "2"}, {"offset": "é"}, {"attribute_status": 3}):
        answer = await seller.get(SEARCH, item_sku="x", page_size=10, **query)
        assert answer["error"] == "product.error_param"


async def test_a_search_finds_items_that_lack_attributes(seller: Seller) -> None:
    item_id = await seller.item()
    for lacking, found in ((1, []), (2, [item_id])):
        answer = await seller.get(SEARCH, attribute_status=lacking, page_size=10)
        assert answer["response"]["item_id_list"] == found


async def test_base_info_takes_fifty_numbers(seller: Seller) -> None:
    item_id = await seller.item()
    answer = await seller.get("product/get_item_base_info", item_id_list=f"[{item_id},5]")
    assert [row["item_id"] for row in answer["response"]["item_list"]] == [item_id]
    ids = ",".join(str(number) for number in range(51))
    answer = await seller.get("product/get_item_base_info", item_id_list=ids)
    assert answer["error"] == "product.error_query_over_itemid_size"
    answer = await seller.get("product/get_item_base_info")
    assert answer["message"] == "invalid field ItemIdList: value must  Not Null"
    extra = await seller.get("product/get_item_extra_info", item_id_list=item_id)
    assert extra["response"]["item_list"][0]["sale"] == 0


async def test_market_data_is_stamped_with_the_market_clock(seller: Seller) -> None:
    seller.clock.advance(1000)
    shown = await seller.read(await seller.item())
    assert shown["create_time"] == 1760001000
