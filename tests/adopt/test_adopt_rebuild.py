"""A lost or broken journal: refused by every command, and made anew from the shops."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocopctl.publishing.recall_book import Recalls

SHOPS = ("lazada", "shopee", "tiki", "tiktok")
ALL = {(shop, sku) for shop in SHOPS for sku in ("CHIEU-16", "KHAN")}
EVERY = (
    ("plan",),
    ("plan", "--refresh"),
    ("publish", "--yes"),
    ("sync", "prices", "--yes"),
    ("status",),
    ("drift",),
    ("drift", "--keep"),
    ("adopt", "--yes"),
    ("outbox",),
    ("recall", "KHAN", "--reason", "mốc", "--yes"),
    ("release", "KHAN", "--yes"),
)


def rubbish(village: Any) -> None:
    village.journal.write_bytes(b"rubbish" * 1000)


def cut_off(village: Any) -> None:
    content = village.journal.read_bytes()
    village.journal.write_bytes(content[: len(content) // 2])


def garbled(village: Any) -> None:
    content = bytearray(village.journal.read_bytes())
    content[4096:12288] = b"\xff" * 8192
    village.journal.write_bytes(bytes(content))


def no_record(village: Any) -> None:
    journal = village.open_journal()
    with journal.database.writing() as db:
        db.exec_driver_sql("UPDATE listings SET body = '[1]'")
    journal.close()


BREAKS = [rubbish, cut_off, garbled, no_record]


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_refuses_a_broken_journal_and_names_the_way_back(
    village: Any, command: tuple[str, ...]
) -> None:
    rubbish(village)
    before = village.effects()
    status, said = village.run(*command)
    assert status == 1, said
    assert village.effects() == before
    assert "ocopctl adopt --rebuild" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("breaks", BREAKS)
def test_a_broken_journal_is_moved_aside_and_made_anew(village: Any, breaks: Any) -> None:
    breaks(village)
    before = village.effects()
    rows = village.lines("adopt", "--rebuild", "--yes")
    [rebuilt] = [r for r in rows if r["type"] == "rebuilt"]
    assert rebuilt["aside"]
    assert (village.known(), village.effects()) == (ALL, before)
    aside = [path.name for path in village.journal.parent.glob("state.db.broken-*")]
    assert len(aside) == len(rebuilt["aside"])


def test_a_publication_after_that_makes_nothing_twice(village: Any) -> None:
    rubbish(village)
    village.lines("adopt", "--rebuild", "--yes")
    before = village.effects()
    village.lines("publish", "--yes")
    assert "created" not in {effect for _shop, effect, _sku in village.effects()[len(before) :]}
    assert [r for r in village.lines("plan") if r["type"] == "action"] == []


def test_a_lost_journal_is_made_anew_too(village: Any) -> None:
    village.forgets()
    [rebuilt] = [r for r in village.lines("adopt", "--rebuild", "--yes") if r["type"] == "rebuilt"]
    assert rebuilt["aside"] == []
    assert village.known() == ALL


def test_a_whole_journal_is_left_alone(village: Any) -> None:
    before = village.journal.read_bytes()
    assert village.run("adopt", "--rebuild", "--yes")[0] == 2
    assert village.journal.read_bytes() == before
    assert list(village.journal.parent.glob("*broken*")) == []


def test_nobody_to_ask_means_nothing_is_moved(village: Any) -> None:
    rubbish(village)
    assert village.run("adopt", "--rebuild")[0] == 2
    assert list(village.journal.parent.glob("*broken*")) == []


def test_a_recall_that_stands_comes_back_and_an_ended_one_does_not_stand(village: Any) -> None:
    village.run("recall", "KHAN", "--reason", "mốc", "--yes")
    village.run("recall", "CHIEU-16", "--reason", "sờn", "--yes")
    village.run("release", "CHIEU-16", "--yes")
    rubbish(village)
    rows = village.lines("adopt", "--rebuild", "--yes")
    [rebuilt] = [r for r in rows if r["type"] == "rebuilt"]
    assert len(rebuilt["recalls"]) == 1
    journal = village.open_journal()
    standing = [one.sku for one in Recalls(journal.database).standing()]
    journal.close()
    assert standing == ["KHAN"]
    before = village.effects()
    village.run("publish", "--yes")
    fresh = {(effect, sku) for _shop, effect, sku in village.effects()[len(before) :]}
    assert not any(sku.startswith("KHAN") for effect, sku in fresh if effect != "unlisted")


def test_a_proof_that_cannot_be_read_is_named(village: Any) -> None:
    folder = village.journal.parent / "recalls"
    folder.mkdir(exist_ok=True)
    (folder / "x.json").write_text(json.dumps(["no recall"]), "utf-8")
    rubbish(village)
    status, said = village.run("adopt", "--rebuild", "--yes")
    assert status == 0
    assert "x.json" in said


def test_the_newest_copy_is_named_where_there_is_one(village: Any) -> None:
    assert list((village.journal.parent / "backup").glob("state-*.db"))
    rubbish(village)
    assert "backup/state-" in village.run("plan")[1]
