"""A new workspace, and the command line as a person runs it, in English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ocopctl import starter
from ocopctl.cli.run import run

PRODUCT = "products/san-pham-dau-tien.yaml"


@dataclass(frozen=True)
class Ran:
    """What a run left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def ocopctl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("OCOPCTL_LANG", "en")

    def ran(*arguments: object) -> Ran:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        caught = capsys.readouterr()
        return Ran(status, caught.out, caught.err)

    return ran


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace with one good product and stand in it."""
    for name, content in starter.files("en").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    return tmp_path


Change = Callable[..., Path]


@pytest.fixture
def change(village: Path) -> Change:
    """Return how to put one text of the product file in the place of another."""

    def changed(before: str, after: str, *, file: str = PRODUCT) -> Path:
        source = (village / PRODUCT).read_text("utf-8")
        assert before in source
        path = village / file
        path.write_text(source.replace(before, after, 1), "utf-8")
        return path

    return changed
