"""From the kind of goods to each shop's category: rule pack, own pack, the file's own word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.categories.conftest import Village


def planned(village: Village) -> dict[str, Any]:
    """Return the category that each shop would get."""
    actions = [line for line in village.lines("plan") if line["type"] == "action"]
    changes = {action["shop"]: {c[0]: c[2] for c in action["changes"]} for action in actions}
    return {shop: fields["category"] for shop, fields in changes.items()}


SHIPPED = {"shopee": "101102", "lazada": "10101102", "tiki": "8102", "tiktok": "601102"}


def test_a_kind_has_a_category_in_each_shop(village: Village) -> None:
    assert planned(village) == SHIPPED


@pytest.mark.parametrize("shop", SHIPPED)
def test_the_file_may_name_another_one_for_a_shop(village: Village, shop: str) -> None:
    village.change("tags:", f'shops: {{{shop}: {{category_id: "77"}}}}\n    tags:')
    assert planned(village) == {**SHIPPED, shop: "77"}


def test_a_shops_own_name_wins_over_its_marketplace(village: Village) -> None:
    village.change("  shopee:\n", "  hanoi:\n", "ocopctl.yaml")
    both = 'shops: {shopee: {category_id: "77"}, hanoi: {category_id: "78"}}'
    village.change("tags:", f"{both}\n    tags:")
    assert planned(village)["hanoi"] == "78"


def test_an_own_rule_pack_changes_a_kind_for_all_products(village: Village) -> None:
    village.change("# rules: rules", "rules: rules", "ocopctl.yaml")
    village.write("rules/shopee.yaml", 'kinds: {binh_gom: {category_id: "79"}}')
    assert planned(village) == {**SHIPPED, "shopee": "79"}


def test_the_line_that_is_shown_is_the_line_that_works(village: Village) -> None:
    [category, _summary] = village.lines("categories", "tiki", "khăn lụa")
    village.change("tags:", f"{category['line']}\n    tags:")
    assert planned(village) == {**SHIPPED, "tiki": "8103"}
