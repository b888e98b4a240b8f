"""Problems for people: place, code, the line itself with a mark, the way out, a count."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from ocopctl.cli.formats.paths import shown
from ocopctl.cli.formats.report import counts
from ocopctl.cli.formats.snippet import lines_of, snippet
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ocopctl.cli.console import Console
    from ocopctl.cli.formats.report import Report
    from ocopctl.problems import Problem

_STYLES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "dim"}
_MOST = 300
"""How many problems a person is shown; programs get all of them."""


def text(console: Console, report: Report) -> str:
    """Return one block a problem; where there are too many, errors are shown before warnings.

    `console` knows whether it may be coloured.
    """
    read = cache(lines_of)
    told = report.told()
    ranked = sorted(range(len(told)), key=lambda at: not report.fails(told[at]))
    blocks = (_block(console, told[at], read) for at in sorted(ranked[:_MOST]))
    left = [told[at] for at in ranked[_MOST:]]
    return "\n".join([*(line for block in blocks for line in block), *_left_out(left)])


def summary(report: Report) -> str:
    """Return one line that counts what was looked at and what was found."""
    looked_at = {"files": len(report.files), "products": report.products, "shops": report.shops}
    seen = _("files: {files}, products: {products}, shops: {shops}", **looked_at)
    if not report.problems:
        return _("✓ no problems ({seen})", seen=seen)
    mark = "✗" if report.exit_status else "✓"
    found = _("errors: {error}, warnings: {warning}, notes: {info}", **counts(report.told()))
    return _("{mark} {found} ({seen})", mark=mark, found=found, seen=seen)


def _left_out(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        counts = Counter(problem.code for problem in problems).most_common()
        yield _(
            "… and {count} more: {codes}. All of them: ocopctl validate --format json",
            count=len(problems),
            codes=", ".join(f"{code} × {count}" for code, count in counts),
        )


def _block(console: Console, problem: Problem, read: Callable[[str], Sequence[str]]) -> list[str]:
    place, style = problem.place, _STYLES[problem.severity]
    spot = f":{place.spot}" if place.line else ""
    where = f"{visible(shown(place.file))}{spot}: " if place.file else ""
    named = f" ({problem.shop})" if problem.shop else ""
    said, hint = visible(problem.message), visible(problem.hint)
    head = console.painted(f"{where}{problem.code}", style)
    source = snippet(place, read, console.width)
    lines = [console.painted(line, "dim") for line in source or ()]
    if source:
        lines[-1] = console.painted(source[-1], style)
    way_out = [f"    → {hint}"] if hint else []
    return [f"{head}{_weight(problem)} {said}{named}", *lines, *way_out]


def _weight(problem: Problem) -> str:
    match problem.severity:
        case Severity.WARNING:
            return " " + _("warning:")
        case Severity.INFO:
            return " " + _("note:")
        case _:
            return ""
