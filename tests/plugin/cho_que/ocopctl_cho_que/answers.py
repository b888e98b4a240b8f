"""What Chợ Quê's answers mean, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.errors import Duplicate
from ocopctl.transport.classify import (
    AUTH,
    BY_STATUS,
    GONE,
    REFUSED,
    UNKNOWN,
    Verdict,
    failure,
)

if TYPE_CHECKING:
    import httpx

    from ocopctl.errors import MarketplaceError

CODES = {
    "bad_token": AUTH,
    "bad_secret": AUTH,
    "no_such_item": GONE,
    "sku_taken": Verdict(Duplicate, "this SKU is at Chợ Quê already"),
    "refused": REFUSED,
}


def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
    """Read an answer: a success says so itself; what is not Chợ Quê's own is judged by status."""
    code = body.get("error") if isinstance(body, dict) else None
    if code == "":
        return None
    if code in CODES:
        return failure(CODES[code], response, code=code, own_words=str(body.get("words", "")))
    refused = REFUSED if 400 <= response.status_code < 500 else UNKNOWN
    verdict = BY_STATUS.get(response.status_code, refused)
    return failure(verdict, response, code=f"HTTP {response.status_code}")
