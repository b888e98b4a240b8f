"""What is decided about a request at each stage: SKUs, pictures, words, and the approval itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import goods
from ocopctl.sandbox.tiki.pictures import PictureRefusedError, download
from ocopctl.sandbox.tiki.wording import objection

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

_NOT_UNIQUE = "Mã seller product không duy nhất"


class RejectedError(Exception):
    """A request that goes no further, with the reason that tracking will show."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


# evidence[our choice]: pictures and papers are fetched while the request is processing (inferred
#   from the states, 2026)
def process(market: Market, request: dict[str, Any], _at: float, _call: Call) -> None:
    """Take a request in: its SKUs must be new and its pictures to be had."""
    content = request["content"]
    if request["kind"] == "create_product":
        _check_unique(market, request)
    try:
        for address in _addresses(content):
            request["pictures"][address] = download(market, address)
        for address in content.get("certificates", ()):
            download(market, address, smallest=1)
    except PictureRefusedError as refusal:
        raise RejectedError(refusal.text, again=refusal.again) from None


# evidence[reference]: the content check turns a bad title down (the seller handbook as of 2026)
def read_content(market: Market, request: dict[str, Any], _at: float, _call: Call) -> None:
    """Read the title as the content check does."""
    account = market.shelf.get("account", request["account"]) or {}
    reason = objection(request["content"], account["name"])
    if reason:
        raise RejectedError(reason)


# evidence[our choice]: a SKU taken since processing turns the request down at approval too
#   (inferred from the check's place in processing, 2026)
def approve(market: Market, request: dict[str, Any], at: float, call: Call) -> None:
    """Make the products; another request may have taken a SKU since this one was processed."""
    _object(request)
    _check_unique(market, request)
    products = goods.make(market, request, at)
    request["products"] = [one["product_id"] for one in products]
    first = products[0]
    call.effect(
        "created",
        sku=first["original_sku"],
        remote_id=first["master_id"],
        skus=[one["original_sku"] for one in products],
        title=request["content"]["name"],
        offers={
            one["original_sku"]: {"price": one["price"], "stock": goods.total(one)}
            for one in products
        },
        product_ids=request["products"],
        request_id=request["request_id"],
    )


def apply_update(market: Market, request: dict[str, Any], at: float, call: Call) -> None:
    """Put reviewed changes of content into the product."""
    _object(request)
    content = request["content"]
    product = market.shelf.get("product", content["product_id"]) or {}
    fields = goods.change(product, content, request["pictures"])
    goods.keep(market, product, at)
    sku = product["original_sku"]
    call.effect(
        "updated",
        sku=sku,
        remote_id=product["master_id"],
        skus=[sku],
        fields=fields,
        product_id=product["product_id"],
    )


# evidence[our choice]: a storm's refused review is people turning the request down, in plain text
#   (that reasons may be plain text is the reference's, 2026)
def _object(request: dict[str, Any]) -> None:
    if "objection" in request:
        raise RejectedError(request["objection"])


def _addresses(content: dict[str, Any]) -> list[str]:
    every = [one for variant in content.get("variants", ()) for one in variant["pictures"]]
    return list(dict.fromkeys([*every, *content.get("pictures", ())]))


# evidence[reference]: SKUs are unique in a seller's shop, checked in processing and not at the
#   call (official documentation, 2020-2024)
def _check_unique(market: Market, request: dict[str, Any]) -> None:
    """Reject SKUs that the seller has, or that the request itself holds twice."""
    skus = [one["sku"] for one in request["content"]["variants"]]
    taken = [
        sku
        for place, sku in enumerate(skus)
        if sku in skus[:place] or goods.by_sku(market, request["account"], sku)
    ]
    if taken:
        raise RejectedError(_not_unique(taken))


# evidence[reference]: a SKU in use is told in reason as JSON inside a text, with code 420
#   (official documentation, 2020)
def _not_unique(skus: list[str]) -> str:
    """Word the documented refusal: JSON inside the text of the reason."""
    errors = [
        {
            "code": 420,
            "data": None,
            "description": f"Product code {sku} is not unique",
            "msg": _NOT_UNIQUE,
            "msg_eng": "Seller product code is not unique",
        }
        for sku in skus
    ]
    body = {"errors": errors, "message": _NOT_UNIQUE, "trace_id": None}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
