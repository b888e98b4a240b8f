"""From a file's bytes to text, and which encoding it was where that is not UTF-8."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.catalog.letters import HARMFUL, REPLACED, control_character, position
from ocopctl.language import N_, _
from ocopctl.problems import Place, Problem
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 5_000_000
# What a file begins with that only looks like a product file by its name.
_NO_TEXT = (
    (b"PK\x03\x04", N_("an Excel or Word file")),
    (b"\xd0\xcf\x11\xe0", N_("an old Excel or Word file")),
    (b"%PDF", N_("a PDF file")),
    (b"{\\rtf", N_("a Word text (RTF)")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"RIFF", N_("a picture")),
    (b"\x1f\x8b", N_("a packed file")),
)
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# The five tone marks, đ, ơ and ư, where Windows-1258 and the western code page differ.
_TONES = frozenset(b"\xcc\xd2\xde\xec\xf2\xf0\xf5\xfd")
_FIRST = 4096


class Unreadable(Exception):
    """A file that cannot be read any further; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, None where it holds none, and what is wrong with its encoding.

    What could not be decoded stands in the text as U+FFFD.
    """

    text: str | None
    problem: Problem | None = None


def decoded(data: bytes, file: str) -> Decoded:
    """Decode one file, whatever encoding it is in, with or without a byte order mark."""
    for beginning, kind in _NO_TEXT:
        if data.startswith(beginning):
            return Decoded(None, no_text(file, _(kind)))
    if found := _wide(data):
        codec, name = found
        text = data.decode(codec, errors="replace").removeprefix("\ufeff")
        return Decoded(text, _wrong_encoding(file, (1, 1), name))
    try:
        return Decoded(data.removeprefix(codecs.BOM_UTF8).decode())
    except UnicodeDecodeError as error:
        at = position(data[: error.start].decode(errors="replace"))
        return _narrow(data, file, at)


def as_text(data: bytes, file: str) -> str:
    """Decode one file that is to be patched: UTF-8 without harmful letters. Raises Unreadable."""
    found = decoded(data, file)
    if found.problem is not None or found.text is None:
        raise Unreadable(found.problem or no_text(file, ""))
    if harm := HARMFUL.search(found.text):
        raise Unreadable(control_character(file, found.text, harm.start()))
    return found.text


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


def no_text(file: str, kind: str) -> Problem:
    """Describe a file that is no text at all; `kind` says what it is instead, if that is known."""
    message = (
        _("this is {kind}, not a product file", kind=kind)
        if kind
        else _("this file holds no text; it is not a product file")
    )
    hint = _("Write the products in a text file whose name ends in .yaml, saved as UTF-8.")
    return Problem("P103", message, hint, place=Place(file))


def _wide(data: bytes) -> tuple[str, str] | None:
    """Return codec and name of an encoding with two or four bytes a letter."""
    for mark, codec, name in _MARKED:
        if data.startswith(mark):
            return codec, name
    first = data[:_FIRST]
    even, odd = first[::2].count(0), first[1::2].count(0)
    # Plain letters have a zero in the same half of each pair; text has none otherwise.
    if max(even, odd) * 3 > len(first) > 3 and min(even, odd) * 8 < len(first):
        return ("utf-16-le" if odd > even else "utf-16-be"), "UTF-16"
    return None


def _narrow(data: bytes, file: str, at: tuple[int, int]) -> Decoded:
    """Read a file with one byte a letter, or UTF-8 that was damaged in some places."""
    damaged = data.removeprefix(codecs.BOM_UTF8).decode(errors="replace")
    bad = damaged.count(REPLACED)
    if sum(not letter.isascii() for letter in damaged) < 2 * bad:
        try:
            text = nfc(data.decode("cp1258"))
        except UnicodeDecodeError:
            text = ""
        if text and not _TONES.isdisjoint(data):
            return Decoded(text, _wrong_encoding(file, at, "Windows-1258"))
    return Decoded(damaged, _wrong_encoding(file, at, "", len(set(_bad_lines(damaged)))))


def _bad_lines(text: str) -> Iterator[int]:
    return (number for number, line in enumerate(text.splitlines()) if REPLACED in line)


def _wrong_encoding(file: str, at: tuple[int, int], encoding: str, lines: int = 1) -> Problem:
    if encoding:
        message = _("the file is saved as {encoding}, not as UTF-8", encoding=encoding)
    elif lines > 1:
        message = _(
            "the letters on this line are not saved as UTF-8, nor on {count} others",
            count=lines - 1,
        )
    else:
        message = _("the letters on this line are not saved as UTF-8")
    return Problem(
        "P103",
        message,
        _('Open the file in your editor, choose "Save as" and the encoding UTF-8.'),
        place=Place(file, *at),
    )
