"""Reading back what was written, within the marketplace's deadline, all listings together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.errors import NotFound, OcopctlError, Rejected
from ocopctl.language import _
from ocopctl.publishing.lane import all_of
from ocopctl.publishing.state import Outcome
from ocopctl.publishing.verify import judge

if TYPE_CHECKING:
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.state import Recorded


async def read_back(lane: Lane) -> None:
    """Read every touched listing until it is verified, refused, or the deadline has passed."""
    waiting = set(lane.touched)
    deadline = lane.now() + lane.shop.settle.read_for_s
    while waiting:
        last = lane.now() >= deadline
        done = await all_of(_look(lane, sku, last=last) for sku in sorted(waiting))
        waiting -= {sku for sku in done if sku}
        if waiting:
            try:
                await lane.shop.clock.sleep(lane.shop.settle.read_every_s)
            except OcopctlError as error:
                for sku in sorted(waiting):
                    _finish(lane, sku, Outcome.ACCEPTED, error)
                return


async def _look(lane: Lane, sku: str, *, last: bool) -> str:
    """Read one listing; return its SKU when nothing more is to be waited for, else nothing."""
    async with lane.slots:
        try:
            return await _judged(lane, sku, last=last)
        except NotFound as error:
            if not last:
                return ""
            _finish(lane, sku, Outcome.ACCEPTED, error)
        except OcopctlError as error:
            _finish(lane, sku, Outcome.ACCEPTED, error)
    return sku


async def _judged(lane: Lane, sku: str, *, last: bool) -> str:
    """Read one listing and write down what it shows; return as `_look` does."""
    known = lane.known[sku]
    remote = await lane.shop.adapter.read(RemoteId(known.remote_id))
    outcome = judge(known, remote, lane.shop.adapter.capabilities.fixed)
    if outcome is Outcome.ACCEPTED and not last:
        lane.known[sku] = known.seen(remote)
        return ""
    verified = lane.now() if outcome is Outcome.VERIFIED else known.verified_at
    fresh = replace(known.seen(remote), outcome=outcome, verified_at=verified)
    if remote.status is RemoteStatus.GONE:
        fresh = replace(fresh, remote_id="")
    lane.known[sku] = fresh
    lane.journal.observe(fresh, at=lane.now())
    if outcome is Outcome.VERIFIED and sku in lane.behind:
        outcome = Outcome.ACCEPTED
    _finish(lane, sku, outcome, _refusal(fresh) if outcome is Outcome.REJECTED else None)
    return sku


def _finish(lane: Lane, sku: str, outcome: Outcome, error: OcopctlError | None) -> None:
    for action in lane.touched[sku]:
        lane.finish(action, outcome, error)


def _refusal(known: Recorded) -> Rejected:
    return Rejected(
        _("the marketplace's review refused this listing"),
        own_words=known.reason,
        hint=_("read the marketplace's own words and correct the product file"),
    )
