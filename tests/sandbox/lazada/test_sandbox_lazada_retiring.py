from __future__ import annotations

import json
from typing import Any

import pytest


def _made(seller: Any, **more: Any) -> tuple[str, dict[str, str]]:
    item_id, skus = seller.made(seller.two_glazes(seller.picture(), **more))
    seller.reviewed()
    seller.effects.clear()
    return item_id, skus


def _deactivate(seller: Any, **body: Any) -> Any:
    return seller.product("/product/deactivate", body, "apiRequestBody")


def test_a_whole_item_goes_off_sale_as_one(seller: Any) -> None:
    item_id, _ = _made(seller)
    assert _deactivate(seller, ItemId=item_id)["code"] == "0"
    skus = {"skus": ["BT-TRANG", "BT-LUC"]}
    assert seller.effects == [("unlisted", "BT-TRANG", item_id, skus)]


def test_an_item_in_review_can_be_taken_off_sale(seller: Any) -> None:
    item_id, _ = seller.made(seller.plain(seller.picture()))
    assert _deactivate(seller, ItemId=item_id)["code"] == "0"
    seller.reviewed()
    assert seller.item(item_id)["status"] == "InActive"


def test_xml_takes_one_sku_off_sale(seller: Any) -> None:
    item_id, skus = _made(seller)
    xml = (
        f"<Request><Product><ItemId>{item_id}</ItemId>"
        f"<Skus><SkuId>{skus['BT-LUC']}</SkuId></Skus></Product></Request>"
    )
    assert seller.post("/product/deactivate", apiRequestBody=xml)["code"] == "0"
    assert seller.effects == [("unlisted", "BT-LUC", item_id, {"skus": ["BT-LUC"]})]
    assert seller.item(item_id)["status"] == "Active"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ItemId": ""}, "E0001"),
        ({"ItemId": "2300000009"}, "E0002"),
        ({"Skus": {"SkuId": ["1"]}}, "E0003"),
        ({"Skus": {"SkuId": []}}, "E0003"),
        ({"Skus": {"SkuId": "1"}}, "1001"),
        ({"Skus": {"SellerSku": "BT-LUC"}}, "4193"),
        ({"Skus": {"SellerSku": ["BT-LUC"]}}, "4193"),
        ({"SellerSku": "BT-LUC"}, "4193"),
    ],
)
def test_deactivations_that_are_not_right_are_refused(
    seller: Any, change: dict[str, Any], code: str
) -> None:
    item_id, _ = _made(seller)
    assert _deactivate(seller, **{"ItemId": item_id, **change})["code"] == code
    assert seller.effects == []


def test_a_deactivation_is_not_read_from_a_payload(seller: Any) -> None:
    item_id, _ = _made(seller)
    answer = seller.product("/product/deactivate", {"ItemId": item_id})
    assert answer["code"] == "MissingParameter"
    assert seller.item(item_id)["status"] == "Active"


def _remove(seller: Any, *names: str) -> Any:
    return seller.post("/product/remove", sku_id_list=json.dumps(names))


def test_removing_one_sku_leaves_the_other(seller: Any) -> None:
    item_id, skus = _made(seller)
    name = f"SkuId_{item_id}_{skus['BT-LUC']}"
    assert _remove(seller, name)["code"] == "0"
    assert [one["SellerSku"] for one in seller.item(item_id)["skus"]] == ["BT-TRANG"]
    again = _remove(seller, name)
    assert (again["code"], "deleted" in again["detail"][0]["message"]) == ("503", True)
    assert [kind for kind, *_ in seller.effects] == ["deleted"]


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ("x", "70"),
        ("[1]", "70"),
        ("[]", "30"),
        (json.dumps(["SkuId_1_1"] * 51), "204"),
        ('["9900000001"]', "503"),
        ('["SkuId_1_1"]', "503"),
    ],
)
def test_removals_that_are_not_right_are_refused(seller: Any, listed: str, code: str) -> None:
    assert seller.post("/product/remove", sku_id_list=listed)["code"] == code


def test_removing_by_seller_sku_is_obsolete(seller: Any) -> None:
    _made(seller)
    assert seller.post("/product/remove", seller_sku_list='["BT-LUC"]')["code"] == "6"


def _take_out(seller: Any, item_id: str, *ids: str, name: str = "Men") -> Any:
    body = {
        "ItemId": item_id,
        "variation": {"Variation1": {"name": name}},
        "Skus": {"Sku": [{"SkuId": one} for one in ids]},
    }
    return seller.product("/product/sku/remove", body)


def test_a_sku_leaves_an_item_that_stays(seller: Any) -> None:
    item_id, skus = _made(seller)
    assert "data" not in _take_out(seller, item_id, skus["BT-LUC"])
    item = seller.item(item_id)
    assert item["variation"]["Variation1"]["options"] == ["Men trắng"]
    assert seller.effects[0][0] == "updated"


def test_not_every_sku_can_leave(seller: Any) -> None:
    item_id, skus = _made(seller)
    assert _take_out(seller, item_id, *skus.values())["code"] == "4133"
    assert _take_out(seller, item_id, skus["BT-LUC"], name="Màu")["code"] == "4133"
    assert _take_out(seller, item_id, "1")["code"] == "501"
    assert _take_out(seller, item_id)["code"] == "4216"
    assert seller.effects == []


def _set_images(seller: Any, skus: dict[str, str], urls: list[str]) -> Any:
    nodes = [{"SkuId": one, "Images": {"Image": urls}} for one in skus.values()]
    return seller.product("/images/set", {"Skus": {"Sku": nodes}})


def test_sku_images_are_set_for_all_skus_or_none(seller: Any) -> None:
    variation = seller.axis("Men", "Men trắng", "Men lục", image=True)
    draft = seller.two_glazes(seller.picture(), variation={"variation1": variation})
    for sku in draft["Skus"]["Sku"]:
        sku["Images"] = {"Image": [seller.picture()]}
    item_id, skus = seller.made(draft)
    new = seller.picture(3)
    assert _set_images(seller, skus, [new])["code"] == "0"
    assert [one["Images"] for one in seller.item(item_id)["skus"]] == [[new], [new]]
    assert _set_images(seller, {"BT-LUC": skus["BT-LUC"]}, [])["code"] == "4153"
    assert _set_images(seller, skus, ["https://example.vn/a.jpg"])["code"] == "4138"
    assert _set_images(seller, skus, [new] * 9)["code"] == "203"
    assert _set_images(seller, {"X": "1"}, [new])["code"] == "504"
    assert _set_images(seller, {}, [])["code"] == "30"
    assert _set_images(seller, {str(n): "1" for n in range(51)}, [])["code"] == "204"
