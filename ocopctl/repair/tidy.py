"""Letters and blanks: composed letters, single blanks, nothing unseen. The words stay the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import yaml

from ocopctl.catalog.letters import cleaned
from ocopctl.language import N_
from ocopctl.repair.change import Change
from ocopctl.repair.spots import BLOCK, is_prose, spots
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ocopctl.repair.spots import Spot

_BLANKS: Final = N_("special blanks became plain ones")
_UNSEEN: Final = N_("characters that cannot be seen were taken out")
_COMPOSED: Final = N_("letters and their accents were joined (Unicode NFC)")
_DOUBLED: Final = N_("blanks too many were taken out")
_QUOTES: Final = N_("curly quotes became straight ones")
_ODD: Final = re.compile(r"[^\S \t\r\n]")
# Behind a word: what stands before the first one lays out the lines below it.
_ODD_INSIDE: Final = re.compile(r"(?<=\S)[^\S\t\r\n]*[^\S \t\r\n][^\S\t\r\n]*(?=\S)")
_ODD_AT_END: Final = re.compile(r"(?<=\S)[^\S\r\n]*[^\S \t\r\n][^\S\r\n]*(?=\r?\n|\Z)")
_SEVERAL: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_AT_END: Final = re.compile(r"[ \t]+(?=\r?\n)")
_BEHIND: Final = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_CURLY_LINE: Final = re.compile(
    r'(?:[^#"“”]*:|[ \t]*-)[ \t]+(?P<open>[“”„])[^"“”„\\]*(?P<close>[“”])[ \t]*'
)
_SLIPS: Final = 50


def layout(text: str) -> list[Change]:
    """Return the special blanks that stand where the layout of a file asks for plain ones.

    What cannot be seen at the beginning of a line goes too.
    """
    clean = cleaned(text, "").text
    if clean is None or clean == text:
        return []
    found: list[Change] = []
    at, indented = 0, True
    for number, letter in enumerate(text):
        kept = clean[at : at + 1]
        if letter == kept:
            at += 1
            indented = letter == "\n" or (indented and letter.isspace())
        elif kept == " " and _ODD.match(letter):
            at += 1
            found.append(Change(number, number + 1, " ", _BLANKS))
        elif indented:
            found.append(Change(number, number + 1, "", _UNSEEN))
    return found


def quotes(text: str) -> list[Change]:
    """Return the curly quotes that were to hold a text together and left the file unreadable."""
    found: list[Change] = []
    lines = text.splitlines(keepends=True)
    for _try in range(_SLIPS):
        stop = _stop("".join(lines))
        if stop is None:
            return found
        match = _CURLY_LINE.fullmatch(lines[stop].rstrip("\r\n")) if stop < len(lines) else None
        if match is None:
            return found
        before = sum(map(len, lines[:stop]))
        for part in ("open", "close"):
            at = match.start(part)
            found.append(Change(before + at, before + at + 1, '"', _QUOTES))
            lines[stop] = f'{lines[stop][:at]}"{lines[stop][at + 1 :]}'
    return found


def tidy(text: str) -> list[Change]:
    """Return what is not well written in the values and names of a file; none if unreadable."""
    try:
        return [change for spot in spots(text) for change in _changes(text, spot)]
    except yaml.YAMLError:
        return []


def _stop(text: str) -> int | None:
    """Return the line at which a reader gives up, counted from 0; None where it reads all."""
    try:
        for _spot in spots(text):
            pass
    except yaml.MarkedYAMLError as error:
        return error.problem_mark.line if error.problem_mark else None
    except yaml.YAMLError:
        return None
    return None


def _changes(text: str, spot: Spot) -> Iterator[Change]:
    """Yield the change of one value or name, and the blanks behind it on its line."""
    head, raw = _head(spot, text[spot.begin : spot.end])
    now, why = raw, ""
    for reason, step in _steps(spot):
        fresh = step(now)
        why, now = (why or reason, fresh) if fresh != now else (why, now)
    if now != raw:
        yield Change(spot.begin, spot.end, head + now, why)
    behind = None if spot.name or spot.style in BLOCK else _BEHIND.match(text, spot.end)
    if behind:
        yield Change(behind.start(), behind.end(), "", _DOUBLED)


def _head(spot: Spot, raw: str) -> tuple[str, str]:
    """Part the line of the sign | or > from the text below it; a comment may stand there."""
    if spot.style not in BLOCK:
        return "", raw
    head, newline, below = raw.partition("\n")
    return head + newline, below


def _steps(spot: Spot) -> Iterator[tuple[str, Callable[[str], str]]]:
    yield _UNSEEN, lambda raw: cleaned(raw, "").text or raw
    if not spot.name and is_prose(spot.path):
        yield _BLANKS, lambda raw: _ODD_AT_END.sub("", _ODD_INSIDE.sub(" ", raw))
        if spot.style != "|":  # there the writer lays out the lines
            yield _DOUBLED, lambda raw: _SEVERAL.sub(" ", raw)
    if spot.style in BLOCK:
        yield _DOUBLED, lambda raw: _AT_END.sub("", raw)
    yield _COMPOSED, nfc
