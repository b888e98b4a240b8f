"""Four live shops on markets that misbehave, and a net for every text that the program lets out."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import logging
import shutil
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import uvicorn

from ocopctl import known_secrets, language, starter
from ocopctl.cli.run import run
from ocopctl.sandbox.practice import PracticeMarket
from ocopctl.transport.clock import SystemClock

NAMES = ("shopee", "lazada", "tiktok", "tiki")
SECRET = ("partner_key", "app_secret", "client_secret", "access_token", "refresh_token")
_PREFIX = {"lazada": "/rest"}


class Served(threading.Thread):
    """The four marketplaces in a thread, as `sandbox serve` has them."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.sockets = {name: socket.create_server(("127.0.0.1", 0)) for name in NAMES}
        self.servers: list[uvicorn.Server] = []
        self.open = threading.Event()

    def base(self, name: str) -> str:
        port = self.sockets[name].getsockname()[1]
        return f"http://127.0.0.1:{port}{_PREFIX.get(name, '')}"

    def run(self) -> None:
        market = PracticeMarket(self.path)
        market.clock.run(3600.0)
        for name in NAMES:
            app = market.app(name)
            config = uvicorn.Config(
                app, ws="none", lifespan="off", log_config=None, access_log=False
            )
            server = uvicorn.Server(config)
            server.capture_signals = nullcontext  # type: ignore[method-assign, assignment]
            self.servers.append(server)
        asyncio.run(self._serve())
        market.close()

    async def _serve(self) -> None:
        pairs = zip(self.servers, NAMES, strict=True)
        running = [s.serve(sockets=[self.sockets[name]]) for s, name in pairs]
        asyncio.get_running_loop().call_soon(self.open.set)
        await asyncio.gather(*running)

    def end(self) -> None:
        for server in self.servers:
            server.should_exit = True
        self.join(10)
        for one in self.sockets.values():
            one.close()


class Echo(BaseHTTPRequestHandler):
    """A market gone wrong: it answers with all that it was sent, in the platforms' own envelopes.

    The first part of a path says how: `html`, `cut`, or the marketplace whose envelope it is.
    """

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(length).decode(errors="replace")
        told = f"{self.command} {self.path}\n{self.headers}\n{sent}"
        how = self.path.split("/")[1]
        if how == "cut":
            self.close_connection = True
            return
        status, kind, body = 200, "application/json", ""
        if how == "html":
            status, kind, body = 403, "text/html", f"<html><body>{told}</body></html>"
        elif how == "shopee":
            body = json.dumps({"error": "error_param", "message": told, "request_id": told[-200:]})
        elif how == "lazada":
            words = {"code": "4101", "type": "ISV", "message": told, "request_id": "0"}
            body = json.dumps({**words, "detail": [{"message": told}]})
        elif how == "tiktok":
            body = json.dumps({"code": 12052003, "message": told, "request_id": "0"})
        else:
            status, body = 422, json.dumps({"errors": [told], "error": told, "message": told})
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("X-Echo", quote(told)[:4000])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815 - what http.server calls

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("market") / "practice.db")
    running.start()
    assert running.open.wait(10)
    yield running
    running.end()


@pytest.fixture(scope="session")
def echo() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join(5)
    server.server_close()


