"""The calls about the shop itself: who it is, what it ships with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee import queries
from ocopctl.sandbox.shopee.answers import RefusalError, flat, success
from ocopctl.sandbox.shopee.shipped import shipped

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.visit import Visit

_FLAGS = (
    "is_cb",
    "is_upgraded_cbsc",
    "is_sip",
    "is_main_shop",
    "is_direct_shop",
    "is_one_awb",
    "is_mart_shop",
    "is_outlet_shop",
)


# evidence[reference and observed]: get_shop_info is flat and tells region, status and when the
#   consent ends (official reference and clients, August 2026)
def get_shop_info(visit: Visit) -> Answer:
    """Show the shop and when its consent ends, flat beside `error`."""
    return flat(
        shop_name=visit.shop["shop_name"],
        region="VN",
        status="NORMAL",
        shop_fulfillment_flag="Others",
        merchant_id=None,
        sip_affi_shops=[],
        linked_direct_shop_list=[],
        linked_main_shop_id=0,
        auth_time=visit.shop["auth_time"],
        expire_time=visit.shop["expire_time"],
        **dict.fromkeys(_FLAGS, False),
    )


# evidence[reference]: get_profile shows name, logo and description in the normal envelope
#   (official reference, August 2026)
def get_profile(visit: Visit) -> Answer:
    """Show the shop's public face."""
    name = visit.shop["shop_name"]
    return success({"shop_name": name, "shop_logo": "", "description": ""})


# evidence[reference and observed]: an ordinary Vietnamese shop is refused its warehouses as
#   warehouse.error_not_in_whitelist (official reference and clients, August 2026)
def get_warehouse_detail(visit: Visit) -> Answer:
    """Refuse, as for every ordinary Vietnamese shop: it has no warehouses of its own."""
    if queries.optional_number(visit.call, "warehouse_type") not in (None, 1, 2):
        raise RefusalError("warehouse.error_param", "Invalid warehouse_type.")
    text = "Your shop is not in multi-warehouse whitelist."
    raise RefusalError("warehouse.error_not_in_whitelist", text)


# evidence[reference and observed]: get_channel_list shows every channel, those under a mask too
#   (official reference and clients, August 2026)
# evidence[measured live]: a channel's relation rules are one object with three lists, not a list
#   (four observers, 2024-2026)
def get_channel_list(_: Visit) -> Answer:
    """Show the shipping channels, those under a mask too."""
    return success({"logistics_channel_list": shipped("channels")["logistics_channel_list"]})
