"""Reading of TikTok Shop's answers: the body's `code` decides, whatever the HTTP status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.tiktok.codes import BY_WORD, CODES, CONFIG, OVERLOADED, TOKEN, WRAPPER
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
    from collections.abc import Mapping, Sequence

    import httpx

    from ocopctl.errors import MarketplaceError

_FIRST_FAILED = 400
_FIRST_BROKEN = 500
_NO_SUCH_PATH = 404
_UNKNOWN_CODE = {401: AUTH, 403: AUTH, 429: RATE}


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer: None when `code` is 0, else what it means.

    Refusals of single products or SKUs inside a success are read where the call was made. A page
    that is not there means a wrong endpoint, never a listing that is gone.
    """
    code = code_of(body)
    if code is None:
        if response.status_code == _NO_SUCH_PATH:
            return failure(CONFIG, response, code="HTTP 404", own_words=response.text[:200])
        return by_status(response)
    if code == 0:
        return by_status(response) if response.status_code >= _FIRST_FAILED else None
    words = str(body.get("message") or "")
    return failure(
        _verdict(code, words, response.status_code),
        response,
        code=str(code),
        own_words=words,
        request_id=request_id(body),
    )


def token_refused(body: Any) -> bool:
    """Tell whether an answer refuses the access token."""
    code = code_of(body)
    return code is not None and _known(code, str(body.get("message") or "")) is TOKEN


def code_of(body: Any) -> int | None:
    """Return the number in `code`, None when the answer has none."""
    code = body.get("code") if isinstance(body, dict) else None
    text = "" if isinstance(code, bool) else str(code)
    return int(text) if text.isdecimal() else None


def refusals(body: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the refusals of single products or SKUs inside a success."""
    data = body.get("data")
    found = data.get("errors") if isinstance(data, dict) else None
    return found or []


def refusal_error(refusal: Mapping[str, Any], body: Mapping[str, Any]) -> MarketplaceError:
    """Make the error for one refusal inside a success; a wrapper gives way to what is in it."""
    inner = (refusal.get("detail") or {}).get("extra_errors") or []
    rows = [row for row in (refusal, *inner) if code_of(row) not in {None, WRAPPER}] or [refusal]
    code = code_of(rows[0]) or 0
    words = " · ".join(dict.fromkeys(str(row.get("message") or "") for row in rows))
    verdict = _known(code, words) or REFUSED
    return verdict.kind(
        _(verdict.message),
        hint=_(verdict.hint) if verdict.hint else "",
        code=str(code),
        own_words=words,
        request_id=request_id(body),
    )


def warnings(body: Mapping[str, Any]) -> str:
    """Return what TikTok threw away of a change that it took: a list here, one object there."""
    found = (body.get("data") or {}).get("warnings") or []
    rows = [found] if isinstance(found, dict) else found
    return " · ".join(str(row.get("message") or "") for row in rows)


def request_id(body: Mapping[str, Any]) -> str:
    """Return what TikTok's support asks for."""
    return str(body.get("request_id") or "")


def _verdict(code: int, words: str, status: int) -> Verdict:
    """Look a code up; one that nobody has written down goes by the status."""
    known = _known(code, words) or _UNKNOWN_CODE.get(status)
    if known is not None:
        return known
    return UNKNOWN if status >= _FIRST_BROKEN else REFUSED


def _known(code: int, words: str) -> Verdict | None:
    if code == OVERLOADED:
        low = words.lower()
        return next((verdict for word, verdict in BY_WORD if word in low), REFUSED)
    return CODES.get(code)
