"""How items are shown to the seller. The echo of a write and the read differ, as they do live."""

from __future__ import annotations

from typing import Any

from ocopctl.sandbox.shopee.attribute_rules import attribute, brands_of
from ocopctl.sandbox.shopee.documents import Item, status_of
from ocopctl.sandbox.shopee.model_views import PICTURES, price_info, stock_info
from ocopctl.sandbox.shopee.shipped import shipped
from ocopctl.sandbox.shopee.shipping_rules import checkout_channel

_NO_BRAND = {"brand_id": 0, "original_brand_name": "NoBrand"}


# evidence[reference and observed]: a write echoes pictures under `images` and weight as a number,
#   other than a read does (official reference and clients, August 2026)
def echo(item: Item, status: str) -> dict[str, Any]:
    """Return the answer to a write of an item, without price and stock."""
    content = item["content"]
    kept = ("item_name", "description", "category_id", "condition", "weight", "dimension")
    return {
        "item_id": item["item_id"],
        **{name: content[name] for name in kept},
        "item_status": status,
        "pre_order": content["pre_order"],
        "images": _images(content["image"]["image_id_list"]),
        "brand": _brand(content),
        "description_type": content["description_type"],
    }


# evidence[reference and observed]: the echo of a create has price_info as one object and does not
#   name the seller SKU (official reference and clients, August 2026)
def creation_echo(item: Item, status: str) -> dict[str, Any]:
    """Return the answer to a create. It does not name the seller SKU."""
    content = item["content"]
    price = {"original_price": item["price"], "current_price": item["price"]}
    return {
        **echo(item, status),
        "price_info": price,
        "logistic_info": [
            {"is_free": False, "size_id": 0, "shipping_fee": 0, **row}
            for row in content["logistic_info"]
        ],
        "attributes": [
            {"attribute_id": row["attribute_id"], "attribute_value_list": _values(row)}
            for row in content["attribute_list"]
        ],
        "seller_stock": [{"stock": item["stock"]}],
    }


# evidence[reference and observed]: the echo of an update holds neither price nor stock (official
#   reference and clients, August 2026)
def update_echo(item: Item, status: str) -> dict[str, Any]:
    """Return the answer to an update."""
    return {**echo(item, status), "logistic_info": _channels(item["content"])}


# evidence[reference and observed]: a read has weight as text and price_info as a list (official
#   reference and clients, August 2026)
# evidence[reference and observed]: an item with models is read without price and stock (official
#   reference and clients, August 2026)
def base_info(item: Item, now: float) -> dict[str, Any]:
    """Return an item as it is read: weight is text, price a list; no offer beside models."""
    weight, dimension = _largest(item)
    row = {
        **_identity(item),
        **_story(item["content"]),
        "weight": f"{weight:g}",
        "dimension": dimension,
        "item_status": status_of(item, now),
        "has_model": bool(item["models"]),
        **_CONSTANT,
    }
    if not item["models"]:
        row["price_info"] = [price_info(item["price"])]
        row["stock_info_v2"] = stock_info(item["stock"])
    return row


_CONSTANT: dict[str, Any] = {
    "size_chart": "",
    # evidence[measured live]: deboost is read as the text "FALSE", not as a boolean (third
    #   parties' measurements, 2024-2026)
    "deboost": "FALSE",
    "has_promotion": False,
    "item_dangerous": 0,
    "tag": {"kit": False},
}


def _identity(item: Item) -> dict[str, Any]:
    return {
        "item_id": item["item_id"],
        "item_sku": item["content"]["item_sku"],
        "create_time": int(item["created_at"]),
        "update_time": int(item["updated_at"]),
    }


def _story(content: dict[str, Any]) -> dict[str, Any]:
    """Return what the seller says of an item, as it is read."""
    kept = ("category_id", "item_name", "description", "description_type")
    row = {
        **{name: content[name] for name in (*kept, "pre_order", "condition", "gtin_code")},
        "attribute_list": [_attribute(row) for row in content["attribute_list"]],
        "image": {
            **_images(content["image"]["image_id_list"]),
            "image_ratio": content["image"]["image_ratio"],
        },
        "logistic_info": _channels(content),
        "brand": _brand(content),
    }
    return {**row, "wholesales": content["wholesale"]} if content["wholesale"] else row


def _images(ids: list[str]) -> dict[str, list[str]]:
    return {"image_id_list": ids, "image_url_list": [PICTURES + one for one in ids]}


def _brand(content: dict[str, Any]) -> dict[str, Any]:
    brand_id = (content["brand"] or {}).get("brand_id", 0)
    known = [row for row in brands_of(content["category_id"], 1) if row["brand_id"] == brand_id]
    return {"brand_id": brand_id, "original_brand_name": known[0]["en"]} if known else _NO_BRAND


def _channels(content: dict[str, Any]) -> list[dict[str, Any]]:
    fees = shipped("channels")["estimated_fees"]
    rows = []
    for row in content["logistic_info"]:
        channel = checkout_channel(row["logistic_id"]) or {}
        rows.append(
            {
                "logistic_id": row["logistic_id"],
                "logistic_name": channel.get("logistics_channel_name", ""),
                "enabled": row["enabled"],
                "is_free": row.get("is_free", False),
                "estimated_shipping_fee": fees.get(str(row["logistic_id"]), 0),
            }
        )
    return rows


def _attribute(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "attribute_id": row["attribute_id"],
        "original_attribute_name": attribute(row["attribute_id"])["name"],
        "is_mandatory": row["attribute_id"] in shipped("attributes")["mandatory"],
        "attribute_value_list": _values(row),
    }


def _values(row: dict[str, Any]) -> list[dict[str, Any]]:
    names = {value[0]: value[1] for value in attribute(row["attribute_id"])["values"]}
    return [
        {
            "value_id": value.get("value_id", 0),
            "original_value_name": names.get(value.get("value_id", 0))
            or value.get("original_value_name", ""),
            "value_unit": value.get("value_unit", ""),
        }
        for value in row.get("attribute_value_list", [])
    ]


# evidence[reference and observed]: an item with models is read with the largest of their weights
#   and parcels (official reference and clients, August 2026)
def _largest(item: Item) -> tuple[float, dict[str, int]]:
    """Return the largest weight and parcel among the models, or the item's own."""
    content = item["content"]
    weights = [model["weight"] or content["weight"] for model in item["models"]]
    parcels = [dict(model["dimension"] or content["dimension"]) for model in item["models"]]
    weight: float = max(weights, default=content["weight"])
    sides: dict[str, int] = max(
        parcels, key=lambda sides: sum(sides.values()), default=content["dimension"]
    )
    return weight, sides
