"""What shops told, on disk for a day."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import JournalError
from ocopctl.publishing.book import Book
from ocopctl.publishing.told import GOOD_FOR_S, Told

if TYPE_CHECKING:
    from pathlib import Path


def told(folder: Path, now: float = 1000.0) -> Told:
    return Told(folder / "told", now=lambda: now)


def test_an_answer_outlives_the_process(tmp_path: Path) -> None:
    told(tmp_path)["attributes/101"] = [{"name": "Xuất xứ"}]
    assert told(tmp_path)["attributes/101"] == [{"name": "Xuất xứ"}]
    assert list(told(tmp_path)) == ["attributes/101"]


@pytest.mark.parametrize(
    ("age", "there"), [(GOOD_FOR_S - 1, True), (GOOD_FOR_S, False), (-1, False)]
)
def test_an_answer_counts_for_a_day(tmp_path: Path, age: float, *, there: bool) -> None:
    told(tmp_path)["categories"] = []
    assert ("categories" in told(tmp_path, 1000 + age)) is there


def test_an_answer_ages_while_the_process_runs(tmp_path: Path) -> None:
    clock = [1000.0]
    kept = Told(tmp_path / "told", now=lambda: clock[0])
    kept["categories"] = []
    clock[0] += GOOD_FOR_S
    assert "categories" not in kept


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"v": "0", "at": 1000, "told": 1}'])
def test_a_torn_or_foreign_answer_is_none(tmp_path: Path, text: str) -> None:
    told(tmp_path)["categories"] = []
    [path] = (tmp_path / "told").iterdir()
    path.write_text(text, "utf-8")
    assert "categories" not in told(tmp_path)


def test_nothing_half_written_is_left_beside_an_answer(tmp_path: Path) -> None:
    told(tmp_path)["categories"] = [["1", ["Trà"]]]
    [path] = (tmp_path / "told").iterdir()
    assert json.loads(path.read_text("utf-8"))["told"] == [["1", ["Trà"]]]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "told").write_text("a file where the folder should be", "utf-8")
    with pytest.raises(JournalError) as caught:
        told(tmp_path)["categories"] = []
    assert caught.value.place == str(tmp_path / "told")


def test_one_category_is_forgotten_whoever_kept_what_of_it(tmp_path: Path) -> None:
    kept = told(tmp_path)
    for name in ("categories", "attributes/1", "asked_for/1", "asked_for/11"):
        kept[name] = []
    Book(kept).forget("1")
    assert sorted(told(tmp_path)) == ["asked_for/11", "categories"]
