"""What every call passes before its business: parameters, app, clock, signature, token, pace."""

from __future__ import annotations

import hashlib
import hmac
import math
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.allowance import DAY_S, over
from ocopctl.sandbox.lazada import accounts
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.market import Call, Market

# evidence[reference and observed]: a timestamp may be 7200 seconds off, either way (official
#   documentation and clients, April 2026)
CLOCK_S = 7200
_SYSTEM = ("app_key", "timestamp", "sign_method", "sign")
# evidence[reference and observed]: a call too many is refused as ApiCallLimit, and so is all else
#   for a second (official documentation and clients, April 2026)
# evidence[our choice]: how many calls a second is a setting of the market, off by default, and
#   counted by app (the sources are silent, 2026)
_BAN_S = 1.0


# evidence[several clients]: query, urlencoded and multipart fields are one flat list (the wire of
#   clients in use, 2026)
# evidence[our choice]: a name in both query and body counts as in the body (the sources are
#   silent, 2026)
# evidence[several clients]: a JSON body is not read, so its fields are missing from the sign (two
#   integrators' reports, disputed by one PHP client, 2026)
def parameters(call: Call) -> dict[str, str]:
    """Merge query and form into one flat list; the body wins. A JSON body is not read."""
    try:
        return {**dict(call.query), **_form(call)}
    except UnicodeDecodeError as broken:
        raise _bad_signature() from broken


def app(market: Market, path: str, params: Mapping[str, str]) -> dict[str, Any]:
    """Return the app that signed the call for `path` (without /rest). Refuses as ISV."""
    # evidence[reference and observed]: app_key, timestamp, sign_method and sign must be there
    #   (official documentation and clients, April 2026)
    for name in _SYSTEM:
        require(params, name)
    owner = accounts.by_app(market, params["app_key"])
    # evidence[one client]: an unknown app key is refused as InvalidAppKey (clients of a sister
    #   platform on the same gateway, 2026)
    if owner is None:
        raise RefusalError("InvalidAppKey", "The specified App Key is invalid", kind="ISV")
    # evidence[our choice]: any sign method but sha256 is refused like a wrong sign, the
    #   documented older one too (the sources are silent, 2026)
    if params["sign_method"] != "sha256":
        raise _bad_signature()
    # evidence[one client]: a stale timestamp is refused as IllegalTimestamp (clients of a sister
    #   platform on the same gateway, 2026)
    if abs(_seconds(params["timestamp"]) - market.clock.wall()) > CLOCK_S:
        raise _bad_clock()
    wanted = signature(owner["app_secret"], path, params)
    if not hmac.compare_digest(wanted.encode(), params["sign"].encode()):
        raise _bad_signature()
    return owner


# evidence[reference and observed]: a call is signed with HMAC-SHA256 in upper case over the path
#   and all parameters sorted by bytes (official documentation and clients, April 2026)
# evidence[reference]: parameters without a value are left out of the sign (the documentation's
#   Java sample; the official Python client signs them, 2026)
def signature(secret: str, path: str, params: Mapping[str, str]) -> str:
    """Return the digest wanted for these parameters; empty ones and `sign` are left out."""
    signed = sorted((name, value) for name, value in params.items() if value and name != "sign")
    text = path + "".join(name + value for name, value in signed)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def require(params: Mapping[str, str], name: str) -> str:
    """Return a mandatory parameter. Refuses with MissingParameter."""
    value = params.get(name, "")
    if not value:
        # evidence[reference and observed]: a mandatory parameter that is absent is named under
        #   MissingParameter (documentation for the sign, a sister platform's clients for the
        #   others, 2026)
        message = (
            f'The input parameter "{name}" that is mandatory for processing this request '
            "is not supplied"
        )
        raise RefusalError("MissingParameter", message, kind="ISV")
    return value


def pace(market: Market, shop: str) -> None:
    """Count the call against the shop's allowance. Refuses with ApiCallLimit for a second."""
    rate = market.settings.calls_per_second
    if not rate:
        return
    now = market.clock.now()
    allowed = max(1, int(rate))
    kept = market.shelf.get("pace", shop) or {"banned": 0.0, "calls": []}
    recent = [at for at in kept["calls"] if at > now - allowed / rate]
    over = now < kept["banned"] or len(recent) >= allowed
    banned = kept["banned"] if now < kept["banned"] else now + _BAN_S * over
    calls = recent if over else [*recent, now]
    market.shelf.put("pace", shop, {"banned": banned, "calls": calls})
    if over:
        raise ban("ApiCallLimit", _BAN_S)


# evidence[reference]: the calls of an app are counted by day, 10000 in test and 10000000 online
#   (official documentation, April 2026)
# evidence[our choice]: how many a day allows is a setting of the market, off by default; the day
#   ends at midnight of Vietnam, and one call more is AppCallLimit with the seconds until then (the
#   sources are silent, 2026)
def day(market: Market, shop: str) -> None:
    """Count the call against the day of the app. Refuses with AppCallLimit until it is over."""
    most = market.settings.calls_per_day
    left = over(market, shop, most, window_s=DAY_S, utc_offset_h=7)
    if left is not None:
        raise ban("AppCallLimit", left)


def ban(code: str, seconds: float) -> RefusalError:
    """Return the refusal of a call too many, under the code of what was too many."""
    lasts = f"this ban will last {math.ceil(seconds)} seconds"
    return RefusalError(code, f"Api access frequency exceeds the limit. {lasts}", kind="ISV")


def _form(call: Call) -> dict[str, str]:
    read = call.media_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    return call.form() if read else {}


def _seconds(timestamp: str) -> float:
    """Read the time of a call: milliseconds, or ISO in UTC."""
    # evidence[reference and observed]: a timestamp is milliseconds (official documentation and
    #   clients, April 2026)
    # evidence[reference]: a timestamp may be ISO text in UTC instead (official documentation,
    #   April 2026)
    if re.fullmatch(r"[0-9]{1,15}", timestamp):
        return int(timestamp) / 1000
    try:
        at = datetime.strptime(timestamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as broken:
        raise _bad_clock() from broken
    return at.timestamp()


def _bad_clock() -> RefusalError:
    return RefusalError(
        "IllegalTimestamp", "The specified timestamp is illegal or expired", kind="ISV"
    )


def _bad_signature() -> RefusalError:
    # evidence[reference and observed]: a wrong sign is refused as IncompleteSignature in these
    #   words (official documentation and clients, April 2026)
    message = "The request signature does not conform to platform standards"
    return RefusalError("IncompleteSignature", message, kind="ISV")
