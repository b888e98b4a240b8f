"""How Lazada speaks of the faults that a storm makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.allowance import DAY_S, until_new
from ocopctl.sandbox.lazada import accounts, gate, items
from ocopctl.sandbox.lazada.envelope import RefusalError, failure
from ocopctl.sandbox.market import Dialect

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer, Call, Market

_LIST = "products.get"
_SENT_IN = ("created", "updated")
_BASE = "/rest"


# evidence[several clients]: calls too many are answered with HTTP 429 at times (several clients,
#   2026; that the body is ApiCallLimit then is our choice)
def _too_fast() -> Answer:
    return failure(gate.ban("ApiCallLimit", 1))


def _used_up(market: Market, _call: Call) -> Answer:
    left = until_new(market.clock.now(), window_s=DAY_S, utc_offset_h=7)
    return failure(gate.ban("AppCallLimit", left))


# evidence[reference and observed]: a platform in trouble says ServiceTimeout with HTTP 200
#   (official documentation and clients, April 2026; its text and that nothing has happened then are
#   our choice)
def _trouble() -> Answer:
    return failure(RefusalError("ServiceTimeout", "The service timed out", kind="ISP"))


def _nothing(_call: Call, body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "data": {"total_products": 0}}


def _first_page(market: Market, call: Call) -> Call | None:
    """Ask for the first page, signed anew: a sign covers every parameter."""
    if (call.first("offset") or "0") == "0":
        return None
    owner = accounts.by_app(market, call.first("app_key") or "")
    if owner is None:
        return None
    params = {**dict(call.query), "offset": "0"}
    sign = gate.signature(owner["app_secret"], call.path.removeprefix(_BASE), params)
    return call.again(query=list({**params, "sign": sign}.items()))


def _token(call: Call) -> str:
    try:
        return gate.parameters(call).get("access_token", "")
    except RefusalError:
        return ""


def _expire(market: Market, token: str) -> None:
    known = market.shelf.get("access", token)
    if known is not None:
        market.shelf.put("access", token, {**known, "until": 0})


def _sent_in(call: Call, _answer: Answer) -> list[str]:
    return list(dict.fromkeys(one for kind, _sku, one, _ in call.effects if kind in _SENT_IN))


DIALECT = Dialect(
    lists=frozenset({_LIST}),
    writes=frozenset(
        {
            "product.create",
            "product.update",
            "images.set",
            "product.price_quantity.update",
            "product.stock.sellable.update",
            "product.stock.sellable.adjust",
            "product.deactivate",
            "product.remove",
            "product.sku.remove",
        }
    ),
    renewals=frozenset({"auth.token.refresh"}),
    too_fast=_too_fast,
    used_up=_used_up,
    trouble=_trouble,
    nothing=_nothing,
    first_page=_first_page,
    token=_token,
    expire=_expire,
    sent_in=_sent_in,
    refuse_review=items.condemn,
)
