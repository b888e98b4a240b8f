"""Drafts: what an item would be after a create or an update, before it is judged.

A draft has the shape of an item. `fields` of a SKU are its plain values as sent; `sale_prop` maps
variation names to options. A draft of an update is the item with what was sent laid over it.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import payload, reference
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.lazada.payload import Tree

FIELDS = (
    "price",
    "special_price",
    "special_from_date",
    "special_to_date",
    "quantity",
    "package_length",
    "package_width",
    "package_height",
    "package_weight",
    "package_content",
    "color_thumbnail",
)
OFFER_FIELDS = ("price", "special_price", "special_from_date", "special_to_date", "quantity")
_LIST_TAG = re.compile(r"</?(?!(?:ul|ol|li)\b|/)[^>]*>|https?://[^\s<]+", re.IGNORECASE)


# evidence[reference and observed]: a create needs PrimaryCategory, Attributes and at least one
#   Sku; without them it is refused as 201 or 4132 (official documentation and clients, April 2026)
def new(product: Tree, shop: str) -> Item:
    """Return the draft of a create. Refuses as 201, 4227, 4228, 4134, 4163 or 4132."""
    category = leaf(payload.text(product, "PrimaryCategory"))
    sent = payload.branch(product, "Attributes")
    nodes = payload.many(product, "Skus", "Sku")
    if sent is None or not nodes:
        raise lacking("Attributes" if sent is None else "Skus")
    attributes = _attributes(sent, category)
    # evidence[reference]: attributes left out are filled in unless disableAutoFillAttribute is
    #   true; what is filled in is ours (official documentation, April 2026)
    if not payload.flag(product, "disableAutoFillAttribute"):
        attributes = {**_filled(category), **attributes}
    variations = _variations(product)
    return {
        "account": shop,
        "category": category,
        "attributes": attributes,
        "images": payload.texts(product, "Images", "Image") or [],
        "variation": variations or [],
        "skus": [new_sku(node, category) for node in nodes],
    }


# evidence[reference]: an update lays what is sent over the item; a list of images replaces the
#   whole list (official documentation, April 2026)
# evidence[our choice]: a variation that an update sends replaces the options and their order (the
#   sources are silent, 2026)
def changed(item: Item, product: Tree) -> Item:
    """Return the item with an update laid over it; the SKUs sent are found by their SkuId."""
    draft = copy.deepcopy(item)
    if "PrimaryCategory" in product:
        draft["category"] = leaf(payload.text(product, "PrimaryCategory"))
    sent = payload.branch(product, "Attributes") or {}
    draft["attributes"].update(_attributes(sent, draft["category"], blank=True))
    for name in sent:
        # evidence[reference]: an update takes a text away with its name behind d_ set to Yes
        #   (official documentation, April 2026)
        if name.startswith("d_") and payload.text(sent, name).lower() == "yes":
            draft["attributes"].pop(name.removeprefix("d_"), None)
    images = payload.texts(product, "Images", "Image")
    draft["images"] = draft["images"] if images is None else images
    variations = _variations(product)
    draft["variation"] = draft["variation"] if variations is None else variations
    by_id = {str(sku["id"]): sku for sku in draft["skus"]}
    for node in payload.many(product, "Skus", "Sku"):
        _lay_over(by_id[payload.text(node, "SkuId")], node)
    return draft


def new_sku(node: Tree, category: int) -> dict[str, Any]:
    """Return a SKU as sent; `old_style` holds sale properties written beside its fields."""
    sale = [name for name, one in reference.attributes(category).items() if one["is_sale_prop"]]
    made: dict[str, Any] = {
        "id": 0,
        "seller_sku": payload.text(node, "SellerSku"),
        "status": "active",
        "sale_prop": {},
        "old_style": {name: payload.text(node, name) for name in sale if name in node},
        "fields": {},
        "images": [],
        "sellable": 0,
        "withhold": 0,
        "occupy": 0,
    }
    _lay_over(made, node)
    # evidence[our choice]: a new SKU cannot be born deleted: 10002 (the sources are silent, 2026)
    if made["status"] == "deleted":
        raise RefusalError("10002", "ATTRIBUTE_INVALID:a new SKU cannot be deleted")
    return made


def leaf(number: str) -> int:
    """Return the id of a leaf that takes listings. Refuses otherwise."""
    if not re.fullmatch(r"[0-9]{1,18}", number):
        raise RefusalError("201", "E201: Invalid PrimaryCategory")
    # evidence[reference]: a category that is unknown is refused as 4227, no leaf 4134, inactive
    #   4228, barred 4163 (official documentation, April 2026)
    node = reference.categories().get(int(number))
    if node is None:
        raise RefusalError("4227", "E4227: The category does not exist")
    if "children" in node:
        message = "CHK_CATEGORY_ID_NOT_LEAF_CATEGORY:the category is not a leaf"
        raise RefusalError("4134", message)
    if node.get("inactive"):
        raise RefusalError("4228", "E4228: The category is inactive")
    if node.get("restricted"):
        message = "BIZ_CHECK_RESTRICTED_CATEGORY:not allowed to sell in the category"
        raise RefusalError("4163", message)
    return int(number)


def lacking(tag: str) -> RefusalError:
    """Return the refusal of a request without a node it must have."""
    return RefusalError("4132", f"E4132: Request format is not valid: {tag} is missing")


def _attributes(sent: Tree, category: int, *, blank: bool = False) -> dict[str, str]:
    """Return the values of the category's own attributes; other names are ignored silently."""
    known = reference.attributes(category)
    # evidence[measured live]: attributes that the category does not know are ignored silently (a
    #   provider's notes of live calls, June 2026)
    names = [name for name, one in known.items() if one["attribute_type"] == "normal"]
    values = {name: payload.text(sent, name) for name in names if name in sent}
    # evidence[reference]: a brand is given by name or as brand_id (official documentation, April
    #   2026)
    if "brand_id" in sent and "brand" not in sent:
        values["brand"] = payload.text(sent, "brand_id")
    if "short_description" in values:
        # evidence[reference]: short_description keeps list tags alone: other tags and addresses
        #   are dropped (official documentation, April 2026)
        values["short_description"] = _LIST_TAG.sub("", values["short_description"])
    return {name: value for name, value in values.items() if value or blank}


def _filled(category: int) -> dict[str, str]:
    """Return what the platform fills in when it is not told to leave blanks alone."""
    known = reference.attributes(category)
    return {name: one["auto_fill"] for name, one in known.items() if "auto_fill" in one}


def _variations(product: Tree) -> list[dict[str, Any]] | None:
    node = payload.branch(product, "variation")
    if node is None:
        return None
    tags = [f"variation{place}" for place in range(1, 5)]
    return [_variation(payload.branch(node, tag) or {}, tag) for tag in tags if tag in node]


def _variation(node: Tree, tag: str) -> dict[str, Any]:
    return {
        "tag": tag,
        "name": payload.text(node, "name"),
        "has_image": payload.flag(node, "hasImage"),
        "customize": payload.flag(node, "customize"),
        "options": payload.texts(node, "options", "option") or [],
    }


def _lay_over(sku: dict[str, Any], node: Tree) -> None:
    """Put what was sent over a SKU; one that does not say its Status becomes active."""
    sku["fields"].update({name: payload.text(node, name) for name in FIELDS if name in node})
    # evidence[reference]: a SKU sent without Status becomes active, so an edit may put it back on
    #   sale (official documentation, effect not verified, April 2026)
    sku["status"] = payload.text(node, "Status").lower() or "active"
    chosen = payload.branch(node, "saleProp")
    if chosen is not None:
        sku["sale_prop"] = {name: payload.text(chosen, name) for name in chosen}
    pictures = payload.texts(node, "Images", "Image")
    if pictures is not None:
        sku["images"] = pictures
