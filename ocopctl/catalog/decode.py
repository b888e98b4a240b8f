"""From a file's bytes to text: UTF-8, bounded, without characters nobody can see."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 5_000_000
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
unseen: Callable[[str], re.Match[str] | None] = _UNSEEN.search


class Unreadable(Exception):
    """A file that cannot be read any further; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def as_text(data: bytes, file: str) -> str:
    """Decode one file, with or without a byte order mark. Raises Unreadable."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable(_wrong_encoding(file, 1, 1, "UTF-16"))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line, column = _position(data[: error.start].decode(errors="replace"))
        raise Unreadable(_wrong_encoding(file, line, column, "")) from error
    if found := unseen(text):
        raise Unreadable(_control_character(file, text, found.start()))
    return text


def too_large(file: str, size: int) -> Problem:
    """Describe a file over the bound of 5 MB; `size` is in bytes."""
    return Problem(
        "P102",
        _(
            "the file is {size} MB; a product file may be {limit} MB",
            size=round(size / 1e6, 1),
            limit=MAX_BYTES // 1_000_000,
        ),
        _("Spread the products over several files, and keep pictures as files of their own."),
        place=Place(file),
    )


def _position(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _wrong_encoding(file: str, line: int, column: int, encoding: str) -> Problem:
    message = (
        _("the file is saved as {encoding}, not as UTF-8", encoding=encoding)
        if encoding
        else _("the letters on this line are not saved as UTF-8")
    )
    return Problem(
        "P103",
        message,
        _('Open the file in your editor, choose "Save as" and the encoding UTF-8.'),
        place=Place(file, line, column),
    )


def _control_character(file: str, text: str, at: int) -> Problem:
    return Problem(
        "P104",
        _(
            "a control character (U+{code}), which cannot be seen, stands on this line",
            code=f"{ord(text[at]):04X}",
        ),
        _("Delete the line and type it again instead of pasting it."),
        place=Place(file, *_position(text[:at])),
    )
