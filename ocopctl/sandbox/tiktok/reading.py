"""Get Product: write `price.amount`, read `price.sale_price`; categories come back as a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import catalogue, products
from ocopctl.sandbox.tiktok.browse import known_brands
from ocopctl.sandbox.tiktok.description import reformatted
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.pictures import image, seen

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

_CHAIN = ("id", "parent_id", "local_name", "is_leaf")


# evidence[reference]: products.get shows deleted products too (one copy of the official
#   reference, autumn 2026; a reading of September 2026 says not)
def get(visit: Visit) -> dict[str, Any]:
    """Show a product, whatever its status: the live version, or the one asked for."""
    product = products.load(visit, visit.path["product_id"])
    visit.call.skus.extend(products.seller_skus(product))
    content = _version(visit, product)
    return {
        **_head(product, content),
        **_details(visit, content),
        "skus": [_sku(visit, product, sku) for sku in content["skus"]],
        "create_time": int(product["created"]),
        "update_time": int(product["updated"]),
    }


def _version(visit: Visit, product: dict[str, Any]) -> dict[str, Any]:
    if visit.flag("return_under_review_version"):
        if product["review"] is None:
            # evidence[reference]: asking for a version under review where there is none is
            #   12052547 (copies of the official reference, 2025-2026)
            raise Refusal(12052547, "The product has no version under review.")
        return dict(product["review"]["content"])
    if visit.flag("return_draft_version") and product["draft"]:
        return dict(product["draft"])
    return dict(product["content"])


def _head(product: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    head = {
        "id": product["id"],
        "title": content["title"],
        "description": reformatted(content["description"]),
        "status": product["state"],
        "product_status": products.product_status(product),
        "has_draft": has_draft(product),
        "audit": {
            "status": products.audit_status(product),
            "pre_approved_reasons": [],
            "not_submitted_reasons": [],
        },
    }
    # evidence[reference]: why a review failed stands in audit_failed_reasons by platform and
    #   position (copies of the official reference, 2025-2026)
    if product["failed"]:
        head["audit_failed_reasons"] = [
            {
                "listing_platform": "TIKTOK_SHOP",
                "position": "product",
                "reasons": product["failed"],
                "suggestions": [],
            }
        ]
    return head


def has_draft(product: dict[str, Any]) -> bool:
    """Tell whether a draft lies beside or is the product."""
    return product["draft"] is not None or product["state"] == "DRAFT"


def _details(visit: Visit, content: dict[str, Any]) -> dict[str, Any]:
    rows = catalogue.chain(content["category_id"])
    names = catalogue.attributes()
    shown = {
        # evidence[reference]: category_id and brand_id are written, category_chains and brand.id
        #   are read (copies of the official reference, 2025-2026)
        "category_chains": [{key: row[key] for key in _CHAIN} for row in rows],
        "main_images": [_image(visit, row) for row in content["main_images"]],
        "product_attributes": [
            {"id": row["id"], "name": names[row["id"]]["name"], "values": row["values"]}
            for row in content["product_attributes"]
        ],
        "package_weight": content["package_weight"],
        "certifications": [_paper(visit, content, row) for row in content["certifications"]],
        "is_cod_allowed": content["is_cod_allowed"],
        "external_product_id": content["external_product_id"] or "",
    }
    if content["package_dimensions"]:
        shown["package_dimensions"] = content["package_dimensions"]
    for row in known_brands(visit):
        if row["id"] == content["brand_id"]:
            shown["brand"] = {"id": row["id"], "name": row["name"]}
    return shown


def _image(visit: Visit, row: dict[str, Any]) -> dict[str, Any]:
    kept = image(visit.shelf, visit.account, row["uri"])
    return seen(kept) if kept else {"uri": row["uri"]}


def _paper(visit: Visit, content: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    rules = catalogue.rules_of(catalogue.leaf(content["category_id"]))["product_certifications"]
    title = next(rule["name"] for rule in rules if rule["id"] == row["id"])
    return {**row, "title": title, "images": [_image(visit, one) for one in row["images"]]}


# evidence[reference and observed]: price.amount is written, sale_price and tax_exclusive_price
#   are read (copies of the official reference, 2025-2026; a Vietnamese shop's fixture)
def price(offer: dict[str, Any]) -> dict[str, str]:
    """Return a price as reads show it."""
    amount = str(offer["price"])
    return {"currency": "VND", "sale_price": amount, "tax_exclusive_price": amount}


def inventory(offer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a SKU's stock by warehouse."""
    return [{"warehouse_id": one, "quantity": number} for one, number in offer["stock"].items()]


def _sku(visit: Visit, product: dict[str, Any], sku: dict[str, Any]) -> dict[str, Any]:
    offer = product["offers"][sku["id"]]
    shown = {
        "id": sku["id"],
        "seller_sku": sku["seller_sku"],
        "external_sku_id": sku["external_sku_id"] or "",
        "price": price(offer),
        "inventory": inventory(offer),
        "sales_attributes": [_axis(visit, row) for row in sku["sales_attributes"]],
        "status_info": {"status": "NORMAL"},
    }
    code = sku["identifier_code"]
    return {**shown, "identifier_code": code} if code else shown


def _axis(visit: Visit, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "sku_img": _image(visit, row["sku_img"])} if "sku_img" in row else row
