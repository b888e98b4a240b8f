"""How a shop's owner lets an application into a Shopee shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import httpx

from ocopctl.adapters.consent import (
    AUTHORISED_UNTIL,
    SELLER,
    Grant,
    code_refused,
    exchange_unreadable,
    must_be_vietnamese,
)
from ocopctl.adapters.shopee.answers import judge
from ocopctl.adapters.shopee.auth import pair_of, partner_of
from ocopctl.errors import CredentialsError
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.request import Effect, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts

EXCHANGE_PATH = "/api/v2/auth/token/get"
SIGNED_LINK = "/api/v2/shop/auth_partner"
_PAGES = {
    "partner.shopeemobile.com": "https://open.shopee.com/auth",
    "openplatform.sandbox.test-stable.shopee.sg": "https://open.sandbox.test-stable.shopee.com/auth",
}
"""Where the consent page of an API host is (official reference, Aug 2026)."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_CODE_REFUSED = frozenset({"invalid_code", "error_auth"})
_OWNERS = ("shop_id", "main_account_id")


class ShopeeConsent:
    """Consent as Shopee asks for it: the browser goes back to the application's own domain."""

    loopback: ClassVar[bool] = False
    ends_with_refresh: ClassVar[bool] = False

    @classmethod
    def consent_needed(cls, credentials: Mapping[str, str]) -> bool:  # noqa: ARG003 - the protocol's shape
        """Tell that a person must agree, always."""
        return True

    @classmethod
    def consent_url(
        cls, credentials: Mapping[str, str], hosts: Hosts, *, redirect: str, state: str, now: float
    ) -> str:
        """Return the consent page; where it is not known, the older link that leads there.

        That link is signed, lives five minutes and knows no state: the redirect's query carries it
        (one live observation: a query already there is kept).
        """
        partner, auth = partner_of(credentials), httpx.URL(hosts.auth)
        page = _PAGES.get(auth.host)
        if page or auth.host in _LOOPBACK:
            asked = {
                "partner_id": str(partner.partner_id),
                "auth_type": "seller",
                "redirect_uri": redirect,
                "response_type": "code",
                "state": state,
            }
            return str(httpx.URL(page or hosts.auth.rstrip("/") + "/auth", params=asked))
        back = str(httpx.URL(redirect).copy_merge_params({"state": state}))
        link = httpx.Request("GET", hosts.auth.rstrip("/") + SIGNED_LINK, params={"redirect": back})
        partner.sign(link, now)
        return str(link.url)

    @classmethod
    def exchange_request(
        cls,
        credentials: Mapping[str, str],
        hosts: Hosts,
        answer: Mapping[str, str],
        *,
        redirect: str,  # noqa: ARG003 - the protocol's shape
        now: float,
    ) -> httpx.Request:
        """Build the exchange, signed for the application.

        The shop's number comes with the code; a code pasted alone is for the credentials' shop.
        """
        partner = partner_of(credentials)
        owner = next((name for name in _OWNERS if answer.get(name)), "shop_id")
        number = answer.get(owner) or credentials.get(owner, "")
        if not (number.isascii() and number.isdigit()):
            raise CredentialsError(
                _("the code alone does not say which shop it is for"),
                hint=_("paste the whole address that the browser ended on"),
            )
        body = {"code": answer["code"], "partner_id": partner.partner_id, owner: int(number)}
        request = httpx.Request("POST", hosts.auth.rstrip("/") + EXCHANGE_PATH, json=body)
        partner.sign(request, now)
        return request

    @classmethod
    def read_exchange(
        cls, response: httpx.Response, answer: Mapping[str, str], *, now: float
    ) -> Grant:
        """Return the pair. A main account's serves several shops, which the answer lists."""
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise code_refused(error, _CODE_REFUSED) from error
        try:
            tokens = pair_of(body, now)
            listed = tuple(str(number) for number in body.get("shop_id_list") or ())
        except (KeyError, TypeError, ValueError) as missing:
            raise exchange_unreadable() from missing
        shops = (answer["shop_id"],) if answer.get("shop_id") else listed
        learnt = {"shop_id": shops[0]} if len(shops) == 1 else {}
        return Grant(tokens, learnt, shops)

    @classmethod
    def shop_request(cls) -> Request:
        """Return the call for the shop's name and the end of its consent."""
        return Request("get_shop_info", "GET", "/api/v2/shop/get_shop_info", Effect.READ)

    @classmethod
    def read_shop(cls, body: Any, credentials: Mapping[str, str]) -> dict[str, str]:  # noqa: ARG003 - the number is signed
        """Read the flat answer."""
        must_be_vietnamese(body.get("region"))
        told = {SELLER: body.get("shop_name"), AUTHORISED_UNTIL: body.get("expire_time")}
        return {name: str(value) for name, value in told.items() if value}
