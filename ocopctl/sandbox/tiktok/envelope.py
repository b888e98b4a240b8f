"""How TikTok Shop answers: one envelope, and refusals that carry its own codes."""

from __future__ import annotations

import secrets
import time
from typing import Any

from ocopctl.sandbox.market import Answer

_JSON = {"content-type": "application/json; charset=utf-8"}


class Refusal(Exception):
    """Say no with the platform's own code; `status` is the HTTP one (200 for business refusals)."""

    def __init__(self, code: int, message: str, *, status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def invalid(name: str, reason: str = "has the wrong type") -> Refusal:
    """Return the gateway's refusal of a parameter that cannot be read."""
    return Refusal(36009004, f"Invalid param: `{name}` {reason}.", status=400)


def success(data: Any, *, message: str = "Success") -> Answer:
    """Return the answer of a call that was carried out."""
    return _answer(0, message, data, 200)


def refused(refusal: Refusal, *, headers: dict[str, str] | None = None) -> Answer:
    """Return the answer of a call that was refused; `data` is null, as seen live."""
    return _answer(refusal.code, refusal.message, None, refusal.status, headers)


def _answer(
    code: int, message: str, data: Any, status: int, headers: dict[str, str] | None = None
) -> Answer:
    body = {"code": code, "message": message, "request_id": _request_id(), "data": data}
    return Answer(
        body, status, code=str(code) if code else "", headers={**_JSON, **(headers or {})}
    )


def _request_id() -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime()) + secrets.token_hex(9).upper()
