"""Answers that no platform should give: bounded in memory and time, never a traceback."""

from __future__ import annotations

import asyncio
import gzip
import json
import resource
import ssl
import time
import tracemalloc
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.errors import ClockOff, OutcomeUnknown, Transient, Unreachable
from ocopctl.transport.classify import DEEPEST, body_of, tell_how_far
from ocopctl.transport.client import Client
from ocopctl.transport.link import Link
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.wire import Wire

SELF_SIGNED = Path(__file__).parent / "self_signed.pem"
MANY = 100_000_000
MEMORY = 60_000_000
READ = Request("shop.read", "GET", "/read", Effect.READ)


def head(length: int, more: str = "") -> bytes:
    return f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n{more}\r\n".encode()


async def floods(peer: Any, reader: Any, writer: Any) -> None:
    """Send a hundred megabytes of JSON."""
    await peer.read(reader)
    writer.write(head(MANY))
    piece = b"[" + b"1," * 50_000
    for _ in range(MANY // len(piece)):
        writer.write(piece)
        await writer.drain()


async def bombs(peer: Any, reader: Any, writer: Any) -> None:
    """Send two hundred megabytes packed into two hundred kilobytes."""
    await peer.read(reader)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b"0" * 1_000_000) for _ in range(200)) + packer.flush()
    writer.write(head(len(body), "content-encoding: gzip\r\n") + body)
    await writer.drain()


@pytest.mark.parametrize("move", [floods, bombs])
async def test_an_answer_without_measure_is_refused_in_bounded_memory(
    dial: Any, peer: Any, move: Any
) -> None:
    peer.moves = [move]
    line = await dial(peer, timeout=5)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    try:
        with pytest.raises(OutcomeUnknown, match="lost"):
            await line.call(Effect.MAKE)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MEMORY
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 4 * MEMORY
    assert len(peer.heads) == 1


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("", bytes), ("identity", bytes)],
)
async def test_packed_answers_are_read(
    dial: Any, peer: Any, moves: Any, coding: str, pack: Any
) -> None:
    body = json.dumps({"ok": True, "text": "x" * 300_000}).encode()
    peer.moves = [
        moves.answers(200, pack(body), **({"content_encoding": coding} if coding else {}))
    ]
    assert await (await dial(peer)).call(Effect.READ) == json.loads(body)


@pytest.mark.parametrize(
    "move",
    [
        ("gzip", gzip.compress(b'{"ok": true}')[:-6]),
        ("br", b'{"ok": true}'),
        ("gzip, gzip", gzip.compress(gzip.compress(b'{"ok": true}'))),
    ],
)
async def test_answers_that_cannot_be_unpacked_are_in_doubt(
    dial: Any, peer: Any, moves: Any, move: tuple[str, bytes]
) -> None:
    peer.moves = [moves.answers(200, move[1], content_encoding=move[0])]
    with pytest.raises(OutcomeUnknown):
        await (await dial(peer)).call(Effect.MAKE)
    assert len(peer.heads) == 1


@pytest.mark.parametrize("part", ["head", "body"])
async def test_an_answer_that_trickles_in_has_an_end(clock: Any, peer: Any, part: str) -> None:
    ended = asyncio.Event()

    async def trickles(peer: Any, reader: Any, writer: Any) -> None:
        await peer.read(reader)
        if part == "body":
            writer.write(head(100_000))
        else:
            writer.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
        while not writer.transport.is_closing():
            writer.write(b"a")
            with suppress(ConnectionError):
                await writer.drain()
            await asyncio.sleep(0.02)
        ended.set()

    peer.moves = [trickles]
    began = time.monotonic()
    async with httpx.AsyncClient(base_url=peer.url, trust_env=False, timeout=5) as http:
        wire = Wire(http, Link(clock), shop="shopee", deadline_s=0.3)
        with pytest.raises(OutcomeUnknown):
            await wire.send(wire.built(READ))
    assert time.monotonic() - began < 3
    await asyncio.wait_for(ended.wait(), 5)


