"""How Shopee speaks of the faults that a storm makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Dialect
from ocopctl.sandbox.shopee import pace
from ocopctl.sandbox.shopee.answers import BUSY, RefusalError, refused
from ocopctl.sandbox.shopee.shelf_life import condemn

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market

_LIST, _SEARCH = "product.get_item_list", "product.search_item"
_SENT_IN = ("created", "updated", "relisted")


# evidence[our choice]: under a storm a call too many comes with HTTP 429, otherwise never seen,
#   and the words of error_rate_limit (the sources are silent, 2026)
def _too_fast() -> Answer:
    return refused(pace.too_fast(), "")


def _used_up(_market: Market, _call: Call) -> Answer:
    return refused(pace.used_up(), "")


# evidence[reference]: a platform in trouble says product.error_system_busy with HTTP 200
#   (official reference, August 2026; that nothing has happened then is our choice)
def _trouble() -> Answer:
    return refused(RefusalError("error_system_busy", BUSY), "product")


def _nothing(call: Call, body: dict[str, Any]) -> dict[str, Any]:
    if call.endpoint == _SEARCH:
        return {**body, "response": {"item_id_list": [], "total_count": 0, "next_offset": ""}}
    return {**body, "response": {"total_count": 0, "has_next_page": False, "next": ""}}


def _first_page(_market: Market, call: Call) -> Call | None:
    start = "" if call.endpoint == _SEARCH else "0"
    if (call.first("offset") or start) == start:
        return None
    rest = [(name, value) for name, value in call.query if name != "offset"]
    return call.again(query=[*rest, ("offset", start)])


def _expire(market: Market, token: str) -> None:
    known = market.shelf.get("access", token)
    if known is not None:
        market.shelf.put("access", token, {**known, "expires": 0})


# evidence[our choice]: a review that a storm makes say no ends in a ban, told as a Prohibited
#   Listing (the types are the reference's, the words are ours, 2026)
def _sent_in(call: Call, _answer: Answer) -> list[str]:
    return list(dict.fromkeys(one for kind, _sku, one, _ in call.effects if kind in _SENT_IN))


DIALECT = Dialect(
    lists=frozenset({_LIST, _SEARCH}),
    writes=frozenset(
        {
            "product.add_item",
            "product.update_item",
            "product.unlist_item",
            "product.delete_item",
            "product.init_tier_variation",
            "product.update_tier_variation",
            "product.add_model",
            "product.update_model",
            "product.delete_model",
            "product.update_price",
            "product.update_stock",
        }
    ),
    renewals=frozenset({"auth.access_token.get"}),
    too_fast=_too_fast,
    used_up=_used_up,
    trouble=_trouble,
    nothing=_nothing,
    first_page=_first_page,
    token=lambda call: call.first("access_token") or "",
    expire=_expire,
    sent_in=_sent_in,
    refuse_review=condemn,
)
