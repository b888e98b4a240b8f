"""From what Shopee answers to a listing as the shop has it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus, RemoteVariant, Sku
from ocopctl.adapters.shopee.answers import rows
from ocopctl.adapters.shopee.facts import CREATION_STOCK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import Payload

PLAIN_MODEL = "0"
"""The model id that stands for an item without models."""
UNTOUCHED_S = 2
"""Seconds after its creation in which nobody but Shopee has touched an item (our choice)."""
STATUSES = {
    "NORMAL": RemoteStatus.LIVE,
    "UNLIST": RemoteStatus.UNLISTED,
    "REVIEWING": RemoteStatus.PENDING,
    "BANNED": RemoteStatus.REJECTED,
    "SELLER_DELETE": RemoteStatus.GONE,
    "SHOPEE_DELETE": RemoteStatus.GONE,
    "DELETED": RemoteStatus.GONE,
}


def status_of(item: Mapping[str, Any]) -> RemoteStatus:
    """Return the status of an item; one that Shopee has made up since is pending."""
    return STATUSES.get(str(item.get("item_status")), RemoteStatus.PENDING)


def remote_of(
    item: Mapping[str, Any],
    models: Sequence[Mapping[str, Any]],
    *,
    shop_id: int,
    reason: str = "",
) -> Remote:
    """Put base information and models together.

    An item that was made hidden and not touched since is a creation that was cut short, which is
    what `complete` tells.
    """
    status = status_of(item)
    item_id = item["item_id"]
    live = status is RemoteStatus.LIVE
    has_models = bool(item.get("has_model"))
    return Remote(
        remote_id=RemoteId(str(item_id)),
        status=status,
        title=str(item.get("item_name") or ""),
        description=_description(item),
        variants=tuple(map(_variant, models)) if has_models else (_plain_variant(item),),
        picture_count=len((item.get("image") or {}).get("image_id_list") or []),
        url=_url(shop_id, item_id) if live else "",
        reason=reason,
        complete=not cut_short(item),
        seller_sku=str(item.get("item_sku") or ""),
    )


def cut_short(item: Mapping[str, Any]) -> bool:
    """Tell whether an item was made hidden and has had none of the steps that follow.

    Without variants only items that shall have no stock to speak of are made hidden; one with
    more was taken off sale on purpose. (A missing variant shows by itself.)
    """
    age = int(item.get("update_time") or 0) - int(item.get("create_time") or 0)
    hidden = status_of(item) is RemoteStatus.UNLISTED
    bare = not item.get("has_model") and (_stock(item) or 0) <= CREATION_STOCK
    return hidden and bare and age <= UNTOUCHED_S


def made_of(
    item_id: int,
    payload: Payload,
    models: Mapping[str, Any],
    *,
    shop_id: int,
    status: RemoteStatus,
) -> Remote:
    """Tell of an item that was just made: what was sent, and the model ids that the shop gave it.

    Prices and stocks stay open until the item is read: the answers to writing are no proof.
    """
    variants = [
        RemoteVariant(Sku(str(model["model_sku"])), str(model["model_id"]), None, None)
        for model in rows(models, "model")
    ]
    item = payload.body["item"]
    live = status is RemoteStatus.LIVE
    return Remote(
        remote_id=RemoteId(str(item_id)),
        status=status,
        title=item["item_name"],
        description=item["description"],
        variants=tuple(variants)
        or tuple(RemoteVariant(offer.sku, PLAIN_MODEL, None, None) for offer in payload.offers),
        picture_count=len(item["image"]["image_id_list"]),
        url=_url(shop_id, item_id) if live else "",
        seller_sku=item["item_sku"],
    )


def carries(item: Mapping[str, Any], models: Sequence[Mapping[str, Any]], sku: str) -> bool:
    """Tell whether an item or one of its models has exactly this SKU."""
    return item.get("item_sku") == sku or any(model.get("model_sku") == sku for model in models)


def violation_of(row: Mapping[str, Any]) -> str:
    """Return Shopee's own words on why an item was banned, each once."""
    words = [
        str(detail.get(name) or "")
        for detail in rows(row, "item_status_details")
        for name in ("violation_type", "violation_reason", "suggestion")
    ]
    return " · ".join(dict.fromkeys(word for word in words if word))


def _url(shop_id: int, item_id: int) -> str:
    return f"https://shopee.vn/product/{shop_id}/{item_id}"


def _plain_variant(item: Mapping[str, Any]) -> RemoteVariant:
    return RemoteVariant(
        sku=Sku(str(item.get("item_sku") or "")),
        remote_sku=PLAIN_MODEL,
        price=_price(item),
        stock=_stock(item),
    )


def _variant(model: Mapping[str, Any]) -> RemoteVariant:
    return RemoteVariant(
        sku=Sku(str(model.get("model_sku") or "")),
        remote_sku=str(model["model_id"]),
        price=_price(model),
        stock=_stock(model),
    )


def _price(row: Mapping[str, Any]) -> int | None:
    """Return the seller's own price in dong: `current_price` is a promotion's while one runs."""
    prices = rows(row, "price_info")
    if not prices or prices[0].get("original_price") is None:
        return None
    return int(Decimal(str(prices[0]["original_price"])))


def _stock(row: Mapping[str, Any]) -> int | None:
    """Return the seller's stock in all places: the number that `update_stock` sets."""
    stocks = rows(row.get("stock_info_v2") or {}, "seller_stock")
    return sum(int(place.get("stock") or 0) for place in stocks) if stocks else None


def _description(item: Mapping[str, Any]) -> str:
    """Return the plain description, or the text blocks of an extended one."""
    if item.get("description"):
        return str(item["description"])
    extended = (item.get("description_info") or {}).get("extended_description") or {}
    blocks = rows(extended, "field_list")
    return "\n".join(str(block["text"]) for block in blocks if block.get("text"))
