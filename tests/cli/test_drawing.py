"""Tables at any width: no SKU and no word is ever broken."""

from __future__ import annotations

from ocopctl.cli.drawing import drawn

SHOPS = ["SKU", "shopee", "lazada", "tiki", "tiktok"]
GOOD = ("✓ verified", "good")
ROWS = [
    [("BT-AC-001", ""), GOOD, ("… accepted", "warn"), ("✗ failed", "bad"), GOOD],
    [("LH-001", ""), GOOD, ("… held", "warn"), ("", ""), ("✗ rejected", "bad")],
]


def table(width: int) -> list[str]:
    return drawn(SHOPS, ROWS, width, lambda text, _style: text)


def test_a_table_that_fits_is_drawn_with_its_words() -> None:
    assert table(80) == [
        "SKU        shopee      lazada      tiki      tiktok",
        "─" * 55,
        "BT-AC-001  ✓ verified  … accepted  ✗ failed  ✓ verified",
        "LH-001     ✓ verified  … held                ✗ rejected",
    ]


def test_a_narrow_terminal_gets_the_marks_and_what_they_mean() -> None:
    assert table(45) == [
        "SKU        shopee  lazada  tiki  tiktok",
        "─" * 39,
        "BT-AC-001  ✓       …       ✗     ✓",
        "LH-001     ✓       …             ✗",
        "✓ verified  … accepted, held  ✗ failed,",
        "  rejected",
    ]


def test_a_very_narrow_terminal_is_told_row_by_row() -> None:
    told = [line.replace("\N{NO-BREAK SPACE}", " ") for line in table(30)]
    assert told[:4] == [
        "BT-AC-001",
        "  shopee ✓ verified · lazada …",
        "    accepted · tiki ✗ failed ·",
        "    tiktok ✓ verified",
    ]


def test_marks_without_words_need_no_legend() -> None:
    lines = drawn(["", "a shop with a long name"], [[("create", ""), ("✓", "")]], 20, _plain)
    assert lines == ["create", "  a shop with a long", "    name ✓"]


def test_sentences_are_broken_between_words_beside_a_whole_first_column() -> None:
    lines = drawn(["code", "meaning"], [[("P101", ""), ("It cannot be opened", "")]], 18, _plain)
    assert lines == ["code  meaning", "─" * 18, "P101  It cannot be", "      opened"]


def test_a_table_without_rows_is_its_head() -> None:
    assert drawn(["SKU", "shopee"], [], 40, _plain) == ["SKU  shopee", "─" * 11]


def test_colours_do_not_move_the_columns() -> None:
    lines = drawn(SHOPS, ROWS, 80, lambda text, style: f"\x1b[32m{text}\x1b[0m" if style else text)
    plain = [line.replace("\x1b[32m", "").replace("\x1b[0m", "") for line in lines]
    assert plain == table(80)


def _plain(text: str, _style: str) -> str:
    return text
