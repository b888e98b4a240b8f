"""Chance that can be replayed: by seed, by rule, by call, whatever the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl.sandbox.faults.kinds import FAULTS
from ocopctl.sandbox.faults.storm import Rule, tallies

if TYPE_CHECKING:
    from pathlib import Path

CALLS = 24


async def ran(weather: Any, *rules: Rule, seed: int = 7) -> list[str]:
    """Let a storm meet a number of calls; return what the history tells of each."""
    stranger = weather.stranger("tiki")
    weather.storm(*rules, seed=seed)
    return await met(weather, stranger, CALLS)


async def met(weather: Any, stranger: Any, count: int) -> list[str]:
    for _call in range(count):
        try:
            await weather.send(stranger, stranger.listing())
        except httpx.TransportError:
            continue
    return [f"{told} {status}" for _endpoint, told, status, _lost in weather.calls()[-count:]]


LIKELY = (Rule("error-before", probability=0.4), Rule("reset-after", probability=0.3))


async def test_the_same_seed_makes_the_same_faults_and_another_does_not(opened: Any) -> None:
    first, again, other = [await ran(opened(), *LIKELY, seed=seed) for seed in (1, 1, 2)]
    assert first == again
    assert first != other
    assert {"reset-after 200", " 200"} < set(first)


async def test_a_rule_that_is_added_changes_no_others_draws(opened: Any) -> None:
    alone = await ran(opened(), LIKELY[0])
    joined = await ran(opened(), *LIKELY)
    struck = [at for at, told in enumerate(alone) if told.startswith("error-before")]
    assert [at for at, told in enumerate(joined) if told.startswith("error-before")] == struck
    assert any(told.startswith("reset-after") for told in joined)


async def test_a_run_goes_on_in_another_process_where_it_was(opened: Any, tmp_path: Path) -> None:
    whole = await ran(opened(), *LIKELY)
    first = opened(tmp_path / "practice.db")
    stranger = first.stranger("tiki")
    first.storm(*LIKELY)
    half = await met(first, stranger, CALLS // 2)
    second = opened(tmp_path / "practice.db")
    assert half + await met(second, stranger, CALLS // 2) == whole


async def test_a_count_is_of_the_first_calls_after_those_let_through(opened: Any) -> None:
    told = await ran(opened(), Rule("reset-before", count=3, after=2))
    assert [at for at, one in enumerate(told) if one == "reset-before 0"] == [2, 3, 4]


async def test_a_rule_meets_only_its_marketplace_shop_and_endpoint(weather: Any) -> None:
    tiki, lazada = weather.stranger("tiki"), weather.stranger("lazada")
    rules = (
        Rule("latency", marketplaces=("lazada", "shopee")),
        Rule("latency", shop="tiki"),
        Rule("latency", endpoint="*.li[s]t"),
        Rule("latency", marketplaces=("lazada",), shop="tiki"),
    )
    weather.storm(*rules)
    await weather.send(tiki, tiki.listing())
    await weather.send(lazada, lazada.listing())
    await weather.send(lazada, lazada.listing())
    counted = [(one.met, one.struck) for one in tallies(weather.market.store)]
    assert counted == [(2, 2), (1, 1), (1, 1), (0, 0)]


async def test_a_call_that_two_faults_want_goes_to_the_first_and_counts_for_both(
    weather: Any, tiki: Any
) -> None:
    weather.storm(Rule("error-before", count=1), Rule("reset-after", count=1))
    assert (await weather.send(tiki, tiki.listing())).status_code >= 500
    assert (await weather.send(tiki, tiki.listing())).status_code == 200
    counted = [(one.met, one.struck) for one in tallies(weather.market.store)]
    assert counted == [(2, 1), (2, 0)]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(faults=st.lists(st.sampled_from(sorted(FAULTS)), max_size=5), seed=st.integers(0, 10**9))
async def test_a_storm_of_no_probability_changes_nothing(
    opened: Any, faults: list[str], seed: int
) -> None:
    calm, told = opened(), []
    for weather in (calm, opened()):
        stranger = weather.stranger("tiki")
        if weather is not calm:
            weather.storm(*(Rule(fault, probability=0.0) for fault in faults), seed=seed)
        asked = [stranger.creation("BT-01", None), stranger.listing(), stranger.renewal()]
        answers = [await weather.send(stranger, one) for one in asked]
        seen = [(one.status_code, sorted(one.json())) for one in answers]
        weather.market.clock.advance(60)
        shown = (await weather.send(stranger, stranger.listing())).json()
        told.append((seen, shown["paging"], weather.calls()))
        weather.market.close()
    assert told[0] == told[1]


@pytest.mark.parametrize("fault", sorted(FAULTS))
async def test_what_a_fault_did_can_be_seen_in_the_history_of_some_call(
    weather: Any, fault: str
) -> None:
    stranger = weather.stranger("lazada")
    picture = await weather.picture(stranger)
    for number in range(2):
        await weather.send(stranger, stranger.creation(f"BT-{number}", picture))
    weather.strike(fault, megabytes=1)
    for request in (
        stranger.creation("BT-9", picture),
        stranger.listing(page=2, size=1),
        stranger.renewal(),
    ):
        try:
            await weather.send(stranger, request)
        except httpx.TransportError:
            continue
    assert any(
        fault in told.split(" ", maxsplit=1)[0].split("+") for _e, told, *_ in weather.calls()
    )
