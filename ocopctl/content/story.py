"""A story in whole paragraphs and sentences: shortened between them, never inside one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# One blank line of a folded YAML text arrives as one line end, so a line that ends like a
# sentence ends its paragraph; any other line goes on in the next.
_PARAGRAPH = re.compile(r"\n\s*\n|(?<=[.!?…:”\")])\s*\n")
# "TP. Hà Nội" and "P. Chũ" are short names, not the ends of sentences.
_SENTENCE = re.compile(
    r"(?<!\b[A-ZĐ]\.)(?<!\b[A-ZĐ][A-Za-zĐ]\.)(?<=[.!?…])[”\")]?\s+(?=[^\W\d_]|[“\"\d(])"
)


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a story where its paragraphs end, each on one line."""
    parts = (" ".join(part.split()) for part in _PARAGRAPH.split(text))
    return tuple(part for part in parts if part)


def sentences(paragraph: str) -> tuple[str, ...]:
    """Split a paragraph after its sentences; Vietnamese short names stay whole."""
    ends = [match.end() for match in _SENTENCE.finditer(paragraph)]
    starts = [0, *ends]
    return tuple(
        paragraph[start:end].strip()
        for start, end in zip(starts, [*ends, len(paragraph)], strict=True)
    )


def opening(parts: Sequence[str], length: int) -> tuple[str, ...]:
    """Return the story's first whole sentences, at most `length` characters but never none."""
    kept: list[str] = []
    left = length
    for part in parts:
        taken: list[str] = []
        for sentence in sentences(part):
            if len(sentence) > left and (kept or taken):
                return (*kept, " ".join(taken)) if taken else tuple(kept)
            taken.append(sentence)
            left -= len(sentence) + 1
        kept.append(" ".join(taken))
    return tuple(kept)


def shorter(parts: Sequence[str], by: int) -> tuple[str, ...]:
    """Drop whole sentences from the end until at least `by` characters are gone."""
    kept = list(parts)
    gone = 0
    while kept and gone < by:
        *before, last = sentences(kept.pop())
        gone += len(last) + 1
        if before:
            kept.append(" ".join(before))
    return tuple(kept)
