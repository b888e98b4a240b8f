"""From a listing to what is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Connection, Parcel, Sku, picture_ref
from ocopctl.adapters.tiktok import TiktokAdapter

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing, Payload


class Silence:
    """A client for what may not be sent."""

    async def call(self, request: Any) -> Any:
        raise AssertionError(request)


def payload(made: Listing) -> Payload:
    return TiktokAdapter(Connection(Silence(), {"shop_cipher": "c"})).payload(made)


def test_a_single_sku_has_no_sales_attributes(listing: Any) -> None:
    body = payload(listing()).body
    assert body["skus"] == [{"seller_sku": "AC-0"}]
    assert body["package_weight"] == {"value": "2.45", "unit": "KILOGRAM"}
    assert body["package_dimensions"] == {
        "length": "30", "width": "25", "height": "15", "unit": "CENTIMETER",
    }  # fmt: skip
    assert body["external_product_id"] == "ocopctl:AC"


def test_two_axes_give_every_sku_both_choices(listing: Any) -> None:
    skus = payload(listing(2)).body["skus"]
    assert [[a["value_name"] for a in sku["sales_attributes"]] for sku in skus] == [
        ["Sen", "Nhỏ"], ["Sen", "Lớn"], ["Cúc", "Nhỏ"], ["Cúc", "Lớn"],
    ]  # fmt: skip
    assert [a["name"] for a in skus[0]["sales_attributes"]] == ["Hoa văn", "Cỡ"]


def test_only_the_first_axis_shows_pictures_and_only_for_all_of_its_values(
    listing: Any, picture: Any
) -> None:
    made = listing(2)
    red, blue = picture("red"), picture("blue")
    first, second, third, fourth = made.variants
    some = replace(made, variants=(replace(first, picture=red), second, third, fourth))
    assert "sku_img" not in str(payload(some).body)
    assert red not in payload(some).pictures
    every = replace(
        made, variants=(replace(first, picture=red), second, third, replace(fourth, picture=blue))
    )
    rows = [sku["sales_attributes"] for sku in payload(every).body["skus"]]
    shown = [row[0]["sku_img"]["uri"] for row in rows]
    assert shown == [picture_ref(p) for p in (red, red, blue, blue)]
    assert all("sku_img" not in row[1] for row in rows)
    assert payload(every).pictures == (*made.pictures, red, blue)


def test_prices_and_stocks_are_no_content(listing: Any) -> None:
    made = listing(1)
    dearer = replace(
        made, variants=tuple(replace(v, price=v.price + 1, stock=0) for v in made.variants)
    )
    assert payload(made).digest() == payload(dearer).digest() == payload(listing(1)).digest()
    assert payload(made).digest() != payload(replace(made, brand="X")).digest()
    assert [o.stock for o in payload(dearer).offers] == [0, 0]
    assert payload(made).lookup == ("AC-0",)


def test_at_most_nine_pictures_are_shown_and_sent(listing: Any, picture: Any) -> None:
    made = payload(listing(pictures=tuple(picture(f"p{at}") for at in range(12))))
    assert [p.sha256 for p in made.pictures] == [f"p{at}" for at in range(9)]
    assert len(made.body["main_images"]) == 9


@pytest.mark.parametrize(("grams", "text"), [(1, "0.001"), (850, "0.85"), (2000, "2")])
def test_weights_are_kilograms_without_noise(listing: Any, grams: int, text: str) -> None:
    body = payload(listing(parcel=Parcel(grams, 0, 25, 15))).body
    assert body["package_weight"]["value"] == text
    assert "package_dimensions" not in body


@pytest.mark.parametrize(
    ("gtin", "code"),
    [
        ("8935001234562", {"code": "8935001234562", "type": "EAN"}),
        ("012345678905", {"code": "012345678905", "type": "UPC"}),
        ("", None),
    ],
)
def test_barcodes_carry_their_kind(listing: Any, gtin: str, code: Any) -> None:
    made = listing()
    made = replace(made, variants=(replace(made.variants[0], sku=Sku("A"), gtin=gtin),))
    assert payload(made).body["skus"][0].get("identifier_code") == code
