"""A served market, a browser that agrees, and `ocopctl auth` as a person types it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sys
import threading
import time
import webbrowser
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import uvicorn

from ocopctl import language
from ocopctl.cli.run import run
from ocopctl.sandbox.practice import PracticeMarket
from ocopctl.sandbox.tiki.accounts import app_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAMES = ("shopee", "lazada", "tiktok", "tiki")
FIRST = {
    "shopee": ("partner_id", "partner_key"),
    "lazada": ("app_key", "app_secret"),
    "tiktok": ("app_key", "app_secret", "service_id"),
    "tiki": ("client_id", "client_secret"),
}
_CODE = re.compile(r"code=([^&\s]+)")


class Served(threading.Thread):
    """Serves the four marketplaces in a thread, the market's file opened there."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.sockets = {name: socket.create_server(("127.0.0.1", 0)) for name in NAMES}
        self.servers: list[uvicorn.Server] = []
        self.open = threading.Event()

    def base(self, name: str) -> str:
        port = self.sockets[name].getsockname()[1]
        return f"http://127.0.0.1:{port}" + ("/rest" if name == "lazada" else "")

    def run(self) -> None:
        market = PracticeMarket(self.path)
        for name in NAMES:
            config = uvicorn.Config(market.app(name), ws="none", lifespan="off", log_config=None)
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
        self.join(5)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(tmp_path_factory.mktemp("market") / "practice.db")
    running.start()
    assert running.open.wait(10)
    yield running
    running.end()


@dataclass
class Browser:
    """What `--open` opens: it follows every redirect and answers TikTok Shop's form."""

    decision: str = "allow"
    follow: bool = True
    opened: list[str] = field(default_factory=list)
    pages: list[httpx.Response] = field(default_factory=list)
    walks: list[threading.Thread] = field(default_factory=list)
    meddle: Callable[[str], None] | None = None

    def open(self, url: str, *_more: Any) -> bool:
        self.opened.append(url)
        if self.follow:
            self.walks.append(threading.Thread(target=self.walk, args=(url,)))
            self.walks[-1].start()
        return True

    def walk(self, url: str) -> None:
        if self.meddle is not None:
            self.meddle(url)
            return
        with httpx.Client(trust_env=False) as http:
            self.pages.append(http.get(self.agreed(url)))

    def agreed(self, url: str) -> str:
        """Return the address that the marketplace sends the browser back to."""
        with httpx.Client(trust_env=False) as http:
            page = http.get(url)
            if page.status_code == 200:
                names = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
                form = {**names, "account": "tiktok", "decision": self.decision}
                page = http.post(httpx.URL(url).copy_with(query=None), data=form)
            assert page.status_code == 302, page.text
            return page.headers["location"]


@dataclass
class Typist:
    """Standard input of somebody who pastes when they are asked."""

    answer: Callable[[], str]

    def readline(self) -> str:
        return self.answer() + "\n"


@dataclass
class Desk:
    """A workspace with one shop `s`, and the command line in front of it."""

    folder: Path
    served: Served
    market: PracticeMarket
    browser: Browser
    port: int
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    keys: dict[str, str] = field(default_factory=dict)
    told: str = ""

    def shop(self, name: str, *, live: bool = False, **keys: str) -> Desk:
        """Name a shop in `ocopctl.yaml`, by default with application and secret alone."""
        fields = self.market.credentials(name, name)
        self.keys = {k: fields[k] for k in FIRST[name]} | keys
        lines = f"{{marketplace: {name}, credentials: file:keys.json"
        lines += ", mode: live}" if live else f", endpoint: '{self.served.base(name)}'}}"
        self.write(f"s: {lines}", self.keys)
        self._register()
        return self

    def public_tiki(self) -> Desk:
        app = app_of(self.market.emulator("tiki")._market, "tiki", "public")  # type: ignore[attr-defined]
        secret = {"client_id": app["client_id"], "client_secret": app["client_secret"]}
        return self.shop("tiki", app_type="public", **secret)

    def named(self, name: str) -> Desk:
        return self.public_tiki() if name == "tiki" else self.shop(name)

    def write(self, shops: str, keys: dict[str, str]) -> None:
        (self.folder / "ocopctl.yaml").write_text(f"products: [p.yaml]\nshops:\n  {shops}\n")
        (self.folder / "p.yaml").touch()
        path = self.folder / "keys.json"
        path.write_text(json.dumps(keys))
        path.chmod(0o600)

    def _register(self) -> None:
        """Let the practice applications send browsers to this test's port."""
        back = f"http://127.0.0.1:{self.port}/callback"
        self.market.store.set_setting("tiktok.redirect", back)
        shelf = self.market.store.shelf("tiki")
        self.market.credentials("tiki", "tiki")
        for kind in ("public", "public_post"):
            [app] = shelf.find("app", f"tiki/{kind}")
            keys = [f"tiki/{kind}"]
            shelf.put("app", app["client_id"], {**app, "redirect_uris": [back]}, keys=keys)

    def auth(self, *arguments: str) -> int:
        """Run `ocopctl auth`; what it printed is added to `told`."""
        status = run(["auth", *arguments, "--workspace", str(self.folder), "--lang", "en"])
        out, err = self.capsys.readouterr()
        self.told += out + err
        for walk in self.browser.walks:
            walk.join(5)
        return status

    def login(self, *more: str) -> int:
        return self.auth("login", "s", "--open", "--port", str(self.port), "--wait", "5", *more)

    def pasting(self, answer: Callable[[str], str], *more: str) -> int:
        """Log in, pasting what `answer` makes of the consent page's address."""
        self.browser.follow = False
        typist = Typist(lambda: answer(self.browser.opened[-1]))
        self.monkeypatch.setattr(sys, "stdin", typist)
        return self.login("--paste", *more)

    @property
    def file(self) -> Path | None:
        return next(iter((self.folder / ".ocopctl" / "tokens").glob("*.json")), None)

    @property
    def kept(self) -> dict[str, Any]:
        assert self.file is not None
        body: dict[str, Any] = json.loads(self.file.read_text())
        return body

    def change(self, **fields: Any) -> None:
        assert self.file is not None
        self.file.write_text(json.dumps({**self.kept, **fields}))

    def secrets(self) -> set[str]:
        """Return what nobody may ever read in what was printed."""
        hidden = {v for k, v in self.keys.items() if k.endswith(("secret", "_key"))}
        if "app_key" in self.keys:
            hidden.discard(self.keys["app_key"])
        if self.file is not None:
            hidden |= {self.kept["access_token"], self.kept["refresh_token"]}
        for url in (str(page.url) for page in self.browser.pages):
            hidden |= set(_CODE.findall(url))
        return {one for one in hidden if one}


@pytest.fixture
def desk(
    tmp_path: Path,
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    browser = Browser()
    monkeypatch.setattr(webbrowser, "open", browser.open)
    market = PracticeMarket(served.path)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    made = Desk(tmp_path, served, market, browser, port, monkeypatch, capsys)
    yield made
    market.close()
    language.use("en")
    assert not [one for one in made.secrets() if one in made.told]


@pytest.fixture
def query() -> Callable[[str], dict[str, str]]:
    return lambda url: dict(parse_qsl(urlsplit(url).query))


@pytest.fixture
def days() -> Callable[[float], float]:
    """Return a point in time so many days from now, a minute more so that none is cut off."""
    return lambda count: time.time() + count * 86_400 + 60
