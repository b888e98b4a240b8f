"""How TikTok Shop speaks of the faults that a storm makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Dialect
from ocopctl.sandbox.tiktok import gate, products
from ocopctl.sandbox.tiktok.catalogue import fixtures
from ocopctl.sandbox.tiktok.envelope import Refusal, refused
from ocopctl.sandbox.tiktok.signing import signature

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market

_CREATE = "products.create"
_SENT_IN = ("created", "updated", "relisted")


def _too_fast() -> Answer:
    return refused(gate.TooManyCalls(0))


# evidence[our choice]: a storm's used-up quota is the day's new listings at a creation and the
#   hour of a development shop elsewhere (both are the reference's, 2026)
def _used_up(_market: Market, call: Call) -> Answer:
    creating = call.endpoint == _CREATE
    return refused(gate.listings_used_up() if creating else gate.hour_used_up())


# evidence[reference]: a platform in trouble says 36009003 (the reference's error lists as two
#   clients keep them, 2025-2026; that its status is 200 and nothing happens is our choice)
def _trouble() -> Answer:
    return refused(Refusal(36009003, "Internal error, please try again later."))


def _nothing(_call: Call, body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "data": {"total_count": 0, "next_page_token": "", "products": []}}


def _first_page(_market: Market, call: Call) -> Call | None:
    """Ask for the first page, signed anew: a sign covers the query."""
    if not call.first("page_token"):
        return None
    query = [(name, value) for name, value in call.query if name not in ("page_token", "sign")]
    secret = fixtures()["app"]["app_secret"]
    sign = signature(secret, call.path, query, call.body, call.media_type)
    return call.again(query=[*query, ("sign", sign)])


def _expire(market: Market, token: str) -> None:
    known = market.shelf.get("access", token)
    if known is not None:
        market.shelf.put("access", token, {**known, "until": 0})


def _sent_in(call: Call, _answer: Answer) -> list[str]:
    return [one for kind, _sku, one, _ in call.effects if kind in _SENT_IN]


def _refuse_review(market: Market, product_id: str) -> None:
    products.refuse_review(market, product_id, "Nội dung không phù hợp với chính sách")


DIALECT = Dialect(
    lists=frozenset({"products.search"}),
    writes=frozenset(
        {
            _CREATE,
            "products.edit",
            "products.partial_edit",
            "products.activate",
            "products.delete",
            "products.deactivate",
            "products.recover",
            "products.prices",
            "products.inventory",
        }
    ),
    renewals=frozenset({"auth.token_refresh"}),
    too_fast=_too_fast,
    used_up=_used_up,
    trouble=_trouble,
    nothing=_nothing,
    first_page=_first_page,
    token=lambda call: call.headers.get(gate.TOKEN_HEADER, ""),
    expire=_expire,
    sent_in=_sent_in,
    refuse_review=_refuse_review,
)
