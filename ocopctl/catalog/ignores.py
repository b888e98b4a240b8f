"""`# ocopctl: ignore P501 reason` in a product file: problems that people decided to live with.

A comment speaks of its own line, or, when it stands alone, of the next one; where a text over
several lines begins or ends there, of all of that text. Errors may be ignored where they judge
words or likeness (P5xx, P8xx); of the other families only warnings and notes. What a comment does
not say, such as why, is a problem of its own.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.within import scalar_spans
from ocopctl.language import _
from ocopctl.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from ocopctl.catalog.within import Span

_MARK: Final = re.compile(r"#[^\S\n]*ocopctl:[^\S\n]*(?P<said>[^\n\r]*)", re.IGNORECASE)
_CODES: Final = re.compile(r"(?:ignore|bỏ qua)\b[\s:,]*(?P<codes>(?:[Pp]\d+[\s,;]*)*)(?P<rest>.*)")
_CODE: Final = re.compile(r"[Pp]\d+")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_JUDGED: Final = ("P5", "P8")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment: the codes that it names, its reason, and the lines that it speaks of."""

    place: Place
    codes: tuple[str, ...]
    reason: str
    first: int
    last: int
    said: str = ""

    def covers(self, problem: Problem) -> bool:
        """Tell whether a problem stands where the comment speaks of its code."""
        at = problem.place
        here = at.file == self.place.file and self.first <= at.line <= self.last
        return here and problem.code in self.codes


def ignores_in(text: str, file: str) -> Iterator[Ignore]:
    """Yield the comments of a file's text that speak to us; what a value says is no comment."""
    if "ocopctl:" not in text.lower():
        return
    spans = scalar_spans(text).values()
    contents = [_content(text, *span) for span in spans]
    lines = text.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    for found in _MARK.finditer(text):
        at = found.start()
        if any(begin <= at < end for begin, end in contents) or not _opens(text, at):
            continue
        line = bisect_right(starts, at)
        alone = not text[starts[line - 1] : at].strip()
        target = _next_line(lines, line) if alone else line
        first, last = _reach(text, spans, starts, target)
        said = _CODES.match(found["said"])
        yield Ignore(
            Place(file, line, at - starts[line - 1] + 1),
            tuple(one.upper() for one in _CODE.findall(said["codes"])) if said else (),
            said["rest"].strip() if said else "",
            first,
            last,
            found["said"].strip(),
        )


def applied(
    problems: Sequence[Problem], ignores: Iterable[Ignore], known: Collection[str]
) -> list[Problem]:
    """Leave out what is ignored, and add what is wrong with the comments. `known` are all codes."""
    left = list(problems)
    told: list[Problem] = []
    for one in ignores:
        unknown = [code for code in one.codes if code not in known]
        covered = [problem for problem in left if one.covers(problem)]
        firm = [problem for problem in covered if not _may_be_ignored(problem)]
        left = [problem for problem in left if problem not in covered or problem in firm]
        told += _faults(one, unknown, covered, firm, known)
    return [*left, *told]


def _may_be_ignored(problem: Problem) -> bool:
    return problem.severity is not Severity.ERROR or problem.code.startswith(_JUDGED)


def _faults(
    one: Ignore,
    unknown: Sequence[str],
    covered: Sequence[Problem],
    firm: Sequence[Problem],
    known: Collection[str],
) -> Iterator[Problem]:
    """Yield what is wrong with one comment, the first thing alone."""
    code = one.codes[0] if one.codes else "P501"
    example = _("Write: # ocopctl: ignore {code} and behind it why, in a few words", code=code)
    if not one.codes:
        yield Problem(
            "P190",
            _('"{said}" tells ocopctl nothing', said=f"ocopctl: {one.said}"),
            example,
            Severity.WARNING,
            one.place,
        )
    elif unknown:
        near = difflib.get_close_matches(unknown[0], known, 1, 0.7)
        yield Problem(
            "P190",
            _("there is no problem code {code}", code=unknown[0]),
            _("Did you mean {code}?", code=near[0]) if near else _("`ocopctl explain` lists all."),
            Severity.WARNING,
            one.place,
        )
    elif not _LETTERS.search(one.reason):
        yield Problem(
            "P191",
            _("the comment does not say why it ignores the problem"),
            example,
            place=one.place,
        )
    elif firm:
        yield Problem(
            "P193",
            _("{code} is an error that cannot be ignored", code=firm[0].code),
            _("Put it right, and take the comment out: words and likeness alone can be ignored."),
            Severity.WARNING,
            one.place,
        )
    elif unused := [code for code in one.codes if all(p.code != code for p in covered)]:
        yield Problem(
            "P192",
            _("there is no {codes} here to be ignored", codes=", ".join(unused)),
            _("Take the comment out, or put it on the line that the problem names."),
            Severity.WARNING,
            one.place,
        )


def _content(text: str, begin: int, end: int, style: str) -> tuple[int, int]:
    """Return where the letters of a value stand: behind the line that opens a `|` or `>` text."""
    if style in {"|", ">"}:
        newline = re.compile(r"[\n\r]").search(text, begin)
        return (newline.start() if newline else begin), end
    return begin, end


def _opens(text: str, at: int) -> bool:
    """Tell whether the sign at `at` begins a comment: a blank or nothing stands before it."""
    return at == 0 or text[at - 1].isspace()


def _next_line(lines: Sequence[str], line: int) -> int:
    """Return the number of the next line that is neither empty nor a comment, if there is one."""
    for number in range(line, len(lines)):
        if lines[number].strip() and not lines[number].lstrip().startswith("#"):
            return number + 1
    return line


def _reach(text: str, spans: Iterable[Span], starts: Sequence[int], line: int) -> tuple[int, int]:
    """Return the first and the last line of the values that begin or end on a line."""
    first = last = line
    for begin, end, _style in spans:
        top = bisect_right(starts, begin)
        bottom = bisect_right(starts, begin + max(0, len(text[begin:end].rstrip()) - 1))
        if line in {top, bottom}:
            first, last = min(first, top), max(last, bottom)
    return first, last
