"""`validate --fix` as a person runs it."""

from __future__ import annotations

import io
import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ocopctl import starter
from ocopctl.cli.run import run

PRODUCT = "products/san-pham-dau-tien.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ocopctl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("OCOPCTL_LANG", "en")

    def ran(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run([str(one) for one in arguments])
        caught = capsys.readouterr()
        return status, caught.out, caught.err

    return ran


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "village"
    for name, content in starter.files("en").items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(root)
    return root


def spoiled(village: Path) -> bytes:
    """Write the price as a person may; return what it was."""
    path = village / PRODUCT
    before = path.read_bytes()
    path.write_bytes(before.replace(b"price: 185.000", b"price: 185k"))
    assert path.read_bytes() != before
    return before


def answering(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO(answer)
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)


def test_it_shows_the_patch_and_writes_nothing_unasked(ocopctl: Run, village: Path) -> None:
    before = spoiled(village)
    status, out, err = ocopctl("validate", "--fix")
    assert status == 2
    assert "-    price: 185k" in out
    assert "+    price: 185.000" in out
    assert "--yes" in err
    assert (village / PRODUCT).read_bytes() != before


def test_with_yes_it_writes_keeps_the_mode_and_then_validates(ocopctl: Run, village: Path) -> None:
    before = spoiled(village)
    (village / PRODUCT).chmod(0o640)
    status, out, _err = ocopctl("validate", "--fix", "--yes")
    assert status == 0
    assert (village / PRODUCT).read_bytes() == before
    assert stat.S_IMODE((village / PRODUCT).stat().st_mode) == 0o640
    assert "Repaired files: 1" in out
    assert "no problems" in out
    assert sorted(path.name for path in (village / "products").iterdir()) == [
        "anh",
        "san-pham-dau-tien.yaml",
    ]


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("n\n", False), ("", False)])
def test_a_person_is_asked(
    ocopctl: Run, village: Path, monkeypatch: pytest.MonkeyPatch, answer: str, *, written: bool
) -> None:
    before = spoiled(village)
    answering(answer, monkeypatch)
    status, out, _err = ocopctl("validate", "--fix")
    assert status == 0, "an amount in thousands is no fault"
    assert ((village / PRODUCT).read_bytes() == before) is written
    assert ("Nothing was changed" in out) is not written


def test_what_cannot_be_repaired_fails_as_ever(ocopctl: Run, village: Path) -> None:
    before = spoiled(village)
    path = village / PRODUCT
    path.write_bytes(path.read_bytes().replace(b"stock: 12", b"stock: many"))
    status, out, _err = ocopctl("validate", "--fix", "--yes")
    assert status == 3
    assert "P203" in out
    assert path.read_bytes() == before.replace(b"stock: 12", b"stock: many")


def test_several_files_are_repaired_in_one_run(ocopctl: Run, village: Path) -> None:
    before = spoiled(village)
    other = village / "products" / "other.yaml"
    text = (village / PRODUCT).read_bytes()
    other.write_bytes(text.replace(b"LH-001", b"LH-002"))
    status, out, _err = ocopctl("validate", "--fix", "--yes")
    assert (status, "Repaired files: 2" in out) == (0, True)
    assert other.read_bytes() == before.replace(b"LH-001", b"LH-002")


def test_a_link_out_of_the_folder_is_not_written_through(ocopctl: Run, village: Path) -> None:
    spoiled(village)
    elsewhere = village.parent / "elsewhere.yaml"
    (village / PRODUCT).rename(elsewhere)
    (village / PRODUCT).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    status, _out, err = ocopctl("validate", "--fix", "--yes")
    assert status == 3
    assert "link" in err
    assert str(elsewhere) in err
    assert elsewhere.read_bytes() == before


def test_a_link_within_the_folder_stays_a_link(ocopctl: Run, village: Path) -> None:
    before = spoiled(village)
    target = village / "kept.txt"
    (village / PRODUCT).rename(target)
    (village / PRODUCT).symlink_to(target)
    assert ocopctl("validate", "--fix", "--yes")[0] == 0
    assert (village / PRODUCT).is_symlink()
    assert target.read_bytes() == before


def test_programs_get_the_patch_too(ocopctl: Run, village: Path) -> None:
    spoiled(village)
    status, out, _err = ocopctl("validate", "--fix", "--yes", "--json")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [one["type"] for one in records] == ["patch", "repair", "summary"]
    assert [line[:23] for line in records[0]["lines"] if line[:5] == "+    "] == [
        "+    price: 185.000    "
    ]


def test_nothing_to_repair_is_said(ocopctl: Run, village: Path) -> None:
    status, out, _err = ocopctl("validate", "--fix")
    assert status == 0
    assert "nothing to repair" in out


@pytest.mark.parametrize("options", [["--yes"], ["--fix", "--format", "sarif"]])
def test_options_that_do_not_fit(ocopctl: Run, village: Path, options: list[str]) -> None:
    spoiled(village)
    status, out, err = ocopctl("validate", *options)
    assert (status, out) == (2, "")
    assert "--fix" in err
