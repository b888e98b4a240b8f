"""Faults that each marketplace has words for: said its own way, and meant."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

CODES: dict[str, dict[str, str]] = {
    "rate-limited": {
        "shopee": "error_rate_limit",
        "lazada": "ApiCallLimit",
        "tiktok": "36009002",
        "tiki": "Too many requests",
    },
    "quota": {
        "shopee": "error_limit",
        "lazada": "AppCallLimit",
        "tiktok": "36009037",
        "tiki": "Daily quota exceeded",
    },
    "error-body": {
        "shopee": "product.error_system_busy",
        "lazada": "ServiceTimeout",
        "tiktok": "36009003",
        "tiki": "Internal server error",
    },
    "token-expired": {
        "shopee": "invalid_acceess_token",
        "lazada": "IllegalAccessToken",
        "tiktok": "105002",
        "tiki": "Unauthorized: access token is invalid or expired",
    },
}


@pytest.mark.parametrize("fault", CODES)
async def test_a_refusal_has_the_words_of_its_marketplace(
    weather: Any, stranger: Any, fault: str
) -> None:
    weather.strike(fault)
    answer = await weather.send(stranger, stranger.listing())
    code = CODES[fault][stranger.name]
    assert code in answer.text
    assert weather.last()["answer"] == f"{fault} {code}"
    if fault == "error-body":
        assert answer.status_code == 200


async def test_too_many_calls_are_429_with_and_without_retry_after(
    weather: Any, stranger: Any
) -> None:
    weather.strike("rate-limited")
    bare = await weather.send(stranger, stranger.listing())
    weather.strike("rate-limited-after", seconds=6.5)
    told = await weather.send(stranger, stranger.listing())
    assert (bare.status_code, told.status_code) == (429, 429)
    assert "retry-after" not in bare.headers
    assert told.headers["retry-after"] == "7"


async def test_tiktoks_day_of_new_listings_is_used_up_at_a_creation(weather: Any) -> None:
    stranger = weather.stranger("tiktok")
    picture = await weather.picture(stranger)
    weather.strike("quota")
    answer = await weather.send(stranger, stranger.creation("BT-01", picture))
    assert answer.json()["code"] == 12052093


async def test_an_expired_token_stays_so_until_it_is_renewed(weather: Any, stranger: Any) -> None:
    weather.strike("token-expired", count=1)
    refused = [(await weather.send(stranger, stranger.listing())).text for _call in range(2)]
    assert all(CODES["token-expired"][stranger.name] in text for text in refused)
    renewed = stranger.tokens((await weather.send(stranger, stranger.renewal())).json())
    fresh = stranger.with_tokens(renewed)
    assert stranger.total((await weather.send(fresh, fresh.listing())).json()) == 0
    struck = [told for _endpoint, told, *_ in weather.calls() if "token-expired" in told]
    assert len(struck) == 1


async def test_a_lost_refresh_has_been_carried_out(weather: Any, stranger: Any) -> None:
    weather.strike("refresh-lost")
    with pytest.raises(httpx.ReadError):
        await weather.send(stranger, stranger.renewal())
    assert weather.last()["answer"].split()[0] == "refresh-lost"
    assert weather.last()["lost"]
    await weather.send(stranger, stranger.listing())
    assert "refresh-lost" not in weather.last()["answer"]
    if stranger.name == "lazada":  # whose refresh token goes on working
        return
    weather.clear()
    again = await weather.send(stranger, stranger.renewal())
    assert '"access_token":"' not in again.text


async def test_an_empty_list_has_the_shape_of_one(weather: Any, stranger: Any) -> None:
    empty = (await weather.send(stranger, stranger.listing())).json()
    picture = await weather.picture(stranger)
    await weather.send(stranger, stranger.creation("BT-01", picture))
    assert await weather.listed(stranger) == 1
    weather.strike("empty-list")
    answer = (await weather.send(stranger, stranger.listing())).json()
    assert stranger.total(answer) == 0
    assert outline(answer) == outline(empty)
    assert weather.last()["answer"].split()[0] == "empty-list"


def outline(body: Any) -> Any:
    """Return a body without what differs from answer to answer."""
    return {name: value for name, value in body.items() if name != "request_id"}


async def test_a_repeated_page_is_the_first_one_again(weather: Any, stranger: Any) -> None:
    picture = await weather.picture(stranger)
    for number in range(2):
        await weather.send(stranger, stranger.creation(f"BT-0{number}", picture))
    assert await weather.listed(stranger) == 2
    first = (await weather.send(stranger, stranger.listing(size=1))).json()
    after = {"after": first["data"]["next_page_token"]} if stranger.name == "tiktok" else {}
    further = stranger.listing(page=2, size=1, **after)
    second = (await weather.send(stranger, further)).json()
    assert outline(second) != outline(first)
    weather.strike("repeated-page")
    again = (await weather.send(stranger, stranger.listing(size=1))).json()
    assert "repeated-page" not in weather.last()["answer"]
    repeated = (await weather.send(stranger, further)).json()
    assert outline(repeated) == outline(again) == outline(first)
    assert weather.last()["answer"].split()[0] == "repeated-page"


async def test_a_refused_review_ends_off_sale_with_the_platforms_reason(
    weather: Any, stranger: Any
) -> None:
    picture = await weather.picture(stranger)
    weather.strike("review-refused")
    await weather.send(stranger, stranger.listing())
    made = (await weather.send(stranger, stranger.creation("BT-01", picture))).json()
    assert [told.split()[0] for _e, told, *_ in weather.calls() if "review" in told] == [
        "review-refused"
    ]
    await weather.listed(stranger)
    number = stranger.made(made)
    reason = (await weather.send(stranger, told_why(stranger, number))).text
    assert "chính sách" in reason, reason
    shown = [one.status for one in weather.market.emulator(stranger.name).listings()]
    assert shown == ["rejected"]


def told_why(stranger: Any, number: str) -> httpx.Request:
    """Return the call by which a marketplace tells why a review said no."""
    match stranger.name:
        case "shopee":
            path = "product/get_item_violation_info"
            return stranger.signed("GET", path, [("item_id_list", number)])
        case "lazada":
            params = stranger.params("/product/item/get", {"item_id": number})
            return stranger.request("GET", "/rest/product/item/get", params=params)
        case "tiktok":
            return stranger.signed("GET", f"/product/202309/products/{number}", {})
        case _:
            return stranger.bearing("GET", f"v2/tracking/{number}")
