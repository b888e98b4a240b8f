from __future__ import annotations

import json
from typing import Any

import pytest

from ocopctl.sandbox.market import Settings


def _two_axes(seller: Any) -> dict[str, Any]:
    pictures = [seller.picture(shade) for shade in (1, 2)]
    skus = [
        seller.sku(
            f"TRA-{tea}-{net}",
            saleProp={"Vị": tea, "Khối lượng": f"{net} g"},
            Images={"Image": [pictures[place]]},
        )
        for place, tea in enumerate(("Lục trà", "Hồng trà"))
        for net in (100, 200)
    ]
    variation = {
        "variation1": seller.axis("Vị", "Lục trà", "Hồng trà", image=True),
        "variation2": seller.axis("Khối lượng", "100 g", "200 g"),
    }
    return dict(seller.plain(pictures[0], *skus, variation=variation), PrimaryCategory="10101107")


DRAFTS = {
    "no axis": lambda seller: seller.plain(seller.picture()),
    "one axis": lambda seller: seller.two_glazes(seller.picture()),
    "two axes": _two_axes,
}


@pytest.mark.parametrize("axes", DRAFTS)
def test_an_item_walks_from_create_to_removal(seller: Any, axes: str) -> None:
    item_id, skus = seller.made(DRAFTS[axes](seller))
    names, ids = list(skus), list(skus.values())
    assert _status(seller) == "review"
    seller.reviewed()
    assert _status(seller) == "live"
    _edit(seller, item_id, "Tên mới")
    assert seller.item(item_id)["status"] == "Pending QC"
    seller.reviewed()
    assert seller.item(item_id)["attributes"]["name"] == "Tên mới"
    assert _price(seller, item_id, ids, "123000") == "0"
    assert _stock(seller, item_id, ids, "5") == "0"
    shown = seller.item(item_id)["skus"]
    assert {(one["price"], one["quantity"], one["Status"]) for one in shown} == {
        (123000.0, 5, "active")
    }
    assert _deactivate(seller, item_id) == "0"
    assert _status(seller) == "unlisted"
    assert _deactivate(seller, item_id) == "E0004"
    assert _activate(seller, item_id, ids) == "0"
    assert _status(seller) == "live"
    listed = json.dumps([f"SkuId_{item_id}_{one}" for one in ids])
    assert seller.post("/product/remove", sku_id_list=listed)["code"] == "0"
    assert _status(seller) == "deleted"
    assert set(seller.kinds()) == {
        "created",
        "updated",
        "priced",
        "stocked",
        "unlisted",
        "relisted",
        "deleted",
    }
    assert names == list(reversed(_effect(seller, "created")[3]["skus"]))


def _status(seller: Any) -> str:
    (listing,) = seller.lazada.listings()
    return str(listing.status)


def _effect(seller: Any, kind: str) -> Any:
    return next(one for one in seller.effects if one[0] == kind)


def _edit(seller: Any, item_id: str, name: str) -> None:
    answer = seller.product("/product/update", {"ItemId": item_id, "Attributes": {"name": name}})
    assert answer["code"] == "0"


def _price(seller: Any, item_id: str, ids: list[str], price: str) -> str:
    nodes = [{"ItemId": item_id, "SkuId": one, "Price": price} for one in ids]
    answer = seller.product("/product/price_quantity/update", {"Skus": {"Sku": nodes}})
    return str(answer["code"])


def _stock(seller: Any, item_id: str, ids: list[str], stock: str) -> str:
    nodes = [{"ItemId": item_id, "SkuId": one, "SellableQuantity": stock} for one in ids]
    answer = seller.product("/product/stock/sellable/update", {"Skus": {"Sku": nodes}})
    return str(answer["code"])


def _deactivate(seller: Any, item_id: str) -> str:
    answer = seller.product("/product/deactivate", {"ItemId": item_id}, "apiRequestBody")
    return str(answer["code"])


def _activate(seller: Any, item_id: str, ids: list[str]) -> str:
    nodes = [{"SkuId": one, "Status": "active"} for one in ids]
    body = {"ItemId": item_id, "Attributes": {}, "Skus": {"Sku": nodes}}
    return str(seller.product("/product/update", body)["code"])


def test_a_create_answers_backwards_and_pending(seller: Any) -> None:
    data = seller.create(seller.two_glazes(seller.picture()))["data"]
    assert data == {
        "item_id": 2300000001,
        "sku_list": [
            {
                "seller_sku": "BT-LUC",
                "shop_sku": "2300000001_VNAMZ-9900000002",
                "sku_id": 9900000002,
            },
            {
                "seller_sku": "BT-TRANG",
                "shop_sku": "2300000001_VNAMZ-9900000001",
                "sku_id": 9900000001,
            },
        ],
        "item_status": "Pending QC",
    }
    assert seller.last.skus == ["BT-TRANG", "BT-LUC"]


