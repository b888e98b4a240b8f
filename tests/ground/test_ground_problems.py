"""Problems: their order, their fields for programs, and what stops a run."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ocopctl.problems import Place, Problem, Severity, has_errors, in_order

SHORT = st.sampled_from(["", "a", "b"])
PLACES = st.builds(Place, SHORT, st.integers(0, 2), st.integers(0, 2), SHORT)
PROBLEMS = st.builds(
    Problem,
    code=st.sampled_from(["P101", "P202"]),
    message=SHORT,
    severity=st.sampled_from(Severity),
    place=PLACES,
    sku=SHORT,
    shop=SHORT,
)


@given(st.lists(PROBLEMS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_finding_never_changes_the_order_of_showing(
    found: list[Problem], chance: random.Random
) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert in_order(shuffled) == in_order(found)


@given(st.lists(PROBLEMS, max_size=12))
def test_each_problem_is_shown_once_and_none_is_lost(found: list[Problem]) -> None:
    shown = in_order(found)
    assert len(shown) == len(set(shown))
    assert set(shown) == set(found)


def test_problems_are_shown_by_file_then_line_then_column() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 2, 5), Place("a", 2, 3)]
    shown = in_order(Problem("P101", "", place=place) for place in places)
    assert [(p.place.file, p.place.line, p.place.column) for p in shown] == [
        ("a", 2, 3),
        ("a", 2, 5),
        ("a", 10, 1),
        ("b", 1, 1),
    ]


def test_programs_see_ten_flat_fields() -> None:
    problem = Problem(
        "P610",
        "too long",
        "shorten it",
        Severity.WARNING,
        Place("a.yaml", 3, 5, "products[0].name"),
        "BT-1",
        "shopee",
    )
    expected: dict[str, Any] = {
        "code": "P610",
        "severity": "warning",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "path": "products[0].name",
        "sku": "BT-1",
        "shop": "shopee",
        "message": "too long",
        "hint": "shorten it",
    }
    assert problem.as_json() == expected


def test_warnings_alone_stop_nothing() -> None:
    warning = Problem("P101", "", severity=Severity.WARNING)
    assert not has_errors([])
    assert not has_errors([warning, Problem("P101", "", severity=Severity.INFO)])
    assert has_errors([warning, Problem("P101", "")])
