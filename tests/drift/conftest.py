"""A village that has published two products in four practice shops, and somebody's own hand."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocopctl.adapters.base import Listing, Offer, Payload, RemoteId
from ocopctl.cli.run import run
from ocopctl.publishing.lane import Lane, Shop
from ocopctl.publishing.state import Recorded
from ocopctl.session import journal_of, judge, recorded_in
from ocopctl.shops import accounts, connected
from ocopctl.workspace import open_workspace

SHOPS = ("lazada", "shopee", "tiki", "tiktok")
PRODUCTS = """\
# Hàng của làng
products:
  - sku: CHIEU-16        # chiếu
    name: Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m
    group: thu_cong
    kind: chieu_coi
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.png]
    price: 235.000       # giá cho mọi sàn
    stock: 140

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
    """The folder, `ocopctl` as a person types it there, and the shops' own side."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str]:
        self.capsys.readouterr()
        status = run(["--workspace", str(self.folder), *arguments])
        caught = self.capsys.readouterr()
        return status, caught.out + caught.err

    def lines(self, *arguments: str, status: int | None = 0) -> list[dict[str, Any]]:
        self.capsys.readouterr()
        ended = run(["--workspace", str(self.folder), "--json", *arguments])
        caught = self.capsys.readouterr()
        assert status is None or ended == status, caught.out + caught.err
        return [json.loads(line) for line in caught.out.splitlines()]

    def drift(self, *arguments: str, status: int | None = None) -> set[tuple[Any, ...]]:
        rows = self.lines("drift", *arguments, status=status)
        return {
            (r["shop"], r["field"], r["ours"], r["theirs"]) for r in rows if r["type"] == "drift"
        }

    def plan(self) -> list[tuple[str, str, list[Any]]]:
        rows = self.lines("plan")
        return [(r["shop"], r["kind"], r["changes"]) for r in rows if r["type"] == "action"]

    @property
    def file(self) -> Path:
        return self.folder / "products.yaml"

    def replace(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert text.count(old) == 1
        self.file.write_text(text.replace(old, new), "utf-8")

    def calls(self) -> list[str]:
        query = "SELECT marketplace || ' ' || endpoint FROM calls ORDER BY id"
        with sqlite3.connect(self.folder / ".ocopctl" / "practice.db") as db:
            rows = db.execute(query).fetchall()
        db.close()
        return [row[0] for row in rows]

    def effects(self) -> list[tuple[Any, ...]]:
        query = "SELECT marketplace, effect, sku FROM effects ORDER BY id"
        with sqlite3.connect(self.folder / ".ocopctl" / "practice.db") as db:
            rows = db.execute(query).fetchall()
        db.close()
        return rows

    def in_the_seller_centre(self, shop: str, work: Work) -> None:
        """Let somebody do something to a shop that the journal does not hear of."""

        async def do() -> None:
            workspace = open_workspace(self.folder)
            chosen = accounts(workspace, [shop])
            known = dict(recorded_in(workspace, chosen).get(chosen[0].key, {}))
            async with connected(workspace, chosen) as [one]:
                await work(one, known)

        asyncio.run(do())

    def sets(self, shop: str, sku: str, variant: str, **values: int) -> None:
        async def work(at: Shop, known: dict[str, Recorded]) -> None:
            one = known[sku]
            offer = Offer(variant, one.remote_id, one.offers[variant].remote_sku, **values)
            [result] = await at.adapter.set_offers([offer])
            assert result.error is None

        self.in_the_seller_centre(shop, work)

    def takes_off(self, shop: str, sku: str) -> None:
        async def work(at: Shop, known: dict[str, Recorded]) -> None:
            await at.adapter.unlist(RemoteId(known[sku].remote_id))

        self.in_the_seller_centre(shop, work)

    def rewrites(self, shop: str, sku: str) -> None:
        """Give a listing another title and text."""

        async def work(at: Shop, known: dict[str, Recorded]) -> None:
            title = "Chiếu cói dệt tay bền đẹp, cói già phơi ba nắng, khổ rộng cho giường đôi"
            text = f"<p>{title}. Chiếu mát, thơm mùi cói, dùng bền nhiều năm, cuộn gọn khi cất.</p>"
            listing = replace(self.listing(shop, sku), title=title, description=text)
            payload = await self.ready(at, listing)
            await at.adapter.update(RemoteId(known[sku].remote_id), payload)
            await at.clock.sleep(86_400)

        self.in_the_seller_centre(shop, work)

    def makes_again(self, shop: str, like: str, **values: Any) -> None:
        """Make a second listing like one of ours, or one with another SKU."""

        async def work(at: Shop, _known: dict[str, Recorded]) -> None:
            listing = self.listing(shop, like)
            if "sku" in values:
                [variant] = listing.variants
                values["variants"] = (replace(variant, sku=values["sku"]),)
            await at.adapter.create(await self.ready(at, replace(listing, **values)), key="hand")
            await at.clock.sleep(86_400)

        self.in_the_seller_centre(shop, work)

    def listing(self, shop: str, sku: str) -> Listing:
        wanted = judge(open_workspace(self.folder), (), [shop]).wanted
        [found] = [want.listing for want in wanted if want.sku == sku]
        return found

    async def ready(self, at: Shop, listing: Listing) -> Payload:
        journal = journal_of(open_workspace(self.folder))
        try:
            lane = Lane(at, journal, {}, {}, lambda _result: None)
            return await lane.with_pictures(at.adapter.payload(listing))
        finally:
            journal.close()


Work = Callable[[Shop, dict[str, Recorded]], Coroutine[Any, Any, None]]


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("village")
    Image.new("RGB", (800, 800), "wheat").save(folder / "chieu.png")
    (folder / "products.yaml").write_text(PRODUCTS, "utf-8")
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
