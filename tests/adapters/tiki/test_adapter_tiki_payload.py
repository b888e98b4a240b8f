"""What the Tiki adapter makes of a listing, before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Listing, PayloadOffer, Picture, Sku, picture_ref
from ocopctl.adapters.tiki import TikiAdapter
from ocopctl.adapters.tiki.facts import typed
from ocopctl.adapters.tiki.payload import creation
from ocopctl.errors import InputError, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Listing]


def body_of(listing: Listing) -> Any:
    return TikiAdapter.payload(listing).body


def test_a_product_without_options_is_one_variant(listing: Make) -> None:
    body = body_of(listing(0))
    assert (body["category_id"], body["option_attributes"]) == (8101, [])
    assert body["meta_data"] == {"is_auto_turn_on": True}
    assert body["images"] == [picture_ref(listing(0).pictures[1])]
    assert [row["sku"] for row in body["variants"]] == ["AC-0"]
    assert "option1" not in body["variants"][0]


def test_the_usual_attributes_are_filled(listing: Make) -> None:
    assert body_of(listing(0))["attributes"] == {
        "brand": "OEM",
        "brand_country": "Việt Nam",
        "origin": "Việt Nam",
        "product_length": "30",
        "product_width": "25",
        "product_height": "15",
        "product_weight_kg": "2.45",
        "bulky": 0,
        "is_warranty_applied": 0,
        "product_top_features": "1 ấm, 6 chén\nMen tro <tự nhiên>",
    }


def test_the_product_files_own_attributes_win(listing: Make) -> None:
    made = listing(0, brand="Bát Tràng", attributes={"brand": "HTX Mẫu", "origin": "Hà Nội"})
    attributes = body_of(made)["attributes"]
    assert (attributes["brand"], attributes["origin"]) == ("HTX Mẫu", "Hà Nội")


def test_two_options_give_each_variant_two_values(listing: Make) -> None:
    body = body_of(listing(2))
    assert body["option_attributes"] == ["Màu sắc", "Kích thước"]
    assert [(row["option1"], row["option2"]) for row in body["variants"]] == [
        ("Rạn", "4 chén"), ("Rạn", "6 chén"), ("Lam", "4 chén"), ("Lam", "6 chén"),
    ]  # fmt: skip


def test_a_variants_own_picture_weight_and_barcode_are_its_own(listing: Make) -> None:
    first, second = listing(1).variants
    own = Picture("own", Path("own.jpg"), "image/jpeg", 600, 600)
    heavy = replace(first, picture=own, weight_g=3001, gtin="8930000000017")
    payload = TikiAdapter.payload(listing(1, variants=(heavy, second)))
    row, other = payload.body["variants"]
    assert row["image"] == picture_ref(own)
    assert row["images"] == [picture_ref(p) for p in listing(0).pictures]
    assert (row["attributes"], row["min_code"]) == (
        {"product_weight_kg": "3.001"}, "8930000000017",
    )  # fmt: skip
    assert not other.keys() & {"attributes", "min_code"}
    assert [p.sha256 for p in payload.pictures] == ["green", "brown", "own"]


def test_only_content_changes_the_digest(listing: Make) -> None:
    dearer = tuple(replace(v, price=9_000_000, stock=0) for v in listing(2).variants)
    same = TikiAdapter.payload(listing(2, variants=dearer))
    assert same.digest() == TikiAdapter.payload(listing(2)).digest()
    assert same.digest() != TikiAdapter.payload(listing(2, title="Tên mới")).digest()
    assert TikiAdapter.payload(listing(1)).lookup == ("AC-0",)


def test_a_creation_carries_prices_and_stocks_of_one_warehouse(listing: Make) -> None:
    payload = TikiAdapter.payload(listing(1))
    tree = creation(payload.body, payload.offers, inventory_type="dropship", warehouse=1034)
    row = tree["variants"][1]
    assert (row["price"], row["inventory_type"]) == (351_000, "dropship")
    assert row["seller_warehouse"] == "1034"
    assert row["warehouse_stocks"] == [{"warehouseId": 1034, "qtyAvailable": 6}]
    assert "market_price" not in {*tree, *row}
    assert payload.offers[1] == PayloadOffer(Sku("AC-1"), 351_000, 6)


def test_a_picture_without_an_address_is_refused_with_the_way_out(shop: Any) -> None:
    nowhere = Picture("a", Path("a.jpg"), "image/jpeg", 600, 600)
    with pytest.raises(InputError) as caught:
        shop.adapter.picture_reference(nowhere)
    assert "media_url" in caught.value.hint


KNOWN = {
    "is_warranty_applied": {"input_type": "boolean", "data_type": "int"},
    "technique": {"input_type": "multiselect", "data_type": "text"},
    "pieces": {"input_type": "text", "data_type": "int"},
    "brand_country": {"input_type": "select", "data_type": "int"},
    "product_length": {"input_type": "text", "data_type": "decimal"},
}


@pytest.mark.parametrize(
    ("code", "text", "sent"),
    [
        ("is_warranty_applied", "0", 0),
        ("is_warranty_applied", "Có", 1),
        ("technique", "Vuốt tay, Vẽ tay", ["Vuốt tay", "Vẽ tay"]),
        ("pieces", "7", 7),
        ("brand_country", "Việt Nam", "Việt Nam"),
        ("product_length", "30.5", "30.5"),
        ("something_new", "x", "x"),
    ],
)
def test_a_value_has_the_form_of_its_attribute(code: str, text: str, sent: Any) -> None:
    assert typed({code: text}, KNOWN) == {code: sent}


@pytest.mark.parametrize(("code", "text"), [("is_warranty_applied", "12 tháng"), ("pieces", "bảy")])
def test_a_value_of_the_wrong_kind_is_refused_by_name(code: str, text: str) -> None:
    with pytest.raises(Rejected, match=f"{code}.*{text}"):
        typed({code: text}, KNOWN)


def test_usual_attributes_that_a_category_lacks_are_left_out() -> None:
    assert typed({"bulky": 0, "brand_country": "Việt Nam"}, KNOWN) == {"brand_country": "Việt Nam"}
    assert typed({"bulky": 0}, {}) == {"bulky": 0}
