"""A copy of the journal a day, and a journal that fails in the middle of a run."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ocopctl.errors import JournalError
from ocopctl.publishing.backup import KEPT, copies, keep_copy
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
from ocopctl.publishing.state import Outcome

TODAY = date(2026, 11, 22)


def entries(file: Path) -> int:
    with closing(sqlite3.connect(file)) as db:
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    journal = Journal(Database(tmp_path / "state.db"), run="r")
    journal.intend("live:shopee", "A-1", "create", digest="d", key="k", at=1.0)
    yield journal
    journal.close()


def test_the_days_first_run_keeps_a_copy_of_what_was_before(tmp_path: Path, journal: Any) -> None:
    folder = tmp_path / "backup"
    keep_copy(tmp_path / "state.db", folder, TODAY)
    journal.intend("live:shopee", "A-2", "create", digest="d", key="k", at=2.0)
    keep_copy(tmp_path / "state.db", folder, TODAY)
    [copy] = copies(folder)
    assert copy.name == "state-20261122.db"
    assert entries(copy) == 1


def test_the_newest_copies_are_kept(tmp_path: Path, journal: Any) -> None:
    folder = tmp_path / "backup"
    for day in range(KEPT + 3):
        keep_copy(tmp_path / "state.db", folder, TODAY + timedelta(days=day))
    names = [copy.name for copy in copies(folder)]
    assert names[0] == "state-20261201.db"
    assert len(names) == KEPT


def test_a_copy_that_was_cut_off_is_not_taken_for_one(tmp_path: Path, journal: Any) -> None:
    folder = tmp_path / "backup"
    folder.mkdir()
    (folder / "state-20261122.part").write_bytes(b"torn")
    keep_copy(tmp_path / "state.db", folder, TODAY)
    assert [entries(copy) for copy in copies(folder)] == [1]


def test_a_folder_that_takes_no_copy_is_named(tmp_path: Path, journal: Any) -> None:
    (tmp_path / "backup").write_text("a file in its place")
    with pytest.raises(JournalError) as caught:
        keep_copy(tmp_path / "state.db", tmp_path / "backup", TODAY)
    assert "backup" in caught.value.place


async def test_nothing_more_is_sent_once_the_journal_cannot_be_written(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third write fails for good: every listing has an outcome, and none is doubled later."""
    wanted = world.wanted(*(world.listing(f"A-{n}") for n in range(6)))
    writing, count = Database.writing, 0

    def failing(self: Database) -> Any:
        nonlocal count
        count += 1
        if count > 12:
            raise JournalError("the disk is full")
        return writing(self)

    monkeypatch.setattr(Database, "writing", failing)
    results = await world.publish(wanted)
    monkeypatch.undo()
    made = len(world.market.live_skus())
    assert made < 6
    assert len(results) == 6
    assert {r.outcome for r in results} <= {Outcome.FAILED, Outcome.ACCEPTED, Outcome.VERIFIED}
    await world.publish(wanted)
    assert world.market.live_skus() == [f"A-{n}" for n in range(6)]
