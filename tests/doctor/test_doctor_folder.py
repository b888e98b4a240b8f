"""What is wrong with the folder: workspace, files, disk, journal, locks; no network is needed."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.cli.run import run
from tests.doctor.conftest import Village

HOLDER = """
import sys
from pathlib import Path
from ocopctl.publishing.lock import locked
with locked(Path(sys.argv[1]), [sys.argv[2]]):
    print("held", flush=True)
    sys.stdin.readline()
"""
PRACTICE = "s: {marketplace: shopee}"


def test_a_folder_without_a_workspace_is_well(village: Village) -> None:
    told = village.doctor()
    assert told.status == 0
    assert "ocopctl init" in told.about("workspace")["hint"]
    assert "practice" in told.about("network")["message"]
    assert list(village.folder.iterdir()) == [], "looking changes nothing"


def test_a_practice_workspace_is_all_well(village: Village) -> None:
    village.shops(PRACTICE, "t: {marketplace: tiki}")
    told = village.doctor()
    assert (told.status, told.bad) == (0, {})
    assert "All is well" in told.text
    assert "1 read" in told.about("files")["message"]
    assert not village.state.exists()


def test_quiet_tells_trouble_alone(village: Village) -> None:
    village.shops(PRACTICE)
    assert village.doctor("--quiet").text == ""
    village.write("ocopctl.yaml", "shops: 1\n")
    assert village.doctor("--quiet").text.startswith("✗ workspace")


@pytest.mark.parametrize("text", ["", "shops: [", "- 1", "products: x\nshops: {s: 5}", "\x00"])
def test_a_broken_workspace_hides_no_other_check(village: Village, text: str) -> None:
    village.write("ocopctl.yaml", text)
    village.state.mkdir()
    (village.state / "state.db").write_bytes(b"rubbish" * 200)
    told = village.doctor()
    assert told.status == 3
    assert {"workspace", "journal"} <= told.bad.keys()
    assert told.about("disk")["level"] == "good"


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_whatever_stands_in_the_workspace_file_there_is_a_list(village: Village, text: str) -> None:
    village.write("ocopctl.yaml", text)
    assert village.doctor().status in {0, 3, 4}


def test_a_folder_that_is_not_there_is_named(village: Village) -> None:
    village.folder = village.folder / "nowhere"
    told = village.doctor()
    assert told.status == 3
    assert "nowhere" in told.bad["workspace"]["about"]


def test_wrong_product_files_lead_to_validate(village: Village) -> None:
    village.shops(PRACTICE)
    path = village.folder / "products" / "san-pham-dau-tien.yaml"
    path.write_text(path.read_text().replace("price:", "prise:", 1))
    told = village.doctor()
    assert told.status == 3
    assert told.bad["files"]["hint"] == "ocopctl validate"
    assert told.about("pictures")["level"] == "good"


def test_a_missing_picture_is_told_apart(village: Village) -> None:
    village.shops(PRACTICE)
    for picture in (village.folder / "products" / "anh").iterdir():
        picture.unlink()
    told = village.doctor()
    assert (told.status, "pictures" in told.bad) == (3, True)


@pytest.fixture
def published(village: Village) -> Village:
    """Return a village that has published in practice."""
    village.shops(PRACTICE)
    assert run(["--workspace", str(village.folder), "publish", "--yes"]) == 0
    return village


def test_a_journal_that_is_whole_is_well_and_left_as_it_is(published: Village) -> None:
    before = (published.state / "state.db").stat().st_mtime_ns
    told = published.doctor()
    assert told.status == 0
    assert "whole" in told.about("journal")["message"]
    assert (published.state / "state.db").stat().st_mtime_ns == before


def test_a_damaged_journal_leads_to_its_newest_copy(published: Village) -> None:
    copy = next((published.state / "backup").glob("*.db"))
    journal = published.state / "state.db"
    for path in published.state.glob("state.db-*"):
        path.unlink()
    content = bytearray(journal.read_bytes())
    content[4096:8192] = os.urandom(4096)
    journal.write_bytes(content)
    told = published.doctor()
    assert told.status == 1
    command = told.bad["journal"]["hint"].partition(": ")[2]
    assert str(copy) in command
    subprocess.run(command, shell=True, check=True)
    assert published.doctor().status == 0


def test_a_journal_of_another_version_is_told(village: Village) -> None:
    village.shops(PRACTICE)
    village.state.mkdir()
    with closing(sqlite3.connect(village.state / "state.db")) as db:
        db.execute("CREATE TABLE entries (seq INTEGER, at REAL)")
        db.commit()
    told = village.doctor()
    assert told.status == 1
    assert "another version" in told.bad["journal"]["message"]


def test_an_open_doubt_leads_to_publish(published: Village) -> None:
    with closing(sqlite3.connect(published.state / "state.db")) as db:
        columns = "at, run, shop, sku, action, phase, digest, key, outcome, detail"
        row = "1, '', 'practice:s', 'NEW', 'create', 'intent', '', '', '', '{}'"
        db.execute(f"INSERT INTO entries ({columns}) VALUES ({row})")
        db.commit()
    told = published.doctor()
    assert (told.status, told.about("journal")["level"]) == (0, "warning")
    assert told.about("journal")["hint"] == "ocopctl publish"


def test_a_running_process_is_named_and_a_dead_one_is_not(village: Village) -> None:
    village.shops(PRACTICE)
    command = [sys.executable, "-c", HOLDER, str(village.state), "practice:s"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        told = village.doctor()
        assert told.status == 0
        assert told.about("lock", "s")["message"].endswith(f"process {other.pid}")
        other.kill()
    assert "no other run" in village.doctor().about("lock")["message"]


@pytest.mark.parametrize("note", ["", "x", "{", "[1]", '{"pid": "x"}', "99999999999 2026", "1 z"])
def test_a_note_that_says_nothing_is_no_trouble(village: Village, note: str) -> None:
    village.shops(PRACTICE)
    village.write(".ocopctl/locks/practice%3As.holder", note)
    assert village.doctor().about("lock")["message"] == "no other run is working"


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no way to make a disk read-only")
def test_a_read_only_disk_is_told(village: Village) -> None:
    village.shops(PRACTICE)
    script = f"mount --bind {village.folder} {village.folder} && mount -o remount,bind,ro "
    script += f"{village.folder} && cd {village.folder} && exec {sys.executable} "
    script += "-m ocopctl --json doctor"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script],
        env={**os.environ, "OCOPCTL_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout:
        pytest.skip("this machine allows no mounts")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    [disk] = [line for line in lines if line.get("check") == "disk"]
    assert (disk["level"], disk["message"]) == ("bad", "the disk is read-only")
    assert done.returncode == 1


def test_a_full_disk_is_told(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    village.shops(PRACTICE)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = village.doctor()
    assert (told.status, told.bad["disk"]["message"]) == (1, "the disk is full")


def test_a_clock_that_went_back_years_is_seen_without_a_network(village: Village) -> None:
    village.live("http://127.0.0.1:9")
    village.tokens("live:s0@http://127.0.0.1:9")
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC), tick=True):
        told = village.doctor()
    assert "2025-06-01" in told.bad["clock"]["message"]
    assert f"{datetime.now(UTC):%Y}" in told.bad["clock"]["message"]
    with time_machine.travel(datetime(1970, 1, 2, tzinfo=UTC), tick=True):
        assert "clock" in village.doctor().bad


def test_the_newest_entry_of_a_real_shop_is_a_time_too(village: Village) -> None:
    village.shops(PRACTICE)
    assert run(["--workspace", str(village.folder), "publish", "--yes"]) == 0
    journal = village.state / "state.db"
    hour_ahead = time.time() + 3600
    with closing(sqlite3.connect(journal)) as db:
        db.execute("UPDATE entries SET at = ?", (hour_ahead,))
        db.commit()
    assert village.doctor().status == 0, "the practice market's clock runs ahead"
    with closing(sqlite3.connect(journal)) as db:
        db.execute("UPDATE entries SET shop = 'live:s'")
        db.commit()
    assert "clock" in village.doctor().bad


def test_programs_get_an_object_for_each_line(village: Village) -> None:
    village.shops(PRACTICE)
    told = village.doctor()
    assert {json.dumps(sorted(one)) for one in told.findings} == {
        json.dumps(["about", "check", "hint", "level", "message", "type", "v"])
    }
