"""Reading of Shopee's answers: the body's `error` decides, whatever the HTTP status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ocopctl.adapters.shopee.codes import (
    ACCOUNT,
    BLOCKED,
    CLOCK,
    CODES,
    CONFIG,
    CONSENT,
    FAULT,
    FOREIGN,
    LOCKED,
    NO_VARIANT,
    NOWHERE,
    PICTURES,
    SAME_LEVEL,
    SHIPPING,
    STOCK,
    TOKEN,
)
from ocopctl.errors import MarketplaceError, RateLimited
from ocopctl.language import _
from ocopctl.transport.classify import (
    AUTH,
    GONE,
    RATE,
    REFUSED,
    UNKNOWN,
    Verdict,
    by_status,
    failure,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

LOCK_S = 5.0
"""Seconds until an edited item takes the next edit: 4 to 8 are told of (one client only)."""
_OWN = frozenset({"error", "request_id", "response"})
"""Names of which every answer of Shopee's has one."""
_FIRST_FAILED = 400
_FIRST_BROKEN = 500
_NO_SUCH_PATH = 404
_UNKNOWN_CODE = {401: AUTH, 403: AUTH, 429: RATE}


class Told(NamedTuple):
    """A row of the table by message: code ("" for any), what the message holds, verdict."""

    code: str
    holds: str
    verdict: Verdict


BY_MESSAGE = (
    Told("", "get update lock failed", LOCKED),
    Told("error_inner", "invalid stock location", STOCK),
    Told("error_inner", "update item failed", REFUSED),
    Told("error_server", "fbs", FOREIGN),
    Told("error_data", "data not exist", NOWHERE),
    Told("error_auth", "invalid access_token", TOKEN),
    Told("error_auth", "invalid refresh_token", CONSENT),
    Told("error_auth", "invalid partner_id or shop", CONSENT),
    Told("error_auth", "invalid code", CONSENT),
    Told("error_auth", "system error", FAULT),
    Told("error_auth", "phone number", ACCOUNT),
    Told("error_auth", "holiday", BLOCKED),
    Told("error_auth", "location_id", STOCK),
    Told("error_auth", "stock", STOCK),
    Told("error_auth", "model level dts", REFUSED),
    Told("error_auth", "cnsc", FOREIGN),
    Told("error_param", "refresh token or shop_id is wrong", CONSENT),
    Told("error_param", "timestamp is expired", CLOCK),
    Told("error_param", "in query", CONFIG),
    Told("error_param", "no timestamp", CONFIG),
    Told("error_param", "should be an integer between 0 and 4294967295", CONFIG),
    Told("error_param", "request not from gateway", CONFIG),
    Told("error_param", "request path is incorrect", CONFIG),
    Told("error_param", "wrong model_id", NO_VARIANT),
    Told("error_param", "model_id and item_id not match", NO_VARIANT),
    Told("error_param", "information you queried is not found", NOWHERE),
    Told("error_param", "level of tier-variation not change", SAME_LEVEL),
    Told("error_param", "image", PICTURES),
    Told("error_param", "invalid logistic", SHIPPING),
    Told("error_param", "invalid weight", SHIPPING),
    Told("error_busi", "status is abnormal", BLOCKED),
    Told("error_busi", "logistic must be free", SHIPPING),
    Told("error_busi", "shipping channel", SHIPPING),
    Told("error_busi", "stock should be", STOCK),
)
REASONS = (
    Told("", "get update lock failed", LOCKED),
    Told("", "wrong model_id", NO_VARIANT),
    Told("", "model id not exist", NO_VARIANT),
    Told("", "product not found", GONE),
)
_BLOCKED = re.compile(r"in_promotion|_promotion_|_lock$")


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer: None when `error` is empty or absent, else what it means.

    `message` and `warning` say "success" at times and never decide by themselves. A page that is
    not there means a wrong endpoint, never a listing that is gone; an object that is nothing of
    Shopee's is no success, or what was asked for would count as not there, and no refusal either.
    """
    if not isinstance(body, dict):
        if response.status_code == _NO_SUCH_PATH:
            return failure(CONFIG, response, code="HTTP 404", own_words=response.text[:200])
        return by_status(response)
    if response.status_code < _FIRST_FAILED and not _OWN & body.keys():
        return failure(UNKNOWN, response, own_words=response.text[:200])
    code = body.get("error") or ""
    if not isinstance(code, str):
        return failure(UNKNOWN, response, own_words=response.text[:200])
    if not code:
        return by_status(response) if response.status_code >= _FIRST_FAILED else None
    words = _words(body)
    verdict = verdict_of(code, words) or _UNKNOWN_CODE.get(response.status_code)
    if verdict is None:
        verdict = FAULT if response.status_code >= _FIRST_BROKEN else REFUSED
    return _error(verdict, response, code, words, str(body.get("request_id") or ""))


def verdict_of(code: str, words: str) -> Verdict | None:
    """Look a code up, whole first and then without its module; None for an unknown one."""
    bare = code if code in CODES else code.partition(".")[2] or code
    low = words.lower()
    for row in BY_MESSAGE:
        if row.code in ("", bare) and row.holds in low:
            return row.verdict
    return CODES.get(bare) or (BLOCKED if _BLOCKED.search(bare) else None)


def access_token_refused(body: Any) -> bool:
    """Tell whether an answer refuses the access token, in any of its spellings."""
    if not isinstance(body, dict):
        return False
    return verdict_of(str(body.get("error") or ""), _words(body)) is TOKEN


def reason_error(reason: str) -> MarketplaceError:
    """Make the error for one row of a `failure_list`."""
    low = reason.lower()
    verdict = next((row.verdict for row in REASONS if row.holds in low), REFUSED)
    return verdict.kind(_(verdict.message), hint=_(verdict.hint), own_words=reason)


def rows(answer: Mapping[str, Any], name: str) -> Sequence[dict[str, Any]]:
    """Return a list of an answer; absent and null are empty."""
    return answer.get(name) or []


def _error(
    verdict: Verdict, response: httpx.Response, code: str, words: str, request_id: str
) -> MarketplaceError:
    error = failure(verdict, response, code=code, own_words=words, request_id=request_id)
    if verdict is LOCKED and isinstance(error, RateLimited):
        error.retry_after, error.slows = LOCK_S, False
    return error


def _words(body: Mapping[str, Any]) -> str:
    """Return the message and, where all of a list failed, the reasons of its rows."""
    parts = [str(body.get("message") or body.get("msg") or "")]
    response = body.get("response")
    if isinstance(response, dict):
        parts += [str(row.get("failed_reason") or "") for row in rows(response, "failure_list")]
    return " · ".join(dict.fromkeys(part for part in parts if part))
