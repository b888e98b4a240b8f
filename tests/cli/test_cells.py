"""Texts on a terminal: broken between words, never inside what is copied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.cli.cells import cells, width_of, wrapped

URL = "https://banhang.shopee.vn/portal/product/885001"


def test_a_line_is_broken_between_words_and_goes_on_two_cells_further_in() -> None:
    assert wrapped("    → Đếm lại số 0, rồi nới rộng khoảng giá.", 24) == [
        "    → Đếm lại số 0, rồi",
        "      nới rộng khoảng",
        "      giá.",
    ]


@pytest.mark.parametrize(
    "whole", [URL, "`ocopctl sandbox reset --workspace lang-gom`", "185.000 ₫"]
)
def test_an_address_a_command_and_an_amount_stay_whole(whole: str) -> None:
    lines = wrapped(f"Xem {whole} rồi thử lại, xin cảm ơn nhiều", 12)
    assert [line for line in lines if whole in line]


def test_what_fits_stays_as_it_is() -> None:
    text = "  ocopctl plan      sau khi sửa\n\n  xong "
    assert wrapped(text, 40) == text.split("\n")


def test_colours_take_no_room() -> None:
    painted = "\x1b[32m+ BT-1\x1b[0m  Ấm chén"
    assert cells(painted) == len("+ BT-1  Ấm chén")
    assert wrapped(painted, 15) == [painted]


def test_combining_marks_take_no_room_and_wide_letters_two() -> None:
    assert (cells("e\N{COMBINING ACUTE ACCENT}"), cells("茶")) == (1, 2)


@given(st.lists(st.text("abcđẤ·→", min_size=1, max_size=12), min_size=1), st.integers(10, 60))
def test_breaking_loses_no_word_and_keeps_to_the_width(words: list[str], width: int) -> None:
    lines = wrapped(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(cells(line) <= max(width, 14) for line in lines)


def test_the_width_is_told_by_columns_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    monkeypatch.setenv("COLUMNS", "45")
    assert width_of(sys.stdout) == 45
    monkeypatch.setenv("COLUMNS", "wide")
    assert width_of(sys.stdout) == 80
