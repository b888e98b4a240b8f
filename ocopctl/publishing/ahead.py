"""What the rules of the next weeks will say against a listing that is right today. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.days import written
from ocopctl.language import _
from ocopctl.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ocopctl.publishing.listing import Target

AHEAD: Final = timedelta(days=60)
"""How long before a rule begins people are warned of it."""
STALE_DAYS: Final = 90
"""After so many days without a check a rule may not be what the marketplace does any more."""
_FEW = 3


def on_the_day(target: Target, day: date) -> Target:
    """Return a shop with the rules that its marketplace has on a day."""
    return replace(target, pack=target.pack.on(day))


def coming(target: Target, on: date) -> dict[date, Target]:
    """Return a shop as the rules of the next 60 days will have it, by the days they begin on."""
    days = target.pack.changes(on, on + AHEAD)
    return {day: on_the_day(target, day) for day in days}


def warnings(today: Iterable[Problem], later: Mapping[date, Iterable[Problem]]) -> list[Problem]:
    """Return what is told of later days and not of an earlier one, each as a warning."""
    known = {(problem.code, problem.place) for problem in today}
    found = []
    for day in sorted(later):
        for problem in later[day]:
            if (problem.code, problem.place) in known:
                continue
            known.add((problem.code, problem.place))
            found.append(
                replace(
                    problem,
                    code="P650",
                    severity=Severity.WARNING,
                    message=_("from {day} on: {what}", day=written(day), what=problem.message),
                )
            )
    return found


def unchecked(targets: Sequence[Target], on: date) -> list[Problem]:
    """Return a note for each marketplace of a live shop whose rules nobody has checked lately.

    The practice market does as the rules say, so they are never out of date there.
    """
    live = {target.marketplace: target for target in targets if target.live}
    return [
        _note(target, rows)
        for target in live.values()
        if (rows := target.pack.unchecked(on, STALE_DAYS))
    ]


def _note(target: Target, rows: Mapping[str, date]) -> Problem:
    oldest = sorted(rows, key=lambda name: (rows[name], name))
    more = "…" if len(oldest) > _FEW else ""
    return Problem(
        code="P651",
        message=_(
            "{count} rules of {market} were last checked more than {days} days ago: {names}, "
            "the oldest on {day}",
            count=len(rows),
            market=target.pack.title,
            days=STALE_DAYS,
            names=", ".join(oldest[:_FEW]) + more,
            day=written(rows[oldest[0]]),
        ),
        hint=_(
            "get a newer ocopctl: pip install --upgrade ocopctl; or check them in the seller "
            "centre and write what holds into a rule pack of your own: rules: in ocopctl.yaml"
        ),
        severity=Severity.INFO,
        shop=target.name,
    )
