from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandbox.shopee.conftest import Seller

BACK = "https://ocop.example.vn/xong?nho=làng"
CODE, NEXT = "auth/token/get", "auth/access_token/get"


async def consent(seller: Seller, redirect: str = BACK, **query: str) -> dict[str, str]:
    signed = seller.signed("shop/auth_partner")
    params = {**signed, "redirect": redirect, **query}
    sent = await seller.send("GET", "/api/v2/shop/auth_partner", params=params)
    assert sent.status_code == 302, sent.text
    query_back = parse_qs(urlsplit(sent.headers["location"]).query)
    return {name: values[0] for name, values in query_back.items()}


def bought(code: str, shop_id: int = 900000001) -> dict[str, Any]:
    return {"code": code, "partner_id": 2009001, "shop_id": shop_id}


def traded(token: str, shop_id: int = 900000001) -> dict[str, Any]:
    return {"refresh_token": token, "partner_id": 2009001, "shop_id": shop_id}


async def test_consent_keeps_the_query_and_buys_a_flat_pair_once(seller: Seller) -> None:
    back = await consent(seller)
    assert (back["nho"], back["shop_id"]) == ("làng", "900000001")
    pair = await seller.post(CODE, bought(back["code"]))
    assert (pair["error"], pair["expire_in"], "response" in pair) == ("", 14400, False)
    seller.keys["access_token"] = pair["access_token"]
    assert (await seller.get("shop/get_shop_info"))["region"] == "VN"
    assert (await seller.post(CODE, bought(back["code"])))["error"] == "invalid_code"


async def test_a_code_lives_ten_minutes_and_belongs_to_its_shop(seller: Seller) -> None:
    other = int(seller.shopee.credentials("shopee-hanoi")["shop_id"])
    back = await consent(seller, shop_id="900000001")
    assert (await seller.post(CODE, bought(back["code"], other)))["error"] == "invalid_shop_id"
    seller.clock.passed = 600
    assert (await seller.post(CODE, bought(back["code"])))["error"] == "invalid_code"


async def test_the_newer_link_is_unsigned_and_returns_the_state(seller: Seller) -> None:
    link = {"partner_id": 2009001, "auth_type": "seller", "response_type": "code"}
    params = {**link, "redirect_uri": BACK, "state": "s1"}
    sent = await seller.send("GET", "/auth", params=params)
    assert "state=s1" in sent.headers["location"]
    for wrong in ({"auth_type": "x"}, {"redirect_uri": "http://localhost:8000"}):
        refused = await seller.send("GET", "/auth", params={**params, **wrong})
        assert refused.json()["error"] == "error_param"


async def test_with_several_shops_the_person_chooses(seller: Seller) -> None:
    other = seller.shopee.credentials("shopee-hanoi")["shop_id"]
    params = {**seller.signed("shop/auth_partner"), "redirect": BACK}
    sent = await seller.send("GET", "/api/v2/shop/auth_partner", params=params)
    assert sent.status_code == 200
    assert f"shop_id={other}" in sent.text
    assert (await consent(seller, shop_id=other))["shop_id"] == other


async def test_a_refresh_token_is_good_once_and_its_access_token_five_minutes_more(
    seller: Seller,
) -> None:
    first = seller.keys["refresh_token"]
    pair = await seller.post(NEXT, traded(first))
    assert pair["error"] == ""
    again = await seller.post(NEXT, traded(first))
    assert again["message"].startswith("Your refresh token or shop_id is wrong")
    assert (await seller.get("shop/get_shop_info"))["error"] == ""
    seller.clock.passed = 300
    assert (await seller.get("shop/get_shop_info"))["error"] == "invalid_acceess_token"
    assert (await seller.post(NEXT, traded(pair["refresh_token"])))["error"] == ""


async def test_tokens_expire(seller: Seller) -> None:
    seller.clock.passed = 14400
    assert (await seller.get("shop/get_shop_info"))["error"] == "invalid_acceess_token"
    seller.clock.passed = 30 * 86400
    answer = await seller.post(NEXT, traded(seller.keys["refresh_token"]))
    assert answer["error"] == "error_refresh_token"


async def test_a_refresh_token_is_bound_to_its_shop_and_app(seller: Seller) -> None:
    other = int(seller.shopee.credentials("shopee-hanoi")["shop_id"])
    token = seller.keys["refresh_token"]
    assert (await seller.post(NEXT, traded(token, other)))["error"] == "error_param"
    assert (await seller.post(NEXT, traded(token, 5)))["error"] == "shop_no_linked"
    body = {**traded(token), "partner_id": 2009002}
    assert (await seller.post(NEXT, body))["error"] == "error_param"
    body = {**traded(token), "merchant_id": 1}
    assert (await seller.post(NEXT, body))["error"] == "error_param"
    body = {**traded(token), "shop_id": "900000001"}
    assert "cannot unmarshal string" in (await seller.post(NEXT, body))["message"]


async def test_refresh_ends_with_the_consent(seller: Seller) -> None:
    seller.clock.passed = 365 * 86400
    answer = await seller.post(NEXT, traded(seller.keys["refresh_token"]))
    assert answer["error"] == "shop_access_expired"


async def test_shops_by_partner_has_no_error_field(seller: Seller) -> None:
    answer = await seller.get("public/get_shops_by_partner", page_no=1, page_size=100)
    assert "error" not in answer
    assert [shop["shop_id"] for shop in answer["authed_shop_list"]] == [900000001]


async def test_public_calls_bear_empty_token_and_shop(seller: Seller) -> None:
    extra = {"access_token": "", "shop_id": ""}
    answer = await seller.get("public/get_shops_by_partner", **extra)
    assert answer["authed_shop_list"]


async def test_accounts_are_counted_on_and_survive_the_process(opened: Any, tmp_path: Path) -> None:
    path = tmp_path / "market.db"
    seller = opened(path)
    assert seller.shopee.credentials("b")["shop_id"] == "900000002"
    assert seller.shopee.credentials("c")["shop_id"] == "900000003"
    item_id = await seller.item()
    again = opened(path)
    assert again.shopee.credentials("b")["shop_id"] == "900000002"
    assert (await again.read(item_id))["item_sku"] == "BT-01"
    again.keys["access_token"] = seller.keys["access_token"]
    assert (await again.get("shop/get_shop_info"))["error"] == ""
    assert await again.item() == item_id + 1
