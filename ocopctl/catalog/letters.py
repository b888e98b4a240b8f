"""Letters that nobody meant to write: unseen ones, lost ones, and ones encoded twice.

They are looked for in the text of a whole file, so that a clean file costs a few searches.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACED = "\ufffd"
"""Stands for a letter that was refused or lost, each of them told; values that hold it too."""
# Control characters, line breaks that look like none, and marks that turn the line around.
HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufffe\uffff]"
)
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202c\u2060-\u2069\ufeff]")
_ODD = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BLANK = re.compile(f"[{_ODD}]")
# Before a field or a hyphen, or behind the colon of a field. Anywhere else they are text.
_ODD_BLANKS = re.compile(
    rf"^(?P<before>[ \t]*(?:- *)?)(?P<start>[{_ODD}][ {_ODD}]*)(?=- |[a-z][a-z_]*:(?:\s|$))"
    rf"|^(?P<name>[ \t]*(?:- +)?[a-z][a-z_]*:)(?P<behind>[{_ODD}]+)",
    re.MULTILINE,
)
_QUESTION_MARK = re.compile(r"\?(?<=[^\W\d_]\?)(?=[^\W\d_])")
_ADDRESS = re.compile("[/=]")
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What ends a line of a product file."""
_MOST = 20
_MANY = 200
_FAR = 30
_BINARY = 0.05


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file's text as it can be read on, None when it is none, and what was wrong with it."""

    text: str | None
    problems: tuple[Problem, ...] = ()


def position(before: str) -> tuple[int, int]:
    """Return line and column, counted from 1, of what stands behind `before`."""
    breaks = list(BREAK.finditer(before))
    return len(breaks) + 1, len(before) - (breaks[-1].end() if breaks else 0) + 1


def cleaned(text: str, file: str) -> Cleaned:
    """Replace what cannot be meant, keeping every other letter in its place, and tell it."""
    problems: list[Problem] = []
    letters = "".join(set(text))
    if HARMFUL.search(letters):
        if len(HARMFUL.findall(text)) > max(_MOST, len(text) * _BINARY):
            return Cleaned(None)
        problems += [control_character(file, text, at) for at in _a_line(text, HARMFUL)]
        text = HARMFUL.sub(REPLACED, text)
    if _ODD_BLANK.search(letters):
        odd = islice(_ODD_BLANKS.finditer(text), _MOST)
        problems += [_odd_blank(file, text, match) for match in odd]
        text = _ODD_BLANKS.sub(_plain, text)
    if _UNSEEN.search(letters):
        found = [at for at in _a_line(text, _UNSEEN) if not _in_comment(text, at)]
        problems += [_unseen(file, text, at) for at in found]
        text = _UNSEEN.sub("", text)
    if "?" in letters:
        problems += _question_marks(text, file)
    return Cleaned(text, tuple(problems))


def control_character(file: str, text: str, at: int) -> Problem:
    """Describe the harmful letter at an index of the text."""
    return Problem(
        "P104",
        _(
            "a control character (U+{code}), which cannot be seen, stands on this line",
            code=f"{ord(text[at]):04X}",
        ),
        _("Delete the line and type it again instead of pasting it."),
        place=Place(file, *position(text[:at])),
    )


def _a_line(text: str, letters: re.Pattern[str]) -> Iterator[int]:
    """Yield where the first such letter of each line stands, of a bounded number of lines."""
    at = 0
    for _line in range(_MOST):
        found = letters.search(text, at)
        if found is None:
            return
        yield found.start()
        end = BREAK.search(text, found.end())
        at = end.end() if end else len(text)


def _in_comment(text: str, at: int) -> bool:
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    return text[start:at].lstrip(" \t").startswith("#")


def _plain(match: re.Match[str]) -> str:
    whole = match[0]
    kept = match["before"] if match["name"] is None else match["name"]
    return kept + " " * (len(whole) - len(kept))


def _odd_blank(file: str, text: str, match: re.Match[str]) -> Problem:
    at = match.start("start" if match["name"] is None else "behind")
    return Problem(
        "P106",
        _("a blank on this line is a special one (U+{code})", code=f"{ord(text[at]):04X}"),
        _("Delete it and press the space bar; pasted text often brings such blanks."),
        place=Place(file, *position(text[:at])),
    )


def _unseen(file: str, text: str, at: int) -> Problem:
    return Problem(
        "P122",
        _("a character that cannot be seen (U+{code}) was left out", code=f"{ord(text[at]):04X}"),
        _("Delete the word and type it again; it came with pasted text."),
        Severity.WARNING,
        Place(file, *position(text[:at])),
    )


def _question_marks(text: str, file: str) -> Iterator[Problem]:
    """Yield one warning when words hold question marks as letters do that were lost."""
    found = [
        match.start()
        for match in islice(_QUESTION_MARK.finditer(text), _MANY)
        if not _in_comment(text, match.start()) and not _ADDRESS.search(_word(text, match.start()))
    ]
    if len(found) < 2:
        return
    yield Problem(
        "P121",
        _(
            '"{word}" has a question mark where a letter may have been lost',
            word=_word(text, found[0]),
        ),
        _("Type the word again, and save the file as UTF-8. Words like it: {n}.", n=len(found)),
        Severity.WARNING,
        Place(file, *position(text[: found[0]])),
    )


def _word(text: str, at: int) -> str:
    """Return the word around an index; what is far from it is left out."""
    begin = end = at
    while begin > max(0, at - _FAR) and not text[begin - 1].isspace():
        begin -= 1
    while end < min(len(text), at + _FAR) and not text[end].isspace():
        end += 1
    return text[begin:end]
