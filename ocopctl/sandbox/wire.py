"""The server's side of a connection, which a fault can cut."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

from ocopctl.sandbox.faults.delivery import TRANSPORT

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send


class Wire(H11Protocol):
    """Hand the connection's transport to the app, in the scope of each of its requests."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Open the connection; uvicorn asks its app for every request anew."""
        super().connection_made(transport)
        app = self.app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await app({**scope, TRANSPORT: transport}, receive, send)
            except asyncio.CancelledError:  # the server stops, and whoever still waits is cut off
                transport.abort()
                await asyncio.sleep(0)

        self.app = with_transport
