"""JUnit's XML, which most CI systems show: a test case a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ocopctl.cli.formats.paths import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.formats.report import Report
    from ocopctl.problems import Problem

# What XML 1.0 has no way to hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: Report) -> str:
    """Return the document. A file with errors fails; its warnings stand in its output."""
    cases: dict[str, list[Problem]] = {file: [] for file in report.files}
    for problem in report.told():
        cases.setdefault(problem.place.file, []).append(problem)
    broken = sum(any(map(report.fails, found)) for found in cases.values())
    numbers = {"tests": str(len(cases)), "failures": str(broken), "errors": "0"}
    root = ET.Element("testsuites", numbers)
    suite = ET.SubElement(root, "testsuite", {"name": "ocopctl", **numbers, "skipped": "0"})
    for file, found in cases.items():
        _case(suite, file, found, report)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document.decode()


def _case(suite: ET.Element, file: str, found: Sequence[Problem], report: Report) -> None:
    name = _clean(shown(file))
    case = ET.SubElement(suite, "testcase", {"classname": "ocopctl", "name": name, "file": name})
    failing = [problem for problem in found if report.fails(problem)]
    passing = [problem for problem in found if not report.fails(problem)]
    if failing:
        first = failing[0]
        about = {"message": _clean(f"{first.code} {first.message}"), "type": first.code}
        ET.SubElement(case, "failure", about).text = _lines(failing)
    if passing:
        ET.SubElement(case, "system-out").text = _lines(passing)


def _lines(found: Sequence[Problem]) -> str:
    return _clean("\n".join(map(_line, found)))


def _line(problem: Problem) -> str:
    shop = f" ({problem.shop})" if problem.shop else ""
    hint = f"\n    → {problem.hint}" if problem.hint else ""
    where = ":".join(part for part in (shown(problem.place.file), problem.place.spot) if part)
    return f"{where}: {problem.code} {problem.message}{shop}{hint}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
