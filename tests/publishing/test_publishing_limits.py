"""What a limit says to people: what is wrong, how far, and what the marketplace takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ocopctl.session import prepare
from ocopctl.workspace import open_workspace

PRODUCT = """
products:
  - sku: GT-001
    name: Giỏ tre đan tay Phú Nghĩa, lòng sâu
    group: thu_cong
    kind: binh_gom
    material: Tre già hun khói
    story: Giỏ tre đan tay từ tre già hun khói.
    producer: {name: Tổ mây tre, address: {commune: Xã Phú Nghĩa, province: Hà Nội}}
    package: {weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}
    images: [gio.jpg]
    options: [{name: Cỡ, values: [Nhỏ, To]}]
    variants:
      - {sku: GT-N, options: {Cỡ: Nhỏ}, price: SMALL, stock: 3}
      - {sku: GT-T, options: {Cỡ: To}, price: LARGE, stock: STOCK}
"""


def told(folder: Path, *, small: str = "100.000", large: str = "200.000", stock: str = "1") -> str:
    Image.new("RGB", (1000, 1000), "tan").save(folder / "gio.jpg")
    text = PRODUCT.replace("SMALL", small).replace("LARGE", large).replace("STOCK", stock)
    (folder / "p.yaml").write_text(text, "utf-8")
    errors = prepare(open_workspace(folder, [folder / "p.yaml"]), (), ("shopee",)).errors
    return "\n".join(problem.message for problem in errors)


@pytest.mark.parametrize(
    ("large", "times"), [("1.062.500", "10.6"), ("501.000", "5.01"), ("500.100", "5.001")]
)
def test_a_ratio_is_told_in_times_the_cheapest(tmp_path: Path, large: str, times: str) -> None:
    assert told(tmp_path, large=large) == (
        f"the dearest variant costs {times} times the cheapest; Shopee takes at most 5 times"
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("weight: {min: 5000, unit: g", "the parcel is 700 g; Shopee takes at least 5000"),
        ("stock: {max: 1500000, unit: count", "the stock is 2000000; Shopee takes 0 – 1500000"),
        ("price: {min: 1, max: 150000, unit: VND", "is 200.000 ₫; Shopee takes 1 ₫ – 150.000 ₫"),
    ],
)
def test_a_bound_that_stands_alone_is_told_alone(tmp_path: Path, row: str, sentence: str) -> None:
    (tmp_path / "rules").mkdir()
    text = f"limits: {{{row}, source: us, checked: 2026-11-01}}}}\n"
    (tmp_path / "rules" / "shopee.yaml").write_text(text, "utf-8")
    settings = "products: [p.yaml]\nrules: rules\nshops: {shopee: {marketplace: shopee}}\n"
    (tmp_path / "ocopctl.yaml").write_text(settings, "utf-8")
    assert sentence in told(tmp_path, stock="2000000")
