"""Text as readers take it, for matching words: how letters are disguised no longer matters.

Small letters, look-alikes of other alphabets and wide forms as plain ones, invisible signs gone,
letters that are set apart joined. Accents stay: `nhật` is not `nhất`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALIKE: Final = str.maketrans(
    "асеорхуіјѕһԁԛԝкмнтвгαοερντικυχʟɪɢɴʀʏʙʜᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢⅼⅰ",
    "aceopxyijshdqwkmhtbraoepvtikux"  # one Latin letter for each of them
    "lignrybhacdejkmoptuvwzli",
)
_UNFOLDED: Final = {"№": "no."}
_APART: Final = ".-_*·•~+|/\\’'"
_LETTER = r"[^\W\d_]"
_DUMB = "[bcdđfghjklmnpqrstvwxz]"
_PLAIN = (
    "\n -~\u00a0-\u00ac\u00ae-\u00ff\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1"
)
_PLAIN += "\u01af\u01b0\u1ea0-\u1ef9\u2010-\u2027\u2030-\u203a"
_SET_APART = re.compile(rf"[{re.escape(_APART)}](?<={_LETTER}.)(?={_LETTER})")
_ONE_BY_ONE = re.compile(rf" {_LETTER} {_LETTER} ")
_ODD = re.compile(rf"[^{_PLAIN}]")
_SPREAD = re.compile(rf"(?<!\w){_LETTER}(?: {_LETTER}){{3,}}(?!\w)")
_BEFORE = re.compile(rf"{_LETTER}+\Z")
_BEHIND = re.compile(rf"{_LETTER}+")
_SYLLABLE: Final = 8
_NO_VOWEL = re.compile(rf"{_DUMB}+")


@dataclass(frozen=True, slots=True)
class Levelled:
    """The text for matching, and where each of its letters stands in the text it was made of."""

    text: str
    at: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the levelled text stands in the text it was made of."""
        return self.at[start], self.at[end - 1] + 1


def level(text: str) -> Levelled:
    """Level one text; the common case, plain Vietnamese, is a copy in small letters."""
    unfolded = unfold(text)
    if _SET_APART.search(unfolded.text) or _ONE_BY_ONE.search(unfolded.text):
        return _joined(unfolded)
    return unfolded


def unfold(text: str) -> Levelled:
    """Do as `level` does, and leave letters apart: addresses are written with dots."""
    lower = text.lower()
    if _ODD.search(text) is None and len(lower) == len(text):
        return Levelled(lower, range(len(text)))
    return _letters(text)


def _letters(text: str) -> Levelled:
    """Unfold every sign to plain small letters, each with its place."""
    letters: list[str] = []
    at: list[int] = []
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if category == "Cf" or sign in "\u034f\u3164\u2800\ufe0f":
            continue
        plain = unicodedata.normalize("NFKC", _UNFOLDED.get(sign, sign)).lower().translate(_ALIKE)
        if category == "Mn" and letters:
            whole = unicodedata.normalize("NFC", letters[-1] + plain)
            if len(whole) == 1:
                letters[-1] = whole
                continue
        for letter in plain:
            letters.append(letter)
            at.append(place)
    return Levelled("".join(letters), at)


def _joined(unfolded: Levelled) -> Levelled:
    """Join letters that signs or blanks were put between; whole words stay apart."""
    text = unfolded.text
    drop = {found.start() for found in _SET_APART.finditer(text) if _torn(text, found.start())}
    for run in _SPREAD.finditer(text):
        drop.update(range(run.start() + 1, run.end(), 2))
    if not drop:
        return unfolded
    ends = [*sorted(drop), len(text)]
    kept = [
        slice(begin, end) for begin, end in zip([0, *(n + 1 for n in ends)], ends, strict=False)
    ]
    places = chain.from_iterable(unfolded.at[part] for part in kept)
    return Levelled("".join(text[part] for part in kept), list(places))


def _torn(text: str, at: int) -> bool:
    """Tell whether the sign at `at` stands beside a stretch that is no syllable of its own."""
    before, behind = _BEFORE.search(text, max(0, at - _SYLLABLE), at), _BEHIND.match(text, at + 1)
    return any(
        len(part.group()) == 1 or _NO_VOWEL.fullmatch(part.group()) is not None
        for part in (before, behind)
        if part
    )
