"""What a marketplace asks of a picture: dated rows of its rule pack, read and judged."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FORMATS = frozenset({"JPEG", "PNG", "WEBP"})
_ROWS = frozenset({"formats", "max_bytes", "shape", "remade_side", "print_colours"})
_FORM = 1
"""Counted up when equal rules begin to give other bytes, so that pictures are sent anew."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One rule with its source and the date of the last check; `advice` may be disregarded."""

    value: Any
    source: str
    checked: date
    advice: bool = False


@dataclass(frozen=True, slots=True)
class PictureRules:
    """The rules for one picture. Sides are in pixels, shapes width / height; None asks nothing.

    `min_side` and `max_side` are what the marketplace takes; `remade_side` is the longest side of
    a picture that has to be made anew anyway. `print_colours` tells whether CMYK is taken as it
    is. `rows` say where the rules were learnt.
    """

    formats: frozenset[str] = FORMATS
    max_bytes: int | None = None
    min_side: int | None = None
    max_side: int | None = None
    remade_side: int | None = None
    narrowest: Fraction | None = None
    widest: Fraction | None = None
    print_colours: bool = True
    rows: Mapping[str, PictureRow] = field(default_factory=dict, compare=False)

    def digest(self) -> str:
        """Return 16 hex digits, the same for rules that make the same of every picture."""
        shape = [str(bound) for bound in (self.narrowest, self.widest)]
        sides = [self.min_side, self.max_side, self.remade_side]
        text = json.dumps([_FORM, sorted(self.formats), self.max_bytes, sides, shape])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def read(
    tree: Mapping[str, Mapping[str, Any]], sides: tuple[int | None, int | None]
) -> PictureRules:
    """Make rules of a pack's `pictures:` rows and the sides (least, most) of its limits.

    Raises ValueError or TypeError, naming the row, when a row cannot be followed.
    """
    if unknown := tree.keys() - _ROWS:
        raise ValueError(f"pictures: {min(unknown)}")
    rows = {name: PictureRow(**row) for name, row in tree.items()}
    narrowest, widest = _shape(_value(rows, "shape"))
    return PictureRules(
        formats=_formats(_value(rows, "formats")),
        max_bytes=_count("max_bytes", _value(rows, "max_bytes")),
        min_side=sides[0],
        max_side=sides[1],
        remade_side=_count("remade_side", _value(rows, "remade_side")),
        narrowest=narrowest,
        widest=widest,
        print_colours=_told("print_colours", _value(rows, "print_colours"), without=True),
        rows=rows,
    )


def _value(rows: Mapping[str, PictureRow], name: str) -> Any:
    return rows[name].value if name in rows else None


def _formats(value: Any) -> frozenset[str]:
    if value is None:
        return FORMATS
    found = frozenset(value)
    if not found or found - FORMATS or "JPEG" not in found:
        raise ValueError("pictures: formats")  # what is made anew is JPEG
    return found


def _count(name: str, value: Any) -> int | None:
    if value is not None and (type(value) is not int or value <= 0):
        raise ValueError(f"pictures: {name}")
    return value


def _told(name: str, value: Any, *, without: bool) -> bool:
    if value is not None and not isinstance(value, bool):
        raise ValueError(f"pictures: {name}")
    return without if value is None else value


def _shape(value: Any) -> tuple[Fraction | None, Fraction | None]:
    """Read `any`, `square`, or two ratios such as ["3:4", "4:3"] with the square between them."""
    if value is None or value == "any":
        return None, None
    if value == "square":
        return Fraction(1), Fraction(1)
    if not isinstance(value, list) or not all(isinstance(ratio, str) for ratio in value):
        raise ValueError("pictures: shape")
    try:
        narrowest, widest = (Fraction(ratio.replace(":", "/")) for ratio in value)
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError("pictures: shape") from error
    if not 0 < narrowest <= 1 <= widest:
        raise ValueError("pictures: shape")
    return narrowest, widest
