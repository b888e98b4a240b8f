"""Looking at a shop with as few calls as will do: a walk where it shows enough, else readings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ocopctl.adapters.base import RemoteId
from ocopctl.errors import OcopctlError
from ocopctl.publishing.lane import WIDTH, all_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from ocopctl.adapters.base import Remote
    from ocopctl.publishing.lane import Shop
    from ocopctl.publishing.state import Recorded

A_PAGE = 50
"""Listings a call of a walk; every platform here gives at least so many (their references)."""
_CALLS_A_PAGE = 2
"""Shopee lists ids, then reads fifty items a call."""


def walking_pays(listings: int, of: int) -> bool:
    """Tell whether a walk through a shop of `of` listings costs fewer calls than reading some."""
    return listings > _CALLS_A_PAGE * (of // A_PAGE + 1)


async def walk(shop: Shop) -> list[Remote]:
    """Return all listings of a shop; a walk that does not end whole raises."""
    return [remote async for remote in shop.adapter.list()]


async def shown(
    shop: Shop,
    recorded: Collection[Recorded],
    walked: Iterable[Remote] = (),
    *,
    enough: Callable[[Recorded, Remote], bool],
) -> dict[str, Remote | OcopctlError]:
    """Return, by SKU, how the shop shows each listing now, or why that is not known.

    What a walk has shown counts where `enough` says so; all else is read one by one. Only a
    reading says that a listing is gone: being absent from a walk says nothing.
    """
    by_id = {remote.remote_id: remote for remote in walked}
    slots = asyncio.Semaphore(WIDTH)

    async def look(known: Recorded) -> tuple[str, Remote | OcopctlError]:
        remote = by_id.get(RemoteId(known.remote_id))
        if remote is not None and enough(known, remote):
            return known.sku, remote
        async with slots:
            try:
                return known.sku, await shop.adapter.read(RemoteId(known.remote_id))
            except OcopctlError as error:
                return known.sku, error

    return dict(await all_of(look(known) for known in recorded))


def offers_told(known: Recorded, remote: Remote) -> bool:
    """Tell whether a row of a walk tells prices and stocks of all variants."""
    told = {v.sku for v in remote.variants if v.price is not None and v.stock is not None}
    return told.issuperset(known.offers)


def all_told(known: Recorded, remote: Remote) -> bool:
    """Tell whether a row of a walk tells text and pictures too."""
    return (
        bool(remote.description) and remote.picture_count is not None and offers_told(known, remote)
    )
