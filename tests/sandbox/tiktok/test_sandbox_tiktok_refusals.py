"""Every bound of a listing, one fault at a time."""

from __future__ import annotations

from typing import Any

import pytest

PRODUCTS = "/product/202309/products"
RETURNS, CLOSED = "7068517275539719943", "7068517275539719944"
ORIGIN = {"id": "100107", "values": [{"id": "1000001"}]}


def described(html: str) -> dict[str, str]:
    return {"description": html}


def attribute(*values: Any, key: str = "100392") -> dict[str, Any]:
    return {"product_attributes": [ORIGIN, {"id": key, "values": list(values)}]}


def boxed(**sides: str) -> dict[str, Any]:
    return {"package_dimensions": {"unit": "CENTIMETER", **sides}}


def weighed(value: str, unit: str = "KILOGRAM") -> dict[str, Any]:
    return {"package_weight": {"value": value, "unit": unit}}


CUBE = {"length": "1", "width": "1", "height": "1"}
LISTING = {
    "title is missing": ({"title": None}, 12052261),
    "title of 24 characters": ({"title": "T" + "rà " * 7 + "ab"}, 12052051),
    "title of 256 characters": ({"title": "Trà " * 64}, 12052051),
    "title with an emoji": ({"title": "Trà Tân Cương Thái Nguyên 🍵 túi"}, 12052931),
    "title with an entity": ({"title": "Trà Tân Cương &amp; Thái Nguyên túi"}, 12052931),
    "title with a line end": ({"title": "Trà Tân Cương\nThái Nguyên túi giấy"}, 12052931),
    "title with a long run": ({"title": "Trà Tân Cương Thái Nguyên ----------"}, 12052931),
    "title of symbols": ({"title": "-*/" * 10}, 12052931),
    "title in Chinese": ({"title": "Trà Tân Cương Thái Nguyên 茶 túi giấy"}, 12052262),
    "title that is a number": ({"title": 5}, 36009004),
    "description is missing": (described(" "), 12052015),
    "description is too long": (described(f"<p>{'trà ' * 2500}</p>"), 12052013),
    "description with a heading": (described("<h1>Trà</h1>"), 12052345),
    "description with a comment": (described("<p>Trà</p><!-- x -->"), 12052345),
    "description with a style": (described('<p style="x">Trà</p>'), 12052350),
    "description left open": (described("<p>Trà"), 12052344),
    "description closed crosswise": (described("<p><b>Trà</p></b>"), 12052344),
    "description with a lone bracket": (described("<p>nước < 100 độ</p>"), 12052344),
    "description with nested blocks": (described("<p><ul><li>Trà</li></ul></p>"), 12052349),
    "description with words in a list": (described("<ul>Trà</ul>"), 12052349),
    "description nested too deep": (described("<p><b><i>Trà</i></b></p>"), 12052352),
    "description with an entity": (described("<p>Trà&nbsp;xanh</p>"), 12052932),
    "description with an emoji": (described("<p>Trà ✨</p>"), 12052932),
    "description in Chinese": (described("<p>茶</p>"), 12052346),
    "description without words": (described("<p>***</p>"), 12052932),
    "description with a bare image": (described('<p>Trà</p><img src="x">'), 12052348),
    "description with an image from elsewhere": (
        described('<p>Trà</p><img src="https://x.vn/a.png" width="100" height="100">'),
        12052340,
    ),
    "description with a huge image": (
        described('<p>Trà</p><img src="x" width="4000" height="100">'),
        12052341,
    ),
    "description with an image that moves": (
        described('<p>Trà</p><img src="x" width="9" height="9" onload="y">'),
        12052350,
    ),
    "description with an empty paragraph alone": (described("<p/>"), 12052932),
    "description that ends what was not begun": (described("Trà</p>"), 12052344),
    "description with a declaration": (described("<!DOCTYPE html><p>Trà</p>"), 12052345),
    "description with an instruction": (described("<?php x ?><p>Trà</p>"), 12052345),
    "eleven certificates": ({"certifications": [{"id": "602362"}] * 11}, 12052657),
    "images that are no objects": ({"main_images": ["tos-1/x"]}, 36009004),
    "no category": ({"category_id": None}, 12052002),
    "an unknown category": ({"category_id": "999"}, 12052023),
    "a category that is no leaf": ({"category_id": "600303"}, 12052024),
    "an invite-only category": ({"category_id": "601143"}, 12052221),
    "a category not of the shop": ({"category_id": "601144"}, 12052223),
    "a prohibited category": ({"category_id": "601145"}, 12052220),
    "no tree version": ({"category_version": None}, 12052217),
    "the old tree": ({"category_version": "v1"}, 12052217),
    "a tree to come": ({"category_version": "v3"}, 12052230),
    "no main image": ({"main_images": []}, 12052028),
    "ten main images": ({"main_images": [{"uri": "x"}] * 10}, 12052306),
    "a main image by address": ({"main_images": [{"uri": "https://x.vn/a.png"}]}, 12052300),
    "a main image never uploaded": ({"main_images": [{"uri": "tos-1/x"}]}, 12052722),
    "the required attribute missing": ({"product_attributes": []}, 12052104),
    "an unknown attribute": (attribute({"name": "x"}, key="1"), 98001004),
    "an attribute twice": ({"product_attributes": [ORIGIN, ORIGIN]}, 12052560),
    "an unknown value": (attribute({"id": "1"}), 12052529),
    "a value without words": (attribute({"name": " "}), 12052241),
    "no value": (attribute(), 12052241),
    "a value too long": (attribute({"name": "gốm " * 126}), 12052242),
    "a value in Chinese": (attribute({"name": "茶"}), 12052243),
    "a value with an emoji": (attribute({"name": "gốm ✨"}), 12052935),
    "a value twice": (attribute({"name": "a"}, {"name": "a"}), 12052244),
    "two values where one fits": (attribute({"name": "1"}, {"name": "2"}, key="101400"), 12052246),
    "months in words": (attribute({"name": "hai năm"}, key="101400"), 12052256),
    "a value of one's own where none is taken": (
        attribute({"name": "Tủ lạnh"}, key="101401"),
        12052240,
    ),
    "no weight": ({"package_weight": None}, 12052006),
    "weight in grams": (weighed("250", "GRAM"), 12019061),
    "weight of four decimals": (weighed("0.2501"), 12052006),
    "weight of zero": (weighed("0.000"), 12052181),
    "one side of three": (boxed(length="12"), 12052004),
    "a side in decimals": (boxed(**CUBE | {"height": "1.5"}), 12052005),
    "sides in inches": (boxed(**CUBE, unit="INCH"), 12019060),
    "sides missing where required": ({"category_id": "700648", **weighed("1")}, 12019012),
    "a certificate of no category": ({"certifications": [{"id": "1"}]}, 12052655),
    "a first-tier brand without leave": ({"brand_id": "7082427311584347908"}, 12052208),
    "an unknown delivery option": ({"delivery_option_ids": ["1"]}, 12052364),
    "an external id too long": ({"external_product_id": "x" * 1000}, 12052369),
    "an unknown save mode": ({"save_mode": "PUBLISH"}, 36009004),
    "a key too long": ({"idempotency_key": "x" * 129}, 98001004),
    "cash on delivery as text": ({"is_cod_allowed": "true"}, 36009004),
    "no SKU": ({"skus": []}, 12052902),
    "SKUs that are no list": ({"skus": {}}, 36009004),
}


