"""How the gateway answers: success, refusal, and the entries that name each fault."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

_OVERVIEW = {
    "500": "E500: Create product failed",
    "501": "E501: Update product failed",
    "503": "E503: Remove product failed",
    "504": "E504: Set images failed",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong with a request: number, business code, words, and where."""

    code: str
    business: str
    text: str
    field: str

    # evidence[several clients]: an entry of `detail` has field, message and code (a PHP package's
    #   tests and live answers of stock calls, 2026)
    def entry(self) -> dict[str, str]:
        """Return it as an entry of `detail`; a bare number is not repeated in the message."""
        numbered = re.fullmatch(r"E[0-9]+", self.business)
        message = self.text if numbered else f"{self.business}:{self.text}"
        return {"field": self.field, "message": message, "code": self.business}


class RefusalError(Exception):
    """The platform says no. `kind` is ISV (the caller's fault), ISP (the service's) or SYSTEM."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        kind: str = "ISP",
        detail: Sequence[dict[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.kind = kind
        self.detail = list(detail)


# evidence[our choice]: a fault of the whole request puts its own number on top, with the business
#   code before the text (the sources are silent, 2026)
def refuse(flaws: Sequence[Flaw]) -> None:
    """Refuse the whole request when there are flaws: the first one's number stands on top."""
    if not flaws:
        return
    first = flaws[0]
    message = f"{first.business}:{first.text}" if first.business else first.text
    raise RefusalError(first.code, message, detail=[flaw.entry() for flaw in flaws])


# evidence[reference and observed]: faults of single SKUs come under 500, 501, 503 or 504, each
#   named in `detail` (official documentation and clients, April 2026)
def refuse_skus(overview: str, flaws: Sequence[Flaw]) -> None:
    """Refuse a request for faults of single SKUs: an overview on top, the faults in the detail."""
    if flaws:
        raise RefusalError(overview, _OVERVIEW[overview], detail=[flaw.entry() for flaw in flaws])


# evidence[reference and observed]: success is the text "0" as code; most answers hold `data`
#   (official documentation and clients, April 2026)
def success(fields: dict[str, Any]) -> Answer:
    """Return a success; `fields` stand beside the code (most have `data` alone)."""
    return Answer({"code": "0", **fields, "request_id": _request_id()}, code="0")


# evidence[reference and observed]: refusals come with HTTP 200, a type of ISV, ISP or SYSTEM,
#   code, message and request_id (official documentation and clients, April 2026)
def failure(refusal: RefusalError) -> Answer:
    """Return a refusal, with HTTP 200 as the gateway does."""
    body: dict[str, Any] = {
        "type": refusal.kind,
        "code": refusal.code,
        "message": refusal.message,
        "request_id": _request_id(),
    }
    if refusal.detail:
        body["detail"] = refusal.detail
    return Answer(body, code=refusal.code)


def _request_id() -> str:
    return secrets.token_hex(13)[:25]
