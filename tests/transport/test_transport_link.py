"""The link of a run: what it carried, what it may carry, and whether it is down or one platform."""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.errors import BudgetSpent, OutcomeUnknown, Unreachable
from ocopctl.transport.client import Client
from ocopctl.transport.link import ASSUMED_RATE, LATELY_S, Link
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request, Upload

if TYPE_CHECKING:
    from collections.abc import Callable

READ = Request("shop.read", "GET", "/read", Effect.READ)
MAKE = Request("shop.make", "POST", "/make", Effect.MAKE, json={"text": "x" * 1_000})


def answering(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"ok": True}, request=request)


def no_route(request: httpx.Request) -> httpx.Response:
    cause = OSError(errno.ENETUNREACH, "Network is unreachable")
    raise httpx.ConnectError("no route", request=request) from cause


def no_name(request: httpx.Request) -> httpx.Response:
    cause = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
    raise httpx.ConnectError("no name", request=request) from cause


def refused(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no", request=request) from ConnectionRefusedError(111, "refused")


@pytest.fixture
def shop(clock: Any) -> Callable[..., Client]:
    """Return what makes a shop's client over a link, given how its platform answers."""

    def make(link: Link, answer: Any, name: str = "shopee", url: str = "http://shop.vn") -> Client:
        http = httpx.AsyncClient(base_url=url, transport=httpx.MockTransport(answer))
        return Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop=name, link=link)

    return make


async def unreachable(client: Client) -> Unreachable:
    with pytest.raises(Unreachable) as caught:
        await client.call(READ)
    return caught.value


@pytest.mark.parametrize("fault", [no_route, no_name])
async def test_no_route_or_name_with_nobody_answering_is_the_link(
    clock: Any, shop: Any, fault: Any
) -> None:
    link = Link(clock)
    error = await unreachable(shop(link, fault))
    assert error.link
    assert link.down
    assert "internet" in error.message


@pytest.mark.parametrize("fault", [no_route, no_name, refused])
async def test_it_is_the_platform_while_other_shops_answer(
    clock: Any, shop: Any, fault: Any
) -> None:
    link = Link(clock)
    asked = 0

    def failing(request: httpx.Request) -> Any:
        nonlocal asked
        asked += 1
        link.answers("lazada")
        return fault(request)

    await shop(link, answering, "lazada").call(READ)
    error = await unreachable(shop(link, failing))
    assert not error.link
    assert not link.down
    assert "shopee" in error.message
    assert link.unreached == {"shopee"}
    assert link.answered == {"lazada"}


async def test_a_refused_connection_is_the_platform_even_alone(clock: Any, shop: Any) -> None:
    link = Link(clock)
    assert not (await unreachable(shop(link, refused))).link
    assert not link.down


async def test_a_link_that_goes_down_in_the_middle_of_a_run_is_seen(clock: Any, shop: Any) -> None:
    link = Link(clock)
    await shop(link, answering, "lazada").call(READ)
    clock.time += LATELY_S + 1
    assert (await unreachable(shop(link, no_route))).link


async def test_a_link_that_comes_back_is_up(clock: Any, shop: Any) -> None:
    link = Link(clock)
    await unreachable(shop(link, no_route))
    await shop(link, answering, "lazada").call(READ)
    assert not link.down


async def test_a_market_inside_this_process_proves_no_link(clock: Any, shop: Any) -> None:
    link = Link(clock)
    await shop(link, answering, "tiki", "http://tiki.practice.invalid").call(READ)
    assert (await unreachable(shop(link, no_name))).link


async def test_bytes_are_counted_both_ways_with_heads(clock: Any, peer: Any, moves: Any) -> None:
    peer.moves = [moves.answers(200, b'{"ok": "' + b"y" * 5_000 + b'"}')]
    link = Link(clock)
    async with httpx.AsyncClient(base_url=peer.url, trust_env=False) as http:
        client = Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="a", link=link)
        await client.call(MAKE)
    assert link.sent == pytest.approx(len(peer.heads[0]), rel=0.1)
    assert link.received == pytest.approx(5_100, rel=0.1)


