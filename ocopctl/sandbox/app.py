"""The ASGI side of an emulator: read the request, answer in one transaction, write the history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from ocopctl.sandbox.market import Answer, Call

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
        answer = Answer("too large", 413) if body is None else _answer(emulator, market, call)
        await _response(answer)(scope, receive, send)

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


def _answer(emulator: Emulator, market: Market, call: Call) -> Answer:
    """Let the emulator act and write what it did, together."""
    with market.store.transaction():
        answer = emulator.answer(call)
        _remember(emulator, market, call, answer)
    return answer


def _remember(emulator: Emulator, market: Market, call: Call, answer: Answer) -> None:
    at = market.clock.now()
    call_id = market.store.insert(
        "calls",
        (
            at,
            emulator.name,
            call.shop,
            call.method,
            call.endpoint or call.path,
            json.dumps(call.skus, ensure_ascii=False),
            answer.status,
            answer.code,
            0,
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


def _response(answer: Answer) -> Response:
    headers = dict(answer.headers)
    if isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, headers)
    if isinstance(answer.body, str):
        return Response(answer.body, answer.status, headers, media_type="text/plain")
    text = json.dumps(answer.body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, answer.status, headers, media_type="application/json")
