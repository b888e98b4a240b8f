"""One cell as the text that a person meant: what a spreadsheet made of it is undone or refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.letters import REPLACED, cleaned
from ocopctl.catalog.nodes import Node, Refused, Scalar, Sequence
from ocopctl.catalog.twice import mended
from ocopctl.language import _
from ocopctl.money import show
from ocopctl.problems import Place, Severity
from ocopctl.sheets.cells import Fault
from ocopctl.sheets.kinds import Kind, entries, kind_of
from ocopctl.text import shortened

if TYPE_CHECKING:
    from collections.abc import Collection

    from ocopctl.sheets.cells import Cell, Sheet
    from ocopctl.sheets.columns import Target
    from ocopctl.sheets.notes import Notes

_SHOWN: Final = 40
_SHORTENED: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+[0-9]{1,3}", re.IGNORECASE)
_ZEROS: Final = re.compile("0+")
# Forms are kept as in English: the point begins the decimals.
_THREE_DECIMALS: Final = re.compile(r"\.0{3}(?![0#])")
_SMALL: Final = 10_000
_MOST_DIGITS: Final = 15
# How many digits a number has once its zeros at the front are gone, and had before.
_LOST: Final = {
    "phone": {9: 10},
    "tax_code": {9: 10, 11: 12},
    "commune_code": {1: 5, 2: 5, 3: 5, 4: 5},
    "province_code": {1: 2},
    "gtin": {7: 8, 11: 12},
}


class Reader:
    """Read the cells of one sheet."""

    def __init__(self, sheet: Sheet, notes: Notes) -> None:
        self._sheet = sheet
        self._notes = notes
        self._formulas = set[int]()

    def node(self, cell: Cell, target: Target, lengths: Collection[int]) -> Node | None:
        """Return what a cell says as a node, None when it is blank.

        `lengths` are those of the codes in its column that begin with a zero.
        """
        at = self._notes.at(self._sheet, cell)
        text = self._text(cell, target, lengths)
        if isinstance(text, Refused):
            return text
        if not text.strip():
            return None
        if kind_of(target) is Kind.TEXTS:
            items = tuple(Scalar(one, *at, quoted=True) for one in entries(target, text))
            return Sequence(items, *at) if items else None
        return Scalar(text, *at, quoted=True)

    def _text(self, cell: Cell, target: Target, lengths: Collection[int]) -> str | Refused:
        """Return a cell's text, or the place of what was refused and told."""
        value, kind = cell.value, kind_of(target)
        if cell.formula:
            self._formula(cell)
        text: str | Refused
        match value:
            case None:
                text = Refused(*self._notes.at(self._sheet, cell))
            case Fault():
                text = self._fault(cell, value.text)
            case bool():
                text = _flag(value, kind)
            case str():
                text = self._written(cell, value, target)
            case int() | float():
                text = self._number(cell, value, target, lengths)
            case _:
                day = _day(value) if kind is Kind.DAY else None
                text = day.isoformat() if day else self._calendar(cell)
        return text

    def _tell(
        self, code: str, cell: Cell, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> Refused:
        at = self._notes.at(self._sheet, cell)
        self._notes.tell(code, at, message, hint, severity)
        return Refused(*at)

    def _formula(self, cell: Cell) -> None:
        """Refuse a formula without its value; of the others tell once a column."""
        hint = _("Copy the cells and paste them in place as values (Paste special).")
        if cell.value is None:
            message = _("this cell holds a formula, and what it comes to was not saved")
            self._tell("P143", cell, message, hint)
        elif cell.column not in self._formulas:
            self._formulas.add(cell.column)
            message = _("this column holds formulas; what they came to when saved is taken")
            self._tell("P143", cell, message, hint, Severity.WARNING)

    def _fault(self, cell: Cell, text: str) -> Refused:
        message = _("this cell shows an error of the spreadsheet: {text}", text=text)
        return self._tell("P144", cell, message, _("Correct the formula, or type the value."))

    def _calendar(self, cell: Cell) -> Refused:
        value = cell.value
        shown = value.date() if isinstance(value, datetime) else value
        message = _("the spreadsheet made a date or a time of this: {date}", date=shown)
        hint = _("Format the cell as text (Format cells, Text), then type it again.")
        return self._tell("P146", cell, message, hint)

    def _written(self, cell: Cell, text: str, target: Target) -> str | Refused:
        code = text.strip()
        if kind_of(target) is Kind.CODE and _SHORTENED.fullmatch(code):
            message = _("the spreadsheet shortened this code to {text}", text=code)
            return self._damaged(cell, message)
        wanted = _LOST.get(str(target[-1]), {}).get(len(code))
        if wanted and code.isdigit():
            return self._too_short(cell, code, wanted)
        place = Place(self._notes.file, *self._notes.at(self._sheet, cell))
        plain = mended(text, "")
        clean = cleaned(plain.text, "")
        told = [*filter(None, [plain.problem]), *clean.problems]
        self._notes.problems += [replace(problem, place=place) for problem in told]
        if clean.text is None or REPLACED in clean.text:
            return Refused(place.line, place.column)
        return clean.text

    def _number(
        self, cell: Cell, value: float, target: Target, lengths: Collection[int]
    ) -> str | Refused:
        kind = kind_of(target)
        if kind is Kind.CODE:
            return self._code(cell, value, str(target[-1]), lengths)
        shown_large = value < _SMALL and _THREE_DECIMALS.search(cell.form)
        if kind in {Kind.MONEY, Kind.WHOLE} and shown_large:
            return self._shown_otherwise(cell, value)
        if kind is Kind.PERCENT and "%" in cell.form:
            return plain_number(Decimal(repr(value)) * 100)
        return plain_number(Decimal(repr(value)))

    def _shown_otherwise(self, cell: Cell, value: float) -> Refused:
        number = plain_number(Decimal(repr(value)))
        looks = show(round(value * 1000))[:-2]
        message = _("this cell holds {number} and is shown as {shown}", number=number, shown=looks)
        hint = _("Format the column as a number without decimals, then type {shown}.", shown=looks)
        return self._tell("P148", cell, message, hint)

    def _code(self, cell: Cell, value: float, name: str, lengths: Collection[int]) -> str | Refused:
        digits = plain_number(Decimal(repr(value)))
        if not digits.isdigit() or len(digits) > _MOST_DIGITS:
            return self._damaged(cell, _("the spreadsheet made a number of this code"))
        if _ZEROS.fullmatch(cell.form):
            return digits.zfill(len(cell.form))
        wanted = _LOST.get(name, {}).get(len(digits)) or next(
            (one for one in sorted(lengths) if one > len(digits)), None
        )
        if wanted:
            return self._too_short(cell, digits, wanted)
        if name == "gtin" and digits.endswith("000000"):
            return self._damaged(
                cell, _("the last digits of this bar code were lost: {number}", number=digits)
            )
        return digits

    def _too_short(self, cell: Cell, digits: str, wanted: int) -> Refused:
        message = _(
            "{number} has {count} digits, and {wanted} are needed: zeros at its front were lost",
            number=digits,
            count=len(digits),
            wanted=wanted,
        )
        return self._damaged(cell, message)

    def _damaged(self, cell: Cell, message: str) -> Refused:
        hint = _(
            "Select the column, choose Format cells and Text, then type the code again "
            "with all its digits."
        )
        return self._tell("P145", cell, shortened(message, 4 * _SHOWN), hint)


def _flag(value: bool, kind: Kind) -> str:  # noqa: FBT001 - the cell's own value
    if kind is Kind.FLAG:
        return "yes" if value else "no"
    return str(value).upper()


def _day(value: object) -> date | None:
    """Return a day; a time of that day beside it was hardly meant, and makes it none."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else None
    return value if isinstance(value, date) else None


def plain_number(number: Decimal) -> str:
    """Write a number without exponent and without zeros that say nothing: 120000, 1.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
