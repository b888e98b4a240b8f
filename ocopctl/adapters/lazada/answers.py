"""Reading of Lazada's answers: the body's `code` decides, since refusals come with HTTP 200."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.lazada.codes import (
    ALREADY_OFF,
    CODES,
    CONFIG,
    FENCE,
    LONG_BAN,
    OVERVIEW,
    PAGE,
    PREFIXES,
    SAME_SKU,
    TAKEN,
    TOKEN,
)
from ocopctl.errors import MarketplaceError, QuotaExhausted, RateLimited
from ocopctl.language import _
from ocopctl.transport.classify import (
    AUTH,
    RATE,
    REFUSED,
    UNKNOWN,
    Verdict,
    by_status,
    failure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

_FIRST_FAILED = 400
_FIRST_BROKEN = 500
_WITHOUT_CODE = {200: PAGE, 401: AUTH, 403: FENCE, 404: CONFIG}
_LONG_BAN_S = 3600.0
_NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|\bC035\b")
_NUMBER = re.compile(r"E0*(\d+)")
_DEACTIVATE = re.compile(r"E000[1-6]")
_BAN = re.compile(r"last\s+(\d+)\s+second", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Detail:
    """One refusal inside an answer: what it is about (SKU, attribute), code and words."""

    about: frozenset[str]
    code: str
    words: str


def details(body: Any) -> tuple[Detail, ...]:
    """Return the refusals inside an answer, in whichever of Lazada's four shapes."""
    rows = body.get("detail") if isinstance(body, dict) else None
    if not rows:
        return ()
    return tuple(_detail(row) for row in (rows if isinstance(rows, list) else [rows]))


def _detail(row: Any) -> Detail:
    if not isinstance(row, dict):
        return Detail(frozenset(), "", str(row))
    names = ("sku", "seller_sku", "field")
    return Detail(
        about=frozenset(str(row[name]) for name in names if row.get(name)),
        code=str(row.get("code") or ""),
        words=str(row.get("message") or ""),
    )


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer: None when `code` is "0", else what it means.

    Refusals of single SKUs inside a success are read where the call was made. What is off sale
    already counts as taken off.
    """
    if not isinstance(body, dict) or body.get("code") is None:
        verdict = _WITHOUT_CODE.get(response.status_code)
        if verdict is None:
            return by_status(response)
        code, words = f"HTTP {response.status_code}", response.text[:200]
        return failure(verdict, response, code=code, own_words=words)
    if type(body["code"]) not in {str, int}:
        return failure(UNKNOWN, response, own_words=response.text[:200])
    if str(body["code"]) == "0" or already_off(body):
        return None if response.status_code < _FIRST_FAILED else by_status(response)
    verdict, code = _decide(body, response.status_code)
    error = failure(
        verdict, response, code=code, own_words=_words(body), request_id=request_id(body)
    )
    if isinstance(error, RateLimited | QuotaExhausted) and error.retry_after is None:
        error.retry_after = _ban(body)
    return error


def already_off(body: Any) -> bool:
    """Tell whether a deactivation found nothing on sale."""
    found = details(body)
    if found:
        return all(detail.code == ALREADY_OFF for detail in found)
    return bool(str(body.get("code")) == ALREADY_OFF)


def token_refused(body: Any) -> bool:
    """Tell whether an answer refuses the access token."""
    return isinstance(body, dict) and CODES.get(str(body.get("code"))) is TOKEN


def detail_error(detail: Detail, body: Mapping[str, Any]) -> MarketplaceError:
    """Make the error for one refusal inside an answer."""
    found = next(_known(detail.words, detail.code), None)
    verdict, code = found or (REFUSED, detail.code)
    return verdict.kind(
        _(verdict.message),
        hint=_(verdict.hint) if verdict.hint else "",
        code=code,
        own_words=detail.words,
        request_id=request_id(body),
    )


def request_id(body: Mapping[str, Any]) -> str:
    """Return what Lazada's support asks for."""
    return str(body.get("request_id") or "")


def _decide(body: Mapping[str, Any], status: int) -> tuple[Verdict, str]:
    """Go by details first, then by the message, then by the top code."""
    found, top = details(body), str(body["code"])
    if SAME_SKU in _words(body):
        return TAKEN, top
    for detail in found:
        known = next(_known(detail.words, detail.code), None)
        if known is not None:
            return known
    bare = normal(top)
    if bare in OVERVIEW:
        named = next(_known(str(body.get("message") or ""), ""), None)
        return named or (REFUSED if found else UNKNOWN, top)
    known = next(_known(str(body.get("message") or ""), top), None)
    if known is None:
        broken = status >= _FIRST_BROKEN or body.get("type") == "SYSTEM"
        return (UNKNOWN if broken else REFUSED), top
    verdict, code = known
    banned = verdict is RATE and (_ban(body) or 0.0) >= _LONG_BAN_S
    return (LONG_BAN if banned else verdict), code


def _known(words: str, code: str) -> Iterator[tuple[Verdict, str]]:
    """Find the codes that the table has: in the words first, then the code itself."""
    for name in _NAME.findall(words):
        stem = next((prefix for prefix in PREFIXES if name.startswith(prefix)), name)
        if stem in CODES:
            yield CODES[stem], name
    if normal(code) in CODES and normal(code) not in OVERVIEW:
        yield CODES[normal(code)], code


def normal(code: str) -> str:
    """Strip `E` and leading zeros, except from the deactivation codes E0001 to E0006."""
    number = _NUMBER.fullmatch(code)
    return number[1] if number and not _DEACTIVATE.fullmatch(code) else code


def _words(body: Mapping[str, Any]) -> str:
    """Return the message and, after it, what each detail says and about what."""
    parts = [str(body.get("message") or "")]
    parts += (": ".join((*sorted(detail.about), detail.words)) for detail in details(body))
    return " · ".join(part for part in parts if part)


def _ban(body: Mapping[str, Any]) -> float | None:
    found = _BAN.search(str(body.get("message") or ""))
    return float(found[1]) if found else None
