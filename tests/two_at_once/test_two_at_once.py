"""Issue 4, item 7: two processes at once, judged by what the market saw of them alone."""

from __future__ import annotations

import signal
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from ocopctl.publishing.lock import holder
from tests.recall.town import MARKETS, Town, town_in

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

SKUS = ("A-1", "B-2", "C-3", "D-4")
MANY = tuple(f"M-{number:02}" for number in range(12))
TWO = ("lazada", "tiktok")
WITHIN_S = 60.0


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = town_in(tmp_path)
    town.settings(", ".join(f"{name}: {{marketplace: {name}}}" for name in TWO))
    town.write(*SKUS)
    return town


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=WITHIN_S)
    assert "Traceback" not in out + err
    return process.returncode, out + err


def until_made(town: Town, count: int) -> None:
    """Wait until the market has made so many listings; before its file is there it has none."""
    stop = time.monotonic() + WITHIN_S
    while time.monotonic() < stop:
        with suppress(sqlite3.Error):
            if created(town).total() >= count:
                return
        time.sleep(0.01)
    pytest.fail("it never came")


def created(town: Town) -> Counter[tuple[str, str]]:
    return Counter((row[1], row[3]) for row in town.effects() if row[2] == "created")


def all_once(town: Town, skus: tuple[str, ...]) -> bool:
    return created(town) == Counter({(market, sku): 1 for market in TWO for sku in skus})


def test_two_at_once_send_everything_once_and_no_other_price(town: Town) -> None:
    both = [town.start("publish", "--yes") for _ in range(2)]
    said = [ended(process) for process in both]
    assert min(status for status, _words in said) == 0, said
    assert all_once(town, SKUS)
    before = town.calls()
    town.write(*SKUS, price=240_000)
    both = [town.start("sync", "prices", "--yes") for _ in range(2)]
    said = [ended(process) for process in both]
    assert 0 in {status for status, _words in said}, said
    for status, words in said:
        assert status in {0, 6} or "another run is working in" in words, words
    sent = [row[4] for row in town.effects(before)]
    assert len(sent) >= len(TWO)
    assert all("240000" in detail for detail in sent), sent


def test_a_recall_pre_empts_a_publish_and_stands(town: Town) -> None:
    town.settings()
    publish = town.start("publish", "--yes")
    until_made(town, 1)
    status, words = ended(town.start("recall", "A-1", "--reason", "mốc", "--yes"))
    assert status == 0, words
    assert ended(publish)[0] in {0, 5}
    assert town.on_sale("A-1") == set()
    status, words = ended(town.start("publish", "--yes"))
    assert status == 0, words
    assert town.on_sale("A-1") == set()
    assert all(town.on_sale(sku) == set(MARKETS) for sku in SKUS[1:])
    assert max(created(town).values()) == 1


def test_runs_that_are_stopped_and_killed_lose_and_double_nothing(town: Town) -> None:
    """Ctrl-C lets what is under way finish; a dead holder blocks nobody; the third run ends it."""
    town.write(*MANY)
    run = town.start("publish", "--yes")
    until_made(town, 1)
    run.send_signal(signal.SIGINT)
    status, words = ended(run)
    assert status == 130, words
    assert "press Ctrl-C again" in words
    made = created(town).total()
    assert made < len(MANY) * len(TWO)
    run = town.start("publish", "--yes")
    until_made(town, made + 1)
    run.kill()
    last = town.start("publish", "--yes")
    run.communicate()
    status, words = ended(last)
    assert status == 0, words
    assert all_once(town, MANY)
    assert all(holder(town.folder / ".ocopctl", f"practice:{name}") is None for name in TWO)


def test_before_anything_is_sent_a_run_just_ends(town: Town) -> None:
    run = town.start("plan")
    time.sleep(0.4)
    run.send_signal(signal.SIGINT)
    assert ended(run)[0] in {130, 0, -signal.SIGINT}  # the last before Python itself has begun
