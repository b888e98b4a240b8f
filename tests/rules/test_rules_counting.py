"""Texts counted and cut in the units of marketplaces."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.rules.counting import count, cut_to

UNITS = ("characters", "utf16", "bytes")
FLAG, FAMILY, WAVE = "🇻🇳", "👨‍👩‍👧", "👋🏽"
SIGNS = ["a", "ộ", "đ", " ", "🍵", FLAG, FAMILY, WAVE, "o\u0323\u0302"]
TEXTS = st.lists(st.sampled_from(SIGNS)).map("".join)


@pytest.mark.parametrize(
    ("text", "characters", "utf16", "bytes_"),
    [
        ("Chả mực Hạ Long – Đặc sản Quảng Ninh", 36, 36, 51),
        ("Trà 🍵", 5, 6, 9),
        (FLAG, 2, 4, 8),
        ("", 0, 0, 0),
    ],
)
def test_each_unit_counts_its_own_way(text: str, characters: int, utf16: int, bytes_: int) -> None:
    assert [count(text, unit) for unit in UNITS] == [characters, utf16, bytes_]


@pytest.mark.parametrize(
    ("text", "most", "unit", "kept"),
    [
        ("Trà hoa vàng", 8, "characters", "Trà hoa"),
        ("Trà hoa vàng", 8, "bytes", "Trà hoa"),
        ("Trà 🍵🍵", 7, "utf16", "Trà"),
        ("🍵🍵", 3, "utf16", "🍵"),
        ("🍵🍵", 7, "bytes", "🍵"),
        (FLAG * 2, 3, "characters", FLAG),
        (FAMILY, 4, "characters", ""),
        ("a" + WAVE, 2, "characters", "a"),
    ],
)
def test_a_cut_is_at_a_word_and_never_inside_a_sign(
    text: str, most: int, unit: str, kept: str
) -> None:
    assert cut_to(text, most, unit) == kept


@given(text=TEXTS, most=st.integers(0, 40), unit=st.sampled_from(UNITS))
def test_what_is_cut_fits_begins_the_text_and_tears_no_letter(
    text: str, most: int, unit: str
) -> None:
    kept = cut_to(text, most, unit)
    assert count(kept, unit) <= most
    assert text.startswith(kept)
    behind = text[len(kept) :]
    assert not behind or unicodedata.category(behind[0])[0] != "M"
    assert "\u200d" not in {kept[-1:], behind[:1]}
