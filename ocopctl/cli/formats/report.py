"""What `validate` found, counted: the one thing that every format is made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.problems import Problem

NOT_VALID = 3


@dataclass(frozen=True, slots=True)
class Report:
    """All problems in order, and what was looked at. With `strict` warnings count as errors."""

    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    products: int
    shops: int
    strict: bool = False

    def told(self) -> tuple[Problem, ...]:
        """Return the problems as people are told: once what several shops say alike."""
        shops: dict[Problem, list[str]] = {}
        for problem in self.problems:
            shops.setdefault(replace(problem, shop=""), []).append(problem.shop)
        return tuple(replace(one, shop=", ".join(named)) for one, named in shops.items())

    def totals(self) -> dict[str, int]:
        """Return the fields of the summary that programs read."""
        seen = {"files": len(self.files), "products": self.products, "shops": self.shops}
        return {**counts(self.problems), **seen, "exit": self.exit_status}

    def fails(self, problem: Problem) -> bool:
        """Tell whether this problem makes the run fail."""
        return problem.severity is Severity.ERROR or (
            self.strict and problem.severity is Severity.WARNING
        )

    @property
    def exit_status(self) -> int:
        """Return 3 when a problem makes the run fail, else 0."""
        return NOT_VALID if any(map(self.fails, self.problems)) else 0


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """Return how many problems there are of each severity."""
    found = Counter(problem.severity for problem in problems)
    return {severity.value: found[severity] for severity in Severity}
