"""A village's folder, the real command line in a process of its own, and the market's history."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SHOPS = ("shopee", "lazada", "tiki", "tiktok")


@dataclass(frozen=True)
class Village:
    """A folder with the example products, and `ocopctl` as a person types it there."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / "products.example.yaml"

    def run(self, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "OCOPCTL_LANG": lang, "PYTHONWARNINGS": "error"}
        return subprocess.run(
            [sys.executable, "-m", "ocopctl", *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def lines(self, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
        done = self.run("--json", *arguments)
        assert done.returncode == status, done.stdout[-2000:] + done.stderr[-4000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    def publish(self) -> list[dict[str, Any]]:
        return self.lines("publish", self.file.name, "--yes")

    def replace(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.file.write_text(text.replace(old, new), "utf-8")

    def history(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / ".ocopctl" / "practice.db") as db:
            rows = db.execute(query).fetchall()
        db.close()
        return rows

    def calls(self) -> int:
        return int(self.history("SELECT count(*) FROM calls")[0][0])

    def effects_after(self, call: int) -> list[tuple[Any, ...]]:
        return self.history(
            "SELECT marketplace, effect, sku, detail FROM effects "
            f"WHERE call_id > {call} ORDER BY marketplace, sku"
        )


def _fresh(folder: Path) -> Village:
    shutil.copy(REPOSITORY / "products.example.yaml", folder)
    pictures = folder / "examples"
    pictures.mkdir()
    for picture in (REPOSITORY / "examples").glob("*.jpg"):
        shutil.copy(picture, pictures)
    return Village(folder)


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """Publish the example once; tests that change things work on copies of this."""
    village = _fresh(tmp_path_factory.mktemp("village"))
    lines = village.publish()
    assert {line["outcome"] for line in lines if line["type"] == "outcome"} == {"verified"}
    return village


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return _fresh(tmp_path)


@pytest.fixture
def published(published_once: Village, tmp_path: Path) -> Village:
    folder = tmp_path / "village"
    shutil.copytree(published_once.folder, folder)
    return Village(folder)
