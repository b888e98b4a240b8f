"""Catching the browser on its way back: one good answer, on loopback alone, for a bounded time."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from queue import Empty, Queue
from socketserver import ThreadingTCPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from ocopctl.consent.answer import OtherLoginError, check_answer
from ocopctl.errors import AuthError, UsageError
from ocopctl.language import _, current

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOPBACK = "127.0.0.1"
PATH = "/callback"
_NAMES = (LOOPBACK, "localhost")
_STRAYS = 20
"""Answers to other logins that are turned away before we give up (our choice)."""
_POLL_S = 0.05
_ATTENTION_S = 0.5
"""Windows hears Ctrl-C between waits alone."""
_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>ocopctl</title>
<meta name="viewport" content="width=device-width"><style>body{{font:1.2rem/1.6 sans-serif;
max-width:32rem;margin:15vh auto;padding:0 1rem}}</style></head>
<body><h1>{title}</h1><p>{text}</p></body></html>
"""
_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "Connection": "close",
}


class Catcher(ThreadingTCPServer):
    """Answers a browser once; threads, since browsers open connections that they leave idle."""

    allow_reuse_address = os.name == "posix"
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, path: str, state: str) -> None:
        super().__init__((LOOPBACK, port), _Visit)
        self.path = path
        self.state = state
        self.caught: Queue[dict[str, str] | AuthError] = Queue()

    @property
    def port(self) -> int:
        """Return the port that is listened on."""
        return int(self.socket.getsockname()[1])

    @property
    def url(self) -> str:
        """Return the address that the browser is to be sent back to."""
        return f"http://{LOOPBACK}:{self.port}{self.path}"

    def wait(self, seconds: float) -> dict[str, str]:
        """Return the answer. Raises AuthError when it is not good or does not come in time.

        Answers to other logins are passed over: neither an old page nor a forged call may keep the
        owner's from arriving. OtherLoginError after too many, or when nothing else came.
        """
        strays: list[OtherLoginError] = []
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                found = self.caught.get(timeout=min(left, _ATTENTION_S))
            except Empty:
                continue
            if isinstance(found, OtherLoginError) and len(strays) < _STRAYS - 1:
                strays.append(found)
                continue
            if isinstance(found, AuthError):
                raise found
            return found
        if strays:
            raise strays[-1]
        raise AuthError(
            _("no consent came back within {count} seconds", count=f"{seconds:g}"),
            hint=_("start again, with --wait for more time or --paste to paste the address"),
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away: it may come back."""


@contextmanager
def catching(port: int, path: str, state: str) -> Iterator[Catcher]:
    """Listen on 127.0.0.1 as long as the context lasts. Raises UsageError for a port in use."""
    try:
        catcher = Catcher(port, path, state)
    except (OSError, OverflowError) as error:
        raise UsageError(
            _("port {port} on this machine cannot be used", port=port),
            hint=_("choose another with --port, or use --paste"),
        ) from error
    with catcher:
        thread = Thread(target=catcher.serve_forever, args=(_POLL_S,), daemon=True)
        thread.start()
        try:
            yield catcher
        finally:
            catcher.shutdown()
            thread.join()


class _Visit(BaseHTTPRequestHandler):
    """One request. It is neither logged nor shown: its address holds the code."""

    server: Catcher
    timeout = 10

    def do_GET(self) -> None:
        """Take answers on the path that was asked for; everything else is not found."""
        url = urlsplit(self.path)
        if url.path != self.server.path or self._host() not in _NAMES:
            self._show(HTTPStatus.NOT_FOUND, _("There is nothing here"), "")
            return
        answer = dict(parse_qsl(url.query))
        try:
            check_answer({"state": "", **answer}, self.server.state)
        except AuthError as error:
            self._show(HTTPStatus.BAD_REQUEST, _("This did not work"), error.message)
            self.server.caught.put(error)
            return
        title, text = _("Thank you"), _("The rest happens in the terminal; close this page.")
        self._show(HTTPStatus.OK, title, text)
        self.server.caught.put(answer)

    def _host(self) -> str:
        """Return the name that the browser called us by: a foreign one is another page's trick."""
        return self.headers.get("Host", "").rpartition(":")[0]

    def _show(self, status: HTTPStatus, title: str, text: str) -> None:
        page = _PAGE.format(lang=current(), title=escape(title), text=escape(text)).encode()
        self.send_response_only(status)
        for name, value in {**_HEADERS, "Content-Length": str(len(page))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)
