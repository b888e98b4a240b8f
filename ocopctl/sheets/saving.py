"""Tables saved as .xlsx or .csv: codes stay as they are, and no text becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ocopctl.errors import InputError
from ocopctl.language import _, current
from ocopctl.sheets.columns import heading
from ocopctl.sheets.comma import guarded
from ocopctl.sheets.kinds import Kind, kind_of

if TYPE_CHECKING:
    from pathlib import Path

    from ocopctl.sheets.columns import Target
    from ocopctl.sheets.table import Table, Value

_MOST_LETTERS: Final = 32_767
_ESCAPE: Final = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
_WIDE: Final = frozenset({"story", "facts", "ingredients", "usage", "storage", "warnings"})
_TEXT: Final = "@"
_DAY: Final = "yyyy-mm-dd"
_NUMBER: Final = "#,##0"


def as_comma(table: Table) -> bytes:
    """Return a table as CSV that spreadsheets open as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading(target, current()) for target in table.targets])
    for row in table.rows:
        writer.writerow([_written(row.get(target)) for target in table.targets])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(table: Table) -> bytes:
    """Return a table as an Excel file. Raises InputError for a text that no cell can hold."""
    from openpyxl import Workbook  # noqa: PLC0415 - it loads much, and CSV does without

    book = Workbook()
    sheet: Any = book.active
    fill(sheet, table.targets, current())
    sheet.title = _("Products")
    for number, row in enumerate(table.rows, 2):
        for column, target in enumerate(table.targets, 1):
            if target in row:
                put(sheet.cell(number, column), row[target], target)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def fill(sheet: Any, targets: tuple[Target, ...], language: str) -> None:
    """Write the headings of a sheet, and give each column its width and its form."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    for column, target in enumerate(targets, 1):
        cell = sheet.cell(1, column)
        put(cell, heading(target, language), ("name", "vi"))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = 50 if target[0] in _WIDE else 18
        sheet.column_dimensions[letter].number_format = _form(kind_of(target))
    sheet.freeze_panes = "B2"


def put(cell: Any, value: Value, target: Target) -> None:
    """Write a value into a cell: numbers and days as such, everything else as text."""
    kind = kind_of(target)
    if isinstance(value, bool) or not isinstance(value, int | date):
        text = _flag(value) if isinstance(value, bool) else value
        if len(text) > _MOST_LETTERS:
            raise InputError(
                _("a cell holds {most} letters, and this text has more", most=_MOST_LETTERS),
                place=heading(target, current()),
                hint=_("Export to CSV, which has no such bound."),
            )
        cell.value = _ESCAPE.sub("_x005F_x", text)
        cell.data_type = "s"  # also what begins as a formula does
        cell.quotePrefix = text[:1] in {"=", "+", "-", "@"}
    else:
        cell.value = value
    cell.number_format = _form(kind)


def _form(kind: Kind) -> str:
    if kind is Kind.DAY:
        return _DAY
    return _NUMBER if kind in {Kind.MONEY, Kind.WHOLE} else _TEXT


def _written(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _flag(value)
    return value.isoformat() if isinstance(value, date) else guarded(str(value))


def _flag(value: bool) -> str:  # noqa: FBT001 - the value itself
    if current() == "vi":
        return "có" if value else "không"
    return "yes" if value else "no"


def save(path: Path, content: bytes) -> None:
    """Write a new file. Raises InputError when there is one of that name, or it cannot be."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise InputError(
            _("there is a file of this name already, and it was left as it is"),
            place=str(path),
            hint=_("Give another name, or delete that file first."),
        ) from error
    except OSError as error:
        raise InputError(
            _("this file cannot be written"),
            place=str(path),
            hint=_("Check that the folder is there and that you may write into it."),
        ) from error
