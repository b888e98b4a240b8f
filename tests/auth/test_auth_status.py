"""Status, refresh and logout: days left, what is missing, what remains."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ocopctl.consent.standing import Rules, Standing, State, standing
from ocopctl.transport.tokens import Tokens

NOW = 1_790_000_000.0
DAY = 86_400.0
BY_CONSENT = Rules(consent_needed=True, ends_with_refresh=False)


@pytest.mark.parametrize(
    ("access", "refresh", "until", "state"),
    [
        (10, 30, 300, State.READY),
        (-1, 30, 300, State.READY),
        (-1, -1, 300, State.EXPIRED),
        (10, 30, -1, State.EXPIRED),
        (10, 30, 6, State.CONSENT_SOON),
        (0.1, 6, 300, State.REFRESH_SOON),
        (10, -1, None, State.CONSENT_SOON),
        (None, None, None, State.READY),
    ],
)
def test_a_pair_stands_as_its_ends_say(
    access: float | None, refresh: float | None, until: float | None, state: State
) -> None:
    access_end, refresh_end = (None if d is None else NOW + d * DAY for d in (access, refresh))
    learnt = {} if until is None else {"authorised_until": str(int(NOW + until * DAY))}
    tokens = Tokens("a", "r", access_end, refresh_end)
    found = standing(tokens, learnt, BY_CONSENT, NOW)
    assert found.state is state
    assert found.consent == (None if until is None else until * DAY)


def test_no_tokens_are_missing_only_where_consent_is_needed() -> None:
    own = Rules(consent_needed=False, ends_with_refresh=False)
    assert standing(None, {}, BY_CONSENT, NOW) == Standing(State.MISSING)
    assert standing(None, {}, own, NOW) == Standing(State.READY)
    assert standing(Tokens("a", "", NOW - 1), {}, own, NOW).state is State.READY
    assert standing(Tokens("a", "", NOW - 1), {}, BY_CONSENT, NOW).state is State.EXPIRED


def test_a_consent_may_end_with_its_refresh_token() -> None:
    rules = Rules(consent_needed=True, ends_with_refresh=True)
    found = standing(Tokens("a", "r", NOW + DAY, NOW + 50 * DAY), {}, rules, NOW)
    assert found.consent == 50 * DAY


def test_days_left_are_shown_a_line_a_shop(desk: Any, days: Any) -> None:
    desk.shop("shopee").login()
    desk.change(access_expires_at=days(3), refresh_expires_at=days(29))
    assert desk.auth("status", "s") == 0
    line = desk.told.splitlines()[-1]
    assert line.split("  ")[0] == "s"
    assert all(text in line for text in ("file:keys.json", "3 days", "29 days", "ready"))
    assert "36" in line  # the consent's days, told by the shop


def test_days_left_are_told_to_programs(desk: Any, days: Any) -> None:
    desk.shop("lazada").login()
    desk.change(access_expires_at=days(2.5), refresh_expires_at=days(10))
    desk.told = ""
    assert desk.auth("status", "--json") == 0
    row = json.loads(next(line for line in desk.told.splitlines() if line.startswith("{")))
    assert (row["type"], row["shop"], row["state"]) == ("account", "s", "ready")
    assert (row["access_days"], row["refresh_days"], row["consent_days"]) == (2.5, 10.0, 10.0)


def test_a_shop_that_was_never_opened_ends_with_4_and_the_command(desk: Any) -> None:
    assert desk.shop("lazada").auth("status") == 4
    assert "no consent yet" in desk.told
    assert "ocopctl auth login s" in desk.told


def test_a_consent_that_has_ended_ends_with_4(desk: Any, days: Any) -> None:
    desk.shop("lazada").login()
    desk.change(access_expires_at=days(-3), refresh_expires_at=days(-2))
    assert desk.auth("status") == 4
    assert "consent has ended" in desk.told


def test_missing_credentials_end_with_4(desk: Any) -> None:
    desk.shop("lazada")
    desk.write(f"s: {{marketplace: lazada, endpoint: '{desk.served.base('lazada')}'}}", {})
    assert desk.auth("status") == 4
    assert "names no credentials" in desk.told


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        ("{}", 0o644, "others on this machine can read"),
        ("[]", 0o600, "neither JSON nor YAML"),
    ],
)
def test_credentials_that_cannot_be_used_cost_one_row_alone(
    desk: Any, text: str, mode: int, message: str
) -> None:
    desk.shop("lazada").login()
    (desk.folder / "bad.json").write_text(text)
    (desk.folder / "bad.json").chmod(mode)
    with (desk.folder / "ocopctl.yaml").open("a") as file:
        file.write("  b: {marketplace: tiki, credentials: file:bad.json}\n")
        file.write("  c: {marketplace: shopee}\n")
    desk.told = ""
    assert desk.auth("status") == 4
    table = {line.split()[0]: line for line in desk.told.splitlines() if line}
    assert "ready" in table["s"]
    assert "file:bad.json" in desk.told
    assert "not usable" in desk.told
    assert message in desk.told
    assert "practice" in table["c"]
    assert desk.auth("status", "s") == 0


def test_a_status_of_an_unknown_shop_names_it(desk: Any) -> None:
    assert desk.shop("lazada").auth("status", "s", "nowhere") == 2
    assert "“nowhere”" in desk.told


def test_a_check_asks_the_shop_and_tells_its_refusal(desk: Any) -> None:
    desk.shop("shopee").login()
    assert desk.auth("status", "--check") == 0
    desk.change(access_token="a" * 32, refresh_token="b" * 32)
    assert desk.auth("status") == 0
    assert desk.auth("status", "--check") == 4
    assert "not usable" in desk.told


@pytest.mark.parametrize("name", ["shopee", "lazada", "tiktok", "tiki"])
def test_a_refresh_gets_a_new_pair_and_keeps_what_was_learnt(desk: Any, name: str) -> None:
    desk.named(name).login()
    before = desk.kept
    assert desk.auth("refresh", "s") == 0, desk.told
    assert desk.kept["access_token"] != before["access_token"]
    assert desk.kept["learnt"] == before["learnt"]
    assert before["access_token"] not in desk.told


def test_a_refused_refresh_keeps_the_pair_and_names_the_way(desk: Any) -> None:
    desk.shop("shopee").login()
    desk.change(refresh_token="0" * 32)
    before = desk.kept
    assert desk.auth("refresh", "s") == 4
    assert desk.kept == before


@pytest.mark.parametrize("name", ["shopee", "lazada", "tiktok"])
def test_a_refresh_before_any_consent_names_the_login(desk: Any, name: str) -> None:
    assert desk.shop(name).auth("refresh", "s") == 4
    assert "no access token yet" in desk.told
    assert "ocopctl auth login" in desk.told


def test_a_login_that_could_not_ask_the_shop_is_finished_by_a_refresh(desk: Any) -> None:
    desk.named("tiktok").login()
    desk.change(learnt={})
    assert desk.auth("status") == 4
    assert "ocopctl auth refresh s" in desk.told
    assert desk.auth("refresh", "s") == 0
    assert desk.kept["learnt"]["shop_cipher"]


def test_forgetting_asks_first_and_then_leaves_nothing(desk: Any) -> None:
    desk.shop("lazada").login()
    assert desk.auth("logout", "s") == 0
    assert desk.file is not None
    assert desk.auth("logout", "s", "--yes") == 0
    assert desk.file is None
    assert desk.auth("status") == 4
    assert desk.auth("logout", "s", "--yes") == 0
    assert "There were no tokens." in desk.told


def test_a_pair_left_in_the_credentials_is_told(desk: Any) -> None:
    desk.shop("lazada", access_token="CANARY-access", refresh_token="CANARY-refresh")
    assert desk.auth("logout", "s", "--yes") == 0
    assert "still carry a pair" in desk.told
    assert "CANARY" not in desk.told
