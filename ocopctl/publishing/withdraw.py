"""Taking off sale what a creation in doubt may have made, once the product is no longer wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteStatus
from ocopctl.errors import OcopctlError
from ocopctl.publishing.change import switch
from ocopctl.publishing.create import duplicates, look
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from ocopctl.publishing.journal import Intent
    from ocopctl.publishing.lane import Lane
    from ocopctl.publishing.plan import Action


async def withdraw(lane: Lane, action: Action, doubt: Intent) -> None:
    """Look until the index must show it; take the one listing over and unlist it.

    A creation that had no effect is settled by that: nothing is on sale, as wanted.
    """
    want = lane.wanted[action.sku]
    try:
        found = await look(lane, want)
    except OcopctlError as error:
        lane.fail(action, error, outcome=Outcome.UNKNOWN)
        return
    if len(found) > 1:
        lane.fail(action, duplicates(lane, action, list(found)))
        return
    if not found:
        lane.journal.conclude(doubt, Outcome.FAILED, at=lane.now())
        lane.finish(action, Outcome.VERIFIED)
        return
    [remote] = found.values()
    recorded = replace(
        want.recorded(remote, Outcome.ACCEPTED).with_offers(
            {variant.sku: variant for variant in remote.variants if variant.sku in want.skus}
        ),
        digest="",
        on_sale=remote.status is not RemoteStatus.UNLISTED,
    )
    lane.journal.conclude(doubt, Outcome.ACCEPTED, at=lane.now(), recorded=recorded)
    lane.known[action.sku] = recorded
    await switch(lane, action)
