"""Reading back what was written, within the marketplace's deadline, all listings together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.errors import NotFound, OcopctlError, Rejected
from ocopctl.language import _
from ocopctl.publishing.decided import ours
from ocopctl.publishing.drift import drift, not_from_here
from ocopctl.publishing.lane import all_of
from ocopctl.publishing.overdue import as_it_stands, never_made, not_shown
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.verify import judge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.state import Recorded

    Traces = Mapping[str, Mapping[str, Collection[object]]]

_EDITED = ("title", "description", "pictures", "price ", "stock ")


async def read_back(lane: Lane) -> None:
    """Read every touched listing until it is verified, refused, or the deadline has passed."""
    waiting = set(lane.touched)
    mine: Traces = ours(lane.journal.database, lane.shop.key) if waiting else {}
    deadline = lane.now() + lane.shop.settle.read_for_s
    while waiting:
        last = lane.now() >= deadline
        done = await all_of(_look(lane, sku, mine, last=last) for sku in sorted(waiting))
        waiting -= {sku for sku in done if sku}
        if waiting:
            try:
                await lane.shop.clock.sleep(lane.shop.settle.read_every_s)
            except OcopctlError as error:
                for sku in sorted(waiting):
                    _finish(lane, sku, Outcome.ACCEPTED, error)
                return


async def _look(lane: Lane, sku: str, mine: Traces, *, last: bool) -> str:
    """Read one listing; return its SKU when nothing more is to be waited for, else nothing."""
    async with lane.slots:
        try:
            return await _judged(lane, sku, mine.get(sku, {}), last=last)
        except NotFound as error:
            if not last:
                return ""
            _missing(lane, sku, error)
        except OcopctlError as error:
            _finish(lane, sku, Outcome.ACCEPTED, error)
    return sku


async def _judged(
    lane: Lane, sku: str, mine: Mapping[str, Collection[object]], *, last: bool
) -> str:
    """Read one listing and write down what it shows; return as `_look` does."""
    known = lane.known[sku]
    remote = await lane.shop.adapter.read(RemoteId(known.remote_id))
    outcome = judge(known, remote, lane.shop.adapter.capabilities.fixed)
    if outcome is Outcome.ACCEPTED and not last and not _edited_alone(lane, known, remote, mine):
        lane.known[sku] = known.seen(remote)
        return ""
    verified = lane.now() if outcome is Outcome.VERIFIED else known.verified_at
    fresh = replace(known.seen(remote), outcome=outcome, verified_at=verified)
    if remote.status is RemoteStatus.GONE:
        fresh = replace(fresh, remote_id="")
    elif outcome is Outcome.ACCEPTED and (stands := _stands(lane, fresh, remote, mine)) is not None:
        fresh = replace(stands, outcome=Outcome.UNKNOWN)
    lane.known[sku] = fresh
    lane.journal.observe(fresh, at=lane.now())
    if outcome is Outcome.VERIFIED and sku in lane.behind:
        fresh = replace(fresh, outcome=Outcome.ACCEPTED)
    _finish(lane, sku, fresh.outcome, _why(lane, fresh))
    return sku


def _edited_alone(
    lane: Lane, known: Recorded, remote: Remote, mine: Mapping[str, Collection[object]]
) -> bool:
    """Tell whether what is not as we left it are hand edits alone, which no waiting undoes.

    Going on or off sale and variants that come or go may only be late.
    """
    if remote.status is RemoteStatus.PENDING or not remote.complete:
        return False
    found = drift(known, remote, lane.shop.adapter.capabilities.fixed)
    late = any(not one.field.startswith(_EDITED) for one in found)
    return bool(found) and not late and not_from_here(found, mine) == found


def _stands(
    lane: Lane, known: Recorded, remote: Remote, mine: Mapping[str, Collection[object]]
) -> Recorded | None:
    """Return what the shop shows in place of what was sent, None when it may yet come."""
    sent_at = lane.journal.sent_at(lane.shop.key, known.sku) or lane.now()
    fixed = lane.shop.adapter.capabilities.fixed
    return as_it_stands(known, remote, fixed, ours=mine, age_s=lane.now() - sent_at)


def _missing(lane: Lane, sku: str, error: NotFound) -> None:
    """Put a creation that never showed back in doubt; say of others what the platform says."""
    known, began = lane.known[sku], lane.journal.creation(lane.shop.key, sku)
    if known.verified_at is not None or began is None:
        _finish(lane, sku, Outcome.ACCEPTED, error)
        return
    fresh = replace(known, remote_id="", outcome=Outcome.UNKNOWN)
    lane.journal.conclude(began, Outcome.UNKNOWN, at=lane.now(), recorded=fresh)
    lane.known[sku] = fresh
    _finish(lane, sku, Outcome.UNKNOWN, never_made(lane.shop.name, sku))


def _finish(lane: Lane, sku: str, outcome: Outcome, error: OcopctlError | None) -> None:
    for action in lane.touched[sku]:
        lane.finish(action, outcome, error)


def _why(lane: Lane, known: Recorded) -> OcopctlError | None:
    """Return what is to be said about a reading that does not show what was sent."""
    if known.outcome is Outcome.UNKNOWN:
        return not_shown(lane.shop.name, known.sku)
    return _refusal(known) if known.outcome is Outcome.REJECTED else None


def _refusal(known: Recorded) -> Rejected:
    return Rejected(
        _("the marketplace's review refused this listing"),
        own_words=known.reason,
        hint=_("read the marketplace's own words and correct the product file"),
    )
