"""Tokens of the Tiki adapter: how they are asked for, kept, and carried."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from ocopctl import __version__
from ocopctl.adapters.base import Hosts
from ocopctl.adapters.tiki import TikiAdapter
from ocopctl.errors import (
    AuthError,
    CredentialsError,
    MarketplaceError,
    RateLimited,
    Transient,
    Unreachable,
)
from ocopctl.transport.classify import body_of
from ocopctl.transport.tokens import MemoryTokens, Tokens

VECTORS = Path(__file__).parents[2] / "data" / "vectors" / "tiki.json"
HOSTS = Hosts("https://api.tiki.vn", "https://api.tiki.vn")
KEYS = {"client_id": "1000000000000001", "client_secret": "abcDEF_-123"}
NOW = 1_790_000_000.0


class StoppedClock:
    def wall(self) -> float:
        return NOW

    def now(self) -> float:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nothing here waits, not even {seconds} s")


class Server:
    """A Tiki that takes one access token and gives out new pairs."""

    def __init__(self, *answers: httpx.Response, valid: str = "") -> None:
        self.answers = list(answers)
        self.valid = valid
        self.closed = False
        self.tokens: list[dict[str, str]] = []
        self.calls: list[httpx.Request] = []
        self.kept: list[Tokens | None] = []
        self.store = MemoryTokens(None)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/sc/oauth2/token":
            self.tokens.append(dict(parse_qsl(request.content.decode())))
            answer = self.answers.pop(0)
            self.valid = (body_of(answer) or {}).get("access_token", "")
            return answer
        self.calls.append(request)
        self.kept.append(self.store.load())
        good = request.headers["authorization"] == f"Bearer {self.valid}" and not self.closed
        return httpx.Response(200 if good else 401, json={} if good else {"errors": ["expired"]})


def given(name: str, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"access_token": name, "token_type": "bearer", **more})


async def called(server: Server, first: Tokens | None, **keys: str) -> httpx.Response:
    server.store = MemoryTokens(first)
    auth = TikiAdapter.authenticator({**KEYS, **keys}, HOSTS, server.store, StoppedClock())
    transport = httpx.MockTransport(server)
    async with httpx.AsyncClient(auth=auth, base_url=HOSTS.api, transport=transport) as http:
        return await http.get("/integration/v2/sellers/me")


@pytest.mark.parametrize("vector", json.loads(VECTORS.read_text("utf-8"))["vectors"][:4])
def test_token_requests_are_those_of_another_client(vector: dict[str, Any]) -> None:
    inputs, expected = vector["inputs"], vector["expected"]
    auth = TikiAdapter.authenticator(
        {
            "client_id": inputs["client_id"],
            "client_secret": inputs["client_secret"],
            "token_auth_method": inputs["token_endpoint_auth_method"],
            "app_type": "public" if inputs["refresh_token"] else "in_house",
        },
        HOSTS,
        MemoryTokens(None),
        StoppedClock(),
    )
    request = auth.refresh_request(Tokens("", inputs["refresh_token"] or ""))
    assert (request.method, request.url.path) == (inputs["method"], inputs["path"])
    assert request.headers["content-type"] == expected["content_type"]
    assert request.headers.get("authorization") == expected["authorization"]
    assert dict(parse_qsl(request.content.decode())) == expected["body_parsed"]
    assert request.headers["user-agent"] == f"ocopctl/{__version__}"


async def test_without_any_token_the_first_call_asks_for_one_and_keeps_it_first() -> None:
    server = Server(given("one", expires_in=3600))
    response = await called(server, None)
    assert response.status_code == 200
    assert server.tokens == [{"grant_type": "client_credentials"}]
    assert server.kept == [Tokens("one", "", NOW + 3600)]
    assert server.calls[0].headers["user-agent"] == f"ocopctl/{__version__}"


async def test_a_token_that_ends_soon_is_renewed_ahead_and_the_pair_rotates() -> None:
    server = Server(given("two", expires_in=1200, refresh_token="R2"))
    await called(server, Tokens("one", "R1", NOW + 10), app_type="public")
    assert server.tokens == [{"grant_type": "refresh_token", "refresh_token": "R1"}]
    assert server.kept == [Tokens("two", "R2", NOW + 1200)]


async def test_an_application_of_the_sellers_own_never_uses_a_refresh_token_up() -> None:
    server = Server(given("two", expires_in=1200))
    await called(server, Tokens("one", "R1", NOW + 10))
    assert server.tokens == [{"grant_type": "client_credentials"}]


async def test_a_refused_token_is_renewed_once() -> None:
    server = Server(given("two", expires_in=3600))
    response = await called(server, Tokens("one"))
    assert (response.status_code, len(server.calls), len(server.tokens)) == (200, 2, 1)


async def test_a_token_refused_after_its_renewal_is_a_refusal() -> None:
    server = Server(httpx.Response(200, json={"access_token": "two"}))
    server.closed = True
    response = await called(server, Tokens("one", "R1", NOW))
    assert (response.status_code, len(server.calls), len(server.tokens)) == (401, 1, 1)


async def test_a_pair_without_lifetime_and_refresh_token_keeps_what_is_known() -> None:
    server = Server(httpx.Response(200, json={"access_token": "two"}))
    await called(server, Tokens("", "R1"))
    assert server.store.load() == Tokens("two", "R1", None)


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (httpx.Response(401, json={"error": "invalid_client"}), AuthError, "invalid_client"),
        (httpx.Response(400, json={"error": "invalid_grant"}), AuthError, "invalid_grant"),
        (httpx.Response(403, html="<h1>Forbidden</h1>"), Unreachable, "HTTP 403"),
        (httpx.Response(403, json={"error": "access_denied"}), AuthError, "access_denied"),
        (httpx.Response(429), RateLimited, "HTTP 429"),
        (httpx.Response(503, json={"errors": ["maintenance"]}), Transient, "HTTP 503"),
        (httpx.Response(200, text="<html>"), Transient, "HTTP 200"),
        (httpx.Response(200, json={"scope": "product"}), AuthError, "HTTP 200"),
        (given("two", expires_in="soon"), Transient, ""),
    ],
)
async def test_no_token_is_told_from_no_answer(
    answer: httpx.Response, kind: type[MarketplaceError], code: str
) -> None:
    server = Server(answer)
    with pytest.raises(MarketplaceError) as caught:
        await called(server, Tokens("one", "R1", NOW))
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert not server.calls
    assert server.store.load() == Tokens("one", "R1", NOW)


async def test_another_user_agent_can_be_chosen() -> None:
    server = Server(valid="one")
    await called(server, Tokens("one"), user_agent="HTX-Bat-Trang/2")
    assert server.calls[0].headers["user-agent"] == "HTX-Bat-Trang/2"


@pytest.mark.parametrize(
    "keys", [{"client_secret": ""}, {"client_id": " "}, {"token_auth_method": "jwt"}]
)
def test_credentials_that_cannot_work_are_refused_before_anything_is_sent(
    keys: dict[str, str],
) -> None:
    with pytest.raises(CredentialsError):
        TikiAdapter.authenticator({**KEYS, **keys}, HOSTS, MemoryTokens(None), StoppedClock())
