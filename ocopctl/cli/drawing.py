"""Tables on a terminal, whatever its width: drawn, in marks alone, or row by row."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from ocopctl.cli.cells import cells, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Cell = tuple[str, str]
    Row = Sequence[Cell]
    Paint = Callable[[str, str], str]

_MARKS = "✓◐…✗"
_GAP = "  "
# Its first space is one that no line is broken at.
_DOT = "\N{NO-BREAK SPACE}· "


def drawn(head: Sequence[str], rows: Sequence[Row], width: int, paint: Paint) -> list[str]:
    """Return the lines of a table of (text, style) cells, `width` wide at most.

    Where it does not fit, cells that begin with a mark keep the mark alone, and a line under the
    table tells what the marks mean; other cells are broken between words. What does not fit even so
    is told row by row. The texts of the first column stay whole: they are copied.
    """
    titles = [(title, "bold") for title in head]
    marked = all(text[:1] in _MARKS for row in rows for text, _style in row[1:])
    shown = rows
    legend = ""
    if marked and not _fits([titles, *rows], width):
        shown = [(row[0], *((text[:1], style) for text, style in row[1:])) for row in rows]
        legend = _legend(rows)
    widths = _widths(titles, shown, width, whole=marked)
    if not widths:
        return _row_by_row(head, rows, width, paint)
    rule = "─" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    lines = [line for row in shown for line in _lines(row, widths, paint)]
    under = [paint(line, "dim") for line in wrapped(legend, width)] if legend else []
    return [*_lines(titles, widths, paint), rule, *lines, *under]


def _fits(table: Sequence[Row], width: int) -> bool:
    naturals = [max(cells(text) for text, _style in column) for column in zip(*table, strict=True)]
    return sum(naturals) + len(_GAP) * (len(naturals) - 1) <= width


def _widths(titles: Row, rows: Sequence[Row], width: int, *, whole: bool) -> list[int]:
    """Share the room out: to each column what it needs, less to the widest, words never broken.

    With `whole` nothing is broken at all. Nothing is returned where there is too little room.
    """
    columns = list(zip(titles, *rows, strict=True))
    naturals = [max(cells(text) for text, _style in column) for column in columns]
    least = naturals if whole else [_longest_word(column) for column in columns]
    least[0] = max([least[0], *(cells(row[0][0]) for row in rows)])
    room = width - len(_GAP) * (len(columns) - 1)
    for most in range(max(naturals), 0, -1):
        shares = [max(low, min(high, most)) for low, high in zip(least, naturals, strict=True)]
        if sum(shares) <= room:
            return shares
    return []


def _longest_word(column: Sequence[Cell]) -> int:
    return max((cells(word) for text, _style in column for word in text.split(" ")), default=0)


def _lines(row: Row, widths: Sequence[int], paint: Paint) -> list[str]:
    """Return one row: as many lines as its longest cell is broken into."""
    parts = [
        wrapped(text, width, hanging=0) for (text, _style), width in zip(row, widths, strict=True)
    ]
    lines = []
    for texts in zip_longest(*parts, fillvalue=""):
        padded = [
            paint(text, style) + " " * (width - cells(text)) if text else " " * width
            for text, (_text, style), width in zip(texts, row, widths, strict=True)
        ]
        lines.append(_GAP.join(padded).rstrip())
    return lines


def _legend(rows: Sequence[Row]) -> str:
    """Return what each mark that is shown means: the words it stood with."""
    words: dict[str, dict[str, None]] = {mark: {} for mark in _MARKS}
    for row in rows:
        for text, _style in row[1:]:
            if word := text[1:].strip():
                words[text[0]][word] = None
    return _GAP.join(f"{mark} {', '.join(found)}" for mark, found in words.items() if found)


def _row_by_row(head: Sequence[str], rows: Sequence[Row], width: int, paint: Paint) -> list[str]:
    lines = []
    for first, *others in rows:
        told = [
            f"{title} {paint(text, style)}"
            for title, (text, style) in zip(head[1:], others, strict=True)
            if text
        ]
        lines += [paint(first[0], "bold"), *wrapped("  " + _DOT.join(told), width)]
    return lines
