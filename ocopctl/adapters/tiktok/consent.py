"""How a shop's owner lets an application into a TikTok Shop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import httpx

from ocopctl.adapters.consent import (
    SELLER,
    Grant,
    code_refused,
    exchange_unreadable,
    must_be_vietnamese,
)
from ocopctl.adapters.tiktok.answers import judge
from ocopctl.adapters.tiktok.auth import field_of, keys_of, pair_of
from ocopctl.errors import CredentialsError
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts

PAGE_PATH = "/open/authorize"
EXCHANGE_PATH = "/api/v2/token/get"
SHOPS_PATH = "/authorization/202309/shops"
_PAGES = {"auth.tiktok-shops.com": "https://services.tiktokshop.com"}
"""Where the consent page of a token host is, for every market but the US (official reference)."""
_CODE_REFUSED = frozenset({"36004004"})


class TiktokConsent:
    """Consent as TikTok Shop asks for it: the way back is registered, never told."""

    loopback: ClassVar[bool] = True
    ends_with_refresh: ClassVar[bool] = True

    @classmethod
    def consent_needed(cls, credentials: Mapping[str, str]) -> bool:  # noqa: ARG003 - the protocol's shape
        """Tell that a person must agree, always."""
        return True

    @classmethod
    def consent_url(
        cls,
        credentials: Mapping[str, str],
        hosts: Hosts,
        *,
        redirect: str,  # noqa: ARG003 - the protocol's shape
        state: str,
        now: float,  # noqa: ARG003 - the protocol's shape
    ) -> str:
        """Return the page. It goes by the service id, which is not the application's key."""
        base = _PAGES.get(httpx.URL(hosts.auth).host, hosts.auth.rstrip("/"))
        asked = {"service_id": field_of(credentials, "service_id"), "state": state}
        return str(httpx.URL(base + PAGE_PATH, params=asked))

    @classmethod
    def exchange_request(
        cls,
        credentials: Mapping[str, str],
        hosts: Hosts,
        answer: Mapping[str, str],
        *,
        redirect: str,  # noqa: ARG003 - the protocol's shape
        now: float,  # noqa: ARG003 - the protocol's shape
    ) -> httpx.Request:
        """Build the exchange: not signed, the secret itself in the query."""
        keys = keys_of(credentials)
        params = {
            "app_key": keys.app_key,
            "app_secret": keys.app_secret,
            "auth_code": answer["code"],
            "grant_type": "authorized_code",
        }
        return httpx.Request("GET", hosts.auth.rstrip("/") + EXCHANGE_PATH, params=params)

    @classmethod
    def read_exchange(
        cls,
        response: httpx.Response,
        answer: Mapping[str, str],  # noqa: ARG003 - the protocol's shape
        *,
        now: float,  # noqa: ARG003 - the answer's times are points in time
    ) -> Grant:
        """Return the pair and the seller's name; the shop's cipher is asked for with the pair."""
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise code_refused(error, _CODE_REFUSED) from error
        try:
            tokens = pair_of(body["data"], Tokens(""))
        except (KeyError, TypeError, ValueError) as missing:
            raise exchange_unreadable() from missing
        name = body["data"].get("seller_name")
        return Grant(tokens, {SELLER: str(name)} if name else {})

    @classmethod
    def shop_request(cls) -> Request:
        """Return the call for the shops behind the token; it takes no cipher."""
        return Request("authorization.shops", "GET", SHOPS_PATH, Effect.READ)

    @classmethod
    def read_shop(cls, body: Any, credentials: Mapping[str, str]) -> dict[str, str]:
        """Read the cipher of the shop that the credentials name, else of the only one."""
        shops = _shops(body)
        shop = _chosen(shops, credentials)
        must_be_vietnamese(shop.get("region"))
        told = {"shop_cipher": shop.get("cipher"), SELLER: shop.get("name")}
        return {name: str(value) for name, value in told.items() if value}


def _shops(body: Any) -> list[dict[str, Any]]:
    data = body.get("data")
    rows = data.get("shops") if isinstance(data, dict) else None
    return [row for row in rows or () if isinstance(row, dict)]


def _chosen(shops: list[dict[str, Any]], credentials: Mapping[str, str]) -> dict[str, Any]:
    wanted = {"cipher": credentials.get("shop_cipher"), "id": credentials.get("shop_id")}
    named = {name: value for name, value in wanted.items() if value}
    fitting = [s for s in shops if all(str(s.get(name)) == value for name, value in named.items())]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise CredentialsError(
            _("the consent is not for the shop that the credentials name"),
            hint=_("give consent with that shop's account, or take the shop out of them"),
        )
    listed = ", ".join(f"{shop.get('id')} ({shop.get('name')})" for shop in fitting)
    raise CredentialsError(
        _("the consent is for several shops: {shops}", shops=listed),
        hint=_("add shop_id: with the number of one of them to the credentials"),
    )
