from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.sandbox.shopee.gate import signature

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data/vectors/shopee.json").read_text(encoding="utf-8")
)["vectors"]
INFO = "shop/get_shop_info"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_signs_like_the_clients_that_made_the_vectors(vector: dict[str, Any]) -> None:
    given = vector["inputs"]
    rest = (given["access_token"], str(given["shop_id"])) if given["level"] == "shop" else ()
    sign = signature(
        given["partner_key"],
        str(given["partner_id"]),
        given["path"],
        str(given["timestamp"]),
        *rest,
    )
    assert sign == vector["expected"]["sign"]


async def test_the_consent_link_of_the_vectors_is_let_in(seller: Seller) -> None:
    vector = next(one for one in VECTORS if "url" in one["expected"])
    sent = await seller.send("GET", vector["expected"]["url"].split(".com", 1)[1])
    assert sent.status_code == 302
    assert "x=1" in sent.headers["location"]


async def refusal(seller: Seller, **changes: str | None) -> tuple[int, str, str]:
    params = {**seller.signed(INFO), **changes}
    kept = {name: value for name, value in params.items() if value is not None}
    sent = await seller.send("GET", f"/api/v2/{INFO}", params=kept)
    return sent.status_code, sent.json()["error"], sent.json()["message"]


@pytest.mark.parametrize(
    ("changes", "status", "code", "message"),
    [
        ({"sign": "0" * 64}, 403, "error_sign", "Wrong sign."),
        ({"sign": "é"}, 403, "error_sign", "Wrong sign."),
        ({"sign": None}, 403, "error_param", "There is no sign in query."),
        ({"partner_id": None}, 403, "error_param", "There is no partner_id in query."),
        ({"timestamp": None}, 403, "error_param", "no timestamp"),
        ({"access_token": None}, 403, "error_param", "There is no access_token in query."),
        ({"shop_id": ""}, 403, "error_param", "There is no shop_id in query."),
        ({"partner_id": "x"}, 403, "error_param", "Partner_id is invalid, should be an"),
        ({"timestamp": "-1"}, 403, "error_param", "Timestamp is invalid, should be an"),
        ({"shop_id": "4294967296"}, 403, "error_param", "shop_id is invalid, should be an"),
        ({"partner_id": "7"}, 403, "invalid_partner_id", "Invalid partner_id, please"),
    ],
)
async def test_the_gateway_words_each_refusal(
    seller: Seller, changes: dict[str, str | None], status: int, code: str, message: str
) -> None:
    found = await refusal(seller, **changes)
    assert found[:2] == (status, code)
    assert found[2].startswith(message)


async def test_an_unknown_partner_is_told_before_a_wrong_sign(seller: Seller) -> None:
    assert (await refusal(seller, partner_id="7", sign="0"))[1] == "invalid_partner_id"


@pytest.mark.parametrize(("late", "code"), [(300, ""), (301, "error_param")])
async def test_a_timestamp_is_good_for_five_minutes(seller: Seller, late: int, code: str) -> None:
    for sign_of in (1, -1):
        signed = seller.signed(INFO)
        seller.clock.passed += sign_of * late
        sent = await seller.send("GET", f"/api/v2/{INFO}", params=signed)
        assert (sent.status_code, sent.json()["error"]) == (200, code)
        seller.clock.passed = 0


async def test_an_unknown_token_is_refused_with_the_misspelt_code(seller: Seller) -> None:
    seller.keys["access_token"] = "0" * 32
    sent = await seller.send("GET", f"/api/v2/{INFO}", params=seller.signed(INFO))
    assert (sent.status_code, sent.json()["error"]) == (403, "invalid_acceess_token")


async def test_a_token_of_another_shop_opens_nothing(seller: Seller) -> None:
    seller.keys["shop_id"] = seller.shopee.credentials("shopee-hanoi")["shop_id"]
    assert (await seller.get(INFO))["error"] == "invalid_acceess_token"


async def test_a_shop_that_gave_no_consent_is_not_linked(seller: Seller) -> None:
    seller.keys["shop_id"] = "900000077"
    assert (await seller.get(INFO))["error"] == "partner_shop_no_link"


async def test_another_app_does_not_reach_the_shop(seller: Seller) -> None:
    seller.keys |= {"partner_id": "2009002", "partner_key": "khóa-giả-Bát-Tràng-và-Vạn-Phúc"}
    assert (await seller.get(INFO))["error"] == "partner_shop_no_link"


async def test_a_call_signed_as_public_is_no_shop_call(seller: Seller) -> None:
    public = seller.signed(INFO, public=True)
    keys = {name: seller.keys[name] for name in ("access_token", "shop_id")}
    sent = await seller.send("GET", f"/api/v2/{INFO}", params={**public, **keys})
    assert sent.json()["error"] == "error_sign"


async def test_consent_ends_after_a_year(seller: Seller) -> None:
    seller.clock.passed = 365 * 86400
    assert (await seller.get(INFO))["error"] == "shop_no_linked"
    seller.keys = seller.shopee.credentials()
    assert (await seller.get(INFO))["error"] == ""


async def test_unknown_paths_are_json_and_wrong_methods_are_plain_text(seller: Seller) -> None:
    for path in ("/api/v2/product/nothing", "/api/v2/product/add_item/", "/"):
        sent = await seller.send("GET", path)
        assert (sent.status_code, sent.json()["error"]) == (404, "error_param")
    sent = await seller.send("GET", "/api/v2/product/add_item")
    assert sent.status_code == 500
    assert "invalid cid" in sent.text


async def test_an_allowance_used_up_refills_with_market_time(opened: Any) -> None:
    seller = opened(calls_per_second=2)
    codes = [(await seller.get(INFO))["error"] for _ in range(3)]
    assert codes == ["", "", "error_rate_limit"]
    seller.clock.advance(0.5)
    assert (await seller.get(INFO))["error"] == ""


async def test_history_names_shop_endpoint_skus_and_answer(seller: Seller) -> None:
    await seller.post("product/add_item", await seller.body(weight=0))
    rows = list(seller.market.store.rows("SELECT shop, endpoint, skus, answer FROM calls"))
    assert rows[-1] == ("shopee", "product.add_item", '["BT-01"]', "product.error_param")
    assert seller.effects("created") == []
