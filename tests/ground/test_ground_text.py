"""Vietnamese text: one form, folding, names for files, cutting where readers would."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.text import cut, fold, nfc, slug, squeeze

TEXTS = st.text(max_size=60)
LIMITS = st.integers(1, 40)
MARK = "\u0301"


@given(TEXTS)
def test_the_stored_form_is_composed_and_stays(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
    assert nfc(nfc(text)) == nfc(text)


def test_loose_accents_and_composed_ones_are_the_same_text() -> None:
    assert nfc(unicodedata.normalize("NFD", "Tương ớt Đặng Gia")) == "Tương ớt Đặng Gia"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa", "hoa"), ("HOÀ", "hoa"), ("Đặng", "dang"), ("đĐ", "dd"), ("Lụa tơ tằm", "lua to tam")],
)
def test_case_accents_and_d_with_stroke_are_folded(one: str, other: str) -> None:
    assert fold(one) == fold(other) == other


@given(TEXTS)
def test_composed_and_loose_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text("aăâđeêioôơuưyÀẢÃÁẠĐễữ xYZ", max_size=30))
def test_folding_vietnamese_leaves_plain_letters_and_changes_nothing_twice(text: str) -> None:
    assert fold(text).isascii()
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_a_name_for_files_is_letters_digits_and_hyphens(text: str) -> None:
    name = slug(text)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not name.startswith("-")
    assert not name.endswith("-")
    assert "--" not in name
    assert slug(name) == name


def test_a_name_for_files_keeps_every_word() -> None:
    assert slug("Ấm chén Bát Tràng (bộ 6)") == "am-chen-bat-trang-bo-6"


def test_blanks_are_joined_and_lines_kept() -> None:
    assert squeeze("  a \t b\u00a0c  \n\n  d ") == "a b c\n\nd"


@given(TEXTS)
def test_joining_blanks_twice_changes_nothing_more(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(TEXTS, LIMITS)
def test_a_cut_text_is_never_longer_than_asked(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@given(TEXTS, LIMITS)
def test_a_cut_text_is_a_beginning_of_the_whole(text: str, limit: int) -> None:
    assert text.startswith(cut(text, limit))


@given(TEXTS, LIMITS)
def test_cutting_twice_changes_nothing_more(text: str, limit: int) -> None:
    assert cut(cut(text, limit), limit) == cut(text, limit)


@given(st.text(f"aơ{MARK}\u0323 ", max_size=30), LIMITS)
def test_a_letter_is_never_parted_from_its_accents(text: str, limit: int) -> None:
    kept = cut(text, limit)
    left = text[len(kept) :]
    assert not kept or not left or not unicodedata.combining(left[0])


@pytest.mark.parametrize(
    "cluster",
    ["e\u0302\u0301", "👩\u200d🌾", "👍\U0001f3fd", "❤\ufe0f", "🇻🇳", "👨\u200d👩\u200d👧"],
)
def test_what_is_seen_as_one_sign_is_kept_whole_or_left_out(cluster: str) -> None:
    assert cut(f"ab{cluster}c", 2 + len(cluster)) == f"ab{cluster}"
    for limit in range(2, 2 + len(cluster)):
        assert cut(f"ab{cluster}c", limit) == "ab"


def test_a_second_flag_is_cut_off_and_the_first_stays() -> None:
    assert cut("🇻🇳🇱🇦", 3) == "🇻🇳"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Lụa tơ tằm", 10, "Lụa tơ tằm"),
        ("Lụa tơ tằm", 9, "Lụa tơ"),
        ("Lụa tơ tằm", 6, "Lụa tơ"),
        ("Lụa, tơ", 4, "Lụa"),
        ("Lụa – tơ", 6, "Lụa"),
        ("Lụatơtằm", 5, "Lụatơ"),
    ],
)
def test_a_text_is_cut_where_a_word_ends(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected
