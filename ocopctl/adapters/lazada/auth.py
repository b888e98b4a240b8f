"""How Lazada requests are signed, and how a token pair is traded for the next one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import httpx

from ocopctl.adapters.lazada.answers import judge, token_refused
from ocopctl.errors import (
    AuthError,
    Transient,
)
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.keys import key_of
from ocopctl.transport.tokens import TokenAuth, Tokens, TokenStore, not_renewed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts
    from ocopctl.transport.clock import Clock

REFRESH_PATH = "/auth/token/refresh"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Keys:
    """Who calls: the application's key and secret."""

    app_key: str
    app_secret: str = field(repr=False)


def keys_of(credentials: Mapping[str, str]) -> Keys:
    """Read the keys from the credentials. Raises CredentialsError when one is missing."""
    return Keys(_field(credentials, "app_key"), _field(credentials, "app_secret"))


def _field(credentials: Mapping[str, str], field: str) -> str:
    hint = _("copy it from the application's page in the Lazada console")
    return key_of(credentials, field, market="Lazada", hint=hint)


def signature(app_secret: str, api_path: str, params: Mapping[str, str]) -> str:
    """Return the upper-case hex HMAC-SHA256 of path and parameters.

    `api_path` is without host and `/rest`; values are raw, names in byte order, `sign` left out
    (official reference; checked against four independent clients).
    """
    ordered = sorted((name.encode(), value) for name, value in params.items() if name != "sign")
    text = api_path.encode() + b"".join(name + value.encode() for name, value in ordered)
    return hmac.new(app_secret.encode(), text, hashlib.sha256).hexdigest().upper()


def sign_call(
    request: httpx.Request,
    keys: Keys,
    api_path: str,
    *,
    now: float,
    system: Mapping[str, str] | None = None,
) -> None:
    """Put the system parameters and the signature into the query, in place.

    Query and urlencoded body are signed as one list; files are not.
    """
    params = {
        "app_key": keys.app_key,
        "sign_method": "sha256",
        "timestamp": str(int(now * 1000)),
        **(system or {}),
    }
    request.url = request.url.copy_merge_params(params)
    signed = {**dict(request.url.params), **_form(request)}
    sign = signature(keys.app_secret, api_path, signed)
    request.url = request.url.copy_set_param("sign", sign)


class LazadaAuth(TokenAuth):
    """Put Lazada's system parameters into the query, and refresh a shop's tokens."""

    def __init__(self, keys: Keys, hosts: Hosts, store: TokenStore, clock: Clock) -> None:
        super().__init__(store, clock)
        self._keys = keys
        self._auth_host = hosts.auth.rstrip("/")
        bases = {httpx.URL(host).path.rstrip("/") for host in (hosts.api, hosts.auth)}
        self._bases = sorted(bases, key=len, reverse=True)

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        """Sign for the shop, or without tokens for the application alone."""
        system = {"access_token": tokens.access_token} if tokens is not None else {}
        path = self._api_path(request.url.path)
        sign_call(request, self._keys, path, now=self._clock.wall(), system=system)

    def _api_path(self, path: str) -> str:
        """Return the path as Lazada signs it: without what the endpoint itself carries."""
        for base in self._bases:
            if path.startswith(base + "/"):
                return path.removeprefix(base)
        return path

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        """Build the call that trades the refresh token; it must carry no access token."""
        if not tokens.refresh_token:
            raise AuthError(
                _("the access token has ended and there is no refresh token"),
                hint=_("give consent again: ocopctl auth login SHOP"),
            )
        url = self._auth_host + REFRESH_PATH
        request = httpx.Request("POST", url, data={"refresh_token": tokens.refresh_token})
        self.sign(request, None)
        return request

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        """Read the new pair from the flat answer; its numbers are the only ones to go by.

        Raises AuthError for a refusal, and Transient when the answer is no answer: then the old
        refresh token may still serve, and the call that waits for it was not sent.
        """
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise not_renewed(error, "Lazada") from error
        try:
            return pair_of(body, old, self._clock.wall())
        except (KeyError, TypeError, ValueError) as missing:
            raise Transient(
                _("Lazada's answer to the renewal of the token cannot be read"),
                hint=_("run the same command again; if it stays so: ocopctl auth login SHOP"),
            ) from missing

    def token_refused(self, response: httpx.Response) -> bool:
        """Tell whether the gateway says that the access token is bad or has ended."""
        return token_refused(body_of(response))


def _form(request: httpx.Request) -> dict[str, str]:
    if not request.headers.get("content-type", "").startswith(_FORM):
        return {}
    return dict(parse_qsl(request.content.decode(), keep_blank_values=True))


def pair_of(body: Any, old: Tokens, now: float) -> Tokens:
    """Read the pair; a refresh period of 0 or none means that this was the last renewal.

    Raises KeyError, TypeError or ValueError when the answer holds none.
    """
    left = float(body.get("refresh_expires_in") or 0)
    return Tokens(
        access_token=str(body["access_token"]),
        refresh_token=str(body.get("refresh_token") or old.refresh_token),
        access_expires_at=now + float(body["expires_in"]),
        refresh_expires_at=now + left,
    )
