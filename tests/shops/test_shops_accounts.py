"""Shops of a workspace: which there are, how the journal knows them, practice and live apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.errors import ConfigError, CredentialsError, UsageError
from ocopctl.session import judge
from ocopctl.shops import accounts, connected

if TYPE_CHECKING:
    from pathlib import Path

    from ocopctl.workspace import Workspace

EMULATOR = "http://127.0.0.1:8781"


def errors(workspace: Workspace) -> dict[str, list[str]]:
    """Return the shops that each problem's code was found in."""
    found: dict[str, list[str]] = {}
    for problem in judge(workspace).problems:
        if problem.severity == "error":
            found.setdefault(problem.code, []).append(problem.shop)
    return found


def keys(workspace: Workspace) -> list[str]:
    return [account.key for account in accounts(workspace)]


def test_shops_come_in_the_order_of_the_file_or_as_they_are_named(village: Any) -> None:
    workspace = village("{b: {marketplace: lazada}, a: {marketplace: shopee}}")
    assert [account.target.name for account in accounts(workspace)] == ["b", "a"]
    assert [account.target.name for account in accounts(workspace, ["a"])] == ["a"]


def test_an_unknown_shop_is_named_with_those_there_are(village: Any) -> None:
    workspace = village("{b: {marketplace: lazada}, a: {marketplace: shopee}}")
    with pytest.raises(UsageError, match="“shopee”") as caught:
        accounts(workspace, ["a", "shopee"])
    assert caught.value.hint == "shops are: b, a"
    assert caught.value.exit_status == 2


def test_an_unknown_marketplace_is_named_with_those_there_are(village: Any) -> None:
    with pytest.raises(ConfigError, match="shoppee") as caught:
        accounts(village("{a: {marketplace: shoppee}}"))
    assert "shopee, lazada, tiki, tiktok" in caught.value.hint


def test_practice_live_and_each_address_are_known_apart(village: Any) -> None:
    found = {
        keys(village(f"{{a: {{marketplace: shopee, mode: {mode}, endpoint: '{endpoint}'}}}}"))[0]
        for mode in ("practice", "live")
        for endpoint in ("", EMULATOR, "http://127.0.0.1:9999")
    }
    assert len(found) == 6
    assert {"practice:a", "live:a"} <= found


def test_an_address_in_the_credentials_counts_like_one_in_the_settings(
    village: Any, tmp_path: Path
) -> None:
    secret = tmp_path / "shopee.json"
    secret.write_text(json.dumps({"endpoint": EMULATOR}))
    secret.chmod(0o600)
    by_credentials = keys(village("{a: {marketplace: shopee, credentials: file:shopee.json}}"))
    assert by_credentials == keys(
        village(f"{{a: {{marketplace: shopee, endpoint: '{EMULATOR}'}}}}")
    )


@pytest.mark.parametrize(
    ("settings", "inside"),
    [("", True), (", mode: live", False), (f", endpoint: '{EMULATOR}'", False)],
)
def test_practice_without_an_address_is_in_this_process(
    village: Any, settings: str, *, inside: bool
) -> None:
    [account] = accounts(village(f"{{a: {{marketplace: shopee{settings}}}}}"))
    assert account.in_process is inside


@pytest.mark.parametrize(
    "endpoint", ["https://partner.shopeemobile.com", "https://PARTNER.shopeemobile.com:443/api"]
)
def test_a_shop_in_practice_never_speaks_with_the_real_marketplace(
    village: Any, endpoint: str
) -> None:
    with pytest.raises(ConfigError, match="practice") as caught:
        accounts(village(f"{{a: {{marketplace: shopee, endpoint: '{endpoint}'}}}}"))
    assert "mode: live" in caught.value.hint


@pytest.mark.parametrize("market", ["shopee", "lazada", "tiki", "tiktok"])
def test_the_practice_markets_categories_are_never_used_live(village: Any, market: str) -> None:
    media = "media_url: https://htx.vn/media"
    assert "P601" not in errors(village(f"{{a: {{marketplace: {market}}}}}", media))
    live = village(f"{{a: {{marketplace: {market}, mode: live}}}}", media)
    assert errors(live)["P601"] == ["a"]


def test_a_live_mode_against_a_market_on_this_machine_may_use_them(village: Any) -> None:
    shop = f"{{a: {{marketplace: shopee, mode: live, endpoint: '{EMULATOR}'}}}}"
    assert "P601" not in errors(village(shop))


def test_a_marketplace_that_fetches_pictures_needs_their_address_when_live(
    village: Any, tmp_path: Path
) -> None:
    rules = tmp_path / "own"
    rules.mkdir()
    for market in ("shopee", "tiki"):
        text = "kinds: {chieu_coi: {practice_only: false}}"
        (rules / f"{market}.yaml").write_text(text)
    shops = "{s: {marketplace: shopee, mode: live}, t: {marketplace: tiki, mode: live}}"
    assert errors(village(shops, "rules: own")) == {"P625": ["t"]}
    assert errors(village(shops, "rules: own", "media_url: https://htx.vn/m")) == {}


def test_practice_needs_no_address_of_pictures(village: Any) -> None:
    assert errors(village("{t: {marketplace: tiki}}")) == {}


async def test_a_live_shop_without_credentials_is_not_connected(village: Any) -> None:
    workspace = village("{a: {marketplace: shopee, mode: live}}")
    with pytest.raises(CredentialsError, match="“a” names no credentials"):
        async with connected(workspace, accounts(workspace)):
            pass


async def test_an_address_that_is_none_is_told_with_the_shop(village: Any, tmp_path: Path) -> None:
    fields = {"partner_id": "1", "partner_key": "k", "shop_id": "2", "access_token": "a"}
    secret = tmp_path / "shopee.json"
    secret.write_text(json.dumps(fields))
    secret.chmod(0o600)
    shop = "marketplace: shopee, mode: live, credentials: file:shopee.json, endpoint: 'http://['"
    with pytest.raises(ConfigError, match="“a”"):
        accounts(village(f"{{a: {{{shop}}}}}"))


def test_credentials_that_others_can_read_are_not_taken_for_none(
    village: Any, tmp_path: Path
) -> None:
    secret = tmp_path / "shopee.json"
    secret.write_text(json.dumps({"endpoint": EMULATOR}))
    secret.chmod(0o644)
    with pytest.raises(CredentialsError):
        accounts(village("{a: {marketplace: shopee, credentials: file:shopee.json}}"))


def test_credentials_that_are_not_there_yet_keep_nobody_from_planning(village: Any) -> None:
    shop = "{a: {marketplace: shopee, mode: live, credentials: file:none.json}}"
    assert keys(village(shop)) == ["live:a"]