@pytest.mark.parametrize(("changes", "code"), LISTING.values(), ids=LISTING)
def test_a_listing_is_refused(seller: Any, changes: dict[str, Any], code: int) -> None:
    body = seller.listing()
    body |= changes
    reply = seller.send("POST", PRODUCTS, body)
    assert (reply.code, reply.effects, seller.shop.listings()) == (code, [], [])
    assert reply.status == (400 if code == 36009004 else 200)


def priced(amount: Any, currency: str = "VND") -> dict[str, Any]:
    return {"price": {"amount": amount, "currency": currency}}


def stocked(quantity: Any = 5, warehouse: str = "7068517275539719942") -> dict[str, Any]:
    return {"inventory": [{"warehouse_id": warehouse, "quantity": quantity}]}


def coded(code: str, kind: str | None = "EAN") -> dict[str, Any]:
    return {"identifier_code": {"code": code, "type": kind}}


def chosen(**axes: str) -> dict[str, Any]:
    return {"sales_attributes": [{"name": k, "value_name": v} for k, v in axes.items()]}


SKU = {
    "no price": ({"price": None}, 12052571),
    "a sale price instead of an amount": ({"price": {"sale_price": "1"}}, 12052571),
    "a price in dollars": (priced("12", "USD"), 12052084),
    "a price with decimals": (priced("120000.00"), 12052012),
    "a price with separators": (priced("120.000"), 12052012),
    "a price below zero": (priced("-1"), 12052012),
    "a price of zero": (priced("0"), 12052570),
    "a price too high": (priced("180000001"), 12052570),
    "a price that is a number": (priced(120000), 36009004),
    "no warehouse": ({"inventory": []}, 12052096),
    "no stock at all": (stocked(0), 12052055),
    "too much stock": (stocked(100_000), 12052055),
    "stock as text": (stocked("5"), 36009004),
    "stock missing": (stocked(None), 12019024),
    "an unknown warehouse": (stocked(warehouse="1"), 12052097),
    "the return warehouse": (stocked(warehouse=RETURNS), 12052532),
    "a closed warehouse": (stocked(warehouse=CLOSED), 12052531),
    "a warehouse left out": (stocked(warehouse=""), 98001004),
    "a warehouse twice": ({"inventory": stocked()["inventory"] * 2}, 12052555),
    "a seller SKU of 51 characters": ({"seller_sku": "x" * 51}, 12052054),
    "a seller SKU with a space": ({"seller_sku": "TRA 01"}, 12019059),
    "an external id too long": ({"external_sku_id": "x" * 1000}, 12052369),
    "a code of twelve digits": (coded("893500123456"), 12052591),
    "a code without a type": (coded("8935001234567", None), 12052600),
    "an X that is not last": (coded("89350X1234567"), 12052598),
    "a kind without a name": (chosen(**{" ": "Hộp"}), 12052248),
    "a kind of 21 characters": (chosen(**{"k" * 11 + "l" * 10: "Hộp"}), 12052249),
    "a kind in Chinese": (chosen(茶="Hộp"), 12052250),
    "a kind of symbols": (chosen(**{"--": "Hộp"}), 12052933),
    "a choice without a name": (chosen(Loại=""), 12052241),
    "a choice of 51 characters": (chosen(Loại="hộp " * 13), 12052242),
    "a choice in Chinese": (chosen(Loại="茶"), 12052554),
    "a choice with an emoji": (chosen(Loại="Hộp ✨"), 12052934),
    "four kinds": (chosen(a="1", b="1", c="1", d="1"), 12052525),
    "a kind twice": ({"sales_attributes": chosen(a="1")["sales_attributes"] * 2}, 12052251),
    "no quantity and no warehouse": ({"inventory": None}, 12052096),
    "an unknown kind id": ({"sales_attributes": [{"id": "1", "value_name": "x"}]}, 12052527),
    "an unknown choice id": ({"sales_attributes": [{"id": "100000", "value_id": "1"}]}, 12052529),
    "a variant image never uploaded": (
        {"sales_attributes": [{"name": "a", "value_name": "b", "sku_img": {"uri": "x"}}]},
        12052520,
    ),
}