@pytest.mark.parametrize(
    "body",
    [
        b'{"price": NaN}',
        b'{"price": -Infinity}',
        b'{"price": 1e999}',
        b"[" * 100_000,
        b'{"a":' * 500 + b"1" + b"}" * 500,
        b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
        b'{"price": ' + b"9" * 10_000 + b"}",
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_what_is_no_sound_json_is_none(body: bytes) -> None:
    assert body_of(httpx.Response(200, content=body)) is None


def test_half_of_a_character_can_be_kept_and_shown() -> None:
    body = body_of(httpx.Response(200, content=b'{"a": "g\\ud83d", "b": "\\ud83d\\ude00"}'))
    assert body == {"a": "g?", "b": "\N{GRINNING FACE}"}


@given(st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists, max_leaves=9))
def test_sound_json_is_read_as_it_is(body: Any) -> None:
    content = json.dumps(body).encode()
    assert body_of(httpx.Response(200, content=content)) == body


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(dial: Any, peer: Any, moves: Any, status: int) -> None:
    peer.moves = [moves.answers(status, b"", location="http://127.0.0.1:1/elsewhere")]
    with pytest.raises(OutcomeUnknown):
        await (await dial(peer)).call(Effect.MAKE)
    assert len(peer.heads) == 1


async def test_more_than_was_announced_is_not_read(dial: Any, peer: Any) -> None:
    async def talks_on(peer: Any, reader: Any, writer: Any) -> None:
        await peer.read(reader)
        writer.write(head(12) + b'{"ok": true}' + b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000)
        await writer.drain()

    peer.moves = [talks_on]
    assert await (await dial(peer)).call(Effect.READ) == {"ok": True}


def judge_that_trips(_response: httpx.Response, body: Any) -> None:
    body["error"]["code"].lower()


@pytest.mark.parametrize(
    ("effect", "kind"), [(Effect.READ, Transient), (Effect.MAKE, OutcomeUnknown)]
)
async def test_an_envelope_of_another_shape_is_no_traceback(
    clock: Any, peer: Any, moves: Any, effect: Effect, kind: type[Exception]
) -> None:
    peer.moves = [moves.answers(200, b'{"error": [7]}')]
    async with httpx.AsyncClient(base_url=peer.url, trust_env=False) as http:
        client = Client(http, judge_that_trips, Pacing({}, clock), clock, shop="shopee")
        with pytest.raises(kind):
            await client.call(Request("shop.act", "POST", "/act", effect))


def test_how_far_a_clock_is_off_is_said_in_the_largest_unit() -> None:
    now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
    for off, words in (
        (40, "40 seconds ahead"),
        (-1_200, "20 minutes behind"),
        (3 * 365 * 86_400, "1095 days ahead"),
    ):
        error = ClockOff("the time was refused")
        date = {"date": format_datetime(now, usegmt=True)}
        tell_how_far(error, httpx.Response(200, headers=date), now.timestamp() + off)
        assert words in error.message
        assert "date and time" in error.hint


@pytest.mark.parametrize("date", ["", "soon", "Thu, 99 Foo 2026 00:00:00 GMT"])
def test_an_answer_without_a_date_says_nothing_of_the_clock(date: str) -> None:
    error = ClockOff("the time was refused")
    tell_how_far(error, httpx.Response(200, headers={"date": date}), 0.0)
    assert error.message == "the time was refused"


async def test_a_server_that_cannot_prove_itself_gets_nothing(clock: Any) -> None:
    heads: list[bytes] = []

    async def serve(reader: Any, writer: Any) -> None:
        heads.append(await reader.read(100))
        writer.close()

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(SELF_SIGNED)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    port = server.sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"https://localhost:{port}", trust_env=False) as http:
        client = Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="shopee")
        with pytest.raises(Unreachable) as caught:
            await client.call(Request("shop.act", "POST", "/act", Effect.MAKE))
    server.close()
    assert heads == []
    assert not caught.value.link
    assert "does not prove to be the marketplace" in caught.value.message
    assert "date" in caught.value.hint
