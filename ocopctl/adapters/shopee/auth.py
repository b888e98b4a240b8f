"""How Shopee requests are signed, and how a token pair is traded for the next one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.adapters.shopee.answers import access_token_refused, judge
from ocopctl.errors import (
    CredentialsError,
    Transient,
)
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.keys import key_of
from ocopctl.transport.tokens import TokenAuth, Tokens, TokenStore, not_renewed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.transport.clock import Clock

REFRESH_PATH = "/api/v2/auth/access_token/get"
REFRESH_LIFE_S = 30 * 24 * 3600.0
"""Life of a refresh token (official reference, Aug 2026)."""
_ABSOLUTE_FROM = 1_000_000_000
"""An `expire_in` above this is a point in time: one sample of the reference prints it so."""


@dataclass(frozen=True, slots=True)
class Partner:
    """The application that calls: its number and key."""

    partner_id: int
    partner_key: str = field(repr=False)

    def sign(self, request: httpx.Request, now: float) -> None:
        """Sign a request for the application alone: public calls and the consent link."""
        stamp = int(now)
        base = f"{self.partner_id}{request.url.path}{stamp}"
        params = {
            "partner_id": str(self.partner_id),
            "timestamp": str(stamp),
            "sign": signature(self.partner_key, base),
        }
        request.url = request.url.copy_merge_params(params)


@dataclass(frozen=True, slots=True)
class Keys:
    """Who calls, and the number of the shop that is spoken for."""

    partner: Partner
    shop_id: int


def keys_of(credentials: Mapping[str, str]) -> Keys:
    """Read the keys from the credentials. Raises CredentialsError when one cannot be used."""
    return Keys(partner_of(credentials), _number(credentials, "shop_id"))


def partner_of(credentials: Mapping[str, str]) -> Partner:
    """Read the application's part of the credentials. Raises CredentialsError as `keys_of`."""
    hint = _("copy it from the application's page in the Shopee console")
    key = key_of(credentials, "partner_key", market="Shopee", hint=hint)
    return Partner(_number(credentials, "partner_id"), key)


def _number(credentials: Mapping[str, str], field: str) -> int:
    text = str(credentials.get(field, "")).strip()
    if not (text.isascii() and text.isdigit()):
        raise CredentialsError(
            _("“{field}” in the Shopee credentials is not a whole number", field=field),
            hint=_("copy it from the application's page in the Shopee console"),
        )
    return int(text)


def signature(partner_key: str, base: str) -> str:
    """Return the hex HMAC-SHA256 of a base string; the key is used as the text it is."""
    return hmac.new(partner_key.encode(), base.encode(), hashlib.sha256).hexdigest()


class ShopeeAuth(TokenAuth):
    """Put Shopee's five common parameters into the query, and refresh a shop's tokens.

    Neither query values nor the body take part in the signature.
    """

    def __init__(self, keys: Keys, auth_host: str, store: TokenStore, clock: Clock) -> None:
        super().__init__(store, clock)
        self._keys = keys
        self._auth_host = auth_host.rstrip("/")

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        """Sign for the shop, or without tokens for the application alone."""
        if tokens is None:
            self._keys.partner.sign(request, self._clock.wall())
            return
        stamp, partner, shop = int(self._clock.wall()), self._keys.partner, self._keys.shop_id
        base = f"{partner.partner_id}{request.url.path}{stamp}{tokens.access_token}{shop}"
        params: dict[str, str | int] = {
            "partner_id": partner.partner_id,
            "timestamp": stamp,
            "access_token": tokens.access_token,
            "shop_id": shop,
            "sign": signature(partner.partner_key, base),
        }
        request.url = request.url.copy_merge_params(params)

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        """Build the call that trades the refresh token, signed for the application."""
        body = {
            "refresh_token": tokens.refresh_token,
            "partner_id": self._keys.partner.partner_id,
            "shop_id": self._keys.shop_id,
        }
        request = httpx.Request("POST", self._auth_host + REFRESH_PATH, json=body)
        self.sign(request, None)
        return request

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:  # noqa: ARG002 - both tokens are renewed
        """Read the new pair from the flat answer.

        Raises AuthError for a refusal, and Transient when the answer is no answer: then the old
        refresh token may still serve, and the call that waits for it was not sent.
        """
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise not_renewed(error, "Shopee") from error
        try:
            return pair_of(body, self._clock.wall())
        except (KeyError, TypeError, ValueError) as missing:
            raise Transient(
                _("Shopee's answer to the renewal of the token cannot be read"),
                hint=_("run the same command again; if it stays so: ocopctl auth login SHOP"),
            ) from missing

    def token_refused(self, response: httpx.Response) -> bool:
        """Tell whether the gateway says that the access token is bad or has ended."""
        return access_token_refused(body_of(response))


def pair_of(body: Any, now: float) -> Tokens:
    """Read the pair of an answer, flat as it comes. Raises KeyError, TypeError or ValueError."""
    life = float(body["expire_in"])
    return Tokens(
        access_token=str(body["access_token"]),
        refresh_token=str(body["refresh_token"]),
        access_expires_at=life if life > _ABSOLUTE_FROM else now + life,
        refresh_expires_at=now + REFRESH_LIFE_S,
    )
