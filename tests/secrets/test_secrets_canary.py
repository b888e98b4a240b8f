"""No secret in anything that the program says, keeps or logs, whatever goes wrong (law 8)."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import typer.main

from ocopctl.adapters.shopee.auth import ShopeeAuth
from ocopctl.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.transport.tokens import Tokens
    from tests.secrets.conftest import Village

PLAN = "plan.json"
RUNS: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("init",): (("new",),),
    ("validate",): ((), ("--json",), ("--fix", "--yes")),
    ("import",): (("goods.xlsx", "--template"), ("goods.xlsx",), (PLAN,)),
    ("export",): (("goods.csv",), ("out.xlsx", "--json")),
    ("explain",): ((), ("P201",)),
    ("render",): ((), ("--out", "texts")),
    ("plan",): (("-v",), ("--refresh",), ("--out", PLAN), ("--json",)),
    ("publish",): (("--yes",), ("--yes", "--json")),
    ("apply",): ((PLAN,),),
    ("status",): ((), ("--json",)),
    ("categories",): (("shopee", "gốm", "--refresh"), ("tiki", "gốm")),
    ("doctor",): ((), ("--json",)),
    ("sync", "prices"): (("--yes",),),
    ("sync", "stock"): (("--yes", "--json"),),
    ("drift",): ((), ("--json",)),
    ("adopt",): (("--write", "--yes"), ("--rebuild", "--yes")),
    ("recall",): (("LH-001", "--reason", "thử", "--out", "proof", "--yes"),),
    ("release",): (("LH-001", "--reason", "xong", "--yes"),),
    ("outbox",): ((), ("--json",)),
    ("outbox", "run"): ((), ("--now",)),
    ("outbox", "drop"): (("*",),),
    ("auth", "login"): (("shopee", "--paste"), ("tiki",)),
    ("auth", "status"): (("--check",), ("--json",)),
    ("auth", "refresh"): (("shopee",), ("lazada",), ("tiktok",), ("tiki",)),
    ("auth", "logout"): (("tiktok", "--yes"),),
    ("sandbox", "status"): ((),),
    ("sandbox", "history"): (("--json",),),
    ("sandbox", "reset"): ((),),
    ("sandbox", "storm"): ((), ("off",)),
    ("adapters", "list"): (("--json",),),
}
"""Every command, as it is run wherever something goes wrong; a new one belongs here too."""

SECRET = ("partner_key", "app_secret", "client_secret", "access_token", "refresh_token")
ELSEWHERE = {
    ("sandbox", "serve"): "serves the practice market, whose secrets open nothing real",
    ("adapters", "test"): "works on a practice market of its own, without the workspace's secrets",
}


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command of the command line, groups that do something by themselves too."""
    below: dict[str, Any] = getattr(command, "commands", {})
    if not below or (path and command.invoke_without_command):
        yield path
    for name, one in below.items():
        yield from commands(one, (*path, name))


def everything(village: Village) -> dict[str, int]:
    """Run every command; return the exit statuses."""
    return {
        " ".join((*command, *rest)): village.run(*command, *rest)
        for command, ways in RUNS.items()
        for rest in ways
    }


def in_trouble(village: Village) -> dict[str, int]:
    """Run what sends something; return the exit statuses."""
    runs = [
        ("plan", "--refresh"),
        ("drift",),
        ("publish", "--yes"),
        ("outbox",),
        ("categories", "tiki", "a"),
    ]
    runs += [("auth", "status", "--check"), ("auth", "refresh", "shopee"), ("doctor",)]
    runs += [("recall", "LH-001", "--reason", "thử", "--yes")]
    runs += [("auth", "refresh", name, "-v") for name in ("lazada", "tiktok", "tiki")]
    return {" ".join(run): village.run(*run) for run in runs}


def test_every_command_is_run_among_secrets() -> None:
    there = set(commands(typer.main.get_command(app)))
    assert there - RUNS.keys() - ELSEWHERE.keys() == set(), "add the new command to RUNS"
    assert RUNS.keys() - there == set()


def test_where_all_goes_well(village: Village) -> None:
    village.at_market()
    statuses = everything(village)
    assert (statuses["publish --yes"], statuses["sync prices --yes"]) == (1, 0)
    assert village.told["publish --yes"].count("verified") > 3
    assert len(village.secrets) > 8
    assert village.leaks() == []
    assert not village.reports


@pytest.mark.parametrize("how", ["", "html", "cut"])
def test_where_a_market_answers_with_all_that_it_was_sent(
    village: Village, echo: str, how: str
) -> None:
    village.at(echo, how)
    in_trouble(village)
    assert village.leaks() == []
    assert not village.reports
    if how == "":
        assert "***" in "".join(village.told.values())


def test_where_keys_and_tokens_are_refused(village: Village) -> None:
    for name, keys in village.credentials.items():
        for field in SECRET:
            if field in keys:
                keys[field] = f"CANARY/{name}+{field}=0123456789"
                village.keep(f"wrong {name} {field}", keys[field])
    village.at_market()
    statuses = in_trouble(village)
    assert statuses["publish --yes"] in {1, 4}
    assert village.leaks() == []


