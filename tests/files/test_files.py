"""The tables of product files as people write them: what `validate` says of each, and of no other.

Each `table_<part>.yaml` lists files of `wrong/` and `right/`. A wrong one has the `code` and `line`
of its one problem, and words of the message or hint in both languages (`en`, `vi`); or `told`, a
list of those; `also` names codes that may come with it. A right one has no problem at all, but
those of `allows`. `as_of` is the day on which a file is judged; `pictures` are drawn beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from ocopctl import language
from ocopctl.problems import Problem
from ocopctl.session import judge
from ocopctl.workspace import open_workspace
from tests.files.drawn import folder_of

HERE = Path(__file__).parent
DAY = "2026-11-22"


def rows(kind: str) -> list[Any]:
    tables = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(HERE.glob("table_*.yaml"))]
    return [
        pytest.param(row, id=Path(row["file"]).stem)
        for table in tables
        for row in table.get(kind) or ()
    ]


WRONG, RIGHT = rows("wrong"), rows("right")


@pytest.fixture(params=["en", "vi"])
def words(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    before = language.current()
    language.use(request.param)
    yield request.param
    language.use(before)


def told(kind: str, row: dict[str, Any], spare: Path) -> list[Problem]:
    """Return the problems of one file, held against the rules of all four marketplaces."""
    folder = folder_of(row, HERE / kind, spare)
    workspace = open_workspace(folder, [folder / row["file"]])
    on = date.fromisoformat(row.get("as_of", DAY))
    return list(judge(workspace, on=on).problems)


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_file_is_told_by_its_code_line_and_words(
    row: dict[str, Any], words: str, tmp_path: Path
) -> None:
    found = told("wrong", row, tmp_path)
    expected = row.get("told") or [row]
    seen = [(problem.code, problem.place.line) for problem in found]
    for one in expected:
        assert (one["code"], one["line"]) in seen
        texts = [
            f"{problem.message} {problem.hint}"
            for problem in found
            if (problem.code, problem.place.line) == (one["code"], one["line"])
        ]
        for word in one[words]:
            assert any(word in text for text in texts), texts
    known = {(one["code"], one["line"]) for one in expected}
    assert [one for one in seen if one not in known and one[0] not in row.get("also", ())] == []


@pytest.mark.parametrize("row", RIGHT)
def test_a_right_file_has_no_problem(row: dict[str, Any], tmp_path: Path) -> None:
    found = told("right", row, tmp_path)
    allowed = row.get("allows", ())
    assert [
        (one.code, one.place.line, one.message) for one in found if one.code not in allowed
    ] == []


@pytest.mark.parametrize("kind", ["wrong", "right"])
def test_every_file_is_in_a_table(kind: str) -> None:
    listed = [parameter.values[0]["file"] for parameter in (WRONG if kind == "wrong" else RIGHT)]
    assert len(listed) == len(set(listed))
    names = {path.name for path in (HERE / kind).iterdir() if path.suffix == ".yaml"}
    assert names == set(listed)


def test_there_are_enough_files() -> None:
    assert (len(WRONG) >= 120, len(RIGHT) >= 60) == (True, True)
