"""Goods of the catalog that read or look too much alike."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from ocopctl.catalog.likeness import share, shared_phrases, shingles, twins
from ocopctl.catalog.load import load
from ocopctl.session import judge
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from ocopctl.problems import Problem

LOTUS = (
    "Sen hái lúc mặt trời chưa lên, lá còn đọng sương. Chúng tôi rửa ba nước, thái sợi nhỏ rồi "
    "đem sấy thăng hoa để giữ màu xanh và mùi thơm của lá."
)
NEARLY = LOTUS.replace("sấy thăng hoa để giữ màu xanh", "sao trên chảo gang cho giữ màu xanh")
OTHER = "Búp hái từ cây trăm tuổi trên núi, sao tay từng mẻ rồi ướp ba lần với hoa bưởi đầu mùa."
MAKER = "Hộ trà Nhà Mình ở Tháp Mười có bốn người, làm nghề đã hai mươi năm nay."
LAW = "Sản phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh cho ai cả."
PRODUCT = """\
  - sku: {sku}
    name: "{name}"
    group: thu_cong
    kind: binh_gom
    state: {state}
    story: >-
      {story}
    producer:
      name: Hộ trà Nhà Mình
      address: {{commune: Xã Bát Tràng, province: Thành phố Hà Nội}}
    package: {{weight_g: 1400, length_cm: 30, width_cm: 24, height_cm: 24}}
    price: 185.000
    stock: 12
    images: [{picture}]
