"""What an edit sends, what readings mean, and answers that an adapter must not trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import PayloadOffer, Sku
from ocopctl.adapters.tiktok.attributes import product_attributes
from ocopctl.adapters.tiktok.editing import edition
from ocopctl.errors import Rejected

if TYPE_CHECKING:
    pass

ORIGIN: dict[str, Any] = {
    "id": "1", "name": "Xuất xứ", "is_requried": True, "values": [{"id": "9", "name": "Việt Nam"}],
}  # fmt: skip


def choice(value: str, uri: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {"name": "Cỡ", "value_name": value}
    return {**row, "sku_img": {"uri": uri}} if uri else row


def content(*skus: dict[str, Any]) -> dict[str, Any]:
    return {"title": "T", "external_product_id": "ocopctl:A", "skus": list(skus)}


def held(at: str, value: str, **more: Any) -> dict[str, Any]:
    attributes = [{"id": "71", "value_id": at, **choice(value, more.pop("uri", ""))}]
    return {"id": at, "seller_sku": f"S{at}", "sales_attributes": attributes, **more}


def test_what_the_file_does_not_hold_is_sent_back() -> None:
    paper = {
        "id": "5", "title": "ATTP", "expiration_date": 1830297600,
        "images": [{"uri": "tos-1", "urls": ["https://x.example"]}],
        "files": [{"id": "f", "name": "a.pdf", "format": "PDF", "urls": []}],
    }  # fmt: skip
    product = {
        "skus": [held("1", "Nhỏ", external_sku_id="E", price={"sale_price": "1"})],
        "brand": {"id": "B"}, "is_cod_allowed": False, "certifications": [paper],
        "external_product_id": "theirs",
    }  # fmt: skip
    row = {"seller_sku": "S1", "sales_attributes": [choice("Nhỏ")]}
    sent = edition(content(row), product, (), "W")
    assert sent["brand_id"] == "B"
    assert sent["is_cod_allowed"] is False
    assert sent["external_product_id"] == "theirs"
    assert sent["certifications"] == [
        {"id": "5", "images": [{"uri": "tos-1"}], "expiration_date": 1830297600,
         "files": [{"id": "f", "name": "a.pdf", "format": "PDF"}]},
    ]  # fmt: skip
    assert sent["skus"] == [{"id": "1", "external_sku_id": "E", **row}]


def test_option_pictures_are_for_all_skus_or_for_none() -> None:
    rows = [{"seller_sku": "S1", "sales_attributes": [choice("Nhỏ", "tos-1")]}]
    pictured = edition(
        content(*rows), {"skus": [held("1", "x"), held("2", "To", uri="t2")]}, (), "W"
    )
    assert [sku["sales_attributes"][0]["sku_img"] for sku in pictured["skus"]] == [
        {"uri": "tos-1"}, {"uri": "t2"},
    ]  # fmt: skip
    plain = edition(content(*rows), {"skus": [held("1", "x"), held("2", "To")]}, (), "W")
    assert "sku_img" not in str(plain["skus"])


def test_a_new_sku_has_a_price_and_at_least_one_piece() -> None:
    rows = [{"seller_sku": f"S{at}", "sales_attributes": [choice(at)]} for at in "12"]
    sent = edition(content(*rows), {"skus": [held("1", "1")]}, [PayloadOffer(Sku("S2"), 5, 0)], "W")
    assert sent["skus"][1]["price"] == {"amount": "5", "currency": "VND"}
    assert sent["skus"][1]["inventory"] == [{"warehouse_id": "W", "quantity": 1}]
    assert "price" not in sent["skus"][0]


def test_a_renamed_sku_is_not_put_beside_its_old_self() -> None:
    row = {"seller_sku": "NEW", "sales_attributes": [choice("Nhỏ")]}
    with pytest.raises(Rejected, match="NEW, S1"):
        edition(content(row), {"skus": [held("1", "Nhỏ")]}, [PayloadOffer(Sku("NEW"), 5, 1)], "W")


@pytest.mark.parametrize(
    ("more", "text", "values"),
    [
        ({}, " việt nam", [{"id": "9"}]),
        ({"is_customizable": True}, "Lào", [{"name": "Lào"}]),
        (
            {"is_customizable": True, "is_multiple_selection": True},
            "Lào, Việt Nam",
            [{"name": "Lào"}, {"id": "9"}],
        ),
    ],
)
def test_attributes_are_named_by_id_or_name(more: Any, text: str, values: Any) -> None:
    for name in ("1", "xuất xứ"):
        assert product_attributes([{**ORIGIN, **more}], {name: text}) == [
            {"id": "1", "values": values}
        ]


@pytest.mark.parametrize(
    ("wanted", "says"),
    [({"1": "Lào"}, "does not know"), ({"2": "x"}, "has no attribute"), ({}, "asks for: Xuất xứ")],
)
def test_attributes_that_cannot_be_are_refused_at_home(wanted: Any, says: str) -> None:
    with pytest.raises(Rejected, match=says):
        product_attributes([ORIGIN, {"id": "3", "type": "SALES_PROPERTY"}], wanted)
