"""The shops of the practice market and the app that they gave their consent to."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

PARTNER = 2009001
DEFAULT_ACCOUNT = "shopee"
# evidence[reference]: a seller's consent ends 365 days after it was given (official reference,
#   one page of which says 360, August 2026)
CONSENT_LIFE = 365 * 86400
# evidence[our choice]: shop numbers count up from 900000001 and an account's shop opens on first
#   use (the sources are silent, 2026)
_FIRST_SHOP = 900000001


class Shop(TypedDict):
    """One seller's shop; `partner_id` is the app it gave its consent to. Times are wall seconds."""

    shop_id: int
    partner_id: int
    account: str
    shop_name: str
    auth_time: int
    expire_time: int


def shop_of(market: Market, account: str) -> Shop:
    """Return the shop of an account, opening it on first use."""
    known = market.shelf.find("shop", account)
    if known:
        return cast("Shop", known[0])
    default = account == DEFAULT_ACCOUNT
    number = _FIRST_SHOP if default else market.shelf.next_number("shop", _FIRST_SHOP + 1)
    at = int(market.clock.wall())
    name = "Gốm làng Bát" if default else f"Gian hàng {account}"
    shop = Shop(
        shop_id=number,
        partner_id=PARTNER,
        account=account,
        shop_name=name,
        auth_time=at,
        expire_time=at + CONSENT_LIFE,
    )
    save_shop(market, shop)
    return shop


def save_shop(market: Market, shop: Shop) -> None:
    """Write a shop, findable by its account's name."""
    market.shelf.put("shop", shop["shop_id"], dict(shop), keys=[shop["account"]])


def shop_by_id(market: Market, shop_id: int) -> Shop | None:
    """Return a shop by its number, None when there is no such shop."""
    return cast("Shop | None", market.shelf.get("shop", shop_id))


def shops(market: Market) -> list[Shop]:
    """Return every shop, in the order of their numbers."""
    return cast("list[Shop]", market.shelf.all("shop"))
