"""Repairs: what is certain is put right, and every other byte stays as it was."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocopctl import language
from ocopctl.catalog.load import load
from ocopctl.catalog.product_file import read_products
from ocopctl.catalog.source import parse
from ocopctl.problems import has_errors
from ocopctl.repair.mend import mended

FILE = Path("products.yaml")
SOUND = """\
# Hàng  của  xã
products:
  - sku: CHIEU-16  # mã  hàng
    name: Chiếu cói Quỳnh Phụ
    group: thu_cong
    kind: chieu
    story: |
      Sợi cói phơi hai nắng.

        Dệt tay.
    gtin: "8938505974002"
    producer:
      name: Hợp tác xã An Vũ
      address: {commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}
    package: {weight_g: 2900, length_cm: 165, width_cm: 16, height_cm: 16}
    images: [chieu.jpg]
    price: 235.000
    compare_at: 260.000
    stock: 140
"""


@pytest.fixture(autouse=True)
def english() -> None:
    language.use("en")


def repaired(text: str | bytes) -> str | None:
    content = text if isinstance(text, bytes) else text.encode()
    found = mended(FILE, content)
    if found is None:
        return None
    assert mended(FILE, found.patch.after) is None, "a second run changes nothing"
    return found.patch.after.decode()


def edited(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


CERTAIN = {
    "an amount with its sign": ("price: 235.000", "price: 235000đ", "price: 235.000"),
    "an amount in thousands": ("price: 235.000", "price: 235k", "price: 235.000"),
    "an amount in millions": ("price: 235.000", "price: 1tr2", "price: 1.200.000"),
    "an amount in quotes": ("price: 235.000", 'price: "235000 VND"', 'price: "235.000"'),
    "two blanks in a name": ("Chiếu cói Q", "Chiếu   cói Q", "Chiếu cói Q"),
    "a no-break blank in a name": ("Chiếu cói Q", "Chiếu\u00a0cói Q", "Chiếu cói Q"),
    "blanks behind a value": ("stock: 140\n", "stock: 140  \n", "stock: 140\n"),
    "blanks behind a line of a text": ("hai nắng.\n", "hai nắng.   \n", "hai nắng.\n"),
    "accents beside their letters": ("name: Chiếu", "name: Chi\u0065\u0302\u0301u", "name: Chiếu"),
    "a letter nobody sees": ("name: Chiếu", "name: \u200bChiếu", "name: Chiếu"),
    "curly quotes around a name": (
        "name: Chiếu cói Quỳnh Phụ",
        "name: “Chiếu cói Quỳnh Phụ”",
        'name: "Chiếu cói Quỳnh Phụ"',
    ),
    "curly quotes that shall hold a colon": (
        "name: Chiếu cói Quỳnh Phụ",
        "name: “Chiếu: cói Quỳnh Phụ”",
        'name: "Chiếu: cói Quỳnh Phụ"',
    ),
    "curly quotes around a price in thousands": (
        "price: 235.000",
        "price: “235k”",
        'price: "235.000"',
    ),
    "a bar code in groups": ('"8938505974002"', '"893 850597400-2"', '"8938505974002"'),
    "a bar code without quotes": ('"8938505974002"', "893 850597400 2", '"8938505974002"'),
    "an indentation of no-break blanks": (
        "    stock: 140",
        "\u00a0\u00a0\u00a0 stock: 140",
        "    stock: 140",
    ),
    "a commune and a province of before": (
        "{commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}",
        "{commune: Xã An Vũ, province: Tỉnh Thái Bình}",
        "{commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}",
    ),
    "a code that lost its zeros": (
        "{commune: Xã Phụ Dực, province: Tỉnh Hưng Yên}",
        "{commune: Phường Ba Đình, province: Thành phố Hà Nội, province_code: 1}",
        '{commune: Phường Ba Đình, province: Thành phố Hà Nội, province_code: "01"}',
    ),
}


@pytest.mark.parametrize("case", CERTAIN)
def test_what_is_certain_is_put_right_and_nothing_else(case: str) -> None:
    sound, wrong, right = CERTAIN[case]
    assert repaired(edited(sound, wrong)) == edited(sound, right)


LEFT = {
    "an amount with two readings": ("price: 235.000", "price: 235,000"),
    "an amount in plain digits": ("price: 235.000", "price: 235000"),
    "no amount at all": ("price: 235.000", "price: liên hệ"),
    "a bar code with a wrong digit": ('"8938505974002"', '"893 850597400 3"'),
    "a commune that was divided": (
        "commune: Xã Phụ Dực, province: Tỉnh Hưng Yên",
        "commune: Xã Không Có, province: Tỉnh Thái Bình",
    ),
    "a code of another place": (
        "province: Tỉnh Hưng Yên}",
        'province: Tỉnh Hưng Yên, province_code: "01"}',
    ),
    "curly quotes within a name": ("Chiếu cói Q", "Chiếu “cói” Q"),
    "a text in curly quotes in a story": ("Sợi cói phơi hai nắng.", "“Sợi cói phơi hai nắng.”"),
    "the layout of a text": ("  Dệt tay.", "  Dệt    tay."),
    "blanks in the name of a picture": ("[chieu.jpg]", '["chieu  16.jpg"]'),
    "a tab": ("    stock", "\tstock"),
    "a quote that is not closed": ("name: Chiếu", 'name: "Chiếu'),
    "words on a comment": ("# Hàng  của  xã", "# Ha\u0300ng \u00a0 của  xã   "),
    "an attribute that is called price": (
        "    stock: 140",
        "    shops: {tiki: {attributes: {price: 120k}}}\n    stock: 140",
    ),
}


@pytest.mark.parametrize("case", LEFT)
def test_what_is_not_certain_is_left_alone(case: str) -> None:
    assert repaired(edited(*LEFT[case])) is None


def test_a_sound_file_needs_nothing() -> None:
    assert repaired(SOUND) is None


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_other_encodings_are_left_to_their_writer(encoding: str) -> None:
    text = unicodedata.normalize("NFD", edited("price: 235.000", "price: 235k")).replace("ế", "e")
    assert repaired(text.encode(encoding, errors="ignore")) is None


def test_what_is_sure_is_mended_in_a_file_that_cannot_be_read() -> None:
    broken = edited("    stock: 140", "\u00a0   stock: 140\n    brand: [a").replace(
        "235.000", "235k"
    )
    assert repaired(broken) == broken.replace("\u00a0   stock", "    stock")


def test_line_ends_and_the_mark_of_the_encoding_stay() -> None:
    wrong = edited("price: 235.000", "price: 235k").replace("\n", "\r\n")
    content = b"\xef\xbb\xbf" + wrong.encode()
    found = mended(FILE, content)
    assert found is not None
    assert found.patch.after == content.replace(b"235k", b"235.000")


def test_it_says_by_line_what_it_does() -> None:
    found = mended(FILE, edited("price: 235.000", "price: 235k").encode())
    assert found is not None
    assert found.notes == ((17, "the amount is written as whole dong"),)
    assert [line for line in found.patch.lines() if line[0] in "+-"] == [
        "--- products.yaml",
        "+++ products.yaml",
        "-    price: 235k",
        "+    price: 235.000",
    ]


def test_an_address_that_all_products_share_is_mended_where_it_stands() -> None:
    maker = SOUND[SOUND.index("    producer:") : SOUND.index("    package:")]
    old = maker.replace("Xã Phụ Dực", "Xã An Vũ").replace("Tỉnh Hưng Yên", "Tỉnh Thái Bình")
    products = SOUND.replace(maker, "")
    second = products.partition("products:\n")[2].replace("CHIEU-16", "CHIEU-18")
    shared = f"defaults:\n{old}{products}{second}"
    assert repaired(shared) == shared.replace(old, maker)


NOISE = st.sampled_from(
    ["  ", "\u00a0", "\u200b", " \u00a0 ", "đ", "k", "\u0301", "“", "”", " # x  "]
)
PLACES = st.integers(min_value=0, max_value=len(SOUND))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PLACES, NOISE), min_size=1, max_size=4))
def test_whatever_is_repaired_the_file_says_the_same(noise: list[tuple[int, str]]) -> None:
    text = SOUND
    for at, letters in sorted(noise, reverse=True):
        text = text[:at] + letters + text[at:]
    after = repaired(text)
    if after is None:
        return
    assert comments(after) >= comments(text)
    assert after.count("\n") == text.count("\n")
    assert meaning(text) in (None, meaning(after)), "no value means anything else"


def comments(text: str) -> set[str]:
    return {line for line in text.splitlines() if line.startswith("#")} | {
        part for part in ["# mã  hàng"] if part in text
    }


def meaning(text: str) -> object:
    """Return what a file says with blanks counted once, None where its reader refuses something."""
    source = parse(text.encode(), "")
    if source.root is None or has_errors(source.problems):
        return None
    reads, found = read_products(source.root, "")
    if found or any(read.draft.product is None for read in reads):
        return None
    return [
        {name: squeezed(value) for name, value in read.draft.product.model_dump().items()}
        for read in reads
        if read.draft.product
    ]


def squeezed(value: object) -> object:
    if isinstance(value, str):
        return "".join(value.replace("“", "").replace("”", "").split())
    if isinstance(value, dict):
        return {name: squeezed(one) for name, one in value.items()}
    return [squeezed(one) for one in value] if isinstance(value, tuple) else value


def test_the_example_catalog_needs_no_repair() -> None:
    path = Path(__file__).parents[2] / "products.example.yaml"
    assert mended(path, path.read_bytes()) is None
    assert load([path]).entries
