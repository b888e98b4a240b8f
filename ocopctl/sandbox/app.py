"""The ASGI side of an emulator: read the request, answer in one transaction, write the history.

Under a storm the same, with the faults that strike the call.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import Request

from ocopctl.sandbox.faults.delivery import Line, deliver
from ocopctl.sandbox.faults.making import Outgoing, act
from ocopctl.sandbox.faults.storm import brewing
from ocopctl.sandbox.market import Answer, Call
from ocopctl.sandbox.responses import response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ocopctl.sandbox.market import Emulator, Market

LARGEST_BODY = 20 * 1024 * 1024


def application(emulator: Emulator, market: Market) -> ASGIApp:
    """Serve one emulator at the root of its own origin."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        body = await _body(request)
        call = Call(
            method=request.method,
            path=request.url.path,
            query=request.query_params.multi_items(),
            headers=_headers(request),
            body=body or b"",
        )
        if body is None:
            await response(Answer("too large", 413))(scope, receive, send)
            return
        call_id, outgoing = _answered(emulator, market, call)
        if await deliver(outgoing, Line(scope, receive, send, market.clock)) and not outgoing.lost:
            market.store.mark_lost(call_id)

    return app


def _headers(request: Request) -> dict[str, str]:
    """Return the headers in lower case; a repeated one is joined by commas, so that it shows."""
    found: dict[str, str] = {}
    for name, value in request.headers.items():
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


async def _body(request: Request) -> bytes | None:
    """Read the body, None when it is larger than any platform takes."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LARGEST_BODY:
            return None
        chunks.append(chunk)
    return b"".join(chunks)


def _answered(emulator: Emulator, market: Market, call: Call) -> tuple[int, Outgoing]:
    """Let the emulator act and write what it did, together; return the call's number too."""
    with market.store.transaction():
        storm = brewing(market.store)
        if storm is None:
            outgoing = Outgoing(call, emulator.answer(call))
        else:
            outgoing = act(storm, emulator, market, call)
        return _remember(emulator, market, outgoing), outgoing


def _remember(emulator: Emulator, market: Market, outgoing: Outgoing) -> int:
    at, call = market.clock.now(), outgoing.call
    call_id = market.store.insert(
        "calls",
        (
            at,
            emulator.name,
            call.shop,
            call.method,
            call.endpoint or call.path,
            json.dumps(call.skus, ensure_ascii=False),
            outgoing.answer.status,
            outgoing.told,
            int(outgoing.lost),
        ),
    )
    for kind, sku, remote_id, detail in call.effects:
        market.store.insert(
            "effects",
            (
                call_id,
                at,
                emulator.name,
                call.shop,
                kind,
                sku,
                remote_id,
                json.dumps(detail, ensure_ascii=False),
            ),
        )
    return call_id
