"""Excel files read within bounds: no formula runs, no link is followed, no picture is opened."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.escape import unescape

from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.sheets.bounds import (
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    too_large,
    too_many,
)
from ocopctl.sheets.cells import Cell, Fault, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

Range = tuple[int, int, int, int]
_MERGED: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_LAST_ROW: Final = 1_048_576
_MOST_WIDE: Final = 1_000
_ZIP_SMALL: Final = 100_000


def read_workbook(data: bytes, file: str) -> list[Sheet]:
    """Read every sheet of an Excel file. Raises InputError where it cannot be read."""
    _must_be_bounded(data, file)
    with _told(file), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is not read: drop-downs, colours, signatures
        shown = openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False)
        kept = openpyxl.load_workbook(
            BytesIO(data), read_only=True, keep_links=False, data_only=True
        )
        try:
            return [
                _sheet(one, kept[one.title], file)
                for one in shown.worksheets
                if hasattr(one, "reset_dimensions")  # a sheet of cells, and not of a chart
            ]
        finally:
            shown.close()
            kept.close()


@contextmanager
def _told(file: str) -> Iterator[None]:
    """Say in our words that a file is broken."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parts raise
        raise InputError(
            _("this Excel file is damaged and cannot be read"),
            place=file,
            hint=_("Open it in Excel or LibreOffice, save it anew as .xlsx, and try again."),
        ) from error


def _must_be_bounded(data: bytes, file: str) -> None:
    """Refuse a file that would unpack into very much."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except BadZipFile as error:
        raise InputError(
            _("this Excel file is damaged and cannot be read"),
            place=file,
            hint=_("Open it in Excel or LibreOffice, save it anew as .xlsx, and try again."),
        ) from error
    size = sum(part.file_size for part in parts)
    bomb = any(
        part.file_size > _ZIP_SMALL and part.file_size > MOST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or size > MOST_UNPACKED or bomb:
        raise too_large(file)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise InputError(
            _("this is no Excel file"),
            place=file,
            hint=_("Save the sheet as .xlsx or as CSV UTF-8 and name that file."),
        )


def _sheet(shown: Any, kept: Any, file: str) -> Sheet:
    rows: dict[int, dict[int, Cell]] = {}
    formulas: set[tuple[int, int]] = set()
    for cell in _cells(shown, file):
        made = _cell(cell)
        rows.setdefault(made.row, {})[made.column] = made
        if made.formula:
            formulas.add((made.row, made.column))
    if formulas:
        for cell in _cells(kept, file):
            if (cell.row, cell.column) in formulas:
                rows[cell.row][cell.column] = _cell(cell, formula=True)
    _fill_merged(rows, _merged(shown))
    return Sheet(shown.title, dict(sorted(rows.items())), shown.sheet_state != "visible")


def _cells(sheet: Any, file: str) -> Iterator[Any]:
    """Yield the cells that hold something, of as many rows and columns as there may be."""
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    seen = wide = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        found = [cell for cell in row if cell.value is not None]
        seen += bool(found)
        wide += len(row) > MOST_COLUMNS  # also without anything in it, a long row takes its time
        far = bool(found) and found[-1].column > MOST_COLUMNS
        if number > _LAST_ROW or seen > MOST_ROWS or wide > _MOST_WIDE or far:
            raise too_many(file)
        yield from found


def _cell(cell: Any, *, formula: bool = False) -> Cell:
    value, kind = cell.value, cell.data_type
    if kind == "f":
        return Cell(cell.row, cell.column, None, formula=True)
    if kind == "e":
        value = Fault(str(value))
    elif isinstance(value, str):
        value = unescape(value).replace("\r\n", "\n").replace("\r", "\n")
    return Cell(cell.row, cell.column, value, cell.number_format or "", formula)


def _merged(sheet: Any) -> list[Range]:
    """Return the merged ranges of a sheet; a reader in small steps does not tell them."""
    path = sheet._worksheet_path  # noqa: SLF001 - openpyxl has no other word for it
    found: list[Range] = []
    with sheet.parent._archive.open(path) as part:  # noqa: SLF001 - as above
        for _event, element in ET.iterparse(part):  # noqa: S314 - bounded above, and expat follows no entity outside
            if element.tag == _MERGED and len(found) < MOST_ROWS:
                found.append(cast("Range", range_boundaries(element.get("ref", ""))))
            element.clear()
    return found


def _fill_merged(rows: dict[int, dict[int, Cell]], ranges: list[Range]) -> None:
    """Say what a merged cell says on each row that it spans."""
    for left, top, _right, bottom in ranges:
        first = rows.get(top, {}).get(left)
        if first is None:
            continue
        for row in [number for number in rows if top < number <= bottom]:
            rows[row][left] = Cell(row, left, first.value, first.form, first.formula)
