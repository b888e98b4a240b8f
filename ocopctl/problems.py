"""A problem: one thing that is wrong in a file, with its place and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem weighs: an error stops everything, a warning is shown."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: file, line and column counted from 1, path of keys."""

    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""

    @property
    def spot(self) -> str:
        """Return `line:column`, nothing where there is no line to point at."""
        return f"{self.line}:{self.column}" if self.line else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    `code` is stable: P1xx layout, P2xx values, P3xx papers and places, P4xx pictures, P5xx words,
    P6xx marketplace limits, P7xx money, P8xx likeness.
    """

    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    place: Place = Place()
    sku: str = ""
    shop: str = ""

    def as_json(self) -> dict[str, str | int]:
        """Return the fields of design section 5, flat."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.place.path,
            "sku": self.sku,
            "shop": self.shop,
            "message": self.message,
            "hint": self.hint,
        }


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by file, line, column and code, each problem once; whatever order they come in."""
    return sorted(set(problems), key=_rank)


def _rank(problem: Problem) -> tuple[str | int, ...]:
    at = problem.place
    where = (at.file, at.line, at.column, problem.code, problem.sku, problem.shop)
    return (*where, at.path, problem.severity, problem.message, problem.hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)
