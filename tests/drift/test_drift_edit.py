"""A patch of a product file changes one value and leaves every other byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ocopctl.catalog.edit import Edit, patched
from ocopctl.catalog.patch import replace_file
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.source import parse
from ocopctl.errors import InputError

WHOLE = (Path(__file__).parents[2] / "products.example.yaml").read_text("utf-8")
EXAMPLE = WHOLE[: WHOLE.index("  # ---", WHOLE.index("sku: CD-BHL-003"))].encode()
SKUS = ["BT-AC-001", "VP-KL-014", "CD-BHL-003"]
TITLES = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60
).filter(lambda text: text.strip() == text)


def products(content: bytes) -> dict[str, dict[str, Any]]:
    found = yaml.load(content.decode("utf-8-sig"), Loader=yaml.CBaseLoader)
    return {one["sku"]: one for one in found["products"]}


def lines_that_differ(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@settings(max_examples=25, deadline=None)
@given(sku=st.sampled_from(SKUS), shop=st.sampled_from(["shopee", "tiki", "làng 1"]), title=TITLES)
def test_a_title_of_one_shop_is_all_that_is_new(sku: str, shop: str, title: str) -> None:
    after = patched(EXAMPLE, [Edit(sku, ("shops", shop, "title"), title)], "x")
    gone, come = lines_that_differ(EXAMPLE, after)
    assert [line.lstrip()[:6] for line in gone] in ([], [b"title:"])
    assert len(come) <= 3
    before, found = products(EXAMPLE), products(after)
    assert found[sku]["shops"][shop].pop("title") == title
    assert {**found, sku: None} == {**before, sku: None}
    reads, _problems = read_products(parse(after, "x").root, "x")  # type: ignore[arg-type]
    assert len(reads) == len(before)


@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 29), price=st.integers(1_000, 900_000_000))
def test_a_variants_price_changes_on_its_line_alone(number: int, price: int) -> None:
    variants = [
        (sku, variant)
        for sku, one in products(EXAMPLE).items()
        for variant in one.get("variants", [])
    ]
    sku, variant = variants[number % len(variants)]
    after = patched(EXAMPLE, [Edit(sku, ("variants", variant["sku"], "price"), price)], "x")
    gone, come = lines_that_differ(EXAMPLE, after)
    assert len(gone) == len(come) <= 1
    [fresh] = [v for v in products(after)[sku]["variants"] if v["sku"] == variant["sku"]]
    assert int(fresh["price"].replace(".", "")) == price
    if come:
        assert come[0].partition(b"price")[0] == gone[0].partition(b"price")[0]
        assert come[0].rpartition(b"\n")[1:] == gone[0].rpartition(b"\n")[1:]


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("price: 120.000  # giá\n", ("price",), "price: 99.000  # giá\n"),
        ("price: 120000\n", ("price",), "price: 99000\n"),
        ("price: '120.000'\n", ("price",), "price: 99.000\n"),
        ("price: 120k\n", ("price",), "price: 99000\n"),
        ("price: 1\r\n    name: Ấm\r\n", ("price",), "price: 99000\r\n    name: Ấm\r\n"),
        (
            "shops: {tiki: {title: A}}\n",
            ("shops", "tiki", "price"),
            "shops: {tiki: {title: A, price: 99000}}\n",
        ),
        (
            "shops: {tiki: {title: A}}\n",
            ("shops", "shopee", "price"),
            "shops: {tiki: {title: A}, shopee: {price: 99000}}\n",
        ),
        (
            "story: |\n      Dài.\n\n# cuối tệp\n",
            ("price",),
            "story: |\n      Dài.\n    price: 99000\n\n# cuối tệp\n",
        ),
        ("stock: 1", ("price",), "stock: 1\n    price: 99000"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_way_of_writing_a_value_is_patched(
    before: str, edit: tuple[str, ...], after: str, mark: str
) -> None:
    head = f"{mark}products:\n  - sku: A\n    "
    content = (head + before).encode()
    assert patched(content, [Edit("A", edit, 99_000)], "x").decode() == head + after


@pytest.mark.parametrize(
    "text",
    [
        "products:\n  - sku: B\n    price: 1\n",
        "products:\n  - sku: A\n    price: |\n      1\n",
        "products:\n  - sku: A\n    price: [1]\n",
        "products: []\n",
        "products:\n",
    ],
)
def test_what_cannot_be_patched_says_what_to_write(text: str) -> None:
    with pytest.raises(InputError) as caught:
        patched(text.encode(), [Edit("A", ("price",), 99_000)], "làng.yaml")
    assert "price" in caught.value.hint
    assert "99000" in caught.value.hint


def test_a_file_that_somebody_else_changed_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(InputError):
        replace_file(path, b"before", b"after")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "b.yaml"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to(path)
    replace_file(link, b"before", b"after")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"after", 0o640)
    assert link.is_symlink()
