"""How TikTok Shop requests are signed, and how a token pair is traded for the next one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.adapters.tiktok.answers import judge, token_refused
from ocopctl.errors import (
    AuthError,
    Transient,
)
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.keys import key_of
from ocopctl.transport.tokens import TokenAuth, Tokens, TokenStore, not_renewed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocopctl.adapters.base import Hosts
    from ocopctl.transport.clock import Clock

REFRESH_PATH = "/api/v2/token/refresh"
_UNSIGNED = frozenset({"sign", "access_token"})
_UPLOAD = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Keys:
    """Who calls: the application's key and secret."""

    app_key: str
    app_secret: str = field(repr=False)


def keys_of(credentials: Mapping[str, str]) -> Keys:
    """Read the keys from the credentials. Raises CredentialsError when one is missing."""
    return Keys(field_of(credentials, "app_key"), field_of(credentials, "app_secret"))


def field_of(credentials: Mapping[str, str], field: str) -> str:
    """Return one field of the credentials. Raises CredentialsError when it is missing."""
    hint = _("copy it from TikTok Shop Partner Center")
    return key_of(credentials, field, market="TikTok Shop", hint=hint)


def signature(secret: str, path: str, query: Iterable[tuple[str, str]], body: bytes) -> str:
    """Return the lower-case hex HMAC-SHA256 of path, decoded query in order of names, and body.

    `body` is empty for uploads, which are not signed (official reference; eight clients agree).
    """
    ordered = sorted((name, value) for name, value in query if name not in _UNSIGNED)
    text = path + "".join(name + value for name, value in ordered)
    signed = b"".join((secret.encode(), text.encode(), body, secret.encode()))
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


class TiktokAuth(TokenAuth):
    """Put key, time and signature into the query and the token into a header."""

    def __init__(self, keys: Keys, hosts: Hosts, store: TokenStore, clock: Clock) -> None:
        super().__init__(store, clock)
        self._keys = keys
        self._auth_host = hosts.auth.rstrip("/")

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        """Sign the bytes that are sent; without tokens for the application alone."""
        url = request.url.copy_remove_param("sign").copy_merge_params(
            {"app_key": self._keys.app_key, "timestamp": str(int(self._clock.wall()))}
        )
        upload = request.headers.get("content-type", "").lower().startswith(_UPLOAD)
        sign = signature(
            self._keys.app_secret,
            url.raw_path.partition(b"?")[0].decode(),
            url.params.multi_items(),
            b"" if upload else request.content,
        )
        request.url = url.copy_set_param("sign", sign)
        if tokens is not None:
            request.headers["x-tts-access-token"] = tokens.access_token

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        """Build the call that trades the refresh token; it is not signed."""
        if not tokens.refresh_token:
            raise AuthError(
                _("the access token has ended and there is no refresh token"),
                hint=_("give consent again: ocopctl auth login SHOP"),
            )
        params = {
            "app_key": self._keys.app_key,
            "app_secret": self._keys.app_secret,
            "refresh_token": tokens.refresh_token,
            "grant_type": "refresh_token",
        }
        return httpx.Request("GET", self._auth_host + REFRESH_PATH, params=params)

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        """Read the new pair. Its `..._expire_in` are points in time, not durations.

        Raises AuthError for a refusal, and Transient when the answer is no answer: the call that
        waits for the pair was not sent.
        """
        body = body_of(response)
        error = judge(response, body)
        if error is not None:
            raise not_renewed(error, "TikTok Shop") from error
        try:
            return pair_of(body["data"], old)
        except (KeyError, TypeError, ValueError) as missing:
            raise Transient(
                _("TikTok Shop's answer to the renewal of the token cannot be read"),
                hint=_("run the same command again; if it stays so: ocopctl auth login SHOP"),
            ) from missing

    def token_refused(self, response: httpx.Response) -> bool:
        """Tell whether the gateway says that the access token is bad or has ended."""
        return token_refused(body_of(response))


def pair_of(data: Mapping[str, Any], old: Tokens) -> Tokens:
    """Read the pair. Raises KeyError, TypeError or ValueError when there is none."""
    access = _text(data["access_token"])
    ends = data.get("refresh_token_expire_in")
    return Tokens(
        access_token=access,
        refresh_token=str(data.get("refresh_token") or old.refresh_token),
        access_expires_at=float(data["access_token_expire_in"]),
        refresh_expires_at=float(ends) if ends else None,
    )


def _text(value: Any) -> str:
    """Return a token. Raises ValueError for an empty one."""
    if not value or not isinstance(value, str):
        raise ValueError(value)
    return value
