"""What every signed call must pass, in order. The order is our choice: nobody documents it.

App key, signature present, timestamp, signature, token, its life, scope, shop cipher, rate.
"""

from __future__ import annotations

import hmac
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.allowance import DAY_S, HOUR_S, over
from ocopctl.sandbox.tiktok import accounts
from ocopctl.sandbox.tiktok.catalogue import fixtures
from ocopctl.sandbox.tiktok.envelope import Refusal, invalid
from ocopctl.sandbox.tiktok.signing import signature

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

# evidence[reference]: a timestamp in seconds holds from 5 minutes behind the server to 30 s
#   ahead, 36009004 outside (copies of the official reference, 2025-2026)
_PAST_S = 300
_AHEAD_S = 30
TOKEN_HEADER = "x-tts-access-token"  # noqa: S105 - the name of a header
# evidence[our choice]: a setting forgives the cipher on uploads and an empty object signed as no
#   body; both are refused by default (clients disagree, 2025-2026)
LENIENT_SETTING = "tiktok.lenient"
"""The store setting that, when "1", forgives a cipher on uploads and a body {} signed as empty."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an endpoint asks of a call before it is looked at."""

    scope: str
    cipher: bool = True
    upload: bool = False


# evidence[reference]: too many calls are 36009002 with status 429 and Retry-After in seconds
#   (copies of the official reference, 2025-2026)
class TooManyCalls(Refusal):
    """The shop's allowance is used up; `retry_after` is whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(36009002, "Too many requests, try again later.", status=429)
        self.retry_after = retry_after


# evidence[our choice]: checks go media type, app key, signature there, time, signature, token,
#   its life, scope, cipher, rate, body (documented nowhere, 2026)
def admit(market: Market, call: Call, terms: Terms) -> dict[str, Any]:
    """Return the account a call acts for, or refuse it; also sets `call.shop`."""
    lenient = market.store.setting(LENIENT_SETTING) == "1"
    _media(call, terms)
    query = _query(call)
    _app_and_time(market, query)
    _signature(call, query, lenient=lenient)
    token = _token(market, call)
    # evidence[measured live]: a missing scope is 105005 with status 401 (a public note on eight
    #   shops, 2026 or before)
    if terms.scope not in token["scopes"]:
        raise Refusal(105005, "The app has no permission for this API scope.", status=401)
    _cipher(market, call, query, terms, lenient=lenient)
    _rate(market, call.shop)
    _hour(market, call.shop)
    return accounts.seller(market.shelf, call.shop)


# evidence[reference]: an upload that is not multipart is 36009023, another body that is not JSON
#   36009022 (the reference's error lists as two clients keep them, 2025-2026; that both are 400 and
#   a GET needs no type is our choice)
def _media(call: Call, terms: Terms) -> None:
    if terms.upload and call.media_type != "multipart/form-data":
        raise Refusal(36009023, "The content-type must be multipart/form-data.", status=400)
    # evidence[measured live]: a doubled content-type line is 36009022 (notes of live calls on a
    #   Thai shop, August 2026)
    if call.body and not terms.upload and call.headers.get("content-type", "").count("/") != 1:
        raise Refusal(36009022, "Exactly one content-type is expected.", status=400)
    if call.body and not terms.upload and call.media_type != "application/json":
        raise Refusal(36009022, "The content-type must be application/json.", status=400)


def _query(call: Call) -> dict[str, str]:
    query = dict(call.query)
    if len(query) != len(call.query):
        raise invalid("query", "holds a parameter twice")
    return query


# evidence[reference]: an unknown app_key and a missing sign are 36009004, told apart by their
#   messages (copies of the official reference, 2025-2026)
def _app_and_time(market: Market, query: dict[str, str]) -> None:
    if query.get("app_key") != fixtures()["app"]["app_key"]:
        raise invalid("app_key", "is missing or not known")
    if not query.get("sign"):
        raise Refusal(36009004, "Missing credentials: the signature is required.", status=400)
    timestamp = query.get("timestamp", "")
    if not (len(timestamp) == 10 and timestamp.isascii() and timestamp.isdigit()):
        raise invalid("timestamp", "must be 10 digits of Unix seconds")
    if not -_PAST_S <= int(timestamp) - market.clock.wall() <= _AHEAD_S:
        raise invalid("timestamp", "is outside the accepted window")


# evidence[reference and observed]: a wrong signature is 106001 with status 401 (copies of the
#   official reference, 2025-2026; a public capture of a failed live call, June 2026)
def _signature(call: Call, query: dict[str, str], *, lenient: bool) -> None:
    secret = fixtures()["app"]["app_secret"]
    bodies = [call.body, b""] if lenient and call.body == b"{}" else [call.body]
    given = query["sign"].encode()
    for body in bodies:
        right = signature(secret, call.path, query.items(), body, call.media_type)
        if hmac.compare_digest(given, right.encode()):
            return
    raise Refusal(
        106001,
        "Invalid credentials: the 'sign' parameter is bad. See the signing page for more details.",
        status=401,
    )


def _token(market: Market, call: Call) -> dict[str, Any]:
    value = call.headers.get(TOKEN_HEADER, "")
    token = market.shelf.get("access", value) if value else None
    # evidence[reference]: an unknown token is 36009004 with a message that names the header
    #   (copies of the official reference, 2025-2026; that its status is 401 is our choice)
    if token is None:
        raise Refusal(36009004, f"Invalid credentials: `{TOKEN_HEADER}` is invalid.", status=401)
    call.shop = token["account"]
    # evidence[reference]: an expired access token is 105002 (copies of the official reference,
    #   2025-2026; one note says status 200 or 401, here it is 401)
    if token["until"] <= market.clock.wall():
        raise Refusal(105002, "Expired credentials: the access_token has expired.", status=401)
    return token


def _cipher(
    market: Market, call: Call, query: dict[str, str], terms: Terms, *, lenient: bool
) -> None:
    cipher = query.get("shop_cipher")
    if not terms.cipher:
        # evidence[reference]: a shop_cipher where none is wanted is 36009004 (copies of the
        #   official reference, 2025-2026)
        if cipher is not None and not (lenient and terms.upload):
            raise invalid("shop_cipher", "is unexpected: it is not required here")
        return
    # evidence[reference]: a missing shop_cipher is 106013 (the reference's error lists as two
    #   clients keep them, 2025-2026; that its status is 400 is our choice)
    if not cipher:
        raise Refusal(106013, "The shop_cipher is required.", status=400)
    # evidence[reference]: a cipher that does not fit the token is 101000 (the reference's error
    #   lists as two clients keep them, 2025-2026; that its status is 401 is our choice)
    if accounts.owner_of_cipher(market.shelf, cipher) != call.shop:
        raise Refusal(101000, "The shop cipher and the credentials do not match.", status=401)


# evidence[our choice]: a shop has one evenly refilled allowance, none by default; real quotas are
#   dynamic and unpublished (documented nowhere, 2026)
def _rate(market: Market, shop: str) -> None:
    """Keep one bucket a shop: as many calls at once as a second allows, refilled evenly."""
    allowed = market.settings.calls_per_second
    if not allowed:
        return
    now = market.clock.now()
    bucket = market.shelf.get("rate", shop) or {"left": max(allowed, 1.0), "at": now}
    left = min(max(allowed, 1.0), bucket["left"] + (now - bucket["at"]) * allowed)
    granted = left >= 1
    market.shelf.put("rate", shop, {"left": left - granted, "at": now})
    if not granted:
        raise TooManyCalls(math.ceil((1 - left) / allowed))


# evidence[reference]: a development shop has a cap by hour, and one call more is 36009037 with
#   status 429 (copies of the official reference, 2025-2026; notices name 100 or 1000)
# evidence[our choice]: the cap is a setting of the market, off by default; it ends with the full
#   hour and comes without Retry-After (documented nowhere, 2026)
def _hour(market: Market, shop: str) -> None:
    most = market.settings.calls_per_hour
    if over(market, f"{shop} hour", most, window_s=HOUR_S) is not None:
        raise hour_used_up()


def hour_used_up() -> Refusal:
    """Return the refusal of a call after the hour's last."""
    return Refusal(36009037, "The hourly request limit of the test shop is used up.", status=429)


# evidence[reference]: a shop has a daily allowance of new listings, and one more is 12052093
#   (the reference's error lists as two clients keep them, 2025-2026; its size is not published)
# evidence[one client]: a creation that is refused counts as well (a comment in a live tool, 2026)
# evidence[our choice]: the allowance is a setting of the market, off by default; its day ends at
#   midnight of Vietnam (documented nowhere, 2026)
def count_listing(market: Market, shop: str) -> None:
    """Take one off the day's new listings of a shop. Refuses with 12052093 when none is left."""
    most = market.settings.calls_per_day
    if over(market, f"{shop} listings", most, window_s=DAY_S, utc_offset_h=7) is not None:
        raise listings_used_up()


def listings_used_up() -> Refusal:
    """Return the refusal of a new listing after the day's last."""
    return Refusal(12052093, "The shop has reached its limit of new listings for today.")
