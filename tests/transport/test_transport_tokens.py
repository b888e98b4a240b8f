"""Tokens of one shop: refreshed in time and once, on disk before they are used."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.errors import AuthError, MarketplaceError, OutcomeUnknown, Rejected
from ocopctl.transport.classify import AUTH, by_status, failure
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import FileTokens, MemoryTokens, TokenAuth, Tokens, TokenStore

if TYPE_CHECKING:
    from pathlib import Path

LIFE_S = 3600.0
FIRST = Tokens("A0", "R0")


class PlainAuth(TokenAuth):
    """A platform with the least there can be: a token in a header, an app's mark without one."""

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        request.headers["x-token"] = tokens.access_token if tokens else "app"

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        return httpx.Request("POST", "http://shop.invalid/refresh", json=tokens.refresh_token)

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        if response.status_code != 200:
            raise failure(AUTH, response)
        body = response.json()
        return Tokens(body["access"], body["refresh"], self._clock.wall() + LIFE_S)

    def token_refused(self, response: httpx.Response) -> bool:
        return response.status_code == 401


@dataclass
class Platform:
    """Takes one access token at a time; a refresh token buys the next pair once."""

    number: int = 0
    log: list[str] = field(default_factory=list)
    closed: bool = False
    lose: deque[str] = field(default_factory=deque)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        if request.url.path == "/refresh":
            return self.refresh(json.loads(request.content))
        token = request.headers.get("x-token", "none")
        self.log.append(f"call {token}")
        good = token in {"app", "none"} or (token == f"A{self.number}" and not self.closed)
        return httpx.Response(200 if good else 401, json={"ok": good})

    def refresh(self, token: str) -> httpx.Response:
        self.log.append(f"refresh {token}")
        if token != f"R{self.number}":
            return httpx.Response(400, json={"error": "invalid_grant"})
        self.number += 1
        if self.lose:
            raise httpx.ReadTimeout(self.lose.popleft())
        return httpx.Response(200, json={"access": f"A{self.number}", "refresh": f"R{self.number}"})


class Watched(MemoryTokens):
    """Memory that writes into the platform's log when a pair is kept."""

    def __init__(self, first: Tokens | None, log: list[str]) -> None:
        super().__init__(first)
        self.log = log

    def save(self, tokens: Tokens) -> None:
        self.log.append(f"save {tokens.access_token}")
        super().save(tokens)


def judge(response: httpx.Response, _body: Any) -> MarketplaceError | None:
    return None if response.status_code == 200 else by_status(response)


@dataclass
class Desk:
    """Makes clients of the platform that share nothing but the store."""

    clock: Any
    platform: Platform = field(default_factory=Platform)

    async def call(self, store: TokenStore, effect: Effect = Effect.MAKE, **values: Any) -> Any:
        transport = httpx.MockTransport(self.platform)
        auth = PlainAuth(store, self.clock)
        async with httpx.AsyncClient(
            base_url="http://shop.invalid", transport=transport, auth=auth
        ) as http:
            client = Client(http, judge, Pacing({}, self.clock), self.clock, shop="shopee")
            return await client.call(Request("shop.act", "POST", "/act", effect, **values))


@pytest.fixture
def desk(clock: Any) -> Desk:
    return Desk(clock)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "tokens" / "live%3Ashopee.json"


def ending_in(desk: Desk, seconds: float) -> Tokens:
    return Tokens("A0", "R0", desk.clock.wall() + seconds)


async def test_a_token_that_lives_long_enough_is_used_as_it_is(desk: Desk) -> None:
    await desk.call(Watched(ending_in(desk, 301), desk.platform.log))
    assert desk.platform.log == ["call A0"]


async def test_a_token_that_ends_soon_is_refreshed_first_and_kept_before_it_is_used(
    desk: Desk,
) -> None:
    await desk.call(Watched(ending_in(desk, 299), desk.platform.log))
    assert desk.platform.log == ["refresh R0", "save A1", "call A1"]


async def test_a_refused_token_is_refreshed_once_and_kept_before_it_is_used(desk: Desk) -> None:
    desk.platform.number = 1
    await desk.call(Watched(Tokens("A0", "R1"), desk.platform.log))
    assert desk.platform.log == ["call A0", "refresh R1", "save A2", "call A2"]


