from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ocopctl.cli.console import Console
from ocopctl.cli.formats.report import Report
from ocopctl.cli.formats.text import text
from ocopctl.problems import Place, Problem, Severity
from ocopctl.session import judge
from ocopctl.workspace import open_workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Change, Run

CERTIFICATE = """    ocop: {stars: 4, certificate_no: MH-1, decision_date: 2025-03-30, issued_by: A}
    package:"""


def test_a_right_file_is_counted_and_passes(ocopctl: Run, village: Path) -> None:
    ran = ocopctl("validate")
    assert ran.status == 0
    assert ran.out == "✓ no problems (files: 1, products: 1, shops: 4)\n"


def test_a_problem_has_place_code_line_mark_and_hint(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 185,000  ")
    ran = ocopctl("validate")
    assert ran.status == 3
    place, line, mark, hint, summary = ran.out.splitlines()
    assert place.startswith("products/san-pham-dau-tien.yaml:58:12: P701 price")
    assert line.startswith("   58 |     price: 185,000")
    assert mark.index("^") == line.index("185,000")
    assert hint == "    → Write 185.000 or 185000."
    assert summary.startswith("✗ errors: 1, warnings: 0")


def test_all_problems_of_all_files_are_told_in_one_run(ocopctl: Run, change: Change) -> None:
    change("group: thu_cong", "group: crafts", file="products/b.yaml")
    change("kind: binh_gom", "kind: vase")
    ran = ocopctl("validate", "--format", "json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    codes = [(one["file"], one["code"]) for one in found if one["type"] == "problem"]
    first, second = "products/b.yaml", "products/san-pham-dau-tien.yaml"
    assert [code for file, code in codes if file == first] == ["P207"]
    assert [code for file, code in codes if file == second] == ["P212", *["P601"] * 4]
    assert codes == sorted(codes)


def test_what_the_catalog_told_is_not_told_again_for_every_shop(
    ocopctl: Run, change: Change
) -> None:
    change("price: 185.000  ", "price: 0  ")
    ran = ocopctl("validate")
    assert ran.out.count(": P") == 1
    assert "P703" in ran.out


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("- anh/lo-hoa.jpg", "- anh/khac.jpg", "P401"),
        ("    price: 185.000 ", "    variants: [{sku: A, price: 1000, stock: 1}] ", "P216"),
        ("    package:", "    options: [{name: Men, values: [Xanh]}]\n    package:", "P225"),
        ("    stock: 12 ", "    tags: [] # ", "P215"),
    ],
)
def test_a_product_that_makes_no_listing_is_a_problem_and_no_crash(
    ocopctl: Run, change: Change, before: str, after: str, code: str
) -> None:
    change(before, after)
    ran = ocopctl("validate")
    assert ran.status == 3
    assert code in ran.out


