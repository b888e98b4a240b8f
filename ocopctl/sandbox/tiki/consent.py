"""The browser's half of authorization_code: the practice seller consents at once.

A seller who is not active refuses. What is wrong with the app or its redirect is told on a page,
since there is nowhere safe to send the browser; everything else is told to the redirect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import tokens
from ocopctl.sandbox.tiki.oauth import OAuthRefusedError, granted
from ocopctl.sandbox.tiki.reference import sellers

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

# evidence[reference]: state has at least 8 characters (official documentation, 2020-2024)
SHORTEST_STATE = 8


# evidence[our choice]: oauth2.auth agrees at once in the seller's name instead of showing a page
#   (practice market, 2026)
def consent(market: Market, call: Call) -> Answer:
    """Send the browser back with a code, or with the reason why there is none."""
    call.endpoint = "oauth2.auth"
    if call.method != "GET":
        return _page("Method not allowed", 405)
    app = market.shelf.get("app", call.first("client_id") or "")
    if app is None or "authorization_code" not in app["grants"]:
        return _page("The OAuth client is unknown or may not ask for a code", 400)
    redirect = call.first("redirect_uri") or ""
    # evidence[reference]: redirect_uri equals a registered one (official documentation,
    #   2020-2024; that the fault is told on a page is our choice)
    if redirect not in app["redirect_uris"]:
        return _page("redirect_uri is not one that the app registered", 400)
    call.shop = app["account"]
    return _back(redirect, _outcome(market, call, app, redirect), call.first("state") or "")


def _outcome(market: Market, call: Call, app: dict[str, Any], redirect: str) -> dict[str, str]:
    if call.first("response_type") != "code":
        return _error("unsupported_response_type", "400", "response_type must be code")
    if len(call.first("state") or "") < SHORTEST_STATE:
        return _error("invalid_state", "400", f"state needs at least {SHORTEST_STATE} characters")
    try:
        scopes = granted(call.first("scope") or "", sellers()["scopes"])
    except OAuthRefusedError as refusal:
        return _error(refusal.code, "400", refusal.description)
    account = market.shelf.get("account", app["account"])
    # evidence[reference]: a refusal comes back as access_denied with error_code 403 and
    #   error_hint (official documentation, 2020)
    if account is None or account["active"] != 1:
        return _error("access_denied", "403", "The seller did not agree")
    code = tokens.issue_code(market, app, scopes, redirect)
    # evidence[reference]: consent comes back with code, scope and state (official documentation,
    #   2020-2024)
    return {"code": code, "scope": " ".join(scopes)}


def _error(code: str, status: str, hint: str) -> dict[str, str]:
    return {"error": code, "error_code": status, "error_hint": hint}


def _back(redirect: str, outcome: dict[str, str], state: str) -> Answer:
    joint = "&" if "?" in redirect else "?"
    address = f"{redirect}{joint}{urlencode(outcome | {'state': state})}"
    return Answer("", 302, code=outcome.get("error", ""), headers={"location": address})


def _page(text: str, status: int) -> Answer:
    page = f"<!DOCTYPE html><html><body><h1>{status}</h1><p>{text}</p></body></html>"
    headers = {"content-type": "text/html; charset=utf-8"}
    return Answer(page.encode(), status, code=text, headers=headers)
