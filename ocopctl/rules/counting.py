"""Texts measured as marketplaces count them, and cut where a marketplace would cut them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ocopctl.text import cut

if TYPE_CHECKING:
    from ocopctl.rules.packs import Limit

UNITS: Final = frozenset({"characters", "utf16", "bytes", "count", "px", "VND", "times", "g", "cm"})
"""What a limit may count: code points, halves of UTF-16, bytes of UTF-8, and amounts."""
_HALVES = "utf-16-le"


def count(text: str, unit: str) -> int:
    """Measure a text in `bytes` of UTF-8, in `utf16` units, or else in code points."""
    match unit:
        case "bytes":
            return len(text.encode())
        case "utf16":
            return len(text.encode(_HALVES)) // 2
        case _:
            return len(text)


def cut_to(text: str, most: int, unit: str) -> str:
    """Shorten a text to at most `most` units: at a word's end, and never inside a letter."""
    if count(text, unit) <= most:
        return text
    return cut(text, _whole(text, most, unit))


def fit(text: str, limit: Limit | None) -> str:
    """Shorten a text to a limit's upper bound."""
    return text if limit is None or limit.max is None else cut_to(text, limit.max, limit.unit)


def _whole(text: str, most: int, unit: str) -> int:
    """Return how many code points fit into `most` units."""
    match unit:
        case "bytes":
            return len(text.encode()[:most].decode("utf-8", "ignore"))
        case "utf16":
            return len(text.encode(_HALVES)[: 2 * most].decode(_HALVES, "ignore"))
        case _:
            return most
