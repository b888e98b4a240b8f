"""Prices and stocks in batches, with one result an offer whatever part of a batch is refused."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import ItemResult
from ocopctl.adapters.lazada.answers import Detail, detail_error, details
from ocopctl.adapters.lazada.codes import NOT_PERMITTED
from ocopctl.adapters.lazada.reading import kept
from ocopctl.errors import MarketplaceError, NotFound, Rejected
from ocopctl.transport.request import Effect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ocopctl.adapters.base import Offer
    from ocopctl.adapters.lazada.calls import Calls

    Errors = dict[str, MarketplaceError]

BATCH = 20
"""SKUs in one price or stock call: 50 is the most, 20 is advised (two sources)."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """One call that sets one value: its path, the field of a SKU, and the value of an offer."""

    path: str
    field: str
    value: Callable[[Offer], int | None]


_PRICE = _Setting("/product/price_quantity/update", "Price", lambda offer: offer.price)
_STOCK = _Setting("/product/stock/sellable/update", "SellableQuantity", lambda offer: offer.stock)


async def set_offers(calls: Calls, offers: Sequence[Offer]) -> list[ItemResult]:
    """Set all prices, then all stocks. Both are absolute and may be sent again."""
    prices = await _set(calls, _PRICE, offers)
    stocks = await _set(calls, _STOCK, offers)
    errors = {**stocks, **prices}
    return [ItemResult(offer.sku, errors.get(offer.sku)) for offer in offers]


async def _set(calls: Calls, setting: _Setting, offers: Sequence[Offer]) -> Errors:
    """Send one kind of value, batch after batch; a failed one does not stop the next."""
    given = [offer for offer in offers if setting.value(offer) is not None]
    errors: Errors = {}
    for start in range(0, len(given), BATCH):
        errors |= await _batch(calls, setting, given[start : start + BATCH])
    return errors


async def _batch(calls: Calls, setting: _Setting, offers: Sequence[Offer]) -> Errors:
    """Send one batch. When a refusal does not say whose it is, ask for each offer alone."""
    try:
        body = await calls.post(setting.path, _tree(setting, offers), Effect.SET)
    except MarketplaceError as error:
        if error.code == NOT_PERMITTED and setting is _PRICE:
            return await _prices_by_update(calls, offers)
        if len(offers) > 1 and isinstance(error, Rejected | NotFound):
            return await _alone(calls, setting, offers)
        return {offer.sku: error for offer in offers}
    refused = details(body)
    if not refused:
        return {}
    errors = _attributed(refused, body, offers)
    return await _alone(calls, setting, offers) if errors is None else errors


async def _alone(calls: Calls, setting: _Setting, offers: Sequence[Offer]) -> Errors:
    errors: Errors = {}
    for offer in offers:
        errors |= await _batch(calls, setting, [offer])
    return errors


def _attributed(
    refused: Sequence[Detail], body: Mapping[str, Any], offers: Sequence[Offer]
) -> Errors | None:
    """Give each refusal to its offer; None when one of them names no offer of the batch."""
    if len(offers) == 1:
        return {offers[0].sku: detail_error(refused[0], body)}
    errors: Errors = {}
    for detail in refused:
        meant = [offer for offer in offers if detail.about & {offer.sku, offer.remote_sku}]
        if not meant:
            return None
        errors |= {offer.sku: detail_error(detail, body) for offer in meant}
    return errors


def _tree(setting: _Setting, offers: Sequence[Offer]) -> dict[str, Any]:
    skus = [
        {
            "ItemId": str(offer.remote_id),
            "SkuId": offer.remote_sku,
            setting.field: str(setting.value(offer)),
        }
        for offer in offers
    ]
    return {"Skus": {"Sku": skus}}


async def _prices_by_update(calls: Calls, offers: Sequence[Offer]) -> Errors:
    """Set prices product by product, for shops that may not use the price call."""
    errors: Errors = {}
    ordered = sorted(offers, key=lambda offer: offer.remote_id)
    for remote_id, group in groupby(ordered, key=lambda offer: offer.remote_id):
        of_item = list(group)
        try:
            await calls.write("/product/update", _priced(await calls.item(remote_id), of_item))
        except MarketplaceError as error:
            errors |= {offer.sku: error for offer in of_item}
    return errors


def _priced(item: Mapping[str, Any], offers: Sequence[Offer]) -> dict[str, Any]:
    """Build an update of nothing but prices; the present status keeps a SKU off sale."""
    status = {str(row["SkuId"]): str(row.get("Status") or "active") for row in kept(item)}
    skus = [
        {
            "SkuId": offer.remote_sku,
            "Status": status.get(offer.remote_sku, "active").lower(),
            "price": str(offer.price),
        }
        for offer in offers
    ]
    return {"ItemId": str(item["item_id"]), "Attributes": {}, "Skus": {"Sku": skus}}
