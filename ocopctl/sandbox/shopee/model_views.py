"""How prices, stocks, tiers and models are shown to the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocopctl.sandbox.shopee.documents import Item, Model, Tier

PICTURES = "https://cf.shopee.vn/file/"


# evidence[reference and observed]: a read price names currency, original and current price; here
#   the two are equal (official reference and clients, August 2026)
def price_info(price: int) -> dict[str, Any]:
    """Return one read row of a price; no promotions run in the practice market."""
    names = ("original_price", "current_price")
    inflated = (f"inflated_price_of_{name}" for name in names)
    return {"currency": "VND", **dict.fromkeys((*names, *inflated), price)}


# evidence[reference and observed]: a read stock has a summary and the seller's rows, with an
#   empty location for a shop without warehouses (official reference and clients, August 2026)
def stock_info(stock: int) -> dict[str, Any]:
    """Return the read form of a stock."""
    return {
        "summary_info": {"total_reserved_stock": 0, "total_available_stock": stock},
        "seller_stock": [{"location_id": "", "stock": stock, "if_saleable": True}],
        "shopee_stock": [],
        "advance_stock": {"sellable_advance_stock": 0, "in_transit_advance_stock": 0},
    }


# evidence[reference and observed]: tiers are read in the older and in the standard form beside
#   each other (official reference and clients, August 2026)
def tiers_old(tiers: list[Tier]) -> list[dict[str, Any]]:
    """Return the tiers in the older form."""
    return [
        {
            "name": tier["name"],
            "option_list": [
                {"option": option["name"]}
                | ({"image": _picture(option["image_id"])} if option["image_id"] else {})
                for option in tier["options"]
            ],
        }
        for tier in tiers
    ]


def tiers_standard(tiers: list[Tier]) -> list[dict[str, Any]]:
    """Return the tiers in the standard form; ids are 0 for names of one's own."""
    return [
        {
            "variation_id": 0,
            "variation_name": tier["name"],
            "variation_group_id": 0,
            "variation_option_list": [
                {"variation_option_id": 0, "variation_option_name": option["name"]}
                | (_picture(option["image_id"]) if option["image_id"] else {})
                for option in tier["options"]
            ],
        }
        for tier in tiers
    ]


# evidence[reference and observed]: a model is read with text weight, its place among the options,
#   price list and stock (official reference and clients, August 2026)
def model_row(item: Item, model: Model) -> dict[str, Any]:
    """Return a model as it is read."""
    content = item["content"]
    return {
        "model_id": model["model_id"],
        "tier_index": model["tier_index"],
        "model_sku": model["model_sku"],
        "model_status": "MODEL_NORMAL",
        "price_info": [price_info(model["price"])],
        "stock_info_v2": stock_info(model["stock"]),
        "weight": f"{model['weight'] or content['weight']:g}",
        "dimension": model["dimension"] or content["dimension"],
        "promotion_id": 0,
        "has_promotion": False,
        "gtin_code": model["gtin_code"],
        "is_fulfillment_by_shopee": False,
        "pre_order": content["pre_order"],
    }


# evidence[our choice]: add_model echoes model_id; the reference's sample lacks it (the sources
#   are silent, 2026)
def model_echo(item: Item, model: Model) -> dict[str, Any]:
    """Return a model as the call that made it answers."""
    content = item["content"]
    return {
        "model_id": model["model_id"],
        "tier_index": model["tier_index"],
        "model_sku": model["model_sku"],
        "price_info": [{"original_price": model["price"]}],
        "seller_stock": [{"location_id": "", "stock": model["stock"]}],
        "weight": model["weight"] or content["weight"],
        "dimension": model["dimension"] or content["dimension"],
    }


def _picture(image_id: str) -> dict[str, str]:
    return {"image_id": image_id, "image_url": PICTURES + image_id}
