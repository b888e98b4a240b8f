"""What a shop took and does not show when the time for it is over: never lost, so sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import OutcomeUnknown
from ocopctl.language import _
from ocopctl.publishing.drift import drift
from ocopctl.publishing.refresh import observed
from ocopctl.publishing.traces import trace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.state import Recorded
    from ocopctl.publishing.verify import Difference

REVIEW_S = 3 * 86_400.0
"""Seconds that a changed text or picture may be in review before it counts as lost (our choice)."""
_PROMPT = ("price ", "stock ", "on_sale")


def as_it_stands(
    known: Recorded,
    remote: Remote,
    fixed: frozenset[str],
    *,
    ours: Mapping[str, Collection[object]],
    age_s: float,
) -> Recorded | None:
    """Return the record of what the shop shows instead, None when it is right to go on waiting.

    Only values that our own calls have replaced count (`ours`, by field, as traces): what somebody
    else has set is a hand edit. Prices, stocks and being on sale show at once; content that was
    sent `age_s` seconds ago may still be in review while the version before stays up.
    """
    if remote.status is RemoteStatus.PENDING or not remote.complete:
        return None
    found = [
        one
        for one in drift(known, remote, fixed)
        if (age_s > REVIEW_S or one.field.startswith(_PROMPT)) and _before(one, ours)
    ]
    return observed(known, remote, found) if found else None


def _before(one: Difference, ours: Mapping[str, Collection[object]]) -> bool:
    """Tell whether the shop shows what our own calls have set or replaced."""
    if one.field == "on_sale" and one.ours is False:
        return True
    return trace(one.field, one.theirs) in ours.get(one.field, ())


def not_shown(shop: str, sku: str) -> OutcomeUnknown:
    """Say that a change was taken and is not there."""
    return OutcomeUnknown(
        _("the shop took this change and does not show it"),
        place=f"{shop} · {sku}",
        hint=_("run the same command again; it is sent once more"),
    )


def never_made(shop: str, sku: str) -> OutcomeUnknown:
    """Say that a creation was taken and that the shop knows no such listing."""
    return OutcomeUnknown(
        _("the shop took this listing and knows nothing of it now"),
        place=f"{shop} · {sku}",
        hint=_("run the same command again; the shop is looked at before it is made once more"),
    )
