"""One admitted call, as the endpoints see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.envelope import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.market import Call, Market
    from ocopctl.sandbox.store import Shelf

_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Visit:
    """The market, the call, the seller it acts for, and what the path and the body say."""

    market: Market
    call: Call
    seller: dict[str, Any]
    path: Mapping[str, str]
    body: dict[str, Any]

    @property
    def shelf(self) -> Shelf:
        """The marketplace's documents."""
        return self.market.shelf

    @property
    def account(self) -> str:
        """The name of the seller's account."""
        return str(self.seller["account"])

    @property
    def version(self) -> str:
        """The version asked for in the path, such as 202309."""
        return self.path["version"]

    def flag(self, name: str) -> bool:
        """Return a true/false query parameter, False when it is absent."""
        value = self.call.first(name)
        if value is None:
            return False
        if value not in _FLAGS:
            raise invalid(name, "must be true or false")
        return _FLAGS[value]


# evidence[our choice]: no body counts as an empty object, and what is no JSON object is 36009004
#   (documented nowhere, 2026)
def body_of(call: Call) -> dict[str, Any]:
    """Parse the JSON object a call carries; no body counts as an empty object."""
    if not call.body or call.media_type != "application/json":
        return {}
    try:
        body = call.json()
        json.dumps(body, ensure_ascii=False).encode()  # lone surrogates are no text
    except (ValueError, RecursionError):
        raise invalid("body", "is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("body", "must be a JSON object")
    return body
