from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from ocopctl.sandbox.tiki.oauth import basic_pair

VECTORS = json.loads(Path("tests/data/vectors/tiki.json").read_text("utf-8"))["vectors"]
CONSENT = "/sc/oauth2/auth?response_type=code&redirect_uri=http://localhost:8080"
AGENT = {"user-agent": "x"}


def consent(practice: Any, keys: dict[str, str], more: str) -> dict[str, str]:
    answer = practice.raw("GET", f"{CONSENT}&client_id={keys['client_id']}&{more}", AGENT)
    assert answer.status == 302
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["expected"]["authorization"]])
def test_recorded_basic_headers_are_read_as_the_clients_meant(vector: dict[str, Any]) -> None:
    meant = vector["inputs"]
    read = basic_pair(vector["expected"]["authorization"])
    assert read == (meant["client_id"], meant["client_secret"])


def test_the_recorded_basic_request_gets_a_token(practice: Any) -> None:
    expected = VECTORS[0]["expected"]
    headers = AGENT | {
        "content-type": expected["content_type"],
        "authorization": expected["authorization"],
    }
    answer = practice.raw("POST", "/sc/oauth2/token", headers, expected["body"].encode())
    assert answer.status == 200
    assert answer.body["token_type"] == "bearer"
    assert answer.body["expires_in"] == 3600
    assert "refresh_token" not in answer.body


def test_the_recorded_post_request_gets_a_token(practice: Any) -> None:
    expected = VECTORS[1]["expected"]
    headers = AGENT | {"content-type": expected["content_type"]}
    answer = practice.raw("POST", "/sc/oauth2/token", headers, expected["body"].encode())
    assert answer.status == 200
    assert practice.api("GET", "v2/sellers/me", token=answer.body["access_token"]).status == 200


@pytest.mark.parametrize(
    "more", [{}, {"scope": ""}, {"scope": "product"}, {"client_id": "1000000000000001"}]
)
def test_harmless_differences_of_clients_are_taken(practice: Any, more: dict[str, str]) -> None:
    assert practice.token(grant_type="client_credentials", **more).status == 200


def test_each_app_answers_only_to_its_own_way_of_authentication(practice: Any) -> None:
    post = practice.emulator.credentials(app="in_house_post")
    assert practice.token(app=post, grant_type="client_credentials").body["error"] == (
        "invalid_client"
    )
    basic = {k: practice.keys[k] for k in ("client_id", "client_secret")}
    assert practice.form({"grant_type": "client_credentials"} | basic).status == 401
    both = practice.token(grant_type="client_credentials", client_secret="x")
    assert (both.status, both.body["error"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "x"}, 400, "unauthorized_client"),
        ({"grant_type": "client_credentials", "scope": "everything"}, 400, "invalid_scope"),
        ({"grant_type": "client_credentials", "client_id": "other"}, 400, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "never"}, 400, "invalid_grant"),
    ],
)
def test_bad_token_requests_are_refused(
    practice: Any, form: dict[str, str], status: int, error: str
) -> None:
    answer = practice.token(**form)
    assert (answer.status, answer.body["error"], answer.code) == (status, error, error)


def test_a_wrong_secret_and_a_broken_header_are_refused(practice: Any) -> None:
    wrong = practice.keys | {"client_secret": "no"}
    assert practice.token(app=wrong, grant_type="client_credentials").status == 401
    broken = {"authorization": "Basic %%%"}
    assert practice.form({"grant_type": "client_credentials"}, broken).status == 401


def test_the_token_endpoint_takes_only_posted_forms(practice: Any) -> None:
    assert practice.raw("GET", "/sc/oauth2/token", AGENT).status == 405
    headers = AGENT | {"content-type": "application/json"}
    assert practice.raw("POST", "/sc/oauth2/token", headers, b"{}").status == 400


def test_a_refresh_token_works_once_and_only_for_its_own_app(practice: Any) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": practice.keys["refresh_token"]}
    stranger = practice.emulator.credentials("other")
    assert practice.token(app=stranger, **form).body["error"] == "invalid_grant"
    first = practice.token(**form).body
    assert practice.token(**form).body["error"] == "invalid_grant"
    assert (
        practice.token(grant_type="refresh_token", refresh_token=first["refresh_token"]).status
        == 200
    )
    assert practice.api("GET", "v2/sellers/me", token=first["access_token"]).status == 200


