"""A short chaos, and the proof that it would see a program that keeps its promise less well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
BLIND = """
import sys
import ocopctl.publishing.create as create

async def never_looks(_lane, _want):
    return {}

assert create.look, "what this makes blind has another name now"
create.look = never_looks
from tests.chaos.__main__ import main
sys.exit(main())
"""


def chaos(tmp_path: Path, *words: str, program: str = "") -> tuple[int, dict[str, Any], str]:
    figures = tmp_path / "figures.json"
    begin = ["-c", program] if program else ["-m", "tests.chaos"]
    places = ["--keep", str(tmp_path / "kept"), "--json", str(figures), "--workers", "1"]
    done = subprocess.run(
        [sys.executable, *begin, *words, *places],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert figures.exists(), done.stdout + done.stderr
    return done.returncode, json.loads(figures.read_text("utf-8")), done.stdout


def test_no_law_is_broken_by_kills_lost_answers_and_storms(tmp_path: Path) -> None:
    turns = ["--kills", "41", "--losses", "71", "--scene", "first"]
    status, figures, said = chaos(tmp_path, "--seed", "short", "--storms", "2", *turns)
    assert status == 0, said
    assert set(figures["breaches"].values()) == {0}
    assert figures["kills"] >= 4
    assert figures["lost"] >= 1


def test_a_program_that_does_not_look_before_it_sends_again_is_found_out(tmp_path: Path) -> None:
    creations = ["--losses", "1", "--scene", "first", "--fault", "reset-after"]
    where = ["--endpoint", "product.add_item"]
    status, figures, said = chaos(tmp_path, *creations, *where, program=BLIND)
    assert status == 1, said
    assert figures["breaches"]["TWICE"] > 0
