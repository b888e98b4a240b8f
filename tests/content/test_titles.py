from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ocopctl.content.titles import cut_bytes, title
from ocopctl.rules.packs import Limit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.catalog.model import Product
    from tests.content.conftest import Make, Texts


def limit(least: int, most: int, unit: str = "characters") -> Limit:
    return Limit(unit=unit, source="test", checked=date(2026, 11, 21), min=least, max=most)


@pytest.mark.parametrize(
    ("sku", "expected"),
    [
        ("LN-VT-001", "Vải thiều Lục Ngạn tươi, hạt nhỏ, cùi dày, Bắc Ninh"),
        ("HL-CM-006", "Chả mực giã tay Hạ Long, Quảng Ninh, 500 g"),
    ],
)
def test_short_names_get_longer_with_true_facts(
    examples: Mapping[str, Product], texts: Texts, sku: str, expected: str
) -> None:
    assert texts(examples[sku], "tiktok").title == expected


def test_the_shortest_name_reaches_every_minimum(
    make: Make, texts: Texts, marketplace: str
) -> None:
    written = texts(make(name={"vi": "Trà"}), marketplace).title
    assert len(written) >= {"tiktok": 25, "shopee": 10}.get(marketplace, 3)
    assert written.startswith("Trà, ")


def test_a_title_of_the_file_is_taken_as_it_is(make: Make, texts: Texts, marketplace: str) -> None:
    assert texts(make(), marketplace, title="Mật ong | bạc hà").title == "Mật ong | bạc hà"


def test_no_word_comes_twice_in_an_example_title(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    for product in examples.values():
        name, *added = texts(product, marketplace).title.casefold().split(", ")
        words = [*set(name.split()), *" ".join(added).replace(",", "").split()]
        assert len(set(words)) == len(words)


def test_tiki_titles_hold_no_value_of_an_option(make: Make, texts: Texts) -> None:
    product = make(
        name={"vi": "Chiếu cói 1m6 x 2m dệt đay"},
        options=[{"name": "Kích thước", "values": ["1M6 x 2m", "1m8 x 2m"]}],
    )
    assert texts(product, "tiki").title == "Chiếu cói dệt đay, Minh Họa"


def test_a_name_that_is_an_option_stays(make: Make, texts: Texts) -> None:
    product = make(name={"vi": "Lục trà"}, options=[{"name": "Loại", "values": ["Lục trà"]}])
    assert texts(product, "tiki").title.startswith("Lục trà")


def test_the_brand_leads_on_lazada_and_tiktok(make: Make, texts: Texts) -> None:
    product = make(brand="Rừng Xanh")
    assert texts(product, "lazada").title.startswith("Mật ong hoa rừng")
    product = make(brand="Ong Vàng", name={"vi": "Trà gừng"})
    assert texts(product, "lazada").title.startswith("Ong Vàng Trà gừng")
    assert texts(product, "tiktok").title.startswith("Ong Vàng Trà gừng")


def test_lazada_counts_bytes_and_shopee_letters(make: Make, texts: Texts) -> None:
    product = make(name={"vi": "Gốm sứ " * 60})
    lazada, shopee = texts(product, "lazada").title, texts(product, "shopee").title
    assert len(lazada.encode()) <= 255 < len(lazada.encode()) + len(" sứ".encode()) + 8
    assert len(shopee) <= 120
    assert lazada.endswith(("Gốm", "sứ"))


def test_bytes_are_cut_at_a_word_and_never_inside_a_letter() -> None:
    assert cut_bytes("Chả mực", 255) == "Chả mực"
    assert cut_bytes("Chả mực", 9) == "Chả"
    assert cut_bytes("ộộộ", 7) == "ộộ"


def test_a_part_that_does_not_fit_makes_way_for_the_next() -> None:
    parts = ["Chè nõn tôm", "sao suốt tay trên chảo gang", "Thái Nguyên"]
    assert title(parts, limit(1, 30)) == "Chè nõn tôm, Thái Nguyên"


def test_spare_parts_stop_at_the_lower_bound() -> None:
    assert title(["Trà"], limit(10, 99), ["Ba Vì", "Hà Nội", "100 g"]) == "Trà, Ba Vì"


def test_signs_that_a_marketplace_refuses_are_gone(make: Make, texts: Texts) -> None:
    product = make(name={"vi": 'Mật "hoa rừng" <loại 1> | 🍯 & sáp ★'})
    assert texts(product, "lazada").title.startswith("Mật “hoa rừng” loại 1 & sáp, ")
    assert texts(product, "tiktok").title.startswith("Mật hoa rừng loại 1 và sáp, ")
    assert "🍯" not in texts(product, "shopee").title
