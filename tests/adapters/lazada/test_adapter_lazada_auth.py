"""Signatures, and tokens that are renewed once and kept before they are used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from ocopctl.adapters.base import Hosts
from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.lazada.auth import signature
from ocopctl.errors import AuthError, CredentialsError, MarketplaceError, RateLimited, Transient
from ocopctl.transport.tokens import MemoryTokens, Tokens

VECTORS = json.loads(
    Path(__file__).parents[2].joinpath("data/vectors/lazada.json").read_text("utf-8")
)["vectors"]
SIGNED = [vector for vector in VECTORS if vector["kind"] == "sign"]
CREDENTIALS = {"app_key": "900001", "app_secret": " ocop-fake-secret-0001 "}
SYSTEM = {"app_key", "timestamp", "sign_method", "access_token", "partner_id"}
NOW = 1_767_595_695.482
OLD = Tokens("old-access", "old-refresh")
NEW = {
    "code": "0",
    "access_token": "new-access",
    "refresh_token": "new-refresh",
    "expires_in": "864000",
    "refresh_expires_in": 4320000,
    "country_user_info_list": [],
}


class Clock:
    """A clock that stands still."""

    def wall(self) -> float:
        return NOW

    def now(self) -> float:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(seconds)


def auth_of(store: MemoryTokens, hosts: Hosts = LazadaAdapter.hosts) -> Any:
    return LazadaAdapter.authenticator(CREDENTIALS, hosts, store, Clock())


@pytest.mark.parametrize("vector", SIGNED, ids=lambda vector: vector["name"])
def test_requests_are_signed_as_other_clients_sign_them(vector: Any) -> None:
    given, wanted = vector["inputs"], vector["expected"]
    found = signature(given["app_secret"], given["api_path"], given["params"])
    assert found == wanted["sign"]


@pytest.mark.parametrize("vector", SIGNED[1:], ids=lambda vector: vector["name"])
@pytest.mark.parametrize("base", ["https://api.lazada.vn/rest", "http://127.0.0.1:8782/a/rest"])
def test_a_request_gets_the_same_signature_however_often_it_is_signed(
    vector: Any, base: str
) -> None:
    given = vector["inputs"]
    own = {k: v for k, v in given["params"].items() if k not in SYSTEM or k == "partner_id"}
    place: dict[str, Any] = {"params": own} if given["http_method"] == "GET" else {"data": own}
    request = httpx.Request(given["http_method"], base + given["api_path"], **place)
    token = given["params"].get("access_token")
    for _turn in range(2):
        auth_of(MemoryTokens(None), Hosts(base, base)).sign(
            request, Tokens(token) if token else None
        )
    assert request.url.params.get_list("sign") == [vector["expected"]["sign"]]
    assert request.url.params.get("timestamp") == "1767595695482"


def test_a_file_is_not_signed() -> None:
    url = "https://api.lazada.vn/rest/image/upload"
    signs = []
    for content in (b"one", b"two"):
        request = httpx.Request("POST", url, files={"image": ("a.jpg", content, "image/jpeg")})
        auth_of(MemoryTokens(None)).sign(request, OLD)
        signs.append(request.url.params["sign"])
    assert signs[0] == signs[1]


@pytest.mark.parametrize("missing", ["app_key", "app_secret"])
def test_a_missing_key_is_named(missing: str) -> None:
    with pytest.raises(CredentialsError, match=missing):
        LazadaAdapter.authenticator(
            {**CREDENTIALS, missing: " "}, LazadaAdapter.hosts, MemoryTokens(OLD), Clock()
        )


class Gateway:
    """Take the new access token alone; give the new pair for the old refresh token."""

    def __init__(self, store: MemoryTokens, refusal: Any = None) -> None:
        self.store, self.refusal = store, refusal
        self.seen: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/auth/token/refresh"):
            assert "access_token" not in request.url.params
            assert parse_qs(request.content.decode()) == {"refresh_token": ["old-refresh"]}
            self.seen.append(f"refresh at {request.url.host}")
            return httpx.Response(200, json=self.refusal or NEW)
        token = request.url.params["access_token"]
        kept = self.store.load()
        assert kept is not None
        assert kept.access_token == token
        self.seen.append(token)
        code = "0" if token == "new-access" else "IllegalAccessToken"
        return httpx.Response(200, json={"code": code})


async def call(gateway: Gateway) -> httpx.Response:
    transport = httpx.MockTransport(gateway)
    async with httpx.AsyncClient(transport=transport, auth=auth_of(gateway.store)) as http:
        return await http.get("https://api.lazada.vn/rest/seller/get")


async def test_a_refused_token_is_renewed_once_and_kept_before_use() -> None:
    gateway = Gateway(store := MemoryTokens(OLD))
    assert (await call(gateway)).json() == {"code": "0"}
    assert gateway.seen == ["old-access", "refresh at auth.lazada.com", "new-access"]
    assert store.load() == Tokens("new-access", "new-refresh", NOW + 864000, NOW + 4320000)


async def test_a_token_about_to_end_is_renewed_first() -> None:
    gateway = Gateway(MemoryTokens(Tokens("old-access", "old-refresh", NOW + 60)))
    await call(gateway)
    assert gateway.seen == ["refresh at auth.lazada.com", "new-access"]


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        ({"code": "IllegalRefreshToken"}, AuthError),
        ({"code": "AUTH_TYPE_UNSUPPORTED"}, AuthError),
        ({"code": "SomethingNew", "type": "ISV"}, AuthError),
        ({"code": "IncompleteSignature"}, AuthError),
        ({"code": "ServiceTimeout"}, Transient),
        ({"code": "ApiCallLimit"}, RateLimited),
        ({"code": "0"}, Transient),
        ({"code": "0", "access_token": "a", "expires_in": "soon"}, Transient),
    ],
)
async def test_a_failed_renewal_keeps_the_tokens(
    refusal: Any, kind: type[MarketplaceError]
) -> None:
    gateway = Gateway(store := MemoryTokens(OLD), refusal)
    with pytest.raises(kind):
        await call(gateway)
    assert store.load() == OLD


async def test_the_last_renewal_keeps_the_refresh_token_and_says_when_it_ends() -> None:
    last = {name: value for name, value in NEW.items() if not name.startswith("refresh")}
    gateway = Gateway(store := MemoryTokens(OLD), last)
    await call(gateway)
    assert store.load() == Tokens("new-access", "old-refresh", NOW + 864000, NOW)


async def test_without_a_refresh_token_nothing_is_asked_of_the_gateway() -> None:
    gateway = Gateway(MemoryTokens(Tokens("old-access", "", NOW - 1)))
    with pytest.raises(AuthError, match="refresh token"):
        await call(gateway)
    assert gateway.seen == []
