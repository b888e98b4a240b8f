"""What a fault on the wire means: nothing was sent, or nobody knows. With real sockets."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.errors import MarketplaceError, OutcomeUnknown, Transient, Unreachable
from ocopctl.transport.request import Effect
from ocopctl.transport.retry import ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT_POOL = httpx.Timeout(0.4, pool=0.01)
LARGE = {"text": "x" * 8_000_000}
AFTER_READING = [
    "resets_after_reading",
    "closes_after_reading",
    "stalls",
    "cuts_the_body",
    "stalls_in_the_body",
    "talks_nonsense",
]


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """Give a port where a knock is never answered: its queue is full."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port: int = server.getsockname()[1]
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.settimeout(0)
            caller.connect_ex(("127.0.0.1", port))
        yield port
        for caller in callers:
            caller.close()


async def refused(line: Any, effect: Effect, **values: Any) -> MarketplaceError:
    with pytest.raises(MarketplaceError) as caught:
        await line.call(effect, **values)
    return caught.value


@pytest.mark.parametrize("effect", Effect)
async def test_a_refused_connection_means_that_nothing_was_sent(
    dial: Any, closed_port: int, effect: Effect
) -> None:
    error = await refused(await dial(f"http://127.0.0.1:{closed_port}"), effect)
    assert type(error) is Unreachable
    assert isinstance(error.__cause__, httpx.ConnectError)


async def test_a_connection_that_is_not_answered_means_that_nothing_was_sent(
    dial: Any, deaf_port: int
) -> None:
    line = await dial(f"http://127.0.0.1:{deaf_port}", timeout=httpx.Timeout(0.1))
    error = await refused(line, Effect.MAKE)
    assert type(error) is Unreachable
    assert isinstance(error.__cause__, httpx.ConnectTimeout)


async def test_a_name_that_nobody_knows_means_that_nothing_was_sent(dial: Any) -> None:
    error = await refused(await dial("http://shop.invalid"), Effect.MAKE)
    assert type(error) is Unreachable
    assert isinstance(error.__cause__, httpx.ConnectError)


async def test_no_free_connection_means_that_nothing_was_sent(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.stalls]
    line = await dial(peer, limits=httpx.Limits(max_connections=1), timeout=SHORT_POOL)
    first = asyncio.create_task(refused(line, Effect.MAKE))
    await peer.heard.wait()
    error = await refused(line, Effect.MAKE)
    assert type(error) is Unreachable
    assert isinstance(error.__cause__, httpx.PoolTimeout)
    assert type(await first) is OutcomeUnknown
    assert len(peer.heads) == 1


async def test_an_address_that_is_none_means_that_nothing_was_sent(dial: Any) -> None:
    error = await refused(await dial("localhost:8781"), Effect.MAKE)
    assert type(error) is Unreachable


async def test_a_proxy_that_is_not_there_means_that_nothing_was_sent(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.answers(502)]
    line = await dial("https://shop.invalid", proxy=peer.url)
    error = await refused(line, Effect.MAKE)
    assert type(error) is Unreachable
    assert isinstance(error.__cause__, httpx.ProxyError)


@pytest.mark.parametrize(
    ("move", "cause"),
    [
        ("resets_after_reading", httpx.ReadError),
        ("closes_after_reading", httpx.RemoteProtocolError),
        ("stalls", httpx.ReadTimeout),
        ("cuts_the_body", httpx.RemoteProtocolError),
        ("stalls_in_the_body", httpx.ReadTimeout),
        ("talks_nonsense", httpx.RemoteProtocolError),
    ],
)
async def test_something_new_is_sent_once_and_never_again_when_the_answer_is_lost(
    dial: Any, peer: Any, moves: Any, move: str, cause: type[Exception]
) -> None:
    peer.moves = [getattr(moves, move)]
    error = await refused(await dial(peer), Effect.MAKE, json={"sku": "A-1"})
    assert type(error) is OutcomeUnknown
    assert isinstance(error.__cause__, cause)
    assert len(peer.heads) == 1