@pytest.mark.parametrize(("changes", "code"), SKU.values(), ids=SKU)
def test_a_sku_is_refused(seller: Any, new_sku: Any, changes: dict[str, Any], code: int) -> None:
    reply = seller.create(new_sku() | changes)
    assert (reply.code, seller.shop.listings()) == (code, [])


SETS = {
    "different kinds": (["Loại", "Hộp"], ["Màu", "Đỏ"], 12052550),
    "the same choice twice": (["Loại", "Hộp"], ["Loại", "Hộp"], 12052254),
    "one with a kind and one without": (["Loại", "Hộp"], [], 12052550),
    "two without kinds": ([], [], 12052559),
}


@pytest.mark.parametrize(("first", "second", "code"), SETS.values(), ids=SETS)
def test_skus_that_do_not_go_together_are_refused(
    seller: Any, new_sku: Any, first: list[str], second: list[str], code: int
) -> None:
    choices = [{pair[0]: pair[1]} if pair else {} for pair in (first, second)]
    assert seller.create(*(new_sku(**choice) for choice in choices)).code == code


def test_a_hundred_skus_are_taken_and_one_more_is_not(seller: Any, new_sku: Any) -> None:
    skus = [new_sku(f"T-{one}", Loại=f"Số {one}") for one in range(101)]
    assert seller.create(*skus).code == 12052050
    assert seller.create(*skus[:100]).code == 0


