"""From what TikTok Shop answers to a listing as the shop has it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus, RemoteVariant, Sku

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STATUSES = {
    "ACTIVATE": RemoteStatus.LIVE,
    "PENDING": RemoteStatus.PENDING,
    "SCHEDULED": RemoteStatus.PENDING,
    "FAILED": RemoteStatus.REJECTED,
    "PLATFORM_DEACTIVATED": RemoteStatus.REJECTED,
    "FREEZE": RemoteStatus.REJECTED,
    "SELLER_DEACTIVATED": RemoteStatus.UNLISTED,
    "DRAFT": RemoteStatus.UNLISTED,
    "DELETED": RemoteStatus.GONE,
}
IN_REVIEW = "PENDING"


def remote_of(product: Mapping[str, Any]) -> Remote:
    """Read a product of Get Product, or a row of a search, which shows less."""
    images = product.get("main_images")
    return Remote(
        remote_id=RemoteId(str(product["id"])),
        status=status_of(product),
        title=str(product.get("title") or ""),
        description=str(product.get("description") or ""),
        variants=tuple(_variant(sku) for sku in skus_of(product)),
        picture_count=None if images is None else len(images),
        reason=" · ".join(dict.fromkeys(_reasons(product))),
    )


def status_of(product: Mapping[str, Any]) -> RemoteStatus:
    """Return the status; a word that TikTok has made up since is pending.

    A live product whose edit is in review, or was refused there, stays live as it was.
    """
    return STATUSES.get(status_word(product), RemoteStatus.PENDING)


def status_word(product: Mapping[str, Any]) -> str:
    """Return the status in TikTok's own word."""
    return str(product.get("status") or "")


def skus_of(product: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the SKUs of a product."""
    return product.get("skus") or []


def warehouses_of(sku: Mapping[str, Any]) -> Sequence[str]:
    """Return the warehouses that hold a SKU."""
    return [str(row["warehouse_id"]) for row in sku.get("inventory") or []]


def carries(product: Mapping[str, Any], sku: str) -> bool:
    """Tell whether a product that is not deleted has exactly this seller SKU."""
    kept = status_of(product) is not RemoteStatus.GONE
    return kept and any(row.get("seller_sku") == sku for row in skus_of(product))


def _variant(sku: Mapping[str, Any]) -> RemoteVariant:
    price = sku.get("price") or {}
    stocks = sku.get("inventory")
    return RemoteVariant(
        sku=Sku(str(sku.get("seller_sku") or "")),
        remote_sku=str(sku["id"]),
        price=_dong(price.get("sale_price") or price.get("tax_exclusive_price")),
        stock=sum(int(row.get("quantity") or 0) for row in stocks) if stocks else None,
    )


def _dong(text: Any) -> int | None:
    """Read a price that comes as text, with or without decimals; None when there is none."""
    try:
        return int(Decimal(str(text)))
    except InvalidOperation:
        return None


def _reasons(product: Mapping[str, Any]) -> Iterator[str]:
    """Yield TikTok's own words on why a product, or an edit of it, is not on sale."""
    for row in product.get("audit_failed_reasons") or []:
        yield from map(str, row.get("reasons") or [])
        yield from map(str, row.get("suggestions") or [])
    audit = product.get("audit") or {}
    for name in ("pre_approved_reasons", "not_submitted_reasons"):
        yield from map(str, audit.get(name) or [])
