"""A storm: the rules by which faults strike, and its place in the market's file.

The rules and how often each has met and struck a call are kept with the market's data, so every
process that opens the file makes the same faults and counts on where another left off.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ocopctl.sandbox.faults.kinds import FAULTS, MEGABYTES, Fault

if TYPE_CHECKING:
    from ocopctl.sandbox.store import Store

_STORM = "storm"
_COUNTS = "storm.counts"


@dataclass(frozen=True, slots=True)
class Rule:
    """When one fault strikes.

    It lets `after` matching calls through, then strikes the next `count`, or each with
    `probability`. Empty `marketplaces`, `shop` and `endpoint` match all; `endpoint` is a glob.
    """

    fault: str
    probability: float = 1.0
    count: int | None = None
    after: int = 0
    marketplaces: tuple[str, ...] = ()
    shop: str = ""
    endpoint: str = ""
    seconds: float | None = None
    megabytes: int = MEGABYTES

    @property
    def kind(self) -> Fault:
        """Return what its fault is."""
        return FAULTS[self.fault]

    @property
    def lasts_s(self) -> float:
        """Return how many seconds its fault takes, 0 where that means nothing."""
        return self.kind.seconds or 0.0 if self.seconds is None else self.seconds


@dataclass(frozen=True, slots=True)
class Storm:
    """Rules in the order of their file, and the seed of all that is left to chance."""

    seed: int
    rules: tuple[Rule, ...]


@dataclass(slots=True)
class Tally:
    """How many matching calls a rule has met, and how many its fault has struck."""

    met: int = 0
    struck: int = 0


def begin(store: Store, storm: Storm) -> None:
    """Let faults strike from the next call on; counts begin anew."""
    store.set_setting(_STORM, json.dumps(asdict(storm)))
    keep_tallies(store, [Tally() for _rule in storm.rules])


def end(store: Store) -> None:
    """Let no more faults strike."""
    store.set_setting(_STORM, "")


def brewing(store: Store) -> Storm | None:
    """Return the storm that is on, None in fair weather."""
    kept = store.setting(_STORM)
    return _storm(kept) if kept else None


def tallies(store: Store) -> list[Tally]:
    """Return the tallies of the storm's rules, in their order."""
    return [Tally(*row) for row in json.loads(store.setting(_COUNTS) or "[]")]


def keep_tallies(store: Store, counted: list[Tally]) -> None:
    """Write the tallies down."""
    store.set_setting(_COUNTS, json.dumps([[one.met, one.struck] for one in counted]))


@lru_cache(maxsize=8)
def _storm(text: str) -> Storm:
    kept = json.loads(text)
    rules = (
        Rule(**{**rule, "marketplaces": tuple(rule["marketplaces"])}) for rule in kept["rules"]
    )
    return Storm(kept["seed"], tuple(rules))
