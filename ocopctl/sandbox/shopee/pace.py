"""Allowances of calls: a shop's bucket of one second's worth, and the day of its app.

Both go by the market's clock. No figure is published; HTTP 200 with the code and no header is our
choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.allowance import DAY_S, over
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
        raise too_fast()


# evidence[reference]: the day's calls of an app are counted until midnight of UTC+8, and one more
#   is refused as error_limit (official reference, August 2026)
# evidence[our choice]: how many a day allows is a setting of the market, off by default; calls
#   refused for anything before count for nothing (no figure is published, 2026)
def charge_day(market: Market, partner_id: int) -> None:
    """Take one call off the day of an app. Raises GateError when none is left."""
    most = market.settings.calls_per_day
    if over(market, str(partner_id), most, window_s=DAY_S, utc_offset_h=8) is None:
        return
    raise used_up()


# evidence[reference]: a call above the allowance is refused as error_rate_limit (official
#   reference, August 2026)
# evidence[our choice]: error_rate_limit comes with HTTP 200 and no header (the sources are
#   silent, 2026)
def too_fast() -> GateError:
    """Return the refusal of a call above the allowance."""
    text = "Too many requests. You have reached the rate limit. Please try again later."
    return GateError("error_rate_limit", text)


# evidence[our choice]: error_limit comes with HTTP 200 and no header (the sources are silent,
#   2026)
def used_up() -> GateError:
    """Return the refusal of a call after the day's last."""
    text = (
        "The total API call number made by your APP has reached the daily API call limit, "
        "please try again after 00: 00 (UTC+08:00)"
    )
    return GateError("error_limit", text)
