"""Problems for people: place, code, the line itself with a mark, the way out, a count."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ocopctl.cli.formats.paths import shown
from ocopctl.cli.formats.snippet import lines_of, snippet
from ocopctl.language import _
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.cli.console import Console
    from ocopctl.cli.formats.report import Report
    from ocopctl.problems import Problem

_STYLES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "dim"}


def text(console: Console, report: Report) -> str:
    """Return one block a problem; `console` knows whether it may be coloured."""
    read = cache(lines_of)
    blocks = (_block(console, problem, read) for problem in report.problems)
    return "\n".join(line for block in blocks for line in block)


def summary(report: Report) -> str:
    """Return one line that counts what was looked at and what was found."""
    looked_at = {"files": len(report.files), "products": report.products, "shops": report.shops}
    seen = _("files: {files}, products: {products}, shops: {shops}", **looked_at)
    if not report.problems:
        return _("✓ no problems ({seen})", seen=seen)
    mark = "✗" if report.exit_status else "✓"
    found = _("errors: {error}, warnings: {warning}, notes: {info}", **report.counts())
    return _("{mark} {found} ({seen})", mark=mark, found=found, seen=seen)


def _block(console: Console, problem: Problem, read: Callable[[str], Sequence[str]]) -> list[str]:
    place = problem.place
    spot = f":{place.spot}" if place.line else ""
    where = f"{shown(place.file)}{spot}: " if place.file else ""
    shop = f" ({problem.shop})" if problem.shop else ""
    head = console.painted(f"{where}{problem.code}", _STYLES[problem.severity])
    warning = " " + _("warning:") if problem.severity is Severity.WARNING else ""
    source = [console.painted(line, "dim") for line in snippet(place, read, console.width)]
    hint = [f"    → {problem.hint}"] if problem.hint else []
    return [f"{head}{warning} {problem.message}{shop}", *source, *hint]
