"""Every kill and every lost answer of a scene, one after the other, until a run completes."""

from __future__ import annotations

from contextlib import contextmanager
from fnmatch import fnmatchcase
from itertools import count
from typing import TYPE_CHECKING, Any

import yaml

from tests.chaos.acts import SCENES
from tests.chaos.trial import begun
from tests.chaos.wraps import Die

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.chaos.trial import Ground, Report, Trial

FINE = frozenset({0})
REFUSED = frozenset({1})
"""What a scene ends with in which a marketplace refuses something for good."""


def kills(
    ground: Ground, scene: str, step: str, *, after: bool, every: int, first: int
) -> Iterator[Report]:
    """Kill at every k-th step of a kind in the scene's last act, until a run completes."""
    for at in count(first + 1, every):
        name = f"kill-{scene}-{step}-{at}{'-after' if after else ''}"
        with _at_last_act(ground, scene, name) as trial:
            done = trial.run(*SCENES[scene][-1].command, wrap=Die(step, at, after))
            yield _finished(trial, scene)
        if not done.killed:
            return


def losses(
    ground: Ground, scene: str, fault: str, *, endpoint: str, every: int, first: int
) -> Iterator[Report]:
    """Strike every n-th call of the scene's last act with a fault, until a run has fewer calls.

    `endpoint` is a glob: only calls that it matches are struck and counted.
    """
    for nth in count(first, every):
        with _at_last_act(ground, scene, f"{fault}-{scene}-{nth}") as trial:
            before = trial.village.history().last
            rule = {"fault": fault, "endpoint": endpoint, "after": nth, "count": 1}
            blow(trial, {"seed": nth, "faults": [rule]})
            trial.run(*SCENES[scene][-1].command)
            calls = [call for call in trial.village.history().calls if call.id > before]
            yield _finished(trial, scene)
        if sum(fnmatchcase(call.endpoint, endpoint) for call in calls) <= nth:
            return


@contextmanager
def _at_last_act(ground: Ground, scene: str, name: str) -> Iterator[Trial]:
    """Begin a scene: all its acts but the last are done in fair weather, the last is written."""
    with begun(ground, name, fresh=scene == "first") as trial:
        *earlier, last = SCENES[scene]
        for one in earlier:
            trial.write(one)
            trial.run(*one.command)
        trial.write(last)
        yield trial


def _finished(trial: Trial, scene: str) -> Report:
    """Run a scene to its end in fair weather."""
    last = SCENES[scene][-1]
    refused = any(product.refused for product in last.products)
    return trial.finish(settled=REFUSED if refused else FINE)


def blow(trial: Trial, storm: Mapping[str, Any]) -> None:
    """Let a storm blow in the practice market from the next call on."""
    trial.stormy = True
    trial.patient = any(rule["fault"] == "never-applied" for rule in storm["faults"])
    path = trial.village.folder / "storm.yaml"
    path.write_text(yaml.safe_dump(storm), "utf-8")
    trial.run("sandbox", "storm", path.name)
