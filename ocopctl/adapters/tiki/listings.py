"""Listings as Tiki has them: products, one a variant, that share a parent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteStatus
from ocopctl.adapters.tiki.reading import Stage, grouped, kin_of, product_id, remote_of
from ocopctl.errors import MarketplaceError, NotFound
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.tiki.calls import Calls
    from ocopctl.adapters.tiki.review import Reviews


class Listings:
    """Approved listings, read and switched product by product."""

    def __init__(self, calls: Calls, reviews: Reviews) -> None:
        self._calls = calls
        self._reviews = reviews

    async def one(self, ids: Sequence[str]) -> Remote:
        """Read the products of one listing, and whether a change of theirs is in review."""
        remote = remote_of(await self.products(ids))
        if remote.status is not RemoteStatus.LIVE:
            return remote
        stage, words = await self._reviews.change_of(ids)
        if stage is Stage.REJECTED:
            return replace(remote, status=RemoteStatus.REJECTED, reason=words)
        return replace(remote, status=RemoteStatus.PENDING) if stage is Stage.PENDING else remote

    async def products(self, ids: Sequence[str]) -> Sequence[dict[str, Any]]:
        """Read products; those that are gone are left out. Raises NotFound when all are."""
        found, missing = [], NotFound(_("the marketplace does not know this listing"))
        for number in ids:
            try:
                found.append(await self._calls.product(number))
            except NotFound as error:
                missing = error
        if not found:
            raise missing
        return found

    async def whole(self, found: Sequence[Mapping[str, Any]]) -> Sequence[Remote]:
        """Return the whole listings that products belong to.

        Siblings are found by walking through the shop: Tiki has no call for them.
        """
        if not found:
            return []
        products = await self.products([product_id(row) for row in found])
        kins = {kin_of(product) for product in products}
        if any(kin.startswith("super") for kin in kins):
            products = await self._calls.products()
        groups = [group for group in grouped(products) if kin_of(group[0]) in kins]
        return [await self.one([product_id(row) for row in group]) for group in groups]

    async def switch(self, ids: Sequence[str], *, active: int) -> None:
        """Switch every product, also after a failure; one that is gone is off sale."""
        errors: list[MarketplaceError] = []
        for number in ids:
            try:
                await self._calls.set_sku({"product_id": int(number), "active": active})
            except MarketplaceError as error:
                errors.append(error)
        serious = [error for error in errors if not isinstance(error, NotFound)]
        if serious or (errors and len(errors) == len(ids)):
            raise [*serious, *errors][0]
