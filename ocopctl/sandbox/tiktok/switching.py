"""Activate, Deactivate, Delete and Recover: up to 20 products, failures told product by product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.creating import check_ready
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[reference]: one call names at most 20 products, 12019120 (copies of the official
#   reference, 2025-2026)
_MOST = 20
_STATES = (
    "DRAFT",
    "PENDING",
    "FAILED",
    "ACTIVATE",
    "SELLER_DEACTIVATED",
    "PLATFORM_DEACTIVATED",
)


# evidence[reference]: products.activate sends deactivated products to review again, its errors
#   nested under 12052990 (copies of the official reference, 2025-2026)
def activate(visit: Visit) -> dict[str, Any]:
    """Put products off sale before the reviewers again."""

    def change(product: dict[str, Any]) -> dict[str, Any]:
        check_ready(visit, "LISTING")
        submitted = products.submit(visit.market, product, product["content"])
        return {**submitted, "draft": product["draft"]}

    sources = ("SELLER_DEACTIVATED", "PLATFORM_DEACTIVATED")
    data = _each(visit, sources, "relisted", change)
    return {"errors": [_wrapped(error) for error in data["errors"]]} if data else data


def _wrapped(error: dict[str, Any]) -> dict[str, Any]:
    """Nest an activation's error the way that call does."""
    inner = {"code": error["code"], "message": error["message"]}
    detail = {**error["detail"], "extra_errors": [inner]}
    return {"code": 12052990, "message": "Check failed", "detail": detail}


# evidence[reference and observed]: products.deactivate takes ACTIVATE to SELLER_DEACTIVATED at
#   once (copies of the official reference, 2025-2026; notes of live calls on a Thai shop, August
#   2026)
def deactivate(visit: Visit) -> dict[str, Any]:
    """Take live products off sale at once.

    A version under review leaves it and becomes what a later activation submits: our choice.
    """

    def change(product: dict[str, Any]) -> dict[str, Any]:
        # evidence[our choice]: a version in review leaves the review at a deactivation and is
        #   what a later activation submits (documented nowhere, 2026)
        content = (product["review"] or product)["content"]
        return _at_rest(product, "SELLER_DEACTIVATED") | {"content": content}

    return _each(visit, ("ACTIVATE",), "unlisted", change)


# evidence[reference]: products.delete is a DELETE with a signed JSON body and takes all but
#   frozen products (copies of the official reference, 2025-2026)
def delete(visit: Visit) -> dict[str, Any]:
    """Delete products that are not frozen."""
    return _each(visit, _STATES, "deleted", lambda one: _at_rest(one, "DELETED"))


# evidence[reference]: products.recover brings a deleted product back as SELLER_DEACTIVATED
#   (copies of the official reference, 2025-2026)
def recover(visit: Visit) -> dict[str, Any]:
    """Bring deleted products back, off sale."""
    return _each(visit, ("DELETED",), "", lambda one: _at_rest(one, "SELLER_DEACTIVATED"))


def _at_rest(product: dict[str, Any], state: str) -> dict[str, Any]:
    return {**product, "state": state, "review": None, "failed": []}


def _each(
    visit: Visit,
    sources: tuple[str, ...],
    effect: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> dict[str, Any]:
    errors = []
    for product_id in _ids(visit):
        try:
            _one(visit, product_id, sources, effect, change)
        except Refusal as refusal:
            # evidence[reference and observed]: products that fail stand in data.errors under code
            #   0, an unknown one with 12052032 (copies of the official reference, 2025-2026; notes
            #   of live calls on a Thai shop, August 2026)
            errors.append(
                {
                    "code": refusal.code,
                    "message": refusal.message,
                    "detail": {"product_id": product_id},
                }
            )
    return {"errors": errors} if errors else {}


def _ids(visit: Visit) -> list[str]:
    ids = texts(visit.body, "product_ids")
    if not ids:
        raise Refusal(98001004, "Invalid request parameter: `product_ids` is required.")
    if len(ids) > _MOST:
        raise Refusal(12019120, "There are more than 20 product ids.")
    return ids


def _one(
    visit: Visit,
    product_id: str,
    sources: tuple[str, ...],
    effect: str,
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    product = products.load(visit, product_id, unknown=12052032)
    skus = products.seller_skus(product)
    visit.call.skus.extend(skus)
    # evidence[reference]: a product whose status does not allow the switch fails with 12052901
    #   (the reference's error lists as two clients keep them, 2025-2026)
    if product["state"] not in sources:
        raise Refusal(12052901, "The operation is not possible in the current status.")
    products.keep(visit.market, change(product))
    detail = {"skus": skus} if effect else {"fields": ["status"]}
    visit.call.effect(effect or "updated", sku=skus[0], remote_id=product_id, **detail)
