"""The choices on a product page: what can be chosen, what is, and where each click leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.market import ShownVariant

_BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Chip:
    """One value to click: it leads to the variant `sku`; `left` is how many of that are left."""

    label: str
    sku: str
    chosen: bool
    left: int
    picture: str


def chosen(variants: Sequence[ShownVariant], sku: str | None) -> ShownVariant | None:
    """Return the variant asked for, otherwise the first that is left, otherwise the first."""
    asked = next((one for one in variants if one.sku == sku), None)
    left = next((one for one in variants if one.stock > 0), None)
    return asked or left or next(iter(variants), None)


def chip_rows(variants: Sequence[ShownVariant], now: ShownVariant | None) -> list[list[Chip]]:
    """Return a row of chips for each way in which the variants differ.

    A chip changes one value and keeps the others where such a variant exists. Labels that do not
    fall into the same number of parts make one row.
    """
    if now is None or len(variants) < 2:
        return []
    parts = {one.sku: tuple(one.label.split(_BETWEEN)) for one in variants}
    regular = len({len(one) for one in parts.values()}) == 1
    if not regular or len(set(parts.values())) < len(variants):
        parts = {one.sku: (one.label or one.sku,) for one in variants}
    return [_row(variants, parts, now, axis) for axis in range(len(parts[now.sku]))]


def _row(
    variants: Sequence[ShownVariant],
    parts: dict[str, tuple[str, ...]],
    now: ShownVariant,
    axis: int,
) -> list[Chip]:
    here = parts[now.sku]
    chips = []
    for value in dict.fromkeys(one[axis] for one in parts.values()):
        having = [one for one in variants if parts[one.sku][axis] == value]
        wanted = (*here[:axis], value, *here[axis + 1 :])
        target = next((one for one in having if parts[one.sku] == wanted), having[0])
        picture = target.picture if axis == 0 else ""
        chips.append(Chip(value, target.sku, value == here[axis], target.stock, picture))
    return chips
