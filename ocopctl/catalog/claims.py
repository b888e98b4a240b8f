"""Words of a product that say OCOP or a number of stars.

While no certificate is in force neither may be shown (Decision 148/QĐ-TTg, 24 February 2023; last
checked 2026-11-22). Names and papers of makers stay as they are on paper.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ocopctl.catalog.model import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.catalog.model import Certificate

AS_ON_PAPER: Final = frozenset(
    {"sku", "group", "kind", "producer", "ocop", "papers", "batches", "geographical_indication"}
    | {"package", "images", "state"}
)
"""Fields of a product that are copied from papers, or are no texts of a listing."""
FIXED: Final = frozenset({"options", "variants"})
"""Fields whose texts cannot lose a word: variants are told apart by them."""
_NUMBERS: Final = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5}
# Photocopies, coco peat and nano copper hold the letters by chance.
_OCOP = r"(?<!phot)(?<!c)ocop(?!per|ter|y)|(?<!\w)o[.\s-]c[.\s-]o[.\s-]p(?!\w)"
# A hotel has stars of another kind, and so has a buyer's praise.
_OTHER = "".join(
    f"(?<!{word} )"
    for word in ("khách sạn", "nhà hàng", "resort", "hotel", "homestay", "du thuyền", "đánh giá")
)
_STARS = (
    rf"(?=[1-5]){_OTHER}(?<![\w.,/-])([1-5])[ \u00a0]*(?:sao\b|★|⭐)|\b([1-5])[\s-]?stars?\b"
    r"|\b(?:đạt|hạng|chuẩn|chứng nhận)\s+(một|hai|ba|bốn|năm)\s+sao\b|((?:★|⭐\ufe0f?){2,5})"
    r"|ocop\s*([1-5])(?=\s*(?:sao|\*|★|$|[,.;)]))"
)
_BEFORE = (
    r"(?:\b(?:sản phẩm|đặc sản|đã|được|đạt|chuẩn|tiêu chuẩn|chứng nhận|công nhận|xếp hạng|hạng"
    r"|certified|rated)\s+)*"
)
_CLAIM = re.compile(f"{_STARS}|{_OCOP}", re.IGNORECASE)
_RATING = re.compile(_STARS, re.IGNORECASE)
_PHRASE = re.compile(
    rf"{_BEFORE}#?\w*(?:{_STARS}|{_OCOP})\w*(?:[\s,:-]*(?:{_STARS}|sao\b|{_OCOP})\w*)*",
    re.IGNORECASE,
)
_HOLLOW = re.compile(r"\(\W*\)|\[\W*\]|«\W*»|“\W*”|\"\s*\"")
_HINTS: Final = ("ocop", "sao", "star", "★", "⭐", "o.c", "o-c", "o c")
_AROUND: Final = 40
_EDGES = " ,;:.–—-|/•"


def says(text: str, certificate: Certificate | None = None) -> bool:
    """Tell whether a text says OCOP or stars that the certificate in force does not give."""
    if certificate is None:
        return any(_CLAIM.search(part) for part in _parts(text))
    return any(stars != certificate.stars for part in _parts(text) for stars in _stars(part))


def freed(text: str) -> str:
    """Take the words on OCOP and stars out of a short text; nothing may be left of it."""
    bare = _HOLLOW.sub(" ", _PHRASE.sub(" ", text))
    joined = re.sub(r"\s+([,;:.)])", r"\1", " ".join(bare.split()))
    tidy = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", joined).strip(_EDGES)
    return tidy[:1].upper() + tidy[1:] if text[:1].isupper() else tidy


def texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a product's fields that shops would show, each with its path."""
    for name, value in values.items():
        if name not in AS_ON_PAPER | {"variants"}:  # their options stand under `options`
            yield from _texts(value, name)


def _parts(text: str) -> Iterator[str]:
    """Yield what stands around words that may be a claim: patterns are slow on whole stories."""
    small = text.lower()
    for hint in _HINTS:
        at = small.find(hint)
        while at >= 0:
            yield text[max(at - _AROUND, 0) : at + _AROUND]
            at = small.find(hint, at + 1)


def _stars(text: str) -> Iterator[int]:
    for found in _RATING.finditer(text):
        digit, english, word, signs, glued = found.groups()
        if word:
            yield _NUMBERS[word.lower()]
        elif signs:
            yield len(signs.replace("\ufe0f", ""))
        else:
            yield int(digit or english or glued)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, f"{path}.{name}")
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _texts(one, f"{path}[{number}]")
    elif isinstance(value, Part):
        for name, one in value:
            if name not in {"sku", "image", "gtin", "category_id"}:
                yield from _texts(one, f"{path}.{name}")