async def test_a_call_that_would_pass_the_budget_is_never_sent(clock: Any, shop: Any) -> None:
    asked: list[httpx.Request] = []

    def counted(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answering(request)

    link = Link(clock, most_bytes=4_000)
    client = shop(link, counted)
    ends = [await asyncio.gather(client.call(MAKE), return_exceptions=True) for _ in range(10)]
    assert isinstance(ends[-1][0], BudgetSpent)
    assert 1 <= len(asked) <= 3
    assert link.sent + link.received <= 4_000


async def test_calls_side_by_side_do_not_pass_the_budget_together(clock: Any, shop: Any) -> None:
    link = Link(clock, most_bytes=3_500)
    client = shop(link, answering)
    ends = await asyncio.gather(*(client.call(MAKE) for _ in range(8)), return_exceptions=True)
    assert {type(end) for end in ends} == {dict, BudgetSpent}
    assert link.sent <= 3_500


async def test_nothing_is_sent_when_the_time_is_up(clock: Any, shop: Any) -> None:
    link = Link(clock, until=clock.time + 10)
    client = shop(link, answering)
    await client.call(READ)
    clock.time += 11
    with pytest.raises(BudgetSpent):
        await client.call(READ)


async def test_no_wait_before_a_retry_reaches_past_the_end(clock: Any, shop: Any) -> None:
    end = clock.time + 2
    with pytest.raises((Unreachable, BudgetSpent)):
        await shop(Link(clock, until=end), no_route).call(READ)
    assert clock.time <= end


async def test_what_could_not_be_sent_uses_up_no_budget(clock: Any, shop: Any) -> None:
    link = Link(clock)
    await unreachable(shop(link, no_route))
    assert link.sent == 0


async def test_a_change_in_doubt_stays_so_when_the_budget_ends(clock: Any, shop: Any) -> None:
    def lost(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadError("lost", request=request)

    client = shop(Link(clock, most_bytes=1_500), lost)
    with pytest.raises(OutcomeUnknown):
        await client.call(Request("s", "POST", "/set", Effect.SET, json={"t": "x" * 1_000}))


async def test_a_slow_upload_is_given_its_time(clock: Any, shop: Any) -> None:
    seen: list[dict[str, float]] = []

    def slow(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return answering(request)

    link = Link(clock)
    link.rate = 20_000.0
    upload = Upload("a.jpg", b"x" * 2_000_000, "image/jpeg")
    client = shop(link, slow)
    await client.call(Request("up", "POST", "/up", Effect.SET, files={"image": upload}))
    assert seen[0]["read"] >= 2_000_000 / 20_000 + 5
    assert seen[0]["write"] == 5


def test_a_link_that_is_not_measured_is_trusted_with_little(clock: Any) -> None:
    assert Link(clock).carries(1_000_000) == 1_000_000 / ASSUMED_RATE


def test_the_rate_comes_of_large_calls_and_the_latency_of_small_ones(clock: Any) -> None:
    link = Link(clock)
    link.measured(500, 0.5)
    assert (link.latency_s, link.rate, link.slow) == (0.5, None, False)
    link.measured(200_000, 10.5)
    assert link.rate == pytest.approx(20_000)
    assert link.slow


async def test_a_slow_link_carries_one_call_of_a_shop_at_a_time(
    clock: Any, peer: Any, moves: Any
) -> None:
    most, now = 0, 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.005)
        now -= 1
        return answering(request)

    for rate, expected in ((1e6, 4), (5_000.0, 1)):
        link, most = Link(clock), 0
        link.rate = rate
        http = httpx.AsyncClient(base_url="http://shop.vn", transport=httpx.MockTransport(answer))
        client = Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="a", link=link)
        await asyncio.gather(*(client.call(READ) for _ in range(4)))
        assert most == expected


async def test_a_body_is_sent_in_pieces_so_that_a_slow_one_is_no_stall(
    clock: Any, peer: Any
) -> None:
    """Two seconds of timeout a piece, a reader that takes much longer for the whole."""

    async def sips(peer: Any, reader: Any, writer: Any) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(x.split(b":")[1]) for x in head.lower().split(b"\r\n") if b"content-length" in x
        )
        while length > 0:
            length -= len(await reader.read(100_000))
            await asyncio.sleep(0.005)
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"ok": true}')

    peer.moves = [sips]
    async with httpx.AsyncClient(base_url=peer.url, trust_env=False, timeout=0.2) as http:
        client = Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="a")
        body = {"text": "x" * 12_000_000}
        assert await client.call(Request("up", "POST", "/up", Effect.MAKE, json=body))
