"""How an answer goes out: whole, late, drop by drop, in part, or not at all.

In-process a wait passes on the market's clock, and a line that breaks is the error that a client
of a server would see. Served, a wait is a wait, and the connection is cut.
"""

from __future__ import annotations

import asyncio
import math
import os
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from ocopctl.sandbox.responses import response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import Receive, Scope, Send

    from ocopctl.sandbox.clock import Clock
    from ocopctl.sandbox.faults.making import Outgoing
    from ocopctl.sandbox.faults.storm import Rule
    from ocopctl.sandbox.market import Answer

TRANSPORT = "ocopctl.transport"
"""The key of the scope under which a served connection's transport stands."""

_LINGER_NOT = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
_PIECES = 10
_MEGABYTE = b"x" * 1024 * 1024
_TOO_MUCH = 1000
_DROP_S = 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """The way back to the caller of one request."""

    scope: Scope
    receive: Receive
    send: Send
    clock: Clock

    @property
    def transport(self) -> asyncio.Transport | None:
        """Return the served connection's transport, None in-process."""
        found: asyncio.Transport | None = self.scope.get(TRANSPORT)
        return found

    async def wait(self, seconds: float) -> None:
        """Let time pass: the market's in-process, else the wall's, or until the caller leaves."""
        if self.transport is None:
            await self.clock.sleep(seconds)
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ended(), seconds)

    async def gone(self) -> bool:
        """Tell whether a caller over the network has left."""
        if self.transport is None:
            return False
        return await Request(self.scope, self.receive).is_disconnected()

    async def cut(self) -> None:
        """Break the line, as a link that goes down does. In-process raises httpx.ReadError."""
        if self.transport is None:
            import httpx  # noqa: PLC0415 - looking at the market does not load it

            raise httpx.ReadError("the practice market's storm cut the connection")
        ours: socket.socket = self.transport.get_extra_info("socket")
        # without lingering the end is a reset and not a polite goodbye
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        self.transport.abort()
        await self._ended()

    async def hang_up(self) -> None:
        """End the connection politely, in the middle. In-process raises RemoteProtocolError."""
        if self.transport is None:
            import httpx  # noqa: PLC0415 - looking at the market does not load it

            raise httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body"
            )
        self.transport.close()
        await self._ended()

    async def _ended(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass


async def deliver(outgoing: Outgoing, line: Line) -> bool:
    """Send an answer as its faults want it; return whether its caller left before its end.

    In-process raises the error of httpx that a client of a server would see.
    """
    rules = {strike.name: strike.rule for strike in outgoing.strikes}
    if "latency" in rules:
        await line.wait(rules["latency"].lasts_s)
    for name, way in _WAYS.items():
        if name in rules:
            return await way(outgoing.answer, rules[name], line)
    left = await line.gone() if rules else False
    await response(outgoing.answer)(line.scope, line.receive, line.send)
    return left


async def _cut(_answer: Answer, _rule: Rule, line: Line) -> bool:
    await line.cut()
    return True


async def _too_short(answer: Answer, _rule: Rule, line: Line) -> bool:
    """Announce more than comes."""
    whole = response(answer)
    whole.headers["content-length"] = str(len(whole.body) + _TOO_MUCH)
    await _start(whole, line)
    await _more(bytes(whole.body), line)
    await line.hang_up()
    return True


async def _drops(_answer: Answer, rule: Rule, line: Line) -> bool:
    """Send a blank now and then, which keeps a patient reader waiting, and never an answer."""
    await _start(_endless(), line)
    for _drop in range(math.ceil(rule.lasts_s / _DROP_S)):
        await _more(b" ", line)
        await line.wait(_DROP_S)
        if await line.gone():
            return True
    await line.cut()
    return True


async def _huge(_answer: Answer, rule: Rule, line: Line) -> bool:
    """Send one JSON object with a text of so many megabytes, for as long as somebody reads."""
    await _start(_endless(), line)
    await _more(b'{"padding":"', line)
    for _megabyte in range(rule.megabytes):
        if await line.gone():
            return True
        await _more(_MEGABYTE, line)
    left = await line.gone()
    await _last(b'"}', line)
    return left


async def _slow(answer: Answer, rule: Rule, line: Line) -> bool:
    """Send the body in pieces, with pauses between them."""
    whole = response(answer)
    await _start(whole, line)
    body = bytes(whole.body)
    size = len(body) // _PIECES
    for at in range(_PIECES - 1):
        await _more(body[at * size : (at + 1) * size], line)
        await line.wait(rule.lasts_s / (_PIECES - 1))
    left = await line.gone()
    await _last(body[(_PIECES - 1) * size :], line)
    return left


# In the order in which they count where several struck: a line that is cut carries nothing.
_WAYS: Mapping[str, Callable[[Answer, Rule, Line], Awaitable[bool]]] = {
    "reset-before": _cut,
    "reset-after": _cut,
    "refresh-lost": _cut,
    "wrong-length": _too_short,
    "trickle": _drops,
    "huge-body": _huge,
    "slow-body": _slow,
}


def _endless() -> Response:
    """Return a response of JSON whose length is not announced."""
    open_ended = Response(media_type="application/json")
    del open_ended.headers["content-length"]
    return open_ended


async def _start(head: Response, line: Line) -> None:
    start = {"type": "http.response.start", "status": head.status_code, "headers": head.raw_headers}
    await line.send(start)


async def _more(piece: bytes, line: Line) -> None:
    await line.send({"type": "http.response.body", "body": piece, "more_body": True})


async def _last(piece: bytes, line: Line) -> None:
    await line.send({"type": "http.response.body", "body": piece, "more_body": False})
