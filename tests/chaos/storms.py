"""Random storms: several faults at once, and troubles that befall the processes themselves.

All is drawn from the storm's seed; only the moments at which a process is struck from outside
(`struck`, `two`, `cut`) depend on the machine as well.
"""

from __future__ import annotations

import signal
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.chaos.acts import PUBLISH, random_acts, recall
from tests.chaos.trial import begun
from tests.chaos.turns import FINE, blow
from tests.chaos.wraps import STEPS, Die, FullDisk, ReadOnly, YearsOff

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.chaos.acts import Act
    from tests.chaos.trial import Ground, Report, Trial

FAULTS = (
    "latency",
    "slow-body",
    "clock-skew",
    "reset-before",
    "reset-after",
    "reset-after",
    "error-before",
    "error-after",
    "error-body",
    "broken-body",
    "html-body",
    "rate-limited",
    "rate-limited-after",
    "token-expired",
    "never-applied",
    "empty-list",
    "repeated-page",
    "huge-body",
    "deep-json",
    "wrong-types",
    "wrong-length",
    "redirect",
    "trickle",
)
"""What strikes at random. Left out, since they end for good or for a day: a review that refuses, a
daily allowance, and the answer to a renewal, which no platform gives twice."""
_CHANCES = (0.02, 0.05, 0.1, 0.2, 0.35)
_MARKETS = ("shopee", "lazada", "tiki", "tiktok")
_SLOW = frozenset({"latency", "slow-body", "rate-limited-after", "trickle"})
_LONGEST_S = 0.6
SERVED = 0.1
"""How many of the storms blow in a market that is another process."""


def storm(inside: Ground, served: Ground, seed: str) -> Report:
    """Blow one storm of this seed over a village, then hold the laws in fair weather."""
    chance = Random(seed)
    ground = served if chance.random() < SERVED else inside
    with begun(ground, f"storm-{seed}", fresh=chance.random() < 0.4) as trial:
        acts = random_acts(chance, chance.randint(1, 2))
        blow(trial, weather(chance, served=ground.port is not None))
        for one in acts:
            trial.write(one)
            for _time in range(chance.randint(1, 2)):
                troubles = _TROUBLES if ground.port is None else _TROUBLES_OUTSIDE
                chance.choice(troubles)(trial, one, chance)
        if trial.off and chance.random() < 0.5:
            trial.run("release", min(trial.off), "--yes")
        return trial.finish(settled=FINE)


def weather(chance: Random, *, served: bool) -> dict[str, Any]:
    """Draw a storm's rules as a storm file has them; what takes time is short where it is real."""
    rules: list[dict[str, Any]] = []
    for _number in range(chance.randint(1, 4)):
        fault = chance.choice(FAULTS)
        if served and fault == "never-applied":
            continue  # it is made good after days, which a served market's callers cannot skip
        rule: dict[str, Any] = {"fault": fault, "probability": chance.choice(_CHANCES)}
        if chance.random() < 0.3:
            rule["marketplace"] = chance.choice(_MARKETS)
        if fault == "huge-body":
            rule["megabytes"] = 2
        if served and fault in _SLOW:
            rule["seconds"] = 0.1
        rules.append(rule)
    return {"seed": chance.randrange(2**31), "faults": rules}


def _nothing(trial: Trial, act: Act, _chance: Random) -> None:
    trial.run(*act.command)


def _dies(trial: Trial, act: Act, chance: Random) -> None:
    """Kill the process at a step of its own."""
    step = chance.choice(STEPS)
    at = int(chance.triangular(1, {"write": 30, "file": 14, "call": 60}[step], 1))
    trial.run(*act.command, wrap=Die(step, at, after=chance.random() < 0.5))


def _torn(trial: Trial, act: Act, chance: Random) -> None:
    """Let the power fail while a record is being written: what stood before it is whole."""
    note = trial.village.state / "torn"
    note.unlink(missing_ok=True)
    at = chance.randint(1, 25)
    done = trial.run(*act.command, wrap=Die("write", at, after=True, torn=note))
    log = trial.village.state / "state.db-wal"
    if done.killed and log.exists():
        tear(log, *map(int, note.read_text("utf-8").split()), chance)


def tear(log: Path, before: int, after: int, chance: Random) -> None:
    """Leave of the last record what a failing disk may: less of it, or rubbish in its place."""
    content = log.read_bytes()
    kept = chance.randint(before, after) if after > before else before
    garbage = chance.randbytes(len(content) - kept) if chance.random() < 0.5 else b""
    log.write_bytes(content[:kept] + garbage)


def _struck(number: signal.Signals) -> Callable[[Trial, Act, Random], None]:
    """Send the process a signal at any moment."""

    def trouble(trial: Trial, act: Act, chance: Random) -> None:
        running = trial.start(*act.command)
        time.sleep(chance.uniform(0, _LONGEST_S))
        running.send(number)
        trial.end(running)

    return trouble


def _two(trial: Trial, act: Act, chance: Random) -> None:
    """Run the same at the same time twice, or publish beside it."""
    first = trial.start(*act.command)
    time.sleep(chance.uniform(0, 0.2))
    second = trial.start(*chance.choice([act.command, PUBLISH]))
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, 0.3))
        chance.choice([first, second]).send(signal.SIGKILL)
    trial.end(first)
    trial.end(second)


def _recalled(trial: Trial, act: Act, chance: Random) -> None:
    """Recall a product at any moment of a publish; the recall itself may die."""
    sku = chance.choice(act.products).sku
    dies = Die(chance.choice(STEPS), chance.randint(1, 12), after=chance.random() < 0.5)
    publish = trial.start(*PUBLISH)
    time.sleep(chance.uniform(0, 0.3))
    trial.run(*recall(sku), wrap=dies if chance.random() < 0.3 else None)
    trial.end(publish)


def _full(trial: Trial, act: Act, chance: Random) -> None:
    trial.run(*act.command, wrap=FullDisk(chance.randint(0, 6)))


def _read_only(trial: Trial, act: Act, _chance: Random) -> None:
    trial.run(*act.command, wrap=ReadOnly())


def _years_off(trial: Trial, act: Act, chance: Random) -> None:
    trial.run(*act.command, wrap=YearsOff(chance.choice([-6, -1, 1, 8])))


def _link_down(trial: Trial, act: Act, chance: Random) -> None:
    """Let the whole market be away in the middle of a run, and be back after it."""
    running = trial.start(*act.command)
    time.sleep(chance.uniform(0, _LONGEST_S))
    trial.away()
    trial.end(running)
    trial.back()


_TROUBLES: tuple[Callable[[Trial, Act, Random], None], ...] = (
    _nothing,
    _nothing,
    _dies,
    _dies,
    _dies,
    _torn,
    _struck(signal.SIGKILL),
    _struck(signal.SIGKILL),
    _struck(signal.SIGINT),
    _struck(signal.SIGTERM),
    _two,
    _recalled,
    _full,
    _read_only,
)
_TROUBLES_OUTSIDE = (*_TROUBLES, _years_off, _link_down, _link_down)
"""What takes a market that is another process: it has the right time, and can be away."""
