"""How to write a value that does not have the form of its field, as far as it can be told."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ocopctl.language import _
from ocopctl.text import shortened

_MARKS = re.compile("[\u0300-\u036f]")
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?)\s*(?:%|phần trăm|percent)")
_DAY_MONTH = re.compile(
    r"(?:ngày )?(?P<day>[0-9]{1,2})(?:[/.]| tháng |-)(?P<month>[0-9]{1,2})", re.IGNORECASE
)
_QUANTITY = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*([^\W\d][^\d]*)")
_LEAP_YEAR = 2024


def code_words(value: str) -> str:
    """Return how to write a SKU; a letter that only looks like a plain one is named."""
    if re.fullmatch(r"[0-9][0-9.,]*[eE]\+[0-9]+", value):
        return _("A spreadsheet shortened the code; write all its digits, in quotes.")
    bare = _MARKS.sub("", unicodedata.normalize("NFD", value)).replace("đ", "d").replace("Đ", "D")
    strange = next((letter for letter in bare if letter.isalpha() and not letter.isascii()), "")
    if strange:
        number = f"{ord(strange):04X}"
        return _(
            'The letter "{letter}" (U+{number}) only looks like a plain one; type the code again.',
            letter=strange,
            number=number,
        )
    found = re.sub(r"[^A-Za-z0-9._-]+", "-", bare).strip("-._")
    return _(
        "Use plain letters without accents, digits, dots, hyphens and underscores, "
        "beginning with a letter or digit: {code}.",
        code=shortened(found, 50) or "CHIEU-16",
    )


def percent_words(value: str) -> str:
    """Return how to write a percentage."""
    if found := _PERCENT.fullmatch(value):
        return _("Write it without the sign: {number}.", number=found[1])
    return _("Write a percentage without the sign, such as 45 or 33,5.")


def month_day_words(value: str) -> str:
    """Return how to write a day of any year."""
    if found := _DAY_MONTH.fullmatch(value):
        try:
            meant = date(_LEAP_YEAR, int(found["month"]), int(found["day"]))
        except ValueError:
            pass
        else:
            return _("Write the month first, with two digits each: {day}.", day=f"{meant:%m-%d}")
    return _("Write month-day with two digits each, such as 06-15 for 15 June.")


def quantity_words(value: str) -> str:
    """Return how to write a quantity whose unit is a field of its own."""
    if found := _QUANTITY.fullmatch(value):
        return _(
            "Write quantity: {number} and unit: {unit}.", number=found[1], unit=found[2].strip()
        )
    return _("Write a number without a unit, such as 500 or 1,5; the unit is a field.")
