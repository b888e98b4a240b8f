"""Look-ups, searches, pages and uploads."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from PIL import Image

CATEGORIES = "/product/202309/categories"
LEAVES = {
    "601101": "Bộ ấm chén, bình trà",
    "601102": "Bình hoa, bình trang trí",
    "601103": "Khăn choàng, khăn lụa",
    "601104": "Chiếu",
    "601105": "Giò chả, thịt chế biến",
    "601106": "Bánh tráng, bún, miến khô",
    "601107": "Trà",
    "601108": "Trà hoa, trà thảo mộc",
    "601109": "Trái cây tươi",
    "601110": "Hạt, trái cây sấy",
    "601111": "Hải sản chế biến",
}


def test_the_tree_is_flat_and_holds_the_leaves_others_rely_on(seller: Any) -> None:
    rows = seller.send("GET", CATEGORIES, category_version="v2").data["categories"]
    named = {row["id"]: row["local_name"] for row in rows if row["is_leaf"]}
    assert named.items() >= LEAVES.items()
    assert "601145" not in named
    ids = {row["id"] for row in rows}
    assert all(row["parent_id"] in ids | {"0"} for row in rows)
    assert set(rows[0]) == {"id", "parent_id", "local_name", "is_leaf", "permission_statuses"}


def test_the_tree_is_asked_for_by_version_and_word(seller: Any) -> None:
    assert seller.send("GET", CATEGORIES).code == 12052217
    asked = {"category_version": "v2", "keyword": "chiếu"}
    assert len(seller.send("GET", CATEGORIES, **asked).data["categories"]) == 2
    asked = {"category_version": "v2", "include_prohibited_categories": "true"}
    ids = [row["id"] for row in seller.send("GET", CATEGORIES, **asked).data["categories"]]
    assert "601145" in ids


@pytest.mark.parametrize("leaf", LEAVES)
def test_each_leaf_asks_for_the_origin_with_the_misspelled_flag(seller: Any, leaf: str) -> None:
    path = f"{CATEGORIES}/{leaf}/attributes"
    rows = seller.send("GET", path, category_version="v2").data["attributes"]
    wanted = [row["id"] for row in rows if row.get("is_requried")]
    assert wanted == ["100107"]
    origin = next(row for row in rows if row["id"] == "100107")
    assert {"id": "1000001", "name": "Việt Nam"} in origin["values"]
    rules = seller.send("GET", f"{CATEGORIES}/{leaf}/rules", category_version="v2").data
    assert rules["product_certifications"] == []
    assert not rules["package_dimension"]["is_required"]


def test_rules_of_no_leaf_are_refused(seller: Any) -> None:
    assert seller.send("GET", f"{CATEGORIES}/1/rules", category_version="v2").code == 12052023
    path = f"{CATEGORIES}/600303/attributes"
    assert seller.send("GET", path, category_version="v2").code == 12052024


def test_a_category_is_recommended_by_the_words_of_a_title(seller: Any) -> None:
    body = {"product_title": "Khăn lụa tơ tằm Vạn Phúc dệt tay", "category_version": "v2"}
    reply = seller.send("POST", f"{CATEGORIES}/recommend", body)
    assert reply.data["leaf_category_id"] == "601103"
    assert [row["level"] for row in reply.data["categories"]] == [1, 2, 3]
    body["product_title"] = "xyz " * 9
    assert seller.send("POST", f"{CATEGORIES}/recommend", body).code == 12019064
    body["product_title"] = "Khăn lụa"
    assert seller.send("POST", f"{CATEGORIES}/recommend", body).code == 12052051


def test_brands_come_in_pages_with_the_misspelled_status(seller: Any) -> None:
    path, names, token = "/product/202309/brands", [], ""
    for _ in range(3):
        reply = seller.send("GET", path, page_size="2", page_token=token)
        names += [row["name"] for row in reply.data["brands"]]
        token = reply.data["next_page_token"]
    assert (len(names), len(set(names)), reply.data["total_count"], token) == (5, 5, 5, "")
    assert reply.data["brands"][0]["authorized_status"] == "AUTHORIZED"
    assert seller.send("GET", path).code == 12019108
    few = seller.send("GET", path, page_size="9", category_id="601101", category_version="v2")
    assert few.data["total_count"] == 4
    assert seller.send("GET", path, page_size="9", category_id="601101").code == 12052217


def test_a_brand_of_ones_own_can_be_used(seller: Any) -> None:
    made = seller.send("POST", "/product/202309/brands", {"name": "Làng Vân"}, cipher=False)
    product = seller.create(brand_id=made.data["id"]).data["product_id"]
    assert seller.get(product)["brand"]["name"] == "Làng Vân"
    short = seller.send("POST", "/product/202309/brands", {"name": "x"}, cipher=False)
    assert short.code == 98001004


def test_warehouses_name_their_use_and_the_misspelled_district(seller: Any) -> None:
    rows = seller.send("GET", "/logistics/202309/warehouses").data["warehouses"]
    assert [(row["type"], row["effect_status"]) for row in rows] == [
        ("SALES_WAREHOUSE", "ENABLED"),
        ("RETURN_WAREHOUSE", "ENABLED"),
        ("SALES_WAREHOUSE", "DISABLED"),
    ]
    assert "distict" in rows[0]["address"]
    path = f"/logistics/202309/warehouses/{rows[0]['id']}/delivery_options"
    assert seller.send("GET", path, scope="PRODUCT").data["delivery_options"]
    unknown = "/logistics/202309/warehouses/1/delivery_options"
    assert seller.send("GET", unknown).code == 12052097


def test_the_shop_is_ready_to_list(seller: Any) -> None:
    rows = seller.send("GET", "/product/202312/prerequisites").data["check_results"]
    assert not any(row["is_failed"] for row in rows)
    assert "BANk_ACCOUNT" in [row["check_item"] for row in rows]
    path = "/product/202407/sizecharts/search"
    assert seller.send("POST", path, cipher=False, page_size="5").data["size_chart"] == []


def test_search_pages_through_every_listing_once(seller: Any, new_sku: Any) -> None:
    made = [seller.create(new_sku(f"T-{one}")).data["product_id"] for one in range(5)]
    found, token = [], ""
    for _ in range(3):
        reply = seller.search(page_size="2", page_token=token)
        found += [row["id"] for row in reply.data["products"]]
        token = reply.data["next_page_token"]
    assert (found, reply.data["total_count"], token) == (made, 5, "")
    first = seller.search(page_size="2").data["next_page_token"]
    assert {"+", "/", "="} <= set(first)
    other = seller.search({"status": "ALL"}, page_size="2", page_token=first)
    assert other.code == 12019123


@pytest.mark.parametrize("size", ["", "0", "101", "x", "-1"])
def test_a_page_holds_1_to_100(seller: Any, size: str) -> None:
    assert seller.search(page_size=size).code == 12019108


def test_search_finds_seller_skus_whatever_their_case(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku("tra-01"))
    seller.live(new_sku("TRA-011"))
    reply = seller.search({"seller_skus": ["TRA-01"]})
    assert [row["id"] for row in reply.data["products"]] == [product]
    assert reply.call.skus == ["TRA-01"]
    assert seller.search({"seller_skus": ["x"] * 11}).code == 12019027
    assert seller.search({"sku_ids": ["x"] * 11}).code == 12019087


def test_search_sees_new_listings_after_its_lag(seller_with: Any) -> None:
    seller = seller_with(index_lag_s=30, review_s=0)
    seller.create()
    assert seller.search({"seller_skus": ["TRA-01"]}).data["total_count"] == 0
    seller.later(31)
    assert seller.search({"seller_skus": ["TRA-01"]}).data["total_count"] == 1


def test_search_filters_by_status_audit_and_time(seller: Any, new_sku: Any) -> None:
    live, pending = seller.live(new_sku("A")), seller.create(new_sku("B")).data["product_id"]

    def found(**body: Any) -> list[str]:
        return [row["id"] for row in seller.search(body).data["products"]]

    assert found(status="ACTIVATE") == found(audit_status=["APPROVED"]) == [live]
    since = seller.get(pending)["create_time"]
    assert found(create_time_ge=since) == [pending]
    assert found(create_time_le=since - 1) == [live]
    assert seller.search({"create_time_ge": 2, "create_time_le": 1}).code == 12019118
    assert seller.search({"status": "ACTIVE"}).code == 36009004
    assert seller.search({"audit_status": ["GOOD"]}).code == 36009004


def test_older_searches_know_less(seller: Any) -> None:
    seller.live()
    old = seller.send("POST", "/product/202309/products/search", page_size="9").data["products"]
    new = seller.search().data["products"]
    assert set(new[0]) - set(old[0]) == {"audit", "has_draft", "is_not_for_sale"}


def test_a_shop_finds_its_own_listings_alone(seller: Any, seller_with: Any) -> None:
    seller.live()
    assert seller_with("tiktok-hanoi").search().data["total_count"] == 0


def test_an_upload_is_kept_and_each_gets_its_own_uri(seller: Any, picture: Any) -> None:
    content = picture()
    first, second = seller.upload(content), seller.upload(content)
    assert first.data["uri"] != second.data["uri"]
    assert first.kinds() == ["uploaded"]
    digest = hashlib.sha256(content).hexdigest()
    assert seller.market.store.blob(digest) == (content, "image/png")
    seller.create(main_images=[{"uri": first.data["uri"]}])
    assert seller.shop.listings()[0].pictures == (digest,)


def test_a_main_picture_is_squared_and_others_are_not(seller: Any, picture: Any) -> None:
    data = seller.upload(picture(900, 300)).data
    assert (data["width"], data["height"], data["use_case"]) == (900, 900, "MAIN_IMAGE")
    data = seller.upload(picture(900, 300), use="DESCRIPTION_IMAGE").data
    assert (data["width"], data["height"]) == (900, 300)


def test_uploads_that_are_no_usable_picture_are_refused(
    seller: Any, picture: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seller.upload(b"not a picture").code == 12038002
    assert seller.upload(picture()[:100]).code == 12038002
    assert seller.upload(picture(kind="GIF")).code == 12038004
    assert seller.upload(picture(99, 400)).code == 12038014
    assert seller.upload(picture(900, 900), use="SIZE_CHART_IMAGE").code == 12038014
    assert seller.upload(b"x" * (5 * 1024 * 1024 + 1)).code == 12038005
    assert seller.upload(use="POSTER").code == 11050001
    assert seller.upload(part="file").code == 11050001
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert seller.upload(picture()).code == 12038014


def test_a_description_takes_pictures_of_the_shop_and_loses_their_sizes(seller: Any) -> None:
    url = seller.upload(use="DESCRIPTION_IMAGE").data["url"]
    image = f'<img src="{url}" width="600" height="600">'
    made = seller.create(description=f"<p>Trà xanh<br>sao tay</p>{image}")
    shown = seller.get(made.data["product_id"])["description"]
    assert shown == f'<p>Trà xanh<br>\nsao tay</p>\n<img src="{url}"/>'
    assert seller.create(description=f"<p>Trà</p>{image * 31}").code == 12052056


def test_a_document_is_kept_under_a_plain_name(seller: Any) -> None:
    kept = seller.upload(b"%PDF-1.7", file_name="attp.pdf").data
    assert (kept["name"], kept["format"]) == ("attp.pdf", "PDF")
    paper = {"id": "602362", "files": [{"id": kept["id"]}], "expiration_date": 4_000_000_000}
    sides = {"length": "1", "width": "1", "height": "1", "unit": "CENTIMETER"}
    honey = {"category_id": "700648", "package_dimensions": sides}
    product = seller.create(**honey, certifications=[paper]).data["product_id"]
    assert seller.get(product)["certifications"][0]["files"][0]["name"] == "attp.pdf"
    paper["files"] = [{"id": "1"}]
    assert seller.create(**honey, certifications=[paper]).code == 12052658


@pytest.mark.parametrize("name", ["giấy tờ.pdf", "a.b.pdf", "_a.pdf", "-a.pdf", "a.exe", "pdf"])
def test_a_document_with_another_name_is_refused(seller: Any, name: str) -> None:
    assert seller.upload(b"%PDF-1.7", file_name=name).code == 11050001


def test_a_document_that_is_none_is_refused(seller: Any) -> None:
    assert seller.upload(b"GIF89a", file_name="attp.pdf").code == 12038015
    large = b"%PDF-" + b"x" * 10 * 1024 * 1024
    assert seller.upload(large, file_name="attp.pdf").code == 12038005
