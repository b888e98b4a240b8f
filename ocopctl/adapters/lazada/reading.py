"""From what Lazada answers to a listing as the shop has it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus, RemoteVariant, Sku

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STATUSES = {
    "active": RemoteStatus.LIVE,
    "inactive": RemoteStatus.UNLISTED,
    "pending qc": RemoteStatus.PENDING,
    "suspended": RemoteStatus.REJECTED,
    "deleted": RemoteStatus.GONE,
}
_REFUSALS = frozenset({"reject", "live_reject", "lock", "admin"})


def merged(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Join rows of one product: Lazada shows its SKUs apart at times (measured live by others)."""
    products: dict[str, dict[str, Any]] = {}
    for row in rows:
        item_id = str(row["item_id"])
        known = products.setdefault(item_id, {**row, "skus": []})
        held = {str(sku.get("SkuId")) for sku in known["skus"]}
        known["skus"] += [sku for sku in row.get("skus") or [] if str(sku.get("SkuId")) not in held]
        if status_word(row) == "active":
            known["status"] = row["status"]
    return list(products.values())


def remote_of(item: Mapping[str, Any]) -> Remote:
    """Read one product. Deleted SKUs are left out."""
    attributes = item.get("attributes") or {}
    skus = kept(item)
    urls = [str(sku["Url"]) for sku in skus if sku.get("Url")]
    status = status_of(item)
    return Remote(
        remote_id=RemoteId(str(item["item_id"])),
        status=status,
        title=str(attributes.get("name") or ""),
        description=str(attributes.get("description") or ""),
        variants=tuple(_variant(sku) for sku in skus),
        picture_count=len([url for url in item.get("images") or [] if url]),
        url=urls[0] if urls and status is RemoteStatus.LIVE else "",
        reason=reason_of(item),
    )


def status_of(item: Mapping[str, Any]) -> RemoteStatus:
    """Return the status of a product; a word that Lazada has made up since is pending.

    A product all of whose SKUs are off sale is off sale, whatever it says of itself.
    """
    status = STATUSES.get(status_word(item), RemoteStatus.PENDING)
    if status is RemoteStatus.LIVE and not any(sku_active(sku) for sku in kept(item)):
        return RemoteStatus.UNLISTED
    refused = str(item.get("subStatus") or "").lower() in _REFUSALS
    if status is RemoteStatus.UNLISTED and refused:
        return RemoteStatus.REJECTED
    return status


def status_word(item: Mapping[str, Any]) -> str:
    """Return the product's own status in lower case."""
    return str(item.get("status") or "").lower()


def sku_active(sku: Mapping[str, Any]) -> bool:
    """Tell whether a SKU is set to be on sale."""
    return str(sku.get("Status") or "").lower() == "active"


def kept(item: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the SKUs that are not deleted."""
    skus: Sequence[dict[str, Any]] = item.get("skus") or []
    return [sku for sku in skus if str(sku.get("Status") or "").lower() != "deleted"]


def carries(item: Mapping[str, Any], sku: str) -> bool:
    """Tell whether a product has exactly this seller SKU."""
    return any(row.get("SellerSku") == sku for row in kept(item))


def reason_of(item: Mapping[str, Any]) -> str:
    """Return Lazada's own words on a refusal, each once."""
    rows = item.get("rejectReason") or []
    words = [
        str(row.get(name) or "")
        for row in rows
        if isinstance(row, dict)
        for name in ("violationDetail", "suggestion")
    ]
    return " · ".join(dict.fromkeys(word for word in words if word))


def _variant(sku: Mapping[str, Any]) -> RemoteVariant:
    stock = sku.get("quantity") if sku.get("quantity") is not None else sku.get("Available")
    return RemoteVariant(
        sku=Sku(str(sku.get("SellerSku") or "")),
        remote_sku=str(sku["SkuId"]),
        price=_whole(sku.get("price")),
        stock=_whole(stock),
    )


def _whole(value: Any) -> int | None:
    """Read a number that comes as a number or as text; None when there is none."""
    try:
        return None if value is None else int(Decimal(str(value)))
    except InvalidOperation:
        return None
