from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine

from ocopctl.sandbox.lazada import Lazada
from ocopctl.sandbox.market import Answer, Call

BACK = "http://127.0.0.1:8123/callback"


def _consent(seller: Any, **changes: str) -> Answer:
    query = {
        "response_type": "code",
        "force_auth": "true",
        "redirect_uri": BACK,
        "client_id": seller.keys["app_key"],
        "state": "s p",
        **changes,
    }
    answer = seller.send(Call("GET", "/oauth/authorize", list(query.items()), {}, b""))
    assert isinstance(answer, Answer)
    return answer


def _code(seller: Any) -> str:
    return parse_qs(urlsplit(_consent(seller).headers["location"]).query)["code"][0]


def test_consent_sends_the_browser_back_with_a_code_and_the_state(seller: Any) -> None:
    answer = _consent(seller)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    assert answer.status == 302
    assert answer.headers["location"].startswith(BACK + "?")
    assert back["code"][0].startswith(f"0_{seller.keys['app_key']}_")
    assert back["state"] == ["s p"]


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "https://evil.test/x"},
        {"client_id": "1"},
        {"response_type": "token"},
        {"country": "sg"},
        {"redirect_uri": "http://[broken"},
    ],
    ids=lambda one: next(iter(one.items())),
)
def test_a_wrong_consent_address_shows_a_page(seller: Any, change: dict[str, str]) -> None:
    answer = _consent(seller, **change)
    assert "location" not in answer.headers
    assert answer.headers["content-type"].startswith("text/html")


def test_a_code_becomes_tokens_once(seller: Any) -> None:
    code = _code(seller)
    answer = seller.get("/auth/token/create", token=False, code=code)
    assert answer["code"] == "0"
    assert (answer["expires_in"], answer["refresh_expires_in"]) == (864000, 4320000)
    assert answer["country_user_info"][0]["seller_id"] == "200100200"
    seller.use({**seller.keys, **answer})
    assert seller.get("/seller/get")["data"]["short_code"] == "VNFAKE0001"
    assert seller.post("/auth/token/create", token=False, code=code)["code"] == "InvalidCode"


def test_a_code_dies_after_half_an_hour(seller: Any) -> None:
    code = _code(seller)
    with time_machine.travel(time.time() + 1801):
        answer = seller.get("/auth/token/create", token=False, code=code)
    assert answer["code"] == "InvalidCode"


def test_a_code_of_another_app_is_refused(seller: Any) -> None:
    code = _code(seller)
    seller.use(seller.lazada.credentials("lazada-hanoi"))
    assert seller.get("/auth/token/create", token=False, code=code)["code"] == "InvalidCode"


def test_refreshing_gives_a_new_pair_and_the_consent_runs_on(seller: Any) -> None:
    old = seller.keys
    with time_machine.travel(time.time() + 1000):
        answer = seller.post("/auth/token/refresh", token=False, refresh_token=old["refresh_token"])
    assert answer["access_token"] != old["access_token"]
    assert answer["refresh_token"] != old["refresh_token"]
    assert answer["refresh_expires_in"] in (4319000, 4318999)
    assert "country_user_info_list" in answer
    assert "country_user_info" not in answer


def test_the_old_access_token_stops_a_minute_after_a_refresh(seller: Any) -> None:
    token = seller.keys["refresh_token"]
    seller.get("/auth/token/refresh", token=False, refresh_token=token)
    assert seller.get("/seller/get")["code"] == "0"
    with time_machine.travel(time.time() + 61):
        assert seller.get("/seller/get")["code"] == "IllegalAccessToken"


def test_a_lost_refresh_answer_can_be_asked_for_again(seller: Any) -> None:
    token = seller.keys["refresh_token"]
    first = seller.get("/auth/token/refresh", token=False, refresh_token=token)
    second = seller.get("/auth/token/refresh", token=False, refresh_token=token)
    assert second["code"] == "0"
    assert second["access_token"] != first["access_token"]


def test_a_refresh_token_ends_with_its_consent(seller: Any) -> None:
    with time_machine.travel(time.time() + 4_320_001):
        answer = seller.get(
            "/auth/token/refresh", token=False, refresh_token=seller.keys["refresh_token"]
        )
    assert answer["code"] == "IllegalRefreshToken"


def test_a_refresh_with_an_access_token_is_refused(seller: Any) -> None:
    token = seller.keys["refresh_token"]
    answer = seller.get("/auth/token/refresh", refresh_token=token)
    assert answer["code"] == "IllegalAccessToken"


def test_accounts_count_on_from_the_default_one(seller: Any) -> None:
    second, third = (seller.lazada.credentials(name) for name in ("lazada-a", "lazada-b"))
    assert seller.keys["app_key"] == "900001"
    assert seller.keys["app_secret"] == "ocop-fake-secret-0001"
    assert (second["app_key"], third["app_key"]) == ("900002", "900003")
    assert seller.lazada.credentials("lazada-a")["app_key"] == "900002"


def test_a_new_process_goes_on_from_the_same_file(new_seller: Any, tmp_path: Any) -> None:
    first = new_seller(path=tmp_path / "market.db")
    item_id, _ = first.made(first.plain(first.picture()))
    second = new_seller(path=tmp_path / "market.db")
    assert isinstance(second.lazada, Lazada)
    second.use(first.keys)
    assert second.item(item_id)["skus"][0]["SellerSku"] == "BT-01"
    other, _ = second.made(second.plain(second.picture(), second.sku("BT-02")))
    assert int(other) == int(item_id) + 1
