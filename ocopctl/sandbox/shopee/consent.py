"""Consent and tokens: the link a seller follows, the codes it hands out, the pairs they buy."""

from __future__ import annotations

import html
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.shopee import accounts, queries, tokens
from ocopctl.sandbox.shopee.answers import GateError, RefusalError, flat
from ocopctl.sandbox.shopee.decoding import Scalar, Struct, missing, read_body
from ocopctl.sandbox.shopee.gate import admit_public
from ocopctl.sandbox.shopee.shipped import partner_key

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market
    from ocopctl.sandbox.shopee.accounts import Shop

_ID = Scalar("uint64")
_CODE = Struct(
    "GetTokenRequest",
    {"code": Scalar("string"), "partner_id": _ID, "shop_id": _ID, "main_account_id": _ID},
    required=("code", "partner_id"),
)
# evidence[reference and observed]: a refresh names exactly one of shop, merchant, supplier, user
#   and principal (official reference and clients, August 2026)
_OWNERS = ("shop_id", "merchant_id", "supplier_id", "user_id", "principal_id")
_REFRESH = Struct(
    "RefreshTokenRequest",
    {
        "refresh_token": Scalar("string"),
        "partner_id": _ID,
        **dict.fromkeys(_OWNERS, _ID),
    },
    required=("refresh_token", "partner_id"),
)


# evidence[reference and observed]: the older consent link is signed as a public call and answers
#   HTTP 302 (official reference and clients, August 2026)
# evidence[our choice]: there is no login page: the seller agrees at once (the sources are silent,
#   2026)
def auth_partner(market: Market, call: Call) -> Answer:
    """Answer the signed consent link: back to the app with a code, no login page."""
    partner_id = admit_public(market, call)
    return _consented(market, call, partner_id, call.first("redirect"))


# evidence[reference]: the newer consent link is unsigned, takes redirect_uri and hands `state`
#   back beside the code (official reference, August 2026)
def auth_page(market: Market, call: Call) -> Answer:
    """Answer the newer, unsigned consent link; `state` comes back beside the code."""
    partner_id = queries.number(call, "partner_id")
    if partner_key(partner_id) is None:
        raise GateError("invalid_partner_id", "Invalid partner_id, please have a check.")
    # evidence[our choice]: the newer link is refused for any auth_type but seller and any
    #   response_type but code (the sources are silent, 2026)
    if call.first("auth_type") != "seller" or call.first("response_type") != "code":
        raise GateError("error_param", "Invalid auth_type or response_type.")
    return _consented(market, call, partner_id, call.first("redirect_uri"))


def _consented(market: Market, call: Call, partner_id: int, redirect: str | None) -> Answer:
    """Send the browser back with a code; let it choose first where there are several shops."""
    back = urlsplit(redirect or "")
    # evidence[one client]: a redirect to localhost is refused; any other host is taken, for want
    #   of an app console (one client's note, 2026)
    if back.scheme not in ("http", "https") or not back.hostname or back.hostname == "localhost":
        raise GateError("error_param", "Redirect is invalid, please have a check.")
    accounts.shop_of(market, accounts.DEFAULT_ACCOUNT)
    known = accounts.shops(market)
    chosen = call.first("shop_id")
    picked = [shop for shop in known if chosen in (None, str(shop["shop_id"]))]
    # evidence[our choice]: where several shops are open, a page lets the browser choose whose
    #   consent it is (the sources are silent, 2026)
    if len(picked) != 1:
        return _choice(call, known)
    call.shop = picked[0]["account"]
    code = tokens.issue_code(market, picked[0], partner_id)
    # evidence[measured live]: a query already in the redirect is kept, with code and shop_id
    #   behind it (third parties' measurements, 2024-2026)
    query = [*parse_qsl(back.query, keep_blank_values=True), ("code", code)]
    query.append(("shop_id", str(picked[0]["shop_id"])))
    if call.path == "/auth" and call.first("state"):
        query.append(("state", call.first("state") or ""))
    return Answer("", 302, headers={"location": urlunsplit(back._replace(query=urlencode(query)))})


def _choice(call: Call, known: list[Shop]) -> Answer:
    """Show a page of one link a shop: who logs in decides whose consent it is."""
    rows = []
    for shop in known:
        query = urlencode([*call.query, ("shop_id", shop["shop_id"])])
        link, name = html.escape(f"{call.path}?{query}"), html.escape(shop["shop_name"])
        rows.append(f'<li><a href="{link}">{name} ({shop["shop_id"]})</a></li>')
    page = (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Chọn gian hàng</title>'
        f"<h1>Chọn gian hàng</h1><ul>{''.join(rows)}</ul></html>"
    )
    return Answer(page.encode(), headers={"content-type": "text/html; charset=utf-8"})


