"""How one item looks in the answers of the reading calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.lazada.items import Item

_PACKAGE = ("package_length", "package_width", "package_height", "package_weight")


def product(item: Item, skus: Sequence[dict[str, Any]], now: float) -> dict[str, Any]:
    """Return the item with those of its SKUs that the answer shows."""
    state = items.state(item, now)
    refused = item["refused"] if state == "Suspended" else []
    return {
        "item_id": item["id"],
        "primary_category": item["category"],
        "status": state,
        # evidence[reference]: a refused item has a subStatus of Reject, or Live_Reject when it
        #   was live, and its reasons (official documentation, April 2026)
        "subStatus": ("Live_Reject" if item["was_live"] else "Reject") if refused else None,
        # evidence[reference and observed]: times are milliseconds as text (official documentation
        #   and clients, April 2026)
        "created_time": _milliseconds(item["created"]),
        "updated_time": _milliseconds(item["edited"]),
        "images": item["images"],
        "marketImages": [],
        "attributes": {**item["attributes"], "source": "asc"},
        "variation": {
            f"Variation{place}": {
                "name": one["name"],
                "label": one["name"],
                "hasImage": one["has_image"],
                "customize": one["customize"],
                "options": one["options"],
            }
            for place, one in enumerate(item["variation"], 1)
        },
        "skus": [_sku(item, sku) for sku in skus],
        "suspendedSkus": [],
        "trialProduct": False,
        "rejectReason": [
            {"suggestion": f"Remove: {words}", "violationDetail": words} for words in refused
        ],
        "hiddenReason": None,
        "hiddenStatus": None,
    }


def _sku(item: Item, sku: dict[str, Any]) -> dict[str, Any]:
    fields, sellable = sku["fields"], sku["sellable"]
    total = sellable + sku["withhold"] + sku["occupy"]
    return {
        # evidence[several clients]: a SKU shows its sale properties under saleProp and beside it
        #   (several clients, 2026)
        **sku["sale_prop"],
        "SkuId": sku["id"],
        "SellerSku": sku["seller_sku"],
        # evidence[reference and observed]: ShopSku is item, site and SKU number (official
        #   documentation and clients, April 2026)
        "ShopSku": f"{item['id']}_VNAMZ-{sku['id']}",
        "Status": sku["status"],
        "Url": f"https://www.lazada.vn/-i{item['id']}-s{sku['id']}.html",
        "price": float(fields["price"]),
        # evidence[reference and observed]: prices are numbers, a sale price of 0 means none
        #   (official documentation and clients, April 2026)
        "special_price": float(fields.get("special_price", 0)),
        **_sale_dates(fields),
        "quantity": sellable,
        "Available": sellable,
        "saleProp": sku["sale_prop"],
        "Images": sku["images"],
        **{name: f"{float(fields[name]):.2f}" for name in _PACKAGE},
        **{name: fields[name] for name in ("package_content",) if name in fields},
        # evidence[reference and observed]: stock is shown by warehouse, one called dropshipping,
        #   as total, sellable, withheld and occupied (official documentation and clients, April
        #   2026)
        "multiWarehouseInventories": [
            {
                "warehouseCode": "dropshipping",
                "quantity": sellable,
                "totalQuantity": total,
                "sellableQuantity": sellable,
                "withholdQuantity": sku["withhold"],
                "occupyQuantity": sku["occupy"],
            }
        ],
        "fblWarehouseInventories": [],
        "channelInventories": [],
    }


def _sale_dates(fields: dict[str, str]) -> dict[str, str]:
    """Return each date twice, to the minute and to the day, as the platform does."""
    shown = {}
    for end in ("from", "to"):
        value = fields.get(f"special_{end}_date", "")
        if value:
            shown[f"special_{end}_time"] = value[:16]
            shown[f"special_{end}_date"] = value[:10]
    return {**shown, "special_time_format": "yyyy-MM-dd HH:mm"} if shown else {}


def _milliseconds(at: float) -> str:
    return str(round(at * 1000))
