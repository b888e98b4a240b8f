"""Search Products in its three versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.envelope import Refusal, invalid
from ocopctl.sandbox.tiktok.paging import page
from ocopctl.sandbox.tiktok.reading import has_draft, inventory, price
from ocopctl.sandbox.tiktok.shape import choice, flag, texts, whole

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

_STATUSES = (
    "ALL",
    "DRAFT",
    "PENDING",
    "FAILED",
    "ACTIVATE",
    "SELLER_DEACTIVATED",
    "PLATFORM_DEACTIVATED",
    "FREEZE",
    "DELETED",
)
_AUDITS = {"AUDITING", "FAILED", "APPROVED"}
_TIMES = (("create_time", "created"), ("update_time", "updated"))
# evidence[reference]: sku_ids, audit_status and drafts are asked for in 202502 alone, which alone
#   tells audit and has_draft (copies of the official reference, 2025-2026)
_NEWEST = "202502"
# evidence[reference]: a search names at most 10 seller SKUs (12019027) or SKU ids (12019087)
#   (copies of the official reference, 2025-2026)
_MOST_IDS = 10
_MOST_HITS = 10_000


# evidence[reference]: products.search counts all results, and more than 10,000 are 12052180
#   (copies of the official reference, 2025-2026; that they come by id is our choice)
def search(visit: Visit) -> dict[str, Any]:
    """Find products, a page at a time, in the order of their ids.

    Seller SKUs match whatever their case; whether the real search is exact is not documented.
    """
    rows = [product for product in _candidates(visit) if _matches(visit, product)]
    if len(rows) > _MOST_HITS:
        raise Refusal(12052180, "There are more than 10,000 results.")
    shown, token = page(visit.call, rows, visit.body)
    return {
        "total_count": len(rows),
        "next_page_token": token,
        "products": [_summary(visit, product) for product in shown],
    }


def _candidates(visit: Visit) -> list[dict[str, Any]]:
    """Return the products the index knows: not those younger than its lag."""
    _check(visit)
    skus = texts(visit.body, "seller_skus")
    visit.call.skus.extend(skus)
    # evidence[our choice]: seller SKUs match whole and whatever their case (documented nowhere,
    #   2026)
    keys = sorted({f"sku:{sku.casefold()}" for sku in skus}) or ["all"]
    # evidence[our choice]: the index lags behind a creation by a time the market sets, none by
    #   default (documented nowhere, 2026)
    known = visit.market.clock.now() - visit.market.settings.index_lag_s
    found = {
        product["id"]: product
        for key in keys
        for product in products.of_account(visit.market, visit.account, key)
        if product["created"] <= known
    }
    return [found[key] for key in sorted(found, key=int)]


def _check(visit: Visit) -> None:
    body = visit.body
    if len(texts(body, "seller_skus")) > _MOST_IDS:
        raise Refusal(12019027, "There are more than 10 seller SKUs.")
    if len(_newest(visit, "sku_ids")) > _MOST_IDS:
        raise Refusal(12019087, "There are more than 10 SKU ids.")
    if not _AUDITS.issuperset(_newest(visit, "audit_status")):
        raise invalid("audit_status", "holds a value that is not known")
    for name, _ in _TIMES:
        first, last = whole(body, f"{name}_ge"), whole(body, f"{name}_le")
        if first is not None and last is not None and first > last:
            raise Refusal(12019118, f"The range of {name} is empty.")
    choice(body, "status", _STATUSES)
    flag(body, "return_draft_version")


def _newest(visit: Visit, name: str) -> list[str]:
    """Read a filter that only the newest version knows."""
    return texts(visit.body, name) if visit.version == _NEWEST else []


def _matches(visit: Visit, product: dict[str, Any]) -> bool:
    body, status = visit.body, choice(visit.body, "status", _STATUSES)
    ids = _newest(visit, "sku_ids")
    audits = _newest(visit, "audit_status")
    return (
        # evidence[reference]: status looks at the base version, so a live product with an edit in
        #   review is ACTIVATE (copies of the official reference, 2025-2026)
        status in ("ALL", product["state"])
        and _has_sku(visit, product)
        and (not ids or any(sku["id"] in ids for sku in product["content"]["skus"]))
        and (not audits or products.audit_status(product) in audits)
        and all(_within(body, name, int(product[field])) for name, field in _TIMES)
    )


def _has_sku(visit: Visit, product: dict[str, Any]) -> bool:
    """Tell whether the base version holds one of the SKUs asked for, old enough for the index."""
    wanted = {sku.casefold() for sku in texts(visit.body, "seller_skus")}
    known = visit.market.clock.now() - visit.market.settings.index_lag_s
    return not wanted or any(
        sku["seller_sku"].casefold() in wanted and product["offers"][sku["id"]]["since"] <= known
        for sku in product["content"]["skus"]
    )


def _within(body: dict[str, Any], name: str, at: int) -> bool:
    first, last = body.get(f"{name}_ge"), body.get(f"{name}_le")
    return (first is None or first <= at) and (last is None or at <= last)


def _summary(visit: Visit, product: dict[str, Any]) -> dict[str, Any]:
    newest = visit.version == _NEWEST
    draft = product["draft"] if newest and visit.body.get("return_draft_version") else None
    content = draft or product["content"]
    shown = {
        "id": product["id"],
        "title": content["title"],
        "status": product["state"],
        "sales_regions": ["VN"],
        "create_time": int(product["created"]),
        "update_time": int(product["updated"]),
        "skus": [_sku(product, sku) for sku in content["skus"]],
    }
    if not newest:
        return shown
    audit = {"status": products.audit_status(product), "pre_approved_reasons": []}
    return {
        **shown,
        "has_draft": has_draft(product),
        "is_not_for_sale": False,
        "audit": audit,
    }


def _sku(product: dict[str, Any], sku: dict[str, Any]) -> dict[str, Any]:
    offer = product["offers"][sku["id"]]
    return {
        "id": sku["id"],
        "seller_sku": sku["seller_sku"],
        "price": price(offer),
        "inventory": inventory(offer),
        "status_info": {"status": "NORMAL"},
    }
