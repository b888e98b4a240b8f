"""What certificates and papers must be, as `data/papers.yaml` has it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_DATA: Final = Path(__file__).with_name("data") / "papers.yaml"


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who gives certificates from a day on: `district`, `province` or `central` by stars."""

    begin: date
    level: Mapping[int, str]
    source: str


@dataclass(frozen=True, slots=True)
class PaperRules:
    """The rules for certificates, papers and label fields."""

    bodies: tuple[Bodies, ...]
    two_levels_from: date
    remind_days: tuple[int, ...]
    names: Mapping[str, str]
    also: Mapping[str, str]
    needed: Mapping[str, tuple[str, ...]]
    groups: frozenset[str]
    processed: frozenset[str]
    fresh: frozenset[str]
    labels: Mapping[str, Mapping[str, str]]

    def bodies_on(self, day: date) -> Bodies | None:
        """Return who gave certificates on a day; nobody did before the programme began."""
        begun = [one for one in self.bodies if one.begin <= day]
        return max(begun, key=lambda one: one.begin, default=None)


@cache
def paper_rules() -> PaperRules:
    """Read the shipped rules, once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    tree = yaml.load(_DATA.read_text("utf-8"), Loader=loader)  # noqa: S506 - a safe loader
    papers: Mapping[str, Mapping[str, Any]] = tree["papers"]
    return PaperRules(
        bodies=tuple(
            Bodies(row["from"], {stars: row[stars] for stars in (3, 4, 5)}, row["source"])
            for row in tree["ocop_bodies"]
        ),
        two_levels_from=tree["two_levels_from"],
        remind_days=tuple(sorted(tree["remind_days"])),
        names={kind: row["name"] for kind, row in papers.items()},
        also={other: kind for kind, row in papers.items() for other in row.get("also", ())},
        needed={what: tuple(kinds) for what, kinds in tree["needed"].items()},
        groups=frozenset(tree["groups"]),
        processed=frozenset(tree["processed"]),
        fresh=frozenset(tree["fresh"]),
        labels=tree["labels"],
    )
