"""How large a picture becomes: sides and shape. Arithmetic alone, nothing is unpacked here."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.rules.pictures import PictureRules

Size = tuple[int, int]
"""Width and height in pixels."""


def shaped(size: Size, rules: PictureRules) -> Size:
    """Return the size with as much edge added as the shape asks for."""
    width, height = size
    if rules.widest is not None and width > height * rules.widest:
        return width, ceil(width / rules.widest)
    if rules.narrowest is not None and width < height * rules.narrowest:
        return ceil(height * rules.narrowest), height
    return size


def shrunk(size: Size, rules: PictureRules, side: int | None) -> Size:
    """Return the size with no side longer than `side`; never larger than it was.

    The shorter side stays long enough for the marketplace, where the longer one may stay so long.
    """
    canvas = shaped(size, rules)
    scale = _scale(side, max(canvas))
    if rules.min_side is not None:
        scale = max(scale, min(Fraction(1), Fraction(rules.min_side, min(canvas))))
    scale = min(scale, _scale(rules.max_side, max(canvas)))
    return ceil(size[0] * scale), ceil(size[1] * scale)


def sent(size: Size, rules: PictureRules) -> Size:
    """Return the size that a picture has at least when it has been made right."""
    if shaped(size, rules) == size and max(size) <= (rules.max_side or max(size)):
        return size
    return shaped(shrunk(size, rules, rules.remade_side), rules)


def _scale(side: int | None, long: int) -> Fraction:
    return Fraction(1) if side is None else min(Fraction(1), Fraction(side, long))
