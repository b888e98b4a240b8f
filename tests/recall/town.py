"""A workspace with a few products in four practice shops, and what the market saw of it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from ocopctl.sandbox.practice import PracticeMarket

MARKETS = ("shopee", "lazada", "tiki", "tiktok")
_PRODUCT = """\
  - sku: {sku}
    name: Chiếu cói Quỳnh Phụ dệt tay {sku}
    group: thu_cong
    kind: chieu_coi
    producer:
      name: Hợp tác xã An Vũ
      address: {{commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}}
    package: {{weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}}
    images: [chieu.png]
    price: {price}
    stock: 140
    state: {state}
    batches: [{{code: LO-{sku}, produced: 2026-11-02, expires: 2027-11-02, quantity: 40}}]
"""
_COLUMNS = "c.id, e.marketplace, e.effect, e.sku, e.detail"


@dataclass(frozen=True)
class Town:
    """A folder, and `ocopctl` as people type it there, in a process of its own."""

    folder: Path

    def write(self, *skus: str, price: int = 235_000, state: str = "active") -> None:
        text = "".join(_PRODUCT.format(sku=sku, price=price, state=state) for sku in skus)
        (self.folder / "a.yaml").write_text("products:\n" + text, "utf-8")

    def settings(self, shops: str = "", *lines: str) -> None:
        shops = shops or ", ".join(f"{name}: {{marketplace: {name}}}" for name in MARKETS)
        text = "\n".join(["products: [a.yaml]", f"shops: {{{shops}}}", *lines, ""])
        (self.folder / "ocopctl.yaml").write_text(text, "utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "ocopctl", "--lang", "en", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONWARNINGS": "error"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def effects(self, after: int = 0) -> list[tuple[Any, ...]]:
        """Return (call, marketplace, effect, SKU, detail) of what changed in the market."""
        return self.rows(
            f"SELECT {_COLUMNS} FROM effects e JOIN calls c ON c.id = e.call_id "
            f"WHERE c.id > {after} ORDER BY e.id"
        )

    def calls(self) -> int:
        return int(self.rows("SELECT coalesce(max(id), 0) FROM calls")[0][0])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / ".ocopctl" / "practice.db", timeout=30)) as db:
            return db.execute(query).fetchall()

    def pass_time(self, seconds: float) -> None:
        """Let so much of the market's time go by."""
        market = PracticeMarket(self.folder / ".ocopctl" / "practice.db")
        market.clock.advance(seconds)
        market.close()

    def on_sale(self, sku: str) -> set[str]:
        """Return the marketplaces where buyers see a SKU, or will after a review."""
        market = PracticeMarket(self.folder / ".ocopctl" / "practice.db")
        try:
            return {
                one.marketplace
                for one in market.listings()
                if one.status in {"live", "review"} and sku in {v.sku for v in one.variants}
            }
        finally:
            market.close()

    def proof(self, sku: str) -> dict[str, Any]:
        [path] = (self.folder / ".ocopctl" / "recalls").glob(f"*-{sku}.json")
        body: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return body

    def page(self, sku: str) -> str:
        [path] = (self.folder / ".ocopctl" / "recalls").glob(f"*-{sku}.txt")
        return path.read_text("utf-8")


def town_in(folder: Path) -> Town:
    """Make the workspace, its settings and its picture."""
    folder.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (600, 600), "wheat").save(folder / "chieu.png")
    town = Town(folder)
    town.settings()
    town.write("A-1", "B-2")
    return town
