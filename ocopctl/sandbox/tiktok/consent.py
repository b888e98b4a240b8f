"""The authorisation side: the consent page, the redirect with a code, exchange and refresh."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiktok import accounts
from ocopctl.sandbox.tiktok.catalogue import fixtures
from ocopctl.sandbox.tiktok.envelope import Refusal, invalid, success

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market

_HTML = {"content-type": "text/html; charset=utf-8"}
REDIRECT_SETTING = "tiktok.redirect"
"""The store setting that holds the redirect address registered for the practice app."""

_PAGE = """<!doctype html><meta charset="utf-8"><title>TikTok Shop</title>
<h1>Ủy quyền cho ứng dụng thực hành</h1>
<form method="post" action="/open/authorize">
<input type="hidden" name="service_id" value="{service_id}">
<input type="hidden" name="state" value="{state}">
<p><select name="account">{options}</select></p>
<p><button name="decision" value="allow">Đồng ý</button>
<button name="decision" value="deny">Từ chối</button></p></form>
"""


# evidence[several clients]: auth.token_get is an unsigned GET with grant_type authorized_code; a
#   bad, used or stale code is 36004004 (five clients, 2025-2026)
def token_get(market: Market, call: Call) -> Answer:
    """Exchange an authorisation code for a token pair (36004004 when it is not good)."""
    _app(call, grant_type="authorized_code")
    account = accounts.redeem_code(market, call.first("auth_code") or "")
    if account is None:
        raise Refusal(36004004, "The auth_code is invalid, has expired or was used before.")
    return _tokens(market, call, account)


# evidence[several clients]: auth.token_refresh is an unsigned GET that answers with a new refresh
#   token too (several clients, 2025-2026)
def token_refresh(market: Market, call: Call) -> Answer:
    """Exchange a refresh token, once, for a new pair.

    That the old one dies at once, with its access token, is our choice: nobody documents it.
    """
    _app(call, grant_type="refresh_token")
    account = accounts.redeem_refresh(market, call.first("refresh_token") or "")
    if account is None:
        raise Refusal(36004004, "The refresh_token is invalid, has expired or was used before.")
    return _tokens(market, call, account)


# evidence[our choice]: a wrong app_key, app_secret or grant_type on the token host is 36009004
#   with status 400 (documented nowhere, 2026)
def _app(call: Call, *, grant_type: str) -> None:
    app = fixtures()["app"]
    if call.first("app_key") != app["app_key"]:
        raise invalid("app_key", "is not known")
    if call.first("app_secret") != app["app_secret"]:
        raise invalid("app_secret", "is wrong")
    if call.first("grant_type") != grant_type:
        raise invalid("grant_type", "is wrong")


def _tokens(market: Market, call: Call, account: str) -> Answer:
    call.shop = account
    seller = accounts.seller(market.shelf, account)
    pair = accounts.issue(market, account)
    data = {
        "access_token": pair.access,
        # evidence[reference and observed]: both expire_in values of a token answer are absolute
        #   Unix seconds, not durations (copies of the official reference, 2025-2026; a public
        #   capture of a token record, June 2026)
        "access_token_expire_in": pair.access_until,
        "refresh_token": pair.refresh,
        "refresh_token_expire_in": pair.refresh_until,
        "open_id": seller["open_id"],
        "seller_name": seller["seller_name"],
        "seller_base_region": "VN",
        "user_type": 0,
        "granted_scopes": fixtures()["scopes"],
    }
    # evidence[reference]: a token answer says success in lower case, an API answer Success
    #   (copies of the official reference, 2025-2026)
    return success(data, message="success")


# evidence[several clients]: the consent link carries service_id and state, in older clients
#   app_key and state (several clients, 2025-2026)
def page(market: Market, call: Call) -> Answer:
    """Show the seller the consent page, by service id or (old link) by app key."""
    app = fixtures()["app"]
    known = call.first("service_id") == app["service_id"] or (
        call.path == "/oauth/authorize" and call.first("app_key") == app["app_key"]
    )
    if not known:
        return Answer("<h1>Ứng dụng không tồn tại</h1>", 400, code="unknown app", headers=_HTML)
    accounts.seller(market.shelf, accounts.DEFAULT)
    options = "".join(_option(one) for one in market.shelf.all("account"))
    text = _PAGE.format(
        service_id=escape(app["service_id"]),
        state=escape(call.first("state") or ""),
        options=options,
    )
    return Answer(text, headers=_HTML)


def _option(seller: dict[str, Any]) -> str:
    return f'<option value="{escape(seller["account"])}">{escape(seller["seller_name"])}</option>'


# evidence[reference]: consent sends the browser back with code and state, a refusal with code
#   null and error auth_denied (notes on the vendor's authorisation document, July 2024)
def decide(market: Market, call: Call) -> Answer:
    """Take the seller's decision and send the browser to the registered redirect address."""
    try:
        form = call.form()
    except UnicodeDecodeError:
        form = {}
    account = form.get("account", accounts.DEFAULT)
    known = market.shelf.get("account", account) is not None
    if form.get("service_id") != fixtures()["app"]["service_id"] or not known:
        return Answer("<h1>Yêu cầu không hợp lệ</h1>", 400, code="bad consent", headers=_HTML)
    call.shop = account
    back = {"state": form.get("state", "")}
    if form.get("decision") == "allow":
        back = {"code": accounts.issue_code(market, account), **back}
    else:
        back = {"code": "null", "error": "auth_denied", **back}
    return Answer("", 302, headers={"location": f"{_redirect(market)}?{urlencode(back)}"})


# evidence[reference]: the redirect address belongs to the app and is never a parameter (one
#   client's documentation, 2026)
def _redirect(market: Market) -> str:
    """Return the address registered for the app: where a client on this machine listens."""
    return market.store.setting(REDIRECT_SETTING) or str(fixtures()["app"]["redirect"])


def callback(_market: Market, call: Call) -> Answer:
    """Show the code that came back: a redirect to register for an app without an address."""
    code = escape(call.first("code") or "")
    return Answer(
        f'<!doctype html><meta charset="utf-8"><p>code: <code>{code}</code></p>', headers=_HTML
    )