async def test_a_fresh_token_that_is_refused_too_ends_the_call(desk: Desk) -> None:
    desk.platform.closed = True
    with pytest.raises(AuthError):
        await desk.call(Watched(FIRST, desk.platform.log))
    assert desk.platform.log == ["call A0", "refresh R0", "save A1", "call A1"]


async def test_a_token_refreshed_ahead_and_refused_is_not_refreshed_again(desk: Desk) -> None:
    desk.platform.closed = True
    with pytest.raises(AuthError):
        await desk.call(Watched(ending_in(desk, 0), desk.platform.log))
    assert desk.platform.log == ["refresh R0", "save A1", "call A1"]


async def test_a_refused_refresh_sends_nothing_and_leaves_the_kept_pair(desk: Desk) -> None:
    store = Watched(Tokens("A0", "R-spent", desk.clock.wall()), desk.platform.log)
    with pytest.raises(AuthError):
        await desk.call(store)
    assert desk.platform.log == ["refresh R-spent"]
    assert store.load() == Tokens("A0", "R-spent", desk.clock.wall())


async def test_a_lost_answer_to_a_refresh_leaves_the_kept_pair_and_the_lock(desk: Desk) -> None:
    desk.platform.lose.append("gone")
    store = Watched(ending_in(desk, 0), desk.platform.log)
    with pytest.raises(OutcomeUnknown):
        await desk.call(store)
    assert desk.platform.log == ["refresh R0"]
    async with asyncio.timeout(1), store.lock():
        assert store.load() == ending_in(desk, 0)


async def test_without_any_token_nothing_is_sent(desk: Desk) -> None:
    with pytest.raises(AuthError, match="no access token yet"):
        await desk.call(MemoryTokens(None))
    assert desk.platform.log == []


@pytest.mark.parametrize(("level", "token"), [("app", "app"), ("none", "none")])
async def test_a_call_for_the_application_or_for_nobody_needs_no_token(
    desk: Desk, level: str, token: str
) -> None:
    await desk.call(MemoryTokens(None), level=level)
    assert desk.platform.log == [f"call {token}"]


async def test_two_tasks_refresh_a_shop_once(desk: Desk, path: Path) -> None:
    soon = ending_in(desk, 0)
    stores = [FileTokens(path, soon) for _ in range(4)]
    await asyncio.gather(*(desk.call(store) for store in stores))
    assert [line for line in desk.platform.log if line != "call A1"] == ["refresh R0"]
    assert desk.platform.log.count("call A1") == 4


async def test_two_tasks_with_a_refused_token_refresh_it_once(desk: Desk, path: Path) -> None:
    desk.platform.number = 1
    stores = [FileTokens(path, Tokens("A0", "R1")) for _ in range(4)]
    await asyncio.gather(*(desk.call(store) for store in stores))
    assert desk.platform.log.count("refresh R1") == 1
    assert desk.platform.log.count("call A2") == 4


async def test_a_pair_that_another_process_kept_meanwhile_is_used_without_a_refresh(
    desk: Desk, path: Path
) -> None:
    desk.platform.number = 1
    other = FileTokens(path, None)
    mine = FileTokens(path, FIRST)

    class Slow(FileTokens):
        def load(self) -> Tokens | None:
            seen = mine.load()
            other.save(Tokens("A1", "R1"))
            return seen

    await desk.call(Slow(path, FIRST))
    assert desk.platform.log == ["call A0", "call A1"]


OTHER_PROCESS = """
import asyncio, sys, httpx
from pathlib import Path
from ocopctl.transport.clock import SystemClock
from ocopctl.transport.tokens import FileTokens, TokenAuth, Tokens

class Auth(TokenAuth):
    def sign(self, request, tokens):
        request.headers["x-token"] = tokens.access_token
    def refresh_request(self, tokens):
        return httpx.Request("POST", sys.argv[2] + "/refresh", content=tokens.refresh_token)
    def read_tokens(self, response, old):
        return Tokens(**response.json(), access_expires_at=1e12)
    def token_refused(self, response):
        return False

async def main(path, url):
    auth = Auth(FileTokens(Path(path), Tokens("A0", "R0", 0.0)), SystemClock())
    async with httpx.AsyncClient(auth=auth, trust_env=False) as http:
        await http.post(url + "/act")

asyncio.run(main(*sys.argv[1:]))
"""


