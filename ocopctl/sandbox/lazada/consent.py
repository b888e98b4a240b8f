"""The consent page: the practice seller is logged in and agrees at once."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from ocopctl.sandbox.lazada import accounts
from ocopctl.sandbox.market import Answer

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

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
    if call.first("response_type") != "code":
        return _page("response_type must be code", "InvalidParameter")
    if not _registered(target):
        text = "Redirect uri does not match the callback url of the APP"
        return _page(text, "InvalidRedirectUri")
    if (call.first("country") or "vn").lower() != "vn":
        return _page("The seller has no shop in this country", "InvalidCountry")
    back = {"code": accounts.new_code(market, owner)}
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
    local = parts.scheme in ("http", "https") and parts.hostname in _LOOPBACK
    return target == REGISTERED or (local and not parts.fragment)


def _page(text: str, code: str) -> Answer:
    html = f"<!doctype html><title>Lazada</title><p>{escape(text)}</p>"
    return Answer(html.encode(), 200, code, {"content-type": "text/html; charset=utf-8"})
