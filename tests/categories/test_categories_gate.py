"""Attributes are held against what the shop asks for, before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.categories.conftest import Village

ASK = "product.get_attribute_tree"
ADD = "product.add_item"
ORIGIN = "shops: {shopee: {attributes: {'100037': %s}}}\n    tags: [gốm mộc"


def published(village: Village, *more: str) -> tuple[int, list[dict[str, Any]]]:
    lines = village.lines("publish", "--yes", *more)
    return lines[-1]["exit"], [line for line in lines if line["type"] == "outcome"]


def given(village: Village, value: str) -> None:
    village.change("tags: [gốm mộc", ORIGIN % value)


def test_a_missing_attribute_stops_its_listing_alone(village: Village) -> None:
    village.of_kind("lo_hoa", "101102")
    market = '{category_id: "10101102", practice_only: true}'
    village.write("rules/lazada.yaml", f"kinds: {{lo_hoa: {market}}}")
    status, outcomes = published(village, "--shop", "shopee", "--shop", "lazada")
    assert status == 1
    assert {one["shop"]: one["outcome"] for one in outcomes} == {
        "shopee": "rejected", "lazada": "verified",
    }  # fmt: skip
    [told] = [one for one in outcomes if one["shop"] == "shopee"]
    assert (told["code"], told["message"]) == ("P630", "the category asks for “Xuất xứ”")
    assert "“100037” with one of: Việt Nam, Trung Quốc, Thái Lan" in told["hint"]
    assert (village.seen(ADD), village.seen("media_space.upload_image")) == (0, 0)


def test_a_value_that_is_not_allowed_is_named_with_those_that_are(village: Village) -> None:
    given(village, "Sao Hỏa")
    status, [told] = published(village, "--shop", "shopee")
    assert (status, told["code"]) == (1, "P631")
    assert told["message"] == "“Sao Hỏa” is not one of the values of “Xuất xứ”"
    assert told["hint"] == "take one of: Việt Nam, Trung Quốc, Thái Lan"
    assert village.seen(ADD) == 0


@pytest.mark.parametrize("value", ["viet nam", "VIỆT NAM", "vietnam"])
def test_a_value_that_can_mean_one_thing_alone_is_sent_as_the_shop_spells_it(
    village: Village, value: str
) -> None:
    given(village, value)
    assert published(village, "--shop", "shopee")[0] == 0


def test_a_field_without_accents_serves_every_shop(village: Village) -> None:
    village.change("material:", "origin: viet nam\n    material:")
    status, outcomes = published(village)
    assert (status, [one["outcome"] for one in outcomes]) == (0, ["verified"] * 4)


def test_once_the_shop_has_told_the_file_is_judged_without_it(village: Village) -> None:
    given(village, "Sao Hỏa")
    assert village.ran("validate")[0] == 0
    assert "P631" not in village.ran("plan")[1]
    published(village, "--shop", "shopee")
    calls = village.seen(ASK)
    [problem] = [line for line in village.lines("plan") if line["type"] == "problem"]
    assert (problem["code"], problem["shop"]) == ("P631", "shopee")
    assert problem["path"] == "products[0].shops.shopee.attributes.100037"
    assert village.ran("validate")[0] == 3
    assert village.seen(ASK) == calls == 1


def test_a_value_that_a_field_gives_is_told_at_the_field(village: Village) -> None:
    village.change("material:", "origin: Sao Hỏa\n    material:")
    published(village, "--shop", "shopee")
    [problem] = [line for line in village.lines("plan") if line["type"] == "problem"]
    assert (problem["code"], problem["path"]) == ("P631", "products[0].origin")


def test_a_changed_title_asks_nothing_again(village: Village) -> None:
    shops = {
        "shopee": ASK, "lazada": "category.attributes.get", "tiki": "categories.attributes",
        "tiktok": "categories.attributes",
    }  # fmt: skip
    assert published(village)[0] == 0
    before = [village.seen(name) for name in shops.values()]
    village.change("cao 22 cm, vuốt tay", "cao 22 cm, vuốt tay kỹ")
    status, outcomes = published(village)
    assert (status, len(outcomes)) == (0, 4)
    assert [village.seen(name) for name in shops.values()] == before


def test_a_listing_that_is_on_sale_is_not_stopped_by_what_is_not_sent(village: Village) -> None:
    published(village, "--shop", "shopee")
    given(village, "Sao Hỏa")
    assert "P631" in village.ran("plan", "--shop", "shopee")[1]
    village.change("price: 185.000", "price: 190.000")
    status, said = village.ran("sync", "prices", "--yes", "--shop", "shopee")
    assert status == 0, said
    assert village.seen("product.update_price") == 1


def test_a_category_is_asked_about_anew_after_the_shop_has_refused(village: Village) -> None:
    honey = 'shops: {tiktok: {category_id: "700648"}}'
    village.change("tags: [gốm mộc", f"{honey}\n    tags: [gốm mộc")
    for times in (1, 2):
        [told] = published(village, "--shop", "tiktok")[1]
        assert told["outcome"] == "rejected"
        assert "P63" not in told["code"]
        assert village.seen("categories.attributes") == times
