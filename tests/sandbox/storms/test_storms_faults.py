"""What each fault does to a stranger's call, in-process, and what the history tells of it."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

PAST_NOW = 3


async def create(weather: Any, stranger: Any, fault: str, **fields: Any) -> httpx.Response:
    """Create a listing under a fault."""
    picture = await weather.picture(stranger)
    weather.strike(fault, **fields)
    return await weather.send(stranger, stranger.creation("BT-01", picture))


@pytest.mark.parametrize(("fault", "made"), [("reset-before", 0), ("reset-after", 1)])
async def test_a_reset_looks_the_same_whether_the_listing_was_made_or_not(
    weather: Any, stranger: Any, fault: str, made: int
) -> None:
    with pytest.raises(httpx.ReadError) as caught:
        await create(weather, stranger, fault)
    assert str(caught.value) == "the practice market's storm cut the connection"
    told = weather.last()
    assert (told["answer"].split()[0], told["lost"]) == (fault, True)
    assert told["skus"] == ["BT-01"]
    assert await weather.listed(stranger) == made


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        ("error-before", 0),
        ("error-after", 1),
        ("error-body", 0),
        ("never-applied", 0),
        ("html-body", 0),
        ("redirect", 0),
        ("quota", 0),
        ("rate-limited", 0),
        ("token-expired", 0),
        ("latency", 1),
        ("slow-body", 1),
        ("broken-body", 1),
        ("deep-json", 1),
        ("wrong-types", 1),
    ],
)
async def test_a_fault_comes_before_or_after_the_effect_in_all_four(
    weather: Any, stranger: Any, fault: str, made: int
) -> None:
    await create(weather, stranger, fault)
    assert weather.last()["answer"].split()[0] == fault
    assert weather.last()["lost"] is (fault == "broken-body")
    if fault == "token-expired":
        weather.clear()
        tokens = (await weather.send(stranger, stranger.renewal())).json()
        stranger = stranger.with_tokens(stranger.tokens(tokens))
    assert await weather.listed(stranger) == made


async def test_errors_are_of_the_5xx_kind_and_not_always_the_same(weather: Any, tiki: Any) -> None:
    weather.strike("error-before")
    seen = {(await weather.send(tiki, tiki.listing())).status_code for _call in range(20)}
    assert seen <= {500, 502, 503, 504}
    assert len(seen) > 1


async def test_never_applied_says_yes_and_forgets(weather: Any, stranger: Any) -> None:
    answer = await create(weather, stranger, "never-applied")
    assert stranger.made(answer.json())
    events = list(weather.market.history(last=1))
    assert [event["event"] for event in events] == ["call"]
    assert await weather.listed(stranger) == 0


async def test_never_applied_leaves_reads_and_refused_writes_alone(weather: Any, tiki: Any) -> None:
    weather.strike("never-applied")
    assert (await weather.send(tiki, tiki.listing())).json()["paging"]["total"] == 0
    refused = tiki.bearing("POST", "v2.1/requests", json={})
    assert (await weather.send(tiki, refused)).status_code == 400
    assert weather.calls()[0][1] == ""
    assert "never-applied" not in weather.last()["answer"]


async def test_time_passes_on_the_markets_clock_in_process(weather: Any, tiki: Any) -> None:
    for fault in ("latency", "slow-body"):
        weather.strike(fault, seconds=3600)
        before = weather.market.clock.now()
        answer = await weather.send(tiki, tiki.listing())
        assert answer.json()["data"] == []
        assert 3600 <= weather.market.clock.now() - before < 3700
    assert not weather.last()["lost"]


async def test_a_broken_body_is_the_first_half_of_the_true_one(weather: Any, tiki: Any) -> None:
    whole = (await weather.send(tiki, tiki.listing())).content
    weather.strike("broken-body")
    broken = await weather.send(tiki, tiki.listing())
    assert broken.status_code == 200
    assert broken.content == whole[: len(whole) // 2]
    with pytest.raises(json.JSONDecodeError):
        broken.json()


async def test_a_page_comes_in_place_of_json(weather: Any, tiki: Any) -> None:
    weather.strike("html-body")
    page = await weather.send(tiki, tiki.listing())
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.text.startswith("<!doctype html>")


async def test_a_huge_body_is_json_of_so_many_megabytes(weather: Any, tiki: Any) -> None:
    weather.strike("huge-body", megabytes=3)
    answer = await weather.send(tiki, tiki.listing())
    assert len(answer.json()["padding"]) == 3 * 1024 * 1024


async def test_deep_json_is_deeper_than_a_parser_goes(weather: Any, tiki: Any) -> None:
    weather.strike("deep-json")
    answer = await weather.send(tiki, tiki.listing())
    with pytest.raises(RecursionError):
        answer.json()


async def test_wrong_types_are_json_of_another_shape(weather: Any, stranger: Any) -> None:
    request = stranger.listing()
    true = (await weather.send(stranger, request)).json()
    weather.strike("wrong-types")
    garbled = [(await weather.send(stranger, request)).json() for _call in range(8)]
    assert any(shape(one) != shape(true) for one in garbled)
    assert len({json.dumps(shape(one)) for one in garbled}) > 1


def shape(value: Any) -> Any:
    """Return a JSON value with the names of types in the place of plain values."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value).__name__


async def test_a_redirect_leads_away_with_method_and_body(weather: Any, tiki: Any) -> None:
    weather.strike("redirect")
    answer = await weather.send(tiki, tiki.listing())
    assert answer.status_code == 307
    assert answer.headers["location"] == "https://elsewhere.invalid/integration/v2/products"


@pytest.mark.parametrize(
    ("fault", "error"),
    [("wrong-length", httpx.RemoteProtocolError), ("trickle", httpx.ReadError)],
)
async def test_what_never_ends_whole_is_the_error_a_client_would_see(
    weather: Any, tiki: Any, fault: str, error: type[Exception]
) -> None:
    weather.strike(fault)
    with pytest.raises(error):
        await weather.send(tiki, tiki.listing())
    assert (weather.last()["answer"], weather.last()["lost"]) == (fault, True)


@pytest.mark.parametrize("shop", ["shopee", "lazada", "tiktok"])
@pytest.mark.parametrize("seconds", [10_800.0, -10_800.0])
async def test_a_skewed_clock_refuses_signatures_and_moves_nothing_else(
    weather: Any, shop: str, seconds: float
) -> None:
    stranger = weather.stranger(shop)
    weather.strike("clock-skew", seconds=seconds)
    before = weather.market.clock.now()
    refused = await weather.send(stranger, stranger.listing())
    assert "imestamp" in refused.text
    assert weather.last()["answer"].startswith("clock-skew ")
    assert weather.market.clock.now() - before < PAST_NOW
    ahead = type(stranger)(stranger.keys, stranger.base, ahead=seconds)
    assert stranger.total((await weather.send(ahead, ahead.listing())).json()) == 0
    weather.clear()
    assert stranger.total((await weather.send(stranger, stranger.listing())).json()) == 0


async def test_two_faults_that_do_not_end_a_call_come_together(weather: Any, tiki: Any) -> None:
    from ocopctl.sandbox.faults.storm import Rule

    weather.storm(Rule("latency", seconds=5), Rule("error-after"), Rule("reset-after"))
    before = weather.market.clock.now()
    assert (await weather.send(tiki, tiki.listing())).status_code >= 500
    assert weather.market.clock.now() - before >= 5
    assert weather.last()["answer"] == "latency+error-after"
