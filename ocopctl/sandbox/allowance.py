"""Allowances by hour and by day: a count that begins anew when the platform's clock says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

HOUR_S = 3600.0
DAY_S = 86_400.0


def over(
    market: Market, who: str, most: int, *, window_s: float, utc_offset_h: float = 0.0
) -> float | None:
    """Count one for `who` on market time; return None, or the seconds until the count begins anew.

    Without a `most` nothing is counted. Days begin at midnight, so many hours east of Greenwich.
    """
    if most <= 0:
        return None
    now = market.clock.now()
    window = (now + utc_offset_h * HOUR_S) // window_s
    kept = market.shelf.get("allowance by time", who)
    used = kept["used"] if kept and kept["window"] == window else 0
    if used >= most:
        return until_new(now, window_s=window_s, utc_offset_h=utc_offset_h)
    market.shelf.put("allowance by time", who, {"window": window, "used": used + 1})
    return None


def until_new(now: float, *, window_s: float, utc_offset_h: float = 0.0) -> float:
    """Return the seconds from `now` until a count by hour or by day begins anew."""
    return window_s - (now + utc_offset_h * HOUR_S) % window_s
