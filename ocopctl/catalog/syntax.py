"""A parser's complaint in words that need no knowledge of parsers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from ocopctl.catalog.letters import BREAK
from ocopctl.catalog.slips import QUOTE_IT, slip
from ocopctl.catalog.stops import Repair, Slip, Stop
from ocopctl.language import N_, _
from ocopctl.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

# The keys are the texts of libyaml 0.2; an unknown one falls back to the line itself.
_KNOWN = {
    "block sequence entries are not allowed in this context": (
        N_("a list cannot begin on the line of its field"),
        N_(
            "Put each entry on a line of its own below the field, "
            "beginning with a hyphen and a blank; put a text that begins with a hyphen in quotes."
        ),
        Repair.VALUE,
    ),
    "did not find expected <document start>": (
        N_("the file ends before this line, at a line of three dots"),
        N_("Delete the line of three dots."),
        Repair.PRODUCT,
    ),
    "found unknown escape character": (
        N_("a backslash inside double quotes has a meaning of its own"),
        QUOTE_IT,
        Repair.VALUE,
    ),
    "found incompatible YAML document": (
        N_("this line is not part of a product file"),
        N_("Delete it; a product file begins with `products:`."),
        Repair.PRODUCT,
    ),
}
_UNKNOWN = (
    N_("this line cannot be read"),
    N_("Compare it with the lines above, and put texts with special characters in quotes."),
    Repair.PRODUCT,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem in the layout, and how much of the file cannot be trusted because of it."""

    problem: Problem
    repair: Repair
    tabs: bool = False


def in_plain_words(error: yaml.YAMLError, text: str, file: str) -> Fault:
    """Say what is wrong at which line and column, counted from 1, and how to write it."""
    stop = _stop(error, text)
    found = _tab(stop) or slip(stop) or _other(stop)
    place = Place(file, *_within(stop.lines, found))
    tabs = found.message == _TAB
    code = "P106" if tabs else "P105"
    return Fault(Problem(code, _(found.message), _(found.hint), place=place), found.repair, tabs)


def _within(lines: Sequence[str], found: Slip) -> tuple[int, int]:
    """Return line and column, counted from 1; the end of the file is the end of its last words."""
    line = min(found.line, len(lines) - 1)
    column = found.column if line == found.line else len(lines[line])
    while line > 0 and not lines[line].strip(" "):
        line -= 1
        column = len(lines[line])
    return line + 1, column + 1


def lines_of(text: str) -> list[str]:
    """Return the lines of a file as its parser counts them."""
    return BREAK.split(text)


def _stop(error: yaml.YAMLError, text: str) -> Stop:
    ended, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    line, column = (ended.line, ended.column) if ended else (0, 0)
    start = (began.line, began.column) if began else (line, column)
    problem = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
    words = getattr(error, "problem", None) or ""
    known = words if words in _KNOWN or not problem.startswith("while scanning a tag") else problem
    lines = lines_of(text)
    first = min(start[0], len(lines) - 1)
    while first > 0 and not lines[first].lstrip().startswith("- "):
        first -= 1
    quote = _last_quote(lines, first, (line, column))
    return Stop(lines, known, line, column, start, quote)


def _last_quote(
    lines: Sequence[str], first: int, at: tuple[int, int]
) -> tuple[int, int, int] | None:
    """Find the last text in quotation marks that begins before a place, from line `first` on."""
    last = None
    try:
        for token in yaml.scan("\n".join(lines[first:]), Loader=yaml.CSafeLoader):
            begin: Any = token.start_mark
            if (begin.line + first, begin.column) >= at:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}:
                last = (begin.line + first, begin.column, token.end_mark.line + first)
    except yaml.YAMLError:
        return last
    return last


_TAB = N_("this line begins with a tab; only blanks can indent a line")


def _tab(stop: Stop) -> Slip | None:
    """Find a tab that indents one of the lines which the parser stumbled over."""
    for number in range(min(stop.began[0], stop.line), stop.line + 1):
        text = stop.text(number)
        indentation = text[: len(text) - len(text.lstrip())]
        if "\t" in indentation and (text.strip() or number == stop.line):
            hint = N_("Replace each tab at the beginning of the line by two blanks.")
            return Slip(_TAB, hint, number, indentation.index("\t"), Repair.PRODUCT)
    return None


def _other(stop: Stop) -> Slip:
    message, hint, repair = _KNOWN.get(stop.problem, _UNKNOWN)
    if "document start" in stop.problem and "..." not in map(str.strip, stop.lines[: stop.line]):
        message, hint, repair = _KNOWN["found incompatible YAML document"]
    return Slip(message, hint, stop.line, stop.column, repair)
