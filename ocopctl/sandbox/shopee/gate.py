"""The gateway: partner, timestamp, signature, then token and shop, in this order.

The first step before the third is measured live; the rest of the order, and the HTTP statuses
other than those of a wrong signature and a wrong token, are our choice.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
from typing import TYPE_CHECKING

from ocopctl.sandbox.shopee.accounts import shop_by_id
from ocopctl.sandbox.shopee.answers import GateError
from ocopctl.sandbox.shopee.shipped import partner_key
from ocopctl.sandbox.shopee.tokens import token_is_good

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market
    from ocopctl.sandbox.shopee.accounts import Shop

# evidence[reference and observed]: a timestamp older than 5 minutes is refused (official
#   reference and clients, August 2026)
# evidence[our choice]: a timestamp ahead of the clock is given the same 5 minutes (the sources
#   are silent, 2026)
WINDOW = 300
_LARGEST = 4294967295
_NUMBER = re.compile(r"[0-9]{1,10}")


# evidence[reference and observed]: a call is signed with HMAC-SHA256 over partner id, path,
#   timestamp and, for a shop, token and shop id, keyed with the key as text (official reference and
#   clients, August 2026)
# evidence[reference and observed]: query values and body are not signed, so a call is bound by
#   its path and time alone (official reference and clients, August 2026)
def signature(key: str, partner_id: str, path: str, timestamp: str, *rest: str) -> str:
    """Sign as the platform does; `rest` is the access token and shop id of a shop call."""
    base = "".join((partner_id, path, timestamp, *rest))
    return hmac.new(key.encode(), base.encode(), hashlib.sha256).hexdigest()


# evidence[measured live]: an empty access_token or shop_id on a public call does no harm (a PHP
#   client on the live host, 2024-2026)
def admit_public(market: Market, call: Call) -> int:
    """Check a public call; return its partner id. Raises GateError."""
    key = _known_partner(market, call)
    # evidence[measured live]: a wrong sign is answered 403 with a JSON body (three observers,
    #   2024-2026)
    if not _signed(call, key):
        raise GateError("error_sign", "Wrong sign.", status=403)
    return int(call.first("partner_id") or 0)


def admit_shop(market: Market, call: Call) -> Shop:
    """Check a shop call; return its shop. Raises GateError."""
    key = _known_partner(market, call)
    # evidence[our choice]: a shop call's token and shop id must be there before its sign is
    #   looked at (the sources are silent, 2026)
    token = _text(call, "access_token", "There is no access_token in query.")
    shop_id = _text(call, "shop_id", "There is no shop_id in query.")
    _whole(shop_id, "shop_id")
    if not _signed(call, key, token, shop_id):
        raise GateError("error_sign", "Wrong sign.", status=403)
    return _entitled(market, call, token, int(shop_id))


# evidence[measured live]: a picture upload is taken with a public or a shop sign (two clients on
#   the live host, 2024-2026)
def admit_either(market: Market, call: Call) -> Shop | None:
    """Check a call that is public by the reference but live takes shop-signed as well."""
    key = _known_partner(market, call)
    token, shop_id = call.first("access_token") or "", call.first("shop_id") or ""
    if _signed(call, key):
        return None
    if token and shop_id:
        return admit_shop(market, call)
    raise GateError("error_sign", "Wrong sign.", status=403)


def _known_partner(market: Market, call: Call) -> str:
    """Return the app's key after its id and the timestamp are in order."""
    partner_id = _text(call, "partner_id", "There is no partner_id in query.")
    key = partner_key(_whole(partner_id, "Partner_id"))
    # evidence[measured live]: an unknown partner is told before a wrong sign (a call to the live
    #   host, 2024-2026)
    # evidence[our choice]: an unknown partner is refused with HTTP 403 (the sources are silent,
    #   2026)
    if key is None:
        text = "Invalid partner_id, please have a check."
        raise GateError("invalid_partner_id", text, status=403)
    timestamp = _whole(_text(call, "timestamp", "no timestamp"), "Timestamp")
    # evidence[reference]: a stale timestamp is refused as error_param, Timestamp is expired.
    #   (official reference, August 2026)
    # evidence[our choice]: a stale timestamp is told before a wrong sign, with HTTP 200 (the
    #   sources are silent, 2026)
    if abs(math.floor(market.clock.wall()) - timestamp) > WINDOW:
        raise GateError("error_param", "Timestamp is expired.")
    _text(call, "sign", "There is no sign in query.")
    return key


def _signed(call: Call, key: str, *rest: str) -> bool:
    partner_id, timestamp = call.first("partner_id") or "", call.first("timestamp") or ""
    wanted = signature(key, partner_id, call.path, timestamp, *rest)
    return hmac.compare_digest(wanted.encode(), (call.first("sign") or "").encode())


def _entitled(market: Market, call: Call, token: str, shop_id: int) -> Shop:
    """Return the shop if it gave this app its consent and the token is good for it."""
    shop = shop_by_id(market, shop_id)
    # evidence[reference]: a shop that is not linked to the app is refused as partner_shop_no_link
    #   (official reference, August 2026)
    # evidence[our choice]: a shop that is not linked is told with HTTP 403, before the token is
    #   looked at (the sources are silent, 2026)
    if shop is None or str(shop["partner_id"]) != call.first("partner_id"):
        text = "Invalid partner_id or shop_id, please have a check."
        raise GateError("partner_shop_no_link", text, status=403)
    # evidence[our choice]: after the consent has ended every call of the shop is refused as
    #   shop_no_linked (the sources are silent, 2026)
    if market.clock.wall() >= shop["expire_time"]:
        raise GateError("shop_no_linked", "Partner and shop has no linked.", status=403)
    # evidence[measured live]: a bad token is answered 403 as invalid_acceess_token, misspelt so
    #   (three observers, 2024-2026)
    if not token_is_good(market, token, shop):
        text = "Invalid access_token, please have a check."
        raise GateError("invalid_acceess_token", text, status=403)
    return shop


# evidence[reference]: an absent parameter of the gateway is named in the text of an error_param
#   (official reference, August 2026)
# evidence[our choice]: an absent parameter of the gateway is told with HTTP 403 (the sources are
#   silent, 2026)
def _text(call: Call, name: str, absent: str) -> str:
    value = call.first(name)
    if not value:
        raise GateError("error_param", absent, status=403)
    return value


def _whole(value: str, name: str) -> int:
    # evidence[reference]: partner id, timestamp and shop id are whole numbers up to 4294967295
    #   (official reference, August 2026)
    # evidence[our choice]: a malformed number comes with HTTP 403 (the sources are silent, 2026)
    if not _NUMBER.fullmatch(value) or int(value) > _LARGEST:
        text = f"{name} is invalid, should be an integer between 0 and {_LARGEST}."
        raise GateError("error_param", text, status=403)
    return int(value)
