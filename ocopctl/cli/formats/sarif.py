"""SARIF 2.1.0, the format of code scanning: every problem with the rule it breaks."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ocopctl import __version__
from ocopctl.cli.formats.paths import in_repository
from ocopctl.explanations import EXPLANATIONS
from ocopctl.language import _
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from ocopctl.catalog.explanation import Explanation
    from ocopctl.cli.formats.report import Report
    from ocopctl.problems import Place, Problem

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(report: Report) -> str:
    """Return the log: all known codes as rules, a result a problem."""
    codes = list(EXPLANATIONS)
    rules = [_rule(code, EXPLANATIONS[code]) for code in codes]
    driver = {"name": "ocopctl", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes, report) for problem in report.told()],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False)


def _rule(code: str, found: Explanation) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": _(found.title)},
        "fullDescription": {"text": _(found.why)},
        "help": {"text": f"{_(found.fix)}\n\n{_(found.source)}"},
    }


def _result(problem: Problem, codes: list[str], report: Report) -> dict[str, Any]:
    level = "error" if report.fails(problem) else _LEVELS[problem.severity]
    shop = f" ({problem.shop})" if problem.shop else ""
    hint = f"\n→ {problem.hint}" if problem.hint else ""
    place = problem.place
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "level": level,
        "message": {"text": f"{problem.message}{shop}{hint}"},
        "locations": [{"physicalLocation": _location(place)}] if place.file else [],
        "properties": {"sku": problem.sku, "shop": problem.shop, "path": place.path},
    }
    if problem.code in codes:
        result["ruleIndex"] = codes.index(problem.code)
    return result


def _location(place: Place) -> dict[str, Any]:
    path = Path(in_repository(place.file))
    artifact = (
        {"uri": path.as_uri()}
        if path.is_absolute()
        else {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": _ROOT}
    )
    location: dict[str, Any] = {"artifactLocation": artifact}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return location
