"""What a consent is traded for, without a terminal: odd answers, lost ones, several shops."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest

from ocopctl.adapters.base import Hosts
from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.shopee import ShopeeAdapter
from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.consent.desk import desk_of, redeem, refresh
from ocopctl.errors import AuthError, CredentialsError, Transient, Unreachable
from ocopctl.sandbox.practice import PracticeMarket
from ocopctl.shops import accounts
from ocopctl.transport.clock import SystemClock
from ocopctl.workspace import open_workspace

SHOPEE = {"partner_id": "2009001", "partner_key": "CANARY-key"}
NOW = 1_760_000_000.0
PAIR = {"access_token": "CANARY-a", "refresh_token": "CANARY-r", "expire_in": 14400, "error": ""}
LAZADA = {"access_token": "a", "refresh_token": "r", "expires_in": 10, "code": "0"}


@dataclass
class Losing(httpx.AsyncBaseTransport):
    """Loses as many answers as it is told to, after their effect."""

    market: PracticeMarket
    name: str
    times: int
    sent: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent += 1
        app = httpx.ASGITransport(self.market.app(self.name))
        response = await app.handle_async_request(request)
        if self.sent <= self.times:
            raise httpx.ReadTimeout("lost")
        return response


@dataclass
class Saying(httpx.AsyncBaseTransport):
    """Says one thing."""

    body: Any

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self.body, Exception):
            raise self.body
        return httpx.Response(200, json=self.body)


def opened(desk: Any, transport: httpx.AsyncBaseTransport) -> Any:
    workspace = open_workspace(desk.folder)
    [account] = accounts(workspace)
    return replace(desk_of(workspace, account, SystemClock()), transport=transport)


def practised(desk: Any, name: str) -> Any:
    """Name a shop whose credentials carry a pair that is good."""
    return desk.shop(name, **desk.market.credentials(name, name))


async def test_a_refresh_whose_answer_is_lost_is_tried_once_more(desk: Any) -> None:
    losing = Losing(practised(desk, "lazada").market, "lazada", 1)
    tokens = await refresh(opened(desk, losing))
    assert losing.sent == 2
    assert desk.kept["access_token"] == tokens.access_token


async def test_where_a_lost_refresh_has_spent_the_token_consent_is_the_way(desk: Any) -> None:
    losing = Losing(practised(desk, "shopee").market, "shopee", 1)
    with pytest.raises(AuthError) as caught:
        await refresh(opened(desk, losing))
    assert losing.sent == 2
    assert "give consent again" in caught.value.hint


async def test_a_refresh_lost_twice_keeps_the_old_pair_for_another_day(desk: Any) -> None:
    losing = Losing(practised(desk, "lazada").market, "lazada", 2)
    with pytest.raises(Transient):
        await refresh(opened(desk, losing))
    assert losing.sent == 2
    assert desk.file is None


async def test_an_exchange_whose_answer_is_lost_is_not_sent_again(desk: Any) -> None:
    losing = Losing(desk.shop("lazada").market, "lazada", 1)
    with pytest.raises(Transient) as caught:
        await redeem(opened(desk, losing), {"code": "0_1_x"}, "")
    assert losing.sent == 1
    assert "auth login" in caught.value.hint


async def test_a_link_that_is_down_is_told_as_what_it_is(desk: Any) -> None:
    down = Saying(httpx.ConnectError("no route"))
    with pytest.raises(Unreachable):
        await redeem(opened(desk.shop("lazada"), down), {"code": "0_1_x"}, "")


def test_a_main_accounts_pair_is_kept_and_its_shop_is_asked_for(desk: Any) -> None:
    body = {**PAIR, "shop_id_list": [11, 12]}
    answer = {"code": "c", "main_account_id": "7"}
    desk.shop("shopee")
    with pytest.raises(CredentialsError, match="11, 12"):
        asyncio.run(redeem(opened(desk, Saying(body)), answer, ""))
    assert desk.kept["access_token"] == "CANARY-a"
    assert desk.auth("status") == desk.auth("refresh", "s") == 4
    assert desk.told.count("11, 12") == 2
    desk.shop("shopee", shop_id="12")
    asyncio.run(redeem(opened(desk, Saying(body)), answer, ""))
    desk.shop("shopee", shop_id="13")
    with pytest.raises(CredentialsError, match="not for the shop"):
        asyncio.run(redeem(opened(desk, Saying(body)), answer, ""))


async def test_a_main_account_with_one_shop_needs_no_number(desk: Any) -> None:
    saying = Saying({**PAIR, "shop_id_list": [11]})
    await redeem(opened(desk.shop("shopee"), saying), {"code": "c", "main_account_id": "7"}, "")
    assert desk.kept["learnt"] == {"shop_id": "11"}


async def test_an_answer_without_tokens_is_told(desk: Any) -> None:
    saying = Saying({"error": "", "message": ""})
    with pytest.raises(AuthError, match="holds no tokens"):
        await redeem(opened(desk.shop("shopee"), saying), {"code": "c", "shop_id": "1"}, "")
    assert desk.file is None


@pytest.mark.parametrize(
    "told",
    [
        {"country_user_info": [{"country": "sg"}, {"country": "my"}]},
        {"country_user_info_list": [{"country": "th"}]},
        {"country_user_info": {"sg": {"user_id": "1"}}},
    ],
)
def test_a_seller_without_a_shop_in_vietnam_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(CredentialsError, match="Vietnam"):
        LazadaAdapter.read_exchange(httpx.Response(200, json=LAZADA | told), {}, now=NOW)


@pytest.mark.parametrize("told", [{"country_user_info": {"vn": {}}}, {}])
def test_a_seller_in_vietnam_is_taken(told: dict[str, Any]) -> None:
    grant = LazadaAdapter.read_exchange(httpx.Response(200, json=LAZADA | told), {}, now=NOW)
    assert grant.tokens.access_expires_at == NOW + 10


def test_another_countrys_shop_is_refused() -> None:
    with pytest.raises(CredentialsError, match="SG"):
        ShopeeAdapter.read_shop({"shop_name": "x", "region": "SG"}, {})


def shops(*rows: tuple[str, str]) -> dict[str, Any]:
    made = [{"id": i, "cipher": c, "name": f"Shop {i}", "region": "VN"} for i, c in rows]
    return {"code": 0, "data": {"shops": made}}


def test_of_several_shops_the_credentials_name_one() -> None:
    two = shops(("1", "c1"), ("2", "c2"))
    assert TiktokAdapter.read_shop(two, {"shop_id": "2"})["shop_cipher"] == "c2"
    assert TiktokAdapter.read_shop(two, {"shop_cipher": "c1"})["shop_cipher"] == "c1"
    with pytest.raises(CredentialsError, match=r"1 \(Shop 1\), 2 \(Shop 2\)"):
        TiktokAdapter.read_shop(two, {})
    with pytest.raises(CredentialsError, match="not for the shop"):
        TiktokAdapter.read_shop(two, {"shop_id": "3"})


def test_where_no_page_is_known_the_signed_link_carries_the_state_in_the_redirect() -> None:
    base = "https://openplatform.sandbox.test-stable.shopee.cn"
    hosts = Hosts(base, base)
    redirect, state = "https://htx.vn/x?a=1", "s 1"
    link = httpx.URL(
        ShopeeAdapter.consent_url(SHOPEE, hosts, redirect=redirect, state=state, now=NOW)
    )
    assert str(link).startswith(f"{base}/api/v2/shop/auth_partner?")
    assert dict(httpx.URL(link.params["redirect"]).params) == {"a": "1", "state": "s 1"}
    assert link.params["timestamp"] == str(int(NOW))
    assert len(link.params["sign"]) == 64
    assert "CANARY" not in str(link)


def test_the_signed_link_opens_the_practice_shop(desk: Any) -> None:
    fields = desk.shop("shopee").keys
    base = desk.served.base("shopee").replace("127.0.0.1", "127.1")
    link = ShopeeAdapter.consent_url(
        fields, Hosts(base, base), redirect="http://127.0.0.1:1/x", state="s1", now=time.time()
    )
    back = httpx.URL(desk.browser.agreed(link.replace("127.1", "127.0.0.1")))
    assert (back.params["state"], back.params["shop_id"]) == ("s1", "900000001")
