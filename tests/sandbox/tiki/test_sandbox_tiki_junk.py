from __future__ import annotations

import copy
from typing import Any

import pytest

JUNK: list[Any] = [None, [], {}, "", " ", "x", -1, 0, 1.5, True, 10**30, [None], [[]], {"a": 1}]
REFUSED_OR_TAKEN = {200, 400, 404, 422}


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every value inside a body."""
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return [at, *(one for key, below in inner for one in paths(below, (*at, key)))]


def replaced(body: Any, at: tuple[Any, ...], value: Any) -> Any:
    if not at:
        return value
    changed = copy.deepcopy(body)
    place = changed
    for key in at[:-1]:
        place = place[key]
    place[at[-1]] = value
    return changed


def storm(practice: Any, method: str, path: str, body: dict[str, Any]) -> None:
    for at in paths(body):
        for value in JUNK:
            sent = replaced(body, at, value)
            if sent is None:
                continue
            answer = practice.api(method, path, sent)
            assert answer.status in REFUSED_OR_TAKEN, (at, value, answer)
            assert answer.status == 200 or answer.body["errors"], (at, value)


def test_no_junk_in_a_new_product_breaks_the_market(
    practice: Any, wanted: Any, variant: Any
) -> None:
    one = variant("J-1", option1="Đỏ", min_code="1", image="https://img.example.vn/red.jpg")
    paper = {"url": "https://img.example.vn/main.jpg", "type": "category", "document_id": 18}
    body = wanted(option_attributes=["Màu"], variants=[one], certificate_files=[paper])
    storm(practice, "POST", "v2.1/requests", body)
    practice.clock.advance(60)
    assert practice.api("GET", "v2/tracking?limit=100").status == 200
    created = [sku for kind, sku, *_ in practice.effects if kind == "created"]
    assert len(created) == len(set(created))


def test_no_junk_in_an_update_breaks_the_market(practice: Any, wanted: Any) -> None:
    made = practice.publish(wanted())["products"][0]["product_id"]
    rows = [{"warehouse_id": 1034, "qty_available": 3}]
    change = {
        "product_id": made,
        "original_sku": "AM-01",
        "price": 110_000,
        "seller_warehouse": "1034",
        "warehouse_quantities": rows,
    }
    storm(practice, "PUT", "v2.1/products/updateSku", change | {"active": 1})
    storm(practice, "PUT", "v2.1/products/updateSkus", {"data": [change | {"status": 1}]})
    info = {"product_id": made, "attributes": {"description": "a", "brand": "b"}, "images": ["c"]}
    storm(practice, "POST", "v2/requests/updateProductInfo", info)
    code = {"product_id": made, "original_sku": "AM-02"}
    storm(practice, "POST", "v2/products/updateOriginalSku", code)


@pytest.mark.parametrize("value", ["", "-1", "x", "9" * 5000, "%FF", "é", "1.5"])
def test_no_junk_in_an_address_breaks_the_market(practice: Any, value: str) -> None:
    calls = [
        f"v2.1/products?page={value}&limit={value}",
        f"v2.1/products/{value}",
        f"v2/products/findBy?original_sku={value}",
        f"v2/requests/{value}",
        f"v2/requests?limit={value}&created_at_min={value}",
        f"v2/tracking/{value}",
        f"v2/tracking?created_at_max={value}",
        f"v2/categories/{value}/attributes",
        f"v2/categories?parent={value}&isPrimary={value}",
        f"v2/attributes/{value}/values",
    ]
    assert {practice.api("GET", call).status for call in calls} <= {200, 400, 404}
