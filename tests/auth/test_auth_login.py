"""Logging in against the served market, with a browser and with what is pasted."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
import time
from typing import Any

import httpx
import pytest

from ocopctl.adapters.base import Sku
from ocopctl.sandbox.handing_out import hand_out
from ocopctl.shops import accounts, connected
from ocopctl.workspace import open_workspace

NAMES = ("shopee", "lazada", "tiktok", "tiki")
ENDS = {"shopee": "expires", "lazada": "at", "tiktok": "until", "tiki": "expires_at"}
SELLERS = {
    "shopee": "Gốm làng Bát",
    "lazada": "Gian hàng thử lazada",
    "tiktok": "HTX Mật ong Hưng Yên",
}


def found(desk: Any, sku: str = "NOT-THERE") -> list[Any]:
    """Ask the shop as a publishing run would."""

    async def ask() -> list[Any]:
        workspace = open_workspace(desk.folder)
        async with connected(workspace, accounts(workspace)) as (shop,):
            return list(await shop.adapter.find(Sku(sku)))

    return asyncio.run(ask())


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_opens_a_shop_to_application_and_secret_alone(desk: Any, name: str) -> None:
    assert desk.named(name).login() == 0, desk.told
    assert SELLERS.get(name, "is open") in desk.told
    assert "ready" in desk.told
    assert stat.S_IMODE(desk.file.stat().st_mode) == 0o600
    assert desk.browser.pages[-1].status_code == 200
    assert found(desk) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_address_pasted_back_does_the_same(desk: Any, name: str) -> None:
    assert desk.named(name).pasting(desk.browser.agreed) == 0, desk.told
    assert found(desk) == []


def test_a_code_pasted_alone_serves_where_it_says_enough(desk: Any, query: Any) -> None:
    desk.shop("lazada")
    assert desk.pasting(lambda url: query(desk.browser.agreed(url))["code"]) == 0


def test_a_code_pasted_alone_does_not_say_which_shopee_shop_it_is_for(
    desk: Any, query: Any
) -> None:
    desk.shop("shopee")
    assert desk.pasting(lambda url: query(desk.browser.agreed(url))["code"]) == 4
    assert "paste the whole address" in desk.told
    desk.shop("shopee", shop_id="900000001")
    assert desk.pasting(lambda url: query(desk.browser.agreed(url))["code"]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_second_login_takes_the_place_of_the_first(desk: Any, name: str) -> None:
    desk.named(name).login()
    first = desk.kept["access_token"]
    assert desk.login() == 0
    assert desk.kept["access_token"] != first
    assert first not in desk.told


def test_a_torn_file_of_tokens_is_healed_by_a_login(desk: Any) -> None:
    desk.shop("shopee").login()
    desk.file.write_text('{"access_token": "half')
    assert desk.auth("status") == 4
    assert desk.login() == 0
    assert desk.kept["learnt"]["shop_id"] == "900000001"


def test_an_application_of_the_sellers_own_needs_no_consent_at_tiki(desk: Any) -> None:
    assert desk.shop("tiki").login() == 0
    assert "needs no consent" in desk.told
    assert desk.browser.opened == []
    assert desk.kept["refresh_token"] == ""
    assert found(desk) == []


def test_a_public_application_without_consent_asks_for_it(desk: Any) -> None:
    desk.public_tiki()
    assert desk.auth("refresh", "s") == 4
    assert "ocopctl auth login" in desk.told


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_with_another_state_is_refused_and_nothing_is_kept(desk: Any, name: str) -> None:
    back = f"http://127.0.0.1:{desk.port}/callback"
    seen: list[httpx.Response] = []
    desk.browser.meddle = lambda _url: seen.append(
        httpx.get(back, params={"code": "x", "state": "of another"}, trust_env=False)
    )
    assert desk.named(name).login("--wait", "1") == 4
    assert seen[0].status_code == 400
    assert "another login" in desk.told
    assert desk.file is None


def test_a_stale_page_does_not_keep_the_owner_out(desk: Any) -> None:
    back = f"http://127.0.0.1:{desk.port}/callback"

    def stale_first(url: str) -> None:
        httpx.get(back, params={"code": "x", "state": "stale"}, trust_env=False)
        desk.browser.meddle = None
        desk.browser.walk(url)

    desk.browser.meddle = stale_first
    assert desk.shop("lazada").login() == 0, desk.told
    assert desk.browser.pages[-1].status_code == 200


def test_a_page_whose_link_names_no_way_back_promises_none(desk: Any) -> None:
    desk.shop("tiktok").login()
    back = f"http://127.0.0.1:{desk.port}/callback"
    assert f"registered at the marketplace: that must be {back}" in desk.told
    assert "as registered" not in desk.told
    desk.told = ""
    desk.pasting(desk.browser.agreed)
    assert "back to the address registered at the marketplace.\n" in desk.told
    assert back not in desk.told


def test_a_page_whose_link_names_the_way_back_says_so(desk: Any) -> None:
    desk.shop("lazada").login()
    assert f"back to http://127.0.0.1:{desk.port}/callback, as registered" in desk.told


def test_the_application_that_a_served_market_hands_out_for_consent_walks(desk: Any) -> None:
    desk.public_tiki()
    handed = desk.folder / "handed"
    hand_out(desk.market, handed, {"tiki": int(desk.served.base("tiki").rpartition(":")[2])})
    desk.write("s: {marketplace: tiki, credentials: file:handed/tiki-public.json}", desk.keys)
    assert desk.login() == 0, desk.told
    assert desk.browser.pages[-1].status_code == 200
    assert found(desk) == []


def test_a_pasted_address_with_another_state_is_refused(desk: Any) -> None:
    desk.shop("lazada")
    assert desk.pasting(lambda _url: "https://x.vn/?code=0_1_abc&state=other") == 4
    assert desk.file is None


def test_a_seller_who_declines_changes_nothing(desk: Any) -> None:
    desk.named("tiktok").login()
    before = desk.kept
    desk.browser.decision = "deny"
    assert desk.login() == 4
    assert "consent was not given" in desk.told
    assert "auth_denied" in desk.told
    assert desk.kept == before


def test_tiki_declines_for_a_seller_who_is_not_active(desk: Any) -> None:
    desk.public_tiki()
    shelf = desk.market.store.shelf("tiki")
    seller = shelf.get("account", "tiki")
    shelf.put("account", "tiki", {**seller, "active": 0}, keys=["every"])
    try:
        assert desk.login() == 4
    finally:
        shelf.put("account", "tiki", seller, keys=["every"])
    assert "access_denied" in desk.told


@pytest.mark.parametrize("name", NAMES)
def test_a_code_serves_once(desk: Any, name: str) -> None:
    used: list[str] = []

    def twice(url: str) -> str:
        used[:] = used or [desk.browser.agreed(url)]
        state = dict(httpx.URL(url).params)["state"]
        return str(httpx.URL(used[0]).copy_merge_params({"state": state}))

    assert desk.named(name).pasting(twice) == 0
    before = desk.kept
    assert desk.pasting(twice) == 4
    assert "did not take the code" in desk.told
    assert desk.kept == before


@pytest.mark.parametrize(("name", "end"), ENDS.items())
def test_a_code_that_lay_too_long_is_refused(desk: Any, name: str, end: str) -> None:
    def late(url: str) -> str:
        back = str(desk.browser.agreed(url))
        shelf = desk.market.store.shelf(name)
        for code, body in codes(desk):
            shelf.put("code", code, {**body, end: time.time() - 3600})
        return back

    assert desk.named(name).pasting(late) == 4
    assert "did not take the code" in desk.told
    assert desk.file is None


def codes(desk: Any) -> list[tuple[str, dict[str, Any]]]:
    rows = desk.market.store.rows("SELECT id, body FROM documents WHERE kind='code'")
    return [(row[0], json.loads(row[1])) for row in rows]


def test_the_consent_of_another_shop_does_not_take_the_place_of_the_right_one(desk: Any) -> None:
    desk.shop("shopee").login()
    before = desk.kept
    desk.shop("shopee", shop_id="900000777")
    assert desk.login() == 4
    assert "not for the shop that the credentials name" in desk.told
    assert desk.kept == before


def test_a_wrong_secret_is_told_in_the_marketplaces_own_words(desk: Any) -> None:
    desk.shop("lazada", app_secret="CANARY-not-the-secret")
    assert desk.login() == 4
    assert "IncompleteSignature" in desk.told
    assert desk.file is None


def test_a_port_in_use_is_told_before_any_page_is_opened(desk: Any) -> None:
    desk.shop("lazada")
    with socket.create_server(("127.0.0.1", desk.port)):
        assert desk.login() == 2
    assert "--port" in desk.told
    assert desk.browser.opened == []


def test_nobody_is_waited_for_longer_than_was_said(desk: Any) -> None:
    desk.browser.follow = False
    began = time.monotonic()
    assert desk.shop("lazada").login("--wait", "1") == 4
    assert time.monotonic() - began < 4
    assert "within 1 seconds" in desk.told


def test_an_own_redirect_on_this_machine_is_listened_for(desk: Any) -> None:
    back = f"http://localhost:{desk.port}/back"
    assert desk.shop("lazada").login("--redirect", back) == 0
    assert str(desk.browser.pages[-1].url).startswith(back)


def test_the_page_at_the_end_speaks_the_readers_language(desk: Any) -> None:
    desk.shop("lazada").login()
    page = desk.browser.pages[-1]
    assert '<html lang="en">' in page.text
    assert "Thank you" in page.text
    assert page.headers["referrer-policy"] == "no-referrer"


def test_a_practice_shop_inside_ocopctl_needs_no_consent(desk: Any) -> None:
    desk.write("s: {marketplace: shopee}", {})
    assert desk.auth("login", "s") == 0
    assert "it needs no consent" in desk.told
    assert desk.auth("status") == 0
    assert "practice" in desk.told
    assert desk.auth("refresh", "s") == desk.auth("logout", "s") == 0


def test_an_unknown_shop_is_named(desk: Any) -> None:
    desk.write("s: {marketplace: shopee}", {})
    assert desk.auth("login", "lazada") == 2
    assert "“lazada”" in desk.told


def test_shopee_itself_wants_an_address_of_the_applications_domain(desk: Any) -> None:
    desk.shop("shopee", live=True)
    assert desk.auth("login", "s") == 2
    assert "--redirect" in desk.told
    assert desk.auth("login", "s", "--redirect", "htx.vn") == 2


def test_live_pages_are_the_marketplaces_own(desk: Any) -> None:
    back = ("--redirect", "https://htx.vn/x")
    wanted = {
        "shopee": "https://open.shopee.com/auth?partner_id=2009001&auth_type=seller&redirect_uri=",
        "lazada": "https://auth.lazada.com/oauth/authorize?response_type=code&force_auth=true",
        "tiktok": "https://services.tiktokshop.com/open/authorize?service_id=7000000000000000101",
    }
    for name, page in wanted.items():
        desk.shop(name, live=True)
        assert desk.pasting(lambda _url: "", *back) == 4
        assert desk.browser.opened[-1].startswith(page)
    desk.shop("tiki", live=True, app_type="public")
    assert desk.pasting(lambda _url: "", *back) == 4
    assert desk.browser.opened[-1].startswith("https://api.tiki.vn/sc/oauth2/auth?response_type=")


def test_a_pair_that_cannot_be_kept_is_never_used(desk: Any) -> None:
    desk.shop("lazada")
    (desk.folder / ".ocopctl").mkdir()
    (desk.folder / ".ocopctl" / "tokens").write_text("in the way")
    used = "SELECT count(*) FROM calls WHERE endpoint LIKE '%seller%'"
    before = list(desk.market.store.rows(used))
    assert desk.login() == 4
    assert "cannot be written" in desk.told
    assert list(desk.market.store.rows(used)) == before
