"""Items as they are kept: their state in time, how they are found, and how they are written.

An item is one document; beside it stands a short one with what lists are filtered by, so that a
page of a long list need not read every item whole.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocopctl.sandbox.market import Market

Item = dict[str, Any]

_VIETNAM = timezone(timedelta(hours=7))
_SHORT = ("id", "account", "category", "created", "edited", "review_until", "refused")


def load(market: Market, shop: str, item_id: str) -> Item | None:
    """Return the shop's own item, None for an unknown or a foreign one."""
    item = market.shelf.get("item", item_id)
    return item if item is not None and item["account"] == shop else None


# evidence[reference and observed]: an item is Active, Pending QC, InActive, Suspended or Deleted,
#   and InActive without an active SKU (official documentation and clients, April 2026)
# evidence[our choice]: a review lasts as long as the market's setting says (the sources are
#   silent, 2026)
def state(item: Mapping[str, Any], now: float) -> str:
    """Return the item's `status` at that market time."""
    states = {sku["status"] for sku in item["skus"]}
    if states <= {"deleted"}:
        return "Deleted"
    if "active" not in states:
        return "InActive"
    if now < item["review_until"]:
        return "Pending QC"
    return "Suspended" if item["refused"] else "Active"


def kept_skus(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the SKUs that are not deleted."""
    return [sku for sku in item["skus"] if sku["status"] != "deleted"]


def seller_skus(skus: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return their seller SKUs."""
    return [str(sku["seller_sku"]) for sku in skus]


def save(market: Market, item: Item, *, content: bool) -> None:
    """Write an item; a change of content sends it to review and locks it for the next edit."""
    now = market.clock.now()
    # evidence[reference]: a change of content is reviewed, a change of price or stock is not
    #   (official documentation, April 2026)
    if content:
        reviewed = "review_until" in item
        item["was_live"] = reviewed and (item["was_live"] or state(item, now) == "Active")
        item["review_until"] = now + market.settings.review_s
        # evidence[our choice]: how long an edit locks its item is a setting of the market, off by
        #   default (the sources are silent, 2026)
        item["locked_until"] = now + market.settings.lock_s
        item["refused"] = _refused(item)
    item["edited"] = now
    market.shelf.put("item", item["id"], item, keys=_keys(item))
    short = {name: item[name] for name in _SHORT}
    short["skus"] = [
        {name: sku[name] for name in ("id", "status", "sellable")} for sku in item["skus"]
    ]
    market.shelf.put("summary", item["id"], short, keys=[item["account"]])


# evidence[our choice]: a review that a storm makes say no names the policy on goods (the sources
#   are silent, 2026)
def condemn(market: Market, item_id: str) -> None:
    """Make the review of an item that is under way say no."""
    item = market.shelf.get("item", item_id) or {}
    item["refused"] = ["Nội dung vi phạm chính sách đăng bán"]
    save(market, item, content=False)


def having(market: Market, shop: str, seller_sku: str) -> Item | None:
    """Return the shop's item that holds this seller SKU and has not deleted it."""
    return next(iter(market.shelf.find("item", f"{shop} = {seller_sku}")), None)


def of_sku(market: Market, shop: str, sku_id: str) -> Item | None:
    """Return the shop's item that holds this SkuId and has not deleted it."""
    return next(iter(market.shelf.find("item", f"{shop} # {sku_id}")), None)


# evidence[reference]: a search by seller SKU finds the words anywhere in it, as whole words
#   (official documentation, April 2026)
# evidence[our choice]: a search by seller SKU takes no notice of case (the sources are silent,
#   2026)
def matching(market: Market, shop: str, words: str) -> list[Item]:
    """Return the shop's items with a seller SKU in which `words` stand as whole words."""
    return market.shelf.find("item", f"{shop} ~ {words.strip().casefold()}")


def matches(seller_sku: str, words: str) -> bool:
    """Tell whether `words` stand in the seller SKU as whole words."""
    return words.strip().casefold() in _word_runs(seller_sku)


def tally(market: Market, shop: str, change: int = 0) -> int:
    """Return how many items the shop has, after adding `change`."""
    kept = (market.shelf.get("tally", shop) or {"items": 0})["items"] + change
    if change:
        market.shelf.put("tally", shop, {"items": kept})
    return int(kept)


# evidence[our choice]: dates of a sale price are in Vietnamese time (the sources are silent,
#   2026)
def on_sale(fields: Mapping[str, str], now: float) -> bool:
    """Tell whether a SKU's sale price is in force at that market time (Vietnamese local time)."""
    local = datetime.fromtimestamp(now, _VIETNAM).strftime("%Y-%m-%d %H:%M:%S")
    begins, ends = fields.get("special_from_date", ""), fields.get("special_to_date", "")
    return bool(fields.get("special_price")) and begins <= local and (not ends or local <= ends)


def price(sku: Mapping[str, Any], now: float) -> int:
    """Return what a buyer pays at that market time, in dong."""
    fields = sku["fields"]
    return int(fields["special_price"] if on_sale(fields, now) else fields["price"])


def offers(skus: Iterable[Mapping[str, Any]], now: float) -> dict[str, dict[str, int]]:
    """Return price and stock by seller SKU, as the history tells them."""
    return {
        str(sku["seller_sku"]): {"price": price(sku, now), "stock": sku["sellable"]} for sku in skus
    }


def _keys(item: Item) -> list[str]:
    shop = item["account"]
    kept = kept_skus(item)
    # evidence[our choice]: a deleted SKU leaves its seller SKU free for another (the sources are
    #   silent, 2026)
    exact = [f"{shop} = {sku['seller_sku']}" for sku in kept]
    exact += [f"{shop} # {sku['id']}" for sku in kept]
    runs = {run for sku in item["skus"] for run in _word_runs(sku["seller_sku"])}
    return exact + [f"{shop} ~ {run}" for run in sorted(runs)]


def _word_runs(seller_sku: str) -> set[str]:
    """Return the SKU and every run of whole words in it, in lower case."""
    folded = seller_sku.casefold()
    words = list(re.finditer(r"\w+", folded))
    runs = {
        folded[first.start() : last.end()]
        for place, first in enumerate(words)
        for last in words[place:]
    }
    return runs | {folded}


# evidence[our choice]: a review refuses an item whose texts promise a cure, from a list of our
#   own (the sources are silent, 2026)
def _refused(item: Item) -> list[str]:
    told = " ".join(item["attributes"].values()).casefold()
    return [words for words in reference.limits()["refused_in_review"] if words in told]
