"""Vietnamese text: one Unicode form, folding for search, cutting at word ends."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_MARKS = re.compile(r"[\u0300-\u036f]")
_JOINER = "\u200d"
_SKIN_TONES = "".join(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG_HALVES = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_SPACES = re.compile(r"[ \t\u00a0]+")
_TAG = re.compile(r"<[^<>]*>")
_NO_LETTER = re.compile(r"[\W_]+")


def nfc(text: str) -> str:
    """Compose `text`: the form that is stored, compared and sent (Unicode NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Remove case and accents, đ included: `Hòa` and `hoa` fold alike."""
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return plain.replace("đ", "d")


def slug(text: str) -> str:
    """Make a name for files and addresses out of letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def squeeze(text: str) -> str:
    """Join runs of blanks and trim, keeping line breaks."""
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.strip().splitlines())


def visible(text: str) -> str:
    """Write out what a terminal would obey instead of show: an escape is no order."""
    return text if text.isprintable() else "".join(map(_seen, text))


def shortened(text: str, limit: int) -> str:
    """Return a text on one line for a message: composed, visible, at most `limit` code points."""
    line = visible(" ".join(nfc(text[: 4 * limit]).split()))
    short = cut(line, limit)
    return short if short == line and len(text) <= 4 * limit else short + "…"


def letters(text: str) -> str:
    """Return letters and digits alone: equal for texts that differ in markup, signs or layout."""
    return _NO_LETTER.sub("", nfc(unescape(_TAG.sub(" ", text))))


def cut(text: str, limit: int) -> str:
    """Shorten to at most `limit` code points at a word's end.

    A text of one long word is cut between signs: a letter keeps its accents, a flag its halves.
    """
    if len(text) <= limit:
        return text
    space = text[: limit + 1].rfind(" ")
    end = space if space > 0 else limit
    while end > 0 and _joined(text, end):
        end -= 1
    return text[:end].rstrip(" ,;:–-")


def _seen(letter: str) -> str:
    if letter.isprintable() or letter in {"\u00a0", _JOINER}:
        return letter
    return letter.encode("unicode_escape").decode()


def _joined(text: str, at: int) -> bool:
    """Tell whether the code points before and behind `at` are seen as one sign."""
    before, behind = text[at - 1], text[at]
    if unicodedata.category(behind)[0] == "M" or _JOINER in {before, behind}:
        return True
    if behind in _FLAG_HALVES:
        halves = len(text[:at]) - len(text[:at].rstrip(_FLAG_HALVES))
        return halves % 2 == 1
    return behind in _SKIN_TONES
