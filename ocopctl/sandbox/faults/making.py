"""What becomes of a call under a storm, inside its transaction: effects and answer.

The emulator acts first, so that endpoint, shop and outcome are known; a fault that strikes before
the effect takes its work back. What happens to the answer on its way is told by `deliver`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from ocopctl.sandbox.faults import garbling
from ocopctl.sandbox.faults.deciding import Met, Strike, accepted, strikes
from ocopctl.sandbox.faults.storm import keep_tallies, tallies
from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ocopctl.sandbox.faults.storm import Storm
    from ocopctl.sandbox.market import Call, Emulator, Market


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call as it was understood, the answer that leaves, and the faults that struck it."""

    call: Call
    answer: Answer
    strikes: tuple[Strike, ...] = ()

    @property
    def lost(self) -> bool:
        """Tell whether no whole answer arrives."""
        return any(one.rule.kind.lost for one in self.strikes)

    @property
    def told(self) -> str:
        """Return what the history tells of the answer: the faults, then the platform's code."""
        names = "+".join(one.name for one in self.strikes)
        return f"{names} {self.answer.code}".strip()


@dataclass(slots=True)
class _Scene:
    """A call that the emulator has answered, and the fault that decides how it ends."""

    emulator: Emulator
    market: Market
    call: Call
    answer: Answer
    strike: Strike

    def again(self, call: Call) -> Answer:
        """Let the emulator answer another call in this one's place."""
        self.call = call
        return self.emulator.answer(call)


def act(storm: Storm, emulator: Emulator, market: Market, call: Call) -> Outgoing:
    """Let the emulator act on a call under a storm, inside a transaction that is already open."""
    counted = tallies(market.store)
    market.store.mark()
    answer = emulator.answer(call)
    found = strikes(storm, counted, Met(market, emulator, call, answer))
    for strike in found:
        if strike.name == "clock-skew":
            call = call.again()
            answer = _skewed(strike, emulator, market, call)
        elif strike.name == "review-refused" and accepted(answer):
            for one in emulator.dialect.sent_in(call, answer):
                emulator.dialect.refuse_review(market, one)
    for strike in found:
        if strike.rule.kind.ends:
            call, answer = _ended(_Scene(emulator, market, call, answer, strike))
    keep_tallies(market.store, counted)
    return Outgoing(call, answer, tuple(found))


def _skewed(strike: Strike, emulator: Emulator, market: Market, call: Call) -> Answer:
    market.store.take_back()
    market.clock.skew_s = strike.rule.lasts_s
    try:
        return emulator.answer(call)
    finally:
        market.clock.skew_s = 0.0


def _ended(scene: _Scene) -> tuple[Call, Answer]:
    if scene.strike.rule.kind.undone:
        scene.market.store.take_back()
        scene.call.effects.clear()
    make = _ANSWERS.get(scene.strike.name)
    answer = make(scene) if make else scene.answer
    return scene.call, answer


def _too_fast(scene: _Scene) -> Answer:
    answer = scene.emulator.dialect.too_fast()
    return replace(answer, status=HTTPStatus.TOO_MANY_REQUESTS.value)


def _too_fast_until(scene: _Scene) -> Answer:
    answer = _too_fast(scene)
    wait = {"retry-after": str(math.ceil(scene.strike.rule.lasts_s))}
    return replace(answer, headers={**answer.headers, **wait})


def _expired(scene: _Scene) -> Answer:
    dialect = scene.emulator.dialect
    dialect.expire(scene.market, dialect.token(scene.call))
    return scene.again(scene.call.again())


def _emptied(scene: _Scene) -> Answer:
    body = scene.emulator.dialect.nothing(scene.call, scene.answer.body)
    return replace(scene.answer, body=body)


def _first_page(scene: _Scene) -> Answer:
    first = scene.emulator.dialect.first_page(scene.market, scene.call)
    return scene.again(first or scene.call.again())


# A fault without an entry leaves the emulator's answer as it is.
_ANSWERS: Mapping[str, Callable[[_Scene], Answer]] = {
    "reset-before": lambda _scene: Answer("", 0),
    "error-before": lambda scene: garbling.error(scene.strike.chance),
    "error-after": lambda scene: garbling.error(scene.strike.chance),
    "error-body": lambda scene: scene.emulator.dialect.trouble(),
    "broken-body": lambda scene: garbling.half(scene.answer),
    "html-body": lambda _scene: garbling.page(),
    "rate-limited": _too_fast,
    "rate-limited-after": _too_fast_until,
    "quota": lambda scene: scene.emulator.dialect.used_up(scene.market, scene.call),
    "token-expired": _expired,
    "empty-list": _emptied,
    "repeated-page": _first_page,
    "deep-json": lambda _scene: garbling.deep(),
    "wrong-types": lambda scene: garbling.swapped(scene.answer, scene.strike.chance),
    "redirect": lambda scene: garbling.elsewhere(scene.call.path),
}
