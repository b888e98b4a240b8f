"""Vietnamese text: one Unicode form, folding for search, cutting at word ends."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f]")
_SPACES = re.compile(r"[ \t\u00a0]+")


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


def cut(text: str, limit: int) -> str:
    """Shorten to at most `limit` code points at a word's end, never inside an accent cluster."""
    if len(text) <= limit:
        return text
    head = text[: limit + 1]
    space = head.rfind(" ")
    return (head[:space] if space > 0 else text[:limit]).rstrip(" ,;:–-")
