"""The envelope of every answer, and the refusal that ends a call."""

from __future__ import annotations

import secrets
from typing import Any

from ocopctl.sandbox.market import Answer

BUSY = "Our system is taking some time to respond, please try later."


# evidence[measured live]: a business refusal comes with HTTP 200 and the code in `error` (third
#   parties' measurements, 2024-2026)
class RefusalError(Exception):
    """End a call with the platform's code and text; business refusals come with HTTP 200.

    A code without a dot gets its module's prefix on the wire. `response` may hold the lists
    that come beside a refusal.
    """

    def __init__(self, code: str, message: str, *, status: int = 200, response: Any = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.response = response


# evidence[measured live]: a code of the gateway carries no module prefix (third parties'
#   measurements, 2024-2026)
class GateError(RefusalError):
    """End a call at the gateway, whose codes carry no module prefix."""


# evidence[reference and observed]: an answer has `error`, `message`, `warning`, `request_id` and,
#   where there is something to tell, `response` (official reference and clients, August 2026)
def success(response: Any = None) -> Answer:
    """Answer with the normal envelope; without `response` it is a bare one."""
    body: dict[str, Any] = {
        "error": "",
        "message": "",
        "warning": "",
        "request_id": secrets.token_hex(16),
    }
    return Answer(body if response is None else {**body, "response": response})


# evidence[reference and observed]: token calls and the shop's own data stand beside `error`,
#   without `response` (official reference and clients, August 2026)
def flat(**fields: Any) -> Answer:
    """Answer with the fields beside `error`, as token and shop calls do."""
    return Answer({"error": "", "message": "", "request_id": secrets.token_hex(16), **fields})


def refused(refusal: RefusalError, module: str) -> Answer:
    """Word a refusal, its code prefixed with `module` where the platform does so."""
    code = refusal.code
    # evidence[measured live]: a business code carries its module's name before a dot, though the
    #   reference lists it bare (third parties' measurements, 2024-2026)
    if module and "." not in code and not isinstance(refusal, GateError):
        code = f"{module}.{code}"
    body: dict[str, Any] = {
        "error": code,
        "message": refusal.message,
        "request_id": secrets.token_hex(16),
    }
    # evidence[measured live]: a refused list call may still hold its lists in `response` (third
    #   parties' measurements, 2024-2026)
    if refusal.response is not None:
        body["response"] = refusal.response
    return Answer(body, refusal.status, code)
