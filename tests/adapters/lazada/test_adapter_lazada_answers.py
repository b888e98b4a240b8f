"""What Lazada's answers mean."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.lazada.answers import detail_error, details
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
    Transient,
)

SAME_SKU = "THD_IC_ERR_F_IC_INFRA_PRODUCT_036:Insert sku outer id relation failed, outer ID:AC-0"
IN_USE = {"field": "AC-0", "message": SAME_SKU}


def judged(body: Any, status: int = 200) -> MarketplaceError | None:
    text = {"text": body} if isinstance(body, str) else {"json": body}
    return LazadaAdapter.judge(
        httpx.Response(status, **text), None if isinstance(body, str) else body
    )


@pytest.mark.parametrize(
    "body",
    [
        {"code": "0", "data": {}},
        {"code": 0},
        {"code": "0", "detail": [{"field": "ItemId", "message": "ITEM_NOT_FOUND"}]},
        {"code": "E0004", "message": "E0004: not online"},
        {"code": "501", "detail": [{"field": "x", "message": "not online", "code": "E0004"}]},
    ],
)
def test_success_and_what_is_so_already(body: Any) -> None:
    assert judged(body) is None


@pytest.mark.parametrize("code", [["0"], {"value": "0"}, True, 0.5])
def test_a_code_of_another_type_neither_grants_nor_refuses(code: Any) -> None:
    assert type(judged({"code": code, "data": {}})) is OutcomeUnknown


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("901", RateLimited), ("E0901", RateLimited), ("E1002", RateLimited),
        ("ApiCallLimit", RateLimited), ("4154", RateLimited), ("998", QuotaExhausted),
        ("6", OutcomeUnknown), ("E006", OutcomeUnknown), ("1000", OutcomeUnknown),
        ("E0006", OutcomeUnknown), ("4135", OutcomeUnknown), ("ServiceTimeout", OutcomeUnknown),
        ("500", OutcomeUnknown), ("E501", OutcomeUnknown), ("504", OutcomeUnknown),
        ("4147", Transient), ("E506", Transient), ("302", Transient),
        ("IllegalAccessToken", AuthError), ("InvalidAccessToken", AuthError),
        ("IncompleteSignature", AuthError), ("IllegalTimestamp", ClockOff),
        ("IllegalAppKey", AuthError), ("InsufficientPermission", AuthError),
        ("InvalidApiPath", Rejected), ("MissingParameter", Rejected), ("1001", Rejected),
        ("207", NotFound), ("E0208", NotFound), ("4137", NotFound), ("E0002", NotFound),
        ("4105", Duplicate), ("4126", Duplicate), ("4141", Duplicate),
        ("4166", Rejected), ("4227", Rejected), ("4170", Rejected), ("4156", Rejected),
        ("31337", Rejected),
    ],
)  # fmt: skip
def test_a_code_alone_says_what_happened(code: str, kind: type[MarketplaceError]) -> None:
    error = judged({"code": code, "type": "ISP", "message": "words", "request_id": "abc"})
    assert type(error) is kind
    assert (error.code, error.own_words, error.request_id) == (code, "words", "abc")
    assert error.message


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        ({"code": "4135", "message": SAME_SKU}, Duplicate, "4135"),
        ({"code": "500", "detail": [IN_USE]}, Duplicate, "500"),
        ({"code": "500", "message": "BIZ_CHECK_PRICE_IS_ZERO:BIZ_CHECK_PRICE_IS_ZERO:zero"},
         Rejected, "BIZ_CHECK_PRICE_IS_ZERO"),
        ({"code": "501", "detail": [{"field": "Product", "message": "Category is inactive"}]},
         Rejected, "501"),
        ({"code": "501", "detail": [{"message": "ITEM_NOT_FOUND", "code": "E0501"}]},
         NotFound, "ITEM_NOT_FOUND"),
        ({"code": "501", "detail": [{"message": "SELLER_NOT_PERMITTED"}]},
         Rejected, "SELLER_NOT_PERMITTED"),
        ({"code": "4108", "message": "E500: Create product failed", "detail": [
            {"field": "p-1", "message": "C004: blank", "code": "CHK_BASIC_REQUIRED"}]},
         Rejected, "CHK_BASIC_REQUIRED"),
        ({"code": "500", "detail": [{"message": "THD_IC_ERR_F_IC_ABILITY_PG_003:campaign"}]},
         Rejected, "THD_IC_ERR_F_IC_ABILITY_PG_003"),
        ({"code": "501", "detail": [{"sku": "A", "code": "4154", "message": "fast"}]},
         RateLimited, "4154"),
        ({"code": "NeverSeen", "type": "SYSTEM"}, OutcomeUnknown, "NeverSeen"),
    ],
)  # fmt: skip
def test_details_come_before_the_message_and_that_before_the_code(
    body: Any, kind: type[MarketplaceError], code: str
) -> None:
    error = judged(body)
    assert type(error) is kind
    assert error.code == code


def test_the_words_say_which_field_a_refusal_is_about() -> None:
    body = {
        "code": "500",
        "message": "E500: failed",
        "detail": [{"field": "brand", "message": "?"}],
    }
    error = judged(body)
    assert error is not None
    assert error.own_words == "E500: failed · brand: ?"


@pytest.mark.parametrize(
    ("seconds", "kind"), [(1, RateLimited), (60, RateLimited), (7200, QuotaExhausted)]
)
def test_a_ban_lasts_as_long_as_lazada_says(seconds: int, kind: type[MarketplaceError]) -> None:
    words = f"Api access frequency exceeds the limit. this ban will last {seconds} seconds"
    error = judged({"code": "ApiCallLimit", "message": words})
    assert type(error) is kind
    if isinstance(error, RateLimited):
        assert error.retry_after == seconds


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, OutcomeUnknown), (403, AuthError), (404, Rejected), (429, RateLimited),
        (500, OutcomeUnknown), (502, OutcomeUnknown), (413, Rejected),
    ],
)  # fmt: skip
def test_a_web_page_is_never_a_listing_that_is_gone(
    status: int, kind: type[MarketplaceError]
) -> None:
    assert type(judged("<html>punish</html>", status)) is kind
    assert type(judged([], status)) is kind


def test_success_under_a_failed_status_is_doubted() -> None:
    assert type(judged({"code": "0"}, 502)) is OutcomeUnknown


@pytest.mark.parametrize(
    ("row", "about", "kind"),
    [
        ({"field": "ItemId", "message": "ITEM_NOT_FOUND", "code": "E0501"}, {"ItemId"}, NotFound),
        ({"field": "x", "seller_sku": "A", "message": "no"}, {"x", "A"}, Rejected),
        ({"sku": "A", "code": "4170", "message": "campaign"}, {"A"}, Rejected),
        ("only words", set(), Rejected),
    ],
)
def test_every_shape_of_a_detail_is_read(
    row: Any, about: set[str], kind: type[MarketplaceError]
) -> None:
    body = {"code": "0", "detail": [row], "request_id": "abc"}
    (detail,) = details(body)
    error = detail_error(detail, body)
    assert detail.about == about
    assert (type(error), error.request_id) == (kind, "abc")
