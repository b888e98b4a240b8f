"""A platform's side on a real socket of this machine, and time that passes when somebody waits."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.transport.classify import by_status
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from ocopctl.errors import MarketplaceError

    Move = Callable[["Peer", asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

OK = json.dumps({"ok": True}).encode()
SHORT = httpx.Timeout(0.25, connect=0.25, pool=0.05)


class FakeClock:
    """Time that passes when somebody waits; `waits` are the waits asked for, in seconds."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.waits: list[float] = []

    def wall(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
        await asyncio.sleep(0)


@dataclass
class Peer:
    """A server that makes the moves it is told, one a connection; the last one again and again.

    `heads` are the requests that it has read whole: what a platform would have acted on.
    """

    moves: list[Move] = field(default_factory=list)
    heads: list[bytes] = field(default_factory=list)
    accepted: int = 0
    port: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        move = self.moves[min(self.accepted, len(self.moves) - 1)]
        self.accepted += 1
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await move(self, reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    async def read(self, reader: asyncio.StreamReader) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = sum(int(x.split(b":")[1]) for x in lines if x.startswith(b"content-length:"))
        self.heads.append(head + await reader.readexactly(length))
        self.heard.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class Moves:
    """What a server can do with a connection."""

    @staticmethod
    async def resets_unread(_peer: Peer, _reader: Any, writer: asyncio.StreamWriter) -> None:
        _reset(writer)

    @staticmethod
    async def resets_after_reading(peer: Peer, reader: Any, writer: asyncio.StreamWriter) -> None:
        await peer.read(reader)
        _reset(writer)

    @staticmethod
    async def closes_after_reading(peer: Peer, reader: Any, _writer: Any) -> None:
        await peer.read(reader)

    @staticmethod
    async def stalls(peer: Peer, reader: Any, _writer: Any) -> None:
        await peer.read(reader)
        await peer.over.wait()

    @staticmethod
    async def never_reads(peer: Peer, _reader: Any, _writer: Any) -> None:
        await peer.over.wait()

    @staticmethod
    async def cuts_the_body(peer: Peer, reader: Any, writer: asyncio.StreamWriter) -> None:
        await peer.read(reader)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n" + OK)
        await writer.drain()

    @staticmethod
    async def stalls_in_the_body(peer: Peer, reader: Any, writer: asyncio.StreamWriter) -> None:
        await peer.read(reader)
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n" + OK)
        await peer.over.wait()

    @staticmethod
    async def talks_nonsense(peer: Peer, reader: Any, writer: asyncio.StreamWriter) -> None:
        await peer.read(reader)
        writer.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
        await writer.drain()

    @staticmethod
    def answers(status: int = 200, body: bytes = OK, **headers: str) -> Move:
        async def move(peer: Peer, reader: asyncio.StreamReader, writer: Any) -> None:
            await peer.read(reader)
            named = {k.replace("_", "-"): v for k, v in headers.items()}
            lines = {"content-length": str(len(body)), "connection": "close", **named}
            head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
            writer.write(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + body)
            await writer.drain()

        return move


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer as a platform that says {"ok": true} for a success."""
    return None if isinstance(body, dict) and body.get("ok") else by_status(response)


@dataclass
class Line:
    """A client of the fake platform, with its clock."""

    peer: Peer
    clock: FakeClock
    http: httpx.AsyncClient
    client: Client

    async def call(self, effect: Effect, **values: Any) -> Any:
        return await self.client.call(Request("shop.act", "POST", "/act", effect, **values))


@pytest.fixture
def moves() -> type[Moves]:
    return Moves


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    peer = Peer()
    server = await asyncio.start_server(peer.meet, "127.0.0.1", 0)
    peer.port = server.sockets[0].getsockname()[1]
    yield peer
    peer.over.set()
    server.close()
    await server.wait_closed()


@pytest.fixture
async def dial(clock: FakeClock) -> AsyncIterator[Callable[..., Awaitable[Line]]]:
    """Return what opens a line to an address or a peer, with small timeouts."""
    async with AsyncExitStack() as stack:

        async def line(to: Peer | str, **options: Any) -> Line:
            base = to if isinstance(to, str) else to.url
            http = httpx.AsyncClient(
                base_url=base, trust_env=False, **{"timeout": SHORT, **options}
            )
            await stack.enter_async_context(http)
            client = Client(http, judge, Pacing({}, clock), clock, shop="shopee")
            return Line(to if isinstance(to, Peer) else Peer(), clock, http, client)

        yield line
