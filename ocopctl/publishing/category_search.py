"""Look for categories by words, accents or not. Pure."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ocopctl.adapters.base import CategoryRow

_WORD = re.compile(r"\w+")
_NEAR = 5


def search(rows: Iterable[CategoryRow], text: str) -> list[CategoryRow]:
    """Return the categories whose path has every word of `text`, best first.

    A leaf that is called exactly so comes first, then words as they are spelt before words alike
    but for accents, the leaf before what stands above it. Parts of words count only where whole
    words find nothing.
    """
    words = _words(text)
    bare = [fold(word) for word in words]
    every = list(rows)
    found = [row for row in every if set(bare) <= set(_bare(row.path).split())] or [
        row for row in every if all(word in _bare(row.path) for word in bare)
    ]
    return sorted(found, key=lambda row: (_unlike(row, text), _cost(row, words), row.path))


def near(rows: Sequence[CategoryRow], text: str) -> list[str]:
    """Return words of the tree for a search that finds nothing.

    Words like those that occur nowhere; when all of them occur, though never together, these.
    """
    known = {fold(word): word for row in rows for name in row.path for word in _words(name)}
    words = _words(text)
    strange = [word for word in words if not any(fold(word) in one for one in known)]
    if not strange:
        return words if len(words) > 1 else []
    alike = [
        known[one]
        for word in strange
        for one in difflib.get_close_matches(fold(word), known, n=_NEAR)
    ]
    return list(dict.fromkeys(alike))[:_NEAR]


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text).casefold())


def _bare(names: Iterable[str]) -> str:
    return fold(" ".join(word for name in names for word in _words(name)))


def _unlike(row: CategoryRow, text: str) -> int:
    """Tell how far the leaf's name is from the whole text: 0 the same, 1 but for accents, 2 not."""
    leaf, wanted = _words(row.path[-1]), _words(text)
    if leaf == wanted:
        return 0
    return 1 if list(map(fold, leaf)) == list(map(fold, wanted)) else 2


def _cost(row: CategoryRow, words: Sequence[str]) -> int:
    return sum(_rank(row, word) for word in words)


def _rank(row: CategoryRow, word: str) -> int:
    """Return how good the best place of a word is: 0 the best, 5 a part of a word somewhere."""
    leaf, path = _words(row.path[-1]), [one for name in row.path for one in _words(name)]
    places = (
        word in leaf,
        fold(word) in map(fold, leaf),
        word in path,
        fold(word) in map(fold, path),
        fold(word) in _bare(row.path[-1:]),
    )
    return places.index(True) if True in places else len(places)
