"""The journal on disk: synced, readable after a crash, and clear about what it cannot do."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import JournalError
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
from ocopctl.publishing.state import Outcome, Recorded, RecordedOffer

if TYPE_CHECKING:
    from pathlib import Path

SHOP = "practice:a"
KILLED = """
import os, signal, sys
from pathlib import Path
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
journal = Journal(Database(Path(sys.argv[1])), run="killed")
for number, sku in enumerate(["A-1", "A-2"]):
    intent = journal.intend("practice:a", sku, "create", digest="d", key=f"k-{sku}", at=number)
    if sku == "A-2":
        os.kill(os.getpid(), signal.SIGKILL)
    journal.conclude(intent, "accepted", at=number)
"""


def recorded(sku: str = "A-1", shop: str = SHOP, title: str = "Ấm") -> Recorded:
    offers = {sku: RecordedOffer(620_000, 5, "r1")}
    return Recorded(shop, sku, "1", "d", {"title": title}, offers, Outcome.ACCEPTED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.db"


def refused(path: Path) -> JournalError:
    with pytest.raises(JournalError) as caught:
        Journal(Database(path), run="r").listings(SHOP)
    assert str(path.parent) in caught.value.place
    assert caught.value.hint
    assert caught.value.exit_status == 1
    return caught.value


def test_every_write_reaches_the_disk_before_it_returns(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    with journal.database.reading() as db:
        asked = ("journal_mode", "synchronous", "fullfsync")
        found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked}
    journal.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1}


def test_a_run_killed_between_intent_and_outcome_leaves_exactly_one_doubt(path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    journal = Journal(Database(path), run="next")
    [doubt] = journal.doubts(SHOP).values()
    journal.close()
    assert (doubt.sku, doubt.key, doubt.digest) == ("A-2", "k-A-2", "d")


@pytest.mark.parametrize("outcome", ["accepted", "rejected", "failed"])
def test_a_concluded_creation_is_no_doubt(path: Path, outcome: str) -> None:
    journal = Journal(Database(path), run="r")
    first = journal.intend(SHOP, "A-1", "create", digest="d", key="k", at=1.0)
    journal.conclude(first, "unknown", at=2.0)
    assert journal.doubts(SHOP).keys() == {"A-1"}
    again = journal.intend(SHOP, "A-1", "create", digest="d", key="k", at=3.0)
    journal.conclude(again, outcome, at=4.0)
    assert journal.doubts(SHOP) == {}
    journal.close()


def test_a_change_that_nobody_saw_the_end_of_is_no_doubt_about_a_creation(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    journal.intend(SHOP, "A-1", "update", digest="d", key="", at=1.0)
    assert journal.doubts(SHOP) == {}
    journal.close()


def test_what_was_written_is_read_by_the_next_run(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    intent = journal.intend(SHOP, "A-1", "create", digest="d", key="k", at=1.0)
    journal.conclude(intent, Outcome.ACCEPTED, at=2.0, recorded=recorded())
    journal.keep_picture(SHOP, "f" * 64, "ref")
    journal.close()
    following = Journal(Database(path), run="s")
    assert following.listings(SHOP) == {"A-1": recorded()}
    assert following.pictures(SHOP) == {"f" * 64: "ref"}
    assert following.listings("live:a") == {}
    assert (following.knows(SHOP), following.knows("live:a")) == (True, False)
    following.close()


def test_practice_thrown_away_leaves_live_as_it_is(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    for shop in ("practice:a", "practice_:a", "live:a"):
        journal.observe(recorded(shop=shop), at=1.0)
    journal.forget("practice:")
    assert [journal.knows(s) for s in ("practice:a", "practice_:a", "live:a")] == [
        False,
        True,
        True,
    ]
    journal.close()


@pytest.mark.parametrize("content", [b"this is not a database" * 50, b"SQLite format 3\x00" * 40])
def test_a_file_that_is_no_journal_is_named(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert "Traceback" not in str(refused(path))


def test_a_torn_journal_is_named(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    for number in range(10):
        journal.observe(recorded(f"A-{number}", title="x" * 20_000), at=1.0)
    journal.close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2 - 100])
    refused(path)


def test_a_torn_row_is_named(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    journal.observe(recorded(), at=1.0)
    journal.close()
    with sqlite3.connect(path) as db:
        db.execute('UPDATE listings SET body = \'{"shop": "prac\'')
    db.close()
    refused(path)


def test_a_row_of_another_shape_is_named(path: Path) -> None:
    journal = Journal(Database(path), run="r")
    journal.observe(recorded(), at=1.0)
    journal.close()
    with sqlite3.connect(path) as db:
        db.execute('UPDATE listings SET body = \'{"of": "tomorrow"}\'')
    db.close()
    refused(path)


def test_a_folder_that_cannot_be_made_is_named(path: Path) -> None:
    path.parent.write_text("in the way")
    refused(path)


def test_a_folder_in_the_place_of_the_journal_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    refused(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_journal_that_can_only_be_read_is_named(path: Path) -> None:
    Journal(Database(path), run="r").close()
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        refused(path)
    finally:
        path.parent.chmod(0o700)


FULL = """
import resource, signal, sys
from pathlib import Path
from ocopctl.errors import JournalError
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
journal = Journal(Database(Path(sys.argv[1])), run="full")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    journal.intend("practice:a", "A-1", "create", digest="d" * 50_000, key="k", at=1.0)
except JournalError as error:
    print(error.place, "|", error.hint)
"""


def test_a_full_disk_stops_the_run_before_the_call(path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(path)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    assert str(path) in ended.stdout
    assert "full" in ended.stdout
