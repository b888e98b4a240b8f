"""Taking over what the shops have: matched by SKU, shown, asked, written down, nothing sent."""

from __future__ import annotations

import time
from typing import Any

import pytest
import yaml

SHOPS = ("lazada", "shopee", "tiki", "tiktok")
ALL = {(shop, sku) for shop in SHOPS for sku in ("CHIEU-16", "KHAN")}


def test_what_the_shops_have_is_taken_over_and_nothing_is_sent(village: Any) -> None:
    village.forgets()
    before = village.effects()
    rows = village.lines("adopt", "--yes")
    assert {(r["shop"], r["sku"]) for r in rows if r["type"] == "adopt"} == ALL
    assert all(r["differences"] == [] for r in rows if r["type"] == "adopt")
    assert (village.known(), village.effects()) == (ALL, before)


def test_after_taking_over_the_next_publication_makes_nothing_twice(village: Any) -> None:
    village.forgets()
    village.lines("adopt", "--yes")
    before = village.effects()
    kinds = {r["kind"] for r in village.lines("plan") if r["type"] == "action"}
    assert kinds == {"update"}
    village.lines("publish", "--yes")
    fresh = {effect for _shop, effect, _sku in village.effects()[len(before) :]}
    assert "created" not in fresh
    assert "priced" not in fresh
    assert [r for r in village.lines("plan") if r["type"] == "action"] == []


def test_a_publication_without_a_journal_is_held_and_names_the_way(village: Any) -> None:
    village.forgets()
    before = village.effects()
    status, said = village.run("publish", "--yes", "--shop", "shopee")
    assert (status, village.effects()) == (6, before)
    assert "ocopctl adopt KHAN --shop shopee" in said


def test_only_what_was_chosen_is_taken_over(village: Any) -> None:
    village.forgets()
    village.lines("adopt", "KHAN", "--shop", "tiki", "--yes")
    assert village.known() == {("tiki", "KHAN")}


def test_what_differs_is_shown_before_anybody_is_asked(village: Any) -> None:
    village.forgets()
    village.products(village.text().replace("price: 235.000", "price: 240.000"))
    rows = village.lines("adopt", "CHIEU-16", "--shop", "shopee", status=2)
    [row] = [r for r in rows if r["type"] == "adopt"]
    assert row["differences"] == [{"field": "price CHIEU-16", "wanted": 240_000, "shown": 235_000}]
    assert village.known() == set()


def test_a_listing_taken_over_with_another_price_gets_the_files_price_once(village: Any) -> None:
    village.forgets()
    village.products(village.text().replace("price: 235.000", "price: 240.000"))
    village.lines("adopt", "CHIEU-16", "--shop", "shopee", "--yes")
    before = village.effects()
    village.lines("publish", "CHIEU-16", "--shop", "shopee", "--yes")
    fresh = village.effects()[len(before) :]
    assert [row for row in fresh if row[1] == "priced"] == [("shopee", "priced", "CHIEU-16")]


def test_known_listings_are_left_as_they_are(village: Any) -> None:
    rows = village.lines("adopt", "--yes")
    assert [r["type"] for r in rows] == ["summary"]
    assert [r for r in village.lines("plan") if r["type"] == "action"] == []


def test_a_creation_in_doubt_is_settled(village: Any) -> None:
    village.forgets()
    journal = village.open_journal()
    journal.intend("practice:shopee", "KHAN", "create", digest="d", key="k", at=time.time())
    assert journal.doubts("practice:shopee").keys() == {"KHAN"}
    village.lines("adopt", "--shop", "shopee", "--yes")
    assert journal.doubts("practice:shopee") == {}
    journal.close()


def test_listings_that_fit_no_product_are_written_as_products(village: Any) -> None:
    village.forgets()
    village.keeps_only_the_first_product()
    rows = village.lines("adopt", "--yes", "--write")
    [file] = [r for r in rows if r["type"] == "file"]
    path = village.folder / "products-adopted.yaml"
    assert file["file"] == str(path)
    said = yaml.safe_load(path.read_text("utf-8"))
    [product] = said["products"]
    assert product["sku"] == "KHAN"
    assert [(v["sku"], v["price"], v["stock"]) for v in product["variants"]] == [
        ("KHAN-DO", 690_000, 8),
        ("KHAN-XANH", 690_000, 8),
    ]
    assert village.known() == ALL
    problems = village.lines("validate", str(path), status=3)
    missing = {r["message"] for r in problems if r["type"] == "problem" and r["code"] == "P201"}
    assert {m for m in missing if "group" in m}
    assert {m for m in missing if "producer" in m}


def test_a_second_time_no_product_is_written_twice(village: Any) -> None:
    village.forgets()
    village.keeps_only_the_first_product()
    village.lines("adopt", "--yes", "--write", "--shop", "shopee")
    rows = village.lines("adopt", "--yes", "--write")
    assert [r for r in rows if r["type"] == "product"] == []
    assert village.known() == ALL
    assert [p.name for p in village.folder.glob("products-*.yaml")] == ["products-adopted.yaml"]


def test_a_file_that_is_there_is_never_written_over(village: Any) -> None:
    village.forgets()
    village.keeps_only_the_first_product()
    mine = village.folder / "products-adopted.yaml"
    mine.write_text("products: []\n", "utf-8")
    village.lines("adopt", "--yes", "--write", "--shop", "shopee")
    assert mine.read_text("utf-8") == "products: []\n"
    assert (village.folder / "products-adopted-2.yaml").is_file()


def test_without_product_files_everything_is_written_down(village: Any) -> None:
    village.forgets()
    (village.folder / "products.yaml").unlink()
    rows = village.lines("adopt", "--yes", "--write", "--shop", "lazada")
    assert {r["sku"] for r in rows if r["type"] == "product"} == {"CHIEU-16", "KHAN"}


@pytest.mark.parametrize("arguments", [("--listing", "x"), ()])
def test_twins_are_named_and_none_is_taken_over_unasked(
    village: Any, arguments: tuple[str, ...]
) -> None:
    village.makes_a_twin()
    village.forgets()
    rows = village.lines("adopt", "--shop", "shopee", "--yes", *arguments, status=6)
    [twins] = [r for r in rows if r["type"] == "duplicate"]
    assert (twins["skus"], len(twins["listings"])) == (["CHIEU-16"], 2)
    assert village.known() == {("shopee", "KHAN")}
    village.lines("adopt", "--shop", "shopee", "--yes", "--listing", twins["listings"][1])
    assert ("shopee", "CHIEU-16") in village.known()
