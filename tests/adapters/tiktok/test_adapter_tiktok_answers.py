"""What TikTok Shop's answers mean."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ocopctl.adapters.tiktok import TiktokAdapter
from ocopctl.adapters.tiktok.answers import refusal_error, warnings
from ocopctl.errors import (
    AuthError,
    ClockOff,
    Duplicate,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Rejected,
)
from ocopctl.transport.classify import body_of
from ocopctl.transport.clock import SystemClock
from ocopctl.transport.tokens import MemoryTokens


def judged(status: int, **content: Any) -> MarketplaceError | None:
    response = httpx.Response(status, **content)
    return TiktokAdapter.judge(response, body_of(response))


def coded(code: int, message: str = "", status: int = 200) -> MarketplaceError:
    error = judged(status, json={"code": code, "message": message, "request_id": "R1"})
    assert error is not None
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (36009002, RateLimited), (12052109, RateLimited), (36009037, QuotaExhausted),
        (12052093, QuotaExhausted), (36009003, OutcomeUnknown), (12001000, OutcomeUnknown),
        (105002, AuthError), (105005, AuthError), (106001, AuthError), (106013, AuthError),
        (1010000, AuthError), (36009009, Rejected), (12019150, NotFound), (12052260, NotFound),
        (12052032, NotFound), (12052023, Rejected), (12052996, Duplicate), (12052901, Rejected),
        (12052051, Rejected), (98001004, Rejected), (12999999, Rejected),
    ],
)  # fmt: skip
def test_codes_decide_whatever_the_status(code: int, kind: type[MarketplaceError]) -> None:
    error = coded(code, "their words")
    assert type(error) is kind
    assert (error.code, error.own_words, error.request_id) == (str(code), "their words", "R1")


@pytest.mark.parametrize(
    ("message", "kind", "says"),
    [
        ("Invalid `x-tts-access-token`", AuthError, "access token"),
        ("Invalid 'access_token' for app_key", AuthError, "access token"),
        ("The 'timestamp' is out of range", ClockOff, "clock"),
        ("unknown app_key", AuthError, "key or signature"),
        ("shop_cipher is not required", Rejected, "well formed"),
        ("API version is unknown", Rejected, "well formed"),
        ("invalid param page_size", Rejected, "refused"),
    ],
)
def test_the_overloaded_code_is_told_apart_by_its_words(
    message: str, kind: type[MarketplaceError], says: str
) -> None:
    error = coded(36009004, message, 400)
    assert type(error) is kind
    assert says in error.message


def test_a_token_is_refused_by_two_codes_only() -> None:
    auth = TiktokAdapter.authenticator(
        {"app_key": "k", "app_secret": "s", "shop_cipher": "c"},
        TiktokAdapter.hosts,
        MemoryTokens(None),
        SystemClock(),
    )
    bodies = [
        {"code": 105002}, {"code": 36009004, "message": "bad `access_token`"},
        {"code": 36009004, "message": "app_key"}, {"code": 105005}, {"code": 0}, [],
    ]  # fmt: skip
    refused = [auth.token_refused(httpx.Response(200, json=body)) for body in bodies]
    assert refused == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("status", "content", "kind"),
    [
        (404, {"text": "no page"}, Rejected),
        (503, {"text": "<html>"}, OutcomeUnknown),
        (200, {"text": "<html>"}, OutcomeUnknown),
        (200, {"json": {"message": "?"}}, OutcomeUnknown),
        (200, {"json": {"code": True}}, OutcomeUnknown),
        (500, {"json": {"code": 0, "data": {}}}, OutcomeUnknown),
        (500, {"json": {"code": 77777777}}, OutcomeUnknown),
        (401, {"json": {"code": 77777777}}, AuthError),
        (429, {"text": ""}, RateLimited),
    ],
)
def test_what_is_not_said_in_codes_goes_by_the_status(
    status: int, content: Any, kind: type[MarketplaceError]
) -> None:
    assert type(judged(status, **content)) is kind


def test_success_is_a_code_of_zero() -> None:
    assert judged(200, json={"code": 0, "message": "Success", "data": {}}) is None


def test_a_wrapper_gives_way_to_what_is_inside_it() -> None:
    inner = {"warehouse_id": "7", "code": 12052055, "message": "too many"}
    refusal = {
        "code": 12052990, "message": "Check failed",
        "detail": {"sku_id": "1", "extra_errors": [inner]},
    }  # fmt: skip
    error = refusal_error(refusal, {"request_id": "R2"})
    assert (error.code, error.own_words, error.request_id) == ("12052055", "too many", "R2")
    bare = refusal_error({"code": 12052990, "message": "Check failed"}, {})
    assert (type(bare), bare.own_words) == (Rejected, "Check failed")


@pytest.mark.parametrize("found", [{"message": "brand gone"}, [{"message": "brand gone"}]])
def test_warnings_are_read_in_both_shapes(found: Any) -> None:
    assert warnings({"data": {"warnings": found}}) == "brand gone"
