"""The catcher on loopback: what it takes, what it leaves alone."""

from __future__ import annotations

import time

import httpx
import pytest

from ocopctl.consent.answer import check_answer, read_pasted
from ocopctl.consent.catch import Catcher, catching
from ocopctl.errors import AuthError


def get(catcher: Catcher, path: str, **headers: str) -> httpx.Response:
    url = f"http://127.0.0.1:{catcher.port}{path}"
    return httpx.get(url, headers=headers, trust_env=False)


def test_what_a_browser_asks_for_besides_is_left_alone() -> None:
    with catching(0, "/callback", "s1") as catcher:
        assert get(catcher, "/favicon.ico").status_code == 404
        assert get(catcher, "/callback/x?code=a&state=s1").status_code == 404
        assert get(catcher, "/callback?code=a&state=s1").status_code == 200
        assert catcher.wait(1) == {"code": "a", "state": "s1"}


def test_a_page_that_calls_us_by_another_name_is_turned_away() -> None:
    with catching(0, "/callback", "s1") as catcher:
        assert get(catcher, "/callback?code=a&state=s1", Host="evil.example:80").status_code == 404
        with pytest.raises(AuthError, match="within"):
            catcher.wait(0.05)


def test_only_loopback_is_listened_on() -> None:
    with catching(0, "/callback", "s1") as catcher:
        assert catcher.server_address[0] == "127.0.0.1"


def test_an_answer_without_a_state_is_refused_on_loopback() -> None:
    with catching(0, "/callback", "s1") as catcher:
        assert get(catcher, "/callback?code=a").status_code == 400
        with pytest.raises(AuthError, match="another login"):
            catcher.wait(0.05)


def test_answers_to_other_logins_do_not_keep_the_owners_from_arriving() -> None:
    with catching(0, "/callback", "s1") as catcher:
        assert get(catcher, "/callback?code=x&state=s0").status_code == 400
        assert get(catcher, "/callback?error=denied&state=s0").status_code == 400
        assert get(catcher, "/callback?code=a&state=s1").status_code == 200
        assert catcher.wait(1) == {"code": "a", "state": "s1"}


def test_too_many_answers_to_other_logins_end_the_waiting() -> None:
    with catching(0, "/callback", "s1") as catcher:
        for number in range(20):
            assert get(catcher, f"/callback?code=x&state={number}").status_code == 400
        began = time.monotonic()
        with pytest.raises(AuthError, match="another login"):
            catcher.wait(30)
    assert time.monotonic() - began < 5


def test_the_page_shows_nothing_that_came_with_the_address() -> None:
    with catching(0, "/callback", "s1") as catcher:
        page = get(catcher, "/callback?error=<b>CANARY&state=s1")
        assert "CANARY" not in page.text
        assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (" https://htx.vn/cb?code=a%2Bb&shop_id=9&state=s \n", {"code": "a+b", "shop_id": "9"}),
        ("code=a&shop_id=9&state=s", {"code": "a", "shop_id": "9"}),
        ("?code=a&state=s", {"code": "a"}),
        ("abc", {"code": "abc"}),
        ("http://[", {}),
    ],
)
def test_what_is_pasted_is_an_address_its_query_or_a_code(
    text: str, answer: dict[str, str]
) -> None:
    assert {k: v for k, v in read_pasted(text).items() if k != "state"} == answer


@pytest.mark.parametrize("text", ["", "http://[", "https://htx.vn/?state=s", "code=null&state=s"])
def test_what_is_pasted_without_a_code_is_refused(text: str) -> None:
    with pytest.raises(AuthError):
        check_answer(read_pasted(text), "s")
