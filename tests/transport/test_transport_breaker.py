"""Retries: capped for a call and for a run; a shop that fails and fails is left alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.errors import OutcomeUnknown, Rejected, Transient, Unreachable
from ocopctl.transport.breaker import FAILURES, FLOOR, REST_S, SHARE
from ocopctl.transport.classify import by_status
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.retry import ATTEMPTS, TOTAL_S

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.errors import MarketplaceError

READ = Request("shop.read", "GET", "/read", Effect.READ)
SET = Request("shop.set", "POST", "/set", Effect.SET)
MAKE = Request("shop.make", "POST", "/make", Effect.MAKE)


class Platform:
    """Answers as `answer` says, and counts what reaches it."""

    def __init__(self, answer: Callable[[], int]) -> None:
        self.answer = answer
        self.asked = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        status = self.answer()
        if status == 0:
            raise httpx.ReadError("lost", request=request)
        if status < 0:
            raise httpx.ConnectError("refused", request=request)
        return httpx.Response(status, json={"ok": status == 200})


def judge(response: httpx.Response, _body: Any) -> MarketplaceError | None:
    return None if response.status_code == 200 else by_status(response)


def client_of(platform: Platform, clock: Any) -> Client:
    http = httpx.AsyncClient(base_url="http://shop.vn", transport=httpx.MockTransport(platform))
    return Client(http, judge, Pacing({}, clock), clock, shop="shopee")


async def error_of(client: Client, request: Request) -> Exception | None:
    try:
        await client.call(request)
    except Exception as error:  # noqa: BLE001 - the test looks at whatever it is
        return error
    return None


@pytest.mark.parametrize("status", [0, 502, -1])
async def test_a_shop_that_fails_again_and_again_is_left_alone(clock: Any, status: int) -> None:
    platform = Platform(lambda: status)
    client = client_of(platform, clock)
    for _call in range(20):
        await error_of(client, MAKE)
    assert platform.asked == FAILURES
    began = clock.time
    error = await error_of(client, READ)
    assert isinstance(error, Unreachable)
    assert "shopee" in error.message
    assert (platform.asked, clock.time) == (FAILURES, began)


async def test_after_a_rest_one_call_tries_and_a_success_opens_the_shop(clock: Any) -> None:
    statuses = [502]
    platform = Platform(lambda: statuses[0])
    client = client_of(platform, clock)
    for _call in range(20):
        await error_of(client, MAKE)
    clock.time += REST_S
    assert isinstance(await error_of(client, MAKE), OutcomeUnknown)
    assert isinstance(await error_of(client, MAKE), Unreachable)
    assert platform.asked == FAILURES + 1
    clock.time += REST_S
    statuses[0] = 200
    assert [await error_of(client, MAKE) for _ in range(3)] == [None] * 3


async def test_refusals_are_answers_of_a_shop_that_works(clock: Any) -> None:
    platform = Platform(lambda: 422)
    client = client_of(platform, clock)
    errors = [await error_of(client, MAKE) for _ in range(3 * FAILURES)]
    assert {type(error) for error in errors} == {Rejected}
    assert platform.asked == 3 * FAILURES


async def test_the_retries_of_a_run_are_few_beside_its_calls(clock: Any) -> None:
    """Every other answer is lost: without a budget each call would be sent twice."""
    turn = [0]

    def every_other() -> int:
        turn[0] += 1
        return 200 if turn[0] % 2 else 0

    platform = Platform(every_other)
    client, calls = client_of(platform, clock), 400
    for _call in range(calls):
        await error_of(client, READ)
    assert platform.asked <= calls + FLOOR + SHARE * calls
    assert platform.asked > calls


async def test_a_fifth_of_all_answers_may_be_lost_without_a_call_given_up(clock: Any) -> None:
    dice = random.Random(4)
    platform = Platform(lambda: 0 if dice.random() < 0.2 else 200)
    client = client_of(platform, clock)
    errors = [error for _ in range(500) if (error := await error_of(client, SET))]
    assert len(errors) <= 3


@pytest.mark.parametrize("effect", [Effect.READ, Effect.SET])
async def test_a_call_is_sent_so_often_and_so_long_at_most(clock: Any, effect: Effect) -> None:
    platform, began = Platform(lambda: 0), clock.time
    await error_of(client_of(platform, clock), Request("a", "POST", "/a", effect))
    assert platform.asked == ATTEMPTS
    assert clock.time - began <= TOTAL_S


async def test_something_new_whose_outcome_is_unknown_is_never_sent_again(clock: Any) -> None:
    platform = Platform(lambda: 0)
    assert isinstance(await error_of(client_of(platform, clock), MAKE), OutcomeUnknown)
    assert platform.asked == 1


@pytest.mark.parametrize("later", [-1, 429, 401])
async def test_a_doubt_is_not_settled_by_an_attempt_that_did_nothing(
    clock: Any, later: int
) -> None:
    """The first send may have had its effect, though the last was surely not even looked at."""
    statuses = iter([0])
    platform = Platform(lambda: next(statuses, later))
    assert isinstance(await error_of(client_of(platform, clock), SET), OutcomeUnknown)


async def test_a_doubt_is_settled_by_an_answer_about_the_thing_itself(clock: Any) -> None:
    statuses = iter([0])
    platform = Platform(lambda: next(statuses, 422))
    assert isinstance(await error_of(client_of(platform, clock), SET), Rejected)


async def test_a_reading_leaves_no_doubt(clock: Any) -> None:
    statuses = iter([0])
    platform = Platform(lambda: next(statuses, -1))
    assert isinstance(await error_of(client_of(platform, clock), READ), Unreachable)
    platform = Platform(lambda: 0)
    assert isinstance(await error_of(client_of(platform, clock), READ), Transient)
