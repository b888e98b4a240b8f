"""Wrong spreadsheets that people would make: each fault is told once and at its cell."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

import pytest

from tests.sheets.goods import SOUND, Rows, Village, rows_of, sound

# What is wrong: rows, where it is told, with which code and words.
Case = tuple[Rows, str, str, tuple[str, ...]]
SECOND = sound(Mã_sản_phẩm="LH-002", Tên_sản_phẩm="Bình gốm thấp men tro")
WRONG: dict[str, Case] = {
    "a bar code shortened in a text": (
        rows_of(sound(Mã_vạch="8.93E+12")),
        "P2",
        "P145",
        ("8.93E+12", "Text", "all its digits"),
    ),
    "a bar code whose last digits are gone": (
        rows_of(sound(Mã_vạch=8938505000000)),
        "P2",
        "P145",
        ("lost", "8938505000000"),
    ),
    "a telephone number without its zero": (
        rows_of(sound(Điện_thoại=912345678)),
        "P2",
        "P145",
        ("912345678", "9 digits", "10", "zeros"),
    ),
    "a tax code without its zero": (
        rows_of(sound(Mã_số_thuế=100109106)),
        "P2",
        "P145",
        ("9 digits", "10"),
    ),
    "a province code without its zero": (
        rows_of(sound(Mã_tỉnh=1)),
        "P2",
        "P145",
        ("1 digits", "2"),
    ),
    "a SKU without the zeros of its sisters": (
        rows_of(sound(Mã_sản_phẩm="00123"), SECOND | {"Mã sản phẩm": 124}),
        "A3",
        "P145",
        ("124", "3 digits", "5"),
    ),
    "a SKU of more digits than are kept": (
        rows_of(sound(Mã_sản_phẩm=12345678901234567)),
        "A2",
        "P145",
        ("number of this code",),
    ),
    "a SKU that became a date": (
        rows_of(sound(Mã_sản_phẩm=datetime(2026, 3, 1))),  # noqa: DTZ001 - as cells have it
        "A2",
        "P146",
        ("date", "2026-03-01", "as text"),
    ),
    "a text that became a time": (rows_of(sound(Chất_liệu=time(1, 2))), "H2", "P146", ("01:02",)),
    "a day with an hour": (
        rows_of(
            sound(
                Số_sao_OCOP=3,
                Số_quyết_định_OCOP="1/QĐ-UBND",
                Nơi_cấp_OCOP="UBND thành phố Hà Nội",
                Ngày_quyết_định_OCOP=datetime(2026, 3, 1, 7, 30),  # noqa: DTZ001
            )
        ),
        "S2",
        "P146",
        ("date",),
    ),
    "a price with two readings": (
        rows_of(sound(Giá_bán="185,000")),
        "E2",
        "P701",
        ("185.000", "185"),
    ),
    "a price that is no number": (rows_of(sound(Giá_bán="liên hệ")), "E2", "P702", ("liên hệ",)),
    "no price": (rows_of(sound(Giá_bán=None)), "A2", "P215", ("price", "Price", "Stock")),
    "no name": (rows_of(sound(Tên_sản_phẩm=None)), "A2", "P201", ("name", "“Product name”")),
    "no weight": (
        rows_of(sound(**{"Cân_nặng_(g)": None})),
        "J2",
        "P201",
        ("weight_g", "“Parcel weight (g)”"),
    ),
    "an error of the spreadsheet": (rows_of(sound(Tồn_kho="#REF!")), "F2", "P144", ("#REF!",)),
    "a formula that nobody worked out": (
        rows_of(sound(Giá_bán="=180000+5000")),
        "E2",
        "P143",
        ("formula", "as values"),
    ),
    "a heading nearly right": (
        [["Giá bánn" if name == "Giá bán" else name for name in SOUND], list(SOUND.values())],
        "E1",
        "P141",
        ("Giá bánn", "“Giá bán”"),
    ),
    "two columns for one field": (
        rows_of(sound(Đơn_giá=185000)),
        "P1",
        "P142",
        ("Đơn giá", "Giá bán"),
    ),
    "the same SKU on two rows": (
        rows_of(sound(), SECOND | {"Mã sản phẩm": "LH-001"}),
        "A3",
        "P212",
        ("LH-001", "A2"),
    ),
    "two names of one product": (
        rows_of(
            sound(Mã_phân_loại="LH-1", Phân_loại_1="Cỡ", Giá_trị_phân_loại_1="S"),
            sound(Mã_phân_loại="LH-2", Giá_trị_phân_loại_1="L", Tên_sản_phẩm="Lọ khác"),
        ),
        "B3",
        "P147",
        ("Lọ khác", "Lọ hoa gốm vuốt tay", "B2"),
    ),
    "two variants of one SKU": (
        rows_of(
            sound(Mã_phân_loại="LH-1", Phân_loại_1="Cỡ", Giá_trị_phân_loại_1="S"),
            sound(Mã_phân_loại="LH-1", Giá_trị_phân_loại_1="L"),
        ),
        "P3",
        "P212",
        ("LH-1", "P2"),
    ),
    "a variant without its SKU": (
        rows_of(
            sound(Mã_phân_loại="LH-1", Phân_loại_1="Cỡ", Giá_trị_phân_loại_1="S"),
            sound(Giá_trị_phân_loại_1="L"),
        ),
        "E3",
        "P201",
        ("sku", "“Variant SKU”"),
    ),
    "values of an option that has no name": (
        rows_of(sound(Mã_phân_loại="LH-1", Giá_trị_phân_loại_1="S")),
        "Q2",
        "P201",
        ("name", "“Option 1”"),
    ),
    "a row without a SKU": (
        rows_of(sound(Mã_sản_phẩm=None)),
        "B2",
        "P201",
        ("sku", "“Product SKU”"),
    ),
    "no headings": ([["LH-001", "Lọ hoa", 185000]], "A1", "P140", ("headings", "--template")),
    "headings and nothing else": (rows_of(), "A1", "P140", ("no products",)),
    "nothing at all": ([], "A1", "P140", ("empty",)),
    "a picture that is not there": (rows_of(sound(Ảnh="khac.jpg")), "G2", "P401", ("khac.jpg",)),
    "a bar code with a wrong digit": (
        rows_of(sound(Mã_vạch=8938505974003)),
        "P2",
        "P214",
        ("8938505974003",),
    ),
    "letters damaged before": (rows_of(sound(Chất_liệu="Gá»‘m sá»©")), "H2", "P121", ("Gốm",)),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_fault_is_told_once_at_its_cell(village: Village, case: str) -> None:
    rows, cell, code, words = WRONG[case]
    told = village.told(village.workbook(rows))
    assert list(told) == [(f"hang.xlsx!Hàng!{cell}", code)]
    (message,) = told.values()
    assert [word for word in words if word not in message] == []


def test_a_number_that_looks_a_thousand_times_as_large(village: Village) -> None:
    def edit(book: Any) -> None:
        book.active["E2"].number_format = "0.000"

    told = village.told(village.workbook(rows_of(sound(Giá_bán=185)), edit))
    assert list(told) == [("hang.xlsx!Hàng!E2", "P148")]
    assert "185 and is shown as 185.000" in told["hang.xlsx!Hàng!E2", "P148"]


@pytest.mark.parametrize(
    ("price", "form"), [(185_000, "0.000"), (185, "#,000"), (185_000, "#,##0")]
)
def test_forms_that_show_a_number_as_it_is(village: Village, price: int, form: str) -> None:
    def edit(book: Any) -> None:
        book.active["E2"].number_format = form

    told = village.told(village.workbook(rows_of(sound(Giá_bán=price)), edit))
    assert {code for _cell, code in told} <= {"P710", "P705", "P620"}


def test_a_csv_that_excel_saved_without_zeros(village: Village) -> None:
    product = sound(Điện_thoại="912345678", Mã_số_thuế="100109106")
    text = ";".join(product) + "\n" + ";".join(map(str, product.values())) + "\n"
    told = village.told(village.comma(text))
    assert set(told) == {("hang.csv!P2", "P145"), ("hang.csv!Q2", "P145")}


def test_every_fault_of_a_file_is_told_in_one_run(village: Village) -> None:
    rows = rows_of(
        sound(Giá_bán="185,000", Mã_vạch="8.93E+12"), SECOND | {"Tồn kho": "nhiều", "Ảnh": "x.jpg"}
    )
    told = village.told(village.workbook(rows))
    assert set(told) == {
        ("hang.xlsx!Hàng!E2", "P701"),
        ("hang.xlsx!Hàng!P2", "P145"),
        ("hang.xlsx!Hàng!F3", "P203"),
        ("hang.xlsx!Hàng!G3", "P401"),
    }


WARNED: dict[str, tuple[Rows, str, str, str]] = {
    "a column of somebody's own": (rows_of(sound(Người_nhập="Lan")), "P1", "P141", "is left out"),
    "a price far too small": (rows_of(sound(Giá_bán=100)), "E2", "P710", "unusual"),
}


@pytest.mark.parametrize("case", WARNED)
def test_what_is_only_odd_is_a_warning(village: Village, case: str) -> None:
    rows, cell, code, words = WARNED[case]
    found = village.judged(village.workbook(rows)).problems
    (first,) = [one for one in found if one.code == code]
    assert (first.place.file.rpartition("!")[2], first.severity.value) == (cell, "warning")
    assert words in first.message


def test_places_of_csv_files_name_no_sheet(village: Village) -> None:
    text = ";".join(SOUND) + "\n" + ";".join(map(str, sound(Giá_bán="185,000").values())) + "\n"
    assert list(village.told(village.comma(text))) == [("hang.csv!E2", "P701")]


def test_the_second_sheet_has_rows_of_its_own(village: Village) -> None:
    def edit(book: Any) -> None:
        other = book.create_sheet("Chiếu")
        for row in rows_of(SECOND | {"Giá bán": "1.2"}):
            other.append(row)

    told = village.told(village.workbook(rows_of(sound()), edit))
    assert list(told) == [("hang.xlsx!Chiếu!E2", "P701")]


@pytest.mark.parametrize("where", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_left_out_and_said_so(village: Village, where: str) -> None:
    def edit(book: Any) -> None:
        other = book.create_sheet("Cũ")
        for row in rows_of(SECOND):
            other.append(row)
        other.sheet_state = where

    path = village.workbook(rows_of(sound()), edit)
    found = village.judged(path)
    assert found.products == 1
    assert [(one.code, one.severity.value) for one in found.problems] == [("P149", "info")]
    assert "“Cũ”" in found.problems[0].message
    assert [one["sku"] for one in village.products(path, "Cũ")] == ["LH-002"]