def test_a_public_app_gets_its_tokens_by_consent(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public")
    back = consent(practice, keys, "state=12345678&scope=offline%20product")
    assert back["state"] == "12345678"
    form = {"code": back["code"], "redirect_uri": "http://localhost:8080"}
    answer = practice.token(app=keys, grant_type="authorization_code", **form)
    assert answer.body["scope"] == "offline product"
    assert answer.body["refresh_token"]
    again = practice.token(app=keys, grant_type="authorization_code", **form)
    assert again.body["error"] == "invalid_grant"
    assert practice.token(app=keys, grant_type="client_credentials").body["error"] == (
        "unauthorized_client"
    )


def test_without_the_offline_scope_there_is_no_refresh_token(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public_post")
    code = consent(practice, keys, "state=12345678&scope=product")["code"]
    pair = {k: keys[k] for k in ("client_id", "client_secret")}
    form = {"code": code, "redirect_uri": "http://localhost:8080"}
    answer = practice.form({"grant_type": "authorization_code"} | form | pair)
    assert "refresh_token" not in answer.body
    assert (
        practice.api("GET", "v2/sellers/me/warehouses", token=answer.body["access_token"]).status
        == 403
    )


def test_a_code_dies_after_ten_minutes_and_fits_one_redirect(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public")
    code = consent(practice, keys, "state=12345678")["code"]
    practice.clock.at += 601
    form = {"code": code, "redirect_uri": "http://localhost:8080"}
    late = practice.token(app=keys, grant_type="authorization_code", **form)
    assert late.body["error"] == "invalid_grant"
    fresh = consent(practice, keys, "state=12345678")["code"]
    other = {"code": fresh, "redirect_uri": "http://127.0.0.1:8765/callback"}
    assert practice.token(app=keys, grant_type="authorization_code", **other).status == 400


def test_a_short_state_and_an_unknown_scope_are_told_to_the_redirect(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public")
    assert consent(practice, keys, "state=1234567")["error"] == "invalid_state"
    assert consent(practice, keys, "state=12345678&scope=all%20of%20it")["error"] == "invalid_scope"


def test_an_inactive_seller_denies_consent_and_is_turned_away(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public")
    account = practice.market.shelf.get("account", "tiki") | {"active": 0}
    practice.market.shelf.put("account", "tiki", account, keys=["every"])
    back = consent(practice, keys, "state=12345678")
    assert (back["error"], back["error_code"]) == ("access_denied", "403")
    assert practice.api("GET", "v2/products").status == 403


@pytest.mark.parametrize("address", ["http://localhost:8080/", "http://evil.example", ""])
def test_an_unregistered_redirect_is_never_followed(practice: Any, address: str) -> None:
    keys = practice.emulator.credentials(app="public")
    query = (
        f"response_type=code&client_id={keys['client_id']}&redirect_uri={address}&state=12345678"
    )
    answer = practice.raw("GET", f"/sc/oauth2/auth?{query}", AGENT)
    assert answer.status == 400
    assert "location" not in answer.headers


def test_tokens_live_an_hour_of_wall_time(practice: Any) -> None:
    practice.clock.advance(7200)
    assert practice.api("GET", "v2/sellers/me").status == 200
    practice.clock.at += 3600
    answer = practice.api("GET", "v2/sellers/me")
    assert answer.status == 401
    assert answer.body["errors"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic eDp5"])
def test_a_call_without_a_good_token_is_refused(practice: Any, header: str) -> None:
    headers = AGENT | {"authorization": header}
    assert practice.raw("GET", "/integration/v2/sellers/me", headers).status == 401


@pytest.mark.parametrize("path", ["/integration/v2/sellers/me", "/sc/oauth2/token", "/nowhere"])
def test_the_gateway_turns_away_what_names_no_user_agent(practice: Any, path: str) -> None:
    answer = practice.raw("POST", path, {"user-agent": " "})
    assert answer.status == 403
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(answer.body)


def test_unknown_paths_methods_and_media_are_refused(practice: Any) -> None:
    assert practice.api("GET", "v3/products").status == 404
    assert practice.api("GET", "v2.1/categories").status == 404
    assert practice.api("POST", "v2.1/products/updateSku", {}).status == 405
    token = AGENT | {"authorization": f"Bearer {practice.keys['access_token']}"}
    html = token | {"accept": "text/html"}
    assert practice.raw("GET", "/integration/v2/sellers/me", html).status == 406
    text = token | {"content-type": "text/plain"}
    assert practice.raw("POST", "/integration/v2.1/requests", text, b"{}").status == 406


def test_calls_over_the_allowance_get_429_until_time_goes_by(make_practice: Any) -> None:
    practice = make_practice(calls_per_second=2)
    statuses = [practice.api("GET", "v2/sellers/me").status for _ in range(3)]
    assert statuses == [200, 200, 429]
    practice.clock.advance(0.5)
    assert practice.api("GET", "v2/sellers/me").status == 200


def test_accounts_have_ids_warehouses_and_apps_of_their_own(practice: Any) -> None:
    other = practice.emulator.credentials("tiki-hanoi")
    token = other["access_token"]
    assert other["client_id"] != practice.keys["client_id"]
    assert practice.api("GET", "v2/sellers/me", token=token).body["id"] == 50002
    rows = practice.api("GET", "v2/sellers/me/warehouses?status=1&type=1", token=token).body["data"]
    assert [row["id"] for row in rows] == [1134, 1115]
    assert practice.last.shop == "tiki-hanoi"


def test_a_consent_request_without_app_or_way_back_ends_on_a_page(practice: Any) -> None:
    keys = practice.emulator.credentials(app="public")
    assert practice.raw("POST", CONSENT, AGENT).status == 405
    assert practice.raw("GET", f"{CONSENT}&client_id=nobody", AGENT).status == 400
    in_house = practice.keys["client_id"]
    assert practice.raw("GET", f"{CONSENT}&client_id={in_house}", AGENT).status == 400
    token = CONSENT.replace("response_type=code", "response_type=token")
    answer = practice.raw("GET", f"{token}&client_id={keys['client_id']}&state=12345678", AGENT)
    assert "error=unsupported_response_type" in answer.headers["location"]


def test_token_forms_are_utf8_and_say_each_thing_once(practice: Any) -> None:
    headers = AGENT | {"content-type": "application/x-www-form-urlencoded"}
    for body in (b"\xff", b"grant_type=a&grant_type=b"):
        answer = practice.raw("POST", "/sc/oauth2/token", headers, body)
        assert (answer.status, answer.body["error"]) == (400, "invalid_request")


def test_dead_tokens_are_forgotten_when_new_ones_are_issued(practice: Any) -> None:
    practice.clock.at += 7200
    practice.token(grant_type="client_credentials")
    kept = practice.market.shelf.find("access", practice.keys["client_id"])
    assert len(kept) == 1


def test_a_token_that_is_not_tied_to_a_seller_is_refused(practice: Any) -> None:
    practice.market.shelf.delete("account", "tiki")
    assert practice.api("GET", "v2/sellers/me").status == 401
