"""Right spreadsheets as people have them: each becomes the product file that was meant."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zipfile
from typing import Any

import pytest

from tests.sheets.goods import SOUND, Rows, Village, rows_of, sound

VARIANTS = (
    sound(Mã_phân_loại="LH-S", Phân_loại_1="Cỡ", Giá_trị_phân_loại_1="Nhỏ", Giá_bán=185000),
    {"Mã phân loại": "LH-L", "Giá trị phân loại 1": "Lớn", "Giá bán": 250000, "Tồn kho": 3},
)


def only(village: Village, rows: Rows, edit: Any = None) -> dict[str, Any]:
    """Return the one product of a sheet of which nothing is to be told."""
    (product,) = village.products(village.workbook(rows, edit))
    return product


def test_a_row_becomes_a_product(village: Village) -> None:
    assert only(village, rows_of(sound())) == {
        "sku": "LH-001",
        "name": "Lọ hoa gốm vuốt tay",
        "group": "thu_cong",
        "kind": "binh_gom",
        "material": "Đất sét đỏ",
        "producer": {
            "name": "Hộ gốm Nhà Mình",
            "address": {"commune": "Xã Bát Tràng", "province": "Thành phố Hà Nội"},
        },
        "package": {"weight_g": "1400", "length_cm": "30", "width_cm": "24", "height_cm": "24"},
        "price": "185000",
        "stock": "12",
        "images": ["lo.jpg"],
    }


@pytest.mark.parametrize("sku", ["LH-001", None])
def test_variants_have_rows_of_their_own(village: Village, sku: str | None) -> None:
    first, second = VARIANTS
    product = only(village, rows_of(first, {**second, "Mã sản phẩm": sku}))
    assert product["options"] == [{"name": "Cỡ", "values": ["Nhỏ", "Lớn"]}]
    assert product["variants"] == [
        {"sku": "LH-S", "options": {"Cỡ": "Nhỏ"}, "price": "185000", "stock": "12"},
        {"sku": "LH-L", "options": {"Cỡ": "Lớn"}, "price": "250000", "stock": "3"},
    ]
    assert "price" not in product


def test_rows_that_repeat_their_product_say_the_same(village: Village) -> None:
    first, second = VARIANTS
    repeated = {**SOUND, **second}
    assert len(only(village, rows_of(first, repeated))["variants"]) == 2


def test_a_merged_cell_says_the_same_on_each_row(village: Village) -> None:
    first, second = VARIANTS
    rows = rows_of(first, {name: value for name, value in second.items() if name != "Giá bán"})

    def merged(book: Any) -> None:
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("E2:E3")

    variants = only(village, rows, merged)["variants"]
    assert [one["price"] for one in variants] == ["185000", "185000"]


def test_a_title_and_blank_rows_may_stand_above_and_between(village: Village) -> None:
    other = sound(Mã_sản_phẩm="LH-002", Tên_sản_phẩm="Bình thấp men tro", Ảnh="xanh.jpg")
    head, one, two = rows_of(sound(), other)
    rows = [["HÀNG CỦA LÀNG 2026"], [], head, [], one, [None, None], two]
    found = village.products(village.workbook(rows, lambda book: book.active.merge_cells("A1:O1")))
    assert [product["sku"] for product in found] == ["LH-001", "LH-002"]


def test_headings_in_english_in_any_case_and_order(village: Village) -> None:
    names = {
        "Mã sản phẩm": "PRODUCT SKU",
        "Tên sản phẩm": "name",
        "Giá bán": "gia (VND)",
        "Xã/phường": "producer.address.commune",
        "Tồn kho": "Tồn kho\n(cái)",
    }
    product = {names.get(name, name): value for name, value in reversed(SOUND.items())}
    assert only(village, [list(product), list(product.values())])["price"] == "185000"


def test_codes_keep_every_sign(village: Village) -> None:
    product = only(
        village,
        rows_of(
            sound(
                Mã_sản_phẩm="00123",
                Mã_vạch=8938505974002,
                Điện_thoại="0912345678",
                Mã_số_thuế="0100109106",
                Mã_tỉnh="01",
            )
        ),
    )
    assert (product["sku"], product["gtin"]) == ("00123", "8938505974002")
    assert product["producer"]["phone"] == "0912345678"
    assert product["producer"]["tax_code"] == "0100109106"
    assert product["producer"]["address"]["province_code"] == "01"


def test_a_number_that_is_shown_with_its_zeros_is_what_is_shown(village: Village) -> None:
    def zeros(book: Any) -> None:
        book.active["A2"].number_format = "00000"

    assert only(village, rows_of(sound(Mã_sản_phẩm=123)), zeros)["sku"] == "00123"


def test_a_sku_of_digits_is_no_fault(village: Village) -> None:
    assert only(village, rows_of(sound(Mã_sản_phẩm=20260301)))["sku"] == "20260301"


def test_dates_as_dates_and_as_they_are_written(village: Village) -> None:
    product = only(
        village,
        rows_of(
            sound(
                Số_sao_OCOP=4,
                Số_quyết_định_OCOP="1234/QĐ-UBND",
                Ngày_quyết_định_OCOP=dt.date(2026, 3, 1),
                Nơi_cấp_OCOP="UBND thành phố Hà Nội",
                **{"Lô_1:_mã": "L1", "Lô_1:_ngày_làm": "05/03/2026"},
            )
        ),
    )
    assert product["ocop"]["decision_date"] == "2026-03-01"
    assert product["batches"] == [{"code": "L1", "produced": "2026-03-05"}]


def test_amounts_as_people_write_them(village: Village) -> None:
    rows = rows_of(sound(Giá_bán="185k", Giá_trước_giảm="1tr2", Giá_vốn="90.000đ"))
    product = only(village, rows)
    assert (product["price"], product["compare_at"], product["cost"]) == (
        "185000",
        "1200000",
        "90000",
    )


def test_lists_have_an_entry_a_line(village: Village) -> None:
    rows = rows_of(
        sound(
            Điểm_nổi_bật="Vuốt tay, không khuôn\r\n\nNung củi",
            Từ_khóa="gốm, lọ hoa",
            Tháng_có_hàng="1, 2; 12",
            Dễ_vỡ="có",
        )
    )
    product = only(village, rows)
    assert product["facts"] == ["Vuốt tay, không khuôn", "Nung củi"]
    assert product["tags"] == ["gốm", "lọ hoa"]
    assert product["season"]["months"] == ["1", "2", "12"]
    assert product["package"]["fragile"] == "true"


def test_what_differs_in_one_shop(village: Village) -> None:
    rows = rows_of(
        sound(
            **{"tiki:_Giá_bán": 190000, "tiki:_Thuộc_tính:_Chất_liệu": "Gốm", "tiki:_Skip": False}
        )
    )
    assert only(village, rows)["shops"] == {
        "tiki": {"attributes": {"Chất liệu": "Gốm"}, "price": "190000", "skip": "false"}
    }


def test_columns_of_ones_own_and_a_plain_product_that_names_its_sku_twice(village: Village) -> None:
    rows = rows_of(sound(STT=1, Ghi_chú="còn ít", Mã_phân_loại="LH-001"))
    product = only(village, rows)
    assert (product["price"], "variants" in product) == ("185000", False)


# openpyxl works nothing out: the kept value is put where Excel would have it.
def test_a_formula_gives_what_was_worked_out_and_is_told(village: Village) -> None:
    path = village.workbook(rows_of(sound(Giá_bán="=180000+5000")))
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = "xl/worksheets/sheet1.xml"
    kept = re.sub(rb"(5000</f>)<v ?/?>(</v>)?", rb"\1<v>185000</v>", parts[name])
    assert b"<v>185000</v>" in kept
    with zipfile.ZipFile(path, "w") as packed:
        for part, content in {**parts, name: kept}.items():
            packed.writestr(part, content)
    found = village.judged(path)
    assert [(one.code, one.severity.value) for one in found.problems] == [("P143", "warning")]
    assert "price: 185000" in found.text


COMMA = {
    "semicolons and UTF-8 with a mark": (";", "utf-8-sig", ""),
    "tabs and UTF-16": ("\t", "utf-16", ""),
    "a line that names the sign": ("|", "utf-8", "sep=|\r\n"),
    "commas and Windows line ends": (",", "utf-8", ""),
}


@pytest.mark.parametrize("form", COMMA)
def test_csv_files_of_every_kind(village: Village, form: str) -> None:
    sign, encoding, head = COMMA[form]
    lines = [SOUND, SOUND.values()]
    text = head + "".join(sign.join(f'"{one}"' for one in line) + "\r\n" for line in lines)
    (product,) = village.products(village.comma(text.encode(encoding)))
    assert (product["sku"], product["material"]) == ("LH-001", "Đất sét đỏ")


def test_csv_in_the_old_vietnamese_encoding(village: Village) -> None:
    lines = [SOUND, SOUND.values()]
    text = "".join(";".join(map(str, line)) + "\r\n" for line in lines)
    # Windows-1258 has the letters with their hats and the tones apart.
    letters = "".join(
        unicodedata.normalize("NFC", base + "".join(m for m in marks if m in "\u0302\u0306\u031b"))
        + "".join(m for m in marks if m not in "\u0302\u0306\u031b")
        for base, marks in clusters(text)
    )
    (product,) = village.products(village.comma(letters.encode("cp1258")))
    assert product["name"] == "Lọ hoa gốm vuốt tay"


def clusters(text: str) -> list[tuple[str, str]]:
    """Part a text into letters and the marks on them."""
    found: list[tuple[str, str]] = []
    for sign in unicodedata.normalize("NFD", text):
        if unicodedata.combining(sign) and found:
            base, marks = found[-1]
            found[-1] = (base, marks + sign)
        else:
            found.append((sign, ""))
    return found


def test_texts_of_several_lines_and_quotes_in_csv(village: Village) -> None:
    values = {**SOUND, "Câu chuyện": 'Lọ ""tròn""\nmiệng loe, cổ thắt'}
    text = ",".join(values) + "\n" + ",".join(f'"{one}"' for one in values.values()) + "\n"
    (product,) = village.products(village.comma(text))
    assert product["story"] == 'Lọ "tròn"\nmiệng loe, cổ thắt'
