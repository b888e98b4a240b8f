"""Titles: name, feature, place and quantity, each once, within the marketplace's limit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.catalog.claims import says
from ocopctl.content.facts import reasons
from ocopctl.content.phrases import lower_first
from ocopctl.content.places import names, province, title_place
from ocopctl.content.quantities import title_net
from ocopctl.rules.counting import count, cut_to, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ocopctl.catalog.model import Product
    from ocopctl.rules.packs import Limit

_WORD = re.compile(r"[^\W_]+")
_FEATURE = re.compile(r"[^\W\d_]+(?:,? [^\W\d_]+)*")
_FEATURE_LENGTH = 27


def cut_bytes(text: str, most: int) -> str:
    """Shorten to at most `most` bytes of UTF-8, at a word's end and never inside a letter."""
    return cut_to(text, most, "bytes")


def title(
    parts: Sequence[str], limit: Limit, spare: Sequence[str] = (), without: Iterable[str] = ()
) -> str:
    """Join the parts with commas; the first always, the others while they fit.

    A part that would say a word again is left out. `spare` parts join only while the title is
    shorter than the limit's lower bound. `without` are words that the title may not hold.
    """
    taken = tuple(without)
    first, *others = [part for part in parts if part] or [""]
    text = fit(_freed(first, taken), limit)
    for part in others:
        text = _with(text, part, limit, taken)
    for part in spare:
        if count(text, limit.unit) >= (limit.min or 0):
            break
        text = _with(text, part, limit, taken)
    return text


def branded(product: Product) -> str:
    """Put the brand before the name, unless the two share a word."""
    name = product.name["vi"]
    if not product.brand or _words(product.brand) & _words(name):
        return name
    return f"{product.brand} {name}"


def feature(product: Product) -> str:
    """Return the first short fact that a title can carry: words only, none of the name's.

    What is said about care and what belongs to a certificate stays out.
    """
    known = _words(product.name["vi"])
    care = " ".join((product.storage, *product.warnings)).casefold()
    for fact in product.facts:
        said = _WORD.findall(fact.casefold())
        short = len(fact) <= _FEATURE_LENGTH and _FEATURE.fullmatch(fact) is not None
        if fact.casefold() in care or says(fact):
            continue
        if short and len(set(said)) == len(said) and not known.intersection(said):
            return lower_first(fact)
    return ""


def headline(product: Product) -> str:
    """Return the fact that opens a text after the name, rather one that does not repeat it."""
    known = _words(product.name["vi"])
    told = reasons(product)
    fresh = (fact for fact in told if len(_words(fact) & known) <= 1)
    return next(fresh, told[0] if told else "")


def first_material(product: Product) -> str:
    """Return what a thing is made of in the first place, for a title."""
    return lower_first(re.split(r"[,;(]", product.material)[0].strip())


def spares(product: Product) -> tuple[str, ...]:
    """Return true things with which a title that is too short gets longer."""
    return (
        feature(product),
        title_place(product),
        province(product),
        first_material(product),
        title_net(product),
        f"sản xuất tại {product.origin}",
    )


def option_values(product: Product) -> tuple[str, ...]:
    """Return every value that buyers choose from."""
    return tuple(value for axis in product.options for value in axis.values)


def _with(text: str, part: str, limit: Limit, without: Iterable[str]) -> str:
    """Add a part when it is new, allowed and fits; else leave the text as it is."""
    joined = f"{text}, {part}"
    too_long = limit.max is not None and count(joined, limit.unit) > limit.max
    barred = any(names(part, words) for words in without)
    if not part or too_long or barred or _words(text) & _words(part):
        return text
    return joined


def _freed(text: str, without: Iterable[str]) -> str:
    """Take words that may not stand in a title out of the name, unless nothing would be left."""
    freed = text
    for words in without:
        freed = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", freed, flags=re.IGNORECASE)
    return " ".join(freed.split()).strip(" ,;:–-") or text


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
