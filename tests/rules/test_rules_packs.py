"""Rule packs: every shipped row says where it is from and when; an own pack lies over it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ocopctl.catalog.model import Product
from ocopctl.errors import ConfigError
from ocopctl.publishing.limits import CODES
from ocopctl.rules.packs import pack

if TYPE_CHECKING:
    from pathlib import Path

MARKETS = ("shopee", "lazada", "tiki", "tiktok")
WRITTEN = date(2026, 11, 21)
LIMITS = [(market, name) for market in MARKETS for name in pack(market).limits]


@pytest.mark.parametrize(("market", "name"), LIMITS)
def test_every_limit_names_its_source_and_the_day_it_was_checked(market: str, name: str) -> None:
    limit = pack(market).limits[name]
    assert limit.source.strip()
    assert date(2025, 1, 1) <= limit.checked <= WRITTEN
    assert limit.unit


@pytest.mark.parametrize(("market", "name"), LIMITS)
def test_every_limit_can_be_met(market: str, name: str) -> None:
    limit = pack(market).limits[name]
    assert limit.min is not None or limit.max is not None
    assert (limit.min or 0) <= (limit.max or 10**12)
    assert (limit.min or 0) >= 0


@pytest.mark.parametrize(("market", "name"), LIMITS)
def test_every_limit_is_one_that_listings_are_held_against(market: str, name: str) -> None:
    assert name in CODES


@pytest.mark.parametrize("market", MARKETS)
def test_every_marketplace_limits_what_every_listing_has(market: str) -> None:
    needed = {"title", "description", "pictures", "variants", "sku", "price", "stock", "weight"}
    assert needed <= pack(market).limits.keys()


@pytest.mark.parametrize("market", MARKETS)
def test_every_kind_of_goods_has_a_place_in_every_marketplace(market: str) -> None:
    assert pack(market).kinds.keys() == pack("shopee").kinds.keys()


@pytest.mark.parametrize("market", MARKETS)
def test_every_category_is_numbered_once_and_the_practice_markets_alone(market: str) -> None:
    kinds = pack(market).kinds.values()
    assert len({kind.category_id for kind in kinds}) == len(kinds)
    assert all(kind.category_id and kind.name and kind.practice_only for kind in kinds)


@pytest.mark.parametrize("market", MARKETS)
def test_attributes_are_filled_from_fields_that_products_have(market: str) -> None:
    fields = {field for kind in pack(market).kinds.values() for field in kind.attributes.values()}
    assert fields <= Product.model_fields.keys()


@pytest.mark.parametrize("market", MARKETS)
def test_pace_and_waits_can_be_kept(market: str) -> None:
    found = pack(market)
    assert found.pace["default"].rate > 0
    assert all(row.rate > 0 and row.source and row.checked for row in found.pace.values())
    assert found.day.source
    assert found.day.checked
    assert list(found.settle.index_lag_s) == sorted(found.settle.index_lag_s)
    assert 0 < found.settle.read_every_s <= found.settle.read_for_s


def own(folder: Path, text: str | bytes, market: str = "shopee") -> Path:
    path = folder / f"{market}.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


TITLE = "limits: {title: {min: 1, max: 50, unit: characters, source: us, checked: 2026-11-01}}\n"


def test_an_own_pack_changes_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    found, shipped = pack("shopee", own(tmp_path, TITLE)), pack("shopee")
    assert (found.limits["title"].max, found.limits["title"].source) == (50, "us")
    assert found.limits["price"] == shipped.limits["price"]
    assert found.kinds == shipped.kinds
    assert pack("shopee") == shipped


def test_an_own_pack_adds_kinds_with_categories_for_a_real_shop(tmp_path: Path) -> None:
    text = "kinds: {tra: {category_id: '555', practice_only: false}, mat_ong: {category_id: '7'}}"
    kinds = pack("shopee", own(tmp_path, text)).kinds
    assert (kinds["tra"].category_id, kinds["tra"].practice_only) == ("555", False)
    assert kinds["mat_ong"].category_id == "7"
    assert kinds["am_chen"] == pack("shopee").kinds["am_chen"]


@pytest.mark.parametrize("text", ["limits:\n", "title: Shopee\nkinds:\nlimits:\npace:\nsettle:\n"])
def test_a_heading_with_nothing_under_it_changes_nothing(tmp_path: Path, text: str) -> None:
    assert pack("shopee", own(tmp_path, text)) == pack("shopee")


def test_a_folder_without_a_pack_for_this_marketplace_changes_nothing(tmp_path: Path) -> None:
    assert pack("lazada", own(tmp_path, TITLE)) == pack("lazada")


def test_a_marketplace_of_outsiders_has_its_rules_in_the_own_folder(tmp_path: Path) -> None:
    text = TITLE + (
        "marketplace: sendo\ntitle: Sendo\npace: {default: 1}\nkinds: {}\n"
        "settle: {index_lag_s: [1], read_every_s: 1, read_for_s: 2}\n"
    )
    assert pack("sendo", own(tmp_path, text, "sendo")).title == "Sendo"


def test_a_marketplace_without_rules_is_an_error_with_the_way_out() -> None:
    with pytest.raises(ConfigError, match="sendo") as caught:
        pack("sendo")
    assert "rules:" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "- a list",
        "",
        "limits: [title]",
        "limits: {title: {max: 5}, colour: {max: 5, unit: count}}",
        "limits: {title: {min: 50, max: 5}}",
        "limits: {title: {max: many}}",
        "limits: {title: {maximum: 5}}",
        "limits: {title: 5}",
        "kinds: {tra: {category: 5}}",
        "kinds: [tra]",
        "pace: {default: fast}",
        "settle: {read_for_s: long}",
        "settle: [1]",
        "limits: {title: ",
        b"\xff\xfe",
    ],
)
def test_an_own_pack_that_is_laid_out_wrong_is_named(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(ConfigError) as caught:
        pack("shopee", own(tmp_path, text))
    assert caught.value.place == str(tmp_path / "shopee.yaml")
    assert caught.value.exit_status == 3
