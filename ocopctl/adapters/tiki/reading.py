"""From what Tiki answers to a listing as the shop has it."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import Remote, RemoteId, RemoteStatus, RemoteVariant, Sku

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PRODUCT = re.compile(r"[0-9]{1,20}")
_REQUEST = "request-"
_BODY = re.compile(r"<body[^>]*>(.*?)</body>", re.DOTALL | re.IGNORECASE)
_REFUSED = ("rejected", "locked")
_APPROVED = "approved"


class Stage(Enum):
    """How far a request has come."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    DELETED = "deleted"


def stage_of(state: object) -> Stage:
    """Read the word for a state. A word that Tiki has made up since is pending."""
    word = str(state or "").lower()
    if word == _APPROVED or word.endswith(f"_{_APPROVED}"):
        return Stage.APPROVED
    if word.endswith(_REFUSED):
        return Stage.REJECTED
    return Stage.DELETED if word.endswith("deleted") else Stage.PENDING


def request_of(remote_id: str) -> str:
    """Return the request's number that a remote id holds, empty when it holds none."""
    number = remote_id.removeprefix(_REQUEST)
    return number if number != remote_id else ""


def request_name(request_id: str) -> RemoteId:
    """Name a request whose track is not known."""
    return RemoteId(f"{_REQUEST}{request_id}")


def ids_of(remote_id: str) -> list[str]:
    """Return the products that a remote id names, none for a request or a track."""
    ids = remote_id.split("+")
    return ids if all(_PRODUCT.fullmatch(name) for name in ids) else []


def joined(ids: Iterable[str]) -> RemoteId:
    """Name a listing by its products, always in the same order."""
    return RemoteId("+".join(sorted(set(ids), key=int)))


def product_id(product: Mapping[str, Any]) -> str:
    """Return a product's number under either of its names, empty when it has none."""
    return str(product.get("product_id") or product.get("id") or "")


def kin_of(product: Mapping[str, Any]) -> str:
    """Return what a product's siblings share: a super, or itself when it has none."""
    parent = str(product.get("super_id") or "")
    return f"super {parent}" if parent not in {"", "0"} else f"alone {product_id(product)}"


def grouped(products: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Join the products of each listing, in the order of their numbers."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for product in products:
        groups.setdefault(kin_of(product), []).append(product)
    return [sorted(group, key=lambda row: int(product_id(row))) for group in groups.values()]


def remote_of(products: Sequence[Mapping[str, Any]]) -> Remote:
    """Read one listing from its products: on sale as soon as one of them is."""
    first = products[0]
    active = any(_whole(product.get("active")) for product in products)
    return Remote(
        remote_id=joined(product_id(product) for product in products),
        status=RemoteStatus.LIVE if active else RemoteStatus.UNLISTED,
        title=str(first.get("name") or ""),
        description=_description(first),
        variants=tuple(_variant(product) for product in products),
        picture_count=len(first["images"]) if isinstance(first.get("images"), list) else None,
    )


def requested(request: Mapping[str, Any], remote_id: RemoteId, status: RemoteStatus) -> Remote:
    """Read a listing that is not made yet from the request to make it."""
    products = [row for row in request.get("products") or [] if isinstance(row, dict)]
    first = products[0] if products else {}
    return Remote(
        remote_id=remote_id,
        status=status,
        title=str(first.get("name") or ""),
        variants=tuple(
            RemoteVariant(
                Sku(str(row.get("original_sku") or "")), "", _whole(row.get("price")), None
            )
            for row in products
        ),
    )


def carries(request: Mapping[str, Any], sku: str) -> bool:
    """Tell whether a request has exactly this seller SKU."""
    products = request.get("products") or []
    return any(isinstance(row, dict) and row.get("original_sku") == sku for row in products)


def _variant(product: Mapping[str, Any]) -> RemoteVariant:
    return RemoteVariant(
        sku=Sku(str(product.get("original_sku") or "")),
        remote_sku=product_id(product),
        price=_whole(product.get("price")),
        stock=_stock(product.get("inventory")),
    )


def _stock(inventory: Any) -> int | None:
    """Add up what is in all warehouses, what is reserved for open orders included."""
    rows = inventory.get("warehouse_stocks") if isinstance(inventory, dict) else None
    if not isinstance(rows, list):
        return None
    return sum(_whole(row.get("quantity_available")) or 0 for row in rows)


def _description(product: Mapping[str, Any]) -> str:
    """Return the text inside the document that Tiki makes of a description."""
    attributes = product.get("attributes")
    value = product.get("description") or (
        attributes.get("description") if isinstance(attributes, dict) else None
    )
    text = str((value.get("value") if isinstance(value, dict) else value) or "")
    found = _BODY.search(text)
    return (found.group(1) if found else text).strip()


def _whole(value: Any) -> int | None:
    """Read a number that comes as a number or as text; None when there is none."""
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        return None
