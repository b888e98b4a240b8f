"""What buyers and the seller would see: a listing for each master, and requests on their way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Call, Shown, ShownVariant
from ocopctl.sandbox.tiki import goods, reference, review
from ocopctl.sandbox.tiki.overlay import Overlay

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.sandbox.market import Market

_MARKETPLACE = "tiki"


def shown(market: Market) -> list[Shown]:
    """Return every account's listings as they are now.

    What is due is settled on an overlay, so that looking changes nothing and the seller's next
    call still reports it.
    """
    ahead = replace(market, shelf=Overlay(market.shelf, market.store, _MARKETPLACE))
    found: list[Shown] = []
    for account in market.shelf.find("account", "every"):
        name = account["account"]
        nobody = Call("GET", "/", [], {}, b"")
        review.settle(ahead, name, nobody)
        found += _listings(ahead, name)
        found += _requests(ahead, name)
    return found


def _listings(market: Market, account: str) -> Iterable[Shown]:
    masters: dict[int, list[dict[str, Any]]] = {}
    for product in sorted(
        market.shelf.find("product", account), key=lambda one: int(one["product_id"])
    ):
        masters.setdefault(product["master_id"], []).append(product)
    return [_listing(account, products) for products in masters.values()]


def _listing(account: str, products: list[dict[str, Any]]) -> Shown:
    """Show a master: what is on sale of it, or all of it when nothing is."""
    on_sale = [one for one in products if one["active"] and not one["is_hidden"]]
    listed = on_sale or products
    first = listed[0]
    pictures = dict.fromkeys(image["digest"] for one in listed for image in one["images"])
    return Shown(
        marketplace=_MARKETPLACE,
        shop=account,
        remote_id=str(first["master_id"]),
        title=first["name"],
        description=first["description"],
        html=True,
        status="live" if on_sale else "unlisted",
        category=_category(first["category_id"]),
        pictures=tuple(pictures),
        variants=tuple(_variant(one) for one in listed),
        updated_at=max(one["updated_at"] for one in products),
    )


def _variant(product: dict[str, Any]) -> ShownVariant:
    return ShownVariant(
        sku=product["original_sku"],
        label=" / ".join(product["options"].values()),
        price=product["price"],
        stock=goods.total(product),
        picture=product["images"][0]["digest"],
    )


def _requests(market: Market, account: str) -> Iterable[Shown]:
    """Show new products that are on their way, turned down or taken back."""
    status = {"": "review", "rejected": "rejected", "deleted": "deleted"}
    rows = sorted(market.shelf.find("request", account), key=lambda one: int(one["seq"]))
    return [
        _wanted(account, one, status[one["final"]])
        for one in rows
        if one["kind"] == "create_product" and one["final"] in status
    ]


def _wanted(account: str, request: dict[str, Any], status: str) -> Shown:
    draft, known = request["content"], request["pictures"]
    return Shown(
        marketplace=_MARKETPLACE,
        shop=account,
        remote_id=request["request_id"] or request["track_id"],
        title=draft["name"],
        description=draft["variants"][0]["description"],
        html=True,
        status=status,
        category=_category(draft["category_id"]),
        pictures=tuple(dict.fromkeys(one["digest"] for one in known.values())),
        variants=tuple(
            ShownVariant(
                sku=one["sku"],
                label=" / ".join(one["options"]),
                price=one["price"],
                stock=sum(one["stocks"].values()),
                picture=known.get(one["pictures"][0], {}).get("digest", ""),
            )
            for one in draft["variants"]
        ),
        updated_at=request["updated_at"],
    )


def _category(category_id: int) -> str:
    return str(reference.categories()[category_id]["name"])
