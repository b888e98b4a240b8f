"""An edit of a product, which replaces all of it: what is not sent is blanked or deleted. Pure.

Prices and stocks of SKUs that are there stay when they are left out. SKUs that the product file
does not have are sent as they are, since leaving them out would delete them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.tiktok.payload import priced, submitted
from ocopctl.adapters.tiktok.reading import skus_of
from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocopctl.adapters.base import PayloadOffer

_NOT_OURS = ("certifications", "is_cod_allowed")
"""What a seller may have added by hand, in the fields that Get Product shows."""
_PAPER = ("id", "images", "files", "expiration_date")


def added(content: Mapping[str, Any], product: Mapping[str, Any]) -> list[str]:
    """Return the seller SKUs that the content has and the product has not."""
    held = {row.get("seller_sku") for row in skus_of(product)}
    return [row["seller_sku"] for row in content["skus"] if row["seller_sku"] not in held]


def edition(
    content: Mapping[str, Any],
    product: Mapping[str, Any],
    offers: Sequence[PayloadOffer],
    warehouse: str,
) -> dict[str, Any]:
    """Return what an edit sends. `warehouse` is for SKUs that are new.

    Raises Rejected when SKUs of the shop could not stay beside those of the product file.
    """
    by_sku: dict[str, PayloadOffer] = {offer.sku: offer for offer in offers}
    held = {str(row.get("seller_sku")): row for row in reversed(skus_of(product))}
    rows = [
        _kept(row, held[row["seller_sku"]])
        if row["seller_sku"] in held
        else priced(row, by_sku[row["seller_sku"]], warehouse)
        for row in content["skus"]
    ]
    ids = {row.get("id") for row in rows}
    rows += [_as_it_is(row) for row in skus_of(product) if row["id"] not in ids]
    _check(rows, product)
    return {**_carried(product), **submitted(content), **_brand(content, product)} | {
        "external_product_id": product.get("external_product_id") or content["external_product_id"],
        "skus": _pictured(rows),
    }


def _kept(row: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Send a SKU's new content under its id; price and stock stay out."""
    return {**_own(old), **row, "id": old["id"]}


def _as_it_is(old: Mapping[str, Any]) -> dict[str, Any]:
    """Send back a SKU that is not in the product file."""
    row = {**_own(old), "id": old["id"], "seller_sku": old.get("seller_sku") or ""}
    attributes = [_attribute(attribute) for attribute in old.get("sales_attributes") or []]
    return {**row, "sales_attributes": attributes} if attributes else row


def _own(old: Mapping[str, Any]) -> dict[str, Any]:
    return {name: old[name] for name in ("external_sku_id", "identifier_code") if old.get(name)}


def _attribute(old: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"name": old.get("name"), "value_name": old.get("value_name")}
    uri = (old.get("sku_img") or {}).get("uri")
    return {**row, "sku_img": {"uri": uri}} if uri else row


def _check(rows: Sequence[Mapping[str, Any]], product: Mapping[str, Any]) -> None:
    """Refuse what would delete SKUs or what TikTok cannot hold in one product."""
    had = any(row.get("sales_attributes") for row in skus_of(product))
    kinds = {tuple(a["name"] for a in _attributes(row)) for row in rows}
    if len(kinds) > 1 or (had and kinds == {()}) or (kinds == {()} and len(rows) > 1):
        raise Rejected(
            _("the shop's variants and the product file's do not have the same options"),
            hint=_("make a product of its own, or change the options in TikTok Shop Seller Center"),
        )
    choices = [tuple(a["value_name"] for a in _attributes(row)) for row in rows]
    twice = [row["seller_sku"] for row, choice in zip(rows, choices, strict=True)
             if choices.count(choice) > 1]  # fmt: skip
    if twice:
        raise Rejected(
            _("these SKUs would be the same choice in the shop: {skus}", skus=", ".join(twice)),
            hint=_("keep the SKU that the shop has, or delete it in TikTok Shop Seller Center"),
        )


def _attributes(row: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return row.get("sales_attributes") or ()


def _pictured(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Leave option pictures out unless every row has one: TikTok wants all or none."""
    if all(any("sku_img" in a for a in _attributes(row)) for row in rows):
        return [dict(row) for row in rows]
    return [
        {**row, "sales_attributes": [_plain(a) for a in _attributes(row)]}
        if "sales_attributes" in row
        else dict(row)
        for row in rows
    ]


def _plain(attribute: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attribute.items() if name != "sku_img"}


def _carried(product: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the product file does not hold and an edit must not blank."""
    kept = {name: product[name] for name in _NOT_OURS if product.get(name) is not None}
    papers = [_paper(row) for row in kept.pop("certifications", [])]
    return {**kept, "certifications": papers} if papers else kept


def _paper(old: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: old[name] for name in _PAPER if old.get(name)}
    if "images" in row:
        row["images"] = [{"uri": image["uri"]} for image in row["images"]]
    if "files" in row:
        names = ("id", "name", "format")
        row["files"] = [{name: file.get(name) for name in names} for file in row["files"]]
    return row


def _brand(content: Mapping[str, Any], product: Mapping[str, Any]) -> dict[str, str]:
    """Keep the shop's brand when the product file's is none that the shop may use."""
    brand = content.get("brand_id") or (product.get("brand") or {}).get("id")
    return {"brand_id": str(brand)} if brand else {}
