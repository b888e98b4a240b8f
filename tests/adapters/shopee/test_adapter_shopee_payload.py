"""What a listing becomes for Shopee."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Parcel
from ocopctl.adapters.shopee.payload import kilograms, payload_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing

    Make = Callable[..., Listing]

PATTERN = Axis("Hoa văn", ("Sen", "Cúc"))
SIZE = Axis("Cỡ", ("Nhỏ", "Vừa", "Lớn"))


def test_a_plain_item_carries_its_only_sku(listing: Make) -> None:
    payload = payload_of(listing())
    assert payload.lookup == ("BT-AC-01",)
    assert payload.body["item"]["item_sku"] == "BT-AC-01"
    assert (payload.body["tiers"], payload.body["models"]) == ([], [])


def test_variants_point_at_their_options_by_position(listing: Make) -> None:
    body = payload_of(listing(PATTERN, SIZE)).body
    assert [tier["variation_name"] for tier in body["tiers"]] == ["Hoa văn", "Cỡ"]
    assert [model["tier_index"] for model in body["models"]] == [
        [0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2],
    ]  # fmt: skip


def test_the_body_is_json_and_has_no_price_or_stock(listing: Make) -> None:
    text = json.dumps(payload_of(listing(PATTERN)).body, ensure_ascii=False)
    assert not any(word in text for word in ("price", "stock", "450000"))


def test_the_digest_is_of_the_content_and_of_nothing_else(listing: Make) -> None:
    wanted = listing(PATTERN)
    dearer = tuple(replace(v, price=v.price + 1, stock=1) for v in wanted.variants)
    digest = payload_of(wanted).digest()
    assert payload_of(wanted).digest() == digest
    assert payload_of(replace(wanted, variants=dearer)).digest() == digest


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Bộ ấm chén khác hẳn"},
        {"description": "Một câu chuyện khác."},
        {"category_id": "101102"},
        {"brand": "Gốm Làng"},
        {"attributes": {}},
        {"pictures": ()},
        {"lead_days": 7},
        {"parcel": Parcel(1900, 35, 25, 18)},
        {"parcel": Parcel(1800, 36, 25, 18)},
        {"axes": (Axis("Họa tiết", ("Sen", "Cúc")),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_change_of_content_changes_the_digest(listing: Make, change: Any) -> None:
    wanted = listing(PATTERN)
    assert payload_of(replace(wanted, **change)).digest() != payload_of(wanted).digest()


def test_nine_pictures_go_at_most_and_the_first_ones_stay(listing: Make, pictures: Any) -> None:
    many = tuple(replace(pictures[0], sha256=f"{n:064d}") for n in range(12))
    payload = payload_of(listing(pictures=many))
    assert payload.pictures == many[:9]
    assert len(payload.body["item"]["image"]["image_id_list"]) == 9


def test_option_pictures_are_on_all_options_of_the_first_axis_or_on_none(
    listing: Make, pictures: Any
) -> None:
    wanted = listing(PATTERN, SIZE)
    some = [replace(v, picture=pictures[2]) if "Sen" in v.values else v for v in wanted.variants]
    every = [replace(v, picture=pictures["Sen" in v.values]) for v in wanted.variants]
    half = payload_of(replace(wanted, variants=tuple(some)))
    whole = payload_of(replace(wanted, variants=tuple(every)))
    assert "image_id" not in json.dumps(half.body["tiers"])
    assert pictures[2] not in half.pictures
    assert json.dumps(whole.body["tiers"]).count('"image_id"') == 2


def test_references_take_the_places_of_the_pictures(listing: Make, pictures: Any) -> None:
    payload = payload_of(listing()).with_pictures({p.sha256: f"vn-{p.width}" for p in pictures})
    assert payload.body["item"]["image"]["image_id_list"] == ["vn-600", "vn-600"]


@pytest.mark.parametrize(
    ("grams", "kilos"), [(1, 0.01), (1100, 1.1), (1801, 1.81), (2000, 2.0), (290, 0.29)]
)
def test_grams_become_kilograms_without_noise(grams: int, kilos: float) -> None:
    assert json.dumps(kilograms(grams)) == json.dumps(kilos)


def test_only_a_weight_of_its_own_goes_with_a_variant(listing: Make) -> None:
    wanted = listing(PATTERN)
    heavy = replace(wanted.variants[1], weight_g=2500, gtin="8938505970028")
    body = payload_of(replace(wanted, variants=(wanted.variants[0], heavy))).body
    assert [model.get("weight") for model in body["models"]] == [None, 2.5]
    assert body["models"][1]["gtin_code"] == "8938505970028"
