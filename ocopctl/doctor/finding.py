"""What a check found: a level, a sentence, and the next command to type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CREDENTIALS = 4
FILES = 3
NETWORK = 5
OTHER = 1
_FIRST = (FILES, CREDENTIALS, OTHER, NETWORK)
"""Which status a run ends with where several apply: that of the command line, in its order."""


class Level(StrEnum):
    """How much a finding matters."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the list.

    `check` names what was looked at, for programs; `about` is the shop or file, empty for the
    whole machine. `hint` is the next command to type, empty where there is nothing to do.
    `status` is the exit status of a bad finding.
    """

    check: str
    message: str
    level: Level = Level.GOOD
    about: str = ""
    hint: str = ""
    status: int = OTHER


def good(check: str, message: str, *, about: str = "", hint: str = "") -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(check, message, Level.GOOD, about, hint)


def warning(check: str, message: str, *, hint: str, about: str = "") -> Finding:
    """Return a finding that will become trouble, or may be one."""
    return Finding(check, message, Level.WARNING, about, hint)


def bad(check: str, message: str, *, hint: str, about: str = "", status: int = OTHER) -> Finding:
    """Return a finding that keeps work from being done."""
    return Finding(check, message, Level.BAD, about, hint, status)


def status_of(findings: Iterable[Finding]) -> int:
    """Return the exit status: 0 when nothing is bad."""
    found = {finding.status for finding in findings if finding.level is Level.BAD}
    return next((status for status in _FIRST if status in found), 0)
