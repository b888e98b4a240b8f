"""How tokens are had for a Tiki shop: by its owner's consent, or with the secret alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import httpx

from ocopctl.adapters.consent import SELLER, Grant, code_refused, exchange_unreadable
from ocopctl.adapters.tiki.answers import judge_token
from ocopctl.adapters.tiki.auth import application_of, pair_of
from ocopctl.transport.classify import body_of
from ocopctl.transport.request import Effect, Request
from ocopctl.transport.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts

PAGE_PATH = "/sc/oauth2/auth"
SCOPES = "offline product inventory"
"""`offline` brings the refresh token (documentation)."""
_CODE_REFUSED = frozenset({"invalid_grant"})


class TikiConsent:
    """Consent as Tiki asks for it: OAuth2. An application of the seller's own needs none."""

    loopback: ClassVar[bool] = True
    ends_with_refresh: ClassVar[bool] = False

    @classmethod
    def consent_needed(cls, credentials: Mapping[str, str]) -> bool:
        """Tell whether the application was registered as one for many sellers."""
        return application_of(credentials).public

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
        """Return the page."""
        asked = {
            "response_type": "code",
            "client_id": application_of(credentials).client_id,
            "redirect_uri": redirect,
            "scope": SCOPES,
            "state": state,
        }
        return str(httpx.URL(hosts.auth.rstrip("/") + PAGE_PATH, params=asked))

    @classmethod
    def exchange_request(
        cls,
        credentials: Mapping[str, str],
        hosts: Hosts,
        answer: Mapping[str, str],
        *,
        redirect: str,
        now: float,  # noqa: ARG003 - the protocol's shape
    ) -> httpx.Request:
        """Build the exchange of a code, or the call that needs none."""
        application = application_of(credentials)
        grant = {"grant_type": "client_credentials"}
        if application.public:
            grant = {
                "grant_type": "authorization_code",
                "code": answer["code"],
                "redirect_uri": redirect,
                "client_id": application.client_id,
            }
        return application.token_request(hosts.auth, grant)

    @classmethod
    def read_exchange(
        cls,
        response: httpx.Response,
        answer: Mapping[str, str],
        *,
        now: float,
    ) -> Grant:
        """Return the pair."""
        body = body_of(response)
        error = judge_token(response, body)
        if error is not None:
            raise code_refused(error, _CODE_REFUSED if answer else ()) from error
        try:
            return Grant(pair_of(body, Tokens(""), now))
        except (KeyError, TypeError, ValueError) as missing:
            raise exchange_unreadable() from missing

    @classmethod
    def shop_request(cls) -> Request:
        """Return the call for the seller's name."""
        return Request("sellers/me", "GET", "/integration/v2/sellers/me", Effect.READ)

    @classmethod
    def read_shop(cls, body: Any, credentials: Mapping[str, str]) -> dict[str, str]:  # noqa: ARG003 - the token names the shop
        """Read the name."""
        return {SELLER: str(body["name"])} if body.get("name") else {}
