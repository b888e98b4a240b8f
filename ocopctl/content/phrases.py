"""Small things that make words into sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def sentence(text: str) -> str:
    """Start a text with a capital and end it as a sentence."""
    closed = ended(text)
    return closed[:1].upper() + closed[1:]


def ended(text: str) -> str:
    """End a text as a sentence; nothing stays nothing."""
    trimmed = text.strip().rstrip(",;: ")
    return trimmed if not trimmed or trimmed[-1] in ".!?…" else f"{trimmed}."


def listed(values: Sequence[str], word: str = "và") -> str:
    """Join values as people say them: `a, b và c`."""
    *before, last = values or ("",)
    return f"{', '.join(before)} {word} {last}" if before else last


def lower_first(text: str) -> str:
    """Start a text small, unless it starts with a name: `Trúc Thôn`, `OCOP`."""
    first, _, rest = text.partition(" ")
    if not first[1:].islower() or rest[:1].isupper():
        return text
    return text[:1].lower() + text[1:]