"""
NAMES = (
    "Trà lá sen Tháp Mười sấy thăng hoa hộp 100 g",
    "Hồng trà cổ thụ ướp hương bưởi gói giấy dó",
)


def goods(number: int, **told: str) -> str:
    own = {
        "sku": f"S-{number}",
        "name": NAMES[number % 2],
        "story": OTHER,
        "picture": f"{number % 2}.jpg",
        "state": "active",
    }
    return PRODUCT.format(**{**own, **told})


@pytest.fixture
def village(tmp_path: Path) -> Path:
    for number in range(2):
        draw(tmp_path / f"{number}.jpg", number)
    return tmp_path


def draw(path: Path, seed: int, size: int = 800, **options: int) -> None:
    """Draw a picture with enough on it to be told from others."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (800, 800), "wheat")
    pen = ImageDraw.Draw(picture)
    for _ in range(12):
        x, y, w = (chance.randrange(700) for _ in range(3))
        tone = tuple(chance.randrange(256) for _ in range(3))
        pen.rectangle((x, y, x + w // 3 + 60, y + w // 4 + 60), fill=tone)
    picture.resize((size, size)).save(path, **options)


def told(village: Path, *products: str, lines: str = "") -> list[Problem]:
    (village / "products.yaml").write_text("products:\n" + "".join(products), "utf-8")
    if lines:
        (village / "ocopctl.yaml").write_text(f"products: [products.yaml]\n{lines}", "utf-8")
    return list(judge(open_workspace(village)).problems)


def test_a_story_told_twice_names_what_both_say_and_where(village: Path) -> None:
    (one,) = told(village, goods(1, story=LOTUS), goods(2, story=NEARLY))
    assert (one.code, one.sku) == ("P801", "S-2")
    assert "S-1" in one.message
    assert "products.yaml:8" in one.message
    assert '"Sen hái lúc mặt trời chưa lên' in one.message
    lines = (village / "products.yaml").read_text("utf-8").splitlines()
    assert lines[one.place.line - 1][one.place.column - 1 :].startswith("Sen hái")


@pytest.mark.parametrize("shared", [MAKER, LAW])
def test_what_all_goods_of_a_maker_must_say_is_no_likeness(village: Path, shared: str) -> None:
    first = f"{shared} {LOTUS[:60]}"
    second = f"{shared} {OTHER[:60]}"
    assert told(village, goods(1, story=first), goods(2, story=second)) == []


def test_a_copied_product_is_told_once_for_each_thing_that_is_the_same(village: Path) -> None:
    copies = [goods(2 * number, story=LOTUS) for number in range(5)]
    found = told(village, *copies)
    assert sorted((one.code, one.sku) for one in found) == sorted(
        (code, f"S-{2 * number}") for code in ("P801", "P802", "P803") for number in range(1, 5)
    )


def test_a_given_up_product_is_like_nobody(village: Path) -> None:
    found = told(village, goods(0, story=LOTUS), goods(2, story=LOTUS, state="retired"))
    assert {one.code for one in found} <= {"P802"}


def test_titles_of_the_same_words_are_told_in_any_order(village: Path) -> None:
    first = goods(0, name="Lọ hoa gốm mộc miệng loe cao 22 cm")
    second = goods(1, name="Lọ hoa miệng loe cao 22 cm gốm mộc", story=LOTUS)
    (one,) = told(village, first, second)
    assert one.code == "P802"
    assert "shopee" in one.message
    assert one.place.path.endswith("name")


def test_titles_of_goods_that_skip_each_other_are_let_be(village: Path) -> None:
    first = goods(0, name=NAMES[0]) + "    shops: {shopee: {skip: yes}, lazada: {skip: yes}}\n"
    second = goods(1, name=NAMES[0], story=LOTUS)
    second += "    shops: {tiki: {skip: yes}, tiktok: {skip: yes}}\n"
    assert told(village, first, second) == []


@pytest.mark.parametrize("change", [{}, {"size": 1000}, {"quality": 60}])
def test_a_cover_that_looks_the_same_is_told(village: Path, change: dict[str, int]) -> None:
    draw(village / "copy.jpg", 0, **change)
    (one,) = told(village, goods(0), goods(1, story=LOTUS, picture="copy.jpg"))
    assert (one.code, one.sku) == ("P803", "S-1")
    assert "S-0" in one.message


def test_plain_and_different_covers_are_let_be(village: Path) -> None:
    for name, colour in (("white.png", "white"), ("grey.png", "grey")):
        Image.new("RGB", (800, 800), colour).save(village / name)
    first, second = goods(0, picture="white.png"), goods(1, story=LOTUS, picture="grey.png")
    assert told(village, first, second) == []


def test_two_shops_of_one_marketplace_are_told_once(village: Path) -> None:
    shops = "shops: {a: {marketplace: shopee}, b: {marketplace: shopee}, c: {marketplace: lazada}}"
    (one,) = told(village, goods(0), goods(1, story=LOTUS), lines=shops)
    assert one.code == "P804"
    assert "S-0, S-1" in one.message
    skipped = goods(0) + "    shops: {b: {skip: yes}}\n"
    other = goods(1, story=LOTUS) + "    shops: {a: {skip: yes}}\n"
    assert told(village, skipped, other, lines=shops) == []


def test_files_in_another_order_tell_the_same(village: Path) -> None:
    paths = []
    for number, story in enumerate([LOTUS, OTHER, NEARLY, LOTUS]):
        path = village / f"{number}.yaml"
        path.write_text("products:\n" + goods(number, story=story), "utf-8")
        paths.append(path)
    assert load(paths).problems == load(paths[::-1]).problems


WORDS = st.lists(st.sampled_from(["sen", "trà", "lá", "hoa", "búp", "sương", "nắng"]), max_size=40)


@given(WORDS, WORDS)
def test_the_share_is_that_of_sets_of_three_words(one: list[str], other: list[str]) -> None:
    def rows(words: list[str]) -> set[tuple[str, ...]]:
        return set(zip(words, words[1:], words[2:], strict=False))

    first, second = shingles(" ".join(one)), shingles(", ".join(other).upper())
    union = rows(one) | rows(other)
    expected = len(rows(one) & rows(other)) / len(union) if union else 0
    assert share(first, second) == share(second, first) == pytest.approx(expected)
    for begin, end in shared_phrases(first, second):
        assert first.text[begin:end].lower().split()


@given(st.lists(WORDS, max_size=8))
def test_each_twin_is_of_an_earlier_text_that_is_no_twin(texts: list[list[str]]) -> None:
    parts = [shingles(" ".join(words)) for words in texts]
    found = list(twins(parts, 0.3))
    seconds = {pair.second for pair in found}
    assert all(pair.first < pair.second and pair.first not in seconds for pair in found)
    rest = [part for number, part in enumerate(parts) if number not in seconds]
    assert not list(twins(rest, 0.3))


def test_a_thousand_stories_are_compared_in_a_moment() -> None:
    chance = random.Random(7)
    words = [f"từ{number}" for number in range(400)]
    common = " ".join(words[:60])
    texts = [f"{common} {' '.join(chance.choices(words, k=200))}" for _ in range(700)]
    texts += [texts[0]] * 300
    parts = [shingles(text) for text in texts]
    started = time.perf_counter()
    found = list(twins(parts, 0.5))
    assert len(found) == 300
    assert time.perf_counter() - started < 5
