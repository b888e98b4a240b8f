from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ocopctl.catalog.load import Catalog, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PRODUCT = """\
products:
  - sku: CHIEU-16
    name: Chiếu cói Quỳnh Phụ
    group: thu_cong
    kind: chieu
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.jpg]
    price: 235.000
    stock: 140
"""


@pytest.fixture(scope="session")
def product() -> str:
    """Give the text of one sound product file; `price` is on line 11, `stock` on line 12."""
    return PRODUCT


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "chieu.jpg"
    Image.new("RGB", (600, 500), "wheat").save(path)
    return path


@pytest.fixture
def village(tmp_path: Path, picture: Path) -> Callable[..., Catalog]:
    """Write product files beside one sound picture, and load them."""
    (tmp_path / "chieu.jpg").write_bytes(picture.read_bytes())

    def load_texts(*texts: str | bytes) -> Catalog:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.yaml"
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            paths.append(path)
        return load(paths)

    return load_texts


@pytest.fixture
def edited(village: Callable[..., Catalog]) -> Callable[[str, str], Catalog]:
    """Load the sound product with one piece of its text exchanged for another."""

    def load_edited(old: str, new: str) -> Catalog:
        assert old in PRODUCT
        return village(PRODUCT.replace(old, new, 1))

    return load_edited
