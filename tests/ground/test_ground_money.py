"""Amounts: what people write is read one way or refused, and printed one way."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.money import LARGEST, AmbiguousAmount, dong, show

AMOUNTS = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("0", 0),
        ("120000", 120_000),
        ("00120", 120),
        ("120.000", 120_000),
        ("1.250.000", 1_250_000),
        ("120.000 đ", 120_000),
        ("120.000đ", 120_000),
        ("120 000", 120_000),
        ("1\u00a0250\u202f000 đ", 1_250_000),
        ("１２０．０００", 120_000),
        ("VND 120.000", 120_000),
        ("₫120.000", 120_000),
        ("1 triệu 200 nghìn", 1_200_000),
        ("1tr200k", 1_200_000),
        ("120.000 Đ", 120_000),
        ("120.000 ₫", 120_000),
        ("120.000 đồng", 120_000),
        ("120.000 VND", 120_000),
        ("120.000 vnđ", 120_000),
        ("  120000  ", 120_000),
        ("120k", 120_000),
        ("120K", 120_000),
        ("120 nghìn", 120_000),
        ("120 ngàn đồng", 120_000),
        ("1,5k", 1_500),
        ("0,5 nghìn", 500),
        ("1tr2", 1_200_000),
        ("1tr25", 1_250_000),
        ("1tr250", 1_250_000),
        ("2tr", 2_000_000),
        ("1,2 triệu", 1_200_000),
        ("1,25tr", 1_250_000),
        ("1.000.000.000.000", LARGEST),
    ],
)
def test_an_amount_as_people_write_it_is_read(written: str, amount: int) -> None:
    assert dong(written) == amount


@pytest.mark.parametrize(
    "written",
    [
        "120,000",
        "120.00",
        "1.2",
        "1,2",
        "0.120",
        "1.2.3",
        "1.000,000",
        "1,000.000",
        "12.00.000",
        "1,2tr5",
        "1,250k",
        "1,200 triệu",
        "1,000 nghìn",
        "1.2 triệu",
        "120.5k",
        "1.200k",
    ],
)
def test_an_amount_that_two_people_would_read_differently_is_refused_as_such(written: str) -> None:
    with pytest.raises(AmbiguousAmount):
        dong(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "đ",
        "abc",
        "-120000",
        "+120000",
        "1e5",
        "120.",
        ".500",
        "0x10",
        "١٢٠",
        "120k k",
        "1 20 000",
        "120 00",
        "120.000-150.000",
        "120k/kg",
        "từ 120k",
        "$5",
        "1,0005k",
        "1,23456 triệu đô",
        "NaN",
        "1_000",
        "1.000.000.000.001",
        "1000001tr",
    ],
)
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the kind is what callers see
        dong(written)


def test_parts_of_a_dong_are_refused() -> None:
    with pytest.raises(ValueError, match="whole number of dong"):
        dong("0,12345k")


def test_an_amount_typed_with_loose_accents_is_read() -> None:
    assert dong(unicodedata.normalize("NFD", "1,2 triệu đồng")) == 1_200_000


@given(AMOUNTS)
def test_what_is_printed_is_read_back(amount: int) -> None:
    assert dong(show(amount)) == amount


@given(AMOUNTS)
def test_plain_digits_are_read_as_they_stand(amount: int) -> None:
    assert dong(str(amount)) == amount


@given(st.integers(1, LARGEST // 1000))
def test_thousands_are_read_as_thousands(thousands: int) -> None:
    assert dong(f"{thousands}k") == dong(f"{thousands} nghìn") == thousands * 1000


@given(st.one_of(st.text(max_size=12), st.text("0123456789.,kđtr ", max_size=12)))
def test_any_text_is_an_amount_within_bounds_or_refused(text: str) -> None:
    try:
        amount = dong(text)
    except ValueError:
        return
    assert 0 <= amount <= LARGEST


def test_amounts_are_printed_the_vietnamese_way() -> None:
    assert [show(a) for a in (0, 999, 1_000, 1_250_000)] == [
        "0 ₫",
        "999 ₫",
        "1.000 ₫",
        "1.250.000 ₫",
    ]
