"""A Ctrl-C that comes before a run has begun ends it quietly."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from typing import Any

import pytest

from ocopctl.cli.run import run
from ocopctl.publishing.interruption import run_whole


def test_a_ctrl_c_while_the_loop_is_made_comes_when_it_is_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without that the half-made loop complains, and the work that never began as well."""
    made, begun = [], []
    real = asyncio.events.new_event_loop

    def struck() -> Any:
        os.kill(os.getpid(), signal.SIGINT)
        made.append(real())
        return made[0]

    async def work() -> None:
        begun.append(1)

    monkeypatch.setattr(asyncio.events, "new_event_loop", struck)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        run_whole(work)
    assert begun == []
    assert made[0].is_closed()
    assert signal.getsignal(signal.SIGINT) is before


def test_what_the_work_returns_comes_back() -> None:
    async def work() -> int:
        return 7

    assert run_whole(work) == 7


def test_a_ctrl_c_that_falls_into_a_clean_up_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python prints and forgets what is raised there."""
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    assert run(["--version"]) == 0

    class Struck:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)

    struck = [Struck()]
    with pytest.raises(KeyboardInterrupt):
        cleaned_up(struck)


def cleaned_up(things: list[object]) -> None:
    things.clear()
    time.sleep(1)
