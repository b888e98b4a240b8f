"""How a shop's tokens stand at a moment: what is there, how long it lasts, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ocopctl.adapters.consent import AUTHORISED_UNTIL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.transport.tokens import Tokens

SOON_S = 7 * 86_400.0
"""How long before the end a reminder begins: a week."""


class State(StrEnum):
    """Whether a shop can be worked with."""

    READY = "ready"
    REFRESH_SOON = "refresh soon"
    CONSENT_SOON = "consent soon"
    MISSING = "missing"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """Seconds left, below 0 for what has ended, None where the platform does not tell."""

    state: State
    access: float | None = None
    refresh: float | None = None
    consent: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between platforms: is consent needed, and does it end with the refresh token."""

    consent_needed: bool
    ends_with_refresh: bool


def standing(
    tokens: Tokens | None, learnt: Mapping[str, str], rules: Rules, now: float
) -> Standing:
    """Judge a pair, and what was learnt beside it, as of `now` (seconds since 1970)."""
    if tokens is None:
        return Standing(State.MISSING if rules.consent_needed else State.READY)
    access = _left(tokens.access_expires_at, now)
    refresh = _left(tokens.refresh_expires_at, now)
    until = learnt.get(AUTHORISED_UNTIL, "")
    consent = float(until) - now if until.isdecimal() else None
    if consent is None and rules.ends_with_refresh:
        consent = refresh
    state = _state(tokens, access, refresh, consent) if rules.consent_needed else State.READY
    return Standing(state, access, refresh, consent)


def _left(until: float | None, now: float) -> float | None:
    return None if until is None else until - now


def _state(
    tokens: Tokens, access: float | None, refresh: float | None, consent: float | None
) -> State:
    renewable = bool(tokens.refresh_token) and not _within(refresh, 0)
    usable = bool(tokens.access_token) and not _within(access, 0)
    if _within(consent, 0) or not (renewable or usable):
        return State.EXPIRED
    if _within(consent, SOON_S) or not renewable:
        return State.CONSENT_SOON
    return State.REFRESH_SOON if _within(refresh, SOON_S) else State.READY


def _within(left: float | None, bound: float) -> bool:
    return left is not None and left <= bound
