"""Words that shops alone show wrong: templates, drinks, and rules of the workspace's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import ConfigError
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from tests.words.conftest import Village

TITLE = "templates/shopee/title.txt.j2"
USAGE = "    usage: Cắm hoa tươi hoặc hoa khô\n"


def told(village: Village, day: date = date(2026, 11, 22)) -> list[tuple[str, str]]:
    return [(problem.code, problem.shop) for problem in village.problems(day)]


def test_what_a_template_says_is_judged_in_its_shop(village: Village) -> None:
    village.settings("templates: templates\n")
    village.write(TITLE, "{{ product.name | vi }} rẻ nhất")
    assert told(village) == [("P501", "shopee")]


def test_what_the_file_says_is_not_told_again_for_each_shop(village: Village) -> None:
    village.settings("templates: templates\n")
    village.write(TITLE, "{{ product.name | vi }} vuốt tay")
    village.put("Lọ hoa gốm mộc miệng loe", "Lọ hoa gốm mộc rẻ nhất miệng loe")
    assert told(village) == [("P501", "")]


def test_a_template_may_name_its_own_marketplace(village: Village) -> None:
    village.settings("templates: templates\n")
    village.write(TITLE, "{{ product.name | vi }} Shopee")
    assert told(village) == []
    village.write(TITLE, "{{ product.name | vi }} Lazada")
    assert told(village) == [("P505", "shopee")]


def test_own_rules_are_laid_over_the_shipped_ones(village: Village) -> None:
    village.settings("rules: quy-dinh\n")
    village.put(USAGE, "    usage: Loại rẻ nhất, cắm hoa tươi\n")
    village.write("quy-dinh/words.yaml", "rules: {superlative: {level: warning}}\n")
    (problem,) = village.problems()
    assert (problem.code, problem.severity) == ("P501", Severity.WARNING)
    village.write("quy-dinh/words.yaml", 'rules: {superlative: {level: "off"}}\n')
    assert told(village) == []
    mine = "rules: {fresh: {words: [hoa tươi], reason: chỉ bán hoa khô, level: error}}\n"
    village.write("quy-dinh/words.yaml", mine)
    found = {(one.code, one.severity) for one in village.problems()}
    assert ("P513", Severity.ERROR) in found
    assert any("chỉ bán hoa khô" in one.message for one in village.problems())


@pytest.mark.parametrize(
    "lines",
    [
        "rules: {x: {reason: a}}",
        "rules: {x: {words: tốt, reason: a}}",
        "rules: {x: {words: ['re: ('], reason: a}}",
        "rules: {x: {words: ['{nothing}'], reason: a}}",
        "rules: {x: {words: [tốt], reason: a, levle: error}}",
        "rules: {x: {words: [tốt], reason: a, level: heavy}}",
        "rules: [x]",
        "alcohol: {markets: {tiki: {refused_from: viel}}}",
    ],
)
def test_a_list_that_cannot_be_read_is_named(village: Village, lines: str) -> None:
    village.settings("rules: quy-dinh\n")
    village.write("quy-dinh/words.yaml", lines)
    with pytest.raises(ConfigError) as caught:
        village.problems()
    assert caught.value.place.endswith("words.yaml")


def test_a_rule_that_begins_soon_is_told_ahead(village: Village) -> None:
    village.settings("rules: quy-dinh\n")
    village.write(
        "quy-dinh/words.yaml",
        "rules: {fresh: {words: [hoa tươi], reason: a, level: error, from: 2026-12-20}}\n",
    )
    assert told(village, date(2026, 9, 1)) == []
    (ahead,) = [one for one in village.problems() if one.code == "P513"]
    assert ahead.severity is Severity.WARNING
    assert "2026-12-20" in ahead.message
    (now,) = [one for one in village.problems(date(2026, 12, 20)) if one.code == "P513"]
    assert now.severity is Severity.ERROR


def drink(village: Village, name: str, fact: str, warning: str = "Người dưới 18 tuổi") -> None:
    text = village.file.read_text("utf-8")
    text = text.replace("group: thu_cong", "group: do_uong", 1)
    text = text.replace("Vuốt tay trên bàn xoay\n", f"{fact}\n", 1)
    text = text.replace("Hàng dễ vỡ, mở hộp nhẹ tay", warning, 1)
    start = text.index("    name: ")
    text = text[:start] + f"    name: {name}\n" + text[text.index("\n", start) + 1 :]
    text += "    ingredients: Mận, gạo nếp, men lá\n"
    papers = "{type: vsattp, number: 1/A}, {type: tu_cong_bo, number: 2/B}"
    village.file.write_text(text + f"    papers: [{papers}]\n", "utf-8")


WINE = "Rượu mận ủ chum sành nhà nấu chai 500 ml"


@pytest.mark.parametrize(
    ("name", "fact", "code"),
    [
        (WINE, "Độ cồn 12% vol", ""),
        (WINE, "Nồng độ 14,9 độ cồn", ""),
        (WINE, "12°vol", ""),
        (WINE, "Độ cồn 15% vol", "P510"),
        ("Rượu nếp cái hoa vàng 29 độ chai 500 ml", "Nấu chum sành", "P510"),
        (WINE, "Ủ một năm, để nơi dưới 25 độ C", "P509"),
        ("Nước mận lên men không cồn chai thủy tinh 500 ml", "Ủ một năm", ""),
        ("Giấm gạo lên men chum sành chai 500 ml", "Ủ một năm", ""),
    ],
)
def test_a_drink_is_judged_by_its_strength(
    village: Village, name: str, fact: str, code: str
) -> None:
    drink(village, name, fact)
    assert [one for one, _shop in told(village)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("warning", "codes"),
    [
        ("Uống rượu, bia có thể gây tai nạn giao thông", []),
        ("Uống rượu bia ảnh hưởng tới sức khỏe của thai nhi", []),
        ("Người dưới 18 tuổi không được uống rượu, bia", []),
        ("Đã uống rượu thì không lái xe", []),
        ("Uống có chừng mực", ["P511"]),
    ],
)
def test_one_of_the_warnings_must_be_there(
    village: Village, warning: str, codes: list[str]
) -> None:
    drink(village, WINE, "Độ cồn 12% vol", warning)
    assert [one for one, _shop in told(village)] == codes


def test_shops_that_are_skipped_refuse_no_drink(village: Village) -> None:
    drink(village, WINE, "Độ cồn 29% vol")
    skipped = ", ".join(f"{name}: {{skip: yes}}" for name in ("shopee", "lazada", "tiki"))
    village.file.write_text(
        village.file.read_text("utf-8") + f"    shops: {{{skipped}}}\n", "utf-8"
    )
    (problem,) = village.problems()
    assert problem.code == "P510"
    assert "tiktok" in problem.message
    assert "shopee" not in problem.message


def test_a_marketplace_can_refuse_all_alcohol(village: Village) -> None:
    village.settings("rules: quy-dinh\n")
    village.write("quy-dinh/words.yaml", "alcohol: {markets: {tiki: {refused_from: 0}}}\n")
    drink(village, WINE, "Độ cồn 5% vol")
    (problem,) = village.problems()
    assert (problem.code, "tiki" in problem.message) == ("P510", True)


def test_goods_that_are_given_up_are_let_be(village: Village) -> None:
    village.put(USAGE, "    usage: Loại rẻ nhất\n    state: retired\n")
    assert told(village) == []


@pytest.mark.parametrize("fact", ["Thực phẩm bảo vệ sức khỏe", "TPBVSK số 1/2026/ĐKSP"])
def test_a_health_food_must_say_that_it_is_no_medicine(village: Village, fact: str) -> None:
    village.put("Vuốt tay trên bàn xoay\n", f"{fact}\n")
    assert {code for code, _shop in told(village)} == {"P508"}
    village.put("Hàng dễ vỡ, mở hộp nhẹ tay", "Sản phẩm này không phải là thuốc")
    assert told(village) == []
