"""Files made to do harm, and broken ones: refused in plain words, soon, and with little memory."""

from __future__ import annotations

import re
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ocopctl.errors import InputError
from ocopctl.sheets.opening import open_sheets
from ocopctl.sheets.tree import read_sheets
from tests.sheets.goods import Village, rows_of, sound

SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 20.0
MEMORY = 150_000_000
Parts = dict[str, bytes]


@pytest.fixture
def parts(village: Village) -> Parts:
    with zipfile.ZipFile(village.workbook(rows_of(sound()))) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(village: Village, parts: Parts) -> Path:
    path = village.root / "harm.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def rows(parts: Parts, xml: bytes) -> Parts:
    return {**parts, SHEET: re.sub(rb"(?s)<sheetData>.*</sheetData>", xml, parts[SHEET])}


def declared(parts: Parts, doctype: bytes, use: bytes) -> Parts:
    """Put a document type before a sheet, and its entity into a cell."""
    sheet = parts[SHEET]
    head, body = (b"", sheet) if not sheet.startswith(b"<?xml") else sheet.split(b"?>", 1)
    head = head + b"?>" if head else head
    cell = b'<c r="H2" t="inlineStr"><is><t>' + use + b"</t></is></c>"
    body = re.sub(rb'<c r="H2".*?</c>', cell, body, count=1)
    return {**parts, SHEET: head + doctype + body}


ENTITIES = b"".join(
    b'<!ENTITY e%d "%s">' % (number, b"&e%d;" % (number - 1) * 10) for number in range(1, 12)
)
BOMBS: dict[str, Callable[[Parts], Parts]] = {
    "a part that unpacks into very much": lambda parts: {**parts, "xl/a.bin": bytes(80_000_000)},
    "a part that packs too well": lambda parts: {**parts, "xl/a.xml": b"a" * 20_000_000},
    "thousands of parts": lambda parts: {**parts, **{f"xl/{n}.xml": b"" for n in range(3_000)}},
    "a cell in the last column": lambda parts: rows(
        parts, b'<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>'
    ),
    "very many rows": lambda parts: rows(
        parts, b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 25_000 + b"</sheetData>"
    ),
    "rows beyond the last": lambda parts: rows(
        parts, b'<sheetData><row r="99999999999"><c><v>1</v></c></row></sheetData>'
    ),
    "wide rows of nothing": lambda parts: rows(
        parts,
        b"<sheetData>"
        + b"".join(
            b'<row><c r="XFD1" s="0" x%d="%d"/></row>' % (n % 977, n * 7919) for n in range(9_000)
        )
        + b"</sheetData>",
    ),
    "entities in entities": lambda parts: declared(
        parts, b'<!DOCTYPE x [<!ENTITY e0 "lollollol">' + ENTITIES + b"]>", b"&e11;"
    ),
    "no workbook": lambda parts: {"word/document.xml": b"<x/>"},
    "a sheet that ends in the middle": lambda parts: {**parts, SHEET: parts[SHEET][:400]},
    "a sheet that is no XML": lambda parts: {**parts, SHEET: b"\x00\xff garbage"},
    "a cell with an address of nonsense": lambda parts: {
        **parts,
        SHEET: parts[SHEET].replace(b'r="A2"', b'r="!!"'),
    },
    "a text that is in no table of texts": lambda parts: rows(
        parts, b'<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>'
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_harmful_file_is_refused_soon(village: Village, parts: Parts, bomb: str) -> None:
    path = packed(village, BOMBS[bomb](parts))
    begun = time.monotonic()
    with pytest.raises(InputError) as error:
        open_sheets(path)
    assert time.monotonic() - begun < SECONDS
    assert error.value.hint
    assert not re.search(r"Error|zip|XML|xml|Exception|expat", error.value.message)


@pytest.mark.parametrize("bomb", ["a part that unpacks into very much", "wide rows of nothing"])
def test_a_bomb_takes_little_memory(village: Village, parts: Parts, bomb: str) -> None:
    path = packed(village, BOMBS[bomb](parts))
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            open_sheets(path)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


def test_a_gap_of_a_million_rows_is_no_bomb(village: Village, parts: Parts) -> None:
    far = b'<row r="1048576"><c r="A1048576"><v>7</v></c></row></sheetData>'
    path = packed(village, {**parts, SHEET: parts[SHEET].replace(b"</sheetData>", far)})
    begun = time.monotonic()
    (sheet,) = open_sheets(path)
    assert time.monotonic() - begun < SECONDS
    assert sheet.rows[1_048_576][1].value == 7


def test_nothing_outside_the_file_is_read(village: Village, parts: Parts) -> None:
    secret = village.root / "secret.txt"
    secret.write_text("BI-MAT")
    kind = f'<!DOCTYPE x [<!ENTITY out SYSTEM "{secret.as_uri()}">]>'.encode()
    path = packed(village, declared(parts, kind, b"&out;"))
    try:
        said = str(open_sheets(path))
    except InputError as error:
        said = error.message
    assert "BI-MAT" not in said


def test_a_size_that_is_a_lie_hides_no_row(village: Village, parts: Parts) -> None:
    lie = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', parts[SHEET])
    (sheet,) = open_sheets(packed(village, {**parts, SHEET: lie}))
    assert set(sheet.rows) == {1, 2}


PLAIN = {
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls"),
    "half of an Excel file": (b"PK\x03\x04" + bytes(40), "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), "picture"),
    "letters lost before": ("Mã sản phẩm;Tên\nA;L\ufffd\n".encode(), "letter"),
    "a quotation mark that never closes": (b'sku,name\nA,"L\n' + b"B,C\n" * 50, "line 2"),
    "a million columns": (b"sku,name\n" + b"," * 1_000_000, "500 columns"),
}


@pytest.mark.parametrize("case", PLAIN)
def test_what_is_no_spreadsheet_is_refused_in_plain_words(village: Village, case: str) -> None:
    data, words = PLAIN[case]
    path = village.comma(data, "hang.xlsx")
    with pytest.raises(InputError, match=words) as error:
        open_sheets(path)
    assert error.value.place.startswith(str(path))


def test_a_file_that_is_far_too_large_is_not_even_read(village: Village) -> None:
    path = village.root / "large.csv"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    with pytest.raises(InputError, match="too large"):
        open_sheets(path)


@pytest.mark.parametrize("name", ["none.xlsx", "."])
def test_what_cannot_be_opened(village: Village, name: str) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        open_sheets(village.root / name)


def test_control_characters_are_refused_at_their_cell(village: Village) -> None:
    head, row = rows_of(sound(Chất_liệu="Đất\x1b[2Jsét"))
    text = "".join(";".join(str(one) for one in line) + "\n" for line in (head, row))
    told = village.told(village.comma(text))
    assert list(told) == [("hang.csv!H2", "P104")]
    assert "\x1b" not in "".join(told.values())


def test_an_old_password_or_macro_part_is_never_opened(village: Village, parts: Parts) -> None:
    path = packed(
        village, {**parts, "xl/vbaProject.bin": b"macro", "xl/media/a.png": b"no picture"}
    )
    source, _notes = read_sheets("harm.xlsx", open_sheets(path))
    assert source.root is not None
    assert source.problems == ()


def test_a_file_of_zeros_has_no_headings(village: Village) -> None:
    assert list(village.told(village.comma(bytes(5_000)))) == [("hang.csv!A1", "P140")]
