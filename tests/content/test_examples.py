from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from ocopctl.content.story import paragraphs, sentences
from ocopctl.rules.counting import count
from ocopctl.rules.packs import pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.catalog.model import Product
    from tests.content.conftest import Texts

DAYS = (date(2026, 11, 21), date(2030, 1, 1))
LAPSED = date(2030, 1, 1)
# Names, addresses, ingredients and numbers of papers are the same everywhere, so even two texts
# that share no phrase of ours overlap by a fifth.
MOST_ALIKE = 0.4


@pytest.mark.parametrize("on", DAYS)
def test_every_example_fits_the_limits(
    examples: Mapping[str, Product], texts: Texts, marketplace: str, on: date
) -> None:
    limits = pack(marketplace).limits
    assert len(examples) == 12
    for product in examples.values():
        written = texts(product, marketplace, on)
        for name, text in (("title", written.title), ("description", written.description)):
            limit = limits[name]
            assert (limit.min or 0) <= count(text, limit.unit) <= (limit.max or 10**6), text


@pytest.mark.parametrize("on", DAYS)
def test_no_example_shows_an_empty_place(
    examples: Mapping[str, Product], texts: Texts, marketplace: str, on: date
) -> None:
    for product in examples.values():
        written = texts(product, marketplace, on)
        everything = "\n".join((written.title, written.description, *written.highlights))
        assert not re.search(r"None|\{\{|\}\}|\{%|\n\n\n|[ \t]{2}| [,.;:]", everything)
        assert not re.search(r"<(\w+)></\1>|:(</\w+>)*\s*</li>|^-\s*$", everything, re.MULTILINE)
        open_lines = re.findall(r"^.*:$", written.description, re.MULTILINE)
        assert set(open_lines) <= {"Kể thêm nét riêng:"}


def test_nothing_internal_or_commercial_is_told(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    for product in examples.values():
        text = texts(product, marketplace).description
        secrets = [product.producer.tax_code, product.producer.phone, product.sku]
        secrets += [batch.code for batch in product.batches]
        secrets += [f"{one.share_percent}%" for one in product.producer.households]
        assert not [secret for secret in secrets if secret and secret in text]
        assert not re.search(r"https?:|www\.|₫|\bđồng\b|giảm giá|giá tăng|%\s*giá", text)


def test_label_items_are_always_there(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    for product in examples.values():
        text = texts(product, marketplace).description.casefold()
        address = product.producer.address
        wanted = [product.name["vi"], product.producer.name, product.origin, product.storage]
        wanted += [address.commune, address.province, product.material, product.ingredients]
        wanted += [*product.warnings, *product.allergens, product.usage]
        wanted += [value for axis in product.options for value in axis.values]
        wanted += [paper.number for paper in product.papers]
        assert not [one for one in wanted if one.casefold() not in text]


def test_lapsed_certificates_leave_no_trace(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    for product in examples.values():
        written = texts(product, marketplace, LAPSED)
        everything = "\n".join((written.title, written.description, *written.highlights))
        assert product.ocop is not None
        assert product.ocop.certificate_no not in everything
        assert not re.search(r"ocop|\d\s*sao", everything, re.IGNORECASE)
        own = " ".join((product.story["vi"], *product.facts)).casefold()
        assert "sao" in own or "sao" not in everything.casefold()


def test_lapsed_papers_are_left_out(examples: Mapping[str, Product], texts: Texts) -> None:
    roll = examples["UL-GL-002"]
    good = texts(roll, "lazada", date(2027, 5, 19)).description
    gone = texts(roll, "lazada", date(2027, 5, 20)).description
    assert "MH-ATTP-202" in good
    assert "an toàn thực phẩm" in good
    assert "MH-ATTP-202" not in gone
    assert "02/MH/2024" in gone


def test_the_four_descriptions_are_written_apart(
    examples: Mapping[str, Product], texts: Texts
) -> None:
    for product in examples.values():
        said = {
            name: _shingles(_without_story(texts(product, name).description, product))
            for name in ("shopee", "lazada", "tiki", "tiktok")
        }
        for one, other in combinations(said, 2):
            shared = len(said[one] & said[other]) / len(said[one] | said[other])
            assert shared < MOST_ALIKE, (product.sku, one, other, shared)


def test_highlights_are_three_to_six_lines_where_they_are_shown(
    examples: Mapping[str, Product], texts: Texts
) -> None:
    for product in examples.values():
        for on in DAYS:
            for name in ("lazada", "tiki"):
                assert 3 <= len(texts(product, name, on).highlights) <= 6
        assert texts(product, "shopee").highlights == ()
        assert texts(product, "tiktok").highlights == ()


def test_every_tiktok_listing_gives_four_to_six_reasons(
    examples: Mapping[str, Product], texts: Texts
) -> None:
    for product in examples.values():
        for on in DAYS:
            listed = texts(product, "tiktok", on).description.split("</ul>")[0]
            assert 4 <= listed.count("<li>") <= 6


def test_shopee_ends_with_three_to_five_hashtags(
    examples: Mapping[str, Product], texts: Texts
) -> None:
    for product in examples.values():
        for on in DAYS:
            tags = texts(product, "shopee", on).description.splitlines()[-1].split()
            assert 3 <= len(tags) <= 5
            assert all(re.fullmatch(r"#\w+", tag) for tag in tags)


def test_lychees_tell_season_preorder_and_delivery(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    text = texts(examples["LN-VT-001"], marketplace).description
    for told in ("từ tháng 6 đến tháng 7", "8/6", "20/7", "20/5", "36 giờ", "không giao đảo"):
        assert told in text


def _without_story(text: str, product: Product) -> str:
    for paragraph in paragraphs(product.story["vi"]):
        for sentence in sentences(paragraph):
            text = text.replace(sentence, " ")
    return text


def _shingles(text: str) -> set[tuple[str, ...]]:
    syllables = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", text).casefold())
    return {tuple(syllables[at : at + 3]) for at in range(len(syllables) - 2)}
