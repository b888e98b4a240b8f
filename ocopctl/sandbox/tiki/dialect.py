"""How Tiki speaks of the faults that a storm makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer, Dialect
from ocopctl.sandbox.tiki import gate, review, tokens
from ocopctl.sandbox.tiki.replies import PER_PAGE, CallRefusedError

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

_TRACKING = "tracking.list"
_REVIEWED = ("requests.create", "requests.updateProductInfo")


def _too_fast() -> Answer:
    return gate.too_fast().answer()


# evidence[our choice]: a storm's used-up quota is 429 with a text of its own; no allowance by day
#   is documented (documented nowhere, 2026)
def _used_up(_market: Market, _call: Call) -> Answer:
    return CallRefusedError(429, "Daily quota exceeded").answer()


# evidence[our choice]: errors with status 200 are what a platform in trouble may say; only other
#   statuses are documented (documented nowhere, 2026)
def _trouble() -> Answer:
    return CallRefusedError(200, "Internal server error").answer()


def _nothing(call: Call, _body: Any) -> Any:
    if call.endpoint == _TRACKING:
        return []
    limit = int(call.first("limit") or PER_PAGE)
    paging = {"total": 0, "per_page": limit, "current_page": 1, "last_page": 1, "from": 0, "to": 0}
    return {"data": [], "paging": paging}


def _first_page(_market: Market, call: Call) -> Call | None:
    if (call.first("page") or "1") == "1":
        return None
    return call.again(query=[(name, value) for name, value in call.query if name != "page"])


def _sent_in(call: Call, answer: Answer) -> list[str]:
    return [answer.body["track_id"]] if call.endpoint in _REVIEWED else []


def _refuse_review(market: Market, track_id: str) -> None:
    reason = "Nội dung sản phẩm không phù hợp với chính sách đăng bán"
    review.condemn(market, track_id, reason)


DIALECT = Dialect(
    lists=frozenset(
        {"products.list", "products.findBy", "requests.list", "requests.findBy", _TRACKING}
    ),
    writes=frozenset(
        {
            *_REVIEWED,
            "requests.delete",
            "requests.deleteBy",
            "products.updateSku",
            "products.updateSkus",
            "products.updateOriginalSku",
        }
    ),
    renewals=frozenset({"oauth2.token"}),
    too_fast=_too_fast,
    used_up=_used_up,
    trouble=_trouble,
    nothing=_nothing,
    first_page=_first_page,
    token=gate.bearer,
    expire=tokens.expire_access,
    sent_in=_sent_in,
    refuse_review=_refuse_review,
)
