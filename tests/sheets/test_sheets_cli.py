"""`import` and `export` as a person runs them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ocopctl.cli.run import run
from ocopctl.sheets.columns import columns, target_of
from tests.sheets.goods import SOUND, Village, rows_of, sound

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ocopctl(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("OCOPCTL_LANG", "en")

    def ran(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run([str(one) for one in arguments])
        caught = capsys.readouterr()
        return status, caught.out, caught.err

    return ran


@pytest.fixture
def here(village: Village, monkeypatch: pytest.MonkeyPatch) -> Village:
    monkeypatch.chdir(village.root)
    return village


def test_the_template_explains_itself_and_holds_no_goods(ocopctl: Run, here: Village) -> None:
    assert ocopctl("import", "--template", "mau.xlsx")[0] == 0
    book = load_workbook("mau.xlsx")
    goods, guide = book.worksheets
    headings = [cell.value for cell in goods[1]]
    assert {"Mã sản phẩm", "Tên sản phẩm", "Giá bán", "Mã vạch", "Tỉnh/thành phố"} <= set(headings)
    assert None not in map(target_of, headings)
    letters = {cell.value: cell.column_letter for cell in goods[1]}
    assert goods.column_dimensions[letters["Mã vạch"]].number_format == "@"
    assert goods.column_dimensions[letters["Mã sản phẩm"]].number_format == "@"
    assert goods[1][0].comment is not None
    lists = {
        str(one.sqref).partition("2:")[0]: one.formula1
        for one in goods.data_validations.dataValidation
    }
    assert "thuc_pham" in lists[letters["Nhóm OCOP"]]
    assert lists[letters["Số sao OCOP"]] == '"3,4,5"'
    explained = {cell.value for cell in guide["A"]}
    assert len([one for one in columns() if not one.path.startswith("shops")]) <= len(explained)
    status, out, _err = ocopctl("import", "mau.xlsx")
    assert (status, "P149" in out, "P140" in out) == (3, True, True)
    assert not Path("mau.yaml").exists()


def test_a_filled_in_template_becomes_a_product_file(ocopctl: Run, here: Village) -> None:
    ocopctl("import", "--template", "mau.xlsx")
    book = load_workbook("mau.xlsx")
    sheet: Any = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    names = {"Cân nặng (g)": "Cân nặng cả hộp (g)"}
    for heading, value in SOUND.items():
        sheet.cell(3, at[names.get(heading, heading)]).value = value
    book.save("mau.xlsx")
    status, out, _err = ocopctl("import", "mau.xlsx", "--out", "products.yaml")
    assert (status, "written into products.yaml: 1" in out) == (0, True)
    assert ocopctl("validate", "products.yaml")[0] == 0


@pytest.mark.parametrize("name", ["mau.csv", "mau"])
def test_a_template_is_an_excel_file(ocopctl: Run, here: Village, name: str) -> None:
    assert ocopctl("import", "--template", name)[0] == 2
    assert not Path(name).exists()


def test_nothing_is_written_while_a_cell_is_wrong(ocopctl: Run, here: Village) -> None:
    here.workbook(rows_of(sound(Giá_bán="185,000")))
    status, out, _err = ocopctl("import", "hang.xlsx")
    assert status == 3
    assert "hang.xlsx!Hàng!E2: P701" in out
    assert "Nothing was written" in out
    assert not Path("hang.yaml").exists()


def test_programs_read_the_cell_in_each_problem(ocopctl: Run, here: Village) -> None:
    here.workbook(rows_of(sound(Giá_bán="185,000")))
    status, out, _err = ocopctl("import", "hang.xlsx", "--json")
    problem, summary = map(json.loads, out.splitlines())
    assert (problem["type"], problem["code"], problem["file"]) == (
        "problem",
        "P701",
        "hang.xlsx!Hàng!E2",
    )
    assert (status, summary["exit"]) == (3, 3)


def test_a_product_file_is_never_written_over_unasked(ocopctl: Run, here: Village) -> None:
    here.workbook(rows_of(sound()))
    Path("hang.yaml").write_text("# mine\n", "utf-8")
    for options in ([], ["--yes"]):
        status, _out, err = ocopctl("import", "hang.xlsx", *options)
        assert (status, "--replace" in err) == (2, True)
    status, out, err = ocopctl("import", "hang.xlsx", "--replace")
    assert (status, "--yes" in err) == (2, True)
    assert "-# mine" in out
    assert Path("hang.yaml").read_text("utf-8") == "# mine\n"
    assert ocopctl("import", "hang.xlsx", "--replace", "--yes")[0] == 0
    assert "LH-001" in Path("hang.yaml").read_text("utf-8")


def test_a_person_may_say_no(ocopctl: Run, here: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    here.workbook(rows_of(sound()))
    Path("hang.yaml").write_text("# mine\n", "utf-8")
    terminal = io.StringIO("n\n")
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", terminal)
    assert ocopctl("import", "hang.xlsx", "--replace")[0] == 0
    assert Path("hang.yaml").read_text("utf-8") == "# mine\n"


def test_a_link_to_another_folder_is_not_written_through(ocopctl: Run, here: Village) -> None:
    here.workbook(rows_of(sound()))
    other = here.root / "other"
    other.mkdir()
    Path("inside").mkdir()
    (other / "mine.yaml").write_text("# mine\n", "utf-8")
    Path("inside/hang.yaml").symlink_to(other / "mine.yaml")
    status, _out, _err = ocopctl(
        "import", "hang.xlsx", "--out", "inside/hang.yaml", "--replace", "--yes"
    )
    assert (status, (other / "mine.yaml").read_text("utf-8")) == (3, "# mine\n")


def test_goods_that_the_workspace_has_already_are_told_once(ocopctl: Run, here: Village) -> None:
    path = here.workbook(rows_of(sound()))
    assert ocopctl("import", path, "--out", "products-1.yaml")[0] == 0
    status, out, _err = ocopctl("import", path, "--out", "products-2.yaml")
    assert (status, out.count("P212"), "products-1.yaml" in out) == (3, 1, True)
    assert ocopctl("import", path, "--out", "elsewhere.yaml")[0] == 0, (
        "it is no file of the workspace"
    )


def test_out_and_in_again_gives_the_same_file(ocopctl: Run, here: Village) -> None:
    path = here.workbook(rows_of(sound()))
    ocopctl("import", path, "--out", "products.yaml")
    first = Path("products.yaml").read_text("utf-8")
    for name in ("ra.xlsx", "ra.csv"):
        assert ocopctl("export", name)[0] == 0
        assert ocopctl("import", name, "--out", "products.yaml", "--replace", "--yes")[0] == 0
        again = Path("products.yaml").read_text("utf-8")
        assert again.splitlines()[1:] == first.splitlines()[1:]


def test_export_writes_over_nothing_and_chooses(ocopctl: Run, here: Village) -> None:
    second = sound(Mã_sản_phẩm="LH-002", Tên_sản_phẩm="Bình gốm thấp men tro", Ảnh="xanh.jpg")
    path = here.workbook(rows_of(sound(), second))
    assert ocopctl("import", path, "--out", "products.yaml")[0] == 0
    assert ocopctl("export", "ra.csv", "LH-002")[0] == 0
    text = Path("ra.csv").read_text("utf-8-sig")
    assert ("LH-002" in text, "LH-001" in text) == (True, False)
    assert ocopctl("export", "ra.csv")[0] == 3
    assert Path("ra.csv").read_text("utf-8-sig") == text
    assert ocopctl("export", "ra.ods")[0] == 2
    assert ocopctl("export", "khong/co/ra.csv")[0] == 3


def test_export_of_files_with_problems_writes_nothing(ocopctl: Run, here: Village) -> None:
    Path("products.yaml").write_text("products:\n  - sku: A\n", "utf-8")
    status, out, _err = ocopctl("export", "ra.csv")
    assert (status, "ocopctl validate" in out, Path("ra.csv").exists()) == (3, True, False)
