"""One admitted call: whose it is, in which generation of the API, and what its body says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki.replies import CallRefusedError, is_number

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market


@dataclass(frozen=True, slots=True)
class Visit:
    """A call that passed the gate. `version` is v1, v2 or v2.1; `argument` is the path's id."""

    market: Market
    call: Call
    account: dict[str, Any]
    version: str
    argument: str

    @property
    def name(self) -> str:
        """Return the name of the account."""
        return str(self.account["account"])

    @property
    def now(self) -> float:
        """Return the market's time."""
        return self.market.clock.now()

    # evidence[our choice]: a body that is no JSON object is 400 (documented nowhere, 2026)
    def body(self) -> dict[str, Any]:
        """Return the JSON object that was sent. Refuses what cannot be written back too."""
        try:
            found = self.call.json()
            json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            raise CallRefusedError(400, "Body is not valid JSON") from None
        if not isinstance(found, dict):
            raise CallRefusedError(400, "Body must be a JSON object")
        return found

    def number(self, what: str) -> int:
        """Return the path's id as a number. Refuses text with 400."""
        if not is_number(self.argument):
            raise CallRefusedError(400, f"{what} id must be a number")
        return int(self.argument)

    def flag(self, name: str) -> bool | None:
        """Return a yes or no of the query, None when it was not given."""
        text = (self.call.first(name) or "").lower()
        if text not in {"", "0", "1", "true", "false"}:
            raise CallRefusedError(400, f"{name} must be true or false")
        return None if not text else text in {"1", "true"}

    def parts_asked(self, name: str) -> frozenset[str]:
        """Return the names of a comma-separated query value."""
        return frozenset((self.call.first(name) or "").replace(" ", "").split(",")) - {""}
