from __future__ import annotations

import json
from typing import Any

import pytest

from ocopctl.sandbox.market import Settings


def _list(seller: Any, chosen: str = "all", **more: str) -> Any:
    return seller.get("/products/get", filter=chosen, **more)


def _ids(seller: Any, chosen: str = "all", **more: str) -> list[int]:
    return [one["item_id"] for one in _list(seller, chosen, **more)["data"].get("products", [])]


def _search(seller: Any, *skus: str) -> Any:
    return _list(seller, sku_seller_list=json.dumps(skus))["data"]


def _many(seller: Any, count: int) -> None:
    picture = seller.picture()
    for number in range(count):
        seller.made(seller.plain(picture, seller.sku(f"BT-{number:02}")))


def test_an_item_reads_back_as_it_was_sent(seller: Any) -> None:
    picture = seller.picture()
    item_id, skus = seller.made(seller.two_glazes(picture))
    item = seller.item(item_id)
    first = item["skus"][0]
    assert item["primary_category"] == 10101101
    assert item["attributes"]["brand"] == "No Brand"
    assert item["images"] == [picture]
    assert item["variation"]["Variation1"] == {
        "name": "Men",
        "label": "Men",
        "hasImage": False,
        "customize": True,
        "options": ["Men trắng", "Men lục"],
    }
    assert (str(first["SkuId"]), first["ShopSku"]) == (
        skus["BT-TRANG"],
        f"{item_id}_VNAMZ-{skus['BT-TRANG']}",
    )
    assert (first["saleProp"], first["Men"]) == ({"Men": "Men trắng"}, "Men trắng")
    assert (first["package_length"], first["package_weight"]) == ("30.00", "2.40")
    assert (first["price"], first["special_price"], first["Available"]) == (350000.0, 0.0, 12)
    assert item["created_time"].isdigit()


def test_an_unknown_and_a_foreign_item_are_not_there(seller: Any) -> None:
    item_id, _ = seller.made(seller.plain(seller.picture()))
    path = "/product/item/get"
    assert seller.get(path, item_id="1")["code"] == "207"
    assert seller.get(path, seller_sku="BT-01")["code"] == "4191"
    seller.use(seller.lazada.credentials("lazada-hanoi"))
    assert seller.get(path, item_id=item_id)["code"] == "207"
    assert _ids(seller) == []


def test_a_list_is_paged_in_a_steady_order(seller: Any) -> None:
    _many(seller, 5)
    pages = [_ids(seller, limit="2", offset=offset) for offset in ("0", "2", "4", "6")]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    every = [one for page in pages for one in page]
    assert every == sorted(set(every))
    assert _list(seller, limit="2")["data"]["total_products"] == 5


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"limit": "51"}, "19"),
        ({"limit": "0"}, "19"),
        ({"limit": "x"}, "19"),
        ({"offset": "10001"}, "14"),
        ({"offset": "-1"}, "14"),
        ({"create_after": "2026-01-01"}, "17"),
        ({"update_before": "gestern"}, "17"),
        ({"sku_seller_list": "BT-01"}, "70"),
        ({"sku_seller_list": "[1]"}, "70"),
        ({"sku_seller_list": '["\\ud800"]'}, "70"),
        ({"sku_seller_list": json.dumps(["A"] * 101)}, "70"),
        ({"filter": "best"}, "36"),
    ],
)
def test_list_parameters_that_are_not_right_are_refused(
    seller: Any, params: dict[str, str], code: str
) -> None:
    assert seller.get("/products/get", **{"filter": "all", **params})["code"] == code
    assert seller.get("/products/get")["code"] == "36"


def test_a_search_matches_whole_words_and_leaves_other_skus_out(seller: Any) -> None:
    picture = seller.picture()
    seller.made(seller.two_glazes(picture))
    seller.made(seller.plain(picture, seller.sku("BT")))
    seller.made(seller.plain(picture, seller.sku("BTX")))
    found = _search(seller, "BT-LUC")["products"]
    assert [one["SellerSku"] for item in found for one in item["skus"]] == ["BT-LUC"]
    more = _search(seller, "BT")["products"]
    assert [one["SellerSku"] for item in more for one in item["skus"]] == [
        "BT-TRANG",
        "BT-LUC",
        "BT",
    ]


@pytest.mark.parametrize(
    ("shape", "data"),
    [
        ("absent", {"total_products": 0}),
        ("null", {"total_products": 0, "products": None}),
        ("empty", {"total_products": 0, "products": []}),
    ],
)
def test_nothing_found_has_three_shapes(new_seller: Any, shape: str, data: Any) -> None:
    assert _search(new_seller(nothing_found=shape), "NONE") == data


def test_a_new_item_is_not_listed_while_the_index_lags(new_seller: Any) -> None:
    seller = new_seller(Settings(index_lag_s=10))
    item_id, _ = seller.made(seller.plain(seller.picture()))
    assert _search(seller, "BT-01") == {"total_products": 0}
    assert _ids(seller) == []
    assert seller.item(item_id)["item_id"] == int(item_id)
    seller.market.clock.advance(11)
    assert _ids(seller) == [int(item_id)]


def test_active_and_inactive_skus_of_an_item_stand_in_rows_of_their_own(seller: Any) -> None:
    item_id, skus = seller.made(seller.two_glazes(seller.picture()))
    seller.reviewed()
    body = {"ItemId": item_id, "Skus": {"SkuId": [skus["BT-LUC"]]}}
    seller.product("/product/deactivate", body, "apiRequestBody")
    assert _ids(seller) == [int(item_id)] * 2
    assert _ids(seller, "live") == _ids(seller, "inactive") == [int(item_id)]
    assert len(seller.item(item_id)["skus"]) == 2


def test_filters_follow_an_item_through_its_life(seller: Any) -> None:
    draft = seller.plain(seller.picture(), seller.sku("BT-01", quantity="0"))
    item_id, skus = seller.made(draft)
    number = [int(item_id)]
    assert (_ids(seller, "pending"), _ids(seller, "live")) == (number, [])
    seller.reviewed()
    assert (_ids(seller, "live"), _ids(seller, "sold-out")) == (number, number)
    seller.product("/product/deactivate", {"ItemId": item_id}, "apiRequestBody")
    assert (_ids(seller, "live"), _ids(seller, "inactive")) == ([], number)
    listed = json.dumps([f"SkuId_{item_id}_{skus['BT-01']}"])
    seller.post("/product/remove", sku_id_list=listed)
    assert (_ids(seller, "deleted"), _ids(seller, "inactive")) == (number, [])
    assert _list(seller)["data"]["products"][0]["status"] == "Deleted"


def test_dates_narrow_a_list(seller: Any) -> None:
    _many(seller, 1)
    past, future = "2020-01-01T00:00:00+07:00", "2099-01-01T00:00:00+07:00"
    assert len(_ids(seller, create_after=past, update_before=future)) == 1
    assert _ids(seller, create_after=future) == []
    assert _ids(seller, update_before=past) == []
