"""Strange input gets an answer of the platform's, never a crash."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PRODUCTS = "/product/202309/products"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    deeper = [
        one
        for key, child in inner
        if isinstance(child, dict | list)
        for one in places(child, (*path, key))
    ]
    keys = list(value) if isinstance(value, dict) else range(len(value))
    return [*((*path, key) for key in keys), *deeper]


def replaced(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    changed = copy.deepcopy(body)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return changed


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_member_of_any_type_is_answered_in_the_envelope(
    seller: Any, new_sku: Any, data: st.DataObject
) -> None:
    body = seller.listing(new_sku(Loại="Hộp"), is_cod_allowed=True, brand_id="1")
    path = data.draw(st.sampled_from(places(body)))
    reply = seller.send("POST", PRODUCTS, replaced(body, path, data.draw(JSON)))
    assert (reply.code == 0) == bool(reply.data)
    assert reply.status == (400 if reply.code == 36009004 else 200)


@pytest.mark.parametrize("body", [b'{"seller_skus":["\\ud800"]}', b"[" * 100_000])
def test_bodies_that_are_no_text_or_too_deep_are_refused(seller: Any, body: bytes) -> None:
    path, query = "/product/202502/products/search", seller.query(page_size="9")
    query["sign"] = seller.sign(path, query, body)
    reply = seller.raw("POST", path, query, body, {"content-type": "application/json"})
    assert reply.code == 36009004


def test_numbers_without_end_are_refused(seller: Any) -> None:
    assert seller.search(page_size="1" * 5000).code == 12019108
    image = f'<p>Trà</p><img src="x" width="{"1" * 5000}" height="1">'
    assert seller.create(description=image).code == 12052341
    assert seller.search(page_token="%%%").code == 12019123


def test_a_form_that_is_not_utf8_is_refused(seller: Any) -> None:
    path, query = "/product/202309/images/upload", seller.query(cipher=False)
    query["sign"] = seller.sign(path, query)
    file = b'--b\r\nContent-Disposition: form-data; name="data"; filename="a"\r\n\r\nx\r\n'
    use = b'--b\r\nContent-Disposition: form-data; name="use_case"\r\n\r\n\xff\r\n--b--\r\n'
    headers = {"content-type": "multipart/form-data; boundary=b"}
    assert seller.raw("POST", path, query, file + use, headers).code == 11050001
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert seller.raw("POST", "/open/authorize", {}, b"\xff", headers).status == 400
