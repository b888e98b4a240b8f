"""The line that a problem points at, with a mark under its column."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl.cli.cells import cells
from ocopctl.transport.redact import redact
from ocopctl.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.problems import Place

_WIDTH = 88
# The number of the line, and what says that something is cut off on either side.
_BESIDE = 10


def snippet(
    place: Place, read: Callable[[str], Sequence[str]], room: int | None = None
) -> list[str]:
    """Return the source line and the line with the mark; nothing where there is no line to show.

    `read` gives the lines of a file; `room` is how many cells of a terminal a line may take. Lines
    of the workspace file are never shown: what stands wrong in it may be a secret. So may a line
    of a file of keys that was taken for a product file.
    """
    if place.line < 1 or Path(place.file).name == FILE:
        return []
    lines = read(place.file)
    if place.line > len(lines) or redact(lines[place.line - 1]) != lines[place.line - 1]:
        return []
    most = _WIDTH if room is None else max(min(room - _BESIDE, _WIDTH), 1)
    text, column = _window(lines[place.line - 1], max(place.column, 1), most)
    if not text.strip():
        return []
    gutter = f"{place.line:>5} | "
    before = text[: column - 1].ljust(column - 1)
    return [gutter + _visible(text), " " * (len(gutter) - 2) + "| " + " " * cells(before) + "^"]


def lines_of(file: str) -> Sequence[str]:
    """Return the lines of a file, none when it cannot be read."""
    try:
        return Path(file).read_text("utf-8-sig", errors="replace").splitlines()
    except (OSError, ValueError):
        return ()


def _window(line: str, column: int, most: int) -> tuple[str, int]:
    """Cut a long line to what stands around the column."""
    if len(line) <= most:
        return line, column
    start = max(0, min(column - most // 2, len(line) - most))
    end = start + most
    text = ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
    return text, column - start + bool(start)


def _visible(text: str) -> str:
    """Replace what a terminal would obey instead of show."""
    return "".join(_seen(letter) for letter in text)


def _seen(letter: str) -> str:
    if letter == "\t":
        return " "
    return letter if letter.isprintable() or unicodedata.category(letter) == "Mn" else "�"
