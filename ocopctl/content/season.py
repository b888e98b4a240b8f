"""When there are goods, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.catalog.model import Season

_YEAR = 12


def months(season: Season) -> str:
    """Say in which months there are goods: `từ tháng 6 đến tháng 7`; empty when not told."""
    told = sorted(set(season.months))
    if len(told) == _YEAR:
        return "quanh năm"
    return " và ".join(_span(first, last) for first, last in _runs(told))


def month_day(text: str) -> str:
    """Write `06-08` as people do: `8/6`."""
    month, _, day = text.partition("-")
    return f"{int(day)}/{int(month)}"


def _span(first: int, last: int) -> str:
    if first == last:
        return f"tháng {first}"
    later = " năm sau" if last < first else ""
    return f"từ tháng {first} đến tháng {last}{later}"


def _runs(told: Sequence[int]) -> list[tuple[int, int]]:
    """Join months that follow each other; a run may go over the turn of the year."""
    runs: list[tuple[int, int]] = []
    for month in told:
        if runs and runs[-1][1] == month - 1:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][1] == _YEAR:
        runs = [*runs[1:-1], (runs[-1][0], runs[0][1])]
    return runs
