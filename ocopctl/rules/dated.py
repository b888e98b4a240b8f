"""Rows of a rule pack that begin or end on a day.

A row is a mapping that may carry `from`, its first day, and `until`, its last one. Where a list
of rows stands instead of one, they follow one another: the one that began last is in force, of
those that began on one day the last of the list.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ocopctl.rules.tree import laid_over

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DAY = timedelta(days=1)
_DATED = frozenset({"from", "until"})


def in_force(tree: Mapping[str, Any], on: date) -> dict[str, Any]:
    """Return the tree as of a day: one row, without its days, for each that holds then.

    Rows that have ended or have not begun are left out. Raises TypeError, naming the row, for
    days that are none.
    """
    found = {name: _row(name, value, on) for name, value in tree.items()}
    return {name: value for name, value in found.items() if value is not _GONE}


def beside(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return `above` ready to be laid over `below`: its rows with days do not hide those below.

    Such a row takes what it does not say from the one below, which holds on all other days.
    """
    return {name: _beside(below.get(name), value) for name, value in above.items()}


def _beside(under: Any, value: Any) -> Any:
    if not isinstance(under, dict) or not isinstance(value, dict):
        return value
    if not _DATED & value.keys():
        return beside(under, value)
    return [under, laid_over(under, value)]


def change_days(tree: Mapping[str, Any]) -> tuple[date, ...]:
    """Return the days on which a row begins, or one is over, the earliest first."""
    return tuple(sorted({day for row in _rows(tree) for day in _days(row)}))


def last_checked(tree: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, date]]:
    """Yield each row that says when it was last checked: its path and that day."""
    for name, value in tree.items():
        if isinstance(value, dict):
            where = f"{path}.{name}" if path else name
            if isinstance(day := value.get("checked"), date):
                yield where, day
            yield from last_checked(value, where)


_GONE = object()


def _row(name: str, value: Any, on: date) -> Any:
    rows = _listed(value)
    if rows is None:
        return value
    begun = [row for row in rows if _begin(name, row) <= on <= _end(name, row)]
    if not begun:
        return _GONE
    row = max(reversed(begun), key=lambda row: _begin(name, row))
    plain = {key: value for key, value in row.items() if key not in _DATED}
    return in_force(plain, on)


def _listed(value: Any) -> list[dict[str, Any]] | None:
    """Return a row, or the rows of a list, as a list; None for a plain value."""
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        return value
    return None


def _begin(name: str, row: Mapping[str, Any]) -> date:
    return _day(name, row, "from", date.min)


def _end(name: str, row: Mapping[str, Any]) -> date:
    return _day(name, row, "until", date.max)


def _day(name: str, row: Mapping[str, Any], key: str, without: date) -> date:
    day = row.get(key, without)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise TypeError(f"{name}: {key}")
    return day


def _rows(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for value in tree.values():
        for row in _listed(value) or ():
            yield row
            yield from _rows(row)


def _days(row: Mapping[str, Any]) -> Iterator[date]:
    if "from" in row:
        yield _begin("", row)
    if "until" in row and _end("", row) < date.max:
        yield _end("", row) + _DAY
