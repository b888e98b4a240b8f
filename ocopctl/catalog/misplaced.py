"""Fields that stand in another group than their own: unknown in one, missing in the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.problems import Problem

UNKNOWN, MISSING = "P115", "P201"


def joined(problems: Iterable[Problem]) -> list[Problem]:
    """Tell once what was told twice: a field missed in one group of a product stands in another."""
    problems = list(problems)
    missing = {_spot(one): one for one in problems if one.code == MISSING}
    found: list[Problem] = []
    settled: set[Problem] = set()
    for one in problems:
        lost = missing.get(_spot(one)) if one.code == UNKNOWN else None
        if lost is None:
            found.append(one)
        else:
            settled.add(lost)
            found.append(replace(one, hint=_belongs(lost.place.path)))
    return [one for one in found if one not in settled]


def _spot(problem: Problem) -> tuple[str, str]:
    """Return the product and the name of the field that a problem is about."""
    product, _dot, inside = problem.place.path.partition(".")
    return product, inside.rpartition(".")[2]


def _belongs(path: str) -> str:
    group = path.rpartition(".")[0].rpartition(".")[2]
    if group.startswith("products["):
        return _("It belongs to the product itself: begin it at the column of the other fields.")
    return _('It belongs to "{group}": indent it like the other fields there.', group=group)