def test_warnings_pass_and_fail_with_strict(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 185.050  ")
    relaxed, strict = ocopctl("validate"), ocopctl("validate", "--strict")
    assert (relaxed.status, strict.status) == (0, 3)
    assert "P705 warning: the price" in relaxed.out
    assert "✓ errors: 0, warnings: 1" in relaxed.out
    assert "✗ errors: 0, warnings: 1" in strict.out


def test_a_shop_alone_is_judged_when_it_is_named(ocopctl: Run, change: Change) -> None:
    change("    package:", "    shops: {tiktok: {title: Lọ hoa gốm}}\n    package:")
    assert ocopctl("validate", "--shop", "shopee").status == 0
    ran = ocopctl("validate", "--shop", "tiktok")
    assert ran.status == 3
    assert "P610" in ran.out
    assert "(tiktok)" in ran.out


def test_a_shop_that_is_not_there_is_wrong_usage(ocopctl: Run, village: Path) -> None:
    ran = ocopctl("validate", "--shop", "shoppe")
    assert ran.status == 2
    assert "shops are: shopee, lazada, tiki, tiktok" in ran.err


@pytest.mark.parametrize("day", ["2027-03-30", "30/03/2027"])
def test_a_day_can_be_given_in_either_form(ocopctl: Run, village: Path, day: str) -> None:
    assert ocopctl("validate", "--as-of", day).status == 0


def test_a_day_that_is_none_is_wrong_usage(ocopctl: Run, village: Path) -> None:
    assert ocopctl("validate", "--as-of", "tomorrow").status == 2


def test_texts_are_judged_as_of_the_day(change: Change, village: Path) -> None:
    change("    package:", CERTIFICATE)
    workspace = open_workspace(village)
    texts = [
        judge(workspace, shops=["shopee"], on=day).wanted[0].listing
        for day in (date(2028, 3, 1), date(2029, 3, 1))
    ]
    held, lapsed = (f"{one.title} {one.description}" for one in texts)
    assert "4 sao" in held
    assert "4 sao" not in lapsed


def test_a_missing_file_is_named(ocopctl: Run, village: Path) -> None:
    ran = ocopctl("validate", "products/gone.yaml")
    assert ran.status == 3
    assert ran.out.startswith("products/gone.yaml: P101")


def test_a_folder_stands_for_its_product_files(ocopctl: Run, change: Change) -> None:
    change("price: 185.000  ", "price: 0  ", file="products/b.yaml")
    assert "files: 2" in ocopctl("validate", "products").out


def test_a_folder_that_is_a_workspace_is_opened_as_one(
    ocopctl: Run, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    ran = ocopctl("validate", village)
    assert ran.status == 0
    assert "files: 1, products: 1" in ran.out


def test_a_folder_without_product_files_is_refused(ocopctl: Run, village: Path) -> None:
    ran = ocopctl("validate", "products/anh")
    assert ran.status == 3
    assert "there is no product file in this folder" in ran.err


def test_without_a_workspace_the_way_to_one_is_shown(
    ocopctl: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = ocopctl("validate")
    assert ran.status == 3
    assert "ocopctl init" in ran.err


def test_a_wrong_workspace_file_is_told_in_the_format_asked_for(
    ocopctl: Run, village: Path
) -> None:
    with (village / "ocopctl.yaml").open("a") as file:
        file.write("timezone: Asia/Saigon_City\n")
    ran = ocopctl("validate", "--json")
    problem, summary = map(json.loads, ran.out.splitlines())
    assert (ran.status, problem["code"], problem["file"]) == (3, "P150", "ocopctl.yaml")
    assert summary["type"] == "summary"


def test_lines_of_the_workspace_file_are_not_shown(ocopctl: Run, village: Path) -> None:
    path = village / "ocopctl.yaml"
    settings = path.read_text("utf-8").replace("\n    mode: practice", "\n    partner_key: s3cret")
    path.write_text(settings, "utf-8")
    ran = ocopctl("validate")
    assert ran.status == 3
    assert "partner_key" in ran.out
    assert "s3cret" not in ran.out + ran.err


def test_quiet_tells_the_problems_and_nothing_else(ocopctl: Run, change: Change) -> None:
    assert not ocopctl("validate", "--quiet").out
    change("price: 185.000  ", "price: 0  ")
    ran = ocopctl("validate", "--quiet")
    assert "P703" in ran.out
    assert "errors:" not in ran.out


def test_nothing_is_written_and_no_journal_is_needed(ocopctl: Run, village: Path) -> None:
    before = sorted(village.rglob("*"))
    ocopctl("validate")
    assert sorted(village.rglob("*")) == before


def test_what_several_shops_say_alike_is_told_once(ocopctl: Run, change: Change) -> None:
    change("kind: binh_gom", "kind: vase")
    ran = ocopctl("validate")
    told = re.findall(r"P601 .*\((.*)\)$", ran.out, re.MULTILINE)
    assert told == ["lazada, shopee, tiki, tiktok"]
    assert "✗ errors: 1, warnings: 0" in ran.out
    assert ocopctl("validate", "--format", "github").out.count("::error ") == 1
    assert ocopctl("validate", "--format", "json").out.count('"code": "P601"') == 4
    assert ran.out.count("P601") == 1


def test_of_thousands_of_problems_a_person_is_shown_some_and_told_how_many_more(
    ocopctl: Run, village: Path
) -> None:
    rows = "\n".join(f"  - {{sku: A-{n}, price: 1, prise: 2}}" for n in range(400))
    (village / "many.yaml").write_text(f"products:\n{rows}\n", "utf-8")
    ran = ocopctl("validate", "many.yaml", "--format", "json")
    *found, summary = map(json.loads, ran.out.splitlines())
    count = len(found)
    assert count == summary["error"] + summary["warning"] + summary["info"] > 1000
    more = re.search(r"^… and (\d+) more: ((?:P\d+ × \d+(?:, )?)+)\.", ran.err, re.MULTILINE)
    assert more is not None
    assert int(more[1]) == sum(map(int, re.findall("× (\\d+)", more[2])))
    assert ran.err.count("→ ") == 300
    assert len(ran.err) < 200_000


def test_errors_are_shown_before_warnings_where_not_all_are() -> None:
    warnings = [
        Problem("P705", "odd", severity=Severity.WARNING, place=Place("a.yaml", n))
        for n in range(1, 1000)
    ]
    error = Problem("P204", "too small", place=Place("z.yaml", 1))
    told = text(Console(), Report((*warnings, error), ("a.yaml",), 1, 1))
    assert "z.yaml:1:0: P204 too small" in told
    assert told.splitlines()[0] == "a.yaml:1:0: P705 warning: odd"
    assert "and 700 more: P705 × 700" in told


def test_no_name_and_no_message_steers_the_terminal() -> None:
    said = "a\x1b[2J\r\u202eb\x9b1m"
    problem = Problem("P101", said, said, place=Place(f"{said}.yaml"))
    told = text(Console(), Report((problem,), (said,), 0, 0))
    assert all(letter.isprintable() for letter in told.replace("\n", ""))


def test_at_45_columns_no_line_is_wider(
    ocopctl: Run, change: Change, village: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("name: Lọ hoa", "name: &a Lọ hoa")
    change("price: 185.000  ", "price: 185,000  ")
    monkeypatch.setattr(Console, "width", 45)
    out = ocopctl("validate").out.replace("products/san-pham-dau-tien.yaml", "")
    assert [line for line in out.splitlines() if len(line) > 45] == []
