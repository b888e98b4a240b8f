"""The main job through the real command line, judged by the practice market's own history."""

from __future__ import annotations

import json
from typing import Any

import time_machine

from ocopctl.cli.run import run

SHOPS = ["lazada", "shopee", "tiki", "tiktok"]


def test_twelve_products_are_live_in_four_shops(published_once: Any) -> None:
    created = published_once.history(
        "SELECT marketplace, count(*), count(DISTINCT sku) FROM effects "
        "WHERE effect='created' GROUP BY 1 ORDER BY 1"
    )
    assert created == [(shop, 12, 12) for shop in SHOPS]


def test_the_prices_in_the_shops_are_those_of_the_file(published_once: Any) -> None:
    rows = published_once.history("SELECT detail FROM effects WHERE effect='created'")
    offers = [json.loads(row[0])["offers"] for row in rows]
    prices = {sku: offer["price"] for one in offers for sku, offer in one.items()}
    assert prices["BT-AC-001-TR"] == 620_000
    assert prices["CD-BHL-003-38"] == 3_200_000


def test_a_second_publish_makes_no_call_at_all(published: Any) -> None:
    before = published.calls()
    done = published.run("publish", published.file.name)
    assert (done.returncode, published.calls()) == (0, before)
    assert "Nothing to do." in done.stdout


def test_one_changed_price_is_exactly_what_is_sent(published: Any) -> None:
    published.replace("price: 680.000", "price: 690000")
    last = published.history("SELECT max(id) FROM calls")[0][0]
    planned = [x for x in published.lines("plan", published.file.name) if x["type"] == "action"]
    assert sorted(action["shop"] for action in planned) == SHOPS
    assert {tuple(c) for a in planned for c in a["changes"]} == {
        ("price BT-AC-001-XL", 680_000, 690_000)
    }
    published.lines("sync", "prices", published.file.name, "--yes")
    effects = published.effects_after(last)
    assert [(shop, kind, sku) for shop, kind, sku, _detail in effects] == [
        (shop, "priced", "BT-AC-001-XL") for shop in SHOPS
    ]
    assert {json.loads(row[3])["price"] for row in effects} == {690_000}


def test_a_price_that_jumps_is_held_until_somebody_says_so(published: Any) -> None:
    published.replace("price: 680.000", "price: 680.0000")
    before = published.calls()
    held = published.run("sync", "prices", published.file.name, "--yes")
    assert (held.returncode, published.calls()) == (3, before), held.stdout + held.stderr


def test_a_price_up_by_half_is_held_by_the_guard(published: Any) -> None:
    published.replace("price: 680.000", "price: 1020000")
    before = published.calls()
    held = published.run("sync", "prices", published.file.name, "--yes")
    assert (held.returncode, published.calls()) == (6, before), held.stdout + held.stderr
    assert "1.020.000" in held.stdout
    let = published.run("sync", "prices", published.file.name, "--yes", "--max-change", "60")
    assert let.returncode == 0


def test_stock_goes_alone_when_stock_is_asked_for(published: Any) -> None:
    published.replace("price: 680.000", "price: 690000")
    published.replace("stock: 11", "stock: 93")
    last = published.history("SELECT max(id) FROM calls")[0][0]
    published.lines("sync", "stock", published.file.name, "--yes")
    assert {row[1] for row in published.effects_after(last)} == {"stocked"}


def test_a_reviewed_plan_is_applied_and_a_moved_one_refused(published: Any) -> None:
    published.replace("stock: 11", "stock: 93")
    published.lines("plan", published.file.name, "--out", "plan.json")
    published.replace("stock: 93", "stock: 94")
    refused = published.run("apply", "plan.json")
    assert refused.returncode == 6
    assert "BT-AC-001" in refused.stderr
    published.replace("stock: 94", "stock: 93")
    assert published.run("apply", "plan.json").returncode == 0


def test_a_wrong_file_stops_everything_before_the_first_call(village: Any) -> None:
    village.replace("price: 680.000", 'price: "68,000"')
    done = village.run("publish", village.file.name, "--yes")
    assert done.returncode == 3
    assert "68.000" in done.stdout
    assert not (village.folder / ".ocopctl" / "practice.db").exists()


def test_pending_changes_have_an_exit_status_of_their_own(published: Any) -> None:
    assert published.run("plan", published.file.name, "--detailed-exitcode").returncode == 0
    published.replace("stock: 11", "stock: 93")
    assert published.run("plan", published.file.name, "--detailed-exitcode").returncode == 7


def test_refresh_sees_what_somebody_changed_in_the_shop(published: Any) -> None:
    lines = published.lines("plan", published.file.name, "--refresh")
    assert [line for line in lines if line["type"] == "action"] == []


def test_status_names_every_listing_with_price_and_link(published: Any) -> None:
    lines = published.lines("status", published.file.name)
    listings = [line for line in lines if line["type"] == "listing"]
    assert len(listings) == 48
    assert {line["state"] for line in listings} == {"verified"}
    assert all(line["prices"] and line["verified_at"] for line in listings)


def test_nobody_to_ask_means_nothing_is_sent(village: Any) -> None:
    done = village.run("publish", village.file.name)
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert not (village.folder / ".ocopctl" / "practice.db").exists()


def test_reset_empties_the_market_and_forgets(published: Any) -> None:
    assert published.run("sandbox", "reset").returncode == 0
    lines = published.lines("plan", published.file.name)
    assert sum(line.get("kind") == "create" for line in lines) == 48


def test_selection_and_shop_narrow_a_run(village: Any) -> None:
    arguments = ("publish", village.file.name, "BT-*", "--shop", "lazada", "--yes")
    lines = village.lines(*arguments)
    outcomes = [(x["shop"], x["sku"]) for x in lines if x["type"] == "outcome"]
    assert outcomes == [("lazada", "BT-AC-001")]


def test_the_certificates_of_the_example_may_lapse(village: Any, capsys: Any) -> None:
    """In years to come the demo still ends verified, and says OCOP nowhere."""
    with time_machine.travel("2031-05-04T03:00:00Z"):
        arguments = ["--workspace", str(village.folder), "--json", "publish", str(village.file)]
        assert run([*arguments, "--yes"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {x["outcome"] for x in lines if x["type"] == "outcome"} == {"verified"}
    [told] = village.history("SELECT group_concat(body) FROM documents")
    assert "OCOP" not in told[0]


def test_vietnamese_is_spoken_in_a_vietnamese_locale(published: Any) -> None:
    done = published.run("publish", published.file.name, lang="vi")
    assert "Không có gì phải làm." in done.stdout
