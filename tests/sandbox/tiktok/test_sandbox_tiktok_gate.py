"""What a call must carry before it is looked at."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from ocopctl.sandbox.app import application
from ocopctl.sandbox.tiktok.signing import signature, signed_text

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "vectors" / "tiktok.json").read_text("utf-8")
)["vectors"]
SHOPS = "/authorization/202309/shops"
CATEGORIES = "/product/202309/categories"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["name"])
def test_every_published_signature_is_the_one_asked_for(vector: Any) -> None:
    given, wanted = vector["inputs"], vector["expected"]
    body = base64.b64decode(given["body_base64"] or "")
    media = (given["content_type"] or "").split(";")[0]
    asked = (given["app_secret"], given["path"], given["query"].items(), body, media)
    assert signature(*asked) == wanted["sign"]
    assert signed_text(*asked) == wanted["string_to_sign"].encode()


def test_a_right_call_passes(seller: Any) -> None:
    reply = seller.send("GET", SHOPS, cipher=False)
    assert (reply.status, reply.code, reply.message) == (200, 0, "Success")
    assert reply.data["shops"][0]["cipher"] == seller.keys["shop_cipher"]
    assert (reply.call.shop, reply.call.endpoint) == ("tiktok", "shops.list")


def test_a_wrong_signature_is_106001_with_401_and_null_data(seller: Any) -> None:
    reply = seller.raw("GET", SHOPS, {**seller.query(cipher=False), "sign": "0" * 64})
    assert (reply.status, reply.code, reply.data) == (401, 106001, None)


def test_an_upper_case_signature_is_wrong(seller: Any) -> None:
    query = seller.query(cipher=False)
    query["sign"] = seller.sign(SHOPS, query).upper()
    assert seller.raw("GET", SHOPS, query).code == 106001


def test_a_body_that_is_not_signed_is_refused(seller: Any) -> None:
    path, query = "/product/202502/products/search", seller.query(page_size="10")
    query["sign"] = seller.sign(path, query)
    json_type = {"content-type": "application/json"}
    assert seller.raw("POST", path, query, b'{"status":"ALL"}', json_type).code == 106001
    assert seller.raw("POST", path, query, b"{}", json_type).code == 106001
    seller.market.store.set_setting("tiktok.lenient", "1")
    assert seller.raw("POST", path, query, b"{}", json_type).code == 0


def test_an_old_access_token_parameter_is_not_signed_and_not_read(seller: Any) -> None:
    query = seller.query(cipher=False)
    query |= {"sign": seller.sign(SHOPS, query), "access_token": "old"}
    assert seller.raw("GET", SHOPS, query).code == 0


@pytest.mark.parametrize(
    ("ahead", "code"), [(-298, 0), (-302, 36009004), (28, 0), (32, 36009004), (10**10, 36009004)]
)
def test_a_timestamp_counts_from_five_minutes_ago_to_thirty_seconds_ahead(
    seller: Any, ahead: Any, code: Any
) -> None:
    query = seller.query(cipher=False, ahead=ahead)
    reply = seller.raw("GET", SHOPS, {**query, "sign": seller.sign(SHOPS, query)})
    assert reply.code == code
    assert code == 0 or "timestamp" in reply.message


def test_market_time_running_ahead_does_not_touch_timestamps(seller: Any) -> None:
    seller.later(10_000)
    assert seller.send("GET", SHOPS, cipher=False).code == 0


@pytest.mark.parametrize("name", ["app_key", "sign", "timestamp"])
def test_a_missing_parameter_is_36009004_and_named(seller: Any, name: Any) -> None:
    query = seller.query(cipher=False)
    query["sign"] = seller.sign(SHOPS, query)
    del query[name]
    reply = seller.raw("GET", SHOPS, query)
    assert (reply.status, reply.code) == (400, 36009004)
    assert name in reply.message


def test_a_parameter_given_twice_is_refused(seller: Any) -> None:
    query = [*seller.query(cipher=False).items(), ("app_key", "other")]
    reply = seller.raw("GET", SHOPS, dict(query))
    reply.call.query = query
    assert seller.shop.answer(reply.call).code == "36009004"


def test_an_unknown_token_is_36009004_with_401(seller: Any) -> None:
    seller.keys["access_token"] = "nobody"
    reply = seller.send("GET", SHOPS, cipher=False)
    assert (reply.status, reply.code) == (401, 36009004)
    assert "x-tts-access-token" in reply.message


def test_an_expired_token_is_105002(seller: Any) -> None:
    shelf, token = seller.market.shelf, seller.keys["access_token"]
    shelf.put("access", token, {**shelf.get("access", token), "until": 1})
    reply = seller.send("GET", SHOPS, cipher=False)
    assert (reply.status, reply.code, reply.call.shop) == (401, 105002, "tiktok")


def test_a_missing_scope_is_105005(seller: Any) -> None:
    shelf, token = seller.market.shelf, seller.keys["access_token"]
    shelf.put("access", token, {**shelf.get("access", token), "scopes": []})
    assert seller.send("GET", SHOPS, cipher=False).code == 105005


def test_a_cipher_is_demanded_where_it_belongs_and_refused_elsewhere(seller: Any) -> None:
    missing = seller.send("GET", CATEGORIES, cipher=False, category_version="v2")
    assert (missing.status, missing.code) == (400, 106013)
    unwanted = seller.send("GET", SHOPS)
    assert unwanted.code == 36009004
    assert "shop_cipher" in unwanted.message


def test_an_upload_takes_no_cipher_unless_the_market_is_lenient(seller: Any) -> None:
    cipher = seller.keys["shop_cipher"]
    assert seller.upload(shop_cipher=cipher).code == 36009004
    seller.market.store.set_setting("tiktok.lenient", "1")
    assert seller.upload(shop_cipher=cipher).code == 0


def test_a_cipher_of_another_shop_does_not_fit_the_token(seller: Any, seller_with: Any) -> None:
    other = seller_with("tiktok-hanoi")
    assert other.keys["shop_cipher"] != seller.keys["shop_cipher"]
    seller.keys["shop_cipher"] = other.keys["shop_cipher"]
    assert seller.send("GET", CATEGORIES, category_version="v2").code == 101000
    seller.keys["shop_cipher"] = "ROW_unknown"
    assert seller.send("GET", CATEGORIES, category_version="v2").code == 101000


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/product/202309/nothing", 404, 36009009),
        ("DELETE", CATEGORIES, 405, 36009010),
        ("POST", "/api/v2/token/get", 405, 36009010),
        ("GET", "/product/209901/categories", 400, 36009014),
        ("PUT", "/product/202502/products/1", 400, 36009014),
    ],
)
def test_unknown_paths_methods_and_versions_are_told_apart(
    seller: Any, method: Any, path: Any, status: Any, code: Any
) -> None:
    reply = seller.send(method, path)
    assert (reply.status, reply.code) == (status, code)


@pytest.mark.parametrize("media", ["", "text/plain", "application/json, application/json"])
def test_a_body_that_is_not_json_by_its_header_is_36009022(seller: Any, media: Any) -> None:
    path, query = "/product/202502/products/search", seller.query(page_size="10")
    query["sign"] = seller.sign(path, query, b"[1]")
    assert seller.raw("POST", path, query, b"[1]", {"content-type": media}).code == 36009022


@pytest.mark.parametrize(("lines", "code"), [(1, 0), (2, 36009022)])
async def test_a_content_type_line_sent_twice_is_36009022(
    seller: Any, lines: int, code: int
) -> None:
    path, query, body = "/product/202502/products/search", seller.query(page_size="10"), b"{ }"
    query["sign"] = seller.sign(path, query, body)
    headers = [("x-tts-access-token", seller.keys["access_token"])]
    headers += [("content-type", "application/json")] * lines
    transport = httpx.ASGITransport(application(seller.shop, seller.market))
    async with httpx.AsyncClient(transport=transport, base_url="https://tiktok.invalid") as client:
        reply = await client.post(path, params=query, content=body, headers=headers)
    assert reply.json()["code"] == code


@pytest.mark.parametrize("body", [b"[1]", b"{", b"\xff"])
def test_a_body_that_is_no_json_object_is_36009004(seller: Any, body: Any) -> None:
    path, query = "/product/202502/products/search", seller.query(page_size="10")
    query["sign"] = seller.sign(path, query, body)
    reply = seller.raw("POST", path, query, body, {"content-type": "application/json"})
    assert reply.code == 36009004


def test_an_upload_that_is_not_multipart_is_36009023(seller: Any) -> None:
    path, query = "/product/202309/images/upload", seller.query(cipher=False)
    query["sign"] = seller.sign(path, query, b"x")
    headers = {"content-type": "application/json"}
    assert seller.raw("POST", path, query, b"x", headers).code == 36009023


def test_more_calls_than_the_allowance_are_429_until_it_is_refilled(seller_with: Any) -> None:
    seller = seller_with(calls_per_second=0.01)
    assert seller.send("GET", SHOPS, cipher=False).code == 0
    reply = seller.send("GET", SHOPS, cipher=False)
    assert (reply.status, reply.code) == (429, 36009002)
    assert int(reply.headers["retry-after"]) in (99, 100)
    seller.later(100)
    assert seller.send("GET", SHOPS, cipher=False).code == 0


def test_calls_at_the_allowed_pace_are_never_refused(seller_with: Any) -> None:
    seller = seller_with(calls_per_second=2)
    codes = []
    for _ in range(8):
        codes.append(seller.send("GET", SHOPS, cipher=False).code)
        seller.later(0.5)
    assert codes == [0] * 8
