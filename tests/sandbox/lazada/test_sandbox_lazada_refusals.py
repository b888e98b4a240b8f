from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROCK = "https://example.vn/rock.jpg"
HOSTED = "https://vn-live-02.slatic.net/p/" + "a" * 32 + ".jpg"


_NAMES = ["Skus", "Sku", "Attributes", "Images", "Image", "variation", "variation1", "options"]
_NAMES += ["option", "SkuId", "ItemId", "PrimaryCategory", "saleProp", "price", "SellerSku", "name"]
_VALUES = st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["", "10101107"])
_TREES = st.recursive(
    _VALUES,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(_NAMES), below, max_size=5)
    ),
)
_WRITES = ["/product/create", "/product/update", "/product/price_quantity/update"]
_WRITES += ["/product/stock/sellable/update", "/product/sku/remove", "/images/set"]


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(product=st.dictionaries(st.sampled_from(_NAMES), _TREES), path=st.sampled_from(_WRITES))
def test_whatever_is_sent_gets_an_answer(seller: Any, product: dict[str, Any], path: str) -> None:
    assert seller.product(path, product)["code"]


def _deep(levels: int) -> str:
    return "<Request>" + "<a>" * levels + "</a>" * levels + "</Request>"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("plain text", "5"),
        ("{broken", "5"),
        ("<broken>", "5"),
        ('{"Other":{}}', "5"),
        ("<Other/>", "5"),
        ("<Request/>", "30"),
        ("<Request><Product/></Request>", "30"),
        ('{"Request":{"Product":{}}}', "30"),
        ('{"Request":{"Product":{"Skus":{"Sku":{"SellerSku":"A"}}}}}', "1001"),
        ('{"Request":{"Product":{"Skus":{"Sku":[{"price":350000}]}}}}', "1001"),
        ('{"Request":{"Product":{"Skus":{"Sku":[{"price":null}]}}}}', "1001"),
        ('{"Request":{"Product":{"Skus":{"Sku":["A"]}}}}', "1001"),
        ('{"Request":{"Product":{"Skus":{"Sku":[[1]]}}}}', "1001"),
        ('{"Request":{"Product":["A"]}}', "1001"),
        ('{"Request":{"Product":{"Skus":{"Sku":[{"price":NaN}]}}}}', "5"),
        ('{"Request":{"Product":{"Attributes":{"name":"\\ud800"}}}}', "5"),
        ("[" * 100_000, "5"),
        ('{"Request":' * 100_000, "5"),
        (_deep(200), "5"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><Request>&b;</Request>', "5"),
    ],
)
def test_payloads_of_the_wrong_form_are_refused(seller: Any, payload: str, code: str) -> None:
    assert seller.post("/product/create", payload=payload)["code"] == code


def _refused(seller: Any, draft: dict[str, Any]) -> Any:
    before = list(seller.effects)
    answer = seller.create(draft)
    assert answer["code"] != "0"
    assert seller.effects == before
    assert seller.market.shelf.all("item") == []
    return answer


@pytest.mark.parametrize(
    ("category", "code"),
    [
        ("", "201"),
        ("tra", "201"),
        ("99", "4227"),
        ("10100001", "4134"),
        ("10101123", "4228"),
        ("10101125", "4163"),
    ],
)
def test_categories_that_take_no_listing_are_refused(seller: Any, category: str, code: str) -> None:
    draft = seller.plain(seller.picture(), PrimaryCategory=category)
    assert _refused(seller, draft)["code"] == code


@pytest.mark.parametrize("tag", ["Attributes", "Skus"])
def test_a_create_without_a_node_it_must_have_is_refused(seller: Any, tag: str) -> None:
    draft = seller.plain(seller.picture())
    del draft[tag]
    assert _refused(seller, draft)["code"] == "4132"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("name", "", "4108"),
        ("brand", "", "4108"),
        ("warranty_type", "", "4110"),
        ("warranty_type", "Forever", "4115"),
        ("country_origin_vn", "Lào", "4115"),
        ("Hazmat", "Battery,Battery", "4111"),
        ("Hazmat", "Battery,Bomb", "4115"),
        ("name", "Ấm <b>", "4129"),
        ("material", 'Gốm "thật"', "4129"),
        ("material", "x" * 256, "4120"),
        ("made_on", "32/13/2026", "10002"),
        ("name", "ấ" * 86, "4160"),
        ("description", "x" * 25001, "4120"),
        ("description", f'<img src="{ROCK}">', "4138"),
        ("description", '<a href="https://zalo.me/1">Zalo</a>', "4221"),
        ("description", "như hàng nhái", "4131"),
        ("brand", "Không Có Đâu", "4142"),
    ],
)
def test_attributes_that_are_not_right_are_refused(
    seller: Any, name: str, value: str, code: str
) -> None:
    draft = seller.plain(seller.picture())
    draft["Attributes"][name] = value
    answer = _refused(seller, draft)
    assert answer["code"] == code
    assert answer["type"] == "ISP"


