"""Reading of Tiki's refusals: by HTTP status, since they come as texts without a code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocopctl.errors import (
    AuthError,
    Rejected,
    Transient,
    Unreachable,
)
from ocopctl.language import N_
from ocopctl.transport.classify import (
    AUTH,
    GONE,
    RATE,
    REFUSED,
    STRANGER,
    UNKNOWN,
    Verdict,
    by_status,
    failure,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from ocopctl.errors import MarketplaceError

UNAUTHORISED = 401
_FORBIDDEN = 403
_NOT_FOUND = 404
_TOO_MANY = 429
_FIRST_FAILED = 400
_FIRST_BROKEN = 500
_SAME_SKU = "420"

PERMISSION = Verdict(
    AuthError,
    N_("Tiki does not let this application do that"),
    N_(
        "give the application the scopes product and inventory, and see in Seller Center that "
        "the shop is active and lets applications change products"
    ),
)
GATEWAY = Verdict(
    Unreachable,
    N_("Tiki's gateway let nothing through: the application was not even looked at"),
    N_("try from another network, or set user_agent: in the credentials of this shop"),
)
BY_STATUS = {
    UNAUTHORISED: AUTH,
    _FORBIDDEN: PERMISSION,
    _NOT_FOUND: GONE,
    _TOO_MANY: RATE,
}
"""What a status means beside Tiki's own JSON (documentation); other 4xx are refusals."""

BY_WORDS: tuple[tuple[str, Verdict], ...] = (
    (
        "less than ten percent listing price",
        Verdict(
            Rejected,
            N_("Tiki refused the price: it is less than a tenth of the list price"),
            N_("check the price, or lower the list price in Seller Center"),
        ),
    ),
    (
        "listing price",
        Verdict(
            Rejected,
            N_("Tiki refused the price: it does not fit the product's list price"),
            N_("change the list price in Seller Center, then run the same command again"),
        ),
    ),
    (
        "warehouse",
        Verdict(
            Rejected,
            N_("Tiki refused the stock: this product is not kept in that warehouse"),
            N_("see in Seller Center that the shop's first pick-up warehouse is in use"),
        ),
    ),
    (
        "variant",
        Verdict(
            Rejected,
            N_("Tiki refused the options or the variants"),
            N_("give every variant a price and one value for each option"),
        ),
    ),
)
"""Refusals that are known by their words; the first that fits explains the refusal."""

TOKEN_REFUSED = Verdict(
    AuthError,
    N_("Tiki gave no token for these credentials"),
    N_(
        "check client_id and client_secret, and token_auth_method: basic or post, as the "
        "application was registered"
    ),
)
CONSENT_ENDED = Verdict(
    AuthError,
    N_("Tiki no longer takes the shop's refresh token"),
    N_("give consent again: ocopctl auth login SHOP"),
)
TOKEN_LATER = Verdict(
    Transient,
    N_("Tiki could not give a token now"),
    N_("run the same command again"),
)


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer: None for a success, else what its status means.

    A refusal is Tiki's own only with its `errors`: other JSON or HTML comes from a gateway or
    from another address. Errors inside a success leave open what happened.
    """
    status = response.status_code
    if not isinstance(body, dict | list):
        verdict = GATEWAY if status == _FORBIDDEN else None
        return failure(verdict, response, **_plain(response)) if verdict else by_status(response)
    words = errors_of(body)
    if status < _FIRST_FAILED and not words and not _stranger(body):
        return None
    details = {"code": f"HTTP {status}", "own_words": "; ".join(words), "request_id": _trace(body)}
    if not words:
        details["own_words"] = response.text[:200]
    return failure(_verdict(status, words, body), response, **details)


def _verdict(status: int, words: list[str], body: Any) -> Verdict:
    if status >= _FIRST_BROKEN:
        return UNKNOWN
    if _stranger(body) or (status == _NOT_FOUND and not words):
        return STRANGER
    if status < _FIRST_FAILED:
        return UNKNOWN
    if status == _FORBIDDEN and not words:
        return GATEWAY
    known = BY_STATUS.get(status)
    return known or _by_words(words)


def _by_words(words: list[str]) -> Verdict:
    text = " ".join(words).lower()
    return next((verdict for fragment, verdict in BY_WORDS if fragment in text), REFUSED)


def _stranger(body: Any) -> bool:
    """Tell whether the seller centre's older API answered: a wrong address."""
    return isinstance(body, dict) and "msg" in body and "errors" not in body


def errors_of(body: Any) -> list[str]:
    """Return Tiki's own words in an answer, none for a success."""
    found = body.get("errors") if isinstance(body, dict) else None
    if not found:
        return []
    return [str(row) for row in (found if isinstance(found, list) else [found])]


def _trace(body: Any) -> str:
    meta = body.get("meta") if isinstance(body, dict) else None
    return str(meta.get("id") or "") if isinstance(meta, dict) else ""


def _plain(response: httpx.Response) -> dict[str, str]:
    return {"code": f"HTTP {response.status_code}", "own_words": response.text[:200]}


def judge_token(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer of the token endpoint (OAuth2's own errors): None when it has a token."""
    if response.status_code == _FORBIDDEN and not isinstance(body, dict):
        return failure(GATEWAY, response, **_plain(response))
    if response.status_code == _TOO_MANY:
        return failure(RATE, response, **_plain(response))
    if not isinstance(body, dict) or response.status_code >= _FIRST_BROKEN:
        return failure(TOKEN_LATER, response, code=f"HTTP {response.status_code}")
    if response.status_code < _FIRST_FAILED and body.get("access_token"):
        return None
    code = str(body.get("error") or f"HTTP {response.status_code}")
    verdict = CONSENT_ENDED if code == "invalid_grant" else TOKEN_REFUSED
    words = str(body.get("error_description") or "; ".join(errors_of(body)))
    return failure(verdict, response, code=code, own_words=words)


def reason_of(value: Any) -> str:
    """Return the words of a review's refusal: plain, or from JSON inside a text."""
    return " · ".join(dict.fromkeys(text for text in _reasons(value) if text))


def _reasons(value: Any) -> Iterator[str]:
    node = _opened(value)
    if isinstance(node, list):
        for row in node:
            yield from _reasons(row)
    elif not isinstance(node, dict):
        yield "" if node is None else str(node)
    elif node.get("errors"):
        yield from _reasons(node["errors"])
    else:
        main = node.get("msg") or node.get("message") or node.get("reason") or ""
        more = node.get("description") or ""
        yield f"{main} ({more})" if main and more else str(main or more)


def same_sku(value: Any) -> bool:
    """Tell whether a review refused because the shop has one of the SKUs already."""
    node = _opened(value)
    rows = node.get("errors") if isinstance(node, dict) else None
    return isinstance(rows, list) and any(
        isinstance(row, dict) and str(row.get("code")) == _SAME_SKU for row in rows
    )


def _opened(value: Any) -> Any:
    """Open JSON that came as text; other text stays what it is."""
    if not isinstance(value, str) or not value.lstrip().startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
