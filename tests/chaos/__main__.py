"""`python -m tests.chaos`: kills, lost answers and storms, and how often a law was broken."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from tests.chaos.acts import SCENES
from tests.chaos.crew import Job, Kills, Losses, Storms, work
from tests.chaos.tally import Figures
from tests.chaos.wraps import STEPS

LOST = ("reset-after", "reset-before", "broken-body", "error-after")
"""How an answer is lost in turn: after its effect, before it, in its body, as a 500."""


def main() -> int:
    """Run what is asked for; return 1 when a law was broken."""
    asked = _arguments()
    seed = asked.seed or secrets.token_hex(4)
    root = asked.keep or Path(tempfile.mkdtemp(prefix="ocopctl-chaos-"))
    _say(f"seed {seed}; what breaks a law stays in {root}")
    figures = Figures()
    began = time.monotonic()
    for report in work(_jobs(asked, seed), root, workers=asked.workers):
        figures.add(report)
        for line in figures.told(report):
            _say(line)
    figures.seconds = time.monotonic() - began
    _say(figures.table())
    if asked.json:
        asked.json.write_text(json.dumps({"seed": seed, **figures.as_json()}, indent=1), "utf-8")
    return 1 if figures.broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", help="replay these storms (default: another every time)")
    counts: dict[str, Any] = {"type": int, "default": 0, "metavar": "N"}
    parser.add_argument("--storms", **counts, help="so many random storms")
    parser.add_argument("--from", dest="first", **counts, help="beginning with storm number N")
    parser.add_argument("--kills", **counts, help="kill at each N-th step of every scene")
    parser.add_argument("--losses", **counts, help="lose each N-th answer of every scene")
    choice: dict[str, Any] = {"action": "append", "metavar": "NAME"}
    parser.add_argument("--scene", **choice, choices=list(SCENES), help="only this scene")
    parser.add_argument("--fault", **choice, help="only answers lost in this way")
    parser.add_argument("--endpoint", default="*", metavar="GLOB", help="only answers from there")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    return parser.parse_args()


def _jobs(asked: argparse.Namespace, seed: str) -> list[Job]:
    """Return what is to be tried; the seed says with which of each N it begins."""
    chance = Random(seed)
    jobs: list[Job] = []
    for scene in asked.scene or SCENES:
        for step, after in product(STEPS, (False, True)) if asked.kills else ():
            first = chance.randrange(asked.kills)
            jobs.append(Kills(scene, step, after, asked.kills, first))
        for fault in (asked.fault or LOST) if asked.losses else ():
            first = chance.randrange(asked.losses)
            jobs.append(Losses(scene, fault, asked.endpoint, asked.losses, first))
    numbers = range(asked.first, asked.first + asked.storms)
    return [*jobs, *(Storms(f"{seed}-{number}") for number in numbers)]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
