"""The line that a problem points at, with a mark under its column."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.problems import Place

_WIDTH = 88
_LEAD = 40
_WIDE = frozenset("WF")


def snippet(place: Place, read: Callable[[str], Sequence[str]]) -> list[str]:
    """Return the source line and the line with the mark; nothing where there is no line to show.

    `read` gives the lines of a file. Lines of the workspace file are never shown: what stands
    wrong in it may be a secret.
    """
    if place.line < 1 or Path(place.file).name == FILE:
        return []
    lines = read(place.file)
    if place.line > len(lines):
        return []
    text, column = _window(lines[place.line - 1], max(place.column, 1))
    if not text.strip():
        return []
    gutter = f"{place.line:>5} | "
    before = text[: column - 1].ljust(column - 1)
    return [gutter + _visible(text), " " * (len(gutter) - 2) + "| " + " " * _cells(before) + "^"]


def lines_of(file: str) -> Sequence[str]:
    """Return the lines of a file, none when it cannot be read."""
    try:
        return Path(file).read_text("utf-8-sig", errors="replace").splitlines()
    except (OSError, ValueError):
        return ()


def _window(line: str, column: int) -> tuple[str, int]:
    """Cut a long line to what stands around the column."""
    if len(line) <= _WIDTH:
        return line, column
    start = max(0, min(column - _LEAD, len(line) - _WIDTH))
    end = start + _WIDTH
    text = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return text, column - start + bool(start)


def _visible(text: str) -> str:
    """Replace what a terminal would obey instead of show."""
    return "".join(_seen(letter) for letter in text)


def _seen(letter: str) -> str:
    if letter == "\t":
        return " "
    return letter if letter.isprintable() or unicodedata.category(letter) == "Mn" else "�"


def _cells(text: str) -> int:
    """Count the cells that a text takes on a terminal."""
    return sum(
        0
        if unicodedata.combining(letter)
        else 2
        if unicodedata.east_asian_width(letter) in _WIDE
        else 1
        for letter in text
    )
