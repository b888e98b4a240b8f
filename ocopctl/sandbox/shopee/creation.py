"""The calls that make, change, hide and delete whole items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee import shapes
from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.content import REVIEWED, check_content, check_sent, merged
from ocopctl.sandbox.shopee.decoding import read_body
from ocopctl.sandbox.shopee.documents import lead_sku, offers_of, seller_skus, status_of
from ocopctl.sandbox.shopee.item_views import creation_echo, update_echo
from ocopctl.sandbox.shopee.items import living_item, new_item, refuse_while_locked, save_item
from ocopctl.sandbox.shopee.offer_rules import check_price, stock_at_creation, whole_dong
from ocopctl.sandbox.shopee.shelf_life import hide, put_on_sale, send_to_review, show
from ocopctl.sandbox.shopee.shipped import shipped

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.documents import Item
    from ocopctl.sandbox.shopee.visit import Visit


# evidence[reference and observed]: add_item makes a plain item; variants follow in a call of
#   their own (official reference and clients, August 2026)
# evidence[measured live]: equal seller SKUs are accepted, across items and across models, and a
#   repeated create makes a second item (third parties' measurements, 2024-2026)
# evidence[our choice]: an item's own fields are checked before the shop's limit of items (the
#   sources are silent, 2026)
def add_item(visit: Visit) -> Answer:
    """Make a plain item. Nothing keeps two items from carrying the same SKU."""
    sent = read_body(visit.call, shapes.ADD_ITEM)
    visit.concerns(sent.get("item_sku", ""))
    check_sent(sent)
    content = merged(sent)
    price = whole_dong(sent["original_price"])
    check_price(price)
    stock = stock_at_creation(sent["seller_stock"])
    check_content(visit.market, content, [price])
    _count(visit, 1)
    item = new_item(visit, content, wish="UNLIST")
    item["price"], item["stock"] = price, stock
    # evidence[reference]: a new item may be under review before buyers see it (official
    #   reference, August 2026)
    if sent.get("item_status", "NORMAL") == "NORMAL":
        put_on_sale(visit, item)
    save_item(visit, item, edited=True)
    _report_created(visit, item)
    return success(creation_echo(item, status_of(item, visit.now())))


def _report_created(visit: Visit, item: Item) -> None:
    visit.call.effect(
        "created",
        sku=lead_sku(item),
        remote_id=item["item_id"],
        skus=seller_skus(item),
        title=item["content"]["item_name"],
        offers=offers_of(item),
    )


# evidence[reference and observed]: update_item changes what is sent, but for price, stock and
#   models (official reference and clients, August 2026)
# evidence[measured live]: the echo of an update may show the status before; here it always does
#   (third parties' measurements, 2024-2026)
def update_item(visit: Visit) -> Answer:
    """Change what was sent and check the whole item; the echo still shows the status before.

    A status sent together with other fields is ignored (one client's note, made the rule here).
    """
    sent = read_body(visit.call, shapes.UPDATE_ITEM)
    item = living_item(visit, sent.pop("item_id"))
    visit.concerns(sent.get("item_sku", ""))
    refuse_while_locked(visit, item)
    check_sent(sent)
    before = status_of(item, visit.now())
    # evidence[one client]: a status sent together with other fields is ignored (one client's
    #   note, 2026)
    if set(sent) == {"item_status"}:
        _set_status(visit, item, sent["item_status"])
    else:
        _change(visit, item, sent)
    save_item(visit, item, edited=True)
    return success(update_echo(item, before))


def _set_status(visit: Visit, item: Item, wish: str) -> None:
    if wish == "UNLIST":
        hide(visit, item)
    else:
        show(visit, item)


def _change(visit: Visit, item: Item, sent: dict[str, Any]) -> None:
    before = item["content"]
    content = merged(sent, before)
    prices = [model["price"] for model in item["models"]] or [item["price"]]
    check_content(visit.market, content, prices)
    item["content"] = content
    changed = [name for name in content if content[name] != before[name]]
    if any(name in REVIEWED for name in changed):
        send_to_review(visit, item)
    for model in item["models"]:
        # evidence[reference and observed]: an item's weight and parcel overwrite those of all its
        #   models (official reference and clients, August 2026)
        if "weight" in sent:
            model["weight"] = None
        if "dimension" in sent:
            model["dimension"] = None
    visit.call.effect("updated", sku=lead_sku(item), remote_id=item["item_id"], fields=changed)


# evidence[reference and observed]: delete_item answers with a bare envelope and cannot be undone
#   (official reference and clients, August 2026)
# evidence[one client]: a deleted item stays readable as SELLER_DELETE (one client's note, 2026)
# evidence[our choice]: deleting again is refused as error_item_not_found (the sources are silent,
#   2026)
def delete_item(visit: Visit) -> Answer:
    """Delete an item and its models for good; it stays readable as SELLER_DELETE."""
    sent = read_body(visit.call, shapes.ITEM_ONLY)
    item = living_item(visit, sent["item_id"])
    refuse_while_locked(visit, item)
    item["wish"] = "SELLER_DELETE"
    save_item(visit, item, edited=True)
    _count(visit, -1)
    skus = seller_skus(item)
    visit.call.effect("deleted", sku=lead_sku(item), remote_id=item["item_id"], skus=skus)
    return success()


def _count(visit: Visit, step: int) -> None:
    """Keep the number of a shop's items within its limit. Raises RefusalError."""
    known = visit.market.shelf.get("tally", visit.shop_id) or {"items": 0}
    count = known["items"] + step
    # evidence[reference]: a shop has a limit of items, refused as error_reach_shop_item_limit;
    #   its text is ours (official reference, August 2026)
    if step > 0 and count > shipped("limits")["published"]["item_count_limit"]["max_limit"]:
        text = "The number of items has reached the limit of the shop."
        raise RefusalError("error_reach_shop_item_limit", text)
    visit.market.shelf.put("tally", visit.shop_id, {"items": count})
