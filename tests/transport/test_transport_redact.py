"""No secret survives in what is shown or kept, however it is written down."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.transport.redact import redact
from ocopctl.transport.tokens import Tokens

CANARY = "CANARYa1b2c3d4"
NAMES = st.sampled_from(
    ["access_token", "refresh_token", "app_secret", "partner_key", "client_secret", "sign"]
)
VALUES = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1)


@pytest.mark.parametrize(
    "text",
    [
        f"https://x.vn/api?partner_id=1&access_token={CANARY}&sign={CANARY}",
        f"https://x.vn/back?code={CANARY}&shop_id=1",
        f"client_id=1&client_secret={CANARY}&grant_type=refresh_token",
        json.dumps({"data": {"access_token": CANARY, "refresh_token": CANARY}}),
        json.dumps({"access_token": f'{CANARY}"{CANARY}'}),
        json.dumps(json.dumps({"access_token": CANARY})),
        json.dumps({"access_token": CANARY}, indent=2),
        repr({"access_token": CANARY, "expire_in": 1}),
        repr({"x-tts-access-token": CANARY}),
        f"Authorization: Bearer {CANARY}",
        f"authorization: basic {CANARY}==",
        f"Authorization: {CANARY}",
        f"x-tts-access-token: {CANARY}",
        f"Cookie: {CANARY}",
        f"http://user:{CANARY}@proxy.example:3128/",
        f"App_Secret = {CANARY}",
        f"SHOPEE_PARTNER_KEY={CANARY}",
        f"PARTNER_KEY: '{CANARY}'",
    ],
)
def test_a_secret_behind_its_name_is_taken_out(text: str) -> None:
    assert "CANARY" not in redact(text)
    assert "***" in redact(text)


@given(NAMES, VALUES, st.sampled_from(["query", "json", "nested", "repr"]))
def test_any_value_behind_a_secret_name_is_taken_out(name: str, value: str, form: str) -> None:
    secret = f"CANARY{value}CANARY"
    written = {
        "query": f"https://x.vn/?a=1&{urlencode({name: secret})}&b=2",
        "json": json.dumps({"a": 1, name: secret, "b": 2}),
        "nested": json.dumps({"body": json.dumps({name: secret})}),
        "repr": repr({name: secret, "b": 2}),
    }[form]
    assert "CANARY" not in redact(written)


def test_a_token_pair_shows_nothing_of_itself() -> None:
    assert "CANARY" not in repr(Tokens(CANARY, CANARY, 1.0))


@pytest.mark.parametrize(
    "text",
    [
        '{"code": "error_auth", "message": "sign in again", "request_id": "abc"}',
        "the assignment of a design is significant; code 4104",
        "https://x.vn/api?shop_id=1&offset=20",
        "the access token is refused",
        "",
    ],
)
def test_what_is_no_secret_stays_readable(text: str) -> None:
    assert redact(text) == text


def test_what_stands_beside_a_secret_stays_readable() -> None:
    assert redact("?a=1&sign=abc&b=2") == "?a=1&sign=***&b=2"
    assert redact('{"access_token": "abc", "b": 2}') == '{"access_token": "***", "b": 2}'


@given(st.text())
def test_taking_out_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)
