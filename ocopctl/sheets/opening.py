"""A spreadsheet opened by what it holds, whatever its name says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.sheets.bounds import MOST_BYTES, too_large
from ocopctl.sheets.comma import read_comma

if TYPE_CHECKING:
    from pathlib import Path

    from ocopctl.sheets.cells import Sheet

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"


def open_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of an Excel or CSV file. Raises InputError for what cannot be read."""
    data = _bytes(path)
    if data.startswith(_ZIP):
        from ocopctl.sheets.workbook import read_workbook  # noqa: PLC0415 - openpyxl loads much

        return read_workbook(data, str(path))
    if data.startswith(_OLE):
        raise InputError(
            _("this is an old Excel file (.xls), or one locked with a password"),
            place=str(path),
            hint=_("Open it in Excel and save it as .xlsx without a password."),
        )
    return [read_comma(data, str(path))]


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        if path.stat().st_size > MOST_BYTES:
            raise too_large(str(path))
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            _("this spreadsheet cannot be opened"),
            place=str(path),
            hint=_("Check the name and the folder, and close the file in Excel."),
        ) from error
