"""The practice market as servers: a storefront and four marketplaces, each on its own port.

Everything listens on 127.0.0.1 and runs in one loop in the thread that opened the market's file.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn

from ocopctl.sandbox.door import Door
from ocopctl.sandbox.handing_out import hand_out, take_away, write_whole
from ocopctl.sandbox.ports import LOOPBACK, listen
from ocopctl.sandbox.storefront import storefront
from ocopctl.sandbox.wire import Wire

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import tzinfo
    from pathlib import Path

    from starlette.types import ASGIApp

    from ocopctl.sandbox.practice import PracticeMarket

STOREFRONT = "storefront"
MARKETPLACES = ("shopee", "lazada", "tiktok", "tiki")
_SERVED = (STOREFRONT, *MARKETPLACES)
_STOPPING = (signal.SIGINT, signal.SIGTERM)
_PATIENCE_S = 1
_PROBE_S = 0.02


@dataclass(frozen=True)
class Serving:
    """What to serve and what to leave behind for others.

    `port` is the storefront's, the four above it are the marketplaces'; 0 lets the system choose
    five. `credentials` is a folder, `ready` a file; None for neither. `language` is what the
    storefront speaks to a visitor who has not chosen, `zone` whose clock it shows.
    """

    port: int
    credentials: Path | None
    ready: Path | None
    language: str
    zone: tzinfo


def serve_market(
    market: PracticeMarket,
    plan: Serving,
    *,
    announce: Callable[[Mapping[str, int]], None] = lambda _ports: None,
) -> None:
    """Serve until SIGINT or SIGTERM, then return.

    `announce` is told the ports by name once all of them answer. Raises UsageError when a port
    cannot be had or a file cannot be written; nothing is served then.
    """
    with ExitStack() as stack:
        sockets = dict(zip(_SERVED, listen(plan.port, len(_SERVED)), strict=True))
        for one in sockets.values():
            stack.callback(one.close)
        ports = {name: one.getsockname()[1] for name, one in sockets.items()}
        for host in (LOOPBACK, "localhost"):
            market.show_media_at(f"http://{host}:{ports[STOREFRONT]}/media")
        doors = [Door(storefront(market, plan.language, plan.zone))]
        doors += [Door(market.app(name)) for name in MARKETPLACES]
        if plan.ready is not None:
            take_away(plan.ready)
            stack.callback(take_away, plan.ready)
        if plan.credentials is not None:
            hand_out(market, plan.credentials, {name: ports[name] for name in MARKETPLACES})

        def opened() -> None:
            if plan.ready is not None:
                write_whole(plan.ready, json.dumps({"pid": os.getpid(), "ports": ports}) + "\n")
            announce(ports)

        servers = [_server(door) for door in doors]
        stack.enter_context(_stopped_by_signals(servers))
        asyncio.run(_serve(servers, list(sockets.values()), doors, opened))


class _Server(uvicorn.Server):
    """A server that leaves signals to the one who runs several."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        return nullcontext()


def _server(app: ASGIApp) -> _Server:
    config = uvicorn.Config(
        app,
        http=Wire,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        log_level="warning",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE_S,
    )
    return _Server(config)


@contextmanager
def _stopped_by_signals(servers: Sequence[uvicorn.Server]) -> Iterator[None]:
    """Let the first signal end the servers in good order, the second at once."""

    def stop(_signal: int, _frame: Any) -> None:
        for server in servers:
            server.force_exit = server.should_exit
            server.should_exit = True

    before = {number: signal.signal(number, stop) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _serve(
    servers: Sequence[_Server],
    sockets: Sequence[socket.socket],
    doors: Sequence[Door],
    opened: Callable[[], None],
) -> None:
    running = [
        asyncio.ensure_future(server.serve(sockets=[one]))
        for server, one in zip(servers, sockets, strict=True)
    ]
    try:
        for server, one in zip(servers, sockets, strict=True):
            await _answers(server, one.getsockname()[1])
        if not any(server.should_exit for server in servers):
            for door in doors:
                door.open()
            opened()
    except BaseException:
        for server in servers:
            server.should_exit = True
        raise
    finally:
        await asyncio.gather(*running)


async def _answers(server: _Server, port: int) -> None:
    """Wait until a port answers HTTP, be it that its door is still closed."""
    async with httpx.AsyncClient(trust_env=False) as client:
        while not server.should_exit:
            try:
                await client.get(f"http://{LOOPBACK}:{port}/")
            except httpx.TransportError:
                await asyncio.sleep(_PROBE_S)
            else:
                return
