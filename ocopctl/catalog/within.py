"""Where a piece of a value stands in its file: line and column, in texts of every YAML style."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import yaml

from ocopctl.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_HEADER: Final = re.compile("[^\n\r\x85\u2028\u2029]*")
_UNITS: Final = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
}
_BLANK_ESCAPES: Final = frozenset(f"\\{sign}" for sign in "nrtNLP_ \n\r")
Span = tuple[int, int, str]


def piece_place(text: str, place: Place, value: str, offset: int) -> Place:
    """Return the place of the letter `offset` of a value that begins at `place` in the file's text.

    Where the value cannot be followed letter by letter it is the place of the value itself.
    """
    span = scalar_spans(text).get((place.line, place.column))
    if span is None:
        return place
    seen = sum(1 for letter in value[:offset] if _counts(letter))
    for at, letter in _written(text, span):
        if _counts(letter):
            if seen == 0:
                return replace(place, **_position(text, span[0], at, place))
            seen -= 1
    return place


def nearest(where: Mapping[str, Place], path: str) -> Place:
    """Return the place of a field, or of the nearest thing around it that was written."""
    while path and path not in where:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return where.get(path, Place())


def scalar_spans(text: str) -> Mapping[tuple[int, int], Span]:
    """Return where each value of a YAML text begins and ends, and its style, by line and column."""
    return _spans(text)


@lru_cache(maxsize=256)
def _spans(text: str) -> Mapping[tuple[int, int], Span]:
    found: dict[tuple[int, int], Span] = {}
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
    try:
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                begin: Any = event.start_mark
                end: Any = event.end_mark
                key = begin.line + 1, begin.column + 1
                found[key] = begin.index, end.index, event.style or ""
    except yaml.YAMLError:
        pass  # what could be read up to there is placed; the rest was told already
    return found


def _written(text: str, span: Span) -> Iterator[tuple[int, str]]:
    """Yield the letters of a value as the file has them; an escaped one counts as one letter."""
    begin, end, style = span
    if style in _UNITS:
        for found in _UNITS[style].finditer(text, begin + 1, end - 1):
            unit = found.group()
            blank = unit in _BLANK_ESCAPES
            yield found.start(), " " if blank else unit[0]
        return
    if style in {"|", ">"}:
        header = _HEADER.match(text, begin)
        begin = header.end() if header else begin
    yield from ((at, text[at]) for at in range(begin, end))


def _counts(letter: str) -> bool:
    """Tell whether a letter is counted: blanks are folded and accents may be composed or not."""
    return not letter.isspace() and unicodedata.combining(letter) == 0


def _position(text: str, begin: int, at: int, place: Place) -> dict[str, Any]:
    breaks = list(_BREAK.finditer(text, begin, at))
    if not breaks:
        return {"column": place.column + at - begin}
    return {"line": place.line + len(breaks), "column": at - breaks[-1].end() + 1}
