"""CSV files as spreadsheets save them: whatever encoding, whatever sign between the columns."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.decode import decoded, no_text
from ocopctl.catalog.letters import REPLACED
from ocopctl.catalog.twice import mended
from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.sheets.bounds import MOST_COLUMNS, MOST_ROWS, too_many
from ocopctl.sheets.cells import Cell, Sheet
from ocopctl.sheets.columns import target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS: Final = (",", ";", "\t", "|")
_NAMED: Final = re.compile(r"sep=(?P<sign>.)\r?\n", re.IGNORECASE)
_LARGEST: Final = 200_000
# A text that a spreadsheet would take for a formula is written with an apostrophe before it.
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")
_LOOKED_AT: Final = 20
_LONG: Final = 20_000
_FIRST: Final = 200_000


def read_comma(data: bytes, file: str) -> Sheet:
    """Read the bytes of a CSV file. Raises InputError where it cannot be read."""
    text = _text(data, file)
    named = _NAMED.match(text)
    sign = named["sign"] if named else _sign(text)
    body = text[named.end() :] if named else text
    rows: dict[int, dict[int, Cell]] = {}
    # As a spreadsheet counts them: a record is one row, and the line that names the sign is none.
    for number, record in enumerate(_records(body, sign, file), 1):
        if number > MOST_ROWS or len(record) > MOST_COLUMNS:
            raise too_many(file)
        cells = {
            at: Cell(number, at, _unguarded(value))
            for at, value in enumerate(record, 1)
            if value.strip()
        }
        if cells:
            rows[number] = cells
    return Sheet("", rows)


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if re.match(r"'*[=+\-@\t\r]", text) else text


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def _text(data: bytes, file: str) -> str:
    """Return the text, in whatever encoding it is; letters that were lost are a reason to stop."""
    found = decoded(data, file)
    lost = mended(found.text, file).problem if found.text and REPLACED in found.text else None
    if found.text is None or lost is not None:
        told = found.problem or lost or no_text(file, "")
        spot = f":{told.place.spot}" if told.place.line else ""
        hint = _("In Excel choose Save as, and there CSV UTF-8; or save as .xlsx.")
        raise InputError(told.message, place=f"{file}{spot}", hint=hint)
    return found.text


def _sign(text: str) -> str:
    """Return the sign between columns by which the most headings are known."""
    lines = [line[:_LONG] for line in text[:_FIRST].splitlines()[:_LOOKED_AT] if line.strip()]

    def known(sign: str) -> tuple[int, int]:
        parts = [line.split(sign) for line in lines]
        best = max(
            (sum(target_of(p.strip(' "')) is not None for p in one) for one in parts), default=0
        )
        return best, max(map(len, parts), default=0)

    return max(_SIGNS, key=known)


def _records(text: str, sign: str, file: str) -> Iterator[list[str]]:
    before = csv.field_size_limit(_LARGEST)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=sign, strict=True)
    begun = 1
    try:
        for record in reader:
            yield record
            begun = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            _("the quotation marks from line {line} on do not close rightly", line=begun),
            place=file,
            hint=_('Write a text with quotation marks as "…""…""…", or save the sheet as .xlsx.'),
        ) from error
    finally:
        csv.field_size_limit(before)
