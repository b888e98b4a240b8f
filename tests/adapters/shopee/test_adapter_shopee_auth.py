"""Signatures, and tokens that are renewed once and kept before they are used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from ocopctl.adapters.shopee.adapter import ShopeeAdapter
from ocopctl.adapters.shopee.auth import signature
from ocopctl.errors import AuthError, CredentialsError, MarketplaceError, Transient
from ocopctl.transport.tokens import MemoryTokens, Tokens

VECTORS = json.loads(
    Path(__file__).parents[2].joinpath("data/vectors/shopee.json").read_text("utf-8")
)["vectors"]
CREDENTIALS = {"partner_id": "2009001", "partner_key": " shpk4f43 ", "shop_id": "900000001"}
OLD = Tokens("old-access", "old-refresh")
NEW = {"error": "", "access_token": "new-access", "refresh_token": "new-refresh"}


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
    return ShopeeAdapter.authenticator(credentials, ShopeeAdapter.hosts, store, Clock(at))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_requests_are_signed_as_other_clients_sign_them(vector: Any) -> None:
    given, wanted = vector["inputs"], vector["expected"]
    assert signature(given["partner_key"], wanted["base_string"]) == wanted["sign"]
    credentials = {k: str(given.get(k, "1")) for k in ("partner_id", "partner_key", "shop_id")}
    auth = auth_of(credentials, MemoryTokens(None), given["timestamp"] + 0.9)
    tokens = Tokens(given["access_token"]) if given["level"] == "shop" else None
    request = httpx.Request(
        given["method"], f"https://x.example{given['path']}", params=given.get("query")
    )
    for _turn in range(2):
        auth.sign(request, tokens)
    assert request.url.params.get_list("sign") == [wanted["sign"]]
    for name, value in given.get("query", {}).items():
        texts = [str(each) for each in (value if isinstance(value, list) else [value])]
        assert request.url.params.get_list(name) == texts


@pytest.mark.parametrize(
    "wrong", [{"partner_id": "abc"}, {"shop_id": ""}, {"partner_key": " "}, {"shop_id": "٣"}]
)
def test_keys_that_cannot_be_shopees_are_named(wrong: Any) -> None:
    with pytest.raises(CredentialsError, match=next(iter(wrong))):
        auth_of(CREDENTIALS | wrong, MemoryTokens(OLD))


class Gateway:
    """Take one access token; give the new pair for the old refresh token, once."""

    def __init__(self, store: MemoryTokens, refusal: Any = None) -> None:
        self.store, self.refusal = store, refusal
        self.seen: list[str] = []
        self.good = "new-access"

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request.url.path.rpartition("/")[2])
        if request.url.path.endswith("/auth/access_token/get"):
            assert json.loads(request.content) == {
                "refresh_token": "old-refresh", "partner_id": 2009001, "shop_id": 900000001,
            }  # fmt: skip
            assert "access_token" not in request.url.params
            return self.refusal or httpx.Response(200, json=NEW | {"expire_in": 14400})
        token = request.url.params["access_token"]
        kept = self.store.load()
        assert kept is not None
        assert kept.access_token == token
        if token == self.good:
            return httpx.Response(200, json={"error": "", "response": {}})
        return httpx.Response(403, json={"error": "invalid_acceess_token", "message": "Invalid"})


async def ask(first: Tokens, refusal: Any = None) -> tuple[Gateway, MemoryTokens, httpx.Response]:
    store = MemoryTokens(first)
    gateway = Gateway(store, refusal)
    transport = httpx.MockTransport(gateway)
    async with httpx.AsyncClient(transport=transport, auth=auth_of(CREDENTIALS, store)) as http:
        response = await http.get("https://x.example/api/v2/shop/get_shop_info")
    return gateway, store, response


async def test_a_token_that_ends_soon_is_renewed_first_and_kept_before_its_use() -> None:
    gateway, store, response = await ask(Tokens("old-access", "old-refresh", 1_760_000_100.0))
    kept = store.load()
    assert gateway.seen == ["get", "get_shop_info"]
    assert response.json()["error"] == ""
    assert kept == Tokens("new-access", "new-refresh", 1_760_014_400.9, 1_762_592_000.9)


async def test_a_refused_token_is_renewed_once() -> None:
    gateway, _store, response = await ask(OLD)
    assert gateway.seen == ["get_shop_info", "get", "get_shop_info"]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(200, json={"error": "refresh_token_expired", "message": "x"}), AuthError),
        (httpx.Response(200, json={"error": "error_param", "message": "?"}), AuthError),
        (httpx.Response(502, text="<html>"), Transient),
        (httpx.Response(200, json={"error": "error_server", "message": "x"}), Transient),
        (httpx.Response(200, json={"error": ""}), Transient),
    ],
)
async def test_a_failed_renewal_keeps_the_old_pair(
    answer: httpx.Response, kind: type[MarketplaceError]
) -> None:
    store = MemoryTokens(OLD)
    transport = httpx.MockTransport(Gateway(store, answer))
    async with httpx.AsyncClient(transport=transport, auth=auth_of(CREDENTIALS, store)) as http:
        with pytest.raises(kind):
            await http.get("https://x.example/api/v2/shop/get_shop_info")
    assert store.load() == OLD


def test_an_end_that_is_given_as_a_point_in_time_is_read_as_one() -> None:
    auth = auth_of(CREDENTIALS, MemoryTokens(OLD))
    tokens = auth.read_tokens(httpx.Response(200, json=NEW | {"expire_in": 1_760_014_400}), OLD)
    assert tokens.access_expires_at == 1_760_014_400