async def test_a_connection_reset_before_anything_was_read_is_unknown_to_the_caller(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.resets_unread]
    error = await refused(await dial(peer), Effect.MAKE, json={"sku": "A-1"})
    assert type(error) is OutcomeUnknown
    assert peer.accepted == 1


async def test_a_large_body_that_nobody_takes_is_unknown(dial: Any, peer: Any, moves: Any) -> None:
    peer.moves = [moves.never_reads]
    error = await refused(await dial(peer), Effect.MAKE, json=LARGE)
    assert type(error) is OutcomeUnknown
    assert isinstance(error.__cause__, httpx.WriteTimeout)
    assert peer.accepted == 1


async def test_a_connection_reset_while_the_body_is_sent_is_unknown(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.resets_unread]
    error = await refused(await dial(peer), Effect.MAKE, json=LARGE)
    assert type(error) is OutcomeUnknown
    assert isinstance(error.__cause__, httpx.WriteError | httpx.ReadError)


async def test_an_answer_that_cannot_be_unpacked_is_unknown(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.answers(200, b"not gzip at all", content_encoding="gzip")]
    error = await refused(await dial(peer), Effect.MAKE)
    assert type(error) is OutcomeUnknown
    assert len(peer.heads) == 1


@pytest.mark.parametrize("move", AFTER_READING)
async def test_setting_a_state_is_repeated_and_ends_when_an_answer_comes(
    dial: Any, peer: Any, moves: Any, move: str
) -> None:
    peer.moves = [getattr(moves, move), moves.answers()]
    assert await (await dial(peer)).call(Effect.SET, json={"price": 1}) == {"ok": True}
    assert len(peer.heads) == 2
    assert peer.heads[0] == peer.heads[1]


@pytest.mark.parametrize("move", ["resets_after_reading", "cuts_the_body", "talks_nonsense"])
async def test_setting_a_state_is_given_up_after_so_many_attempts(
    dial: Any, peer: Any, moves: Any, move: str
) -> None:
    peer.moves = [getattr(moves, move)]
    error = await refused(await dial(peer), Effect.SET)
    assert type(error) is OutcomeUnknown
    assert len(peer.heads) == ATTEMPTS


@pytest.mark.parametrize("move", ["resets_after_reading", "cuts_the_body", "talks_nonsense"])
async def test_a_reading_that_failed_for_good_leaves_nothing_unknown(
    dial: Any, peer: Any, moves: Any, move: str
) -> None:
    peer.moves = [getattr(moves, move)]
    error = await refused(await dial(peer), Effect.READ)
    assert type(error) is Transient
    assert "before anything is sent again" not in error.hint
    assert len(peer.heads) == ATTEMPTS


async def test_a_reading_that_could_not_be_asked_is_unreachable(
    dial: Any, closed_port: int
) -> None:
    line = await dial(f"http://127.0.0.1:{closed_port}")
    assert type(await refused(line, Effect.READ)) is Unreachable


async def test_a_link_that_comes_back_is_used_even_for_something_new(
    dial: Any, peer: Any, moves: Any, closed_port: int
) -> None:
    peer.moves = [moves.answers()]
    line = await dial(f"http://127.0.0.1:{closed_port}")

    async def reconnect(seconds: float) -> None:
        line.http.base_url = peer.url

    line.clock.sleep = reconnect
    assert await line.call(Effect.MAKE) == {"ok": True}
    assert len(peer.heads) == 1


async def test_an_error_says_in_which_shop_and_call_it_happened(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.closes_after_reading]
    error = await refused(await dial(peer), Effect.MAKE)
    assert error.place == "shopee · shop.act"
    assert error.hint


async def test_no_token_of_an_address_is_in_an_error(dial: Any, peer: Any, moves: Any) -> None:
    peer.moves = [moves.answers(502, b"<p>GET /act?access_token=CANARY-123456 failed</p>")]
    error = await refused(await dial(peer), Effect.MAKE, params={"access_token": "CANARY-123456"})
    assert "CANARY" not in f"{error} {error.own_words} {error.hint} {error.place}"
