"""How often a marketplace lets itself be asked, and when its day begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

HOUR_S = 3600.0
DAY_S = 86_400.0
_WESTMOST, _EASTMOST = -12, 14


@dataclass(frozen=True, slots=True)
class Pace:
    """What a shop is allowed: `rate` calls a second, `burst` of them at once, `per_day` in a day.

    A rate of 0 is no limit. An own pack may give the rate alone, without source and date.
    """

    rate: float
    burst: int = 1
    per_day: int | None = None
    source: str = ""
    checked: date | None = None

    @property
    def counted(self) -> bool:
        """Tell whether a day's allowance is so small that this rate would use it up."""
        return self.per_day is not None and self.per_day < self.rate * DAY_S


@dataclass(frozen=True, slots=True)
class Day:
    """When a marketplace's day begins: at midnight, so many hours east of Greenwich."""

    utc_offset_h: float = 7.0
    source: str = ""
    checked: date | None = None

    def end(self, now: float) -> float:
        """Return when the day of `now` is over; both in seconds since 1970."""
        east = self.utc_offset_h * HOUR_S
        return ((now + east) // DAY_S + 1) * DAY_S - east


def read_pace(rows: Mapping[str, Any]) -> dict[str, Pace]:
    """Read rows by endpoint; a plain number is a rate.

    Raises TypeError or ValueError for a row that cannot be kept.
    """
    return {name: _pace(name, row) for name, row in rows.items()}


def read_day(row: Mapping[str, Any] | None) -> Day:
    """Read when the day begins; without a row it is Vietnam's own.

    Raises TypeError or ValueError for a row that cannot be kept.
    """
    day = Day(**(row or {}))
    if not _EASTMOST >= day.utc_offset_h >= _WESTMOST:
        raise ValueError("utc_offset_h")
    return day


def _pace(name: str, row: Any) -> Pace:
    found = Pace(**(row if isinstance(row, dict) else {"rate": row}))
    numbers = (found.rate, found.burst, 0 if found.per_day is None else found.per_day)
    if any(isinstance(number, bool) or not isinstance(number, int | float) for number in numbers):
        raise TypeError(name)
    if found.rate < 0 or found.burst < 1 or (found.per_day is not None and found.per_day < 1):
        raise ValueError(name)
    return found
