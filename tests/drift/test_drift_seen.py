"""What `drift` shows: hand edits field by field, and nothing that is none."""

from __future__ import annotations

from typing import Any

import pytest

from ocopctl.adapters.base import Sku

SHOPS = ("lazada", "shopee", "tiki", "tiktok")


def test_nothing_drifts_after_a_publication(village: Any) -> None:
    before = village.effects()
    status, said = village.run("drift")
    assert (status, village.effects()) == (0, before), said
    assert "8 listings are as they were left" in said


@pytest.mark.parametrize("shop", SHOPS)
def test_prices_and_stock_set_by_hand_are_seen_in_every_shop(village: Any, shop: str) -> None:
    village.sets(shop, "KHAN", "KHAN-DO", price=650_000, stock=20)
    seen = {
        (shop, "price KHAN-DO", 690_000, 650_000),
        (shop, "stock KHAN-DO", 8, 20),
    }
    assert village.drift(status=7) == seen
    assert village.drift("KHAN", "--shop", shop, status=7) == seen


def test_sales_are_shown_and_are_no_drift(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", stock=3)
    rows = village.lines("drift", status=0)
    assert [(r["kind"], r["field"]) for r in rows if r["type"] == "drift"] == [
        ("sale", "stock KHAN-DO")
    ]


@pytest.mark.parametrize("shop", SHOPS)
def test_a_listing_taken_off_sale_by_hand_is_seen(village: Any, shop: str) -> None:
    village.takes_off(shop, "CHIEU-16")
    assert village.drift(status=7) == {(shop, "on_sale", True, False)}


@pytest.mark.parametrize("shop", ["shopee", "lazada", "tiktok"])
def test_a_new_title_and_text_are_seen(village: Any, shop: str) -> None:
    village.rewrites(shop, "CHIEU-16")
    assert {row[:2] for row in village.drift(status=7)} == {(shop, "title"), (shop, "description")}


def test_a_second_listing_with_our_sku_is_named_with_both_ids(village: Any) -> None:
    village.makes_again("shopee", "KHAN")
    rows = [r for r in village.lines("drift", status=7) if r["type"] == "duplicate"]
    assert [r["skus"] for r in rows] == [["KHAN", "KHAN-DO", "KHAN-XANH"]]
    assert len({one["remote_id"] for one in rows[0]["listings"]}) == 2
    alone = village.lines("drift", "KHAN", "--shop", "shopee", status=7)
    assert [r["listings"] for r in alone if r["type"] == "duplicate"] == [rows[0]["listings"]]


def test_a_listing_of_somebody_else_is_told_and_is_no_drift(village: Any) -> None:
    village.makes_again("shopee", "CHIEU-16", sku=Sku("KHAC"))
    rows = village.lines("drift", status=0)
    assert [r["type"] for r in rows if r["type"] in {"unknown", "duplicate"}] == ["unknown"]


@pytest.mark.parametrize(
    ("shop", "most"), [("shopee", 6), ("lazada", 2), ("tiki", 6), ("tiktok", 4)]
)
def test_looking_at_a_whole_shop_costs_few_calls(village: Any, shop: str, most: int) -> None:
    before = len(village.calls())
    village.run("drift", "--shop", shop)
    assert len(village.calls()) - before <= most, village.calls()[before:]


def test_a_selection_that_fits_nothing_is_wrong_usage(village: Any) -> None:
    assert village.run("drift", "NIX-*")[0] == 2


def test_only_one_decision_at_a_time(village: Any) -> None:
    assert village.run("drift", "--keep", "--overwrite")[0] == 2
