"""What Shopee's answers mean."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ocopctl.adapters.shopee.answers import access_token_refused, judge, reason_error
from ocopctl.adapters.shopee.codes import CODES
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


def judged(error: str, message: str = "", status: int = 200, **more: Any) -> Any:
    body = {"error": error, "message": message, "request_id": "98eae35e", **more}
    return judge(httpx.Response(status, json=body), body)


@pytest.mark.parametrize(
    "body",
    [
        {"error": "", "message": "success", "warning": "success", "response": {}},
        {"error": "", "message": None, "warning": ["x"]},
        {"request_id": "1", "authed_shop_list": []},
    ],
)
def test_an_empty_or_absent_error_is_a_success(body: Any) -> None:
    assert judge(httpx.Response(200, json=body), body) is None


@pytest.mark.parametrize(
    "body",
    [{}, {"padding": "xxx"}, {"data": [], "code": 0}, {"error": {"value": ""}}, {"error": ["x"]}],
)
def test_an_object_that_is_nothing_of_shopee_s_says_nothing(body: Any) -> None:
    assert type(judge(httpx.Response(200, json=body), body)) is OutcomeUnknown


@pytest.mark.parametrize(
    ("code", "message", "status", "kind"),
    [
        ("error_sign", "Wrong sign.", 403, AuthError),
        ("invalid_acceess_token", "Invalid access_token, please have a check.", 403, AuthError),
        ("error_auth", "Invalid access_token.", 200, AuthError),
        ("error_param", "Timestamp is expired.", 200, ClockOff),
        ("error_param", "There is no partner_id in query.", 403, AuthError),
        ("error_rate_limit", "Too many requests.", 200, RateLimited),
        ("error_limit", "The total API call number", 200, QuotaExhausted),
        ("product.error_item_not_found", "Product not found", 200, NotFound),
        ("error_item_not_found", "Product not found", 200, NotFound),
        ("product.error_param", "Wrong model_id.", 200, NotFound),
        ("product.error_param", "Image not exist.", 200, Rejected),
        ("product.error_param", "invalid field ItemId: value must  Not Null", 200, Rejected),
        ("product.error_price_exceed_min_limitt", "", 200, Rejected),
        ("product.error_cannt_edit_price_in_promotion", "", 200, Rejected),
        ("product.error_slash_price_item_delete_lock", "", 200, Rejected),
        ("error.param", "stock", 200, Rejected),
        ("error attribute", "", 200, Rejected),
        ("product.error_inner", "Update item failed get update lock failed", 200, RateLimited),
        ("product.error_inner", "Update item failed for its text", 200, Rejected),
        ("product.error_inner", "please try later", 200, OutcomeUnknown),
        ("product.error_server", "something went wrong", 200, OutcomeUnknown),
        ("product.error_server", "FBS item", 200, Rejected),
        ("product.error_busi_add_item_failed", "", 200, OutcomeUnknown),
        ("product.error_data", "data not exist", 200, NotFound),
        ("product.error_data", "parse data failed", 200, OutcomeUnknown),
        ("product.error_repeated_mtsku", "", 200, Duplicate),
        ("warehouse.error_not_in_whitelist", "", 200, NotFound),
        ("product.error_made_up_since", "?", 200, Rejected),
        ("product.error_made_up_since", "?", 429, RateLimited),
        ("product.error_made_up_since", "?", 502, OutcomeUnknown),
    ],
)
def test_each_code_means_what_shopee_means(
    code: str, message: str, status: int, kind: type[MarketplaceError]
) -> None:
    error = judged(code, message, status)
    assert type(error) is kind
    assert (error.code, error.own_words, error.request_id) == (code, message, "98eae35e")


@pytest.mark.parametrize("code", CODES)
def test_a_code_means_the_same_with_and_without_its_module(code: str) -> None:
    assert type(judged(f"product.{code}")) is type(judged(code)) is CODES[code].kind


@pytest.mark.parametrize(
    ("status", "kind"),
    [(500, OutcomeUnknown), (200, OutcomeUnknown), (403, AuthError), (404, AuthError)],
)
def test_a_page_that_is_not_json_goes_by_its_status(
    status: int, kind: type[MarketplaceError]
) -> None:
    """A missing page means a wrong endpoint: it must never read as a listing that is gone."""
    assert type(judge(httpx.Response(status, text="<html>"), None)) is kind


def test_the_reasons_of_a_list_that_failed_whole_are_told() -> None:
    rows = {"failure_list": [{"item_id": 1, "failed_reason": "Product not found"}]}
    error = judged("product.error_unlist_item_all_failed", "Unlist item all failed.", response=rows)
    assert error.own_words == "Unlist item all failed. · Product not found"


def test_a_lock_is_waited_for_as_long_as_it_lasts() -> None:
    assert judged("product.error_inner", "get update lock failed").retry_after == 5.0


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("Wrong model_id.", NotFound),
        ("model ID not exist in sku", NotFound),
        ("Product not found", NotFound),
        ("get update lock failed", RateLimited),
        ("Original_price is less than min price limit.", Rejected),
    ],
)
def test_a_row_that_failed_says_why(reason: str, kind: type[MarketplaceError]) -> None:
    error = reason_error(reason)
    assert (type(error), error.own_words) == (kind, reason)


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"error": "invalid_acceess_token"}, True),
        ({"error": "invalid_access_token"}, True),
        ({"error": "error_auth", "message": "Invalid access_token."}, True),
        ({"error": "error_auth", "message": "Invalid refresh_token."}, False),
        ({"error": "error_sign"}, False),
        ({"error": ""}, False),
        (None, False),
    ],
)
def test_only_a_refused_access_token_asks_for_a_new_one(body: Any, refused: bool) -> None:  # noqa: FBT001 - a table of answers
    assert access_token_refused(body) is refused
