"""What a seller says of an item: merged from requests, checked as a whole at every write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.attribute_rules import check_belonging
from ocopctl.sandbox.shopee.offer_rules import check_wholesale
from ocopctl.sandbox.shopee.shipping_rules import check_shipping, days_to_ship
from ocopctl.sandbox.shopee.text_rules import check_pictures, check_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.market import Market

# evidence[our choice]: a change of title, description, pictures or category is reviewed, no other
#   change is (the sources are silent, 2026)
REVIEWED = ("item_name", "description", "image", "category_id")
_DEFAULTS: dict[str, Any] = {
    "item_name": "",
    "description": "",
    "description_type": "normal",
    "weight": 0.0,
    "dimension": None,
    "category_id": 0,
    "image": {"image_id_list": []},
    "logistic_info": [],
    "item_sku": "",
    "attribute_list": [],
    "brand": None,
    "pre_order": {"is_pre_order": False},
    "condition": "NEW",
    "wholesale": [],
    "gtin_code": "",
}


def merged(sent: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the content after a request: what is not sent stays, lists are replaced."""
    base = _DEFAULTS if before is None else before
    # evidence[reference and observed]: fields that are not sent stay; a list that is sent
    #   replaces the whole list (official reference and clients, August 2026)
    content = {name: sent.get(name, value) for name, value in base.items()}
    image = content["image"]
    content["image"] = {
        "image_id_list": image.get("image_id_list", base["image"]["image_id_list"]),
        "image_ratio": image.get("image_ratio", base["image"].get("image_ratio", "1:1")),
    }
    pre_order = content["pre_order"]
    content["pre_order"] = {
        "is_pre_order": pre_order.get("is_pre_order", False),
        "days_to_ship": days_to_ship(pre_order),
    }
    return content


def check_sent(sent: dict[str, Any]) -> None:
    """Check what is not kept as content: status and video. Raises RefusalError."""
    # evidence[reference]: item_status is NORMAL (the default) or UNLIST, else
    #   error_param_item_status (official reference, August 2026)
    if sent.get("item_status", "NORMAL") not in ("NORMAL", "UNLIST"):
        raise RefusalError("error_param_item_status", "Invalid item_status.")
    if sent.get("video_upload_id"):
        raise RefusalError("error_video_info_not_found", "Video info not found.")


# evidence[one client]: every write checks the whole item, fields that were not touched included
#   (one client's note, 2026)
# evidence[our choice]: words come first, then pictures, shipping, category, attributes, brand,
#   condition and wholesale (the sources are silent, 2026)
def check_content(market: Market, content: dict[str, Any], prices: Sequence[int]) -> None:
    """Check the whole item, fields that were not touched included. Raises RefusalError."""
    check_words(content)
    check_pictures(market, content["image"])
    check_shipping(content)
    check_belonging(content)
    # evidence[reference]: condition is NEW (the default) or USED; the refusal is ours (official
    #   reference, August 2026)
    if content["condition"] not in ("NEW", "USED"):
        raise RefusalError("error_param", "Invalid condition.")
    check_wholesale(content["wholesale"], prices)
