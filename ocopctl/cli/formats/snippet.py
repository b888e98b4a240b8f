"""The line that a problem points at, with a mark under the cell where it begins."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl.catalog.decode import MAX_BYTES, decoded
from ocopctl.catalog.letters import BREAK
from ocopctl.cli.cells import cells
from ocopctl.transport.redact import redact
from ocopctl.workspace import FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.problems import Place

_WIDTH = 88
_LEAST = 12
# The number of the line, and what stands between it and the line.
_GUTTER = 8
_CUT = "…"
# A letter of NFD Vietnamese is three code points on one cell.
_POINTS_A_CELL = 4
_PLACELESS = frozenset({"Mn", "Me"})


def snippet(
    place: Place, read: Callable[[str], Sequence[str]], room: int | None = None
) -> tuple[str, str] | None:
    """Return the source line and the line with the mark; None where there is no line to show.

    `read` gives the lines of a file; `room` is how many cells of a terminal a line may take. Lines
    of the workspace file are never shown: what stands wrong in it may be a secret. So may a line
    of a file of keys that was taken for a product file.
    """
    if place.line < 1 or Path(place.file).name == FILE:
        return None
    lines = read(place.file)
    if place.line > len(lines) or _is_secret(lines[place.line - 1]):
        return None
    most = _WIDTH if room is None else max(min(room - _GUTTER, _WIDTH), _LEAST)
    line = lines[place.line - 1].ljust(place.column - 1)
    text, before = _window(line, max(place.column - 1, 0), most)
    if not text.strip():
        return None
    return f"{place.line:>5} | {text}", f"{'':>5} | {' ' * before}^"


def lines_of(file: str) -> Sequence[str]:
    """Return the lines of a file as its YAML counts them, none when it cannot be read."""
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES)
    except (OSError, ValueError):
        return ()
    return BREAK.split(decoded(data, file).text or "")


@lru_cache(maxsize=64)
def _is_secret(line: str) -> bool:
    return redact(line) != line


def _window(line: str, at: int, most: int) -> tuple[str, int]:
    """Return what is shown of a line, at most so many cells, and the cells before place `at`.

    Only what is near `at` is looked at: a line may be the whole file.
    """
    reach = most * _POINTS_A_CELL
    first = max(at - reach, 0)
    near = "".join(map(_seen, line[first : at + reach]))
    at -= first
    rest = len(line) > first + len(near)
    before = cells(near[:at])
    if not first and not rest and max(cells(near), before + 1) <= most:
        return near, before
    start = _grown(near, at, -1, most // 2)
    end = _grown(near, at, 1, most - 2 - cells(near[start:at]))
    start = _grown(near, at, -1, most - 2 - cells(near[at:end]))
    begun, ended = first + start > 0, rest or end < len(near)
    text = (_CUT if begun else "") + near[start:end] + (_CUT if ended else "")
    return text, begun + cells(near[start:at])


def _grown(text: str, at: int, step: int, room: int) -> int:
    """Return how far one can go from `at` within so many cells, never into a letter's marks."""
    end = at
    while 0 <= end + step <= len(text):
        over = text[end : end + step] if step > 0 else text[end + step : end]
        room -= cells(over)
        if room < 0:
            break
        end += step
    while 0 < end < len(text) and step < 0 and not cells(text[end]):
        end += 1
    return end


def _seen(letter: str) -> str:
    """Return what is shown for a letter: a terminal shall show the file and not obey it."""
    if letter == "\t":
        return " "
    shown = letter.isprintable() or unicodedata.category(letter) in _PLACELESS
    return letter if shown else "�"
