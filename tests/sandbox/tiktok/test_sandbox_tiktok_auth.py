"""Consent, codes and tokens."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

SHOPS = "/authorization/202309/shops"


def exchange(seller: Any, **changes: str) -> Any:
    query = {
        "app_key": seller.keys["app_key"],
        "app_secret": seller.keys["app_secret"],
        "grant_type": "authorized_code",
        **changes,
    }
    return seller.raw("GET", "/api/v2/token/get", query)


def refresh(seller: Any, token: str) -> Any:
    query = {
        "app_key": seller.keys["app_key"],
        "app_secret": seller.keys["app_secret"],
        "grant_type": "refresh_token",
        "refresh_token": token,
    }
    return seller.raw("GET", "/api/v2/token/refresh", query)


def consent(seller: Any, decision: str = "allow") -> dict[str, list[str]]:
    service = seller.keys["service_id"]
    body = f"service_id={service}&state=s%2B1&account=tiktok&decision={decision}".encode()
    headers = {"content-type": "application/x-www-form-urlencoded", "host": "127.0.0.1:8783"}
    reply = seller.raw("POST", "/open/authorize", {}, body, headers)
    assert reply.status == 302
    return parse_qs(urlsplit(reply.headers["location"]).query)


def test_the_consent_page_offers_the_shops_and_escapes_the_state(seller: Any) -> None:
    query = {"service_id": seller.keys["service_id"], "state": '"><b>'}
    call = seller.raw("GET", "/open/authorize", query).call
    answer = seller.shop.answer(call)
    assert answer.headers["content-type"].startswith("text/html")
    assert 'value="tiktok"' in answer.body
    assert "<b>" not in answer.body


def test_an_unknown_app_gets_no_consent_page(seller: Any) -> None:
    assert seller.raw("GET", "/open/authorize", {"service_id": "1"}).status == 400
    assert seller.raw("GET", "/oauth/authorize", {"app_key": "1"}).status == 400
    old = {"app_key": seller.keys["app_key"], "state": "x"}
    assert seller.raw("GET", "/oauth/authorize", old).status == 200


def test_a_code_is_exchanged_once_for_tokens_with_absolute_ends(seller: Any) -> None:
    back = consent(seller)
    assert back["state"] == ["s+1"]
    reply = exchange(seller, auth_code=back["code"][0])
    assert (reply.code, reply.message) == (0, "success")
    assert abs(reply.data["access_token_expire_in"] - time.time() - 604_800) < 5
    assert reply.data["refresh_token_expire_in"] > 2**32
    assert exchange(seller, auth_code=back["code"][0]).code == 36004004
    seller.keys["access_token"] = reply.data["access_token"]
    assert seller.send("GET", SHOPS, cipher=False).code == 0


def test_a_stale_code_is_refused(seller: Any) -> None:
    code = consent(seller)["code"][0]
    shelf = seller.market.shelf
    shelf.put("code", code, {**shelf.get("code", code), "until": time.time() - 1})
    assert exchange(seller, auth_code=code).code == 36004004


def test_a_seller_who_declines_comes_back_without_a_code(seller: Any) -> None:
    back = consent(seller, "deny")
    assert back == {"code": ["null"], "error": ["auth_denied"], "state": ["s+1"]}


def test_consent_goes_back_to_the_registered_address(seller: Any) -> None:
    seller.market.store.set_setting("tiktok.redirect", "http://127.0.0.1:9000/back")
    service = seller.keys["service_id"]
    body = f"service_id={service}&decision=allow".encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    reply = seller.raw("POST", "/open/authorize", {}, body, headers)
    assert reply.headers["location"].startswith("http://127.0.0.1:9000/back?code=ROW_")


def test_consent_for_an_unknown_account_is_refused(seller: Any) -> None:
    body = f"service_id={seller.keys['service_id']}&account=x&decision=allow".encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert seller.raw("POST", "/open/authorize", {}, body, headers).status == 400


def test_the_callback_page_shows_the_code_to_copy(seller: Any) -> None:
    call = seller.raw("GET", "/open/callback", {"code": "ROW_1"}).call
    assert "<code>ROW_1</code>" in seller.shop.answer(call).body


@pytest.mark.parametrize("name", ["app_key", "app_secret", "grant_type"])
def test_an_exchange_with_wrong_app_data_is_refused_and_burns_nothing(
    seller: Any, name: Any
) -> None:
    code = consent(seller)["code"][0]
    reply = exchange(seller, auth_code=code, **{name: "wrong"})
    assert reply.code == 36009004
    assert name in reply.message
    assert exchange(seller, auth_code=code).code == 0


def test_a_refresh_gives_a_new_pair_and_ends_the_old_one(seller: Any) -> None:
    first = dict(seller.keys)
    fresh = refresh(seller, first["refresh_token"])
    assert fresh.data["refresh_token"] != first["refresh_token"]
    assert refresh(seller, first["refresh_token"]).code == 36004004
    assert seller.send("GET", SHOPS, cipher=False).code == 36009004
    seller.keys["access_token"] = fresh.data["access_token"]
    assert seller.send("GET", SHOPS, cipher=False).code == 0
    assert refresh(seller, fresh.data["refresh_token"]).code == 0


def test_credentials_are_steady_but_their_tokens_are_fresh(seller: Any, seller_with: Any) -> None:
    again = seller.shop.credentials()
    assert again["shop_cipher"] == seller.keys["shop_cipher"]
    assert again["access_token"] != seller.keys["access_token"]
    assert seller.send("GET", SHOPS, cipher=False).code == 0
    second, third = seller_with("b").keys, seller_with("c").keys
    assert len({again["shop_cipher"], second["shop_cipher"], third["shop_cipher"]}) == 3
    assert seller_with("b").keys["shop_cipher"] == second["shop_cipher"]
