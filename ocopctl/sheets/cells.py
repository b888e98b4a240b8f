"""What a spreadsheet holds, whatever kind of file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float | bool | datetime | date | time | timedelta


@dataclass(frozen=True, slots=True)
class Fault:
    """What a spreadsheet shows where it could not work something out: `#N/A`."""

    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank; rows and columns are counted from 1.

    `form` is how a number is shown, as `00000`. Of a formula the value is the one that was kept
    when the file was saved, None when there is none.
    """

    row: int
    column: int
    value: Value | Fault | None
    form: str = ""
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its cells by row and column. A CSV file is one without a name."""

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    hidden: bool = False


def letters_of(column: int) -> str:
    """Return the letters of a column counted from 1: 28 is AB."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def shown_at(file: str, sheet: str, row: int, column: int) -> str:
    """Return the place of a cell as people name it: `goods.xlsx!Sheet1!C5`."""
    return "!".join(part for part in (file, sheet, f"{letters_of(column)}{row}") if part)
