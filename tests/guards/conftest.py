"""Plans of listings at given prices and stocks, a platform that keeps state, and small villages."""

from __future__ import annotations

import importlib.util
import json
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocopctl.catalog.model import Product
from ocopctl.cli.run import run
from ocopctl.publishing.guards.hold import Guarded, hold
from ocopctl.publishing.guards.known import Known, Limits
from ocopctl.publishing.plan import make_plan
from ocopctl.publishing.state import Outcome, Recorded, RecordedOffer, Wanted, fields_of

KEY = "practice:fake"
LIMITS = Limits(Decimal(30), Decimal(50), 0, 100, 10, Decimal(10))
Offers = Mapping[str, tuple[int, int]]


def _platform() -> Any:
    path = Path(__file__).parents[1] / "publishing" / "conftest.py"
    spec = importlib.util.spec_from_file_location("guards_platform", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PLATFORM = _platform()


def product(sku: str, offers: Offers, **values: Any) -> Product:
    """Return a product whose forms have these prices and stocks; `cost` is every form's."""
    cost = values.pop("cost", None)
    return Product.model_validate(
        {
            "sku": sku,
            "name": {"vi": sku},
            "group": "thu_cong",
            "kind": "gom",
            "producer": {"name": "Tổ", "address": {"commune": "Xã", "province": "Tỉnh"}},
            "package": {"weight_g": 1, "length_cm": 1, "width_cm": 1, "height_cm": 1},
            "images": ("a.jpg",),
            "variants": tuple(
                {"sku": form, "price": price, "stock": stock, "cost": cost}
                for form, (price, stock) in offers.items()
            ),
            **values,
        }
    )


@dataclass
class Desk:
    """Shops with what is recorded and what is wanted in them, ready to be planned and guarded."""

    folder: Path
    recorded: dict[str, dict[str, Recorded]] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    limits: Limits = LIMITS

    def listing(self, sku: str, offers: Offers, title: str = "Gốm") -> Any:
        base = PLATFORM.World(self.folder).listing(sku, title=title)
        forms = tuple(
            replace(base.variants[0], sku=form, price=price, stock=stock)
            for form, (price, stock) in offers.items()
        )
        return replace(base, variants=forms)

    def put(self, sku: str, offers: Offers, shop: str = KEY, *, on_sale: bool = True) -> None:
        """Record a listing as verified at these prices and stocks."""
        listing = self.listing(sku, offers)
        kept = {form: RecordedOffer(price, stock, form) for form, (price, stock) in offers.items()}
        digest = PLATFORM.FakeAdapter.payload(listing).digest()
        known = Recorded(
            shop, sku, f"id-{sku}", digest, fields_of(listing), kept, Outcome.VERIFIED, on_sale
        )
        self.recorded.setdefault(shop, {})[sku] = known

    def ask(
        self, sku: str, offers: Offers, shop: str = KEY, *, on_sale: bool = True, **values: Any
    ) -> None:
        """Want a listing at these prices and stocks."""
        listing = self.listing(sku, offers)
        payload = PLATFORM.FakeAdapter.payload(listing)
        self.wanted.append(Wanted(shop, listing, payload, on_sale, fields_of(listing)))
        self.products[sku] = product(sku, offers, **values)

    def guarded(self, approved: frozenset[str] = frozenset()) -> Guarded:
        plan = make_plan(self.wanted, self.recorded, {})
        wanted = {(want.shop, want.sku): want for want in self.wanted}
        known = Known(self.limits, self.products, wanted, self.recorded)
        return hold(plan, known, approved)

    def reasons(self) -> list[str]:
        return [why for one in self.guarded().held for why in one.reasons]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def platform() -> Any:
    return PLATFORM


PRODUCT = """\
  - sku: {sku}
    name: Giỏ tre đan tay số {number}
    group: thu_cong
    kind: binh_gom
    material: Tre già hun khói
    producer:
      name: Tổ hợp tác mây tre Minh Họa
      address: {{commune: Xã Phú Nghĩa, province: Thành phố Hà Nội}}
    package: {{weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}}
    price: 185.000
    stock: 12
    images: [gio.jpg]
"""


@dataclass
class Village:
    """A folder with products, the command line, and the market's own history."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def file(self) -> Path:
        return self.folder / "products.yaml"

    def write(self, count: int) -> None:
        made = (PRODUCT.format(sku=f"GT-{n:03}", number=n) for n in range(1, count + 1))
        self.file.write_text("products:\n" + "".join(made), "utf-8")

    def replace(self, old: str, new: str, count: int = -1) -> None:
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, count), "utf-8")

    def run(self, *arguments: str) -> tuple[int, str]:
        status = run(["--workspace", str(self.folder), "--lang", "en", *arguments])
        told = self.capsys.readouterr()
        return status, told.out + told.err

    def lines(self, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
        status = run(["--workspace", str(self.folder), "--lang", "en", "--json", *arguments])
        return status, [json.loads(line) for line in self.capsys.readouterr().out.splitlines()]

    def _rows(self, name: str, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / ".ocopctl" / name) as db:
            rows = db.execute(query).fetchall()
        db.close()
        return rows

    def priced(self) -> list[tuple[str, str, int]]:
        """Return every price set after creation: marketplace, SKU, dong."""
        return self._set("priced", "price")

    def stocked(self) -> list[tuple[str, str, int]]:
        """Return every stock set after creation: marketplace, SKU, pieces."""
        return self._set("stocked", "stock")

    def _set(self, effect: str, name: str) -> list[tuple[str, str, int]]:
        rows = self._rows(
            "practice.db",
            f"SELECT marketplace, sku, detail FROM effects WHERE effect='{effect}' ORDER BY 1, 2",
        )
        return [(shop, sku, json.loads(detail)[name]) for shop, sku, detail in rows]

    def calls(self) -> int:
        return int(self._rows("practice.db", "SELECT count(*) FROM calls")[0][0])

    def notes(self, what: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Return what the journal says people were told or decided: SKU, code, detail."""
        query = f"SELECT sku, key, detail FROM entries WHERE action='{what}' ORDER BY seq"
        return [(sku, key, json.loads(body)) for sku, key, body in self._rows("state.db", query)]


@pytest.fixture
def village(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[int], Village]:
    """Publish so many products to Lazada and Tiki; give the village."""

    def make(count: int) -> Village:
        Image.new("RGB", (700, 700), "wheat").save(tmp_path / "gio.jpg")
        (tmp_path / "ocopctl.yaml").write_text(
            "products: [products.yaml]\n"
            "media_url: http://127.0.0.1:8780/media\n"
            "shops:\n  lazada: {marketplace: lazada}\n  tiki: {marketplace: tiki}\n",
            "utf-8",
        )
        made = Village(tmp_path, capsys)
        made.write(count)
        status, told = made.run("publish", "--yes")
        assert status == 0, told
        return made

    return make
