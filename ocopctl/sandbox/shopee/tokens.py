"""Consent codes and tokens, their lives held against the wall clock.

A code lives 10 minutes, an access token 4 hours, a refresh token 30 days and once, a consent 365
days (official reference, Aug 2026). The access token that a refresh replaces stays good for 5
minutes (two clients).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, TypedDict

from ocopctl.sandbox.shopee.accounts import CONSENT_LIFE, save_shop, shop_by_id, shop_of
from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.shipped import partner_key

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.shopee.accounts import Shop

# evidence[reference and observed]: an access token lives 4 hours (official reference and clients,
#   August 2026)
ACCESS_LIFE = 14400
# evidence[reference and observed]: a consent code lives 10 minutes and is good once (official
#   reference and clients, August 2026)
_CODE_LIFE = 600
# evidence[reference and observed]: a refresh token lives 30 days (official reference and clients,
#   August 2026)
_REFRESH_LIFE = 30 * 86400
# evidence[several clients]: the access token that a refresh replaces stays good for 5 minutes
#   (two clients, 2026)
_GRACE = 300


class Pair(TypedDict):
    """An access token with the refresh token that came with it."""

    access_token: str
    refresh_token: str


def credentials(market: Market, account: str) -> dict[str, str]:
    """Return all that a client of this account needs: consent as of now and a fresh pair."""
    shop = _consented(market, shop_of(market, account))
    pair = issue_pair(market, shop)
    return {
        "partner_id": str(shop["partner_id"]),
        "partner_key": partner_key(shop["partner_id"]) or "",
        "shop_id": str(shop["shop_id"]),
        "access_token": pair["access_token"],
        "refresh_token": pair["refresh_token"],
    }


def issue_pair(market: Market, shop: Shop) -> Pair:
    """Make a new pair of tokens for a shop."""
    wall = market.clock.wall()
    # evidence[reference and observed]: tokens are 32 hexadecimal digits; every refresh gives a
    #   new pair (official reference and clients, August 2026)
    pair = Pair(access_token=secrets.token_hex(16), refresh_token=secrets.token_hex(16))
    bound = {"shop_id": shop["shop_id"], "partner_id": shop["partner_id"]}
    market.shelf.put("access", pair["access_token"], {**bound, "expires": wall + ACCESS_LIFE})
    life = {"expires": wall + _REFRESH_LIFE, "used": False, "access": pair["access_token"]}
    market.shelf.put("refresh", pair["refresh_token"], {**bound, **life})
    return pair


# evidence[reference and observed]: a token is good for one shop and one app (official reference
#   and clients, August 2026)
def token_is_good(market: Market, token: str, shop: Shop) -> bool:
    """Tell whether an access token is known, unexpired and this shop's."""
    known = market.shelf.get("access", token)
    if known is None or market.clock.wall() >= known["expires"]:
        return False
    return bool(known["shop_id"] == shop["shop_id"] and known["partner_id"] == shop["partner_id"])


def refresh(market: Market, token: str, shop: Shop) -> Pair:
    """Trade a refresh token for a new pair; it is dead afterwards. Raises RefusalError."""
    known = market.shelf.get("refresh", token)
    # evidence[reference]: a refresh token is good once and bound to its shop (official reference,
    #   August 2026; one project says good for 4 hours)
    # evidence[one client]: a used, unknown or foreign refresh token is refused as error_param
    #   with a text that names token and shop (one client's note, 2026)
    if known is None or known["used"] or known["shop_id"] != shop["shop_id"]:
        raise RefusalError(
            "error_param",
            "Your refresh token or shop_id is wrong, please check refresh token or shop_id.",
        )
    wall = market.clock.wall()
    if wall >= known["expires"]:
        # evidence[one client]: an expired refresh token is refused as error_refresh_token (one
        #   client's note, 2026)
        raise RefusalError("error_refresh_token", "Your refresh_token expired.")
    market.shelf.put("refresh", token, {**known, "used": True})
    old = market.shelf.get("access", known["access"])
    if old is not None:
        expires = min(old["expires"], wall + _GRACE)
        market.shelf.put("access", known["access"], {**old, "expires": expires})
    return issue_pair(market, shop)


def issue_code(market: Market, shop: Shop, partner_id: int) -> str:
    """Make the code that a consent sends back to the app."""
    code = secrets.token_hex(16)
    expires = market.clock.wall() + _CODE_LIFE
    body = {"shop_id": shop["shop_id"], "partner_id": partner_id, "expires": expires, "used": False}
    market.shelf.put("code", code, body)
    return code


def redeem_code(market: Market, code: str, partner_id: int, shop_id: int) -> Pair:
    """Trade a consent code for a pair and renew the shop's consent. Raises RefusalError."""
    known = market.shelf.get("code", code)
    wall = market.clock.wall()
    fresh = known is not None and not known["used"] and wall < known["expires"]
    if known is None or not fresh or known["partner_id"] != partner_id:
        # evidence[reference and observed]: a code that is wrong, used or expired is refused as
        #   invalid_code (official reference and clients, August 2026)
        raise RefusalError("invalid_code", "Invalid code")
    shop = shop_by_id(market, shop_id)
    if shop is None or known["shop_id"] != shop_id:
        # evidence[reference]: a code of another shop is refused as invalid_shop_id; its text is
        #   ours (official reference, August 2026)
        raise RefusalError("invalid_shop_id", "Invalid shop_id")
    market.shelf.put("code", code, {**known, "used": True})
    return issue_pair(market, _consented(market, {**shop, "partner_id": partner_id}))


# evidence[our choice]: a new consent starts its year anew (the sources are silent, 2026)
def _consented(market: Market, shop: Shop) -> Shop:
    """Keep that the shop's owner gave consent now; return the shop as it is kept."""
    at = int(market.clock.wall())
    consented: Shop = {**shop, "auth_time": at, "expire_time": at + CONSENT_LIFE}
    save_shop(market, consented)
    return consented
