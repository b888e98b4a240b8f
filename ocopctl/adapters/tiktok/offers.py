"""Prices and stocks product by product, with one result an offer whatever part is refused."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import ItemResult
from ocopctl.adapters.tiktok.answers import refusal_error, refusals
from ocopctl.adapters.tiktok.codes import CODES, FOREIGN, PRICE, PROMOTION, STOCK, VARIANT
from ocopctl.adapters.tiktok.payload import price_of
from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    NotFound,
    QuotaExhausted,
    Rejected,
    Unreachable,
)
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from ocopctl.adapters.base import Offer
    from ocopctl.adapters.tiktok.calls import Calls
    from ocopctl.adapters.tiktok.reference import Reference

    Errors = dict[str, MarketplaceError]
    Send = Callable[[str, Sequence[Offer]], Awaitable[dict[str, Any]]]
    Places = dict[str, Sequence[str]]

SKUS_A_PRODUCT = 100
"""SKUs of one product outside the markets that take 300 (error 12052050): one call has them all."""
PRODUCTS_A_SEARCH = 100
"""Products of one search for stocks (official reference)."""
PER_SKU = (FOREIGN, PRICE, PROMOTION, STOCK, VARIANT)
"""Refusals that one SKU may cause for all that are sent with it."""
_OF_A_SKU = frozenset(str(code) for code, verdict in CODES.items() if verdict in PER_SKU)
_STOPS = (AuthError, QuotaExhausted, Unreachable)


async def set_offers(
    calls: Calls, reference: Reference, offers: Sequence[Offer]
) -> list[ItemResult]:
    """Set stocks, then prices, one call a product each. Both may be sent again."""
    errors = await _set_stocks(calls, reference, [o for o in offers if o.stock is not None])

    def prices(remote_id: str, group: Sequence[Offer]) -> Awaitable[dict[str, Any]]:
        rows = [(offer.remote_sku, offer.price) for offer in group if offer.price is not None]
        skus = [{"id": remote_sku, "price": price_of(price)} for remote_sku, price in rows]
        return calls.prices(remote_id, skus)

    errors |= await _sent([offer for offer in offers if offer.price is not None], prices)
    return [ItemResult(offer.sku, errors.get(offer.sku)) for offer in offers]


def stock_row(
    remote_sku: str, quantity: int, held: Sequence[str], warehouse: str
) -> dict[str, Any]:
    """Return the stock of one SKU with all the warehouses that hold it, as TikTok wants it.

    All of it lies in the shop's own warehouse or, where the SKU is not there, in its first.
    """
    places = held or [warehouse]
    own = warehouse if warehouse in places else places[0]
    rows = [{"warehouse_id": each, "quantity": quantity if each == own else 0} for each in places]
    return {"id": remote_sku, "inventory": rows}


async def _set_stocks(calls: Calls, reference: Reference, offers: Sequence[Offer]) -> Errors:
    if not offers:
        return {}
    try:
        warehouse = await reference.warehouse()
        places = await _places(calls, list(dict.fromkeys(offer.remote_id for offer in offers)))
    except MarketplaceError as error:
        return {offer.sku: error for offer in offers}

    def stocks(remote_id: str, group: Sequence[Offer]) -> Awaitable[dict[str, Any]]:
        rows = [
            stock_row(offer.remote_sku, offer.stock, places[offer.remote_sku], warehouse)
            for offer in group
            if offer.stock is not None
        ]
        return calls.inventory(remote_id, rows)

    errors: Errors = {
        offer.sku: _absent(offer) for offer in offers if offer.remote_sku not in places
    }
    return errors | await _sent([offer for offer in offers if offer.sku not in errors], stocks)


async def _places(calls: Calls, remote_ids: Sequence[str]) -> Places:
    """Return by SKU id the warehouses that a stock must name."""
    found: Places = {}
    for start in range(0, len(remote_ids), PRODUCTS_A_SEARCH):
        for product in await calls.stocks(remote_ids[start : start + PRODUCTS_A_SEARCH]):
            for sku in product.get("skus") or []:
                rows = sku.get("warehouse_inventory") or []
                found[str(sku["id"])] = [str(row["warehouse_id"]) for row in rows]
    return found


async def _sent(offers: Sequence[Offer], send: Send) -> Errors:
    """Send product after product; what stops the whole shop is the error of all that follow."""
    errors: Errors = {}
    stopped: MarketplaceError | None = None
    ordered = sorted(offers, key=lambda offer: offer.remote_id)
    for _remote_id, rows in groupby(ordered, key=lambda offer: offer.remote_id):
        group = list(rows)
        try:
            if stopped is not None:
                raise stopped
            errors |= await _of_product(group, send)
        except MarketplaceError as error:
            stopped = error if isinstance(error, _STOPS) else None
            errors |= {offer.sku: error for offer in group}
    return errors


async def _of_product(offers: Sequence[Offer], send: Send) -> Errors:
    """Send one product's offers together, and each alone when one may have spoilt the others."""
    try:
        return _attributed(await send(offers[0].remote_id, offers), offers)
    except Rejected as error:
        if len(offers) == 1 or error.code not in _OF_A_SKU:
            return {offer.sku: error for offer in offers}
    errors: Errors = {}
    for offer in offers:
        errors |= await _of_product([offer], send)
    return errors


def _attributed(body: Mapping[str, Any], offers: Sequence[Offer]) -> Errors:
    """Give each refusal inside a success to its offer; one without a SKU is everybody's."""
    errors: Errors = {}
    for refusal in refusals(body):
        error = refusal_error(refusal, body)
        named = str((refusal.get("detail") or {}).get("sku_id") or "")
        meant = [offer for offer in offers if offer.remote_sku == named] or offers
        errors |= {offer.sku: error for offer in meant}
    return errors


def _absent(offer: Offer) -> NotFound:
    return NotFound(
        _("the listing in the shop has no variant with the SKU {sku}", sku=offer.sku),
        hint=_("run plan again with --refresh"),
    )
