"""Phrases of a word list, as people write them, turned into something that finds them fast.

`tốt nhất` finds these words with whatever blanks; `(tốt|rất ngon) nhất` one of several, `(…)?` or
nothing; `…` up to five other words of the sentence; `{name}` a list of the same file. What begins
with `re:` is a regular expression. All match levelled text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SIGN = r"(?:[^\S\n]|\n(?!\s*\n)|[_*~\-–.](?=\S))"
_BLANK = rf"{_SIGN}*"
_OTHERS = rf"(?:[^\W_]+,?{_SIGN}+){{0,5}}?"
_PIECE = re.compile(r"\((?P<choice>[^()]*)\)(?P<maybe>\??)|(?P<gap>…)|(?P<word>[^\s()…]+)")
_SHORT = 5
_WORD = re.compile(r"\w+")
_SYLLABLE = re.compile(r"[bcdđfghjklmnpqrstvwxz]*[^\W\d_bcdđfghjklmnpqrstvwxz]+[bcdđghjklmnpqrst]*")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a levelled text: those that stand alone, and runs of several in one."""

    alone: frozenset[str]
    run_together: str

    def may_hold(self, phrase: Phrase) -> bool:
        """Tell fast that a phrase is not there; True says nothing yet."""
        for any_of in phrase.needs:
            if any_of.isdisjoint(self.alone) and not any(
                one in self.run_together for one in any_of if self.run_together
            ):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as an expression; `needs` are sets of words of each of which one must be there.

    It is compiled when a text may hold it: most texts hold none of them. `raw` ones were written
    as expressions, and need no words.
    """

    expression: str
    needs: tuple[frozenset[str], ...] = ()
    raw: bool = False

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands in a levelled text."""
        return (found.span() for found in _compiled(self.expression).finditer(text))


def words(text: str) -> Words:
    """Take a levelled text apart."""
    alone = frozenset(_WORD.findall(text))
    long = [one for one in alone if len(one) > _SHORT and _SYLLABLE.fullmatch(one) is None]
    return Words(alone, " ".join(long))


def phrase(written: str, lists: Mapping[str, Sequence[str]]) -> Phrase:
    """Compile one phrase of a list. Raises ValueError for a phrase that cannot be read."""
    if written.startswith("re:"):
        try:
            re.compile(written[3:].strip())
        except re.error as error:
            raise ValueError(written) from error
        return Phrase(written[3:].strip(), raw=True)
    try:
        told = re.sub(r"\{(\w+)\}", lambda found: f"({'|'.join(lists[found[1]])})", written)
    except KeyError as error:
        raise ValueError(written) from error
    pieces = list(_pieces(told.lower()))
    if not any(needs for _text, needs in pieces):
        raise ValueError(written)
    body = "".join(text for text, _needs in pieces)
    expression = rf"(?<!\w){body.removesuffix(_BLANK)}(?!\w|[.,]\d)"
    return Phrase(expression, tuple(needs for _text, needs in pieces if needs))


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _pieces(written: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the expression of each piece with the blank behind it, and what it cannot lack."""
    for found in _PIECE.finditer(written):
        if found["gap"]:
            yield _OTHERS, frozenset()
        elif found["word"]:
            yield re.escape(found["word"]) + _BLANK, _first([found["word"]])
        else:
            choices = [one.strip() for one in found["choice"].split("|")]
            several = "|".join(_BLANK.join(map(re.escape, one.split())) for one in choices)
            if found["maybe"]:
                yield f"(?:(?:{several}){_BLANK})?", frozenset()
            else:
                yield f"(?:{several}){_BLANK}", _first(choices)


def _first(choices: Sequence[str]) -> frozenset[str]:
    """Return the first word of each choice, nothing when one has none: it is not looked for."""
    found = [_WORD.search(one) for one in choices]
    if not all(found):
        return frozenset()
    return frozenset(one.group() for one in found if one)
