"""Workflow commands of GitHub Actions: an annotation beside the line of each problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.cli.formats.paths import in_repository
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from ocopctl.cli.formats.report import Report
    from ocopctl.problems import Problem

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: Report) -> str:
    """Return one command a line; with `strict` a warning is annotated as the error it counts as."""
    return "\n".join(_command(problem, fails=report.fails(problem)) for problem in report.told())


def _command(problem: Problem, *, fails: bool) -> str:
    place = problem.place
    spot = {
        "file": in_repository(place.file) if place.file else "",
        "line": place.line,
        "col": place.column,
    }
    properties = {**spot, "title": problem.code}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items() if value)
    shop = f" ({problem.shop})" if problem.shop else ""
    hint = f"\n→ {problem.hint}" if problem.hint else ""
    command = "error" if fails else _COMMANDS[problem.severity]
    return f"::{command} {listed}::{_data(f'{problem.message}{shop}{hint}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
