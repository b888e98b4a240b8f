"""Rules for pictures: each row says where it is from; an own pack lies over them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from ocopctl.errors import ConfigError
from ocopctl.rules.packs import pack
from ocopctl.rules.pictures import PictureRules

if TYPE_CHECKING:
    from pathlib import Path

MARKETS = ("shopee", "lazada", "tiki", "tiktok")
ROW = "{{{value}, source: us, checked: 2026-11-01}}"


def rules_of(market: str, own: Path | None = None) -> PictureRules:
    found = pack(market, own).pictures
    assert found is not None
    return found


def own(folder: Path, row: str, value: str) -> Path:
    text = f"pictures: {{{row}: " + ROW.format(value=value) + "}"
    (folder / "shopee.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("market", MARKETS)
def test_every_row_names_its_source_and_the_day_it_was_checked(market: str) -> None:
    rows = rules_of(market).rows
    assert {"formats", "max_bytes", "shape"} <= rows.keys()
    assert all(row.source.strip() for row in rows.values())
    assert all(date(2025, 1, 1) <= row.checked <= date(2026, 11, 21) for row in rows.values())


@pytest.mark.parametrize("market", MARKETS)
def test_sides_are_those_of_the_limits(market: str) -> None:
    limit, rules = pack(market).limits["picture_side"], rules_of(market)
    assert (rules.min_side, rules.max_side) == (limit.min, limit.max)


def test_shapes_are_read_as_width_to_height() -> None:
    found = {market: (rules_of(market).narrowest, rules_of(market).widest) for market in MARKETS}
    assert found == {
        "shopee": (1, 1),
        "lazada": (None, None),
        "tiki": (1, 1),
        "tiktok": (Fraction(3, 4), Fraction(4, 3)),
    }


def test_an_own_row_changes_the_digest_and_its_source_does_not(tmp_path: Path) -> None:
    shipped = rules_of("shopee").digest()
    assert rules_of("shopee", own(tmp_path, "shape", "value: square")).digest() == shipped
    assert rules_of("shopee", own(tmp_path, "shape", "value: any")).digest() != shipped


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("shape", "value: round"),
        ("shape", "value: [3:4, 4:3]"),
        ("shape", "value: ['3:4']"),
        ("shape", "value: ['4:3', '3:4']"),
        ("shape", "value: ['3:0', '4:3']"),
        ("shape", "value: ['0:4', '4:3']"),
        ("shape", "value: 5"),
        ("formats", "value: [GIF]"),
        ("formats", "value: [PNG]"),
        ("formats", "value: []"),
        ("formats", "value: 5"),
        ("formats", "value: [[JPEG]]"),
        ("max_bytes", "value: many"),
        ("max_bytes", "value: 0"),
        ("max_bytes", "value: yes"),
        ("remade_side", "value: -1"),
        ("colour", "value: 5"),
        ("shape", "values: any"),
    ],
)
def test_a_row_that_cannot_be_followed_is_named(tmp_path: Path, row: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        pack("shopee", own(tmp_path, row, value))
    assert caught.value.place == str(tmp_path / "shopee.yaml")
