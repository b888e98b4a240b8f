"""A value that was read as a secret is masked in every form it may be written in."""

from __future__ import annotations

import base64
import html
import json
import logging
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl import known_secrets
from ocopctl.adapters.base import Connection, Hosts
from ocopctl.adapters.lazada.auth import keys_of as lazada_keys
from ocopctl.adapters.shopee.auth import keys_of as shopee_keys
from ocopctl.adapters.tiki.auth import application_of
from ocopctl.adapters.tiktok.auth import keys_of as tiktok_keys
from ocopctl.credentials import read
from ocopctl.errors import Rejected
from ocopctl.known_secrets import masked, masked_values, remember
from ocopctl.shops import Access
from ocopctl.transport.redact import log_record
from ocopctl.transport.tokens import MemoryTokens, Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY = "CANARY/a1b2+c3=d4"
KEYS = {
    "partner_id": "1234567890",
    "shop_id": "9876543210",
    "app_key": "public-key-01",
    "partner_key": CANARY,
    "app_secret": CANARY,
    "client_id": "client-number-1",
    "client_secret": CANARY,
}
SECRETS = st.text(min_size=known_secrets.SHORTEST, max_size=40).filter(lambda one: "*" not in one)
WRITTEN: dict[str, Any] = {
    "plain": lambda one: one,
    "in an address": lambda one: quote(one, safe=""),
    "in a form": quote_plus,
    "in json": json.dumps,
    "in json inside json": lambda one: json.dumps(json.dumps(one)),
    "in python": repr,
    "in a page": html.escape,
    "in base64": lambda one: base64.b64encode(one.encode()).decode(),
    "behind a name in base64": lambda one: base64.b64encode(f"id:{one}".encode()).decode(),
    "within base64": lambda one: base64.urlsafe_b64encode(f"a{one}bc".encode()).decode(),
}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    known_secrets._forms.clear()
    yield
    known_secrets._forms.clear()


@pytest.mark.parametrize("way", WRITTEN)
def test_a_remembered_value_is_masked_in_every_form(way: str) -> None:
    @given(SECRETS, st.text(st.characters(codec="ascii"), max_size=20))
    def law(secret: str, around: str) -> None:
        known_secrets._forms.clear()
        written = WRITTEN[way](secret)
        remember([secret])
        shown = masked(f"{around} {written} {around}")
        assert "***" in shown
        assert written not in shown
        assert secret not in shown
        assert masked(shown) == shown

    law()


@given(st.lists(SECRETS, max_size=4), st.text())
def test_several_secrets_are_masked_side_by_side(secrets: list[str], rest: str) -> None:
    known_secrets._forms.clear()
    remember(secrets)
    shown = masked("".join([rest, *secrets, rest]))
    assert not any(secret in shown for secret in secrets)


@given(st.text(), st.text(max_size=known_secrets.SHORTEST - 1))
def test_what_is_no_secret_stays_as_it_is(text: str, short: str) -> None:
    known_secrets._forms.clear()
    remember([short, ""])
    assert masked(text + short) == text + short


def test_a_tree_keeps_its_numbers() -> None:
    remember(["12345678"])
    tree = {"price": 12345678, "note": ["so 12345678", None, True], "12345678": 1.5}
    assert masked_values(tree) == {"price": 12345678, "note": ["so ***", None, True], "***": 1.5}


def test_reading_credentials_remembers_what_is_secret_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({**KEYS, "of_a_plug_in": "unknown-is-secret"}))
    path.chmod(0o600)
    read("file:keys.json", (), tmp_path)
    assert masked(CANARY) == masked("unknown-is-secret") == "***"
    public = " ".join(value for value in KEYS.values() if value != CANARY)
    assert masked(public) == public, "a login link carries these"


def test_an_error_repeats_no_secret() -> None:
    remember([CANARY])
    error = Rejected(CANARY, place=CANARY, hint=CANARY, code=CANARY, own_words=f"no {CANARY}")
    assert "CANARY" not in repr(error) + str(error) + repr(vars(error))


def test_nothing_that_holds_a_secret_shows_it() -> None:
    tokens = Tokens(CANARY, CANARY, 1.0)
    store, hosts = MemoryTokens(tokens), Hosts("https://a", "https://b")
    holders = [
        tokens,
        Access(KEYS, hosts, store),
        Connection(None, KEYS),  # type: ignore[arg-type]
        shopee_keys(KEYS),
        lazada_keys(KEYS),
        tiktok_keys(KEYS),
        application_of(KEYS),
    ]
    for one in holders:
        assert is_dataclass(one)
        assert fields(one)
        assert "CANARY" not in repr(one)


def test_a_log_repeats_no_secret() -> None:
    remember([CANARY])
    info: Any = (ValueError, ValueError(CANARY), None)
    for message, arguments in (("%s %s", (CANARY, "?sign=1")), ("%d", (CANARY,)), (CANARY, ())):
        record = log_record("x", logging.INFO, "f.py", 1, message, arguments, info)
        text = logging.Formatter().format(record)
        assert "***" in text
        assert "CANARY" not in text
