"""Once a certificate has ended, no listing of any marketplace says OCOP or stars."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ocopctl.session import judge
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.session import Judged

PICTURE = Path(__file__).parents[1] / "files" / "right" / "mon-hang.jpg"
GOOD, ENDED = date(2026, 12, 19), date(2026, 12, 20)
PRODUCT = """\
products:
  - sku: BT-1
    name: Sản phẩm OCOP 4 sao - Bánh tráng phơi sương Trảng Bàng gói 300 g
    group: thuc_pham
    kind: banh_trang
    brand: OCOP Nhà Mình
    story: |
      Bánh phơi sương một đêm, mềm mà dai. Bánh đạt OCOP 4 sao của tỉnh.

      Mỗi gói ba trăm gam, bọc hai lớp giấy.
    facts: [Phơi sương một đêm, Đạt OCOP 4 sao]
    tags: [bánh tráng, "#OCOP", ocoptayninh]
    ingredients: "Bột gạo, muối (nguyên liệu OCOP)"
    usage: Cuốn rau rừng; dùng kèm món OCOP khác
    storage: Nơi khô mát
    warnings: [Đóng kín gói đã mở, Chỉ mua hàng có tem OCOP]
    net: {quantity: 300, unit: g, detail: gói OCOP}
    producer:
      name: Hợp tác xã OCOP Nhà Mình
      kind: cooperative
      address: {commune: Phường Long Hoa, province: Tỉnh Tây Ninh}
    ocop:
      stars: 4
      certificate_no: 408/QĐ-UBND
      decision_date: 2023-12-20
      issued_by: UBND tỉnh Tây Ninh
    papers:
      - {type: vsattp, number: 408/ATTP, valid_until: 2028-02-09, issued_by: Văn phòng OCOP tỉnh}
      - {type: tu_cong_bo, number: 08/TCB}
    package: {weight_g: 350, length_cm: 24, width_cm: 24, height_cm: 3}
    price: 45.000
    stock: 30
    images: [mon-hang.jpg]
    season: {peak: hội chợ OCOP cuối năm}
    shops:
      tiktok: {title: "Bánh tráng phơi sương (OCOP 4 sao) Trảng Bàng gói 300 g"}
"""


@pytest.fixture
def judged(tmp_path: Path) -> Callable[..., Judged]:
    def judge_on(day: date, text: str = PRODUCT, settings: str = "") -> Judged:
        shutil.copy(PICTURE, tmp_path)
        (tmp_path / "p.yaml").write_text(text, "utf-8")
        shops = "".join(
            f"  {name}: {{marketplace: {name}, mode: practice}}\n"
            for name in ("shopee", "lazada", "tiki", "tiktok")
        )
        (tmp_path / "ocopctl.yaml").write_text(
            f"products: [p.yaml]\n{settings}shops:\n{shops}", "utf-8"
        )
        return judge(open_workspace(tmp_path), on=day)

    return judge_on


def everything(judged: Judged, sku: str = "BT-1") -> dict[str, str]:
    """Return all that each shop would be sent, without the names that stand on paper."""
    sent = {}
    for want in judged.wanted:
        assert want.listing.sku == sku
        text = f"{want.listing!r} {want.payload!r}"
        for name in ("Hợp tác xã OCOP Nhà Mình", "Văn phòng OCOP tỉnh"):
            text = text.replace(name, "").replace(name.lower(), "")
        sent[want.shop] = text.casefold().replace("ocopctl:", "")  # our own number, seen by nobody
    return sent


def test_on_its_last_good_day_every_shop_shows_the_stars(judged: Callable[..., Judged]) -> None:
    sent = everything(judged(GOOD))
    assert len(sent) == 4
    for text in sent.values():
        assert "ocop 4 sao" in text


def test_from_the_day_after_no_shop_is_told_of_ocop_or_stars(
    judged: Callable[..., Judged],
) -> None:
    found = judged(ENDED)
    sent = everything(found)
    assert len(sent) == 4, [problem.message for problem in found.problems]
    for shop, text in sent.items():
        assert "ocop" not in text, shop
        assert "4 sao" not in text, shop
        assert "bánh phơi sương một đêm" in text, "the rest of the story stays"
        assert "bọc hai lớp giấy" in text


def test_every_text_that_loses_words_is_told_once_by_its_line(
    judged: Callable[..., Judged],
) -> None:
    found = [one for one in judged(ENDED).problems if one.code == "P306"]
    lines = PRODUCT.splitlines()
    said = {one.place.line for one in found}
    for word in ("name: Sản", "brand:", "ingredients:", "usage:", "net:", "tiktok:", "season:"):
        number = next(n for n, line in enumerate(lines, 1) if word in line)
        assert number in said, word
    assert {one.severity.value for one in found} == {"warning"}
    assert len(found) == len({one.place.path for one in found})


def test_goods_go_on_being_sold_as_ordinary_ones(judged: Callable[..., Judged]) -> None:
    found = judged(ENDED)
    assert not [one for one in found.problems if one.severity.value == "error"]
    assert {want.listing.variants[0].price for want in found.wanted} == {45_000}


def test_a_template_of_ones_own_that_says_ocop_is_held_back(
    judged: Callable[..., Judged], tmp_path: Path
) -> None:
    folder = tmp_path / "mau" / "shopee"
    folder.mkdir(parents=True)
    (folder / "title.txt.j2").write_text("{{ product.name | vi }} OCOP", "utf-8")
    found = judged(ENDED, settings="templates: mau\n")
    held = [one for one in found.problems if one.shop == "shopee"]
    assert [(one.code, one.severity.value) for one in held] == [("P306", "error")]
    assert {want.shop.split(":")[0] for want in found.wanted}
    assert len(found.wanted) == 3


def test_options_cannot_lose_a_word_so_nothing_is_sent(judged: Callable[..., Judged]) -> None:
    forms = """\
    options: [{name: Kiểu, values: [Hộp OCOP, Gói thường]}]
    variants:
      - {sku: BT-1-A, options: {Kiểu: Hộp OCOP}, price: 45.000, stock: 3}
      - {sku: BT-1-B, options: {Kiểu: Gói thường}, price: 40.000, stock: 3}
"""
    text = PRODUCT.replace("    price: 45.000\n    stock: 30\n", forms)
    errors = [one for one in judged(ENDED, text).problems if one.severity.value == "error"]
    assert [(one.code, one.message.count("Hộp OCOP")) for one in errors] == [("P306", 1)]
