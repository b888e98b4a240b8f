"""What is wrong between here and the shops: network, addresses, clock, credentials, tokens."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.doctor.conftest import Days, Platform, Village

NOWHERE = "http://127.0.0.1:9"
FAR = "s0: {marketplace: shopee, endpoint: 'http://shop.invalid', credentials: 'file:keys.json'}"


def test_a_shop_that_answers_is_well(village: Village, base: str, platform: type[Platform]) -> None:
    village.live(base)
    village.tokens(f"live:s0@{base}", refresh_expires_at=time.time() + 20 * 86_400 + 60)
    told = village.doctor()
    assert (told.status, told.bad) == (0, {})
    assert "as in the shop s0" in told.about("clock")["message"]
    assert "last for 20 more days" in told.about("tokens")["message"]
    assert len(platform.seen) == 1


def test_the_question_carries_no_secret(
    village: Village, base: str, platform: type[Platform]
) -> None:
    village.live(base)
    village.tokens(f"live:s0@{base}")
    village.doctor()
    sent = "".join(platform.seen)
    assert not any(secret in sent for secret in ("a" * 20, "r" * 20, "k" * 32, "sign"))


@pytest.mark.parametrize(
    ("answer", "told_of"),
    [
        ((200, "<html>log in here</html>"), "does not answer as shopee does"),
        ((200, '{"hello": "world"}'), "does not answer as shopee does"),
        ((404, "not found"), "does not answer as shopee does"),
        ((302, ""), "sends calls elsewhere"),
        ((503, "busy"), "has a fault"),
        ((200, "[" * 50_000), "does not answer as shopee does"),
        ((200, "x" * 1_000_000), "does not answer as shopee does"),
        ((403, '{"error": 5, "message": [1]}'), ""),
    ],
)
def test_an_address_that_is_not_the_platforms_is_told(
    village: Village, base: str, platform: type[Platform], answer: tuple[int, str], told_of: str
) -> None:
    platform.answers = {"other": answer}
    village.live(f"{base}/other")
    village.tokens(f"live:s0@{base}/other")
    told = village.doctor()
    assert told.status == (5 if told_of else 0)
    if told_of:
        assert told_of in told.bad["endpoint"]["message"]


def test_one_platform_that_is_down_is_told_apart_from_the_others(
    village: Village, base: str
) -> None:
    village.live(base, NOWHERE, f"{base}/cut", f"{base}/silent", f"{base}/silent")
    began = time.monotonic()
    told = village.doctor()
    assert time.monotonic() - began < 5, "shops are asked side by side"
    says = {f["about"]: f["message"] for f in told.findings if f["check"] == "endpoint"}
    assert "answers" in says["s0"]
    assert "takes no calls" in says["s1"]
    assert "nothing that can be read" in says["s2"]
    assert "in time" in says["s3"]
    assert told.about("network")["level"] == "good"


def test_a_name_that_is_not_found_is_the_networks_trouble(village: Village) -> None:
    village.shops(FAR)
    village.tokens("practice:s0@http://shop.invalid")
    told = village.doctor()
    assert told.status == 5
    assert set(told.bad) == {"network"}, "told once"


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.shops(FAR)
    monkeypatch.setenv("HTTP_PROXY", "http://me:pass-word-123@127.0.0.1:9")
    told = village.doctor()
    assert "127.0.0.1:9" in told.bad["network"]["message"]
    assert "pass-word-123" not in told.text


@pytest.mark.parametrize(
    ("ahead_min", "level"), [(0, "good"), (0.5, "good"), (2, "warning"), (-2, "warning")]
)
def test_a_clock_that_is_off_a_little_is_a_warning(
    village: Village, base: str, platform: type[Platform], ahead_min: float, level: str
) -> None:
    platform.ahead_s = ahead_min * 60
    village.live(base)
    village.tokens(f"live:s0@{base}")
    told = village.doctor()
    assert (told.status, told.about("clock")["level"]) == (0, level)


@pytest.mark.parametrize(("ahead_s", "word"), [(3600, "60.0 minutes slow"), (-600, "fast")])
def test_a_clock_that_breaks_signatures_is_bad(
    village: Village, base: str, platform: type[Platform], ahead_s: float, word: str
) -> None:
    platform.ahead_s = ahead_s
    village.live(base)
    village.tokens(f"live:s0@{base}")
    told = village.doctor()
    assert (told.status, list(told.bad)) == (1, ["clock"])
    assert word in told.bad["clock"]["message"]


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ("", "add credentials:"),
        ("file:none.json", "check its name"),
        ("env:NOTHING_HERE", "add them there"),
        ("secret-key-in-place", "write for example"),
    ],
)
def test_credentials_that_are_not_there_are_told(
    village: Village, base: str, keys: str, hint: str
) -> None:
    village.live(base, keys=keys)
    told = village.doctor()
    assert told.status == 4
    assert hint in told.bad["credentials"]["hint"]
    assert "secret-key-in-place" not in told.text


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_files_that_others_can_read_lead_to_chmod(village: Village, base: str) -> None:
    village.live(base)
    (village.folder / "keys.json").chmod(0o644)
    kept = village.tokens(f"live:s0@{base}")
    kept.chmod(0o640)
    told = village.doctor()
    assert told.status == 4
    assert told.bad["credentials"]["hint"].startswith("chmod 600 ")
    assert told.bad["tokens"]["hint"] == f"chmod 600 '{kept}'"


def test_one_shop_with_wrong_credentials_hides_no_other(village: Village, base: str) -> None:
    village.shops(
        f"a: {{marketplace: shopee, mode: live, endpoint: '{base}', credentials: 'file:none'}}",
        f"b: {{marketplace: shopee, mode: live, endpoint: '{base}', "
        "credentials: 'file:keys.json'}",
        "c: {marketplace: shopee, mode: live, credentials: 'file:torn.json'}",
        "d: {marketplace: nowhere}",
    )
    torn = village.write("torn.json", "{")
    torn.chmod(0o600)
    village.tokens(f"live:b@{base}")
    told = village.doctor()
    assert told.status == 3, "the workspace names a marketplace that is not there"
    assert told.about("credentials", "a")["level"] == "bad"
    assert told.about("credentials", "b")["level"] == "good"
    assert told.about("credentials", "c")["level"] == "bad"
    assert told.about("workspace", "d")["level"] == "bad"
    assert told.about("endpoint", "b")["level"] == "good"


def test_tokens_lead_to_login_before_they_end(village: Village, base: str, days: Days) -> None:
    village.live(*(f"{base}/{at}" for at in range(5)))
    keys = [f"live:s{at}@{base}/{at}" for at in range(5)]
    village.tokens(keys[0], refresh_expires_at=days(-1), access_expires_at=days(-2))
    village.tokens(keys[1], refresh_expires_at=days(3))
    village.tokens(keys[2], learnt={"authorised_until": f"{days(2):.0f}"})
    village.tokens(keys[3]).write_text("{")
    told = village.doctor()
    assert told.status == 4
    found = {f["about"]: f for f in told.findings if f["check"] == "tokens"}
    assert [found[f"s{at}"]["level"] for at in range(5)] == [
        "bad",
        "warning",
        "warning",
        "bad",
        "bad",
    ]
    assert found["s0"]["hint"] == "ocopctl auth login s0"
    assert found["s1"]["hint"] in {"ocopctl auth refresh s1", "ocopctl auth login s1"}
    assert found["s2"]["message"] == "last for 2 more days"
    assert found["s4"]["message"] == "the shop's owner has not agreed yet"


def test_keys_that_cannot_be_read_as_fields_are_told(village: Village, base: str) -> None:
    village.live(base)
    village.write("keys.json", json.dumps({"partner_id": "1"})).chmod(0o600)
    told = village.doctor()
    assert "partner_key" in told.bad["credentials"]["message"]
