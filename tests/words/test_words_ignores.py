"""Comments that ignore a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.words.conftest import Village

USAGE = "    usage: Cắm hoa tươi hoặc hoa khô\n"
WHY = "lời một bài hát"


def codes(village: Village) -> list[str]:
    return [problem.code for problem in village.problems()]


@pytest.mark.parametrize(
    "lines",
    [
        f"    usage: Loại rẻ nhất  # ocopctl: ignore P501 {WHY}\n",
        f"    usage: Loại rẻ nhất  #  ocopctl:ignore p501: {WHY}\n",
        f"    usage: Loại rẻ nhất  # OCOPCTL: ignore P501 {WHY}\n",
        f"    # ocopctl: ignore P501 {WHY}\n    usage: Loại rẻ nhất\n",
        f"    # ocopctl: ignore P501 {WHY}\n\n    # một dòng nữa\n    usage: Loại rẻ nhất\n",
        f"    usage: >-  # ocopctl: ignore P501 {WHY}\n      Cắm hoa\n\n      loại rẻ nhất\n",
        f"    # ocopctl: ignore P501 {WHY}\n    usage: |\n      Cắm hoa\n      loại rẻ nhất\n",
        f"    usage: Cắm hoa\n      loại rẻ nhất  # ocopctl: ignore P501 {WHY}\n",
        f"    usage: Rẻ nhất, bán trên Shopee  # ocopctl: ignore P501, P505 {WHY}\n",
    ],
)
def test_a_comment_ignores_the_problem(village: Village, lines: str) -> None:
    village.put(USAGE, lines)
    assert codes(village) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("    usage: Loại rẻ nhất  # ocopctl: ignore P501\n", ["P191"]),
        ("    usage: Loại rẻ nhất  # ocopctl: ignore P501 !!\n", ["P191"]),
        (f"    usage: Loại rẻ nhất  # ocopctl: ignore P505 {WHY}\n", ["P501", "P192"]),
        (f"    usage: Loại rẻ nhất  # ocopctl: ignore P50 {WHY}\n", ["P501", "P190"]),
        (f"    usage: Loại rẻ nhất  # ocopctl: ignroe P501 {WHY}\n", ["P501", "P190"]),
        (f"    usage: Loại rẻ nhất  # ocopctl: ignore {WHY}\n", ["P501", "P190"]),
        (f"    usage: Cắm hoa  # ocopctl: ignore P501 {WHY}\n", ["P192"]),
        (f"    # ocopctl: ignore P501 {WHY}\n    facts2: x\n    usage: Rẻ nhất\n", None),
    ],
)
def test_a_comment_that_is_not_right_is_told(
    village: Village, lines: str, told: list[str] | None
) -> None:
    village.put(USAGE, lines)
    found = codes(village)
    assert found == told if told else "P501" in found


@pytest.mark.parametrize(
    "lines",
    [
        '    usage: "Loại rẻ nhất # ocopctl: ignore P501 chữ trên lọ"\n',
        "    usage: |\n      Loại rẻ nhất # ocopctl: ignore P501 chữ trên lọ\n",
        "    usage: |\n      # ocopctl: ignore P501 chữ trên lọ\n      Loại rẻ nhất\n",
    ],
)
def test_what_stands_in_a_text_is_no_comment(village: Village, lines: str) -> None:
    village.put(USAGE, lines)
    assert "P501" in codes(village)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("price: 185.000 ", "price: 0 # ocopctl: ignore P703 hàng tặng khách ", "P703"),
        ("stock: 12 ", "stock: nhiều # ocopctl: ignore P203 đếm không xuể ", "P203"),
        ("sku: LH-001 ", "sku: LỌ 1 # ocopctl: ignore P208 gọi quen rồi ", "P208"),
    ],
)
def test_errors_of_money_and_values_cannot_be_ignored(
    village: Village, old: str, new: str, code: str
) -> None:
    village.put(old, new)
    found = codes(village)
    assert code in found
    assert "P193" in found


def test_what_only_a_shop_finds_can_be_ignored_too(village: Village) -> None:
    text = village.file.read_text("utf-8").replace("LH-001", "LH-002")
    village.write("products/b.yaml", text)
    assert {"P801", "P802", "P803"} == set(codes(village))
    name = "    name: Lọ hoa"
    second = (village.root / "products/b.yaml").read_text("utf-8")
    marked = second.replace(name, f"    # ocopctl: ignore P802 hai cỡ bán riêng\n{name}", 1)
    village.write("products/b.yaml", marked)
    first = village.file.read_text("utf-8")
    village.write(str(village.file.relative_to(village.root)), first)
    assert {"P801", "P803"} == set(codes(village)) - {"P192"}


def test_windows_line_ends_count_as_one(village: Village) -> None:
    village.put(USAGE, f"    # ocopctl: ignore P501 {WHY}\n    usage: Loại rẻ nhất\n")
    village.file.write_bytes(village.file.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(village) == []
