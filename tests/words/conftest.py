from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ocopctl import starter
from ocopctl.session import judge
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from ocopctl.problems import Problem

PRODUCT = "products/san-pham-dau-tien.yaml"


class Village:
    """A workspace with one sound product, whose lines are exchanged."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / PRODUCT
        for name, content in starter.files("vi").items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def put(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), "utf-8")

    def settings(self, lines: str) -> None:
        path = self.root / "ocopctl.yaml"
        path.write_text(path.read_text("utf-8") + lines, "utf-8")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def picture(self, name: str, colour: str = "tan") -> None:
        Image.new("RGB", (800, 800), colour).save(self.root / "products" / name)

    def problems(self, day: date = date(2026, 11, 22)) -> list[Problem]:
        return list(judge(open_workspace(self.root), on=day).problems)


@pytest.fixture
def village(tmp_path: Path) -> Village:
    return Village(tmp_path)
