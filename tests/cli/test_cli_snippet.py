"""The source line and the mark below it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ocopctl.cli.cells import cells
from ocopctl.cli.formats.snippet import lines_of, snippet
from ocopctl.problems import Place

LINES = st.text(
    st.sampled_from("abc .:-'\"\t陶🍵đệẹ̉\N{COMBINING GRAVE ACCENT}\N{VARIATION SELECTOR-16}")
    | st.characters(exclude_categories=("Cs",), exclude_characters="\n\r\x85\u2028\u2029"),
    min_size=1,
    max_size=300,
)


def under_the_mark(line: str, mark: str) -> str:
    """Return what stands over the mark: the letter that begins on its cell, its accents with it."""
    before = 0
    for letter in line:
        if before == cells(mark) - 1 and cells(letter):
            return letter
        before += cells(letter)
    return ""


@given(LINES, st.data())
def test_the_mark_stands_under_the_letter(line: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(line) - 1))
    assume(line[at].isprintable() and line[at] != " " and cells(line[at]) and at > 0)
    shown = snippet(Place("a.yaml", 1, at + 1), lambda _file: [line])
    assert shown is not None
    assert under_the_mark(*shown) == line[at]


@given(LINES, st.integers(0, 300), st.integers(20, 120))
def test_nothing_is_wider_than_the_terminal(line: str, at: int, room: int) -> None:
    shown = snippet(Place("a.yaml", 1, at + 1), lambda _file: [line], room)
    assert all(cells(one) <= room for one in shown or ())


@given(LINES)
def test_a_terminal_shows_the_line_and_does_not_obey_it(line: str) -> None:
    shown = snippet(Place("a.yaml", 1, 1), lambda _file: [line])
    letters = "".join(shown or ())
    assert all(one.isprintable() or unicodedata.category(one) in {"Mn", "Me"} for one in letters)


@pytest.mark.parametrize(
    ("line", "column", "before"),
    [
        ("te\u0302n: 陶 x", 9, 8),
        ("\t\tname: x", 9, 8),
        ("ghi: ☕️ x", 9, 8),
        ("price: 185,000", 8, 7),
    ],
)
def test_the_cells_before_a_mark_are_counted(line: str, column: int, before: int) -> None:
    shown = snippet(Place("a.yaml", 1, column), lambda _file: [line])
    assert shown is not None
    assert shown[1] == "      | " + " " * before + "^"


def test_a_long_line_is_cut_around_its_mark() -> None:
    line = "a" * 500 + "X" + "b" * 500
    shown = snippet(Place("a.yaml", 1, 501), lambda _file: [line])
    assert shown is not None
    assert len(shown[0]) <= 96
    assert shown[0][8] == shown[0][-1] == "…"
    assert under_the_mark(*shown) == "X"


def test_a_file_of_one_line_costs_no_more_than_what_is_shown() -> None:
    line = '{"sku": "A"}, ' * 100_000
    for at in range(1, 1_000_000, 5000):
        assert snippet(Place("a.yaml", 1, at), lambda _file: [line], 45)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028"])
def test_lines_are_counted_as_yaml_counts_them(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(f"a: 1{ends}b: 2\x0c3{ends}c: 4{ends}".encode())
    assert list(lines_of(str(path)))[:3] == ["a: 1", "b: 2\x0c3", "c: 4"]


def test_a_line_that_is_not_there_is_not_shown(tmp_path: Path) -> None:
    assert snippet(Place(str(tmp_path / "gone.yaml"), 3, 1), lines_of) is None


def test_a_line_with_a_secret_is_not_shown() -> None:
    line = "access_token: 8f3c9a7b55d1"
    assert snippet(Place("a.yaml", 1, 15), lambda _file: [line]) is None
