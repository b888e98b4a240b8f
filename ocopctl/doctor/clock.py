"""The clock: signatures hold for minutes, and the journal must not run backwards."""

from __future__ import annotations

import platform
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ocopctl.doctor.finding import bad, good, warning
from ocopctl.language import _
from ocopctl.session import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene

_NAME = "clock"
_EARLIEST = datetime(2025, 1, 1, tzinfo=UTC).timestamp()
"""No version of this program ran before."""
_BACK_S = 120.0
"""Seconds that clocks of a network's disks may differ by."""
_OFF_S = 240.0
"""Shopee and TikTok Shop refuse signatures that are five minutes old (their references)."""
_A_LITTLE_S = 60.0
_TRUST_S = 10.0
"""An answer that took longer tells the time too badly."""


def check(scene: Scene) -> Sequence[Finding]:
    """Hold the clock against what answers say, and against the newest time that was written."""
    shown = f"{datetime.fromtimestamp(scene.now).astimezone():%Y-%m-%d %H:%M %z}"
    back = _went_back(scene)
    if back is not None:
        return [back]
    told = {
        name: answer.off_s
        for name, answer in scene.answers.items()
        if answer.off_s is not None and answer.took_s < _TRUST_S
    }
    if not told:
        return [good(_NAME, _("{time}; nobody answered to compare it with", time=shown))]
    name, off = min(told.items(), key=lambda one: abs(one[1]))
    if abs(off) < _A_LITTLE_S:
        return [good(_NAME, _("{time}, as in the shop {shop}", time=shown, shop=name))]
    minutes = f"{abs(off) / 60:,.1f}"
    if off > 0:
        message = _("{time}: it is {minutes} minutes fast", time=shown, minutes=minutes)
    else:
        message = _("{time}: it is {minutes} minutes slow", time=shown, minutes=minutes)
    if abs(off) < _OFF_S:
        return [warning(_NAME, message, hint=_set_it())]
    return [bad(_NAME, message, hint=_set_it())]


def _went_back(scene: Scene) -> Finding | None:
    """Return the finding of a clock that shows a time before what has been written already."""
    newest = max([_EARLIEST, *_written(scene.state)])
    if scene.now > newest - _BACK_S:
        return None
    now, then = _day(scene.now), _day(newest)
    message = _("it shows {now}, but work was noted on {then}", now=now, then=then)
    return bad(_NAME, message, hint=_set_it())


def _day(at: float) -> str:
    return f"{datetime.fromtimestamp(at).astimezone():%Y-%m-%d}"


def _written(state: Path) -> Iterator[float]:
    """Yield the times of the journal's entries for real shops, and of the files beside it.

    The practice market inside the process has a clock of its own that runs ahead.
    """
    for path in (state / JOURNAL, *(state / "tokens").glob("*.json")):
        if path.is_file():
            yield path.stat().st_mtime
    if not (state / JOURNAL).is_file():
        return
    address = f"{(state / JOURNAL).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=1.0)) as db:
            outside = "shop LIKE 'live:%' OR shop LIKE '%@%'"
            rows = db.execute(f"SELECT max(at) FROM entries WHERE {outside}").fetchall()  # noqa: S608 - a fixed text
    except sqlite3.DatabaseError:
        return  # the journal's own check tells of it
    yield from (float(row[0]) for row in rows if row[0] is not None)


def _set_it() -> str:
    """Return the command that sets the clock by the network."""
    commands = {
        "Windows": "w32tm /resync",
        "Darwin": "sudo sntp -sS time.apple.com",
    }
    return commands.get(platform.system(), "sudo timedatectl set-ntp true")