def test_a_variant_image_has_the_shape_of_a_main_image(
    seller: Any, new_sku: Any, picture: Any
) -> None:
    uri = seller.upload(picture(800, 400), use="DESCRIPTION_IMAGE").data["uri"]
    row = new_sku(Loại="Hộp")
    row["sales_attributes"][0]["sku_img"] = {"uri": uri}
    assert seller.create(row).code == 12052524


def test_images_belong_to_one_kind_and_to_all_its_choices(seller: Any, new_sku: Any) -> None:
    uri = seller.upload(use="ATTRIBUTE_IMAGE").data["uri"]
    skus = [new_sku("A", Loại="Hộp", Cỡ="S"), new_sku("B", Loại="Túi", Cỡ="S")]
    skus[0]["sales_attributes"][0]["sku_img"] = {"uri": uri}
    assert seller.create(*skus).code == 12052522
    skus[1]["sales_attributes"][0]["sku_img"] = {"uri": uri}
    assert seller.create(*skus).code == 0
    skus[1]["sales_attributes"][1]["sku_img"] = {"uri": uri}
    assert seller.create(*skus).code == 12052528


def test_an_identifier_code_is_used_once_and_never_changed(seller: Any, new_sku: Any) -> None:
    first = new_sku("A", Loại="Hộp") | coded("8935001234567")
    second = new_sku("B", Loại="Túi") | coded("8935001234567")
    assert seller.create(first, second).code == 12052592
    product = seller.live(first)
    assert seller.create(first).code == 12052592
    row = {**first, "id": seller.get(product)["skus"][0]["id"], **coded("8935001234574")}
    path = f"/product/202509/products/{product}/partial_edit"
    assert seller.send("POST", path, {"skus": [row]}).code == 12052593


def test_an_external_id_is_free_again_once_its_listing_is_deleted(seller: Any) -> None:
    product = seller.live(external_product_id="ocop:tra")
    assert seller.create(external_product_id="ocop:tra").code == 12052996
    seller.switch("delete", product)
    assert seller.create(external_product_id="ocop:tra").code == 0


def test_an_unknown_brand_is_dropped_with_a_warning(seller: Any) -> None:
    made = seller.create(brand_id="0")
    assert "brand_id" in made.data["warnings"][0]["message"]
    assert "brand" not in seller.get(made.data["product_id"])
    good = seller.create(brand_id="7082427311584347909")
    assert "warnings" not in good.data
    assert seller.get(good.data["product_id"])["brand"]["name"] == "Trà Tân Cương"


