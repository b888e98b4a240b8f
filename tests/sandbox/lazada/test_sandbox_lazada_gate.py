from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
import time_machine

from ocopctl.sandbox.app import application
from ocopctl.sandbox.lazada import gate
from ocopctl.sandbox.market import Call, Settings

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "vectors" / "lazada.json").read_text("utf-8")
)["vectors"]
SIGNED = [one for one in VECTORS if one["kind"] == "sign"]
WIRE = [one for one in VECTORS if one["kind"] == "wire"]
CLOCK = 1767595695


@pytest.mark.parametrize("vector", SIGNED, ids=lambda one: one["name"])
def test_the_emulator_computes_the_digests_of_other_clients(vector: dict[str, Any]) -> None:
    inputs = vector["inputs"]
    found = gate.signature(inputs["app_secret"], inputs["api_path"], inputs["params"])
    assert found == vector["expected"]["sign"]


def _body(request: dict[str, Any]) -> tuple[str, bytes]:
    if "form_fields" not in request:
        return request["content_type"] or "", request.get("raw_body", "").encode()
    pieces = [
        f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in request["form_fields"].items()
    ]
    for part in request["file_parts"]:
        head = f'name="{part["name"]}"; filename="{part["filename"]}"'
        pieces.append(f"--xx\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode())
        pieces.append(bytes.fromhex(part["bytes_hex"]) + b"\r\n")
    return "multipart/form-data; boundary=xx", b"".join(pieces) + b"--xx--\r\n"


@pytest.mark.parametrize("vector", WIRE, ids=lambda one: one["name"])
async def test_requests_captured_from_other_clients_pass_the_signature(
    seller: Any, vector: dict[str, Any]
) -> None:
    request = vector["inputs"]["request"]
    media_type, content = _body(request)
    transport = httpx.ASGITransport(application(seller.lazada, seller.market))
    url = f"http://lazada.test{request['path']}?{request['raw_query']}"
    with time_machine.travel(CLOCK, tick=False):
        async with httpx.AsyncClient(transport=transport) as client:
            answer = await client.request(
                request["http_method"], url, content=content, headers={"content-type": media_type}
            )
    assert answer.json()["code"] == "IllegalAccessToken"


def _code(seller: Any, **changes: str) -> str:
    """Send /seller/get with its signed parameters changed after signing; None drops one."""
    params = {**seller.params("/seller/get", {}), **changes}
    query = [(name, value) for name, value in params.items() if value]
    return str(seller.send(Call("GET", "/rest/seller/get", query, {}, b"")).body["code"])


@pytest.mark.parametrize("name", ["app_key", "timestamp", "sign_method", "sign", "access_token"])
def test_a_mandatory_parameter_left_out_is_named(seller: Any, name: str) -> None:
    params = seller.params("/seller/get", {})
    del params[name]
    if name == "access_token":
        params = seller.signed("/seller/get", {k: v for k, v in params.items() if k != "sign"})
    answer = seller.send(Call("GET", "/rest/seller/get", list(params.items()), {}, b"")).body
    assert answer["code"] == "MissingParameter"
    assert f'"{name}"' in answer["message"]
    assert answer["type"] == "ISV"


def test_a_wrong_digest_is_refused(seller: Any) -> None:
    assert _code(seller, sign="0" * 64) == "IncompleteSignature"


def test_a_lower_case_digest_is_refused(seller: Any) -> None:
    digest = seller.params("/seller/get", {})["sign"].lower()
    assert _code(seller, sign=digest) == "IncompleteSignature"


def test_a_parameter_added_after_signing_is_refused(seller: Any) -> None:
    assert _code(seller, limit="5") == "IncompleteSignature"


def test_the_old_sign_method_is_refused(seller: Any) -> None:
    assert _code(seller, sign_method="hmac") == "IncompleteSignature"


def test_an_unknown_app_is_refused(seller: Any) -> None:
    assert _code(seller, app_key="1") == "InvalidAppKey"


@pytest.mark.parametrize("shift", [-7300, 7300])
def test_a_clock_two_hours_off_is_refused(seller: Any, shift: int) -> None:
    stamp = str(int((time.time() + shift) * 1000))
    assert _code(seller, timestamp=stamp) == "IllegalTimestamp"


def test_a_timestamp_in_seconds_is_refused(seller: Any) -> None:
    assert _code(seller, timestamp=str(int(time.time()))) == "IllegalTimestamp"


def test_an_iso_timestamp_is_taken(seller: Any) -> None:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    assert seller.get("/seller/get", timestamp=stamp)["code"] == "0"


def test_a_clock_one_hour_off_is_taken(seller: Any) -> None:
    stamp = str(int((time.time() - 3600) * 1000))
    assert seller.get("/seller/get", timestamp=stamp)["code"] == "0"


def test_a_made_up_token_is_refused(seller: Any) -> None:
    assert seller.get("/seller/get", access_token="50000x")["code"] == "IllegalAccessToken"


def test_a_token_of_another_shop_is_refused(seller: Any) -> None:
    other = seller.lazada.credentials("lazada-hanoi")
    token = other["access_token"]
    assert seller.get("/seller/get", access_token=token)["code"] == "IllegalAccessToken"


def test_an_expired_token_is_refused(seller: Any) -> None:
    with time_machine.travel(time.time() + 864_001):
        assert seller.get("/seller/get")["code"] == "IllegalAccessToken"


def test_a_path_without_rest_is_not_found(seller: Any) -> None:
    assert seller.send(Call("GET", "/seller/get", [], {}, b"")).status == 404


def test_an_unknown_path_is_named_as_such(seller: Any) -> None:
    assert seller.get("/brands/get")["code"] == "InvalidApiPath"


def test_a_write_by_get_and_a_read_by_post_are_refused(seller: Any) -> None:
    path = "/product/stock/sellable/update"
    assert seller.get(path, payload="{}")["code"] == "UnsupportedHTTPMethod"
    assert seller.post("/products/get", filter="all")["code"] == "UnsupportedHTTPMethod"


def test_a_json_body_is_not_read(seller: Any) -> None:
    query = list(seller.params("/product/create", {}).items())
    body = json.dumps({"payload": "{}"}).encode()
    headers = {"content-type": "application/json"}
    answer = seller.send(Call("POST", "/rest/product/create", query, headers, body)).body
    assert answer["code"] == "MissingParameter"


def test_the_body_wins_over_the_query(seller: Any) -> None:
    params = seller.params("/product/create", {"payload": "neither"})
    query = [(name, value) for name, value in params.items() if name != "payload"]
    headers = {"content-type": "application/x-www-form-urlencoded"}
    call = Call(
        "POST", "/rest/product/create", [*query, ("payload", "x")], headers, b"payload=neither"
    )
    assert seller.send(call).body["code"] == "5"


def test_empty_parameters_are_left_out_of_the_digest(seller: Any) -> None:
    query = [*seller.params("/seller/get", {}).items(), ("debug", "")]
    assert seller.send(Call("GET", "/rest/seller/get", query, {}, b"")).body["code"] == "0"


def test_bytes_that_are_not_text_are_a_bad_signature(seller: Any) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    call = Call("POST", "/rest/product/create", [], headers, b"payload=\xff\xfe")
    assert seller.send(call).body["code"] == "IncompleteSignature"


def test_too_many_calls_a_second_are_banned_for_a_second(new_seller: Any) -> None:
    seller = new_seller(Settings(calls_per_second=2))
    codes = [seller.get("/seller/get")["code"] for _ in range(3)]
    assert codes == ["0", "0", "ApiCallLimit"]
    seller.market.clock.advance(1.1)
    assert seller.get("/seller/get")["code"] == "0"


def test_categories_attributes_and_brands_need_no_token(seller: Any) -> None:
    assert seller.get("/category/tree/get", token=False)["code"] == "0"
    answer = seller.get("/category/attributes/get", token=False, primary_category_id="10101107")
    assert answer["code"] == "0"
    assert seller.get("/category/brands/query", token=False)["code"] == "0"


async def test_the_history_names_shop_endpoint_and_skus(seller: Any) -> None:
    transport = httpx.ASGITransport(application(seller.lazada, seller.market))
    wanted = {"filter": "all", "sku_seller_list": '["BT-01"]'}
    params = seller.params("/products/get", wanted)
    async with httpx.AsyncClient(transport=transport) as client:
        await client.get("http://lazada.test/rest/products/get", params=params)
    rows = list(seller.market.store.rows("SELECT shop, endpoint, skus, answer FROM calls"))
    assert rows == [("lazada", "products.get", '["BT-01"]', "0")]
