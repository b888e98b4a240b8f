"""Prices and stocks: one call a SKU, applied at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import ItemResult
from ocopctl.adapters.tiki.reading import ids_of
from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    NotFound,
    QuotaExhausted,
    Transient,
    Unreachable,
)
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.adapters.base import Offer
    from ocopctl.adapters.tiki.calls import Calls
    from ocopctl.adapters.tiki.facts import Facts

_STOPS = (AuthError, QuotaExhausted, Unreachable)


async def set_offers(calls: Calls, facts: Facts, offers: Sequence[Offer]) -> list[ItemResult]:
    """Set price and stock of each SKU; both are absolute and may be sent again.

    A refusal of one does not stop the others; what concerns the whole shop does.
    """
    results: list[ItemResult] = []
    stopped: MarketplaceError | None = None
    for offer in offers:
        error = stopped or await _set(calls, facts, offer)
        stopped = error if isinstance(error, _STOPS) else None
        results.append(ItemResult(offer.sku, error))
    return results


async def _set(calls: Calls, facts: Facts, offer: Offer) -> MarketplaceError | None:
    try:
        await calls.set_sku(await _tree(facts, offer))
    except NotFound as error:
        return error if ids_of(offer.remote_id) else _in_review(error)
    except MarketplaceError as error:
        return error
    return None


async def _tree(facts: Facts, offer: Offer) -> dict[str, Any]:
    """Name the SKU by Tiki's own number where it is known, and only what changes."""
    tree: dict[str, Any] = (
        {"product_id": int(offer.remote_sku)}
        if offer.remote_sku
        else {"original_sku": str(offer.sku)}
    )
    if offer.price is not None:
        tree["price"] = offer.price
    if offer.stock is not None:
        warehouse = await facts.warehouse()
        tree["warehouse_quantities"] = [{"warehouse_id": warehouse, "qty_available": offer.stock}]
    return tree


def _in_review(error: NotFound) -> Transient:
    return Transient(
        _("this listing is not approved yet: Tiki sets no price or stock before"),
        place=error.place,
        hint=_("run the same command again when its review is through"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )
