"""A workspace with one product, the command line in English, and what the practice market saw."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl import starter
from ocopctl.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

PRODUCT = "products/san-pham-dau-tien.yaml"


@dataclass(frozen=True)
class Village:
    """A folder with a product, and `ocopctl` as a person types it there."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def ran(self, *arguments: str) -> tuple[int, str]:
        """Run a command; return its status, and all that it said."""
        self.capsys.readouterr()
        status = run(arguments)
        said = self.capsys.readouterr()
        return status, said.out + said.err

    def lines(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command for programs and return its objects."""
        self.capsys.readouterr()
        run(["--json", *arguments])
        return [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def change(self, old: str, new: str, name: str = PRODUCT) -> None:
        text = (self.folder / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def of_kind(self, kind: str, category_id: str) -> None:
        """Make the product one of a kind that an own rule pack puts into a Shopee category."""
        self.write("rules/shopee.yaml", f'kinds: {{{kind}: {{category_id: "{category_id}"}}}}')
        self.change("# rules: rules", "rules: rules", "ocopctl.yaml")
        self.change("kind: binh_gom", f"kind: {kind}")

    def seen(self, endpoint: str) -> int:
        """Count the calls of an endpoint that the practice market saw."""
        path = self.folder / ".ocopctl" / "practice.db"
        if not path.is_file():
            return 0
        with sqlite3.connect(path) as db:
            asked = "SELECT count(*) FROM calls WHERE endpoint = ?"
            count = int(db.execute(asked, (endpoint,)).fetchone()[0])
        db.close()
        return count

    def kept(self, shop: str) -> list[Path]:
        """Return the files in which a practice shop's answers are kept."""
        return sorted((self.folder / ".ocopctl" / "told" / f"practice%3A{shop}").iterdir())


@pytest.fixture
def village(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Village:
    monkeypatch.setenv("OCOPCTL_LANG", "en")
    for name, content in starter.files("en").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return Village(tmp_path, capsys)
