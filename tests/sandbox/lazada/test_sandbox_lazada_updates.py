from __future__ import annotations

from typing import Any

import pytest

from ocopctl.sandbox.market import Settings


def _update(seller: Any, item_id: str, *skus: dict[str, Any], **more: Any) -> Any:
    body = {"ItemId": item_id, "Attributes": {}, **more}
    if skus:
        body["Skus"] = {"Sku": list(skus)}
    return seller.product("/product/update", body)


def _made(seller: Any) -> tuple[str, list[str]]:
    item_id, skus = seller.made(seller.two_glazes(seller.picture()))
    seller.reviewed()
    seller.effects.clear()
    return item_id, [skus["BT-TRANG"], skus["BT-LUC"]]


def test_fields_left_out_stay(seller: Any) -> None:
    item_id, _ = _made(seller)
    before = seller.item(item_id)
    _update(seller, item_id, Attributes={"material": "Gốm"})
    after = seller.item(item_id)
    assert after["attributes"] == {**before["attributes"], "material": "Gốm"}
    assert after["skus"] == before["skus"]
    assert seller.effects == [("updated", "BT-TRANG", item_id, {"fields": ["material"]})]


def test_images_are_replaced_as_a_list_and_never_emptied(seller: Any) -> None:
    item_id, _ = _made(seller)
    pictures = [seller.picture(shade) for shade in (1, 2)]
    _update(seller, item_id, Images={"Image": pictures})
    assert seller.item(item_id)["images"] == pictures
    assert _update(seller, item_id, Images={"Image": []})["code"] == "4139"


def test_a_text_is_deleted_by_its_own_switch(seller: Any) -> None:
    item_id, _ = _made(seller)
    _update(seller, item_id, Attributes={"d_description": "Yes"})
    assert "description" not in seller.item(item_id)["attributes"]


def test_an_unchanged_text_is_no_new_review(seller: Any) -> None:
    item_id, _ = _made(seller)
    answer = _update(seller, item_id, Attributes={"name": "Bộ ấm chén gốm Bát Tràng"})
    assert answer["data"]["item_status"] == "Active"


def test_price_and_quantity_change_without_a_review(seller: Any) -> None:
    item_id, (first, _) = _made(seller)
    answer = _update(seller, item_id, {"SkuId": first, "price": "99000", "quantity": "3"})
    assert answer["data"]["item_status"] == "Active"
    priced = {"price": 99000, "before": 350000, "list_price": 99000}
    assert ("priced", "BT-TRANG", item_id, priced) in seller.effects
    assert ("stocked", "BT-TRANG", item_id, {"stock": 3, "before": 12}) in seller.effects


def test_a_sku_that_does_not_say_its_status_goes_back_on_sale(seller: Any) -> None:
    item_id, (first, _) = _made(seller)
    seller.product("/product/deactivate", {"ItemId": item_id}, "apiRequestBody")
    _update(seller, item_id, {"SkuId": first, "price": "99000"})
    assert [one["Status"] for one in seller.item(item_id)["skus"]] == ["active", "inactive"]
    assert ("relisted", "BT-TRANG", item_id, {"skus": ["BT-TRANG"]}) in seller.effects


def test_an_update_can_take_skus_off_sale_and_away(seller: Any) -> None:
    item_id, (first, second) = _made(seller)
    _update(seller, item_id, {"SkuId": first, "Status": "inactive"})
    _update(seller, item_id, {"SkuId": second, "Status": "deleted"})
    assert [one["Status"] for one in seller.item(item_id)["skus"]] == ["inactive"]
    assert ("unlisted", "BT-TRANG", item_id, {"skus": ["BT-TRANG"]}) in seller.effects
    assert ("deleted", "BT-LUC", item_id, {"skus": ["BT-LUC"]}) in seller.effects


def test_a_seller_sku_cannot_be_changed(seller: Any) -> None:
    item_id, (first, _) = _made(seller)
    _update(seller, item_id, {"SkuId": first, "SellerSku": "NEW"})
    assert seller.item(item_id)["skus"][0]["SellerSku"] == "BT-TRANG"


def test_a_new_variation_must_fit_every_sku(seller: Any) -> None:
    item_id, (first, _) = _made(seller)
    options = seller.axis("Men", "Men ngà", "Men lục")
    refused = _update(seller, item_id, variation={"variation1": options})
    assert refused["code"] == "4133"
    node = {"SkuId": first, "saleProp": {"Men": "Men ngà"}}
    assert _update(seller, item_id, node, variation={"variation1": options})["code"] == "0"
    assert seller.item(item_id)["skus"][0]["Men"] == "Men ngà"
    removed = _update(seller, item_id, variation={})
    assert removed["message"].startswith("REMOVE_SKU_PROHIBITION")


def test_options_take_the_order_in_which_they_are_sent(seller: Any) -> None:
    item_id, _ = _made(seller)
    before = seller.item(item_id)
    options = seller.axis("Men", "Men lục", "Men trắng")
    assert _update(seller, item_id, variation={"variation1": options})["code"] == "0"
    after = seller.item(item_id)
    assert after["variation"]["Variation1"]["options"] == ["Men lục", "Men trắng"]
    assert after["skus"] == before["skus"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ItemId": ""}, "4191"),
        ({"ItemId": "2300000009"}, "4137"),
        ({"Skus": {"Sku": [{"price": "5"}]}}, "4216"),
        ({"Skus": {"Sku": [{"SkuId": "1", "price": "5"}]}}, "501"),
        ({"Attributes": {"name": ""}}, "4108"),
        ({"PrimaryCategory": "1"}, "4227"),
    ],
)
def test_updates_that_are_not_right_change_nothing(
    seller: Any, change: dict[str, Any], code: str
) -> None:
    item_id, _ = _made(seller)
    before = seller.item(item_id)
    body = {"ItemId": item_id, "Attributes": {}, **change}
    assert seller.product("/product/update", body)["code"] == code
    assert seller.item(item_id) == before
    assert seller.effects == []


def test_an_update_must_have_attributes_even_if_empty(seller: Any) -> None:
    item_id, _ = _made(seller)
    assert seller.product("/product/update", {"ItemId": item_id})["code"] == "4132"


def test_a_bad_sku_is_told_under_501(seller: Any) -> None:
    item_id, (first, _) = _made(seller)
    answer = _update(seller, item_id, {"SkuId": first, "price": "0"})
    assert answer["message"] == "E501: Update product failed"
    assert answer["detail"][0]["field"] == "BT-TRANG"


def test_an_item_of_another_shop_is_not_found(seller: Any) -> None:
    item_id, _ = _made(seller)
    seller.use(seller.lazada.credentials("lazada-hanoi"))
    assert _update(seller, item_id)["code"] == "4137"


def test_an_edit_locks_the_item_for_the_next_one(new_seller: Any) -> None:
    seller = new_seller(Settings(lock_s=5))
    item_id, _ = _made(seller)
    assert _update(seller, item_id, Attributes={"name": "A"})["code"] == "0"
    assert _update(seller, item_id, Attributes={"name": "B"})["code"] == "4147"
    seller.market.clock.advance(6)
    assert _update(seller, item_id, Attributes={"name": "B"})["code"] == "0"


def test_a_live_item_refused_in_review_was_live_before(seller: Any) -> None:
    item_id, _ = _made(seller)
    _update(seller, item_id, Attributes={"name": "Trà chữa khỏi bệnh"})
    seller.reviewed()
    assert seller.item(item_id)["subStatus"] == "Live_Reject"
