"""What is noted while a spreadsheet is read. Lines of its source are the rows of its sheets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from ocopctl.problems import Place, Problem, Severity
from ocopctl.sheets.cells import shown_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sheets.cells import Cell, Sheet


@dataclass(slots=True)
class Notes:
    """The problems of one file, at places of its source: the rows of all sheets in one count."""

    file: str
    sheets: Sequence[Sheet]
    problems: list[Problem] = field(default_factory=list)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        ends = accumulate(max(sheet.rows, default=0) + 1 for sheet in self.sheets)
        self._starts = [0, *ends][:-1]

    def line(self, sheet: Sheet, row: int) -> int:
        """Return the line of a source that a row is."""
        return self._starts[self.sheets.index(sheet)] + row

    def tell(
        self,
        code: str,
        at: tuple[int, int],
        message: str,
        hint: str,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a problem at a line and column of the source."""
        self.problems.append(Problem(code, message, hint, severity, Place(self.file, *at)))

    def at(self, sheet: Sheet, cell: Cell) -> tuple[int, int]:
        """Return the line and column of a cell."""
        return self.line(sheet, cell.row), cell.column

    def shown(self, line: int, column: int) -> str:
        """Return the place of a line and column as people name it: `goods.xlsx!Sheet1!C5`."""
        number = bisect_right(self._starts, line - 1) - 1
        row = line - self._starts[number]
        return shown_at(self.file, self.sheets[number].name, row, column)

    def in_cells(self, problem: Problem) -> Problem:
        """Return a problem whose place is a cell; one of another file is as it was."""
        place = problem.place
        if place.file != self.file or not place.line:
            return problem
        there = self.shown(place.line, max(place.column, 1))
        return replace(problem, place=Place(there, path=place.path))
