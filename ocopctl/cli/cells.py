"""How much room a text takes on a terminal, and how it is broken where it takes too much."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import IO

_PAINT = re.compile(r"\x1b\[[0-9;]*m")
# What stands in back-ticks is typed as it is, and an amount stays with its sign.
_WORD = re.compile(r"( *)((?:`[^`]*`|[^ ]| (?=₫))+)")
_WIDE = frozenset("WF")
_ON_ANOTHER = frozenset({"Mn", "Me"})
_USUAL = 80


def cells(text: str) -> int:
    """Count the cells that a text takes on a terminal; colours take none."""
    if text.isascii() and "\x1b" not in text:
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in _ON_ANOTHER
        else 2
        if unicodedata.east_asian_width(letter) in _WIDE
        else 1
        for letter in _PAINT.sub("", text)
    )


def width_of(stream: IO[str]) -> int:
    """Return how many cells a line of a terminal has; `COLUMNS` comes first, 80 is the guess."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL
    except OSError:
        return _USUAL


def wrapped(text: str, width: int, *, hanging: int = 2) -> list[str]:
    """Return the lines of a text, each broken between words where it is wider than `width` cells.

    What is broken off stands `hanging` cells further in than its line began. A word that is too
    long stays whole: an address or a command is copied from the screen.
    """
    return [part for line in text.split("\n") for part in _broken(line, width, hanging)]


def _broken(line: str, width: int, hanging: int) -> list[str]:
    if cells(line) <= width:
        return [line]
    start = len(line) - len(line.lstrip(" "))
    indent = " " * (start + hanging)
    lines = []
    current = ""
    for gap, word in _WORD.findall(line):
        if current.strip() and cells(current + gap + word) > width:
            lines.append(current)
            current = indent + word
        else:
            current += gap + word
    return [*lines, current]
