"""What an update sends: new content over the variants that the shop has, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.lazada.options import declared_over, narrowed, refusal
from ocopctl.adapters.lazada.payload import creation
from ocopctl.adapters.lazada.reading import kept, sku_active
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import PayloadOffer

_NOT_CHANGED = frozenset({"SellerSku", "saleProp"})


@dataclass(frozen=True, slots=True)
class Change:
    """The two steps of an update: content for what is there, and variants to add (or None)."""

    content: dict[str, Any]
    addition: dict[str, Any] | None


def change_of(
    body: Mapping[str, Any], item: Mapping[str, Any], offers: Sequence[PayloadOffer]
) -> Change:
    """Lay a (settled) body over a product as just read.

    Variants keep their ids, prices, stocks and status: Lazada puts one that is sent without its
    status on sale. Variants that are only in the shop stay as they are. Raises Rejected where
    Lazada cannot be told of the new options.
    """
    there = {str(row.get("SellerSku")): row for row in kept(item)}
    rows = [row for row in body["Skus"]["Sku"] if row["SellerSku"] in there]
    added = [row for row in body["Skus"]["Sku"] if row["SellerSku"] not in there]
    if not rows:
        raise refusal(_("none of the variants is in the shop's listing any more"))
    options = declared_over(body, item, rows, there)
    skus = [_present(row, there[row["SellerSku"]], whole=options is not None) for row in rows]
    content = {
        "ItemId": str(item["item_id"]),
        **{name: body[name] for name in body if name not in {"Skus", "variation"}},
        "Attributes": _texts(body["Attributes"], item.get("attributes") or {}),
        "Skus": {"Sku": skus},
    }
    if options is not None:
        skus += options.others
        content["variation"] = options.variation
    return Change(content, _addition(body, added, item, offers) if added else None)


def switch_of(item: Mapping[str, Any], status: str) -> dict[str, Any]:
    """Set every SKU of a product to `active` or `inactive`, and nothing else."""
    skus = [{"SkuId": str(row["SkuId"]), "Status": status} for row in kept(item)]
    return {"ItemId": str(item["item_id"]), "Attributes": {}, "Skus": {"Sku": skus}}


def _present(row: Mapping[str, Any], shown: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
    """Name one SKU by its id, with its present status; its options only when they changed."""
    left_out = {"SellerSku"} if whole else _NOT_CHANGED
    return {
        "SkuId": str(shown["SkuId"]),
        "Status": str(shown.get("Status") or "active").lower(),
        **{name: value for name, value in row.items() if name not in left_out},
    }


def _texts(wanted: Mapping[str, str], shown: Mapping[str, Any]) -> dict[str, str]:
    """Return the attributes; highlights that are no longer wanted are deleted by name."""
    stale = shown.get("short_description") and "short_description" not in wanted
    return {**wanted, **({"d_short_description": "Yes"} if stale else {})}


def _addition(
    body: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    item: Mapping[str, Any],
    offers: Sequence[PayloadOffer],
) -> dict[str, Any]:
    """Build the creation that adds variants to a product instead of making a new one.

    A product that was taken off sale stays off sale with all it has.
    """
    if "variation" not in body:
        raise refusal(_("a listing without options cannot get a second variant"))
    status = "active" if any(sku_active(row) for row in kept(item)) else "inactive"
    alike = [{**row, "Status": status} for row in rows]
    return {
        **creation({**body, "Skus": {"Sku": alike}}, offers),
        "AssociatedSku": str(kept(item)[0]["SkuId"]),
        "variation": narrowed(body["variation"], [row["saleProp"] for row in rows]),
    }
