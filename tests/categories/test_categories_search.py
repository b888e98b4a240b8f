"""Looking for categories by words."""

from __future__ import annotations

import pytest

from ocopctl.adapters.base import CategoryRow
from ocopctl.publishing.category_search import near, search

TREE = [
    CategoryRow("1", ("Bách hóa", "Đồ uống", "Trà hoa, trà thảo mộc")),
    CategoryRow("2", ("Bách hóa", "Đồ uống", "Trà")),
    CategoryRow("3", ("Nhà cửa", "Trang trí", "Bình hoa, bình trang trí")),
    CategoryRow("4", ("Nhà cửa", "Bàn ăn", "Bộ ấm chén, bình trà")),
    CategoryRow("5", ("Thời trang", "Phụ kiện", "Nón lá")),
]


def ids(text: str) -> list[str]:
    return [row.category_id for row in search(TREE, text)]


@pytest.mark.parametrize("text", ["Trà", "trà", "tra", "TRA"])
def test_a_leaf_of_exactly_that_name_comes_first(text: str) -> None:
    assert ids(text)[0] == "2"


def test_words_as_they_are_spelt_come_before_words_alike() -> None:
    assert ids("hoa") == ["1", "3", "2"]


def test_parts_of_words_count_where_whole_words_find_nothing() -> None:
    assert ids("trà") == ["2", "1", "4"]
    assert ids("tran") == ["3", "5"]


@pytest.mark.parametrize("text", ["am chen", "ấm chén", "CHÉN ẤM", "bo ban an"])
def test_accents_case_and_order_of_words_do_not_matter(text: str) -> None:
    assert ids(text) == ["4"]


def test_all_words_must_occur_in_the_path() -> None:
    assert ids("đồ uống thảo") == ["1"]
    assert ids("thảo nón") == []


def test_a_word_that_is_not_there_finds_words_like_it() -> None:
    assert near(TREE, "nonn la") == ["nón"]
    assert near(TREE, "xyzzy") == []


def test_words_that_never_meet_are_offered_one_by_one() -> None:
    assert near(TREE, "trà nón") == ["trà", "nón"]
