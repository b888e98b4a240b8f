"""Prices and stock: `/product/price_quantity/update` and the two sellable-stock calls."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import items, judge_skus, payload, reference, reports
from ocopctl.sandbox.lazada.envelope import Flaw, RefusalError, refuse_skus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.sandbox.lazada.ask import Ask
    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.lazada.payload import Tree

_PRICES = {
    "Price": "price",
    "SalePrice": "special_price",
    "SaleStartDate": "special_from_date",
    "SaleEndDate": "special_to_date",
}
_MULTI = "MultiWarehouseInventories"

# One node of the request with the item and the SKU it names.
_Hit = tuple["Tree", "Item", dict[str, Any]]


# evidence[reference and observed]: price_quantity/update takes prices, totals or both, for SKUs
#   of several items (official documentation and clients, April 2026)
# evidence[our choice]: price_quantity/update sets all of its SKUs or, when one is wrong, none
#   (the sources are silent, 2026)
def price_quantity(ask: Ask) -> dict[str, Any]:
    """Answer `/product/price_quantity/update`: all SKUs or, when one is wrong, none."""
    hits, lost = _resolve(ask, _nodes(ask))
    refuse_skus("501", lost)
    before = [copy.deepcopy(sku) for _, _, sku in hits]
    for node, _, sku in hits:
        sent = {ours: payload.text(node, tag) for tag, ours in _PRICES.items() if tag in node}
        sku["fields"].update(sent)
    refuse_skus("501", [flaw for hit in hits for flaw in _offer_flaws(hit)])
    for node, _, sku in hits:
        if "Quantity" in node:
            # evidence[reference]: price_quantity/update's Quantity is the total: what is withheld
            #   and occupied comes off (official documentation, April 2026)
            sku["sellable"] = int(payload.text(node, "Quantity")) - _taken(sku)
        judge_skus.settle_fields(sku)
    _store(ask, hits)
    for (node, item, sku), was in zip(hits, before, strict=True):
        if node.keys() & _PRICES.keys():
            reports.offer(ask, item, was, sku)
        if "Quantity" in node:
            reports.stock(ask, item, was["sellable"], sku)
    return {"data": {}}


# evidence[reference]: stock/sellable/update sets the stock that can be sold (official
#   documentation, April 2026)
# evidence[measured live]: the good SKUs are set, the wrong ones told in `detail` under code "0"
#   (two independent notes of live calls, June 2026)
def sellable_update(ask: Ask) -> dict[str, Any]:
    """Answer `/product/stock/sellable/update`: the good SKUs are set, the others are told apart."""
    _has_payload(ask)
    hits, lost = _resolve(ask, _nodes(ask))
    wrong = [flaw for hit in hits for flaw in _sellable_flaws(hit)]
    bad = {flaw.field for flaw in wrong}
    good = [hit for hit in hits if hit[2]["seller_sku"] not in bad]
    for node, item, sku in good:
        if "SellableQuantity" in node:
            was, sku["sellable"] = sku["sellable"], int(payload.text(node, "SellableQuantity"))
            reports.stock(ask, item, was, sku)
    _store(ask, good)
    detail = [flaw.entry() for flaw in (*lost, *wrong)]
    return {"data": {}, **({"detail": detail} if detail else {})}


# evidence[reference]: stock/sellable/adjust adds to the stock; a result below 0 is refused as 212
#   (official documentation, April 2026)
# evidence[our choice]: an adjustment that is refused for one SKU is applied to none (the sources
#   are silent, 2026)
def sellable_adjust(ask: Ask) -> dict[str, Any]:
    """Answer `/product/stock/sellable/adjust`: add to the stock; below zero nothing is applied."""
    _has_payload(ask)
    hits, lost = _resolve(ask, _nodes(ask))
    refuse_skus("501", lost)
    before = [sku["sellable"] for _, _, sku in hits]
    for node, _, sku in hits:
        change = payload.text(node, "SellableQuantity") or "0"
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", change):
            refuse_skus("501", list(judge_skus.quantity(change, sku["seller_sku"])))
        sku["sellable"] += int(change)
    if any(sku["sellable"] < 0 for _, _, sku in hits):
        raise RefusalError("212", "E212: The sellable quantity would be negative")
    _store(ask, hits)
    for (_, item, sku), was in zip(hits, before, strict=True):
        reports.stock(ask, item, was, sku)
    return {"data": {}}


def _has_payload(ask: Ask) -> None:
    # evidence[measured live]: a stock call without payload is refused as E006 (a provider's notes
    #   of live calls, June 2026)
    if not ask.params.get("payload"):
        raise RefusalError("E006", "E006: payload is required")


def _nodes(ask: Ask) -> list[Tree]:
    nodes = payload.many(payload.product(ask), "Skus", "Sku")
    if not nodes:
        raise RefusalError("30", "E030: Empty Request")
    # evidence[reference and observed]: a call takes 50 SKUs, else 4171, and applies none of more
    #   (official documentation and clients, April 2026)
    if len(nodes) > reference.limits()["skus_a_call"]:
        raise RefusalError("4171", "E4171: more than 50 SKUs")
    return nodes


def _resolve(ask: Ask, nodes: list[Tree]) -> tuple[list[_Hit], list[Flaw]]:
    """Find the SKUs named by ItemId and SkuId; a seller SKU alone names none."""
    loaded: dict[str, Item | None] = {}
    hits: list[_Hit] = []
    lost: list[Flaw] = []
    for node in nodes:
        item_id, sku_id = payload.text(node, "ItemId"), payload.text(node, "SkuId")
        if item_id not in loaded:
            loaded[item_id] = items.load(ask.market, ask.shop, item_id)
        item = loaded[item_id]
        found = [sku for sku in items.kept_skus(item) if str(sku["id"]) == sku_id] if item else []
        if item is None or not items.kept_skus(item):
            # evidence[measured live]: an unknown item, and a seller SKU alone, is told as E0501
            #   with ITEM_NOT_FOUND (a provider's notes of live calls, June 2026)
            lost.append(Flaw("501", "E0501", "ITEM_NOT_FOUND", "ItemId"))
        elif not found:
            # evidence[our choice]: an unknown SKU of a known item is told as SKU_NOT_FOUND (the
            #   sources are silent, 2026)
            lost.append(Flaw("501", "E0501", "SKU_NOT_FOUND", "SkuId"))
        else:
            hits.append((node, item, found[0]))
    ask.call.skus = items.seller_skus(sku for _, _, sku in hits)
    return hits, lost


def _offer_flaws(hit: _Hit) -> Iterator[Flaw]:
    node, _, sku = hit
    field = sku["seller_sku"]
    if node.keys() & _PRICES.keys():
        yield from judge_skus.prices(sku["fields"], field)
    if _MULTI in node:
        yield _one_warehouse(field)
    if "Quantity" in node:
        value = payload.text(node, "Quantity")
        wrong = list(judge_skus.quantity(value, field))
        yield from wrong
        # evidence[reference]: a total below the locked stock is refused; as 4152, our pairing
        #   (official documentation, April 2026)
        if not wrong and int(value) < _taken(sku):
            business = "THD_INVENTORY_ERR_INV_PARAM_ILLEGAL"
            yield Flaw("4152", business, "quantity below the locked stock", field)


def _sellable_flaws(hit: _Hit) -> Iterator[Flaw]:
    node, _, sku = hit
    if _MULTI in node:
        yield _one_warehouse(sku["seller_sku"])
    if "SellableQuantity" in node:
        yield from judge_skus.quantity(payload.text(node, "SellableQuantity"), sku["seller_sku"])


# evidence[reference]: a seller with one warehouse must not send stock by warehouse; the refusal
#   is ours (official documentation, April 2026)
def _one_warehouse(field: str) -> Flaw:
    return Flaw("501", "E0501", "the seller has one warehouse", field)


def _taken(sku: dict[str, Any]) -> int:
    return int(sku["withhold"] + sku["occupy"])


def _store(ask: Ask, hits: list[_Hit]) -> None:
    """Write each touched item once; offers need no review."""
    for item in {item["id"]: item for _, item, _ in hits}.values():
        # evidence[reference]: prices and stock are not reviewed and hold at once (official
        #   documentation, April 2026)
        items.save(ask.market, item, content=False)
