"""The place of a word is that of the word itself, whatever way its text is written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.catalog.source import parse
from ocopctl.catalog.within import piece_place, scalar_spans
from ocopctl.problems import Place

if TYPE_CHECKING:
    from tests.words.conftest import Village

USAGE = "    usage: Cắm hoa tươi hoặc hoa khô\n"
SHARED = "defaults: {usage: Rẻ nhất chợ}\n"
WAYS = {
    "plain": "    usage: Cắm hoa, loại rẻ nhất\n",
    "plain over two lines": "    usage: Cắm hoa tươi\n      loại rẻ nhất đó\n",
    "double quotes": '    usage: "Cắm \\"hoa\\" \\u1ea5m, loại rẻ nhất"\n',
    "double quotes over lines": '    usage: "Cắm hoa\n\n      tươi \\\n      loại rẻ nhất"\n',
    "single quotes": "    usage: 'Cắm ''hoa'' loại rẻ nhất'\n",
    "folded": "    usage: >- # gấp dòng\n\n      Cắm hoa\n        tươi\n\n      loại rẻ nhất\n",
    "literal": "    usage: |2\n        Cắm hoa\n      loại rẻ nhất\n",
    "decomposed": unicodedata.normalize("NFD", "    usage: Cắm hoa ế ẩm, ") + "loại rẻ nhất\n",
    "in a list": "    warnings: [Nhẹ tay, 'Loại rẻ nhất']\n",
    "in a group": "    net: {quantity: 1, unit: chiếc, detail: loại rẻ nhất}\n",
    "of a shop": "    shops: {tiki: {title: 'Lọ hoa gốm loại rẻ nhất, cao 22 cm'}}\n",
}


@pytest.mark.parametrize("written", WAYS.values(), ids=WAYS)
def test_the_word_is_pointed_at(village: Village, written: str) -> None:
    if written.lstrip().startswith("warnings"):
        village.put('    warnings:\n      - "Hàng dễ vỡ, mở hộp nhẹ tay"\n', "")
    if written.lstrip().startswith("net"):
        village.put("    net: {quantity: 1, unit: chiếc, detail: cao 22 cm}\n", "")
    village.put(USAGE, written)
    (problem,) = [one for one in village.problems() if one.code == "P501"]
    lines = village.file.read_text("utf-8").splitlines()
    line = lines[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith("rẻ nhất")


def test_the_same_word_twice_is_told_twice(village: Village) -> None:
    village.put(USAGE, "    usage: Lọ rẻ nhất, hoa đẹp nhất\n")
    found = [one.place.column for one in village.problems() if one.code == "P501"]
    assert found == [len("    usage: Lọ ") + 1, len("    usage: Lọ rẻ nhất, hoa ") + 1]


def test_a_word_in_the_shared_fields_is_told_once(village: Village) -> None:
    village.put(USAGE, "")
    _head, _begin, product = village.file.read_text("utf-8").partition("products:\n")
    both = product + product.replace("LH-001", "LH-002")
    village.write("products/san-pham-dau-tien.yaml", f"{SHARED}products:\n{both}")
    (place,) = [one.place for one in village.problems() if one.code == "P501"]
    assert (place.line, place.column) == (1, SHARED.index("Rẻ") + 1)


TEXT = st.text(
    st.sampled_from("aâbcấ #:-'\"\\,.\n"),
    min_size=1,
    max_size=30,
)


@given(TEXT, st.sampled_from(["plain", "'", '"', "|", ">"]))
def test_each_letter_of_a_value_is_found_where_the_file_has_it(value: str, style: str) -> None:
    way = None if style == "plain" else style
    told = yaml.dump({"a": value}, default_style=way, allow_unicode=True, width=12)
    source = parse(told.encode(), "x.yaml")
    if source.text != told or source.problems:
        return
    spans = list(scalar_spans(told))
    place = Place("x.yaml", *spans[1])
    event = list(scalar_spans(told).values())[1]
    lines = told.split("\n")
    for offset, letter in enumerate(value):
        if letter.isspace():
            continue
        at = piece_place(told, place, value, offset)
        shown = lines[at.line - 1][at.column - 1]
        assert shown == letter or (event[2] == '"' and shown == "\\")


def test_a_place_that_is_not_there_stays_as_it_is() -> None:
    place = Place("x.yaml", 9, 9)
    assert piece_place("a: b", place, "b", 0) == place
