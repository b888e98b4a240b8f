"""Where a shop would cut a text, which rules begin soon, and which nobody has checked lately."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from ocopctl.problems import Problem, Severity
from ocopctl.session import judge
from ocopctl.workspace import open_workspace

TODAY = date(2026, 11, 22)
NAME = "Giỏ tre đan tay Phú Nghĩa, lòng sâu"
PRODUCT = """
products:
  - sku: GT-001
    name: NAME
    group: thu_cong
    kind: binh_gom
    material: Tre già hun khói
    story: |
      STORY
    producer: {name: Tổ mây tre, address: {commune: Xã Phú Nghĩa, province: Hà Nội}}
    package: {weight_g: 700, length_cm: 30, width_cm: 30, height_cm: 20}
    images: [gio.jpg]
    price: 120.000
    stock: 3
"""
ROW = "source: us, checked: 2026-11-01"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    Image.new("RGB", (1000, 1000), "tan").save(tmp_path / "gio.jpg")
    return tmp_path


def told(
    folder: Path,
    *,
    name: str = NAME,
    story: str = "Giỏ tre đan tay.",
    rules: str = "",
    shops: str = "shopee: {marketplace: shopee}",
    on: date = TODAY,
) -> list[Problem]:
    text = PRODUCT.replace("NAME", name).replace("STORY", story.replace("\n", "\n      "))
    (folder / "p.yaml").write_text(text, "utf-8")
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / "shopee.yaml").write_text(rules or "limits:\n", "utf-8")
    settings = f"products: [p.yaml]\nrules: rules\nshops: {{{shops}}}\n"
    (folder / "ocopctl.yaml").write_text(settings, "utf-8")
    return list(judge(open_workspace(folder), on=on).problems)


@pytest.mark.parametrize(
    ("unit", "most", "spot"),
    [
        ("characters", 20, "Giỏ tre đan tay Phú ✂ Nghĩa, lòng sâu"),
        ("bytes", 20, "Giỏ tre đan tay ✂ Phú Nghĩa, lòng sâu"),
        ("utf16", 20, "Giỏ tre đan tay Phú ✂ Nghĩa, lòng sâu"),
    ],
)
def test_a_name_is_cut_in_the_unit_of_the_marketplace(
    shop: Path, unit: str, most: int, spot: str
) -> None:
    (problem,) = told(shop, rules=f"limits: {{title: {{max: {most}, unit: {unit}, {ROW}}}}}")
    assert (problem.code, problem.severity, problem.place.line) == ("P646", Severity.WARNING, 4)
    assert f"“{spot}”" in problem.message


def test_a_cut_tears_no_sign(shop: Path) -> None:
    own = "title: {max: 12, unit: characters, SOURCE}".replace("SOURCE", ROW)
    text = PRODUCT.replace("NAME", NAME).replace("STORY", "Giỏ tre.")
    title = '    shops: {shopee: {title: "Giỏ tre🇻🇳🇻🇳🇻🇳🇻🇳"}}\n'
    told(shop, rules=f"limits: {{{own}}}")
    (shop / "p.yaml").write_text(text + title, "utf-8")
    (problem,) = judge(open_workspace(shop), on=TODAY).problems
    assert problem.code == "P610"
    assert problem.place.line == 15
    assert "“Giỏ ✂ tre🇻🇳🇻🇳🇻🇳🇻🇳”" in problem.message


def test_a_name_with_room_is_no_cut_whatever_is_left_out_elsewhere(shop: Path) -> None:
    assert told(shop, name="Giỏ tre 30 cm, Phú Nghĩa") == []
    assert told(shop, name="x" * 120) == []


def test_what_is_lost_of_a_story_is_shown_from_its_first_word(shop: Path) -> None:
    rows = "\n".join(f"Câu thứ {n} kể về giỏ tre." for n in range(1, 60))
    (problem,) = told(shop, story=rows, rules="limits: {description: {max: 1200}}")
    assert (problem.code, problem.severity) == ("P647", Severity.WARNING)
    kept, _mark, lost = problem.message.partition(" ✂ ")
    number = int(lost.split()[2])
    assert lost.startswith(f"Câu thứ {number} kể")
    assert kept.endswith(f"Câu thứ {number - 1} kể về giỏ tre.")


@pytest.mark.parametrize("style", ["|", ">", "'", '"', ""])
def test_what_is_lost_of_a_story_is_found_in_every_way_of_writing_it(
    shop: Path, style: str
) -> None:
    rows = [f"Câu thứ {n} kể về giỏ tre." for n in range(1, 60)]
    told(shop, rules="limits: {description: {max: 1200}}")
    quote = style if style in {"'", '"'} else ""
    begin = f"{style}\n      " if style in {"|", ">"} else quote
    story = begin + "\n      ".join(rows) + quote
    text = PRODUCT.replace("NAME", NAME).replace("|\n      STORY", story)
    (shop / "p.yaml").write_text(text, "utf-8")
    (problem,) = judge(open_workspace(shop), on=TODAY).problems
    lost = problem.message.partition(" ✂ ")[2].partition(" kể")[0]
    line = text.splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(f"{lost} kể")


SOON = "limits: {title: {max: 20, from: 2027-01-01}}"


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 11, 1), []),
        (date(2026, 11, 2), ["P650"]),
        (date(2026, 12, 31), ["P650"]),
        (date(2027, 1, 1), ["P646"]),
    ],
)
def test_a_rule_that_begins_is_told_sixty_days_ahead(
    shop: Path, on: date, codes: list[str]
) -> None:
    found = told(shop, rules=SOON, on=on)
    assert [problem.code for problem in found] == codes
    assert all(problem.severity is Severity.WARNING for problem in found)


def test_a_rule_that_begins_is_told_with_its_day_and_what_it_asks(shop: Path) -> None:
    (problem,) = told(shop, rules="limits: {weight: {min: 900, from: 2027-01-01}}")
    assert problem.message == (
        "from 2027-01-01 on: the weight of the parcel is 700 g; Shopee takes at least 900"
    )
    assert (problem.place.line, problem.shop) == (11, "shopee")


def test_what_is_wrong_today_is_not_told_again_for_later(shop: Path) -> None:
    row = "{min: 800, unit: g, SOURCE}, {min: 900, unit: g, SOURCE, from: 2026-12-01}"
    rules = f"limits: {{weight: [{row}]}}".replace("SOURCE", ROW)
    assert [problem.code for problem in told(shop, rules=rules)] == ["P623"]


def test_of_two_days_the_first_is_told(shop: Path) -> None:
    rows = ", ".join(
        f"{{min: {least}, unit: g, {ROW}, from: {day}}}"
        for least, day in ((900, "2026-12-01"), (950, "2026-12-15"))
    )
    (problem,) = told(shop, rules=f"limits: {{weight: [{rows}]}}")
    assert problem.message.startswith("from 2026-12-01 on")


def test_a_rule_that_has_ended_is_forgotten(shop: Path) -> None:
    assert told(shop, rules="limits: {weight: {min: 900, until: 2026-11-21}}") == []


ALIVE = "alive: {marketplace: shopee, mode: live}, too: {marketplace: shopee, mode: live}"


def test_rules_unchecked_for_ninety_days_are_a_note_of_live_shops_once(shop: Path) -> None:
    kind = "kinds: {binh_gom: {practice_only: false}}"
    (note,) = (one for one in told(shop, shops=ALIVE, rules=kind) if one.code == "P651")
    assert note.severity is Severity.INFO
    assert "of Shopee" in note.message
    assert told(shop) == [], "the practice market is never out of date"


def test_rules_that_were_checked_are_no_note(shop: Path) -> None:
    on = date(2026, 8, 1) + timedelta(days=90)
    found = told(shop, shops=ALIVE, rules="kinds: {binh_gom: {practice_only: false}}", on=on)
    assert "P651" not in [one.code for one in found]
