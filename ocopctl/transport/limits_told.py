"""What an answer's headers say of the platform's own limits.

`X-RateLimit-Limit-Second` and its like come with the gateway of Tiki's older documentation
(a catalogue, second-hand, Sep 2026); other platforms send none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_WINDOWS = {"second": 1.0, "minute": 60.0, "hour": 3600.0}


def rate_told(headers: Mapping[str, str]) -> float | None:
    """Return the calls a second that the headers allow, the smallest of several; None for none."""
    texts = {window: headers.get(f"x-ratelimit-limit-{window}", "") for window in _WINDOWS}
    rates = [
        int(text) / _WINDOWS[window]
        for window, text in texts.items()
        if text.isascii() and text.isdecimal() and int(text) > 0
    ]
    return min(rates, default=None)