def test_where_secrets_stand_in_the_environment(
    village: Village, echo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, keys in village.credentials.items():
        for field, value in keys.items():
            monkeypatch.setenv(f"CANARY_{name}_{field}".upper(), value)
    where = {name: f"env:CANARY_{name}".upper() for name in village.credentials}
    village.shops({name: f"{echo}/{name}" for name in where}, **where)
    in_trouble(village)
    assert village.leaks() == []


WRONG = "CANARYwrongplace0123456789"
WRONG_SETTINGS = {
    "a value in place of a reference": f"credentials: {WRONG}",
    "a value behind a field of its own": f"partner_key: {WRONG}",
    "a map in place of a reference": f"credentials: {{partner_key: {WRONG}}}",
    "a list in place of a reference": f"credentials: [{WRONG}]",
    "a login in an address": f"endpoint: 'http://me:{WRONG}@127.0.0.1:9', credentials: 'file:k'",
}


@pytest.mark.parametrize("slip", WRONG_SETTINGS)
def test_where_a_secret_stands_in_the_workspace_file(village: Village, slip: str) -> None:
    village.keep("wrong", WRONG)
    path = village.folder / "ocopctl.yaml"
    shop = f"s: {{marketplace: shopee, mode: live, {WRONG_SETTINGS[slip]}}}"
    path.write_text(f"products: [products/*.yaml]\nshops:\n  {shop}\n")
    for command in (["validate"], ["plan"], ["publish", "--yes"], ["auth", "status"], ["doctor"]):
        assert village.run(*command) in {0, 3, 4}, command
        assert village.run("--json", *command) in {0, 3, 4}, command
    path.unlink()
    assert village.leaks() == []
    assert not village.reports


WRONG_KEYS = {
    "no tree": f"partner_key={WRONG}",
    "broken json": f'{{"partner_key": "{WRONG}"',
    "a tab": f"partner_id: 1\n\tpartner_key: {WRONG}\n",
    "a number missing": f"partner_key: {WRONG}\nshop_id: {WRONG}\n",
    "open to others": f"partner_id: 1\npartner_key: {WRONG}\nshop_id: 1\n",
}


@pytest.mark.parametrize("slip", WRONG_KEYS)
def test_where_the_file_of_keys_is_wrong(village: Village, slip: str) -> None:
    village.keep("wrong", WRONG)
    village.shops({"shopee": "http://127.0.0.1:9"})
    path = village.folder / "keys" / "shopee.json"
    path.write_text(WRONG_KEYS[slip])
    path.chmod(0o644 if slip == "open to others" else 0o600)
    for command in (["plan"], ["publish", "--yes"], ["auth", "status", "--check"], ["doctor"]):
        village.run(*command)
    assert village.leaks() == []
    assert not village.reports


def test_where_a_file_of_keys_is_taken_for_a_product(village: Village) -> None:
    village.at_market()
    for command in (["validate"], ["plan"], ["publish", "--yes"]):
        assert village.run(*command, "keys/shopee.json") in {2, 3}
    for form in ("text", "json", "github", "junit", "sarif"):
        village.run("validate", "keys/lazada.json", "--format", form)
    assert village.leaks() == []


def test_where_a_bug_shows_all_that_it_has(
    village: Village, echo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = ShopeeAuth.sign

    def broken(self: ShopeeAuth, request: httpx.Request, tokens: Tokens | None) -> None:
        sign(self, request, tokens)
        told = f"{request!r} {request.url} {dict(request.headers)} {request.content!r} {tokens}"
        whole = f"{told} {self._keys} {self._keys.partner.partner_key}"
        raise ZeroDivisionError(whole) from AssertionError(whole)

    monkeypatch.setattr(ShopeeAuth, "sign", broken)
    village.at(echo)
    assert village.run("publish", "--yes") == 70
    assert village.run("auth", "refresh", "shopee", "--json") == 70
    assert len(village.reports) == 2
    assert all("ZeroDivisionError" in report for report in village.reports)
    assert all("***" in report for report in village.reports)
    assert village.leaks() == []


def test_the_login_link_carries_what_the_platform_asks_for_alone(village: Village) -> None:
    keys = {name: dict(found) for name, found in village.credentials.items()}
    village.at_market()
    for name in keys:
        village.run("--json", "auth", "login", name, "--paste")
    links = [
        httpx.URL(json.loads(line)["url"])
        for text in village.told.values()
        for line in text.splitlines()
        if '"type": "consent"' in line
    ]
    assert len(links) >= 2
    allowed = {"partner_id", "timestamp", "sign", "redirect", "redirect_uri", "auth_type"}
    allowed |= {"response_type", "client_id", "state", "scope", "service_id", "force_auth"}
    assert {name for link in links for name in link.params} <= allowed
    assert village.leaks() == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_token_files_are_their_owners_alone_even_without_a_umask(village: Village) -> None:
    village.at_market()
    before = os.umask(0)
    try:
        for name in ("shopee", "lazada", "tiktok", "tiki"):
            assert village.run("auth", "refresh", name) == 0
    finally:
        os.umask(before)
    folder = village.folder / ".ocopctl" / "tokens"
    files = [path for path in folder.iterdir() if path.suffix == ".json"]
    assert len(files) == 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
