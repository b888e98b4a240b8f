"""Review, hiding and showing: how an item's status moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ocopctl.sandbox.shopee import shapes
from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.decoding import read_body
from ocopctl.sandbox.shopee.documents import lead_sku, seller_skus, status_of
from ocopctl.sandbox.shopee.items import living_item, refuse_while_locked, save_item, write_item
from ocopctl.sandbox.shopee.text_rules import breaks_listing_rules

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Market
    from ocopctl.sandbox.shopee.documents import Item
    from ocopctl.sandbox.shopee.visit import Visit

_CONDEMNED = "condemned"
_BLOCKED = "error_busi_cannot_delist_reviewing_or_banned_item"


# evidence[our choice]: changed content of a hidden item is reviewed when it is shown (the sources
#   are silent, 2026)
def send_to_review(visit: Visit, item: Item) -> None:
    """Have changed content reviewed: at once when the item is shown, else when it will be."""
    item["unreviewed"] = True
    if item["wish"] == "NORMAL":
        _start_review(visit, item)


def show(visit: Visit, item: Item) -> None:
    """Relist an item; quiet when it is not hidden. Raises RefusalError after a ban."""
    status = status_of(item, visit.now())
    if status == "BANNED":
        # evidence[reference]: an item that cannot be shown is refused as
        #   error_set_normal_unlisted_item; when that is, is ours (official reference, August 2026)
        text = "Item is banned and cannot be set to normal."
        raise RefusalError("error_set_normal_unlisted_item", text)
    if status == "UNLIST":
        put_on_sale(visit, item)
        _report(visit, "relisted", item)


def put_on_sale(visit: Visit, item: Item) -> None:
    """Show an item from now on, after the review of what was not reviewed yet."""
    item["wish"] = "NORMAL"
    if item["unreviewed"]:
        _start_review(visit, item)


def hide(visit: Visit, item: Item) -> None:
    """Take an item off sale. Raises RefusalError during a review and after a ban."""
    status = status_of(item, visit.now())
    # evidence[reference]: an item under review or banned cannot be hidden (official reference,
    #   August 2026)
    if status in ("REVIEWING", "BANNED"):
        raise RefusalError(_BLOCKED, "Cannot delist reviewing or banned item.")
    if status == "NORMAL":
        item["wish"] = "UNLIST"
        _report(visit, "unlisted", item)


# evidence[reference and observed]: unlist_item hides or shows items, each failing by itself, and
#   echoes the flag (official reference and clients, August 2026)
# evidence[reference]: when every row fails the call fails as error_unlist_item_all_failed
#   (official reference, August 2026)
# evidence[measured live]: a seller shows again what he hid himself (third parties' measurements,
#   2024-2026)
def unlist_item(visit: Visit) -> Answer:
    """Hide or show up to 50 items; each may fail by itself."""
    sent = read_body(visit.call, shapes.UNLIST_ITEM)
    done: list[dict[str, Any]] = []
    refusals: list[tuple[int, RefusalError]] = []
    for row in sent["item_list"]:
        try:
            _switch(visit, row["item_id"], hidden=row["unlist"])
        except RefusalError as refusal:
            refusals.append((row["item_id"], refusal))
        else:
            done.append(row)
    lists = {
        "success_list": done,
        "failure_list": [
            {"item_id": item_id, "failed_reason": refusal.message} for item_id, refusal in refusals
        ],
    }
    if done:
        return success(lists)
    if all(refusal.code == _BLOCKED for _, refusal in refusals):
        raise RefusalError(_BLOCKED, refusals[0][1].message, response=lists)
    raise RefusalError("error_unlist_item_all_failed", "Unlist item all failed.", response=lists)


def _switch(visit: Visit, item_id: int, *, hidden: bool) -> None:
    item = living_item(visit, item_id)
    refuse_while_locked(visit, item)
    wish = item["wish"]
    if hidden:
        hide(visit, item)
    else:
        show(visit, item)
    if item["wish"] != wish:
        save_item(visit, item, edited=True)


# evidence[our choice]: a review lasts as long as the market's setting says (the sources are
#   silent, 2026)
def _start_review(visit: Visit, item: Item) -> None:
    item["unreviewed"] = False
    item["flagged"] = breaks_listing_rules(item["content"]) or _condemned(visit, item)
    item["review_until"] = visit.now() + visit.market.settings.review_s


def condemn(market: Market, item_id: str) -> None:
    """Make the review of an item that is under way say no, or else its next one."""
    item = cast("Item", market.shelf.get("item", item_id))
    if status_of(item, market.clock.now()) == "REVIEWING":
        item["flagged"] = True
        write_item(market, item)
    else:
        market.shelf.put(_CONDEMNED, item_id, {})


def _condemned(visit: Visit, item: Item) -> bool:
    """Tell, once, whether the review that begins is to say no."""
    found = visit.market.shelf.get(_CONDEMNED, item["item_id"]) is not None
    visit.market.shelf.delete(_CONDEMNED, item["item_id"])
    return found


def _report(visit: Visit, kind: str, item: Item) -> None:
    skus = seller_skus(item)
    visit.call.effect(kind, sku=lead_sku(item), remote_id=item["item_id"], skus=skus)