async def test_two_processes_refresh_a_shop_once(peer: Any, moves: Any, path: Path) -> None:
    pair = json.dumps({"access_token": "A1", "refresh_token": "R1"}).encode()
    peer.moves = [moves.answers(200, pair)]
    command = [sys.executable, "-c", OTHER_PROCESS, str(path), peer.url]
    running = [await asyncio.create_subprocess_exec(*command) for _ in range(2)]
    assert [await process.wait() for process in running] == [0, 0]
    assert [head.split()[1] for head in peer.heads].count(b"/refresh") == 1
    assert sum(b"x-token: A1" in head for head in peer.heads) == 2


def test_a_pair_is_kept_for_its_owner_alone(path: Path) -> None:
    store = FileTokens(path, None)
    store.save(Tokens("A1", "R1", 5.0))
    assert store.load() == Tokens("A1", "R1", 5.0)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_pair_is_kept_for_its_owner_alone_whatever_lay_there_before(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.with_suffix(".new").touch(0o644)
    FileTokens(path, None).save(FIRST)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_first_pair_serves_until_one_is_kept(path: Path) -> None:
    store = FileTokens(path, FIRST)
    assert store.load() == FIRST
    store.save(Tokens("A1", "R1"))
    assert FileTokens(path, FIRST).load() == Tokens("A1", "R1")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"access_token": "CANARY-1", "refr',
        b'["CANARY-1"]',
        b'{"access_token": "CANARY-1", "extra": 1}',
        b'{"access_token": null, "refresh_token": "CANARY-1"}',
        b'{"access_token": "CANARY-1", "access_expires_at": "soon"}',
        b'{"access_token": "CANARY-\xff"}',
        b"\x00" * 64,
        b"CANARY-1",
    ],
)
def test_a_torn_file_is_named_and_nothing_of_it_shown(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(AuthError) as caught:
        FileTokens(path, FIRST).load()
    assert caught.value.place == str(path)
    assert "CANARY" not in f"{caught.value} {caught.value.hint} {caught.value.__cause__!r}"


def test_a_file_that_cannot_be_opened_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(AuthError) as caught:
        FileTokens(path, FIRST).load()
    assert caught.value.place == str(path)


def test_a_pair_that_cannot_be_kept_is_an_error_with_a_place(path: Path) -> None:
    path.parent.parent.write_text("in the way")
    with pytest.raises(AuthError) as caught:
        FileTokens(path, FIRST).save(FIRST)
    assert caught.value.place == str(path)
    assert "A0" not in str(caught.value)


async def test_a_refresh_that_another_process_never_ends_is_told_as_what_it_is(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ocopctl.transport.tokens._LOCK_TIMEOUT_S", 0.05)
    async with FileTokens(path, None).lock():
        with pytest.raises(MarketplaceError) as caught:
            await desk.call(FileTokens(path, ending_in(desk, 0)))
    assert not isinstance(caught.value, Rejected | OutcomeUnknown)
    assert caught.value.hint
    assert desk.platform.log == []


@pytest.mark.parametrize("body", [[], {"access": 7}, "text", None])
async def test_an_answer_to_a_renewal_of_another_shape_is_no_traceback_and_keeps_the_pair(
    tmp_path: Path, clock: Any, body: Any
) -> None:
    class Odd(PlainAuth):
        def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
            return Tokens(response.json()["access"].strip(), "R1")

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.url.path == "/refresh" else 401, json=body)

    store = FileTokens(tmp_path / "t.json", FIRST)
    http = httpx.AsyncClient(
        base_url="http://shop",
        auth=Odd(store, clock),
        transport=httpx.MockTransport(answer),
    )
    client = Client(http, lambda _r, _b: None, Pacing({}, clock), clock, shop="a")
    with pytest.raises(MarketplaceError, match="cannot be read"):
        await client.call(Request("a", "POST", "/a", Effect.MAKE))
    assert store.load() == FIRST