@pytest.mark.parametrize("value", ["abc", "0", "1.25", "50001"])
def test_numbers_outside_their_unit_are_refused(seller: Any, value: str) -> None:
    draft = seller.plain(seller.picture(), PrimaryCategory="10101107")
    draft["Attributes"]["net_weight"] = value
    assert _refused(seller, draft)["code"] == "4107"


def test_a_title_of_255_bytes_and_values_of_ones_own_are_taken(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    draft["Attributes"] |= {
        "name": "ấ" * 85,
        "craft_technique": "Vuốt tay",
        "Hazmat": "Battery,Liquid",
        "country_origin_vn": "Vietnam",
        "unheard_of": "ignored",
    }
    item_id, _ = seller.made(draft)
    assert "unheard_of" not in seller.item(item_id)["attributes"]


def test_every_flaw_of_a_step_is_in_the_detail(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    draft["Attributes"] = {}
    answer = _refused(seller, draft)
    assert answer["message"] == "CHK_BASIC_REQUIRED:C004: cannot be blank."
    assert [one["field"] for one in answer["detail"]] == ["name", "brand", "p-100007"]


def _pictures(seller: Any, count: int) -> list[str]:
    return [seller.picture(shade) for shade in range(count)]


def test_pictures_that_are_not_right_are_refused(seller: Any) -> None:
    own = _pictures(seller, 9)
    cases = [([], "4139"), ([ROCK], "4138"), ([HOSTED], "4138"), (own, "4169")]
    cases.append(([own[0], own[0]], "4116"))
    for urls, code in cases:
        draft = seller.plain(own[0], Images={"Image": urls})
        assert _refused(seller, draft)["code"] == code
    draft = seller.plain(own[0], seller.sku("BT-01", Images={"Image": [ROCK]}))
    assert _refused(seller, draft)["detail"][0]["code"] == "BIZ_CHECK_EXIST_OUTER_IMAGE"


def _glazes(seller: Any, **change: Any) -> dict[str, Any]:
    draft = dict(seller.two_glazes(seller.picture()))
    draft["variation"]["variation1"] |= change
    return draft


@pytest.mark.parametrize(
    ("change", "code", "business"),
    [
        ({"name": ""}, "4133", "VARIATION_NAME_EMPTY"),
        ({"name": "M" * 16}, "4133", "VARIATION_NAME_LENGTH_LIMIT"),
        ({"options": {"option": []}}, "4133", "VARIATION_OPTIONS_EMPTY"),
        ({"options": {"option": ["x" * 21]}}, "4133", "VARIATION_OPTION_LENGTH_LIMIT"),
        ({"options": {"option": ["a", "a"]}}, "4133", "VARIATION_OPTION_DUPLICATE"),
        ({"options": {"option": [str(n) for n in range(51)]}}, "4133", "OPTIONS_SIZE_LIMIT"),
        ({"options": {"option": ["Men trắng"]}}, "4133", "SKU_VARIATION_OPTION_NOT_EXIST"),
        ({"customize": False}, "4161", "VARIATION_CATEGORY_ATTRIBUTE_INVALID"),
        ({"hasImage": "true"}, "4133", "SKU_VARIATION_IMAGES_MISSING"),
        ({"name": "Màu"}, "4143", "BIZ_CHECK_SALEPROP_ATTRIBUTE_INVALID"),
    ],
)
def test_variations_that_are_not_right_are_refused(
    seller: Any, change: dict[str, Any], code: str, business: str
) -> None:
    answer = _refused(seller, _glazes(seller, **change))
    assert answer["code"] == code
    assert answer["message"].startswith(business + ":")


def test_variations_are_counted_and_named_in_order(seller: Any) -> None:
    draft = _glazes(seller)
    one = draft["variation"]["variation1"]
    three = {f"variation{place}": dict(one, name=f"V{place}") for place in (1, 2, 3)}
    assert _refused(seller, {**draft, "variation": three})["code"] == "209"
    assert _refused(seller, {**draft, "variation": {"variation2": one}})["code"] == "4133"
    assert _refused(seller, {**draft, "variation": {"Variation1": one}})["code"] == "4143"
    twice = {"variation1": one, "variation2": one}
    answer = _refused(seller, {**draft, "variation": twice})
    assert answer["message"].startswith("VARIATION_NAME_DUPLICATE")


def _with_skus(seller: Any, *skus: dict[str, Any]) -> dict[str, Any]:
    return {**_glazes(seller), "Skus": {"Sku": list(skus)}}


def test_combinations_that_are_not_right_are_refused(seller: Any) -> None:
    white = seller.sku("A", saleProp={"Men": "Men trắng"})
    cases = [
        ([white, dict(white, SellerSku="B")], "4112"),
        ([white, seller.sku("B")], "4144"),
        ([white, seller.sku("B", saleProp={"Men": ""})], "4113"),
        ([white, seller.sku("B", color_family="Blue")], "4145"),
        ([white, dict(white, SellerSku="B", Images={"Image": [HOSTED]})], "4112"),
    ]
    for skus, code in cases:
        assert _refused(seller, _with_skus(seller, *skus))["code"] == code
    several = seller.plain(seller.picture(), seller.sku("A"), seller.sku("B"))
    assert _refused(seller, several)["message"].startswith("VARIATION_EMPTY")


def test_images_belong_to_all_skus_of_the_first_variation_or_to_none(seller: Any) -> None:
    picture = seller.picture()
    half = _glazes(seller, hasImage=True)
    half["Skus"]["Sku"][0]["Images"] = {"Image": [picture]}
    assert _refused(seller, half)["code"] == "4153"
    half["variation"]["variation1"]["hasImage"] = False
    assert _refused(seller, half)["message"].startswith("VARIATION_IMAGE_SETTING_ERROR")
    second = dict(half["variation"]["variation1"], name="V2", hasImage=True)
    half["variation"]["variation2"] = second
    answer = _refused(seller, half)
    assert answer["message"].startswith("VARIATION_IMAGE_MUST_SET_VARIATION1")


def test_standard_variations_follow_the_category(seller: Any) -> None:
    size = seller.axis("size", "XXL", own=False)
    draft = seller.plain(
        seller.picture(),
        seller.sku("A", saleProp={"size": "XXL"}),
        variation={"variation1": size},
        PrimaryCategory="10101103",
    )
    assert _refused(seller, draft)["code"] == "4115"
    size["hasImage"] = True
    assert _refused(seller, draft)["message"].startswith("VARIATION_CATEGORY_SIZE_IMAGE")
    barred = {**_glazes(seller), "PrimaryCategory": "10101122"}
    assert _refused(seller, barred)["message"].startswith("VARIATION_CATEGORY_PROHIBITION")


@pytest.mark.parametrize(
    ("change", "business"),
    [
        ({"SellerSku": ""}, "SELLER_SKU_INVALID"),
        ({"SellerSku": "A/B"}, "SELLER_SKU_INVALID"),
        ({"SellerSku": "A" * 51}, "SELLER_SKU_INVALID"),
        ({"price": ""}, "CHK_BASIC_REQUIRED"),
        ({"price": "một"}, "CHECK_CAT_PROP_INVALID_NUMBER"),
        ({"price": "0"}, "BIZ_CHECK_PRICE_IS_ZERO"),
        ({"price": "-5"}, "BIZ_CHECK_PRICE_IS_ZERO"),
        ({"price": "350000.00"}, "BIZ_CHECK_PRICE_PRECISION_INVALID"),
        ({"special_price": "350000"}, "BIZ_CHECK_SPECIAL_PRICE_GREATER_THAN_PRICE"),
        ({"special_price": "0"}, "BIZ_CHECK_SPECIAL_PRICE_RATE_OUT_OF_RANGE"),
        ({"special_price": "1.5"}, "BIZ_CHECK_SPECIAL_PRICE_PRECISION_INVALID"),
        ({"special_price": "x"}, "CHECK_CAT_PROP_INVALID_NUMBER"),
        ({"special_from_date": "2026-01-01 00:00:00"}, "CHK_BASIC_REQUIRED"),
        ({"special_price": "5", "special_to_date": "01/02/2026"}, "E017"),
        (
            {
                "special_price": "5",
                "special_from_date": "2026-02-02",
                "special_to_date": "2026-02-01",
            },
            "BIZ_CHECK_SPECIAL_PRICE_FROM_DATE_AFTER_TO_DATE",
        ),
        ({"quantity": "-1"}, "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL"),
        ({"quantity": ""}, "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL"),
        ({"quantity": "1.5"}, "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL"),
        ({"package_weight": ""}, "CHK_BASIC_REQUIRED"),
        ({"package_weight": "0"}, "BIZ_CHECK_PACKAGE_DECIMAL_INVALID"),
        ({"package_length": "1.234"}, "BIZ_CHECK_PACKAGE_DECIMAL_INVALID"),
        ({"package_weight": "40.01"}, "BIZ_CHECK_MAX_PACKAGE_WEIGHT"),
        ({"package_height": "250"}, "BIZ_CHECK_MAX_PACKAGE_DIMENISIONS"),
        ({"package_content": "1 ấm | 6 chén"}, "BIZ_CHECK_PROP_SPECIAL_CHAR"),
        ({"Status": "on"}, "ATTRIBUTE_INVALID"),
    ],
)
def test_skus_that_are_not_right_are_refused_under_500(
    seller: Any, change: dict[str, str], business: str
) -> None:
    draft = seller.plain(seller.picture(), seller.sku("BT-01") | change)
    answer = _refused(seller, draft)
    assert (answer["code"], answer["message"]) == ("500", "E500: Create product failed")
    assert [one["code"] for one in answer["detail"]] == [business]


def test_more_than_fifty_skus_are_refused(seller: Any) -> None:
    names = [str(number) for number in range(26)]
    skus = [seller.sku(f"S-{a}-{b}", saleProp={"A": a, "B": b}) for a in names for b in ("x", "y")]
    variation = {"variation1": seller.axis("A", *names), "variation2": seller.axis("B", "x", "y")}
    draft = seller.plain(seller.picture(), *skus, variation=variation)
    assert _refused(seller, draft)["code"] == "4171"


def test_a_new_sku_cannot_be_deleted(seller: Any) -> None:
    draft = seller.plain(seller.picture(), seller.sku("BT-01", Status="deleted"))
    assert _refused(seller, draft)["code"] == "10002"


def test_a_seller_sku_twice_in_a_request_is_refused(seller: Any) -> None:
    draft = seller.two_glazes(seller.picture())
    draft["Skus"]["Sku"][1]["SellerSku"] = "BT-TRANG"
    answer = _refused(seller, draft)
    assert answer["detail"][0]["code"] == "BIZ_CHECK_SELLER_SKU_DUPLICATE"


def test_a_seller_sku_of_the_shop_cannot_be_used_again(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    seller.made(draft)
    answer = seller.create(draft)
    assert answer["code"] == "500"
    ((entry),) = answer["detail"]
    assert entry["message"] == (
        "THD_IC_ERR_F_IC_INFRA_PRODUCT_036:Insert sku outer id relation failed, "
        "outerId already exists, sell ID:200100200,sku ID:9900000001,outer ID:BT-01,"
        "serverIP:11.0.0.1"
    )
    assert len(seller.lazada.listings()) == 1


def test_a_repeated_seller_sku_may_be_told_on_top(new_seller: Any) -> None:
    seller = new_seller(duplicate_on_top=True)
    draft = seller.plain(seller.picture())
    seller.made(draft)
    answer = seller.create(draft)
    assert answer["code"] == "4135"
    assert "_036" in answer["message"]


def test_another_shop_and_a_removed_item_leave_the_seller_sku_free(seller: Any) -> None:
    draft = seller.plain(seller.picture())
    item_id, skus = seller.made(draft)
    mine = seller.keys
    seller.use(seller.lazada.credentials("lazada-hanoi"))
    assert seller.create(draft)["code"] == "0"
    seller.use(mine)
    listed = json.dumps([f"SkuId_{item_id}_{skus['BT-01']}"])
    seller.post("/product/remove", sku_id_list=listed)
    assert seller.create(draft)["code"] == "0"


def test_a_full_shop_takes_no_more(seller: Any) -> None:
    seller.market.shelf.put("tally", "lazada", {"items": 20000})
    assert seller.create(seller.plain(seller.picture()))["code"] == "4148"
