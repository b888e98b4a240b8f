"""Prices and stocks in batches, and what became of each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.shopee.answers import reason_error, rows
from ocopctl.adapters.shopee.reading import PLAIN_MODEL
from ocopctl.errors import OutcomeUnknown
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ocopctl.adapters.base import Offer, Sku
    from ocopctl.errors import MarketplaceError

OFFERS_PER_CALL = 50
"""Rows of one `update_price` or `update_stock` (official reference, Aug 2026)."""


def by_item(offers: Iterable[Offer]) -> Iterator[tuple[str, list[Offer]]]:
    """Group offers by item, in batches as large as Shopee takes."""
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(offer.remote_id, []).append(offer)
    for item_id, group in groups.items():
        for start in range(0, len(group), OFFERS_PER_CALL):
            yield item_id, group[start : start + OFFERS_PER_CALL]


def price_row(offer: Offer) -> dict[str, Any]:
    """Return a row of `price_list`; model 0 stands for an item without models."""
    return {"model_id": int(offer.remote_sku), "original_price": offer.price}


def stock_row(model_id: int, stock: int, location: Mapping[str, str]) -> dict[str, Any]:
    """Return a row of `stock_list`: an absolute number."""
    return {"model_id": model_id, "seller_stock": [{**location, "stock": stock}]}


def errors_of(
    offers: Sequence[Offer], answer: Mapping[str, Any]
) -> dict[Sku, MarketplaceError | None]:
    """Read what became of each offer from the two lists of an answer.

    An offer in neither list is of unknown outcome. Rows of an item without models may have no
    model id (measured live).
    """
    failed = {
        _model(row): str(row.get("failed_reason") or "") for row in rows(answer, "failure_list")
    }
    done = {_model(row) for row in rows(answer, "success_list")}
    return {offer.sku: _error(offer.remote_sku, failed, done) for offer in offers}


def _error(model_id: str, failed: Mapping[str, str], done: set[str]) -> MarketplaceError | None:
    if model_id in failed:
        return reason_error(failed[model_id])
    if model_id in done:
        return None
    return OutcomeUnknown(
        _("Shopee's answer does not mention this variant"),
        hint=_("the shop is looked at before anything is sent again"),
    )


def _model(row: Mapping[str, Any]) -> str:
    return str(row.get("model_id") or PLAIN_MODEL)
