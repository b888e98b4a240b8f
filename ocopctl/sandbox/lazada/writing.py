"""`/product/create` and `/product/update`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import (
    drafts,
    items,
    judge_skus,
    judge_texts,
    judge_variations,
    payload,
    reference,
    reports,
)
from ocopctl.sandbox.lazada.envelope import Flaw, RefusalError, refuse_skus

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.ask import Ask
    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.lazada.payload import Tree

# evidence[our choice]: item and SKU numbers count up from fixed ones (the sources are silent,
#   2026)
_FIRST_ITEM = 2_300_000_001
_FIRST_SKU = 9_900_000_001
_EXISTS = "THD_IC_ERR_F_IC_INFRA_PRODUCT_036"


# evidence[reference and observed]: product/create makes one item, and answers Pending QC or
#   Active (official documentation and clients, April 2026)
def create(ask: Ask) -> dict[str, Any]:
    """Answer `/product/create`: a new item, or more SKUs for the one `AssociatedSku` names."""
    product = payload.product(ask)
    nodes = payload.many(product, "Skus", "Sku")
    ask.call.skus = [payload.text(node, "SellerSku") for node in nodes]
    # evidence[reference]: AssociatedSku, a seller SKU or a SKU number, adds SKUs to the item that
    #   has it (official documentation, April 2026)
    if payload.text(product, "AssociatedSku"):
        return _extend(ask, product, nodes)
    draft = drafts.new(product, ask.shop)
    # evidence[our choice]: faults are found in the order of format, category, texts, pictures,
    #   variations, SKUs, room, duplicates (the sources are silent, 2026)
    _judge(ask, draft, "500")
    if items.tally(ask.market, ask.shop) >= reference.limits()["item_limit"]:
        # evidence[reference]: a full shop is refused as 4148 (official documentation, April 2026)
        raise RefusalError("4148", "BIZ_CHECK_ITEM_HAS_REACH_LIMIT:the shop is full")
    _unused(ask, draft["skus"])
    judge_skus.settle(draft)
    draft["id"] = ask.market.shelf.next_number("item", _FIRST_ITEM)
    draft["created"] = ask.now
    _number(ask, draft["skus"])
    items.save(ask.market, draft, content=True)
    items.tally(ask.market, ask.shop, 1)
    reports.created(ask, draft)
    return _created(ask, draft, draft["skus"])


# evidence[reference and observed]: product/update names its item and each SKU by SkuId, and
#   answers the item's status (official documentation and clients, April 2026)
def update(ask: Ask) -> dict[str, Any]:
    """Answer `/product/update`: what is sent is laid over the item, the rest stays."""
    product = payload.product(ask)
    item = own_item(ask, product)
    nodes = payload.many(product, "Skus", "Sku")
    _name_skus(ask, item, nodes)
    if payload.branch(product, "Attributes") is None:
        # evidence[reference]: an update's Attributes node must be there, empty if need be
        #   (official documentation, April 2026)
        raise drafts.lacking("Attributes")
    unlocked(ask, item)
    _known_skus(item, nodes)
    draft = drafts.changed(item, product)
    # evidence[reference]: variations cannot be removed by it; as 4133, our pairing (official
    #   documentation, April 2026)
    if len(draft["variation"]) < len(item["variation"]):
        raise RefusalError("4133", "REMOVE_SKU_PROHIBITION:a variation cannot be removed here")
    _judge(ask, draft, "501")
    judge_skus.settle(draft)
    _store_update(ask, item, draft, nodes)
    return {"data": {"item_status": items.state(draft, ask.now)}}


def own_item(ask: Ask, product: Tree) -> Item:
    """Return the item `ItemId` names. Refuses as 4191 or 4137."""
    item_id = payload.text(product, "ItemId")
    if not item_id:
        # evidence[one client]: an update without ItemId is refused as 4191 (clients of a sister
        #   platform on the same gateway, 2026)
        raise RefusalError("4191", "E4191: ItemId required")
    item = items.load(ask.market, ask.shop, item_id)
    if item is None or items.state(item, ask.now) == "Deleted":
        # evidence[reference]: an unknown item is refused as 4137 (official documentation, April
        #   2026)
        raise RefusalError("4137", "ITEM_NOT_FOUND:the item is not in this shop")
    return item


# evidence[reference]: an edit while another is under way is refused as 4147 (official
#   documentation, April 2026)
def unlocked(ask: Ask, item: Item) -> None:
    """Refuse as 4147 while the item is still busy with the edit before."""
    if ask.now < item["locked_until"]:
        message = "THD_IC_ERR_F_IC_SERVICE_EDIT_002:the product is being edited by another request"
        raise RefusalError("4147", message)


def _judge(ask: Ask, draft: Item, overview: str) -> None:
    judge_texts.texts(ask.market, draft)
    judge_texts.pictures(ask.market, draft)
    judge_variations.variations(draft)
    judge_skus.skus(ask.market, draft, overview)


def _unused(ask: Ask, skus: list[dict[str, Any]]) -> None:
    """Refuse seller SKUs that are there twice, in the request or in the shop."""
    names = items.seller_skus(skus)
    # evidence[reference]: a seller SKU twice in one request is refused, 4105's business code in
    #   the detail (official documentation, April 2026)
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    business = "BIZ_CHECK_SELLER_SKU_DUPLICATE"
    refuse_skus("500", [Flaw("4105", business, "seller SKU repeated", name) for name in twice])
    for name in names:
        item = items.having(ask.market, ask.shop, name)
        if item is not None:
            _refuse_existing(ask, item, name)


# evidence[reference and observed]: a seller SKU is unique in the store: one that exists is told
#   with _036, shop, SKU and the SKU's name (official documentation and clients, April 2026)
def _refuse_existing(ask: Ask, item: Item, name: str) -> None:
    sku = next(one for one in items.kept_skus(item) if one["seller_sku"] == name)
    text = (
        "Insert sku outer id relation failed, outerId already exists, "
        f"sell ID:{ask.account['seller_id']},sku ID:{sku['id']},outer ID:{name},"
        "serverIP:11.0.0.1"
    )
    if ask.quirks.duplicate_on_top:
        raise RefusalError("4135", f"{_EXISTS}:{text}")
    refuse_skus("500", [Flaw("4141", _EXISTS, text, name)])


def _number(ask: Ask, skus: list[dict[str, Any]]) -> None:
    for sku in skus:
        sku["id"] = ask.market.shelf.next_number("sku", _FIRST_SKU)


def _created(ask: Ask, item: Item, made: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the answer of a create; the list of SKUs runs backwards, as in the documentation."""
    # evidence[reference and observed]: a create lists its SKUs in another order than the
    #   request's; here backwards (the documentation's sample and clients, April 2026)
    listed = [
        {
            "seller_sku": sku["seller_sku"],
            "shop_sku": f"{item['id']}_VNAMZ-{sku['id']}",
            "sku_id": sku["id"],
        }
        for sku in reversed(made)
    ]
    state = items.state(item, ask.now)
    # evidence[measured live]: numbers of items and SKUs are JSON numbers (live answers in
    #   clients' fixtures, 2026)
    return {"data": {"item_id": item["id"], "sku_list": listed, "item_status": state}}


def _extend(ask: Ask, product: Tree, nodes: list[Tree]) -> dict[str, Any]:
    """Add SKUs to an item that has variations already; its options grow by what they choose."""
    item = _associated(ask, payload.text(product, "AssociatedSku"))
    unlocked(ask, item)
    if not nodes:
        raise drafts.lacking("Skus")
    # evidence[reference]: an item without variations takes no further SKU (official
    #   documentation, April 2026)
    if not item["variation"]:
        raise RefusalError("4133", "VARIATION_EMPTY:the product has no variations")
    added = [drafts.new_sku(node, item["category"]) for node in nodes]
    # evidence[our choice]: an item's options grow by what the new SKUs choose (the sources are
    #   silent, 2026)
    for one in item["variation"]:
        chosen = [sku["sale_prop"].get(one["name"], "") for sku in added]
        one["options"] = list(dict.fromkeys([*one["options"], *filter(None, chosen)]))
    item["skus"].extend(added)
    _judge(ask, item, "500")
    _unused(ask, added)
    judge_skus.settle(item)
    _number(ask, added)
    items.save(ask.market, item, content=True)
    ask.call.effect(
        "updated",
        sku=items.seller_skus(item["skus"])[0],
        remote_id=item["id"],
        fields=["skus"],
        skus=items.seller_skus(added),
        offers=items.offers(added, ask.now),
    )
    return _created(ask, item, added)


def _associated(ask: Ask, name: str) -> Item:
    """Return the item that holds this seller SKU or SkuId."""
    item = items.having(ask.market, ask.shop, name) or items.of_sku(ask.market, ask.shop, name)
    if item is None:
        raise RefusalError("4136", "SELLER_SKU_NOT_FOUND:seller SKU not found")
    return item


def _name_skus(ask: Ask, item: Item, nodes: list[Tree]) -> None:
    wanted = {payload.text(node, "SkuId") for node in nodes}
    named = [sku for sku in item["skus"] if str(sku["id"]) in wanted]
    ask.call.skus = items.seller_skus(named or items.kept_skus(item))


def _known_skus(item: Item, nodes: list[Tree]) -> None:
    known = {str(sku["id"]) for sku in items.kept_skus(item)}
    sent = [payload.text(node, "SkuId") for node in nodes]
    # evidence[reference]: an update's SKU without SkuId is refused as 4216 (official
    #   documentation, April 2026)
    if not all(sent):
        raise RefusalError("4216", "E4216: SkuId is mandatory")
    # evidence[our choice]: an unknown SkuId is told under 501 as 207 (the sources are silent,
    #   2026)
    refuse_skus(
        "501", [Flaw("207", "E207", "SKU not exist", one) for one in sent if one not in known]
    )


def _store_update(ask: Ask, before: Item, after: Item, nodes: list[Tree]) -> None:
    fields = _changes(before, after)
    gone = items.state(after, ask.now) == "Deleted"
    items.save(ask.market, after, content=bool(fields) and not gone)
    if gone:
        items.tally(ask.market, ask.shop, -1)
    _report_offers(ask, before, after, nodes)
    reports.status(ask, before, after)
    if fields or not ask.call.effects:
        first = items.seller_skus(before["skus"])[0]
        ask.call.effect("updated", sku=first, remote_id=after["id"], fields=fields)


def _report_offers(ask: Ask, before: Item, after: Item, nodes: list[Tree]) -> None:
    sent = {payload.text(node, "SkuId"): node for node in nodes}
    for was, sku in zip(before["skus"], after["skus"], strict=True):
        node = sent.get(str(sku["id"]), {})
        if node.keys() & set(drafts.OFFER_FIELDS[:-1]):
            reports.offer(ask, after, was, sku)
        if "quantity" in node:
            reports.stock(ask, after, was["sellable"], sku)


def _changes(before: Item, after: Item) -> list[str]:
    """Name the content that differs; prices, stock and Status are told on their own."""
    old, new = before["attributes"], after["attributes"]
    names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    names |= {name for name in ("category", "images", "variation") if before[name] != after[name]}
    for was, sku in zip(before["skus"], after["skus"], strict=True):
        names |= {name for name in ("sale_prop", "images") if was[name] != sku[name]}
        both = was["fields"].keys() | sku["fields"].keys()
        names |= {
            name
            for name in both - set(drafts.OFFER_FIELDS)
            if was["fields"].get(name) != sku["fields"].get(name)
        }
    return sorted(names)
