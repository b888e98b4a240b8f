"""Deciding on hand edits: kept, taken into the file, overwritten; and remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ocopctl.deciding import open_to, settle
from ocopctl.drifting import survey
from ocopctl.publishing.choices import Answer
from ocopctl.publishing.drift import GONE
from ocopctl.workspace import open_workspace


def test_a_kept_price_stays_through_plans_and_publications(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000)
    assert village.run("drift", "KHAN", "--shop", "shopee", "--keep")[0] == 0
    before = village.effects()
    assert village.drift(status=0) == set()
    assert village.plan() == []
    village.replace("stock: 140", "stock: 139")
    assert village.run("publish", "--yes")[0] == 0
    fresh = village.effects()[len(before) :]
    assert {(effect, sku) for _shop, effect, sku in fresh} == {("stocked", "CHIEU-16")}


def test_a_kept_price_is_asked_about_again_when_the_file_changes(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000)
    village.run("drift", "--keep")
    village.replace("Màu: Đỏ}, price: 690.000", "Màu: Đỏ}, price: 700.000")
    before = village.effects()
    status, said = village.run("sync", "prices", "--yes", "--shop", "shopee")
    assert (status, village.effects()) == (6, before)
    assert "ocopctl drift KHAN --shop shopee" in said
    [row] = [r for r in village.lines("drift", status=7) if r["type"] == "drift"]
    assert (row["kind"], row["field"]) == ("moved", "price KHAN-DO")
    assert village.run("drift", "KHAN", "--overwrite")[0] == 0
    assert village.run("sync", "prices", "--yes", "--shop", "shopee")[0] == 0
    assert village.effects()[len(before) :] == [("shopee", "priced", "KHAN-DO")]


def test_a_kept_price_that_is_changed_again_is_drift_again(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000)
    village.run("drift", "--keep")
    village.sets("shopee", "KHAN", "KHAN-DO", price=640_000)
    assert village.drift(status=7) == {("shopee", "price KHAN-DO", 650_000, 640_000)}


def test_what_is_to_be_overwritten_is_what_the_next_publication_sends(village: Any) -> None:
    village.sets("lazada", "CHIEU-16", "CHIEU-16", price=200_000)
    village.takes_off("tiktok", "KHAN")
    before = village.effects()
    assert village.run("drift", "--overwrite")[0] == 0
    assert village.effects() == before, "deciding sends nothing"
    assert [(shop, kind) for shop, kind, _changes in village.plan()] == [
        ("lazada", "offer"),
        ("tiktok", "relist"),
    ]
    assert village.run("publish", "--yes")[0] == 0
    assert village.drift(status=0) == set()


def test_an_overwritten_price_that_is_changed_once_more_is_held(village: Any) -> None:
    village.sets("lazada", "CHIEU-16", "CHIEU-16", price=200_000)
    village.run("drift", "--overwrite")
    village.sets("lazada", "CHIEU-16", "CHIEU-16", price=210_000)
    before = village.effects()
    assert village.run("publish", "--yes")[0] == 6
    assert village.effects() == before


def test_a_price_of_one_shop_goes_into_the_file_as_its_own(village: Any) -> None:
    village.sets("lazada", "CHIEU-16", "CHIEU-16", price=225_000)
    text = village.file.read_text("utf-8")
    status, said = village.run("drift", "--adopt", "--yes", "--shop", "lazada")
    assert status == 0
    added = "    shops:\n      lazada:\n        price: 225000\n"
    assert village.file.read_text("utf-8") == text.replace(
        "    stock: 140\n", f"    stock: 140\n{added}"
    )
    assert "+        price: 225000" in said
    assert village.plan() == []
    assert village.drift(status=0) == set()


def test_a_variants_price_goes_into_the_file_for_all_shops(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000)
    text = village.file.read_text("utf-8")
    assert village.run("drift", "--adopt", "--yes")[0] == 0
    assert village.file.read_text("utf-8") == text.replace(
        "Màu: Đỏ}, price: 690.000", "Màu: Đỏ}, price: 650.000"
    )
    assert {(shop, kind) for shop, kind, _changes in village.plan()} == {
        (shop, "offer") for shop in ("lazada", "tiki", "tiktok")
    }


def test_a_title_goes_into_the_file_and_the_text_does_not(village: Any) -> None:
    village.rewrites("shopee", "CHIEU-16")
    status, said = village.run("drift", "--adopt", "--yes")
    assert status == 7
    assert "a product file has no place for it" in said
    assert 'title: "Chiếu cói dệt tay bền đẹp' in village.file.read_text("utf-8")
    assert {row[1] for row in village.drift(status=7)} == {"description"}
    assert village.run("drift", "--keep")[0] == 0
    assert (village.plan(), village.drift(status=0)) == ([], set())


def test_a_kept_text_survives_an_update_of_something_else(village: Any) -> None:
    village.rewrites("shopee", "CHIEU-16")
    village.run("drift", "--keep", "--field", "description", "--field", "title")
    village.replace("weight_g: 2900", "weight_g: 2800")
    assert village.run("publish", "--yes", "--shop", "shopee")[0] == 0
    assert village.drift("--shop", "shopee", status=0) == set()


def test_only_the_named_field_is_decided(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000, stock=20)
    village.run("drift", "--keep", "--field", "stock")
    assert village.drift(status=7) == {("shopee", "price KHAN-DO", 690_000, 650_000)}


def test_what_would_make_the_file_wrong_is_taken_back(village: Any) -> None:
    village.replace("Đỏ}, price: 690.000", "Đỏ}, price: 690.000, compare_at: 700.000")
    village.sets("lazada", "KHAN", "KHAN-DO", price=720_000)
    text = village.file.read_bytes()
    status, said = village.run("drift", "--adopt", "--yes")
    assert (status, village.file.read_bytes()) == (3, text), said
    assert village.drift(status=7) == {("lazada", "price KHAN-DO", 690_000, 720_000)}


@pytest.mark.parametrize(
    ("answer", "kinds"), [(Answer.KEEP, []), (Answer.OVERWRITE, [("lazada", "create")])]
)
def test_a_deleted_listing_stays_deleted_or_is_made_anew(
    village: Any, answer: Answer, kinds: list[Any]
) -> None:
    workspace = open_workspace(village.folder)
    judged, [lazada] = survey(workspace, ["KHAN"], ["lazada"])
    [look] = lazada.looks
    gone = replace(lazada, looks=(replace(look, remote=None, edits=(GONE,)),))
    settle(workspace, judged, open_to([gone], ()), answer)
    assert [(shop, kind) for shop, kind, _changes in village.plan()] == kinds


def test_nobody_to_ask_means_the_file_stays(village: Any, monkeypatch: Any) -> None:
    village.sets("lazada", "CHIEU-16", "CHIEU-16", price=225_000)
    text = village.file.read_bytes()
    assert village.run("drift", "--adopt")[0] == 2
    assert village.file.read_bytes() == text


def test_two_shops_cannot_have_one_place(village: Any) -> None:
    village.sets("shopee", "KHAN", "KHAN-DO", price=650_000)
    village.sets("lazada", "KHAN", "KHAN-DO", price=660_000)
    text = village.file.read_bytes()
    status, said = village.run("drift", "--adopt", "--yes")
    assert (status, village.file.read_bytes()) == (3, text)
    assert "--shop" in said


def test_a_lost_answer_of_ours_is_no_drift(village: Any) -> None:
    village.replace("price: 235.000", "price: 236.000")
    village.run("publish", "--yes")
    assert village.drift(status=0) == set()
