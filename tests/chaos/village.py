"""A village's folder: its product file, its four shops, and neighbours who sell in them too."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.chaos.history import History, read_history
from tests.chaos.laws import Goal
from tests.chaos.line import Done, run

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOPS = ("shopee", "lazada", "tiki", "tiktok")
EXAMPLES = Path(__file__).parents[2] / "examples"
_HEAD = """\
defaults:
  origin: Việt Nam
  group: thu_cong
  producer:
    name: Tổ hợp tác mây tre Minh Họa
    address: {commune: Xã Phú Nghĩa, province: Thành phố Hà Nội}
  package: {weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}
products:
"""


@dataclass(frozen=True, slots=True)
class Product:
    """One product: price and stock by seller SKU; more than one SKU, or `axis`, are variants.

    `refused` are pairs of a shop and a seller SKU that this shop cannot take; `state` is as in a
    product file.
    """

    sku: str
    name: str
    kind: str
    picture: str
    offers: Mapping[str, tuple[int, int]]
    colours: Mapping[str, str] | None = None
    state: str = "active"
    refused: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """Return it as a product file has it."""
        lines = [
            f"  - sku: {self.sku}",
            f"    name: {self.name}",
            f"    kind: {self.kind}",
            "    material: Làm tay tại làng",
            f"    state: {self.state}",
            f"    images: [anh/{self.picture}]",
        ]
        if self.colours is None:
            price, stock = self.offers[self.sku]
            return "\n".join([*lines, f"    price: {price}", f"    stock: {stock}", ""])
        values = ", ".join(self.colours[sku] for sku in self.offers)
        lines += ["    options:", f"      - {{name: Màu sắc, values: [{values}]}}", "    variants:"]
        for sku, (price, stock) in self.offers.items():
            axis = f"options: {{Màu sắc: {self.colours[sku]}}}"
            lines.append(f"      - {{sku: {sku}, {axis}, price: {price}, stock: {stock}}}")
        return "\n".join([*lines, ""])

    def goals(self) -> list[Goal]:
        """Return what the shops are to show of it, one goal a seller SKU."""
        on_sale = self.state == "active"
        return [
            Goal({sku: offer}, self.takers(sku), on_sale=on_sale)
            for sku, offer in self.offers.items()
        ]

    def takers(self, sku: str) -> tuple[str, ...]:
        """Return the shops that take a seller SKU."""
        return tuple(shop for shop in SHOPS if (shop, sku) not in self.refused)

    def priced(self, sku: str, price: int) -> Product:
        """Return it with another price for one SKU."""
        return replace(self, offers={**self.offers, sku: (price, self.offers[sku][1])})

    def stocked(self, sku: str, stock: int) -> Product:
        """Return it with another stock of one SKU."""
        return replace(self, offers={**self.offers, sku: (self.offers[sku][0], stock)})


BASKET = Product(
    "GT-001", "Giỏ tre đan tay", "binh_gom", "chieu-coi-1.jpg", {"GT-001": (185_000, 12)}
)
SCARF = Product(
    "KL-002",
    "Khăn lụa tơ tằm",
    "khan_lua",
    "van-phuc-khan-do.jpg",
    {"KL-002-D": (250_000, 5), "KL-002-X": (260_000, 7)},
    {"KL-002-D": "Đỏ", "KL-002-X": "Xanh", "KL-002-V": "Vàng"},
)
VASE = Product(
    "BG-003", "Bình gốm hoa nâu", "binh_gom", "chu-dau-binh-1.jpg", {"BG-003": (320_000, 4)}
)
THEIRS = Product(
    "HX-900", "Bình gốm của nhà bên", "binh_gom", "chu-dau-binh-2.jpg", {"HX-900": (99_000, 3)}
)


@dataclass(frozen=True, slots=True)
class Village:
    """A folder in which `ocopctl` is typed. `served` says that the market is another process."""

    folder: Path

    @property
    def state(self) -> Path:
        """Return the folder of the records."""
        return self.folder / ".ocopctl"

    @property
    def market(self) -> Path:
        """Return the practice market's file."""
        return self.state / "practice.db"

    def write(self, *products: Product) -> None:
        """Write the product file."""
        text = _HEAD + "".join(product.text() for product in products)
        (self.folder / "products.yaml").write_text(text, "utf-8")

    def history(self) -> History:
        """Return what the practice market saw; nothing where nobody ever called."""
        return read_history(self.market) if self.market.exists() else History((), ())

    def copy(self, folder: Path) -> Village:
        """Return a copy in another folder, which must not be there."""
        shutil.copytree(self.folder, folder)
        return Village(folder)


def new_village(folder: Path, *products: Product) -> Village:
    """Make a folder with pictures and a product file; nothing is known and nothing sent."""
    (folder / "anh").mkdir(parents=True)
    for product in (BASKET, SCARF, VASE, THEIRS):
        shutil.copy(EXAMPLES / product.picture, folder / "anh")
    village = Village(folder)
    village.write(*products)
    return village


def with_neighbours(root: Path) -> Village:
    """Make a village in whose shops somebody else has sold before, from another computer."""
    neighbour = new_village(root / "neighbour", THEIRS)
    ended_well(run(neighbour.folder, "publish", "--yes"))
    village = new_village(root / "fresh", BASKET, SCARF)
    village.state.mkdir()
    with (
        closing(sqlite3.connect(neighbour.market)) as market,
        closing(sqlite3.connect(village.market)) as copy,
    ):
        market.backup(copy)
    return village


def published(root: Path, fresh: Village) -> Village:
    """Return a copy of a fresh village that has published what it has."""
    village = fresh.copy(root / "published")
    ended_well(run(village.folder, "publish", "--yes"))
    return village


def ended_well(done: Done) -> None:
    """Refuse to go on from a beginning that went wrong in fair weather."""
    if done.status != 0:
        raise RuntimeError(f"ocopctl {' '.join(done.words)}: {done.status}\n{done.out}{done.err}")