def test_main_images_have_their_own_sizes(seller: Any, picture: Any) -> None:
    small = seller.upload(picture(299, 299)).data["uri"]
    assert seller.create(main_images=[{"uri": small}]).code == 12052301
    large = seller.upload(picture(4001, 3001)).data["uri"]
    assert seller.create(main_images=[{"uri": large}]).code == 12052302
    wide = seller.upload(picture(800, 400), use="DESCRIPTION_IMAGE").data["uri"]
    assert seller.create(main_images=[{"uri": wide}]).code == 12052305


def test_pictures_and_brands_of_another_account_are_unknown(seller: Any, seller_with: Any) -> None:
    other = seller_with("tiktok-hanoi")
    uri = other.upload().data["uri"]
    assert seller.create(main_images=[{"uri": uri}]).code == 12052722
    number = seller_with("tiktok-hanoi").seller_warehouse()
    assert seller.create(main_images=[{"uri": uri}], skus=[]).code == 12052722
    body = seller.listing()
    body["skus"][0] |= stocked(warehouse=number)
    assert seller.send("POST", PRODUCTS, body).code == 12052530


def test_honey_needs_its_certificate_with_a_date_to_come(seller: Any) -> None:
    uri = seller.upload(use="CERTIFICATION_IMAGE").data["uri"]
    paper = {"id": "602362", "images": [{"uri": uri}], "expiration_date": 4_000_000_000}
    honey = {"category_id": "700648", **boxed(**CUBE)}
    assert seller.create(**honey).code == 12052105
    stale = {**paper, "expiration_date": 1}
    assert seller.create(**honey, certifications=[stale]).code == 12052385
    assert seller.create(**honey, certifications=[paper, paper]).code == 12052656
    assert seller.create(**honey, certifications=[{**paper, "images": []}]).code == 12052658
    made = seller.create(**honey, certifications=[paper])
    shown = seller.get(made.data["product_id"])["certifications"][0]
    assert (shown["title"], shown["images"][0]["uri"]) == ("Giấy công bố ATTP", uri)


def test_a_choice_may_make_another_attribute_required(seller: Any) -> None:
    uri = seller.upload(use="CERTIFICATION_IMAGE").data["uri"]
    paper = {"id": "602362", "images": [{"uri": uri}], "expiration_date": 4_000_000_000}
    honey = {"category_id": "700648", **boxed(**CUBE), "certifications": [paper]}
    wild = attribute({"id": "1024358"}, key="101610")
    assert seller.create(**honey, **wild).code == 12052182
    place = {"id": "101611", "values": [{"name": "U Minh Hạ"}]}
    wild["product_attributes"].append(place)
    assert seller.create(**honey, **wild).code == 0


def test_cash_on_delivery_must_be_possible_in_the_category(seller: Any) -> None:
    basket = {"category_id": "601140", **boxed(**CUBE)}
    assert seller.create(**basket, is_cod_allowed=True).code == 12052222
    assert seller.create(**basket).code == 0


def test_a_shop_without_a_return_warehouse_may_only_draft(seller: Any) -> None:
    shelf = seller.market.shelf
    account = shelf.get("account", "tiktok")
    account["warehouses"].pop(1)
    shelf.put("account", "tiktok", account, keys=[f"cipher:{account['cipher']}"])
    assert seller.create().code == 12052535
    assert seller.create(save_mode="AS_DRAFT").code == 0


def test_the_dry_run_tells_what_a_create_would_say_and_makes_nothing(seller: Any) -> None:
    path = f"{PRODUCTS}/listing_check"
    body = {**seller.listing(brand_id="0"), "category_version": None, "save_mode": "x"}
    good = seller.send("POST", path, body)
    assert good.data["check_result"] == "PASS"
    assert "brand_id" in good.data["warnings"]["message"]
    bad = seller.send("POST", path, body | {"title": "ngắn"})
    assert bad.data["check_result"] == "FAILED"
    assert bad.data["fail_reasons"][0]["code"] == 12052051
    assert seller.send("POST", path, body | {"title": 5}).code == 36009004
    assert seller.shop.listings() == []
