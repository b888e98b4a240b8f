"""One run at a time in a shop, whatever process it is in, and however that ends."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from filelock import Timeout

from ocopctl.errors import JournalError
from ocopctl.publishing.lock import asked_to_end, holder, locked, preempting
from ocopctl.transport.halt import Halt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOLDER = """
import sys
from pathlib import Path
from ocopctl.publishing.lock import locked
with locked(Path(sys.argv[1]), sys.argv[2:]):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that works in the shops `practice:a` and `practice:b`."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path), "practice:a", "practice:b"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_run_in_a_shop_is_refused_and_told_who_is_there(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    with pytest.raises(JournalError) as caught, locked(tmp_path, ["practice:b"]):
        pytest.fail("two runs in one shop")
    assert "working in b: `ocopctl" in str(caught.value)
    assert f"process {other.pid}" in str(caught.value)
    assert caught.value.hint


def test_a_run_in_another_shop_is_let_in(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with locked(tmp_path, ["practice:c", "live:a"]):
        assert other.poll() is None


def test_who_is_refused_one_shop_holds_none(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    with pytest.raises(JournalError), locked(tmp_path, ["practice:c", "practice:b"]):
        pass
    assert holder(tmp_path, "practice:c") is None
    with locked(tmp_path, ["practice:c"]):
        assert other.poll() is None


def test_a_killed_run_lets_its_shops_go(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    with locked(tmp_path, ["practice:a", "practice:b"]):
        there = holder(tmp_path, "practice:a")
        assert there is not None
        assert there.pid == os.getpid()
    assert holder(tmp_path, "practice:a") is None


def test_a_dead_holder_is_no_holder(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    assert holder(tmp_path, "practice:a") is not None
    other.kill()
    other.wait()
    assert holder(tmp_path, "practice:a") is None


@pytest.mark.parametrize("change", [{"boot": "another"}, {"started": "1"}, {"pid": 2**22 + 1}])
def test_a_note_of_another_boot_or_process_names_nobody(
    tmp_path: Path, change: dict[str, object]
) -> None:
    note = tmp_path / "locks" / "practice%3Aa.holder"
    with locked(tmp_path, ["practice:a"]):
        body = json.loads(note.read_text("utf-8"))
    note.write_text(json.dumps(body | change), "utf-8")
    assert holder(tmp_path, "practice:a") is None
    with locked(tmp_path, ["practice:a"]):
        assert holder(tmp_path, "practice:a") is not None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "4711 2026-11-22T09:00:00+07:00"])
def test_a_note_that_cannot_be_read_names_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "practice%3Aa.holder").write_text(text, "utf-8")
    assert holder(tmp_path, "practice:a") is None


async def test_who_goes_first_is_heard_by_the_holder_and_waits_for_it(tmp_path: Path) -> None:
    stack = ExitStack()
    stack.enter_context(locked(tmp_path, ["practice:a"]))
    assert not asked_to_end(tmp_path, "practice:a")
    halt = Halt()

    async def ends_when_asked() -> None:
        while not asked_to_end(tmp_path, "practice:a"):  # noqa: ASYNC110 - another process's file
            await asyncio.sleep(0.01)
        stack.close()

    ending = asyncio.create_task(ends_when_asked())
    async with preempting(tmp_path, "practice:a", within_s=5, halt=halt):
        await ending
        assert not asked_to_end(tmp_path, "practice:a")
    with locked(tmp_path, ["practice:a"]):
        pass


async def test_who_goes_first_gives_up_in_time_and_asks_no_more(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    with pytest.raises(JournalError) as caught:
        async with preempting(tmp_path, "practice:a", within_s=0.1, halt=Halt()):
            pytest.fail("two runs in one shop")
    assert f"process {other.pid}" in str(caught.value)
    assert not asked_to_end(tmp_path, "practice:a")


def test_an_ended_run_lets_its_shops_go(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path, ["practice:a"]):
            pass


def test_a_name_of_a_shop_may_be_anything(tmp_path: Path) -> None:
    with locked(tmp_path, ["live:a/../b@http://127.0.0.1:8781", "live:Gốm sứ"]):
        assert len(list((tmp_path / "locks").glob("*.lock"))) == 2


def test_a_wait_that_ran_out_inside_is_not_taken_for_another_run(tmp_path: Path) -> None:
    with pytest.raises(Timeout), locked(tmp_path, ["practice:a"]):
        raise Timeout("another lock")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("in the way")
    with pytest.raises(JournalError) as caught, locked(tmp_path, ["practice:a"]):
        pytest.fail("worked without a lock")
    assert str(tmp_path) in caught.value.place
    assert caught.value.hint
