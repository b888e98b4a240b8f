"""One request past the parsing: who asks, for which shop, with which parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.market import Call, Market


@dataclass(frozen=True, slots=True)
class Quirks:
    """Choose between the ways the live gateway has been seen to answer.

    `duplicate_on_top` reports a seller SKU that exists as top code 4135 instead of 500 with a
    detail; `nothing_found` is how an empty product list looks; `brands_throttled` makes the brand
    list answer success with no brand, as a throttled one does (documentation).
    """

    # evidence[reference and observed]: a seller SKU that exists is told as top code 4135 or as
    #   500 with a detail; a switch chooses (official documentation and clients, April 2026)
    duplicate_on_top: bool = False
    # evidence[several clients]: an empty product list is told with `products` absent, null or
    #   empty; a switch chooses (several clients, 2026)
    nothing_found: Literal["absent", "null", "empty"] = "absent"
    # evidence[reference]: a throttled brand list looks like success without a brand; a switch
    #   chooses (official documentation, April 2026)
    brands_throttled: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A call with its flat parameters, the app that signed it and the shop its token stands for."""

    market: Market
    call: Call
    params: Mapping[str, str]
    app: dict[str, Any]
    account: dict[str, Any]
    quirks: Quirks

    @property
    def shop(self) -> str:
        """Return the account's name."""
        return str(self.account["name"])

    @property
    def now(self) -> float:
        """Return the market's time, in seconds."""
        return self.market.clock.now()


Handler = Callable[[Ask], dict[str, Any]]
