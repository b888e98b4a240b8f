"""Choosing a variant on a product page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.sandbox.market import ShownVariant

if TYPE_CHECKING:
    from httpx import AsyncClient

    from tests.sandbox.storefront.conftest import Shelves

_CHIP = re.compile(r'<a class="chip([^"]*)" href="\?sku=([^"]+)"( aria-current="true")?>(.*?)</a>')


def chips(page: str) -> list[tuple[str, str, bool]]:
    """Return (label, sku it leads to, chosen) of each chip."""
    found = _CHIP.findall(page)
    return [(re.sub("<[^>]+>", "", text), sku, bool(now)) for _c, sku, now, text in found]


def band(page: str) -> str:
    found = re.search(r'<strong class="price">([^<]+)<', page)
    return found[1] if found else ""


async def test_the_first_variant_that_is_left_is_chosen(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(variants=(ShownVariant("A", "Đỏ", 1_000, 0), ShownVariant("B", "Xanh", 2_000, 4)))
    page = (await visitor.get("/shop/shopee/shopee/77")).text
    assert chips(page) == [("Đỏ", "A", False), ("Xanh", "B", True)]
    assert band(page) == "2.000 ₫"


async def test_a_click_chooses_price_stock_and_picture(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    variants = (ShownVariant("A", "Đỏ", 1_000, 3), ShownVariant("B", "Xanh", 2_000, 4, "b" * 64))
    shelves.show(variants=variants, pictures=("a" * 64,))
    page = (await visitor.get("/shop/shopee/shopee/77?sku=B&lang=en")).text
    assert band(page) == "2.000 ₫"
    assert "4 left" in page
    assert f'<div id="picture-1"><img src="/picture/{"b" * 64}"' in page


async def test_a_sku_that_is_not_there_chooses_nothing_else_than_usual(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(variants=(ShownVariant("A", "Đỏ", 1_000, 3), ShownVariant("B", "Xanh", 2_000, 4)))
    assert band((await visitor.get("/shop/shopee/shopee/77?sku=%00")).text) == "1.000 ₫"


async def test_two_ways_to_differ_make_two_rows_and_a_click_keeps_the_other(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    labels = ("Đỏ / 90", "Đỏ / 110", "Xanh / 90", "Xanh / 110")
    shelves.show(variants=tuple(ShownVariant(f"S{n}", x, 1, 1) for n, x in enumerate(labels)))
    page = (await visitor.get("/shop/shopee/shopee/77?sku=S1")).text
    assert chips(page) == [
        ("Đỏ", "S1", True),
        ("Xanh", "S3", False),
        ("90", "S0", False),
        ("110", "S1", True),
    ]


async def test_a_combination_that_does_not_exist_leads_to_the_nearest(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    labels = ("Đỏ / 90", "Xanh / 110")
    shelves.show(variants=tuple(ShownVariant(f"S{n}", x, 1, 1) for n, x in enumerate(labels)))
    page = (await visitor.get("/shop/shopee/shopee/77?sku=S0")).text
    assert ("Xanh", "S1", False) in chips(page)


async def test_labels_that_do_not_fall_into_equal_parts_make_one_row(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(variants=(ShownVariant("A", "90 / 180", 1, 1), ShownVariant("B", "110", 1, 1)))
    page = (await visitor.get("/shop/shopee/shopee/77")).text
    assert [label for label, _sku, _chosen in chips(page)] == ["90 / 180", "110"]


async def test_one_variant_needs_no_choice(visitor: AsyncClient, shelves: Shelves) -> None:
    shelves.show()
    assert chips((await visitor.get("/shop/shopee/shopee/77")).text) == []


async def test_a_listing_without_anything_for_sale_still_has_a_page(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(variants=())
    assert (await visitor.get("/shop/shopee/shopee/77")).status_code == 200
    assert (await visitor.get("/shop/shopee/shopee")).status_code == 200