# evidence[reference and observed]: auth/token/get trades a code for a flat answer with expire_in
#   14400 and the list of shops (official reference and clients, August 2026)
def get_token(market: Market, call: Call) -> Answer:
    """Trade a consent code for the first pair of tokens."""
    partner_id = admit_public(market, call)
    sent = read_body(call, _CODE)
    _need_same_partner(sent, partner_id)
    # evidence[our choice]: a main account is refused as invalid_main_acount_id: no seller here
    #   has one (the sources are silent, 2026)
    if "shop_id" not in sent and "main_account_id" in sent:
        raise RefusalError("invalid_main_acount_id", "Invalid main_account_id")
    if "shop_id" not in sent:
        raise missing("shop_id")
    _name_shop(market, call, sent["shop_id"])
    pair = tokens.redeem_code(market, sent["code"], partner_id, sent["shop_id"])
    return flat(
        **pair,
        expire_in=tokens.ACCESS_LIFE,
        shop_id_list=[sent["shop_id"]],
        merchant_id_list=[],
        supplier_id_list=[],
        user_id_list=[],
    )


# evidence[reference and observed]: auth/access_token/get trades a refresh token and a shop_id for
#   the next pair, flat (official reference and clients, August 2026)
def refresh_token(market: Market, call: Call) -> Answer:
    """Trade a refresh token for the next pair; each is good once."""
    partner_id = admit_public(market, call)
    sent = read_body(call, _REFRESH)
    _need_same_partner(sent, partner_id)
    owners = [name for name in _OWNERS if name in sent]
    if owners != ["shop_id"]:
        text = "Exactly one of shop_id, merchant_id, supplier_id, user_id is required."
        raise RefusalError("error_param", text)
    shop = _name_shop(market, call, sent["shop_id"])
    # evidence[reference]: a shop that is not linked to the app is refused as shop_no_linked
    #   (official reference, August 2026)
    if shop is None or shop["partner_id"] != partner_id:
        raise RefusalError("shop_no_linked", "Partner and shop has no linked.")
    # evidence[reference]: after the consent has ended a refresh is refused as
    #   shop_access_expired; its text is ours (official reference, August 2026)
    if market.clock.wall() >= shop["expire_time"]:
        raise RefusalError("shop_access_expired", "Shop access expired.")
    pair = tokens.refresh(market, sent["refresh_token"], shop)
    return flat(
        partner_id=partner_id,
        shop_id=shop["shop_id"],
        **pair,
        expire_in=tokens.ACCESS_LIFE,
    )


# evidence[reference and observed]: get_shops_by_partner answers without `error` and `message`
#   when it succeeds (official reference and clients, August 2026)
def get_shops_by_partner(market: Market, call: Call) -> Answer:
    """Show the shops that gave this app their consent; the answer holds no `error` at all."""
    partner_id = admit_public(market, call)
    page = queries.optional_number(call, "page_no") or 1
    size = queries.optional_number(call, "page_size") or 100
    # evidence[our choice]: a page of more than 100 shops is refused (the sources are silent,
    #   2026)
    if size > 100:
        raise RefusalError("error_param", "Page_size should be between 1 and 100.")
    linked = [shop for shop in accounts.shops(market) if shop["partner_id"] == partner_id]
    rows = [
        {
            "shop_id": shop["shop_id"],
            "region": "VN",
            "auth_time": shop["auth_time"],
            "expire_time": shop["expire_time"],
            "sip_affi_shops": [],
        }
        for shop in linked[(page - 1) * size : page * size]
    ]
    body = {"more": page * size < len(linked), "authed_shop_list": rows}
    return Answer({"request_id": secrets.token_hex(16), **body})


def _need_same_partner(sent: dict[str, Any], partner_id: int) -> None:
    # evidence[our choice]: a partner_id in the body that differs from the query's is refused (the
    #   sources are silent, 2026)
    if sent["partner_id"] != partner_id:
        raise RefusalError("error_param", "Partner_id in body and query do not match.")


def _name_shop(market: Market, call: Call, shop_id: int) -> Shop | None:
    """Return a shop by its number, naming it as the caller for the history."""
    shop = accounts.shop_by_id(market, shop_id)
    call.shop = shop["account"] if shop else ""
    return shop
