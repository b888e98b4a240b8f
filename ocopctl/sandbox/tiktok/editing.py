"""Edit (full replace) and Partial Edit (by top-level property).

Content goes to review again while the live version stays; price and stock take effect at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.catalogue import require_v2
from ocopctl.sandbox.tiktok.creating import (
    SAVE_MODES,
    Checked,
    check_listing,
    check_ready,
    note_skus,
    offers_of,
    reply,
    with_skus,
)
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import choice, text

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[reference]: frozen and deleted products take no edit, pending ones no draft, 12052901
#   (copies of the official reference, 2025-2026)
_CLOSED = {"LISTING": ("FREEZE", "DELETED"), "AS_DRAFT": ("FREEZE", "DELETED", "PENDING")}
_ALWAYS_REVIEWED = ("DRAFT", "FAILED", "PENDING", "PLATFORM_DEACTIVATED")


# evidence[several clients]: products.edit is a PUT that blanks what is not sent except price and
#   stock, and deletes SKUs left out (several clients and copies of the official reference,
#   2025-2026)
def edit(visit: Visit) -> dict[str, Any]:
    """Replace a product: what is not sent is blanked, except price and stock of a SKU."""
    product = _open(visit)
    require_v2(text(visit.body, "category_version"))
    return _apply(visit, product, visit.body)


# evidence[reference]: products.partial_edit replaces each top-level property sent, whole, on the
#   newest version (copies of the official reference, 2025-2026)
def partial_edit(visit: Visit) -> dict[str, Any]:
    """Replace the properties sent, whole; the others come from the newest version."""
    product = _open(visit)
    if visit.body.get("category_id") is not None:
        require_v2(text(visit.body, "category_version"))
    sent = {name: value for name, value in visit.body.items() if value is not None}
    return _apply(visit, product, {**products.latest(product), **sent})


def _open(visit: Visit) -> dict[str, Any]:
    note_skus(visit, visit.body)
    product = products.load(visit, visit.path["product_id"])
    if not visit.call.skus:
        visit.call.skus.extend(products.seller_skus(product))
    mode = choice(visit.body, "save_mode", SAVE_MODES)
    if product["state"] in _CLOSED[mode]:
        raise Refusal(12052901, "The operation is not possible in the current status.")
    return product


def _apply(visit: Visit, product: dict[str, Any], raw: dict[str, Any]) -> dict[str, Any]:
    mode = choice(visit.body, "save_mode", SAVE_MODES)
    checked = check_listing(visit, raw, product)
    check_ready(visit, mode)
    before = products.latest(product)
    content = with_skus(visit, checked, product)
    changed = [name for name in content if content[name] != before.get(name)]
    edited = _saved(visit, product, content, mode=mode, changed=bool(changed))
    _report(visit, edited, content, changed)
    if mode == "LISTING" or product["state"] == "DRAFT":
        _offers(visit, edited, checked)
    if product["state"] == "SELLER_DEACTIVATED" and edited["state"] == "PENDING":
        _relisted(visit, edited)
    products.keep(visit.market, edited)
    audit = "AUDITING" if edited["review"] else products.audit_status(edited)
    return {**reply(content, edited, checked), "audit": {"status": audit}}


# evidence[reference]: content of a live product is reviewed again while the old version stays
#   live (copies of the official reference, 2025-2026)
def _saved(
    visit: Visit, product: dict[str, Any], content: dict[str, Any], *, mode: str, changed: bool
) -> dict[str, Any]:
    """Return the product with the content where it belongs: base, draft, or under review."""
    if mode == "AS_DRAFT":
        return {**product, "content" if product["state"] == "DRAFT" else "draft": content}
    if changed or product["draft"] or product["state"] in _ALWAYS_REVIEWED:
        return products.submit(visit.market, product, content)
    return product


def _report(
    visit: Visit, product: dict[str, Any], content: dict[str, Any], changed: list[str]
) -> None:
    skus = [sku["seller_sku"] for sku in content["skus"]]
    detail: dict[str, Any] = {"fields": changed}
    if "skus" in changed:
        detail |= {"skus": skus, "offers": offers_of(content, product)}
    visit.call.effect("updated", sku=skus[0], remote_id=product["id"], **detail)


# evidence[reference]: prices and stocks inside an edit take effect at once without review (copies
#   of the official reference, 2025-2026)
def _offers(visit: Visit, product: dict[str, Any], checked: Checked) -> None:
    """Put prices and stocks that were sent for SKUs already there into effect at once."""
    for one in checked.skus:
        if one.new:
            continue
        if one.price is not None:
            set_price(visit, product, one.sku, one.price)
        if one.stock is not None:
            set_stock(visit, product, one.sku, one.stock)


def set_price(visit: Visit, product: dict[str, Any], sku: dict[str, Any], price: int) -> None:
    """Change a SKU's price in the product and report it."""
    offer = product["offers"][sku["id"]]
    visit.call.effect(
        "priced",
        sku=sku["seller_sku"],
        remote_id=product["id"],
        price=price,
        before=offer["price"],
    )
    offer["price"] = price


def set_stock(
    visit: Visit, product: dict[str, Any], sku: dict[str, Any], stock: dict[str, int]
) -> None:
    """Change a SKU's stock in the product and report the totals over all warehouses."""
    offer = product["offers"][sku["id"]]
    before = products.stock_total(offer)
    offer["stock"] = stock
    visit.call.effect(
        "stocked",
        sku=sku["seller_sku"],
        remote_id=product["id"],
        stock=products.stock_total(offer),
        before=before,
    )


def _relisted(visit: Visit, product: dict[str, Any]) -> None:
    skus = products.seller_skus(product)
    visit.call.effect("relisted", sku=skus[0], remote_id=product["id"], skus=skus)
