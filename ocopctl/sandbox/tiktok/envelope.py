"""How TikTok Shop answers: one envelope, and refusals that carry its own codes."""

from __future__ import annotations

import secrets
import time
from typing import Any

from ocopctl.sandbox.market import Answer

_JSON = {"content-type": "application/json; charset=utf-8"}


# evidence[several clients]: business refusals have status 200 and a code of their own (several
#   clients, 2025-2026; not measured for every code)
class Refusal(Exception):
    """Say no with the platform's own code; `status` is the HTTP one (200 for business refusals)."""

    def __init__(self, code: int, message: str, *, status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


# evidence[reference]: 36009004 stands for many faults, and its message names the parameter (the
#   reference's error lists as two clients keep them, 2025-2026; that its status is 400 is our
#   choice)
def invalid(name: str, reason: str = "has the wrong type") -> Refusal:
    """Return the gateway's refusal of a parameter that cannot be read."""
    return Refusal(36009004, f"Invalid param: `{name}` {reason}.", status=400)


# evidence[reference and observed]: every answer is code, message, request_id and data, and code 0
#   alone is success (copies of the official reference, 2025-2026; notes of live calls on a Thai
#   shop, August 2026)
def success(data: Any, *, message: str = "Success") -> Answer:
    """Return the answer of a call that was carried out."""
    return _answer(0, message, data, 200)


# evidence[measured live]: a refusal has data null and a request_id (a public capture of a failed
#   live call, June 2026)
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
