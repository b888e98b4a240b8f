"""A town whose command line runs in this process: quick, and on the very practice market."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ocopctl.cli.run import run
from tests.recall.town import Town, town_in


@dataclass(frozen=True)
class Said:
    """What one command ended with: its status, its JSON lines and its words."""

    status: int
    lines: list[dict[str, Any]]
    words: str

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["type"] == kind]


@dataclass(frozen=True)
class Here:
    """A town, and `ocopctl` inside this process."""

    town: Town
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str, status: int | None = 0) -> Said:
        """Run a command and hold its exit status against `status`, None for any."""
        self.capsys.readouterr()
        ended = run(["--workspace", str(self.town.folder), "--lang", "en", "--json", *arguments])
        heard = self.capsys.readouterr()
        assert status in {ended, None}, heard.out + heard.err
        return Said(ended, [json.loads(line) for line in heard.out.splitlines()], heard.err)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish two products to four shops once; tests work on copies of it."""
    town = town_in(tmp_path_factory.mktemp("town"))
    assert run(["--workspace", str(town.folder), "--quiet", "publish", "--yes"]) == 0
    return town.folder


@pytest.fixture
def here(published_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Here:
    """Return a town whose two products are on sale in all four shops."""
    shutil.copytree(published_once, tmp_path / "town")
    return Here(Town(tmp_path / "town"), capsys)


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Here:
    """Return a town that has published nothing yet."""
    return Here(town_in(tmp_path / "town"), capsys)
