from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from ocopctl.catalog.load import load
from ocopctl.catalog.model import Product
from ocopctl.content.render import Rendered, render
from ocopctl.rules.packs import pack

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES = Path(__file__).parents[2] / "products.example.yaml"
TODAY = date(2026, 11, 21)
MARKETPLACES = ("shopee", "lazada", "tiki", "tiktok")
BARE: Mapping[str, Any] = {
    "sku": "MAT-01",
    "name": {"vi": "Mật ong hoa rừng"},
    "group": "thuc_pham",
    "kind": "mat_ong",
    "producer": {
        "name": "Hợp tác xã Minh Họa",
        "address": {"commune": "Xã Minh Họa", "province": "Tỉnh Lạng Sơn"},
    },
    "package": {"weight_g": 500, "length_cm": 10, "width_cm": 10, "height_cm": 10},
    "images": ["mat.jpg"],
    "price": 120000,
    "stock": 3,
}


class Texts(Protocol):
    def __call__(
        self,
        product: Product,
        marketplace: str,
        on: date = TODAY,
        *,
        title: str = "",
        folders: tuple[Path, ...] = (),
    ) -> Rendered: ...


class Make(Protocol):
    def __call__(self, **changes: Any) -> Product: ...


@pytest.fixture(scope="session")
def examples() -> Mapping[str, Product]:
    """Give the twelve example products by SKU."""
    return {entry.product.sku: entry.product for entry in load([EXAMPLES]).entries}


@pytest.fixture(scope="session")
def texts() -> Texts:
    """Render a product within the limits of the marketplace's rule pack."""

    def written(
        product: Product,
        marketplace: str,
        on: date = TODAY,
        *,
        title: str = "",
        folders: tuple[Path, ...] = (),
    ) -> Rendered:
        limits = pack(marketplace).limits
        return render(product, marketplace, on=on, limits=limits, title=title, folders=folders)

    return written


@pytest.fixture(scope="session")
def make() -> Make:
    """Make a product that says only what it must, with some fields exchanged."""

    def made(**changes: Any) -> Product:
        return Product.model_validate({**BARE, **changes})

    return made


@pytest.fixture(params=MARKETPLACES)
def marketplace(request: pytest.FixtureRequest) -> str:
    return str(request.param)
