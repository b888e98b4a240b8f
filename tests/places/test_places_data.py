"""The lists of places against what is known of them (domain notes, Decision 19/2025/QĐ-TTg)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import ocopctl.rules.places as package
from ocopctl.rules.place_names import key, province, toneless
from ocopctl.rules.places import communes, former_named, former_provinces, named, provinces

FOLDER = Path(package.__file__).with_name("data")
NOW = [one for one in (FOLDER / "communes.txt").read_text("utf-8").splitlines() if one[0] != "#"]
BEFORE = [
    one
    for one in (FOLDER / "communes_former.txt").read_text("utf-8").splitlines()
    if one[0].isdigit()
]
COUNTS = {
    "01": 126, "04": 56, "08": 124, "11": 45, "12": 38, "14": 75, "15": 99, "19": 92, "20": 65,
    "22": 54, "24": 99, "25": 148, "31": 114, "33": 104, "37": 129, "38": 166, "40": 130, "42": 69,
    "44": 78, "46": 40, "48": 94, "51": 96, "52": 135, "56": 65, "66": 102, "68": 124, "75": 95,
    "79": 168, "80": 96, "82": 102, "86": 124, "91": 102, "92": 103, "96": 64,
}  # fmt: skip


def test_there_are_34_provinces_and_3321_communes() -> None:
    assert len(provinces()) == 34
    kinds = Counter(one.kind for one in communes().values())
    assert kinds == {"X": 2621, "P": 687, "D": 13}
    assert Counter(one.province.code for one in communes().values()) == COUNTS


def test_codes_have_their_lengths_and_lead_to_one_commune() -> None:
    rows = [row for row in NOW if row[0] != "@"]
    assert len({row[:5] for row in rows}) == len(rows) == 3321
    assert all(row[:5].isdigit() and row[5] in "XPD" for row in rows)


def test_no_name_is_twice_in_one_province() -> None:
    pairs = Counter((one.province.code, key(one.bare)) for one in communes().values())
    assert max(pairs.values()) == 1


def test_246_names_are_in_more_than_one_province() -> None:
    names = Counter(one.name for one in communes().values())
    assert sum(count > 1 for count in names.values()) == 246
    assert names["Xã Tân Tiến"] == names["Xã Tân Thành"] == 7


def test_471_of_the_10035_communes_of_before_were_divided_one_over_five() -> None:
    parts = Counter(row.count(",") + 1 for row in BEFORE)
    assert sum(parts.values()) == 10_035
    assert sum(count for number, count in parts.items() if number > 1) == 471
    assert max(parts) == 5
    assert parts[5] == 1


def test_what_communes_of_before_lead_to_exists() -> None:
    codes = {
        code
        for row in BEFORE
        for code in row.rstrip().partition(row.lstrip("0123456789,"))[0].split(",")
    }
    assert codes <= communes().keys()
    assert len(codes) == 3321 - 5, "five islands had no communes before"


def test_29_old_names_of_provinces_are_no_more_and_hue_was_called_otherwise() -> None:
    today = {key(province(one.name)[1]) for one in provinces().values()}
    gone = former_provinces().keys() - today
    assert len(gone) == 29 + 1
    assert key("Thừa Thiên Huế") in gone


@pytest.mark.parametrize(
    ("old", "code"),
    [
        ("Yên Bái", "15"), ("Bắc Giang", "24"), ("Quảng Bình", "44"), ("Bình Định", "52"),
        ("Long An", "80"), ("Tiền Giang", "82"), ("Kiên Giang", "91"),
    ],
)  # fmt: skip
def test_some_codes_are_an_old_provinces_and_anothers_today(old: str, code: str) -> None:
    before, name, now = former_provinces()[key(old)]
    assert before == code == now.code
    assert province(name)[1] not in now.name


@pytest.mark.parametrize(
    ("commune", "code", "home"),
    [
        ("Bát Tràng", "00577", "Thành phố Hà Nội"),
        ("Hà Đông", "09556", "Thành phố Hà Nội"),
        ("Dân Hòa", "10180", "Thành phố Hà Nội"),
        ("Thái Tân", "10642", "Thành phố Hải Phòng"),
        ("Phụ Dực", "12523", "Tỉnh Hưng Yên"),
        ("Văn Chấn", "04672", "Tỉnh Lào Cai"),
        ("Tân Cương", "05503", "Tỉnh Thái Nguyên"),
        ("Chũ", "07525", "Tỉnh Bắc Ninh"),
        ("Tháp Mười", "30037", "Tỉnh Đồng Tháp"),
        ("Ba Chẽ", "06970", "Tỉnh Quảng Ninh"),
        ("Hồng Gai", "06685", "Tỉnh Quảng Ninh"),
    ],
)
def test_the_villages_are_where_they_are(commune: str, code: str, home: str) -> None:
    assert (code, home) in {(one.code, one.province.name) for one in named(commune)}


def test_every_commune_is_found_by_its_name_and_by_no_other_spelling_of_another() -> None:
    for one in communes().values():
        assert one in named(one.bare)
    assert {one.name for one in named("Mỹ Tho")} == {"Phường Mỹ Tho"}
    assert {one.name for one in named("Mỹ Thọ")} == {"Xã Mỹ Thọ"}
    assert toneless("Mỹ Thọ") != toneless("Mỹ Thơ")


def test_a_commune_of_before_knows_its_district_and_province() -> None:
    (one,) = former_named("Suối Giàng")
    assert (one.district, one.province) == ("Huyện Văn Chấn", "Tỉnh Yên Bái")
    assert one.now == ("04672",)


def test_the_lists_say_where_they_come_from_and_are_small() -> None:
    for name, size in (("communes.txt", 70_000), ("communes_former.txt", 210_000)):
        path = FOLDER / name
        assert "vietnamadminunits 1.0.4" in path.read_text("utf-8")[:400]
        assert path.stat().st_size < size
    assert "Permission is hereby granted" in (FOLDER / "communes.LICENSE").read_text("utf-8")
