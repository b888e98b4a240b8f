"""Whether a fault strikes a call: counted and drawn by rule, the same in every process.

Each decision is drawn from the seed, the number of the rule and the number of its matching call, so
that a run replays and a rule that is added behind the others changes none of their draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus
from random import Random
from typing import TYPE_CHECKING

from ocopctl.sandbox.faults.kinds import Reach

if TYPE_CHECKING:
    from ocopctl.sandbox.faults.storm import Rule, Storm, Tally
    from ocopctl.sandbox.market import Answer, Call, Emulator, Market


@dataclass(frozen=True, slots=True)
class Met:
    """A call that a storm meets. The emulator has answered, so endpoint and shop are known."""

    market: Market
    emulator: Emulator
    call: Call
    answer: Answer


@dataclass(frozen=True, slots=True)
class Strike:
    """A rule whose fault strikes, and the chance that is left to it."""

    rule: Rule
    chance: Random

    @property
    def name(self) -> str:
        """Return the name of the fault."""
        return self.rule.fault


def strikes(storm: Storm, counted: list[Tally], met: Met) -> list[Strike]:
    """Count the call and return what strikes it: of the faults that end a call the first alone."""
    found: list[Strike] = []
    for number, (rule, tally) in enumerate(zip(storm.rules, counted, strict=True)):
        if not _matches(rule, met) or not _reaches(rule.kind.reach, met):
            continue
        tally.met += 1
        strike = Strike(rule, Random(f"{storm.seed}/{number}/{tally.met}"))  # noqa: S311 - replayable, not secret
        taken = rule.kind.ends and any(one.rule.kind.ends for one in found)
        if _hits(strike, tally.met) and not taken:
            tally.struck += 1
            found.append(strike)
    return found


def accepted(answer: Answer) -> bool:
    """Tell whether the platform said yes: only its refusals have a code other than "0"."""
    return answer.status < HTTPStatus.MULTIPLE_CHOICES and answer.code in ("", "0")


def _hits(strike: Strike, nth: int) -> bool:
    """Tell whether the fault strikes the nth matching call; chance is drawn for every call."""
    drawn = strike.chance.random()
    rule, turn = strike.rule, nth - strike.rule.after
    if turn < 1:
        return False
    return drawn < rule.probability if rule.count is None else turn <= rule.count


def _matches(rule: Rule, met: Met) -> bool:
    return (
        (not rule.marketplaces or met.emulator.name in rule.marketplaces)
        and rule.shop in ("", met.call.shop)
        and (not rule.endpoint or fnmatchcase(met.call.endpoint or met.call.path, rule.endpoint))
    )


def _reaches(reach: Reach, met: Met) -> bool:
    dialect, endpoint = met.emulator.dialect, met.call.endpoint
    if reach is Reach.ANY:
        return True
    if reach is Reach.RENEWALS:
        return endpoint in dialect.renewals
    if reach is Reach.TOKENS:
        return endpoint not in dialect.renewals and bool(dialect.token(met.call))
    if reach is Reach.FURTHER_PAGES and dialect.first_page(met.market, met.call) is None:
        return False
    if reach is Reach.REVIEWED:
        return accepted(met.answer) and bool(dialect.sent_in(met.call, met.answer))
    named = dialect.writes if reach is Reach.WRITES else dialect.lists
    return endpoint in named and accepted(met.answer)
