"""A parser's complaint in words that need no knowledge of parsers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.language import N_, _
from ocopctl.problems import Place, Problem

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True, slots=True)
class _Words:
    """What to say, and whether the fault is where the piece began rather than where it ended."""

    message: str
    hint: str
    at_start: bool = False


_INDENTATION = _Words(
    N_("this line does not fit the lines above it"),
    N_("Begin it at the same column as the other fields of its product, with blanks."),
)
_QUOTES = N_("Put the whole value in single quotes: 'like this'.")
_BRACKET = _Words(
    N_("a bracket that opens here is not closed, or a comma is missing inside it"),
    N_("Close the list with ] and the group with }, and put a comma between entries."),
    at_start=True,
)
# The keys are the texts of libyaml 0.2; an unknown one falls back to the line itself.
_KNOWN = {
    "mapping values are not allowed in this context": _Words(
        N_("the colon here is read as the beginning of another field"),
        N_(
            "If the colon belongs to the text, put the text in quotes; "
            "else check where the line begins."
        ),
    ),
    "did not find expected key": _INDENTATION,
    "did not find expected '-' indicator": _INDENTATION,
    "did not find expected <document start>": _INDENTATION,
    "block sequence entries are not allowed in this context": _Words(
        N_("a list cannot begin on the line of its field"),
        N_(
            "Put each entry on a line of its own below the field, "
            "beginning with a hyphen and a blank."
        ),
    ),
    "could not find expected ':'": _Words(
        N_("this line is not a field: a name, a colon, a blank and a value"),
        N_("Write a blank after the colon: price: 120.000"),
        at_start=True,
    ),
    "found unexpected end of stream": _Words(
        N_("the quotation mark that opens here is never closed"),
        N_("Close it with the same mark at the end of the text."),
        at_start=True,
    ),
    "did not find expected ',' or ']'": _BRACKET,
    "did not find expected ',' or '}'": _BRACKET,
    "did not find expected node content": _Words(
        N_("a bracket or comma stands where a value belongs"), _QUOTES
    ),
    "found character that cannot start any token": _Words(
        N_("a value cannot begin with this character"), _QUOTES
    ),
    "found unknown escape character": _Words(
        N_("a backslash inside double quotes has a meaning of its own"), _QUOTES
    ),
    "did not find expected alphabetic or numeric character": _Words(
        N_("a value cannot begin with * or & unless it is quoted"), _QUOTES, at_start=True
    ),
}
_UNKNOWN = _Words(
    N_("this line cannot be read"),
    N_("Compare it with the lines above, and put texts with special characters in quotes."),
)


def in_plain_words(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Say what is wrong at which line and column, counted from 1, and how to write it."""
    words = _KNOWN.get(getattr(error, "problem", None) or "", _UNKNOWN)
    ended, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = began if words.at_start and began is not None else ended
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if ended is not None and _has_tab(text, ended.line):
        return _tab(file, ended.line + 1)
    return Problem("P105", _(words.message), _(words.hint), place=Place(file, line, column))


def _has_tab(text: str, line: int) -> bool:
    lines = text.splitlines()
    if line >= len(lines):
        return False
    indentation = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    return "\t" in indentation


def _tab(file: str, line: int) -> Problem:
    return Problem(
        "P106",
        _("this line begins with a tab; only blanks can indent a line"),
        _("Replace each tab at the beginning of the line by two blanks."),
        place=Place(file, line, 1),
    )
