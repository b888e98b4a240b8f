"""A village whose shops are full already, and whose journal knows nothing of it."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocopctl.cli.run import run
from ocopctl.publishing.journal import Journal
from ocopctl.publishing.lane import Lane
from ocopctl.session import JOURNAL, journal_of, judge, recorded_in
from ocopctl.shops import accounts, connected
from ocopctl.workspace import open_workspace

PRODUCTS = """\
products:
  - sku: CHIEU-16
    name: Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m
    group: thu_cong
    kind: chieu_coi
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.png]
    price: 235.000
    stock: 140
"""
SECOND = """\
  - sku: KHAN
    name: Khăn lụa tơ tằm Vạn Phúc dệt hoa chìm hai mặt
    group: thu_cong
    kind: khan_lua
    material: 100% tơ tằm
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 200, length_cm: 30, width_cm: 20, height_cm: 5}
    images: [chieu.png]
    options:
      - {name: Màu, values: [Đỏ, Xanh]}
    variants:
      - {sku: KHAN-DO, options: {Màu: Đỏ}, price: 690.000, stock: 8}
      - {sku: KHAN-XANH, options: {Màu: Xanh}, price: 690.000, stock: 8}
"""


@dataclass(frozen=True)
class Village:
    """The folder, `ocopctl` as a person types it there, and the shops' own history."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str]:
        self.capsys.readouterr()
        status = run(["--workspace", str(self.folder), *arguments])
        caught = self.capsys.readouterr()
        return status, caught.out + caught.err

    def lines(self, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
        self.capsys.readouterr()
        ended = run(["--workspace", str(self.folder), "--json", *arguments])
        caught = self.capsys.readouterr()
        assert ended == status, caught.out + caught.err
        return [json.loads(line) for line in caught.out.splitlines()]

    @property
    def journal(self) -> Path:
        return self.folder / ".ocopctl" / JOURNAL

    def forgets(self) -> None:
        """Lose the journal."""
        for path in self.journal.parent.glob(f"{JOURNAL}*"):
            path.unlink()

    def text(self) -> str:
        return (self.folder / "products.yaml").read_text("utf-8")

    def keeps_only_the_first_product(self) -> None:
        self.products(PRODUCTS)

    def open_journal(self) -> Journal:
        return journal_of(open_workspace(self.folder))

    def makes_a_twin(self) -> None:
        """Make a second listing of CHIEU-16 on Shopee."""

        async def make() -> None:
            workspace = open_workspace(self.folder)
            chosen = accounts(workspace, ["shopee"])
            [want] = [w for w in judge(workspace, (), ["shopee"]).wanted if w.sku == "CHIEU-16"]
            journal = journal_of(workspace)
            async with connected(workspace, chosen) as [shop]:
                lane = Lane(shop, journal, {}, {}, lambda _result: None)
                payload = await lane.with_pictures(want.payload)
                await shop.adapter.create(payload, key="twin")
                await shop.clock.sleep(86_400)
            journal.close()

        asyncio.run(make())

    def products(self, text: str) -> None:
        (self.folder / "products.yaml").write_text(text, "utf-8")

    def known(self) -> set[tuple[str, str]]:
        workspace = open_workspace(self.folder)
        found = recorded_in(workspace, accounts(workspace))
        return {(key.partition(":")[2], sku) for key, known in found.items() for sku in known}

    def effects(self) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / ".ocopctl" / "practice.db") as db:
            rows = db.execute("SELECT marketplace, effect, sku FROM effects ORDER BY id").fetchall()
        db.close()
        return rows


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("village")
    Image.new("RGB", (800, 800), "wheat").save(folder / "chieu.png")
    (folder / "products.yaml").write_text(PRODUCTS + SECOND, "utf-8")
    assert run(["--workspace", str(folder), "--quiet", "publish", "--yes"]) == 0
    return folder


@pytest.fixture
def village(
    published_once: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Village:
    monkeypatch.setenv("OCOPCTL_LANG", "en")
    folder = tmp_path / "village"
    shutil.copytree(published_once, folder)
    return Village(folder, capsys)
