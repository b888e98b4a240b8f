"""A workspace with one sound product, and shops as its settings name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ocopctl.workspace import Workspace

PRODUCT = """\
products:
  - sku: CHIEU-16
    name: Chiếu cói Quỳnh Phụ dệt tay khổ 1,6 m
    group: thu_cong
    kind: chieu_coi
    origin: Việt Nam
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.png]
    price: 235.000
    stock: 140
"""


@pytest.fixture
def village(tmp_path: Path) -> Callable[..., Workspace]:
    """Return what makes a workspace with these shops (YAML) and lines of settings."""
    Image.new("RGB", (600, 600), "wheat").save(tmp_path / "chieu.png")
    (tmp_path / "a.yaml").write_text(PRODUCT, "utf-8")

    def make(shops: str, *lines: str) -> Workspace:
        text = "\n".join(["products: [a.yaml]", f"shops: {shops}", *lines])
        (tmp_path / "ocopctl.yaml").write_text(text, "utf-8")
        return open_workspace(tmp_path)

    return make
