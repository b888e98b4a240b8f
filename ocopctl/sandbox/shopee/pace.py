"""A shop's allowance of calls: a bucket of one second's worth, refilled by the market's clock.

No figure is published; HTTP 200 with the code and no header is our choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee.answers import GateError

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market


def charge(market: Market, shop_id: int) -> None:
    """Take one call off the shop's allowance. Raises GateError when none is left."""
    # evidence[our choice]: each shop has an allowance of calls a second, a setting of the market,
    #   off by default; no figure is published (the sources are silent, 2026)
    rate = market.settings.calls_per_second
    if rate <= 0:
        return
    most = max(1.0, rate)
    now = market.clock.now()
    known = market.shelf.get("pace", shop_id) or {"left": most, "at": now}
    left = min(most, known["left"] + max(0.0, now - known["at"]) * rate)
    enough = left >= 1.0
    market.shelf.put("pace", shop_id, {"left": left - enough, "at": now})
    if not enough:
        # evidence[reference]: a call above the allowance is refused as error_rate_limit (official
        #   reference, August 2026)
        # evidence[our choice]: error_rate_limit comes with HTTP 200 and no header (the sources
        #   are silent, 2026)
        text = "Too many requests. You have reached the rate limit. Please try again later."
        raise GateError("error_rate_limit", text)
