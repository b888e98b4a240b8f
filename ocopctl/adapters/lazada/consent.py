"""How a shop's owner lets an application into a Lazada shop."""

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
from ocopctl.adapters.lazada.answers import judge
from ocopctl.adapters.lazada.auth import keys_of, pair_of, sign_call
from ocopctl.transport.classify import body_of
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts

PAGE_PATH = "/oauth/authorize"
EXCHANGE_PATH = "/auth/token/create"
_CODE_REFUSED = frozenset({"InvalidCode"})
_COUNTRIES = ("country_user_info", "country_user_info_list")
_HOME = "vn"


class LazadaConsent:
    """Consent as Lazada asks for it: OAuth2, with a signed exchange."""

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
        redirect: str,
        state: str,
        now: float,  # noqa: ARG003 - the protocol's shape
    ) -> str:
        """Return the page, at the root of the host whose API lives under `/rest`.

        `force_auth` makes it forget who is logged in, so that the right shop can be chosen.
        """
        asked = {
            "response_type": "code",
            "force_auth": "true",
            "redirect_uri": redirect,
            "client_id": keys_of(credentials).app_key,
            "state": state,
        }
        return str(httpx.URL(hosts.auth).copy_with(path=PAGE_PATH, params=asked))

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
        """Build the exchange, signed and without an access token."""
        url = hosts.auth.rstrip("/") + EXCHANGE_PATH
        request = httpx.Request("POST", url, data={"code": answer["code"]})
        sign_call(request, keys_of(credentials), EXCHANGE_PATH, now=now)
        return request

    @classmethod
    def read_exchange(
        cls,
        response: httpx.Response,
        answer: Mapping[str, str],  # noqa: ARG003 - the protocol's shape
        *,
        now: float,
    ) -> Grant:
        """Return the pair and the seller's account. Refuses a seller without a shop in Vietnam."""
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise code_refused(error, _CODE_REFUSED) from error
        try:
            tokens = pair_of(body, Tokens(""), now)
        except (KeyError, TypeError, ValueError) as missing:
            raise exchange_unreadable() from missing
        countries = _countries(body)
        if _HOME not in countries:
            must_be_vietnamese(", ".join(sorted(countries)))
        return Grant(tokens, {SELLER: str(body["account"])} if body.get("account") else {})

    @classmethod
    def shop_request(cls) -> Request:
        """Return the call for the shop's name."""
        return Request("seller/get", "GET", "/seller/get", Effect.READ)

    @classmethod
    def read_shop(cls, body: Any, credentials: Mapping[str, str]) -> dict[str, str]:  # noqa: ARG003 - the token names the shop
        """Read the name."""
        data = body.get("data")
        name = data.get("name") if isinstance(data, dict) else None
        return {SELLER: str(name)} if name else {}


def _countries(body: Mapping[str, Any]) -> set[str]:
    """Return the countries of the seller's shops: a list of rows, once an object by country."""
    found = next((body[name] for name in _COUNTRIES if body.get(name)), ())
    if isinstance(found, dict):
        return {str(name).lower() for name in found}
    return {str(row.get("country")).lower() for row in found if isinstance(row, dict)}
