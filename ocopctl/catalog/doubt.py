"""What is not right with one field of an address, and what it must read when that is certain."""

from __future__ import annotations

from dataclasses import dataclass

from ocopctl.problems import Severity


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fault in the field `name` of an address; `repair` is its right text, "" when unsure."""

    code: str
    name: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    repair: str = ""
