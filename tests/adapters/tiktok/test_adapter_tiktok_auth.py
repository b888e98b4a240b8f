"""Signatures, and tokens that are renewed once and kept before they are used."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.errors import AuthError, CredentialsError, MarketplaceError, Transient
from ocopctl.transport.tokens import MemoryTokens, Tokens

VECTORS = json.loads(
    Path(__file__).parents[2].joinpath("data/vectors/tiktok.json").read_text("utf-8")
)["vectors"]
CREDENTIALS = {"app_key": "6fakekey1vn", "app_secret": " s3cr3t ", "shop_cipher": "ROW_c=="}
OLD = Tokens("old-access", "old-refresh")
CENTURY = 4_913_640_000
NEW = {
    "access_token": "new-access", "access_token_expire_in": 1_760_604_800,
    "refresh_token": "new-refresh", "refresh_token_expire_in": CENTURY,
}  # fmt: skip


class Clock:
    """A clock that stands still."""

    def __init__(self, at: float = 1_760_000_000.9) -> None:
        self.at = at

    def wall(self) -> float:
        return self.at

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


def auth_of(credentials: Any, store: MemoryTokens, at: float = 1_760_000_000.9) -> Any:
    return TiktokAdapter.authenticator(credentials, TiktokAdapter.hosts, store, Clock(at))


def request_of(given: Any) -> httpx.Request:
    """Build the request of a vector, without what signing itself puts there."""
    query = {k: v for k, v in given["query"].items() if k not in {"app_key", "timestamp"}}
    return httpx.Request(
        given["method"],
        f"https://x.example{given['path']}",
        params=query or None,
        content=base64.b64decode(given["body_base64"] or "") or None,
        headers={"content-type": given["content_type"]} if given["content_type"] else None,
    )


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_requests_are_signed_as_other_clients_sign_them(vector: Any) -> None:
    given, wanted = vector["inputs"], vector["expected"]
    credentials = {
        "app_key": given["query"]["app_key"],
        "app_secret": given["app_secret"],
        "shop_cipher": "c",
    }
    auth = auth_of(credentials, MemoryTokens(None), float(given["query"]["timestamp"]) + 0.9)
    request = request_of(given)
    for _turn in range(2):
        auth.sign(request, Tokens("ROW_FAKEACCESSTOKEN0001"))
    assert request.url.params.get_list("sign") == [wanted["sign"]]
    assert dict(request.url.params).items() >= (given["query"] | {"sign": wanted["sign"]}).items()
    assert request.headers["x-tts-access-token"] == "ROW_FAKEACCESSTOKEN0001"


@pytest.mark.parametrize("field", ["app_key", "app_secret"])
def test_a_missing_key_is_named(field: str) -> None:
    with pytest.raises(CredentialsError, match=field):
        auth_of(CREDENTIALS | {field: " "}, MemoryTokens(OLD))


class Gateway:
    """Take one access token; give the new pair for the old refresh token, once."""

    def __init__(self, store: MemoryTokens, refusal: Any = None) -> None:
        self.store, self.refusal = store, refusal
        self.seen: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request.url.path.rpartition("/")[2])
        if request.url.host == "auth.tiktok-shops.com":
            assert request.method == "GET"
            assert dict(request.url.params) == {
                "app_key": "6fakekey1vn", "app_secret": "s3cr3t",
                "refresh_token": "old-refresh", "grant_type": "refresh_token",
            }  # fmt: skip
            assert "x-tts-access-token" not in request.headers
            return self.refusal or httpx.Response(
                200, json={"code": 0, "message": "success", "data": NEW}
            )
        token = request.headers["x-tts-access-token"]
        kept = self.store.load()
        assert kept is not None
        assert kept.access_token == token
        if token == "new-access":
            return httpx.Response(200, json={"code": 0, "message": "Success", "data": {}})
        return httpx.Response(401, json={"code": 105002, "message": "expired credentials"})


async def ask(first: Tokens, refusal: Any = None) -> tuple[Gateway, MemoryTokens, httpx.Response]:
    store = MemoryTokens(first)
    gateway = Gateway(store, refusal)
    transport = httpx.MockTransport(gateway)
    async with httpx.AsyncClient(transport=transport, auth=auth_of(CREDENTIALS, store)) as http:
        response = await http.get("https://x.example/authorization/202309/shops")
    return gateway, store, response


async def test_a_token_that_ends_soon_is_renewed_first_and_kept_before_its_use() -> None:
    gateway, store, response = await ask(Tokens("old-access", "old-refresh", 1_760_000_100.0))
    assert gateway.seen == ["refresh", "shops"]
    assert response.json()["code"] == 0
    assert store.load() == Tokens("new-access", "new-refresh", 1_760_604_800.0, float(CENTURY))


async def test_a_refused_token_is_renewed_once() -> None:
    gateway, _store, response = await ask(OLD)
    assert gateway.seen == ["shops", "refresh", "shops"]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(200, json={"code": 36004004, "message": "invalid"}), AuthError),
        (httpx.Response(400, json={"code": 36009004, "message": "Invalid param"}), AuthError),
        (httpx.Response(502, text="<html>"), Transient),
        (httpx.Response(200, json={"code": 36009003, "message": "internal"}), Transient),
        (httpx.Response(200, json={"code": 0, "data": {"access_token": ""}}), Transient),
        (httpx.Response(200, json={"code": 0, "data": None}), Transient),
    ],
)
async def test_a_failed_renewal_keeps_the_old_pair(
    answer: httpx.Response, kind: type[MarketplaceError]
) -> None:
    store = MemoryTokens(OLD)
    transport = httpx.MockTransport(Gateway(store, answer))
    async with httpx.AsyncClient(transport=transport, auth=auth_of(CREDENTIALS, store)) as http:
        with pytest.raises(kind):
            await http.get("https://x.example/authorization/202309/shops")
    assert store.load() == OLD


async def test_without_a_refresh_token_consent_is_asked_for() -> None:
    with pytest.raises(AuthError, match="no refresh token"):
        await ask(Tokens("old-access", "", 1_760_000_100.0))
