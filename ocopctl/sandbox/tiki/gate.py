"""What stands before every call: the gateway's filter, the token, the scope, the rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import tokens
from ocopctl.sandbox.tiki.replies import CallRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.sandbox.market import Call, Market

# `all` is deprecated and stands for the first two scopes there were.
# evidence[reference]: the deprecated scope all stands for product and order (official
#   documentation, 2020-2024)
_STANDS_FOR = {"all": ("product", "order")}


# evidence[one client]: a call without User-Agent is 403 with a page that is not JSON (one
#   author's clients and a catalogue's audit, September 2026; that this is the reason is inferred)
def gateway(call: Call) -> Answer | None:
    """Turn away a call without a User-Agent: 403, with a page and not JSON as its body."""
    if call.headers.get("user-agent", "").strip():
        return None
    page = (
        b"<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
    )
    headers = {"content-type": "text/html", "server": "gateway"}
    return Answer(page, 403, code="gateway", headers=headers)


# evidence[reference]: a token that is missing, over or of no seller is 401 (official
#   documentation, 2020-2024)
def admit(market: Market, call: Call) -> tuple[dict[str, Any], set[str]]:
    """Return the seller and the scopes of the bearer token. Refuses with 401 or 429."""
    token = bearer(call)
    if not token:
        raise CallRefusedError(401, "Unauthorized: access token is missing")
    found = tokens.read_access(market, token)
    if found is None:
        raise CallRefusedError(401, "Unauthorized: access token is invalid or expired")
    account = market.shelf.get("account", found["account"])
    if account is None:
        raise CallRefusedError(401, "Unauthorized: access token is not tied to a seller")
    call.shop = account["account"]
    _count(market, call.shop)
    return account, _expanded(found["scopes"])


def bearer(call: Call) -> str:
    """Return the bearer token of a call, "" without one."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


# evidence[reference]: a scope the token has not is 403 with errors (official documentation,
#   2020-2024)
def check_scope(scope: str, held: set[str]) -> None:
    """Refuse a call whose scope the token does not hold."""
    if scope and scope not in held:
        raise CallRefusedError(403, f"Permission denied: scope {scope} is missing")


# evidence[reference]: a seller who is not active is 403 with errors (official documentation,
#   2020-2024)
def check_active(account: dict[str, Any]) -> None:
    """Refuse a seller who is not active."""
    if account["active"] != 1:
        raise CallRefusedError(403, "Seller is not active")


# evidence[reference]: what is not JSON is 406 (official documentation, 2020-2024)
def check_media(call: Call) -> None:
    """Refuse what is not JSON on the way in or on the way out."""
    accepted = [part.split(";")[0].strip() for part in call.headers.get("accept", "*/*").split(",")]
    if not {"application/json", "application/*", "*/*"} & set(accepted):
        raise CallRefusedError(406, "Only application/json is served")
    if call.method in {"POST", "PUT"} and call.body and call.media_type != "application/json":
        raise CallRefusedError(406, "Only application/json is accepted")


def _expanded(scopes: Iterable[str]) -> set[str]:
    return {one for scope in scopes for one in _STANDS_FOR.get(scope, (scope,))}


# evidence[reference]: a seller has one allowance of calls, 200 a second as documented and none
#   here by default (official documentation, 2020-2024)
def _count(market: Market, account: str) -> None:
    """Take one from the seller's allowance: a second's worth at most, refilled as time goes by."""
    rate = market.settings.calls_per_second
    if rate <= 0:
        return
    now = market.clock.now()
    most = max(1.0, rate)
    seen = market.shelf.get("allowance", account) or {"at": now, "left": most}
    left = min(most, seen["left"] + max(0.0, now - seen["at"]) * rate)
    allowed = left >= 1
    market.shelf.put("allowance", account, {"at": now, "left": left - 1 if allowed else left})
    if not allowed:
        raise too_fast()


# evidence[reference]: calls beyond a seller's allowance are 429 without Retry-After (official
#   documentation, 2020-2024)
def too_fast() -> CallRefusedError:
    """Return the refusal of a call above the allowance."""
    return CallRefusedError(429, "Too many requests")
