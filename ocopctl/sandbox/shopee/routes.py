"""Which path is answered by which function, with which method and which kind of signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee import (
    catalogue,
    consent,
    creation,
    offers,
    pictures,
    reading,
    shelf_life,
    shop,
    variants,
)
from ocopctl.sandbox.shopee.accounts import shops
from ocopctl.sandbox.shopee.gate import admit_either, admit_shop
from ocopctl.sandbox.shopee.pace import charge, charge_day
from ocopctl.sandbox.shopee.visit import Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.sandbox.market import Answer, Call, Market

    Handler = Callable[[Market, Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One call: its method, its handler (which passes the gateway first), its codes' prefix."""

    method: str
    handler: Handler
    module: str = ""


# evidence[reference and observed]: all calls but consent, tokens, the list of shops and the
#   upload are signed for a shop (official reference and clients, August 2026)
def _of_shop(handler: Callable[[Visit], Answer]) -> Handler:
    """Let a handler be reached by signed calls of a shop within its allowance."""

    def answer(market: Market, call: Call) -> Answer:
        found = admit_shop(market, call)
        call.shop = found["account"]
        charge(market, found["shop_id"])
        charge_day(market, found["partner_id"])
        return handler(Visit(market, call, found))

    return answer


def _upload(market: Market, call: Call) -> Answer:
    """Let pictures in, publicly or shop-signed; a lone shop is named as the caller either way."""
    found = admit_either(market, call)
    known = [found] if found else shops(market)
    if len(known) == 1:
        call.shop = known[0]["account"]
    if found:
        charge(market, found["shop_id"])
    charge_day(market, int(call.first("partner_id") or 0))
    return pictures.upload_image(market, call)


# evidence[reference and observed]: reads are GET with a query, writes POST with a JSON body, an
#   upload is multipart (official reference and clients, August 2026)
_READ = {
    "product": (
        catalogue.get_category,
        catalogue.category_recommend,
        catalogue.get_attribute_tree,
        catalogue.get_brand_list,
        catalogue.get_item_limit,
        reading.get_item_base_info,
        reading.get_item_extra_info,
        reading.get_item_violation_info,
        reading.get_item_list,
        reading.search_item,
        variants.get_model_list,
    ),
    "logistics": (shop.get_channel_list,),
    "shop": (shop.get_shop_info, shop.get_profile, shop.get_warehouse_detail),
}
_WRITE = (
    creation.add_item,
    creation.update_item,
    creation.delete_item,
    shelf_life.unlist_item,
    variants.init_tier_variation,
    variants.update_tier_variation,
    variants.add_model,
    variants.update_model,
    variants.delete_model,
    offers.update_price,
    offers.update_stock,
)

# evidence[reference and observed]: paths stand at the root of the host, since the sign covers
#   them (official reference and clients, August 2026)
ROUTES: dict[str, Route] = {
    "/auth": Route("GET", consent.auth_page),
    "/api/v2/shop/auth_partner": Route("GET", consent.auth_partner),
    "/api/v2/auth/token/get": Route("POST", consent.get_token),
    "/api/v2/auth/access_token/get": Route("POST", consent.refresh_token),
    "/api/v2/public/get_shops_by_partner": Route("GET", consent.get_shops_by_partner),
    "/api/v2/media_space/upload_image": Route("POST", _upload, "media_space"),
    **{
        f"/api/v2/{module}/{read.__name__}": Route("GET", _of_shop(read), module)
        for module, group in _READ.items()
        for read in group
    },
    **{
        f"/api/v2/product/{write.__name__}": Route("POST", _of_shop(write), "product")
        for write in _WRITE
    },
}
