"""What is wrong with one value: its code, its line, and how to write it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ocopctl.catalog import model
from ocopctl.catalog.constraints import PATTERNS, constraint_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.catalog.load import Catalog

    Village = Callable[..., Catalog]
    Edited = Callable[[str, str], Catalog]

PRICE, STOCK, KIND = "price: 235.000", "stock: 140", "kind: chieu"
OCOP = "ocop: {{stars: {}, certificate_no: 1, decision_date: {}, issued_by: UBND}}"

WRONG = [
    (PRICE, "price: 120,000", "P701", 11),
    (PRICE, "price: 120.00", "P701", 11),
    (PRICE, "price: 1.2", "P701", 11),
    (PRICE, "price: 0.500", "P701", 11),
    (PRICE, "price: about 5", "P702", 11),
    (PRICE, "price: -5", "P702", 11),
    (PRICE, "price: 99999999999999", "P702", 11),
    (PRICE, "price: [1000]", "P116", 11),
    (PRICE, "price: 0", "P703", 11),
    (PRICE, "price:", "P202", 11),
    (PRICE, "price: null", "P202", 11),
    (PRICE, 'price: ""', "P202", 11),
    (STOCK, "stock:", "P202", 12),
    (STOCK, "stock: ~", "P202", 12),
    (STOCK, "stock: 1,5", "P203", 12),
    (STOCK, "stock: 12 cái", "P203", 12),
    (STOCK, "stock: 1e3", "P203", 12),
    (STOCK, "stock: 0.500", "P203", 12),
    (STOCK, "stock: " + "9" * 5000, "P204", 12),
    (STOCK, "stock: -1", "P204", 12),
    ("weight_g: 2900", "weight_g: 0", "P204", 9),
    ("sku: CHIEU-16", "sku: CHIẾU 16", "P208", 2),
    ("sku: CHIEU-16", "sku: " + "A" * 51, "P209", 2),
    ("sku: CHIEU-16", "sku:", "P202", 2),
    ("sku: CHIEU-16\n    ", "", "P201", 2),
    (KIND, "kind:", "P202", 5),
    (KIND, "kind: {a: b}", "P116", 5),
    ("    kind: chieu\n", "", "P201", 2),
    ("group: thu_cong", "group: Thủ công", "P207", 4),
    ("name: Chiếu cói Quỳnh Phụ", "name: {en: Sedge mat}", "P211", 3),
    ("name: Chiếu cói Quỳnh Phụ", "name: {vi: A, de: B}", "P115", 3),
    ("name: Chiếu cói Quỳnh Phụ", "name: [A]", "P116", 3),
    ("images: [chieu.jpg]", "images: []", "P210", 10),
    ("images: [chieu.jpg]", "images: chieu.jpg", "P116", 10),
    ("images: [chieu.jpg]", 'images: [chieu.jpg, ""]', "P202", 10),
    ("      name: Hợp tác xã An Vũ\n", "", "P201", 7),
    ("province: Tỉnh", "provins: Tỉnh", "P115", 8),
    (STOCK, STOCK + "\n    price_range: [1.000]", "P210", 13),
    (STOCK, STOCK + "\n    options: [{name: A, values: []}]", "P210", 13),
    (STOCK, STOCK + "\n    options: [" + "{name: A, values: [b]}, " * 3 + "]", "P210", 13),
    (f"{PRICE}\n    {STOCK}", "variants: {sku: A}", "P116", 11),
    (STOCK, STOCK + "\n    season: {months: [6, 13]}", "P204", 13),
    (STOCK, STOCK + "\n    season: {start: 15-6}", "P208", 13),
    (STOCK, STOCK + "\n    season: {lead_days: 31}", "P204", 13),
    (STOCK, STOCK + "\n    season: June", "P116", 13),
    (STOCK, STOCK + "\n    net: {quantity: nửa, unit: kg}", "P208", 13),
    (STOCK, STOCK + "\n    " + OCOP.format(2, "2024-08-15"), "P204", 13),
    (STOCK, STOCK + "\n    " + OCOP.format(3, "2026-02-30"), "P205", 13),
    (STOCK, STOCK + "\n    " + OCOP.format(3, "15.8.2024"), "P205", 13),
    (STOCK, STOCK + "\n    " + OCOP.format(3, "2017-01-01"), "P224", 13),
    (STOCK, STOCK + "\n    shops: {shopee: {skip: maybe}}", "P206", 13),
    (STOCK, STOCK + "\n    shops: {shopee: {price: }}", "P202", 13),
    (STOCK, STOCK + "\n    shops: {shopee: {price: 0}}", "P703", 13),
    (STOCK, STOCK + "\n    shops: [shopee]", "P116", 13),
    (STOCK, STOCK + "\n    shops: {shopee: {attributes: {Chất liệu: }}}", "P202", 13),
]


@pytest.mark.parametrize(("old", "new", "code", "line"), WRONG)
def test_a_wrong_value_is_one_problem_on_its_line(
    edited: Edited, old: str, new: str, code: str, line: int
) -> None:
    found = edited(old, new).problems
    assert [(problem.code, problem.place.line) for problem in found] == [(code, line)]
    assert found[0].message
    assert found[0].hint


RIGHT = [
    (PRICE, "price: 235000", ("price",), 235_000),
    (PRICE, 'price: "235.000 đ"', ("price",), 235_000),
    (PRICE, "price: 235k", ("price",), 235_000),
    (PRICE, "price: 1tr2", ("price",), 1_200_000),
    (STOCK, "stock: 0", ("stock",), 0),
    (STOCK, "stock: 1.200", ("stock",), 1200),
    (STOCK, "stock: 007", ("stock",), 7),
    ("sku: CHIEU-16", "sku: 00123", ("sku",), "00123"),
    ("sku: CHIEU-16", "sku: 12E5", ("sku",), "12E5"),
    (KIND, "kind: no", ("kind",), "no"),
    (KIND, "kind: 20:30", ("kind",), "20:30"),
    (KIND, "kind: chiếu", ("kind",), "chiếu"),
    ("weight_g: 2900", "weight_g: 2.900", ("package", "weight_g"), 2900),
    ("height_cm: 16}", "height_cm: 16, cold: có}", ("package", "cold"), True),
    ("height_cm: 16}", "height_cm: 16, cold: Không}", ("package", "cold"), False),
    ("height_cm: 16}", "height_cm: 16, cold: yes}", ("package", "cold"), True),
    ("name: Chiếu cói Quỳnh Phụ", "name: {vi: A, en: B}", ("name",), {"vi": "A", "en": "B"}),
    (STOCK, STOCK + "\n    gtin: null", ("gtin",), ""),
    (STOCK, STOCK + "\n    brand:", ("brand",), ""),
    (STOCK, STOCK + "\n    compare_at:", ("compare_at",), None),
    (STOCK, STOCK + "\n    gtin: '8930000000019'", ("gtin",), "8930000000019"),
    (STOCK, STOCK + "\n    story: |\n      Một.\n      Hai.", ("story",), {"vi": "Một.\nHai."}),
    (
        STOCK,
        STOCK + "\n    " + OCOP.format(3, "15/8/2024"),
        ("ocop", "decision_date"),
        date(2024, 8, 15),
    ),
    (STOCK, STOCK + "\n    " + OCOP.format(3, "2024-08-15"), ("ocop", "stars"), 3),
    (STOCK, STOCK + "\n    price_range: [90.000, 600k]", ("price_range",), (90_000, 600_000)),
    (STOCK, STOCK + "\n    season: {months: [5, 6], start: 06-15}", ("season", "months"), (5, 6)),
    (STOCK, STOCK + "\n    state: paused", ("state",), model.State.PAUSED),
]


@pytest.mark.parametrize(("old", "new", "path", "value"), RIGHT)
def test_a_value_is_typed_from_its_text_by_its_field(
    edited: Edited, old: str, new: str, path: tuple[str, ...], value: object
) -> None:
    found = edited(old, new)
    assert not found.problems
    seen: object = found.entries[0].product
    for name in path:
        seen = getattr(seen, name)
    assert seen == value


def test_an_ambiguous_price_names_both_readings_and_the_way_to_write_it(edited: Edited) -> None:
    (problem,) = edited(PRICE, "price: 120,000").problems
    assert problem.message == 'price "120,000" can be read as 120 or 120.000 dong'
    assert problem.hint == "Write 120.000 or 120000."


def test_a_comma_inside_braces_is_told_for_what_it_is(edited: Edited) -> None:
    found = edited(STOCK, STOCK + "\n    shops: {tiki: {price: 120,000}}").problems
    told = next(problem for problem in found if problem.code == "P119")
    assert "120.000" in told.hint


@pytest.mark.parametrize("text", ["120.00", "1.2", "12.0000"])
def test_an_amount_that_may_be_either_is_not_corrected_for_the_writer(
    edited: Edited, text: str
) -> None:
    (problem,) = edited(PRICE, f"price: {text}").problems
    assert problem.hint.startswith("Write the whole amount in dong")


def test_an_ambiguous_price_with_decimals_names_them(edited: Edited) -> None:
    (problem,) = edited(PRICE, "price: 1.200,50").problems
    assert "1.200,50 or 120.050 dong" in problem.message


def test_text_is_kept_in_composed_letters(edited: Edited) -> None:
    decomposed = "Chie\u0302\u0301u"
    found = edited("name: Chiếu cói Quỳnh Phụ", f"name: {decomposed}")
    assert found.entries[0].product.name == {"vi": "Chiếu"}


def test_several_faults_of_one_product_are_all_told_and_nothing_twice(village: Village) -> None:
    found = village(
        "products:\n  - sku: A B\n    name:\n    group: x\n    kindd: y\n    price: 1,5\n"
        "    stock: -1\n    images: [khong.jpg]\n    package: {weight_g: 1}\n"
    )
    codes = [problem.code for problem in found.problems]
    assert codes == [
        "P201",
        "P208",
        "P202",
        "P207",
        "P115",
        "P701",
        "P204",
        "P401",
        "P201",
        "P201",
        "P201",
    ]
    assert not found.entries


def test_a_wrong_price_does_not_hide_a_wrong_bar_code(edited: Edited) -> None:
    found = edited(PRICE, "price: 1,5\n    gtin: '8930000000018'")
    assert [problem.code for problem in found.problems] == ["P701", "P214"]


def test_every_pattern_of_the_models_has_its_sentence() -> None:
    written = {
        getattr(constraint, "pattern", None)
        for piece in vars(model).values()
        for field in getattr(piece, "model_fields", {}).values()
        for constraint in field.metadata
    }
    assert written - {None} <= set(PATTERNS)


def test_a_refusal_without_a_sentence_of_its_own_is_still_told() -> None:
    code, message, hint = constraint_words({"type": "value_error", "input": "x"}, "brand")
    assert (code, message) == ("P229", 'brand cannot be "x"')
    assert hint
