"""The consent page: the practice seller is logged in and agrees at once."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from ocopctl.sandbox.lazada import accounts
from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

# evidence[reference and observed]: the consent page is /oauth/authorize and sends the browser to
#   redirect_uri with the code (official documentation and clients, April 2026)
# evidence[our choice]: there is no login page: the seller agrees at once (the sources are silent,
#   2026)
PATH = "/oauth/authorize"
REGISTERED = "https://example.vn/lazada/callback"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def authorize(market: Market, call: Call) -> Answer:
    """Send the browser back to the app with a code, or show why not."""
    call.endpoint = "oauth.authorize"
    owner = accounts.by_app(market, call.first("client_id") or "")
    target = call.first("redirect_uri") or ""
    if call.method != "GET":
        return Answer("Method Not Allowed", 405, "405")
    if owner is None:
        return _page("The app does not exist", "InvalidAppKey")
    call.shop = owner["name"]
    # evidence[our choice]: the page's refusals are HTML with HTTP 200 (the sources are silent,
    #   2026)
    if call.first("response_type") != "code":
        return _page("response_type must be code", "InvalidParameter")
    if not _registered(target):
        # evidence[reference and observed]: a redirect_uri that is not the app's callback is
        #   refused in these words (official documentation and clients, April 2026)
        text = "Redirect uri does not match the callback url of the APP"
        return _page(text, "InvalidRedirectUri")
    # evidence[one client]: `country` restricts the choice of country; any but vn is refused (one
    #   client, 2026)
    if (call.first("country") or "vn").lower() != "vn":
        return _page("The seller has no shop in this country", "InvalidCountry")
    back = {"code": accounts.new_code(market, owner)}
    # evidence[reference and observed]: `state` comes back beside the code (official documentation
    #   and clients, April 2026)
    state = call.first("state")
    if state:
        back["state"] = state
    joint = "&" if urlsplit(target).query else "?"
    return Answer("", 302, "0", {"location": target + joint + urlencode(back)})


def _registered(target: str) -> bool:
    """Take the app's own callback, and any on this machine: practice has no app console."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    # evidence[our choice]: any callback on this machine counts as registered, for want of an app
    #   console (the sources are silent, 2026)
    local = parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK
    return target == REGISTERED or (local and not parts.fragment)


def _page(text: str, code: str) -> Answer:
    html = f"<!doctype html><title>Lazada</title><p>{escape(text)}</p>"
    return Answer(html.encode(), 200, code, {"content-type": "text/html; charset=utf-8"})
