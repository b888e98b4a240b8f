"""Allowances of an hour or a day: what may not be asked before some time, kept across runs.

A refused call names the time, or its window does. Until then nothing is sent. Calls are counted
where the allowance of a day is known and the pace could use it up. Two runs at once may each
forget what the other found out, which costs one refused call.
"""

from __future__ import annotations

import json
import math
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocopctl.errors import JournalError, QuotaExhausted, RateLimited
from ocopctl.language import _
from ocopctl.rules.pace import HOUR_S, Day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from pathlib import Path

    from ocopctl.rules.pace import Pace
    from ocopctl.transport.clock import Clock

WHOLE = ""
"""Stands for every endpoint of a shop."""
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class Hold:
    """Until when nothing is sent, and the platform's own words about it; seconds since 1970."""

    since: float
    until: float
    code: str = ""
    own_words: str = ""

    def counts(self, now: float) -> bool:
        """Tell whether it holds now; one from a time to come was made by a clock since set back."""
        return self.since <= now < self.until


@dataclass(slots=True)
class _Kept:
    """What is kept: holds by endpoint, and the calls of the day that ends at `day_end`, by row."""

    holds: dict[str, Hold] = field(default_factory=dict)
    day_end: float = 0.0
    used: dict[str, int] = field(default_factory=dict)


class Quota:
    """The allowances of one shop by hour and day. Without a `path` they end with the process."""

    def __init__(
        self,
        clock: Clock,
        *,
        pace: Mapping[str, Pace] | None = None,
        day: Day | None = None,
        path: Path | None = None,
        zone: tzinfo = UTC,
    ) -> None:
        self._clock = clock
        self._pace = pace or {}
        self._day = day or Day()
        self._path = path
        self._zone = zone
        self._kept = _read(path) if path else _Kept()

    def check(self, endpoint: str) -> None:
        """Raise QuotaExhausted, with its time, while calls to `endpoint` are held."""
        for name in (WHOLE, endpoint):
            hold = self._kept.holds.get(name)
            if hold is not None and hold.counts(self._clock.now()):
                raise self._held(hold, whole=name == WHOLE)

    def take(self, endpoint: str) -> None:
        """Count a call. Raises QuotaExhausted when it is held, or its day has none left."""
        self.check(endpoint)
        name = endpoint if endpoint in self._pace else "default"
        row = self._pace.get(name)
        if row is None or row.per_day is None or not row.counted:
            return
        now, end = self._clock.now(), self._day.end(self._clock.now())
        if self._kept.day_end != end:
            self._kept.day_end, self._kept.used = end, {}
        if self._kept.used.get(name, 0) >= row.per_day:
            raise self._held(Hold(now, end), whole=name == "default")
        self._kept.used[name] = self._kept.used.get(name, 0) + 1
        self._save()

    def exhausted(self, error: QuotaExhausted, endpoint: str) -> None:
        """Keep an allowance that an answer says is used up, and say in the error until when."""
        now = self._clock.now()
        if error.until is None:
            error.until = self._end(error, now)
        if error.until is not None:
            self._hold(error, error.until, WHOLE if error.whole else endpoint)

    def postponed(self, error: RateLimited, endpoint: str) -> None:
        """Keep a rest that is longer than a run may wait, and say in the error until when."""
        if error.retry_after is not None:
            error.until = self._clock.now() + error.retry_after
            self._hold(error, error.until, endpoint)

    def resting(self) -> QuotaExhausted | None:
        """Return what keeps calls back now, for the longest of several; None for nothing."""
        now = self._clock.now()
        holds = [item for item in self._kept.holds.items() if item[1].counts(now)]
        if not holds:
            return None
        name, hold = max(holds, key=lambda item: item[1].until)
        return self._held(hold, whole=name == WHOLE)

    def _spoken(self, until: float) -> str:
        """Write a time as people say it, with the day when it is not today; not a minute early.

        Answers name whole seconds, so that a full hour is often a second over.
        """
        minute = math.ceil((until - 1) / _MINUTE_S) * _MINUTE_S
        at = datetime.fromtimestamp(minute, self._zone)
        today = datetime.fromtimestamp(self._clock.now(), self._zone).date()
        return f"{at:%H:%M}" if at.date() == today else f"{at:%H:%M %d/%m}"

    def _end(self, error: QuotaExhausted, now: float) -> float | None:
        if error.retry_after is not None:
            return now + error.retry_after
        if error.window == "hour":
            return (now // HOUR_S + 1) * HOUR_S
        return self._day.end(now) if error.window == "day" else None

    def _hold(self, error: QuotaExhausted | RateLimited, until: float, name: str) -> None:
        now = self._clock.now()
        old = self._kept.holds.get(name)
        if old is None or not old.counts(now) or old.until < until:
            self._kept.holds[name] = Hold(now, until, error.code, error.own_words)
            self._save()
        self._tell(error, until)

    def _held(self, hold: Hold, *, whole: bool) -> QuotaExhausted:
        what = (
            _("the shop's allowance of calls is used up")
            if whole
            else _("the shop's allowance for this kind of call is used up")
        )
        error = QuotaExhausted(
            what, until=hold.until, whole=whole, code=hold.code, own_words=hold.own_words
        )
        self._tell(error, hold.until)
        return error

    def _tell(self, error: QuotaExhausted | RateLimited, until: float) -> None:
        time = self._spoken(until)
        error.message = _("{what}; it is free again at {time}", what=error.message, time=time)
        error.args = (error.message,)
        error.hint = _("run the same command again after {time}; nothing is sent before", time=time)

    def _save(self) -> None:
        """Keep it whole or not at all. Raises JournalError when it cannot be written."""
        if self._path is None:
            return
        now = self._clock.now()
        self._kept.holds = {n: hold for n, hold in self._kept.holds.items() if hold.counts(now)}
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(asdict(self._kept), ensure_ascii=False), "utf-8")
            fresh.replace(self._path)
        except OSError as error:
            raise JournalError(
                _("when the shop may be asked again cannot be kept"),
                place=str(self._path),
                hint=_("check that the disk is not full and the folder is yours"),
            ) from error


def _read(path: Path) -> _Kept:
    """Read what was kept; a file that is torn or not ours keeps nothing from being sent."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        body: dict[str, Any] = json.loads(path.read_text("utf-8"))
        holds = {str(name): _hold(row) for name, row in body["holds"].items()}
        used = {str(name): int(count) for name, count in body["used"].items()}
        return _Kept(holds, float(body["day_end"]), used)
    return _Kept()


def _hold(row: Mapping[str, Any]) -> Hold:
    return Hold(float(row["since"]), float(row["until"]), str(row["code"]), str(row["own_words"]))
