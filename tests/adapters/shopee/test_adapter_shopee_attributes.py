"""Attribute values: the seller's words to what Shopee takes."""

from __future__ import annotations

from typing import Any

import pytest

from ocopctl.adapters.shopee.attributes import entry, flattened, named, parts_of
from ocopctl.errors import Rejected

CERAMIC = {"value_id": 1283, "name": "Ceramic", "multi_lang": [{"language": "vn", "value": "Gốm"}]}
GLASS = {"value_id": 1284, "name": "Glass", "multi_lang": []}


def attribute(**info: Any) -> dict[str, Any]:
    return {
        "attribute_id": 100134,
        "name": "Material",
        "multi_lang": [{"language": "vn", "value": "Chất liệu"}],
        "attribute_info": {"input_type": 2, "input_validation_type": 2, "format_type": 1, **info},
        "attribute_value_list": [CERAMIC, GLASS],
    }


def values(text: str, **info: Any) -> list[dict[str, Any]]:
    wanted = attribute(**info)
    found: list[dict[str, Any]] = entry(wanted, parts_of(wanted, text), {})["attribute_value_list"]
    return found


@pytest.mark.parametrize("name", ["100134", "Chất liệu", "material"])
def test_an_attribute_is_known_by_number_and_name(name: str) -> None:
    assert named([attribute()], name)["attribute_id"] == 100134


def test_an_attribute_that_the_category_has_not_is_refused() -> None:
    with pytest.raises(Rejected, match="100999"):
        named([attribute()], "100999")


def test_attributes_under_a_value_count_too() -> None:
    child = attribute() | {"attribute_id": 7}
    parent = attribute() | {"attribute_value_list": [CERAMIC | {"child_attribute_list": [child]}]}
    assert [a["attribute_id"] for a in flattened([parent])] == [100134, 7]


@pytest.mark.parametrize("text", ["Gốm", "gốm ", "Ceramic"])
def test_a_listed_value_goes_by_its_number(text: str) -> None:
    assert values(text) == [{"value_id": 1283}]


def test_an_own_value_goes_as_text_where_it_is_taken() -> None:
    assert values("Gốm men lam") == [{"value_id": 0, "original_value_name": "Gốm men lam"}]
    with pytest.raises(Rejected, match="Chất liệu"):
        values("Gốm men lam", input_type=1)


def test_several_values_go_where_several_are_taken() -> None:
    assert values("Gốm, Glass", input_type=4) == [{"value_id": 1283}, {"value_id": 1284}]
    assert len(values("Gốm, Glass", input_type=2)) == 1


@pytest.mark.parametrize("text", ["500 ml", "500ml", "500"])
def test_an_amount_goes_with_its_unit(text: str) -> None:
    assert values(text, format_type=2, attribute_unit_list=["ml"]) == [
        {"value_id": 0, "original_value_name": "500", "value_unit": "ml"}
    ]


@pytest.mark.parametrize("text", ["500 g", "nhiều", "500"])
def test_an_amount_without_a_known_unit_is_refused(text: str) -> None:
    with pytest.raises(Rejected, match="amount"):
        values(text, format_type=2, attribute_unit_list=["ml", "l"])


@pytest.mark.parametrize("text", ["21/11/2026", "2026-11-21"])
def test_a_date_goes_as_seconds_of_its_beginning_in_vietnam(text: str) -> None:
    assert values(text, input_validation_type=4)[0]["original_value_name"] == "1795194000"


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(Rejected, match="hôm qua"):
        values("hôm qua", input_validation_type=4)


def test_a_value_that_a_search_has_found_goes_by_its_number() -> None:
    wanted = attribute(input_type=1)
    assert entry(wanted, ["Gỗ mít"], {"Gỗ mít": 99})["attribute_value_list"] == [{"value_id": 99}]
