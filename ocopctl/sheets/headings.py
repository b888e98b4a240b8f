"""The row of headings of a sheet: which column is which field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.sheets.columns import is_theirs, near, target_of
from ocopctl.text import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sheets.cells import Cell, Sheet
    from ocopctl.sheets.columns import Target
    from ocopctl.sheets.notes import Notes

_LOOKED_AT: Final = 20
_FEWEST: Final = 2
_SHOWN: Final = 60


def heading_row(sheet: Sheet) -> int | None:
    """Return the row with the most known headings among the first ones; None without any."""
    first = [row for row in sheet.rows if row <= _LOOKED_AT]
    best = max(first, key=lambda row: (_known(sheet.rows[row]), -row), default=None)
    return best if best is not None and _known(sheet.rows[best]) >= _FEWEST else None


def fields_of(sheet: Sheet, row: int, notes: Notes) -> dict[int, Target]:
    """Return the fields by column, and note columns that are not known or there twice.

    A heading that is nearly right is read as what it was meant for, so that it is told once.
    """
    found: dict[int, Target] = {}
    first: dict[Target, Cell] = {}
    for column, cell in sorted(sheet.rows[row].items()):
        text = str(cell.value)
        target = target_of(text)
        if target is None:
            if is_theirs(text) or not _has_cells(sheet, row, column):
                continue
            meant = near(text)
            _unknown(sheet, cell, notes, meant)
            target = target_of(meant)
            if target is not None and all(not _same(one, target) for one in first):
                found[column], first[target] = target, cell
        elif twin := next((one for one in first if _same(one, target)), None):
            _twice(sheet, cell, first[twin], notes)
        else:
            found[column], first[target] = target, cell
    return found


def _known(cells: Mapping[int, Cell]) -> int:
    targets = {target_of(cell.value) for cell in cells.values() if isinstance(cell.value, str)}
    return len(targets - {None})


def _has_cells(sheet: Sheet, row: int, column: int) -> bool:
    return any(column in cells for number, cells in sheet.rows.items() if number > row)


def _same(one: Target, other: Target) -> bool:
    """Tell whether two fields are one, or one a list and the other an entry of it."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _unknown(sheet: Sheet, cell: Cell, notes: Notes, meant: str) -> None:
    heading = shortened(str(cell.value), _SHOWN)
    notes.tell(
        "P141",
        notes.at(sheet, cell),
        _("the column “{heading}” is not known", heading=heading)
        if meant
        else _("the column “{heading}” is not known, and is left out", heading=heading),
        _("Did you mean “{heading}”?", heading=meant)
        if meant
        else _("If it is for the shops, write a heading as the template has it."),
        Severity.ERROR if meant else Severity.WARNING,
    )


def _twice(sheet: Sheet, cell: Cell, first: Cell, notes: Notes) -> None:
    notes.tell(
        "P142",
        notes.at(sheet, cell),
        _(
            "“{heading}” and “{other}” are columns for the same field",
            heading=shortened(str(cell.value), _SHOWN),
            other=shortened(str(first.value), _SHOWN),
        ),
        _("Delete one of them, or correct its heading."),
    )
