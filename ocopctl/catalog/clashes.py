"""SKUs that stand for two things at once, within a file or between files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.language import _
from ocopctl.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Claim:
    """One SKU and where it is given to a product or a variant."""

    sku: str
    place: Place


def clashes(claims: Iterable[Claim]) -> Iterator[Problem]:
    """Yield a problem for each SKU given before, naming the first place; order is irrelevant."""
    first: dict[str, Claim] = {}
    ordered = sorted(claims, key=lambda c: (c.place.file, c.place.line, c.place.column))
    for claim in ordered:
        earlier = first.setdefault(claim.sku.casefold(), claim)
        if earlier is not claim:
            yield _problem(earlier, claim)


def _problem(earlier: Claim, later: Claim) -> Problem:
    where = _("{file}, line {line}", file=earlier.place.file, line=earlier.place.line)
    if earlier.sku == later.sku:
        return Problem(
            "P212",
            _('the SKU "{sku}" is given twice; first in {where}', sku=later.sku, where=where),
            _("Each product and each variant needs a SKU of its own."),
            place=later.place,
            sku=later.sku,
        )
    return Problem(
        "P213",
        _(
            'the SKUs "{sku}" and "{other}" (in {where}) differ only in capital letters',
            sku=later.sku,
            other=earlier.sku,
            where=where,
        ),
        _("Some shops take them for the same. Change one of them."),
        place=later.place,
        sku=later.sku,
    )