@dataclass
class Village:
    """A workspace with four live shops; `told` is all that came out, by where it was found."""

    folder: Path
    served: Served
    market: PracticeMarket
    capsys: pytest.CaptureFixture[str]
    log: io.StringIO
    credentials: dict[str, dict[str, str]]
    secrets: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)

    def shops(self, endpoints: dict[str, str], **more: str) -> None:
        """Write `ocopctl.yaml` with the shops at these addresses, and their files of keys."""
        lines = ["products: [products/*.yaml]", "media_url: http://127.0.0.1:9/media", "shops:"]
        for name, base in endpoints.items():
            path = self.folder / "keys" / f"{name}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(self.credentials[name]))
            path.chmod(0o600)
            lines.append(
                f"  {name}: {{marketplace: {name}, mode: live, endpoint: '{base}', "
                f"credentials: '{more.get(name, f'file:keys/{name}.json')}'}}"
            )
        (self.folder / "ocopctl.yaml").write_text("\n".join(lines) + "\n")

    def at_market(self) -> None:
        self.shops({name: self.served.base(name) for name in NAMES})

    def at(self, base: str, how: str = "") -> None:
        """Move every shop to an address, by default the one of its own envelope."""
        self.shops({name: f"{base}/{how or name}{_PREFIX.get(name, '')}" for name in NAMES})

    def forget(self) -> None:
        """Drop what earlier runs noted: journal, tokens, answers about categories."""
        shutil.rmtree(self.folder / ".ocopctl", ignore_errors=True)

    def run(self, *arguments: str) -> int:
        """Run a command as a new process would: without what an earlier one has read."""
        known_secrets._forms.clear()
        status = run(["--workspace", str(self.folder), *arguments])
        out, err = self.capsys.readouterr()
        where = " ".join(arguments)
        self.told[where] = self.told.get(where, "") + out + err
        self._note_tokens()
        return status

    def keep(self, name: str, value: str) -> None:
        """Watch for one more secret."""
        self.secrets[name] = value

    def _note_tokens(self) -> None:
        for path in (self.folder / ".ocopctl" / "tokens").glob("*.json"):
            body = json.loads(path.read_text("utf-8"))
            for name in ("access_token", "refresh_token"):
                if body[name]:
                    self.secrets[f"{name} {body[name][-6:]}"] = body[name]

    @property
    def reports(self) -> list[str]:
        """Return the reports of bugs."""
        return [path.read_text("utf-8") for path in (self.folder / "tmp").glob("ocopctl-bug-*")]

    def leaks(self) -> list[tuple[str, str]]:
        """Return which secret was found where, in whatever form."""
        texts = {**self.told, "log": self.log.getvalue()}
        for path in sorted(self.folder.rglob("*")):
            inside = path.relative_to(self.folder).parts
            if path.is_file() and "keys" not in inside and "tokens" not in inside:
                texts[str(path)] = path.read_bytes().decode(errors="replace")
        forms = {name: set(_forms(value)) for name, value in self.secrets.items()}
        return [
            (name, where)
            for where, text in texts.items()
            for name, ways in forms.items()
            if any(form in text for form in ways)
        ]


def _forms(value: str) -> Iterator[str]:
    """Yield the ways in which a secret may be written, by other means than the program's own."""
    raw = value.encode()
    yield from (value, quote(value), quote(value, safe=""), quote_plus(value))
    yield from (json.dumps(value)[1:-1], repr(value)[1:-1], raw.hex())
    for before in ("", "x", "xy"):
        whole = base64.b64encode(before.encode() + raw).decode().rstrip("=")
        yield whole[len(before) * 2 : -2]


@pytest.fixture
def village(
    tmp_path: Path,
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Village]:
    for name, content in starter.files("en").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    monkeypatch.setenv("OCOPCTL_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    _hurry(monkeypatch)
    # Loopback speaks plain HTTP: reading the world's certificates for each client is half the time.
    monkeypatch.setattr(ssl.SSLContext, "load_verify_locations", lambda *_a, **_k: None)
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    root, level = logging.getLogger(), logging.getLogger().level
    make = logging.getLogRecordFactory()
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    market = PracticeMarket(served.path)
    keys = {name: market.credentials(name, f"{name} {tmp_path.name}") for name in NAMES}
    made = Village(tmp_path, served, market, capsys, log, keys)
    made.secrets = {
        f"{name} {one}": keys[name][one] for name in NAMES for one in SECRET if keys[name].get(one)
    }
    yield made
    market.close()
    root.removeHandler(handler)
    root.setLevel(level)
    logging.setLogRecordFactory(make)
    known_secrets._forms.clear()
    language.use("en")


def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let waits pass at once: the clock jumps instead."""
    jumped = [0.0]

    async def sleep(_self: SystemClock, seconds: float) -> None:
        jumped[0] += seconds
        await asyncio.sleep(0.001)

    monkeypatch.setattr(SystemClock, "sleep", sleep)
    monkeypatch.setattr(SystemClock, "now", lambda _self: time.monotonic() + jumped[0])
