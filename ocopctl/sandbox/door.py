"""A door before an app: nobody gets in, and nothing is recorded, until everything can be served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_CLOSED = PlainTextResponse("opening in a moment\n", 503, {"retry-after": "1"})


class Door:
    """Answer 503 until it is opened, then leave every request to the app."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = False

    def open(self) -> None:
        """Let requests in from now on."""
        self._open = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        await (self._app if self._open else _CLOSED)(scope, receive, send)
