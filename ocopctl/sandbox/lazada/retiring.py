"""Taking off sale and removing: deactivate, remove, take SKUs out; and setting SKU images."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import (
    gate,
    items,
    judge_texts,
    judge_variations,
    payload,
    reference,
    reports,
)
from ocopctl.sandbox.lazada.envelope import Flaw, RefusalError, refuse, refuse_skus
from ocopctl.sandbox.lazada.writing import own_item, unlocked

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.ask import Ask
    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.lazada.payload import Tree

_MOST = 50


# evidence[reference and observed]: deactivate reads apiRequestBody, takes an item or some of its
#   SKUs off sale at once, without review (official documentation and clients, April 2026)
def deactivate(ask: Ask) -> dict[str, Any]:
    """Answer `/product/deactivate`: some SKUs of an item, or all of them, go off sale at once."""
    product = payload.product(ask, "apiRequestBody")
    item_id = payload.text(product, "ItemId")
    named = payload.branch(product, "Skus")
    if any("SellerSku" in one for one in (product, named or {}, *_nodes(product))):
        # evidence[reference]: a SellerSku is refused as 4193 (official documentation, April 2026)
        raise RefusalError("4193", "E4193: SellerSku is no longer accepted, use SkuId")
    if not item_id:
        # evidence[reference]: no item is E0001, an unknown one E0002, an unknown SKU E0003, one
        #   that is off sale already E0004 (official documentation, April 2026)
        raise RefusalError("E0001", "E0001: ItemId is missing")
    item = items.load(ask.market, ask.shop, item_id)
    if item is None or not items.kept_skus(item):
        raise RefusalError("E0002", "E0002: item not found")
    ids = None if named is None else payload.texts(product, "Skus", "SkuId")
    before = copy.deepcopy(item)
    chosen = _chosen(item, ids)
    ask.call.skus = items.seller_skus(chosen)
    if all(sku["status"] == "inactive" for sku in chosen):
        raise RefusalError("E0004", "E0004: the product is not online")
    for sku in chosen:
        sku["status"] = "inactive"
    items.save(ask.market, item, content=False)
    reports.status(ask, before, item)
    return {"data": {}}


# evidence[reference]: product/remove takes up to 50 SKUs by item and SKU number; the last one
#   takes the item with it (official documentation, April 2026)
# evidence[our choice]: those that are there go, the others are named under 503 (the sources are
#   silent, 2026)
def remove(ask: Ask) -> dict[str, Any]:
    """Answer `/product/remove`: the SKUs that are there go; the others are named under 503."""
    if "seller_sku_list" in ask.params:
        # evidence[reference]: the older seller_sku_list is refused as 6 (official documentation,
        #   April 2026)
        raise RefusalError("6", "E006: seller_sku_list is obsolete, use sku_id_list")
    names = _sku_names(gate.require(ask.params, "sku_id_list"))
    lost: list[Flaw] = []
    for name in names:
        lost.extend(_remove_one(ask, name))
    refuse_skus("503", lost)
    return {"data": {}}


# evidence[reference]: product/sku/remove takes SKUs out of an item that stays, names its first
#   variation, and answers without `data` (official documentation, April 2026)
def remove_from(ask: Ask) -> dict[str, Any]:
    """Answer `/product/sku/remove`: SKUs leave an item that stays."""
    product = payload.product(ask)
    item = own_item(ask, product)
    unlocked(ask, item)
    ids = [payload.text(node, "SkuId") for node in _nodes(product)]
    variation = payload.branch(payload.branch(product, "variation") or {}, "Variation1") or {}
    names = [one["name"] for one in item["variation"][:1]]
    if names != [payload.text(variation, "name")]:
        refuse(
            [Flaw("4133", "VARIATION_NAME_EMPTY", "not the item's first variation", "variation")]
        )
    chosen = _of_item(item, ids)
    ask.call.skus = items.seller_skus(chosen)
    if len(chosen) == len(items.kept_skus(item)):
        # evidence[reference]: product/sku/remove cannot take every SKU (official documentation,
        #   April 2026)
        # evidence[our choice]: product/sku/remove refuses to take every SKU as 4133, and forgets
        #   options without a SKU (the sources are silent, 2026)
        raise RefusalError("4133", "REMOVE_SKU_PROHIBITION:not every SKU can be removed")
    for sku in chosen:
        sku["status"] = "deleted"
    _drop_options(item)
    items.save(ask.market, item, content=True)
    _report_update(ask, item, ["skus"])
    return {}


# evidence[reference]: images/set sets the images of up to 50 SKUs, unknown ones under 504, too
#   many as 204 (official documentation, April 2026)
def set_images(ask: Ask) -> dict[str, Any]:
    """Answer `/images/set`: the images of SKUs, of one or several items."""
    nodes = _nodes(payload.product(ask))
    if not nodes:
        raise RefusalError("30", "E030: Empty Request")
    if len(nodes) > _MOST:
        raise RefusalError("204", "E204: Too many SKUs in one request")
    touched: dict[int, Item] = {}
    for node in nodes:
        sku_id = payload.text(node, "SkuId")
        found = items.of_sku(ask.market, ask.shop, sku_id)
        if found is None:
            refuse_skus("504", [Flaw("207", "E207", "SKU not exist", sku_id or "SkuId")])
            continue
        item = touched.setdefault(found["id"], found)
        sku = _of_item(item, [sku_id])[0]
        ask.call.skus.append(sku["seller_sku"])
        sku["images"] = _images(ask, payload.texts(node, "Images", "Image") or [])
    for item in touched.values():
        unlocked(ask, item)
        judge_variations.variations(item)
    for item in touched.values():
        items.save(ask.market, item, content=True)
        _report_update(ask, item, ["images"])
    return {"data": {}}


def _nodes(product: Tree) -> list[Tree]:
    return payload.many(product, "Skus", "Sku")


def _chosen(item: Item, ids: list[str] | None) -> list[dict[str, Any]]:
    if ids is None:
        return items.kept_skus(item)
    known = {str(sku["id"]) for sku in items.kept_skus(item)}
    if not ids or not known.issuperset(ids):
        raise RefusalError("E0003", "E0003: SKU not found")
    return [sku for sku in items.kept_skus(item) if str(sku["id"]) in ids]


def _sku_names(listed: str) -> list[str]:
    try:
        names = payload.value(listed)
    except ValueError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RefusalError("70", "E070: Corrupt SKU list")
    if not names:
        raise RefusalError("30", "E030: Empty Request")
    if len(names) > _MOST:
        raise RefusalError("204", "E204: Too many SKUs in one request")
    return names


def _remove_one(ask: Ask, name: str) -> list[Flaw]:
    found = re.fullmatch(r"SkuId_([0-9]{1,19})_([0-9]{1,19})", name)
    item = items.load(ask.market, ask.shop, found[1]) if found else None
    sku = (
        next((one for one in item["skus"] if str(one["id"]) == found[2]), None)
        if item and found
        else None
    )
    if item is None or sku is None:
        return [Flaw("503", "E0503", "SKU_NOT_FOUND", name)]
    ask.call.skus.append(sku["seller_sku"])
    if sku["status"] == "deleted":
        return [Flaw("503", "E0503", "the SKU is already deleted", name)]
    before = copy.deepcopy(item)
    sku["status"] = "deleted"
    items.save(ask.market, item, content=False)
    if not items.kept_skus(item):
        items.tally(ask.market, ask.shop, -1)
    reports.status(ask, before, item)
    return []


def _of_item(item: Item, ids: list[str]) -> list[dict[str, Any]]:
    known = {str(sku["id"]): sku for sku in items.kept_skus(item)}
    if not ids or not all(ids):
        raise RefusalError("4216", "E4216: SkuId is mandatory")
    lost = [Flaw("207", "E207", "SKU not exist", one) for one in ids if one not in known]
    refuse_skus("501", lost)
    return [known[one] for one in dict.fromkeys(ids)]


def _drop_options(item: Item) -> None:
    """Forget options that no remaining SKU chooses."""
    for one in item["variation"]:
        chosen = {sku["sale_prop"].get(one["name"]) for sku in items.kept_skus(item)}
        one["options"] = [option for option in one["options"] if option in chosen]


def _images(ask: Ask, urls: list[str]) -> list[str]:
    if len(urls) > reference.limits()["images"]:
        raise RefusalError("203", "E203: Too many images in a SKU")
    judge_texts.hosted(ask.market, urls)
    return urls


def _report_update(ask: Ask, item: Item, fields: list[str]) -> None:
    names = items.seller_skus(item["skus"])
    ask.call.effect(
        "updated", sku=names[0], remote_id=item["id"], fields=fields, skus=ask.call.skus
    )
