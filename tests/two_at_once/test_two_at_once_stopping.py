"""How a run hears that it shall end: signals of its own process, and a recall's request."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import Interrupted, JournalError, Preempted
from ocopctl.publishing.interruption import heeding
from ocopctl.publishing.lock import locked, preempting
from ocopctl.transport.halt import Halt

if TYPE_CHECKING:
    from pathlib import Path

SHOP = "practice:a"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_first_signal_asks_and_is_answered_once(
    tmp_path: Path, number: signal.Signals
) -> None:
    halt, said = Halt(), []
    before = signal.getsignal(number)
    async with heeding(halt, tmp_path, (), said.append):
        os.kill(os.getpid(), number)
        await asyncio.sleep(0.01)
        assert isinstance(halt.asked, Interrupted)
        assert len(said) == 1
    assert signal.getsignal(number) is before


async def test_the_second_signal_ends_at_once(tmp_path: Path) -> None:
    async with heeding(Halt(), tmp_path, (), lambda _text: None):
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


async def test_a_recall_that_waits_is_heard(tmp_path: Path) -> None:
    halt = Halt()
    with locked(tmp_path, [SHOP]):
        async with heeding(halt, tmp_path, [SHOP], lambda _text: None):
            with pytest.raises(JournalError):
                async with preempting(tmp_path, SHOP, within_s=0.5, halt=Halt()):
                    pytest.fail("two runs in one shop")
    assert isinstance(halt.asked, Preempted)


async def test_nobody_who_waits_is_nobody_heard(tmp_path: Path) -> None:
    halt = Halt()
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "practice%3Aa.asked").touch()
    with locked(tmp_path, [SHOP]):
        async with heeding(halt, tmp_path, [SHOP], lambda _text: None):
            await asyncio.sleep(0.3)
    assert halt.asked is None
