"""Answers that are not successes, as data: a platform's code → kind of failure and advice."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    QuotaExhausted,
    RateLimited,
    Rejected,
)
from ocopctl.language import N_, _
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind of failure, a sentence about it, and the next thing to do (both translatable).

    An allowance that is used up is counted by a `window` ("hour", "day", "" for neither) and
    concerns the shop as a `whole`, or one call alone.
    """

    kind: type[MarketplaceError]
    message: str
    hint: str = ""
    window: str = "day"
    whole: bool = True


RATE = Verdict(
    RateLimited,
    N_("the shop was asked too often"),
    N_("wait a little; it is tried again by itself"),
)
QUOTA = Verdict(
    QuotaExhausted,
    N_("today's allowance of calls is used up"),
    N_("run the same command again tomorrow"),
)
AUTH = Verdict(
    AuthError,
    N_("the marketplace refused the credentials"),
    N_("check the credentials of this shop and give consent again"),
)
GONE = Verdict(NotFound, N_("the marketplace does not know this listing"), "")
REFUSED = Verdict(
    Rejected,
    N_("the marketplace refused this listing"),
    N_("read the marketplace's own words and correct the product file"),
)
UNKNOWN = Verdict(
    OutcomeUnknown,
    N_("the marketplace's answer does not say whether the call had an effect"),
    N_("the shop is looked at before anything is sent again"),
)

STRANGER = Verdict(
    Rejected,
    N_("this address does not answer as the marketplace does"),
    N_("check endpoint: of this shop in ocopctl.yaml"),
)

DEEPEST = 64
"""Levels of an answer that is read; the platforms' own have fewer than twenty (our choice)."""

_MINUTE_S = 60
_DAY_S = 86_400

BY_STATUS = {401: AUTH, 403: AUTH, 404: STRANGER, 408: UNKNOWN, 429: RATE}
"""A 404 that is not the platform's own JSON never counts as “the listing is not there”."""


def body_of(response: httpx.Response) -> Any:
    """Parse the answer as JSON whatever its status, None when it is not JSON.

    NaN, numbers without end and trees deeper than `DEEPEST` are none. Half of a character, which
    a cut text may end in, becomes a question mark: it could be kept nowhere.
    """
    try:
        body = json.loads(response.content, parse_constant=_refuse, parse_float=_finite)
        if b"\\ud" in response.content.lower():
            body = json.loads(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return None if _deeper(body) else body


def _refuse(word: str) -> float:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _deeper(body: Any) -> bool:
    """Tell whether a tree goes deeper than what reads it may follow."""
    level = [body] if isinstance(body, dict | list) else []
    for _depth in range(DEEPEST):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def failure(
    verdict: Verdict,
    response: httpx.Response,
    *,
    code: str = "",
    own_words: str = "",
    request_id: str = "",
) -> MarketplaceError:
    """Make the error for a verdict, carrying the platform's code, words and request id.

    Secrets that the platform's words repeat are taken out.
    """
    details: dict[str, Any] = {
        "hint": _(verdict.hint) if verdict.hint else "",
        "code": code,
        "own_words": redact(own_words),
        "request_id": request_id,
    }
    message = _(verdict.message)
    if verdict.kind is RateLimited:
        return RateLimited(message, retry_after=retry_after(response), **details)
    if verdict.kind is QuotaExhausted:
        rest, window, whole = retry_after(response), verdict.window, verdict.whole
        return QuotaExhausted(message, retry_after=rest, window=window, whole=whole, **details)
    return verdict.kind(message, **details)


def by_status(response: httpx.Response) -> MarketplaceError:
    """Judge an answer by its HTTP status alone: for bodies that are not the platform's JSON."""
    verdict = BY_STATUS.get(response.status_code)
    if verdict is None:
        refused = 400 <= response.status_code < 500
        verdict = REFUSED if refused else UNKNOWN
    words = response.text[:200] if response.text else ""
    return failure(verdict, response, code=f"HTTP {response.status_code}", own_words=words)


def tell_how_far(error: MarketplaceError, response: httpx.Response, wall: float) -> None:
    """Say in `error` how far this computer's clock, at `wall`, is off from the answer's date."""
    try:
        off = wall - parsedate_to_datetime(response.headers["date"]).timestamp()
    except (KeyError, TypeError, ValueError, OverflowError):
        return
    size, how_far = abs(off), _("{count} seconds", count=round(abs(off)))
    for seconds, words in (
        (_MINUTE_S, N_("{count} minutes")),
        (_DAY_S, N_("{count} days")),
    ):
        if size >= 2 * seconds:
            how_far = _(words, count=round(size / seconds))
    told = (
        _("this computer's clock is {how_far} ahead", how_far=how_far)
        if off > 0
        else _("this computer's clock is {how_far} behind", how_far=how_far)
    )
    error.message = f"{error.message}: {told}"
    error.args = (error.message,)
    error.hint = _("set this computer's date and time, best by itself, then run this again")


def retry_after(response: httpx.Response) -> float | None:
    """Read Retry-After in seconds, a date against the answer's own; None when it says neither."""
    text = response.headers.get("retry-after", "")
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        return max(0.0, (until - parsedate_to_datetime(response.headers["date"])).total_seconds())
    except (KeyError, TypeError, ValueError):
        return None
