"""Workers that share trials between them: processes forked from one that has loaded everything."""

from __future__ import annotations

import multiprocessing
import shutil
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.chaos import storms, turns
from tests.chaos.laws import Breach, Law
from tests.chaos.line import load_everything
from tests.chaos.trial import Report, prepare, prepare_served
from tests.chaos.village import BASKET, SCARF, new_village

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from multiprocessing.queues import SimpleQueue
    from pathlib import Path

    from tests.chaos.trial import Ground


@dataclass(frozen=True, slots=True)
class Grounds:
    """Where a worker's trials begin: with the market inside each process, and with it served."""

    inside: Ground
    served: Ground


@dataclass(frozen=True, slots=True)
class Kills:
    """Kill at the steps of a kind in a scene: each `every`-th, from number `first` on."""

    scene: str
    step: str
    after: bool
    every: int
    first: int

    def reports(self, grounds: Grounds) -> Iterator[Report]:
        """Try them all."""
        return turns.kills(
            grounds.inside,
            self.scene,
            self.step,
            after=self.after,
            every=self.every,
            first=self.first,
        )


@dataclass(frozen=True, slots=True)
class Losses:
    """Strike the calls of a scene with a fault: each `every`-th, from number `first` on."""

    scene: str
    fault: str
    endpoint: str
    every: int
    first: int

    def reports(self, grounds: Grounds) -> Iterator[Report]:
        """Try them all."""
        return turns.losses(
            grounds.inside,
            self.scene,
            self.fault,
            endpoint=self.endpoint,
            every=self.every,
            first=self.first,
        )


@dataclass(frozen=True, slots=True)
class Storms:
    """One random storm."""

    seed: str

    def reports(self, grounds: Grounds) -> Iterator[Report]:
        """Blow it."""
        yield storms.storm(grounds.inside, grounds.served, self.seed)


Job = Kills | Losses | Storms
DONE = "done"


def work(jobs: Sequence[Job], root: Path, *, workers: int) -> Iterator[Report]:
    """Yield a report a trial, as they come; villages in which a law was broken stay in `root`."""
    root.mkdir(parents=True, exist_ok=True)
    warm = root / "warm"
    shutil.rmtree(warm, ignore_errors=True)
    load_everything(new_village(warm, BASKET, SCARF).folder)
    forked = multiprocessing.get_context("fork")
    waiting: SimpleQueue[Job | None] = forked.SimpleQueue()
    told: SimpleQueue[Report | None] = forked.SimpleQueue()
    crew = [
        forked.Process(target=_labour, args=(root / f"worker-{number}", waiting, told))
        for number in range(workers)
    ]
    for one in crew:
        one.start()
    pending = [*jobs, *[None] * workers]
    yield from _shared_out(pending, waiting, told, workers)
    for one in crew:
        one.join()


def _shared_out(
    pending: list[Job | None],
    waiting: SimpleQueue[Job | None],
    told: SimpleQueue[Report | None],
    workers: int,
) -> Iterator[Report]:
    """Hand out the jobs, a few ahead, since a pipe takes only so much at once."""
    ahead = 2 * workers
    for job in pending[:ahead]:
        waiting.put(job)
    del pending[:ahead]
    while workers:
        report = told.get()
        if isinstance(report, Report):
            yield report
            continue
        workers -= report is None
        if pending:
            waiting.put(pending.pop(0))


def _labour(root: Path, waiting: SimpleQueue[Job | None], told: SimpleQueue[object]) -> None:
    """Do jobs until there are none: a report a trial, DONE behind each job, None at the end."""
    shutil.rmtree(root, ignore_errors=True)
    grounds = Grounds(prepare(root / "inside"), prepare_served(root / "served"))
    while (job := waiting.get()) is not None:
        try:
            for report in job.reports(grounds):
                told.put(report)
                if not report.breaches:
                    shutil.rmtree(report.folder)
        except Exception:  # noqa: BLE001 - a trial that fails must not end the others unseen
            told.put(_failed(job))
        told.put(DONE)
    told.put(None)


def _failed(job: Job) -> Report:
    words = Breach(Law.ENDS, traceback.format_exc()[-800:])
    return Report(str(job), (words,), 0, 0, 0, 0, 0, 0.0)