def test_a_create_is_told_with_title_and_offers(seller: Any) -> None:
    seller.made(seller.two_glazes(seller.picture()))
    assert _effect(seller, "created") == (
        "created",
        "BT-TRANG",
        "2300000001",
        {
            "skus": ["BT-TRANG", "BT-LUC"],
            "title": "Bộ ấm chén gốm Bát Tràng",
            "offers": {
                "BT-TRANG": {"price": 350000, "stock": 12},
                "BT-LUC": {"price": 360000, "stock": 12},
            },
        },
    )


def test_without_a_review_an_item_is_active_at_once(new_seller: Any) -> None:
    seller = new_seller(Settings(review_s=0))
    data = seller.create(seller.plain(seller.picture()))["data"]
    assert data["item_status"] == "Active"


def test_a_storefront_shows_pictures_labels_and_prices(seller: Any) -> None:
    seller.made(_two_axes(seller))
    (listing,) = seller.lazada.listings()
    first = listing.variants[0]
    assert listing.category == "Trà"
    assert listing.html
    assert seller.market.store.blob(listing.pictures[0])[1] == "image/jpeg"
    assert (first.label, first.price, first.stock) == ("Lục trà / 100 g", 350000, 12)
    assert first.picture == listing.pictures[0]


def test_an_xml_payload_makes_the_same_item(seller: Any) -> None:
    fields = "".join(f"<{tag}>{value}</{tag}>" for tag, value in seller.sku("BT-01").items())
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><Request><Product>'
        "<PrimaryCategory>10101101</PrimaryCategory>"
        f"<Images><Image>{seller.picture()}</Image></Images>"
        "<Attributes><name>Ấm &amp; chén</name><brand>No Brand</brand>"
        "<description><![CDATA[<p>Gốm &amp; men</p>]]></description>"
        "<warranty_type>No Warranty</warranty_type></Attributes>"
        f"<Skus><Sku>{fields}</Sku></Skus></Product></Request>"
    )
    item = seller.item(str(seller.post("/product/create", payload=xml)["data"]["item_id"]))
    assert item["attributes"]["name"] == "Ấm & chén"
    assert item["attributes"]["description"] == "<p>Gốm &amp; men</p>"


def test_a_sale_property_in_the_old_style_makes_a_variation(seller: Any) -> None:
    skus = [seller.sku(f"BT-{one}", color_family=one) for one in ("Blue", "Brown")]
    item_id, _ = seller.made(seller.plain(seller.picture(), *skus))
    item = seller.item(item_id)
    assert item["variation"]["Variation1"]["options"] == ["Blue", "Brown"]
    assert [one["saleProp"] for one in item["skus"]] == [
        {"color_family": "Blue"},
        {"color_family": "Brown"},
    ]


def test_more_skus_join_an_item_through_an_associated_one(seller: Any) -> None:
    item_id, _ = seller.made(seller.two_glazes(seller.picture()))
    added = seller.sku("BT-NAU", saleProp={"Men": "Men nâu"})
    body = {"AssociatedSku": "BT-LUC", "Skus": {"Sku": [added]}}
    data = seller.create(body)["data"]
    assert str(data["item_id"]) == item_id
    assert [one["seller_sku"] for one in data["sku_list"]] == ["BT-NAU"]
    assert len(seller.item(item_id)["skus"]) == 3
    assert seller.create({**body, "AssociatedSku": "NONE"})["code"] == "4136"


def test_attributes_left_out_are_filled_in_unless_told_not_to(seller: Any) -> None:
    picture = seller.picture()
    bare, _ = seller.made(seller.plain(picture))
    filled, _ = seller.made(
        seller.plain(picture, seller.sku("BT-02"), disableAutoFillAttribute="false")
    )
    assert "model" not in seller.item(bare)["attributes"]
    assert seller.item(filled)["attributes"]["model"] == "Khác"


def test_highlights_keep_lists_alone(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    text = "<ul><li><b>OCOP</b> 4 sao https://a.vn/x</li></ul>"
    draft["Attributes"]["short_description"] = text
    item_id, _ = seller.made(draft)
    kept = seller.item(item_id)["attributes"]["short_description"]
    assert kept == "<ul><li>OCOP 4 sao </li></ul>"


def test_a_review_may_refuse_and_a_new_text_is_reviewed_again(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    draft["Attributes"]["description"] = "<p>Trà chữa bách bệnh</p>"
    item_id, _ = seller.made(draft)
    seller.reviewed()
    item = seller.item(item_id)
    assert (item["status"], item["subStatus"]) == ("Suspended", "Reject")
    assert item["rejectReason"][0]["violationDetail"] == "chữa bách bệnh"
    assert seller.get("/product/qc/alert/list")["data"][0]["productId"] == int(item_id)
    assert _status(seller) == "rejected"
    body = {"ItemId": item_id, "Attributes": {"description": "<p>Trà</p>"}}
    seller.product("/product/update", body)
    seller.reviewed()
    assert seller.item(item_id)["status"] == "Active"
