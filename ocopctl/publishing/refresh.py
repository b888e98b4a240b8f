"""What a shop shows now, in the words of the journal, so that a plan can start from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.state import Recorded

OFF_SALE = frozenset({RemoteStatus.UNLISTED})


async def as_shown(shop: Shop, known: Mapping[str, Recorded]) -> dict[str, Recorded]:
    """Read every recorded listing of a shop; a listing that is gone is no longer recorded.

    Only the platform's own word that it knows no such listing counts as gone; any other failure
    is raised.
    """
    shown: dict[str, Recorded] = {}
    for sku, recorded in known.items():
        if not recorded.remote_id:
            continue
        try:
            remote = await shop.adapter.read(RemoteId(recorded.remote_id))
        except NotFound:
            continue
        if remote.status is not RemoteStatus.GONE:
            fixed = shop.adapter.capabilities.fixed
            shown[sku] = _shown(recorded, remote, fixed)
    return shown


def _shown(recorded: Recorded, remote: Remote, fixed: frozenset[str]) -> Recorded:
    """Lay title, prices, stocks and sale state of a reading over what was sent last."""
    shown_offers = {v.sku: v for v in remote.variants if v.sku in recorded.offers}
    seen = recorded.seen(remote).with_offers(shown_offers)
    shown = replace(seen, on_sale=remote.status not in OFF_SALE)
    if "title" in fixed or remote.title == recorded.fields.get("title"):
        return shown
    return replace(shown, digest="", fields={**shown.fields, "title": remote.title})
