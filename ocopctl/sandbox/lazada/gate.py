"""What every call passes before its business: parameters, app, clock, signature, token, pace."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import accounts
from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.sandbox.market import Call, Market

CLOCK_S = 7200
_SYSTEM = ("app_key", "timestamp", "sign_method", "sign")
_BAN_S = 1.0


def parameters(call: Call) -> dict[str, str]:
    """Merge query and form into one flat list; the body wins. A JSON body is not read."""
    try:
        return {**dict(call.query), **_form(call)}
    except UnicodeDecodeError as broken:
        raise _bad_signature() from broken


def app(market: Market, path: str, params: Mapping[str, str]) -> dict[str, Any]:
    """Return the app that signed the call for `path` (without /rest). Refuses as ISV."""
    for name in _SYSTEM:
        require(params, name)
    owner = accounts.by_app(market, params["app_key"])
    if owner is None:
        raise RefusalError("InvalidAppKey", "The specified App Key is invalid", kind="ISV")
    if params["sign_method"] != "sha256":
        raise _bad_signature()
    if abs(_seconds(params["timestamp"]) - market.clock.wall()) > CLOCK_S:
        raise _bad_clock()
    wanted = signature(owner["app_secret"], path, params)
    if not hmac.compare_digest(wanted.encode(), params["sign"].encode()):
        raise _bad_signature()
    return owner


def signature(secret: str, path: str, params: Mapping[str, str]) -> str:
    """Return the digest wanted for these parameters; empty ones and `sign` are left out."""
    signed = sorted((name, value) for name, value in params.items() if value and name != "sign")
    text = path + "".join(name + value for name, value in signed)
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest().upper()


def require(params: Mapping[str, str], name: str) -> str:
    """Return a mandatory parameter. Refuses with MissingParameter."""
    value = params.get(name, "")
    if not value:
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
        message = "Api access frequency exceeds the limit. this ban will last 1 seconds"
        raise RefusalError("ApiCallLimit", message, kind="ISV")


def _form(call: Call) -> dict[str, str]:
    read = call.media_type in ("application/x-www-form-urlencoded", "multipart/form-data")
    return call.form() if read else {}


def _seconds(timestamp: str) -> float:
    """Read the time of a call: milliseconds, or ISO in UTC."""
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
    message = "The request signature does not conform to platform standards"
    return RefusalError("IncompleteSignature", message, kind="ISV")
