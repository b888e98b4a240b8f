"""Names of places as people spell them: kinds told apart from names, spellings made alike."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"X": "Xã", "P": "Phường", "T": "Thị trấn", "D": "Đặc khu"}
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_DASHES = re.compile(r"\s*[-‐‑–—]\s*")
_COMMUNE = re.compile(
    r"(?P<X>xã\s|x\.)|(?P<P>phường\s|p\.)|(?P<T>thị trấn\s|t\.?t\.?\s|tt\.)|(?P<D>đặc khu\s|đk\.)",
    re.IGNORECASE,
)
_PROVINCE = re.compile(
    r"(?P<city>thành phố\s|t\.?p\.\s*|tp\s)|(?P<province>tỉnh\s|t\.)", re.IGNORECASE
)
_COUNTRY = re.compile(r"\s*,\s*(?:việt nam|vietnam|vn)\.?\s*$", re.IGNORECASE)
_DISTRICT = re.compile(
    r"^(?:(?:huyện|quận|thị xã|thành phố|tx|tp)\s|h\.|q\.|tx\.|tp\.)\s*", re.IGNORECASE
)


def toneless(text: str) -> str:
    """Take case, tones and apostrophes off a text: a quick first look before `key` decides."""
    return unicodedata.normalize("NFC", text.casefold()).translate(_toneless_letters())


def key(name: str) -> str:
    """Make names equal that differ in case, tone placement, apostrophes or dashes alone.

    `Hoà` and `Hòa` become equal, and so do `H'Leo` and `H’Leo`; `Mỹ Tho` and `Mỹ Thọ` do not.
    """
    plain = _DASHES.sub(" ", _APOSTROPHES.sub("", name.casefold()))
    return " ".join(_toned_last(word) for word in plain.split())


def commune(text: str) -> tuple[str, str]:
    """Split the kind off a commune's name: its letter in KINDS, or "", and the bare name."""
    return _split(_COMMUNE, text)


def province(text: str) -> tuple[str, str]:
    """Split the kind off a province's name: `city`, `province` or "", and the bare name."""
    return _split(_PROVINCE, _COUNTRY.sub("", text))


def district(text: str) -> str:
    """Return a district's name without its kind."""
    return _DISTRICT.sub("", text.strip(), count=1)


def _split(kinds: re.Pattern[str], text: str) -> tuple[str, str]:
    stripped = text.strip()
    found = kinds.match(stripped)
    bare = stripped[found.end() :].strip() if found else ""
    return (found.lastgroup or "", bare) if found and bare else ("", stripped)


@cache
def _toneless_letters() -> dict[int, str]:
    table = dict.fromkeys(map(ord, "'’‘ʼ`´"), "") | dict.fromkeys(map(ord, "-‐‑–—"), " ")
    for number in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        signs = unicodedata.normalize("NFD", chr(number))
        plain = "".join(sign for sign in signs if sign not in _TONES)
        table[number] = unicodedata.normalize("NFC", plain)  # itself where it has no tone: faster
    return table


@lru_cache(maxsize=8192)  # names share few syllables
def _toned_last(word: str) -> str:
    """Move the tone of a syllable behind it: where it stands is a matter of taste."""
    signs = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in signs if sign in _TONES)
    return "".join(sign for sign in signs if sign not in _TONES) + tones
