"""`python -m bench.link`: from the link's return to the first push, and a neighbour that hangs.

1. The shops are away, a publish leaves its work waiting. They come back, `outbox run` is typed: how
   long until the market has the first listing, and until the run has told of one verified. Nothing
   is forked and no clock is faster here: a cold process, as a person starts it.
2. One of four shops answers every call drop by drop. How long does another shop's lane stand still
   at most, beside the same run without that? In seconds of the wall.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tests.chaos.line import load_everything, run
from tests.chaos.served import TIMES, connect, free_port, serving
from tests.chaos.village import BASKET, SCARF, SHOPS, VASE, new_village
from tests.chaos.wraps import Faster

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.chaos.village import Village

_LOOK_S = 0.01
_PATIENCE_S = 60.0
_HANGS = "tiki"
_HANGS_S = 5.0


def main() -> int:
    """Measure both and print them."""
    with tempfile.TemporaryDirectory(prefix="ocopctl-bench-") as folder:
        root = Path(folder)
        load_everything(new_village(root / "warm", BASKET).folder)
        first, verified = _after_link_up(_served(root / "away"))
        print(
            f"link up to the first listing made: {first:.2f} s; told as verified: {verified:.2f} s"
        )
        calm = _longest_stalls(_served(root / "calm"), hanging=False)
        hung = _longest_stalls(_served(root / "hung"), hanging=True)
        print(f"longest stall of a lane while {_HANGS} hangs {_HANGS_S:.0f} s a call (without):")
        for shop in SHOPS:
            print(f"  {shop:<7} {hung[shop]:.2f} s ({calm[shop]:.2f} s)")
    return 0


def _served(folder: Path) -> tuple[Village, int]:
    village, port = new_village(folder, BASKET, SCARF, VASE), free_port()
    village.state.mkdir()
    connect(village, port)
    return village, port


def _after_link_up(served: tuple[Village, int]) -> tuple[float, float]:
    """Return seconds from the market's return to its first listing, and to the first word of it."""
    village, port = served
    with serving(village, port):
        pass  # its credentials are handed out, then it is away
    away = _typed(village, "publish", "--yes")
    away.wait(_PATIENCE_S)
    print(f"while the shops are away: exit {away.returncode}")
    with serving(village, port):
        up = time.monotonic()
        process = _typed(village, "--json", "outbox", "run")
        first = _until(lambda: any(e.kind == "created" for e in village.history().effects)) - up
        assert process.stdout is not None
        for line in process.stdout:
            if json.loads(line).get("outcome") == "verified":
                break
        verified = time.monotonic() - up
        process.wait(_PATIENCE_S)
        process.stdout.close()
    return first, verified


def _typed(village: Village, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ocopctl", *words],
        cwd=village.folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _until(happened: Callable[[], bool]) -> float:
    limit = time.monotonic() + _PATIENCE_S
    while not happened():
        if time.monotonic() > limit:
            raise TimeoutError("nothing was sent after the link came back")
        time.sleep(_LOOK_S)
    return time.monotonic()


def _longest_stalls(served: tuple[Village, int], *, hanging: bool) -> dict[str, float]:
    """Return, by shop, the longest time between two of its calls in one publish."""
    village, port = served
    with serving(village, port):
        if hanging:
            rule: dict[str, Any] = {"fault": "trickle", "marketplace": _HANGS, "seconds": _HANGS_S}
            path = village.folder / "storm.yaml"
            path.write_text(yaml.safe_dump({"seed": 1, "faults": [rule]}), "utf-8")
            run(village.folder, "sandbox", "storm", path.name)
        run(village.folder, "publish", "--yes", wrap=Faster(TIMES))
    with closing(sqlite3.connect(village.market)) as market:
        rows = market.execute("SELECT shop, at FROM calls ORDER BY id").fetchall()
    times = {shop: [at / TIMES for one, at in rows if one == shop] for shop in SHOPS}
    return {
        shop: max((b - a for a, b in pairwise(sorted(at))), default=0.0)
        for shop, at in times.items()
    }


if __name__ == "__main__":
    sys.exit(main())
