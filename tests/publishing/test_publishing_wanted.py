"""What the files say about shops is read whole: a key that nobody reads stops everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocopctl.session import prepare
from ocopctl.workspace import open_workspace

PRODUCT = """
products:
  - sku: GT-001
    name: Giỏ tre đan tay Phú Nghĩa
    group: thu_cong
    kind: binh_gom
    material: Tre già hun khói
    story: Giỏ tre đan tay từ tre già hun khói.
    producer: {{name: Tổ mây tre, address: {{commune: Xã Phú Nghĩa, province: Hà Nội}}}}
    package: {{weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}}
    price: 185.000
    stock: 12
    images: [gio.jpg]
    shops: {shops}
"""


def session_of(folder: Path, shops: str, **settings: Any) -> Any:
    Image.new("RGB", (1000, 1000), "tan").save(folder / "gio.jpg")
    (folder / "p.yaml").write_text(PRODUCT.format(shops=shops), "utf-8")
    return prepare(open_workspace(folder, [folder / "p.yaml"]), **settings)


@pytest.mark.parametrize(
    ("shops", "codes"),
    [
        ("{}", []),
        ("{shopee: {skip: yes}}", []),
        ("{shoppe: {skip: yes}}", ["P603"]),
        ("{shopee-hanoi: {price: 190000}}", ["P603"]),
        ("{tiki: {price: 100}}", ["P620"]),
        ("{tiktok: {title: Giỏ}}", ["P610"]),
    ],
)
def test_what_stands_under_shops_is_judged(tmp_path: Path, shops: str, codes: list[str]) -> None:
    found = session_of(tmp_path, shops).errors
    assert [problem.code for problem in found] == codes


def test_a_shop_that_is_skipped_gets_nothing(tmp_path: Path) -> None:
    session = session_of(tmp_path, "{tiki: {skip: yes}}")
    assert {action.shop for action in session.plan.actions} == {
        "practice:shopee",
        "practice:lazada",
        "practice:tiktok",
    }


def test_a_shops_own_price_is_the_one_planned_there(tmp_path: Path) -> None:
    session = session_of(tmp_path, "{lazada: {price: 190.000}}")
    prices = {w.shop: w.listing.variants[0].price for w in session.wanted}
    assert prices["practice:lazada"] == 190_000
    assert prices["practice:shopee"] == 185_000


def test_a_live_shop_never_gets_a_practice_category(tmp_path: Path) -> None:
    (tmp_path / "ocopctl.yaml").write_text(
        "products: [p.yaml]\nshops:\n  hang: {marketplace: lazada, mode: live}\n", "utf-8"
    )
    assert [problem.code for problem in session_of(tmp_path, "{}").errors] == ["P601"]
