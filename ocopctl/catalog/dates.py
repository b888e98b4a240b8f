"""Dates: year first as computers sort them, or day first as people in Vietnam speak them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ocopctl.catalog.reading import Wrong
from ocopctl.catalog.scalars import label, plain, written
from ocopctl.language import _
from ocopctl.text import nfc

if TYPE_CHECKING:
    from ocopctl.catalog.nodes import Node
    from ocopctl.catalog.reading import Reading

_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    re.compile(
        r"(?:ngày )?(?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2}),? năm (?P<year>[0-9]{4})"
    ),
)
_OTHER_MARKS = (
    re.compile(r"(?P<year>[0-9]{4})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[-./ ](?P<month>[0-9]{1,2})[-./ ](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[t ][0-9:.]+z?"),
)
_TWO_DIGITS = re.compile(r"(?P<day>[0-9]{1,2})[-./](?P<month>[0-9]{1,2})[-./](?P<year>[0-9]{2})")
_NO_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{4}|tháng [0-9]{1,2}.*[0-9]{4}|[0-9]{4}")
# A spreadsheet counts days from 30 December 1899; these are the years 2013 to 2064.
_SERIAL = re.compile(r"[45][0-9]{4}")
_FIRST_DAY = date(1899, 12, 30)
_YEARS = range(1900, 2200)


def day(node: Node, path: str, reading: Reading) -> date | Wrong:
    """Read a date: `2026-03-31`, `31/03/2026`, `31 tháng 3 năm 2026`."""
    found = plain(node, path, reading)
    if isinstance(found, Wrong):
        return found
    raw = " ".join(nfc(found.text).casefold().split())
    words = {"field": label(path), "value": written(found)}
    for form in _FORMS:
        if match := form.fullmatch(raw):
            read = _date(match)
            if read is not None and read.year in _YEARS:
                return read
            message = _('{field} "{value}" is not a day of the calendar', **words)
            return reading.fault("P205", node, path, message, _no_such_day(match))
    message = _('{field} "{value}" is not a date', **words)
    return reading.fault("P205", node, path, message, _meant(raw))


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(**{part: int(digits) for part, digits in match.groupdict().items()})
    except ValueError:
        return None


def _in_this_century(match: re.Match[str]) -> date | None:
    try:
        return date(2000 + int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _no_such_day(match: re.Match[str]) -> str:
    year, month, number = (int(match[part]) for part in ("year", "month", "day"))
    if year not in _YEARS:
        return _("Check the year {year} for a slip of the finger.", year=match["year"])
    if 1 <= month <= 12:
        last = monthrange(year, month)[1]
        return _(
            "Month {month} of {year} has the days 1 to {last}.", month=month, year=year, last=last
        )
    if 1 <= number <= 12 and 1 <= month <= monthrange(year, number)[1]:
        return _write(date(year, number, month))
    return _form()


def _meant(raw: str) -> str:
    """Return how to write the date that was most likely meant."""
    for form in _OTHER_MARKS:
        match = form.fullmatch(raw)
        read = _date(match) if match else None
        if read is not None and read.year in _YEARS:
            return _write(read)
    if (match := _TWO_DIGITS.fullmatch(raw)) and (read := _in_this_century(match)):
        return _("Write the year with four digits: {date}.", date=read.isoformat())
    if _SERIAL.fullmatch(raw):
        counted = _FIRST_DAY + timedelta(days=int(raw))
        return _(
            "A spreadsheet counted the days; it means {date}. Write that date.",
            date=counted.isoformat(),
        )
    if _NO_DAY.fullmatch(raw):
        return _("Write the day too, such as 2026-03-31 or 31/03/2026.")
    return _form()


def _write(meant: date) -> str:
    return _("Write {date}, year first.", date=meant.isoformat())


def _form() -> str:
    return _("Write year-month-day, such as 2026-03-31, or day/month/year, such as 31/03/2026.")
