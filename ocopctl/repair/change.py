"""A change of a file's text: these letters there, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Change:
    """Put `text` into the place of the letters from `begin` to before `end`; `why` is marked."""

    begin: int
    end: int
    text: str
    why: str


def applied(text: str, changes: Iterable[Change]) -> str:
    """Return a text with changes in their places; of two that overlap the first counts."""
    parts: list[str] = []
    at = 0
    for change in sorted(changes, key=lambda one: (one.begin, one.end)):
        if change.begin >= at:
            parts += [text[at : change.begin], change.text]
            at = change.end
    return "".join([*parts, text[at:]])
