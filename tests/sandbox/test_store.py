"""The practice market's file: ours, somebody else's, or none that can be opened."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import ConfigError
from ocopctl.sandbox.practice import PracticeMarket
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_kept_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    store = Store(path)
    store.set_setting("name", "value")
    store.close()
    again = Store(path)
    assert again.setting("name") == "value"
    again.close()


def test_work_that_is_taken_back_gives_its_numbers_to_nobody_else() -> None:
    store = Store(":memory:")
    shelf = store.shelf("tiktok")
    with store.transaction():
        store.mark()
        first = shelf.next_number("product", 100)
        shelf.put("product", first, {})
        store.take_back()
        assert shelf.next_number("product", 100) > first
    assert shelf.get("product", first) is None
    store.close()


def test_a_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "practice.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE history (url, title)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="something else has written it") as caught:
        PracticeMarket(path)
    assert (caught.value.place, path.read_bytes()) == (str(path), before)


def test_a_file_that_cannot_be_opened_is_not_to_be_thrown_away(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be opened") as caught:
        PracticeMarket(tmp_path / "no-such-folder" / "practice.db")
    assert "reset" not in caught.value.hint
