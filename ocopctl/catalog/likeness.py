"""Which texts are too alike: the share of three words in a row, without all being compared."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WORD: Final = re.compile(r"\w+")
_IN_A_ROW: Final = 3
_ROUNDED: Final = 1e-6
_COMMON: Final = 50
"""A shingle that so many different texts hold leads to nobody."""


@dataclass(frozen=True, slots=True)
class Shingles:
    """A text as three-word shingles with where each first stands in it, in its order."""

    text: str
    at: Mapping[tuple[str, ...], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Twins:
    """Two texts, by number, and the share of shingles that they have in common (Jaccard)."""

    first: int
    second: int
    share: float


def shingles(text: str, left_out: Sequence[tuple[int, int]] = ()) -> Shingles:
    """Take a text apart; the stretches `left_out` count for nothing."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    row: list[tuple[str, int, int]] = []
    for word in _WORD.finditer(text):
        if any(begin < word.end() and word.start() < end for begin, end in left_out):
            row = []
            continue
        row = [*row[1 - _IN_A_ROW :], (nfc(word.group()).lower(), word.start(), word.end())]
        if len(row) == _IN_A_ROW:
            found.setdefault(tuple(one for one, _b, _e in row), (row[0][1], row[-1][2]))
    return Shingles(text, found)


def twins(texts: Sequence[Shingles], least: float) -> Iterator[Twins]:
    """Yield each text that is too alike an earlier one, with the one that it is most alike.

    A text that was found alike stands for nothing further, so that a hundred copies of one text
    are a hundred pairs and not five thousand. `least` is the share from which on two are alike.
    """
    holders: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(texts):
        if not one.at:
            continue
        near = (Twins(n, number, share(one, texts[n])) for n in _near(one, texts, holders, least))
        best = max(near, key=lambda pair: pair.share, default=None)
        if best is not None and best.share >= least:
            yield best
            continue
        for shingle in one.at:
            held = holders.setdefault(shingle, [])
            if len(held) < _COMMON:
                held.append(number)


def _near(
    one: Shingles,
    texts: Sequence[Shingles],
    holders: Mapping[tuple[str, ...], Sequence[int]],
    least: float,
) -> list[int]:
    """Return the earlier texts that may share enough; what too many say is granted to each."""
    counts: Counter[int] = Counter()
    granted = 0
    for shingle in one.at:
        held = holders.get(shingle, ())
        if len(held) < _COMMON:
            counts.update(held)
        else:
            granted += 1
    needed = least / (1 + least)
    return sorted(
        number
        for number, count in counts.items()
        if count + granted + _ROUNDED >= needed * (len(one.at) + len(texts[number].at))
    )


def share(one: Shingles, other: Shingles) -> float:
    """Return how much two texts have in common: 0 nothing, 1 all."""
    both = len(one.at.keys() & other.at.keys())
    return both / (len(one.at) + len(other.at) - both) if both else 0.0


def shared_phrases(one: Shingles, other: Shingles) -> list[tuple[int, int]]:
    """Return the stretches of a text that another one holds too, the longest first."""
    runs: list[tuple[int, int]] = []
    spans = sorted(span for shingle, span in one.at.items() if shingle in other.at)
    for begin, end in spans:
        if runs and begin <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((begin, end))
    return sorted(runs, key=lambda run: (run[0] - run[1], run[0]))


def where(text: str, phrase: str) -> int:
    """Return where a text first says a phrase, whatever blanks and signs stand in between."""
    words = r"\W+".join(re.escape(word) for word in _WORD.findall(phrase))
    found = re.compile(words, re.IGNORECASE).search(text)
    return found.start() if found else 0
