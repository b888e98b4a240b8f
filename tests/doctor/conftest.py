"""A village whose shops answer as the test says, and `ocopctl doctor` in front of it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ocopctl import known_secrets, language, starter
from ocopctl.cli.run import run

KEYS = {"partner_id": "1", "partner_key": "k" * 32, "shop_id": "2"}
SHOPEE = (403, json.dumps({"error": "error_param", "message": "no sign", "request_id": "1"}))


class Platform(BaseHTTPRequestHandler):
    """A platform that answers as it is told: (status, body) by the first part of the path."""

    protocol_version = "HTTP/1.1"
    answers: ClassVar[dict[str, tuple[int, str]]] = {}
    ahead_s: ClassVar[float] = 0.0
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(f"{self.path} {self.headers}")
        how = self.path.split("/")[1]
        if how == "silent":
            time.sleep(4)
        if how in {"silent", "cut"}:
            self.close_connection = True
            return
        status, body = self.answers.get(how, SHOPEE)
        content = body.encode()
        self.send_response_only(status)
        self.send_header("Date", formatdate(time.time() + self.ahead_s, usegmt=True))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a caller who has heard enough."""


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), Platform)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture
def platform() -> Iterator[type[Platform]]:
    yield Platform
    Platform.answers = {}
    Platform.ahead_s = 0.0
    Platform.seen.clear()


@dataclass
class Told:
    """What `ocopctl doctor` said: its status, its text, and its findings as programs get them."""

    status: int
    text: str
    findings: list[dict[str, Any]] = field(default_factory=list)

    def about(self, check: str, about: str = "") -> dict[str, Any]:
        """Return the one finding of a check, about one shop where that is named."""
        [found] = [f for f in self.findings if f["check"] == check and about in f["about"]]
        return found

    @property
    def bad(self) -> dict[str, dict[str, Any]]:
        return {f["check"]: f for f in self.findings if f["level"] == "bad"}


@dataclass
class Village:
    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def state(self) -> Path:
        return self.folder / ".ocopctl"

    def shops(self, *lines: str) -> None:
        """Write a workspace with these shops and one good product."""
        for name, content in starter.files("en").items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        keys = self.folder / "keys.json"
        keys.write_text(json.dumps(KEYS))
        keys.chmod(0o600)
        text = "products: [products/*.yaml]\nmedia_url: https://example.org/m\nshops:\n"
        self.write("ocopctl.yaml", text + "".join(f"  {line}\n" for line in lines))

    def live(self, *endpoints: str, keys: str = "file:keys.json") -> None:
        """Write a workspace with live Shopee shops `s0`, `s1` … at these addresses."""
        self.shops(
            *(
                f"s{at}: {{marketplace: shopee, mode: live, endpoint: '{one}', "
                f"credentials: '{keys}'}}"
                for at, one in enumerate(endpoints)
            )
        )

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def tokens(self, shop: str, **fields: Any) -> Path:
        """Keep a pair for a shop, named by its key in the journal, as a login would."""
        from urllib.parse import quote

        pair = {"access_token": "a" * 20, "refresh_token": "r" * 20, "learnt": {}}
        path = self.write(f".ocopctl/tokens/{quote(shop, safe='')}.json", "")
        path.write_text(json.dumps(pair | fields))
        path.chmod(0o600)
        return path

    def doctor(self, *options: str) -> Told:
        self.capsys.readouterr()
        status = run(["--workspace", str(self.folder), "--json", "doctor", *options])
        objects, text = self.capsys.readouterr()
        lines = [json.loads(line) for line in objects.splitlines()]
        assert lines[-1]["type"] == "summary"
        assert lines[-1]["exit"] == status
        findings = lines[:-1]
        for one in findings:
            assert one["type"] == "check"
            assert one["level"] == "good" or one["hint"], one
        assert "Traceback" not in text
        assert "could not be looked at" not in text, text
        return Told(status, text, findings)


@pytest.fixture
def village(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Village]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OCOPCTL_LANG", "en")
    monkeypatch.chdir(tmp_path)
    yield Village(tmp_path, capsys)
    known_secrets._forms.clear()
    language.use("en")


Days = Callable[[float], float]


@pytest.fixture
def days() -> Days:
    """Return a point in time so many days from now, a minute more so that none is cut off."""
    return lambda count: time.time() + count * 86_400 + 60
