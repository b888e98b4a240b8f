"""Rows of rule packs that begin and end: which one is in force, on every day and in each order."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.errors import ConfigError
from ocopctl.rules import dated
from ocopctl.rules.packs import pack

NEW_YEAR = date(2027, 1, 1)
EVE = date(2026, 12, 31)
ROW = "unit: characters, source: us, checked: 2026-11-01"
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def own(folder: Path, text: str) -> Path:
    (folder / "shopee.yaml").write_text(text, "utf-8")
    return folder


def titles(*rows: str) -> str:
    return "limits: {title: [" + ", ".join(f"{{{ROW}, {row}}}" for row in rows) + "]}"


def test_a_row_counts_from_its_day_on_and_not_before(tmp_path: Path) -> None:
    folder = own(tmp_path, titles("max: 120", "max: 100, from: 2027-01-01"))
    assert pack("shopee", folder, on=EVE).limits["title"].max == 120
    assert pack("shopee", folder, on=NEW_YEAR).limits["title"].max == 100
    assert pack("shopee", folder, on=EVE).on(NEW_YEAR) == pack("shopee", folder, on=NEW_YEAR)


def test_a_row_that_has_ended_gives_way_to_the_one_before_it(tmp_path: Path) -> None:
    rows = titles("max: 120", "max: 200, from: 2026-12-01, until: 2026-12-31")
    found = pack("shopee", own(tmp_path, rows), on=EVE)
    assert found.limits["title"].max == 200
    assert found.on(NEW_YEAR).limits["title"].max == 120
    assert found.changes(EVE, NEW_YEAR) == (NEW_YEAR,)


def test_a_row_that_ends_with_nothing_behind_it_is_no_rule_any_more(tmp_path: Path) -> None:
    text = f"limits: {{parcel_girth: {{{ROW}, max: 90, until: 2026-12-31}}}}"
    found = pack("shopee", own(tmp_path, text), on=EVE)
    assert found.limits["parcel_girth"].max == 90
    assert "parcel_girth" not in found.on(NEW_YEAR).limits


@pytest.mark.parametrize(
    ("days", "on_eve", "at_new_year"),
    [
        ("from: 2027-01-01", 120, 60),
        ("until: 2026-12-31", 60, 120),
        ("checked: 2026-11-01", 60, 60),
    ],
)
def test_an_own_row_with_days_leaves_the_other_days_to_the_shipped_one(
    tmp_path: Path, days: str, on_eve: int, at_new_year: int
) -> None:
    found = pack("shopee", own(tmp_path, f"limits: {{title: {{max: 60, {days}}}}}"), on=EVE)
    assert found.limits["title"].max == on_eve
    assert found.on(NEW_YEAR).limits["title"].max == at_new_year
    assert found.limits["title"].min == found.on(NEW_YEAR).limits["title"].min == 10


@pytest.mark.parametrize(
    ("section", "read"),
    [
        ("pace: {default: [{rate: 10}, {rate: 5, from: 2027-01-01}]}", "pace"),
        ("kinds: {mat_ong: {category_id: '7', from: 2027-01-01}}", "kinds"),
        ("day: [{utc_offset_h: 8}, {utc_offset_h: 7, from: 2027-01-01}]", "day"),
        ("pictures: {max_bytes: {value: 8, from: 2027-01-01}}", "pictures"),
    ],
)
def test_every_part_of_a_pack_may_have_days(tmp_path: Path, section: str, read: str) -> None:
    found = pack("shopee", own(tmp_path, section), on=EVE)
    assert getattr(found, read) != getattr(found.on(NEW_YEAR), read)
    assert found.on(NEW_YEAR).on(EVE) == found


@pytest.mark.parametrize(
    "text",
    [
        titles("max: 120", "max: 100, from: soon"),
        titles("max: 120", "max: 100, from: 2027-01-01 10:00:00"),
        titles("max: 120", "maximum: 100, from: 2027-01-01"),
        titles("max: 120", "max: many, from: 2099-01-01"),
        f"limits: {{title: {{{ROW}, max: 9, until: never}}}}",
        "limits: {title: {max: 120, unit: letters, source: us, checked: 2026-11-01}}",
    ],
)
def test_a_row_that_would_fail_one_day_fails_at_once(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        pack("shopee", own(tmp_path, text), on=EVE)
    assert caught.value.place == str(tmp_path / "shopee.yaml")


@pytest.mark.parametrize("market", ["shopee", "lazada", "tiki", "tiktok"])
def test_shipped_rows_without_days_hold_on_every_day(market: str) -> None:
    found = pack(market)
    assert found.changes(date.min, date.max) == ()
    assert found.on(date(2000, 1, 1)) == found


def test_rows_in_force_that_were_not_checked_lately_are_named(tmp_path: Path) -> None:
    rows = (
        "{unit: characters, max: 120, source: us, checked: 2025-01-01}",
        "{unit: characters, max: 100, source: us, checked: 2026-12-01, from: 2027-01-01}",
    )
    folder = own(tmp_path, f"limits: {{title: [{', '.join(rows)}]}}")
    found = pack("shopee", folder, on=EVE)
    assert found.unchecked(EVE, 90)["limits.title"] == date(2025, 1, 1)
    assert "limits.title" not in found.unchecked(NEW_YEAR, 90)
    assert found.unchecked(EVE, 90).keys() >= {"limits.price", "pictures.max_bytes"}
    assert "pictures.remade_side" not in found.unchecked(EVE, 90)


@given(starts=st.lists(DAYS, unique=True, max_size=6), on=DAYS, data=st.data())
def test_the_row_that_began_last_is_in_force(
    starts: list[date], on: date, data: st.DataObject
) -> None:
    rows = [{"value": "always"}, *({"value": str(day), "from": day} for day in starts)]
    tree = {"name": data.draw(st.permutations(rows))}
    begun = [day for day in starts if day <= on]
    assert dated.in_force(tree, on) == {"name": {"value": str(max(begun)) if begun else "always"}}


@given(begin=DAYS, length=st.integers(0, 300), on=DAYS)
def test_both_the_first_and_the_last_day_belong_to_a_row(
    begin: date, length: int, on: date
) -> None:
    end = begin + timedelta(length)
    tree = {"name": {"value": 1, "from": begin, "until": end}}
    assert (dated.in_force(tree, on) != {}) == (begin <= on <= end)
    assert dated.change_days(tree) == (begin, end + timedelta(1))
