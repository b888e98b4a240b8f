"""Every kill and every lost answer of a scene, one after the other, until a run completes."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import yaml

from tests.chaos.acts import SCENES
from tests.chaos.trial import begin
from tests.chaos.wraps import Die

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.chaos.trial import Ground, Report, Trial

FINE = frozenset({0})
REFUSED = frozenset({1})
"""What a scene ends with in which a marketplace refuses something for good."""


def kills(
    ground: Ground, scene: str, step: str, *, after: bool, every: int = 1
) -> Iterator[Report]:
    """Kill at every k-th step of a kind in the scene's last act, until a run completes."""
    for at in count(1, every):
        trial = begun(ground, scene, f"kill-{scene}-{step}-{at}{'-after' if after else ''}")
        done = trial.run(*SCENES[scene][-1].command, wrap=Die(step, at, after))
        yield finished(trial, scene)
        if not done.killed:
            return


def losses(ground: Ground, scene: str, fault: str, *, every: int = 1) -> Iterator[Report]:
    """Strike every n-th call of the scene's last act with a fault, until a run has fewer calls."""
    for nth in count(0, every):
        trial = begun(ground, scene, f"{fault}-{scene}-{nth}")
        before = trial.village.history().last
        blow(trial, {"seed": nth, "faults": [{"fault": fault, "after": nth, "count": 1}]})
        trial.run(*SCENES[scene][-1].command)
        calls = trial.village.history().last - before
        yield finished(trial, scene)
        if calls <= nth:
            return


def begun(ground: Ground, scene: str, name: str) -> Trial:
    """Begin a scene: all its acts but the last are done in fair weather, the last is written."""
    trial = begin(ground, name, fresh=scene == "first")
    *earlier, last = SCENES[scene]
    for one in earlier:
        trial.write(one)
        trial.run(*one.command)
    trial.write(last)
    return trial


def finished(trial: Trial, scene: str) -> Report:
    """Run a scene to its end in fair weather."""
    last = SCENES[scene][-1]
    refused = any(product.refused for product in last.products)
    return trial.finish(last.products, settled=REFUSED if refused else FINE)


def blow(trial: Trial, storm: object) -> None:
    """Let a storm blow in the practice market from the next call on."""
    path = trial.village.folder / "storm.yaml"
    path.write_text(yaml.safe_dump(storm), "utf-8")
    trial.run("sandbox", "storm", path.name)
