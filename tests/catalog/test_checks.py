"""What must hold between the fields of one product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.catalog.gtin import check_digit
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.catalog.load import Catalog

    Edited = Callable[[str, str], Catalog]

OWN = "    price: 235.000\n    stock: 140\n"
AXES = "    options: [{name: Cỡ, values: [1m6, 1m8]}, {name: Màu, values: [mộc, đỏ]}]\n"
SIZE = "    options: [{name: Cỡ, values: [1m6, 1m8]}]\n"


def _variant(sku: str, extra: str = "") -> str:
    return f"      - {{sku: {sku}, price: 235k, stock: 1{', ' + extra if extra else ''}}}\n"


def _variants(*variants: str) -> str:
    return "    variants:\n" + "".join(variants)


TWO = _variants(_variant("A", "options: {Cỡ: 1m6}"), _variant("B", "options: {Cỡ: 1m8}"))
FORMS = [
    ("", "P215"),
    ("    price: 235k\n", "P215"),
    ("    variants: []\n", "P215"),
    (OWN + SIZE + TWO, "P216 P216"),
    ("    gtin: '8930000000019'\n" + SIZE + TWO, "P216"),
    (_variants(_variant("A"), _variant("B")), "P217"),
    (SIZE + _variants(_variant("A", "options: {Cỡ: 1m6}"), _variant("B")), "P218"),
    (SIZE + TWO.replace("{Cỡ: 1m8}", "{Cỡ: 2m}"), "P218"),
    (SIZE + TWO.replace("{Cỡ: 1m8}", "{Co: 1m8}"), "P218"),
    (SIZE + TWO.replace("{Cỡ: 1m8}", "{Cỡ: 1m8, Màu: đỏ}"), "P218"),
    (_variants(_variant("A", "options: {Cỡ: 1m6}")), "P218"),
    (SIZE + TWO.replace("1m8", "1m6"), "P220 P219"),
    (SIZE.replace("1m8", "1m6") + TWO.replace("{Cỡ: 1m8}", "{Cỡ: 1m6}"), "P221 P219"),
    (SIZE.replace("1m8]", "1m8, 2m]") + TWO, "P220"),
    (OWN + SIZE, "P225"),
    (SIZE + TWO.replace("{Cỡ: 1m6}", "{Cỡ: 1m6}, image: chieu.jpg"), "P409"),
    (SIZE + TWO.replace("stock: 1,", "gtin: '123', stock: 1,", 1), "P214"),
    (SIZE + TWO.replace("235k", "0", 1), "P703"),
]


@pytest.mark.parametrize(("forms", "codes"), FORMS)
def test_variants_options_and_own_price_must_fit_together(
    edited: Edited, forms: str, codes: str
) -> None:
    assert [problem.code for problem in edited(OWN, forms).problems] == codes.split()


def test_variants_on_two_axes_are_sound(edited: Edited) -> None:
    variants = _variants(
        _variant("A", "options: {Cỡ: 1m6, Màu: mộc}"),
        _variant("B", "options: {Cỡ: 1m6, Màu: đỏ}"),
        _variant("C", "options: {Cỡ: 1m8, Màu: đỏ}, gtin: '8930000000019'"),
    )
    found = edited(OWN, AXES + variants)
    assert not found.problems
    assert [form.sku for form in found.entries[0].product.forms()] == ["A", "B", "C"]


def test_a_single_variant_needs_no_options(edited: Edited) -> None:
    assert not edited(OWN, _variants(_variant("A"))).problems


def test_variants_without_a_way_to_tell_them_apart_are_told_how(edited: Edited) -> None:
    (problem,) = edited(OWN, _variants(_variant("A"), _variant("B"))).problems
    assert "options: [{name: Cỡ" in problem.hint


def test_a_misspelt_option_value_is_told_with_the_one_that_was_meant(edited: Edited) -> None:
    wide = SIZE.replace("1m8", "khổ rộng")
    found = edited(OWN, wide + TWO.replace("{Cỡ: 1m8}", "{Cỡ: kho rong}"))
    assert "khổ rộng" in next(p.hint for p in found.problems if p.code == "P218")


MONEY = [
    ("price: 235.000\n    compare_at: 235.000", "P704", Severity.ERROR),
    ("price: 235.000\n    compare_at: 23.500", "P704", Severity.ERROR),
    ("price: 235.050", "P705", Severity.WARNING),
    ("price: 235.000\n    cost: 240.000", "P706", Severity.WARNING),
    ("price: 235.000\n    price_range: [90.000, 200.000]", "P707", Severity.WARNING),
    ("price: 235.000\n    price_range: [300.000, 400.000]", "P707", Severity.WARNING),
    ("price: 2.000.000\n    price_range: [90.000, 200.000]", "P708", Severity.ERROR),
    ("price: 9.000\n    price_range: [90.000, 200.000]", "P708", Severity.ERROR),
    ("price: 235.000\n    price_range: [200.000, 90.000]", "P709", Severity.ERROR),
    ("price: 200", "P710", Severity.WARNING),
    ("price: 600tr", "P710", Severity.WARNING),
    ("price: 9.000\n    price_range: [9k, 9k]\n    shops: {tiki: {price: 1k}}", "P707", "warning"),
]


@pytest.mark.parametrize(("price", "code", "severity"), MONEY)
def test_a_likely_slip_in_a_price_is_told(
    edited: Edited, price: str, code: str, severity: str
) -> None:
    found = edited("price: 235.000", price)
    assert [(problem.code, problem.severity) for problem in found.problems] == [(code, severity)]
    assert found.entries


@pytest.mark.parametrize(
    "price",
    [
        "price: 235.000\n    compare_at: 250.000\n    cost: 146.000",
        "price: 235.000\n    price_range: [90.000, 600.000]",
        "price: 500\n    price_range: [500, 1.000]",
        "price: 235.000\n    shops: {shopee: {price: 240.000}}",
    ],
)
def test_sound_prices_raise_no_word(edited: Edited, price: str) -> None:
    assert not edited("price: 235.000", price).problems


CERTIFICATE = "certificate_no: 1, decision_date: 2024-08-15, issued_by: UBND"
PAPERS = [
    ("season: {start: 25-06}", "P205"),
    ("season: {start: 02-29, end: 04-31}", "P205"),
    ("papers: [{type: haccp, number: 1, issued: 2025-01-15, valid_until: 2024-01-14}]", "P222"),
    ("batches: [{code: L1, produced: 2025-01-15, expires: 2025-01-14}]", "P222"),
    (f"ocop: {{stars: 3, {CERTIFICATE}, potential_five_star: có}}", "P223"),
]


@pytest.mark.parametrize(("lines", "code"), PAPERS)
def test_certificates_papers_and_batches_must_be_possible(
    edited: Edited, lines: str, code: str
) -> None:
    (problem,) = edited("stock: 140", f"stock: 140\n    {lines}").problems
    assert (problem.code, problem.place.line) == (code, 13)


def test_a_wrong_check_digit_is_told_with_the_right_one(edited: Edited) -> None:
    (problem,) = edited("stock: 140", "stock: 140\n    gtin: '8930000000018'").problems
    assert problem.code == "P214"
    assert "must end in 9" in problem.message


@pytest.mark.parametrize("gtin", ["96385074", "036000291452", "4006381333931", "10012345678902"])
def test_known_bar_code_numbers_have_their_check_digit(gtin: str) -> None:
    assert check_digit(gtin[:-1]) == gtin[-1]


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_always_changes_the_check_digit(body: str, at: int, by: int) -> None:
    slip = body[:at] + str((int(body[at]) + by) % 10) + body[at + 1 :]
    assert check_digit(slip) != check_digit(body)
