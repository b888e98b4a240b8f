"""Where a parser stopped, what a person slipped on there, and how much of the file that spoils."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Repair(Enum):
    """How much of a file to leave unread so that the rest can be read without guessing."""

    VALUE = "the value on the line"
    LINE = "the line and what is indented below it"
    STRAY = "the line likewise, though it may not be the only one that is out of place"
    INDENT = "nothing: the line is read as if it were indented like the next"
    PRODUCT = "the product it stands in"


@dataclass(frozen=True, slots=True)
class Slip:
    """What went wrong: the words for it, its line and column counted from 0, how far it reaches."""

    message: str
    hint: str
    line: int
    column: int
    repair: Repair


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser stopped and what it says: its problem, its place, where the piece began."""

    lines: Sequence[str]
    problem: str
    line: int
    column: int
    began: tuple[int, int]
    quote: tuple[int, int, int] | None
    """The last text in quotation marks before: line and column of its beginning, its last line."""

    def text(self, line: int) -> str:
        """Return a line, "" behind the last."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""

    def above(self, line: int) -> int:
        """Return the next line above that says something, -1 when there is none."""
        number = line - 1
        while number >= 0 and self.text(number).strip()[:1] in {"", "#"}:
            number -= 1
        return number
