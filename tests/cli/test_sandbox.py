"""What the practice market tells of itself on the command line."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from ocopctl.shops import practice_market
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

AT = 1_795_280_400.0  # midnight of 2026-11-22 in Vietnam


def saw(folder: Path, shop: str) -> None:
    """Let the practice market have seen a call."""
    market = practice_market(open_workspace(folder))
    row = (AT, "shopee", shop, "GET", "shop.get_shop_info", "[]", 403, "error_sign", 0)
    market.store.insert("calls", row)
    market.close()


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand on a machine whose clock is not Vietnam's."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zone of its own to set")
@pytest.mark.usefixtures("far_away")
def test_the_history_has_the_clock_of_the_workspace(ocopctl: Run, village: Path) -> None:
    saw(village, "shopee")
    assert ocopctl("sandbox", "history").out.startswith("22/11 00:00:00 shopee ")
    settings = village / "ocopctl.yaml"
    settings.write_text(settings.read_text("utf-8") + "\ntimezone: Asia/Tokyo\n", "utf-8")
    assert ocopctl("sandbox", "history").out.startswith("22/11 02:00:00 shopee ")


def test_calls_by_strangers_are_counted_beside_the_shops(ocopctl: Run, village: Path) -> None:
    saw(village, "shopee")
    saw(village, "")
    saw(village, "")
    ran = ocopctl("sandbox", "status")
    assert [line.split()[0] for line in ran.out.splitlines()] == ["shop", "shopee", "2"]
    assert "2 calls by strangers" in ran.out


def test_a_shop_that_nobody_knows_is_refused_and_the_known_ones_named(
    ocopctl: Run, village: Path
) -> None:
    saw(village, "xuong-2")
    ran = ocopctl("sandbox", "history", "--shop", "nope")
    assert (ran.status, ran.out) == (2, "")
    assert "no shop “nope”" in ran.err
    assert "shops are: shopee, lazada, tiki, tiktok, xuong-2" in ran.err


def test_a_shop_that_has_done_nothing_yet_is_no_error(ocopctl: Run, village: Path) -> None:
    saw(village, "shopee")
    ran = ocopctl("sandbox", "history", "--shop", "tiki")
    assert (ran.status, ran.out) == (0, "Nothing has happened in the shop “tiki” yet.\n")


def rubbish(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def of_another(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE calls (number, name)")
    db.close()


def cut_off(path: Path) -> None:
    saw(path.parents[1], "shopee")
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize("spoil", [rubbish, of_another, cut_off])
def test_a_broken_practice_file_is_named_and_can_be_reset(
    ocopctl: Run, village: Path, spoil: object
) -> None:
    assert callable(spoil)
    path = village / ".ocopctl" / "practice.db"
    path.parent.mkdir()
    spoil(path)
    ran = ocopctl("sandbox", "status")
    assert (ran.status, "practice.db" in ran.err) == (3, True)
    assert "ocopctl sandbox reset" in ran.err
    assert ocopctl("sandbox", "reset").status == 0
    assert ocopctl("publish", "--yes").status == 0


def test_programs_get_strangers_too(ocopctl: Run, village: Path) -> None:
    saw(village, "")
    lines = ocopctl("sandbox", "status", "--json").out.splitlines()
    assert [(json.loads(line)["shop"], json.loads(line)["calls"]) for line in lines] == [("", 1)]
