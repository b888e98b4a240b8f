"""Vietnamese text that went through a wrong encoding: `Giá»¥` was `Giụ`, `ChiÕu` was `Chiếu`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from ocopctl.catalog.letters import BREAK, REPLACED, position
from ocopctl.language import _
from ocopctl.problems import Place, Problem


def _letter(byte: int) -> str:
    """Return what a western editor shows for a byte; five of them have no letter there."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_SHOWN = {_letter(byte): byte for byte in range(0x80, 0x100)}


def _class(first: int, last: int) -> str:
    letters = "".join(re.escape(_letter(byte)) for byte in range(first, last + 1))
    # The editor may have shown a byte without a letter as the control character it is in Latin-1.
    return f"[{letters}{re.escape(chr(first))}-{re.escape(chr(last))}]"


_BEHIND = _class(0x80, 0xBF)
# The beginnings of UTF-8 for Vietnamese letters, dashes and quotation marks, and for ₫.
_TWICE = re.compile(f"(?:[ÂÃÄÅÆÌ]{_BEHIND}|[áâ]{_BEHIND}{{2}})")
_HINTS = ("Ã", "á»", "áº", "Ä", "Æ", "â€", "Å©", "Ì")
_VIETNAMESE = re.compile(
    "[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0309\u0323–—‘’“”…₫°·²³×]"
)
# Signs inside words are letters of the fonts used before Unicode (TCVN3); a ® behind a name is not.
_OLD_FONT = re.compile("[a-z][¸¶¹¨¾©«¬Æ]|®[a-zA-Z¸¶¹¨¾©«¬Æ]|[a-zA-Z][ÕÊÇ](?=[a-z])")
_OLD_LETTER = re.compile("[¸¶¹¨¾©«¬Æ®ÕÇ]")
_ENOUGH = 3
_MANY = 200


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its letters as they were meant, and the one problem that tells of them."""

    text: str
    problem: Problem | None = None


def mended(text: str, file: str) -> Mended:
    """Undo UTF-8 that was read as western letters, and name letters of an old font or lost ones.

    The lines stay where they are; columns behind a mended letter move.
    """
    if REPLACED in text:
        return Mended(text, _lost(text, file))
    if any(hint in text for hint in _HINTS):
        every = islice(_TWICE.finditer(text), _MANY)
        found = [match for match in every if _meant(match[0])]
        if any(_sure(text, match) for match in found):
            mended_text = _TWICE.sub(lambda match: _meant(match[0]) or match[0], text)
            return Mended(mended_text, _encoded_twice(text, file, found))
    if _OLD_LETTER.search("".join(set(text))):
        found = list(islice(_OLD_FONT.finditer(text), _MANY))
        if len(found) >= _ENOUGH:
            return Mended(text, _old_font(text, file, found))
    return Mended(text)


def _meant(seen: str) -> str:
    """Return the letter that was taken apart, "" when there was none."""
    data = bytes(_SHOWN.get(letter, ord(letter)) for letter in seen)
    try:
        meant = data.decode()
    except UnicodeDecodeError:
        return ""
    return meant if _VIETNAMESE.fullmatch(meant) or meant == "\xa0" else ""


def _sure(text: str, match: re.Match[str]) -> bool:
    """Tell whether nobody would write this: `XÃ”` ends a quotation, `cÃ³i` is a broken word."""
    before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return len(match[0]) > 2 or before.islower() or behind.islower()


def _word(text: str, start: int) -> str:
    """Return the word around an index, bounded."""
    begin = max(text.rfind(blank, 0, start) for blank in " \t\n\r\"':[{") + 1
    end = start
    while end < len(text) and text[end] not in " \t\n\r\"',]}":
        end += 1
    return text[max(begin, start - 20) : min(end, start + 20)]


def _lines(text: str, found: list[re.Match[str]]) -> int:
    return len({len(BREAK.findall(text, 0, match.start())) for match in found})


def _encoded_twice(text: str, file: str, found: list[re.Match[str]]) -> Problem:
    word = _word(text, found[0].start())
    return Problem(
        "P121",
        _(
            'the letters "{seen}" were damaged in saving and should read "{meant}"',
            seen=word,
            meant=_TWICE.sub(lambda match: _meant(match[0]) or match[0], word),
        ),
        _(
            "Open the file as UTF-8 and save it as UTF-8, or type the words again. "
            "Lines with such letters: {n}.",
            n=_lines(text, found),
        ),
        place=Place(file, *position(text[: found[0].start()])),
    )


def _old_font(text: str, file: str, found: list[re.Match[str]]) -> Problem:
    return Problem(
        "P121",
        _(
            '"{word}" is written in an old Vietnamese font (such as .VnTime)',
            word=_word(text, found[0].start()),
        ),
        _(
            "Type it again with a Unicode keyboard (Unikey), or convert it. "
            "Lines with such letters: {n}.",
            n=_lines(text, found),
        ),
        place=Place(file, *position(text[: found[0].start()])),
    )


def _lost(text: str, file: str) -> Problem:
    found = list(islice(re.finditer(REPLACED, text), _MANY))
    return Problem(
        "P121",
        _("a letter on this line was lost when the file was saved"),
        _("Type the words with � again. Lines with such letters: {n}.", n=_lines(text, found)),
        place=Place(file, *position(text[: found[0].start()])),
    )
