"""What a listing becomes for Lazada."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Picture
from ocopctl.adapters.lazada.payload import creation, payload_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing

    Make = Callable[..., Listing]


def colours(node: Any) -> list[str]:
    """Return the pictures of a node of the body, by name."""
    return [ref["$picture"] for ref in node["Images"]["Image"]] if "Images" in node else []


@pytest.mark.parametrize("axes", [0, 1, 2])
def test_the_body_is_json_without_prices_and_stocks(listing: Make, axes: int) -> None:
    made = listing(axes)
    dearer = tuple(replace(v, price=1, stock=0) for v in made.variants)
    payload, other = payload_of(made), payload_of(replace(made, variants=dearer))
    assert json.loads(json.dumps(payload.body)) == payload.body
    assert payload.digest() == payload_of(listing(axes)).digest() == other.digest()
    assert payload.offers != other.offers
    assert payload.lookup == (made.variants[0].sku,)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Khác"},
        {"description": "<p>Khác</p>"},
        {"highlights": ()},
        {"brand": "Bát Tràng"},
        {"category_id": "1"},
        {"attributes": {"material": "Gốm"}},
    ],
)
def test_other_content_has_another_digest(listing: Make, change: Any) -> None:
    assert payload_of(listing(1)).digest() != payload_of(listing(1, **change)).digest()


def test_one_variant_has_no_options(listing: Make) -> None:
    body = payload_of(listing(0)).body
    (sku,) = body["Skus"]["Sku"]
    assert "variation" not in body
    assert sku == {
        "SellerSku": "AC-0",
        "package_length": "30",
        "package_width": "25",
        "package_height": "15",
        "package_weight": "2.45",
    }


def test_options_are_the_sellers_own_and_only_those_in_use(listing: Make) -> None:
    made = listing(2)
    wide = replace(made, axes=(Axis("Men", ("Rạn", "Tro", "Lam")), made.axes[1]))
    body = payload_of(wide).body
    assert body["variation"]["variation1"] == {
        "name": "Men",
        "hasImage": "false",
        "customize": "true",
        "options": {"option": ["Rạn", "Lam"]},
    }
    assert body["Skus"]["Sku"][1]["saleProp"] == {"Men": "Rạn", "Số chén": "6 chén"}


def test_all_variants_have_pictures_or_none(listing: Make) -> None:
    made = listing(2)
    red = Picture("red", made.pictures[0].path, "image/jpeg", 400, 400)
    some = (replace(made.variants[0], picture=red), *made.variants[1:])
    payload = payload_of(replace(made, variants=some))
    assert [colours(sku) for sku in payload.body["Skus"]["Sku"]] == [
        ["red"], ["red"], ["green"], ["green"],
    ]  # fmt: skip
    assert payload.body["variation"]["variation1"]["hasImage"] == "true"
    assert payload.body["variation"]["variation2"]["hasImage"] == "false"
    assert [p.sha256 for p in payload.pictures] == ["green", "brown", "red"]
    assert not any(colours(sku) for sku in payload_of(made).body["Skus"]["Sku"])


def test_the_picture_of_an_only_variant_joins_the_others(listing: Make) -> None:
    made = listing(0)
    red = Picture("red", made.pictures[0].path, "image/jpeg", 400, 400)
    payload = payload_of(replace(made, variants=(replace(made.variants[0], picture=red),)))
    assert colours(payload.body) == ["green", "brown", "red"]


def test_the_first_eight_different_pictures_are_kept(listing: Make) -> None:
    many = tuple(
        Picture(f"p{n % 10}", listing(0).pictures[0].path, "image/jpeg", 400, 400)
        for n in range(12)
    )
    payload = payload_of(listing(0, pictures=many))
    assert colours(payload.body) == [f"p{n}" for n in range(8)]
    assert len(payload.pictures) == 8


@pytest.mark.parametrize(
    ("grams", "kilograms"),
    [(10, "0.01"), (100, "0.1"), (501, "0.51"), (1000, "1"), (2450, "2.45"), (40_000, "40")],
)
def test_weights_are_kilograms_with_two_decimals_at_most(
    listing: Make, grams: int, kilograms: str
) -> None:
    heavy = (replace(listing(0).variants[0], weight_g=grams),)
    (sku,) = payload_of(listing(0, variants=heavy)).body["Skus"]["Sku"]
    assert sku["package_weight"] == kilograms


def test_what_is_empty_is_left_out_and_the_files_own_words_win(listing: Make) -> None:
    given = {"warranty_type": "Bảo hành điện tử", "model": ""}
    texts = payload_of(listing(0, highlights=(), attributes=given)).body["Attributes"]
    assert texts == {
        "name": "Bộ ấm chén gốm Bát Tràng",
        "description": "<p>Gốm men tro, làm tay tại làng nghề Bát Tràng.</p>",
        "brand": "No Brand",
        "warranty_type": "Bảo hành điện tử",
    }


def test_a_creation_has_whole_dong_and_stock_as_text(listing: Make) -> None:
    payload = payload_of(listing(1))
    rows = creation(payload.body, payload.offers)["Skus"]["Sku"]
    assert [(row["price"], row["quantity"]) for row in rows] == [("350000", "5"), ("351000", "6")]
