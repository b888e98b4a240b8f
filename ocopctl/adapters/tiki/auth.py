"""How Tiki's tokens are asked for and carried: OAuth2, nothing is signed."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import httpx

from ocopctl import __version__
from ocopctl.adapters.tiki.answers import UNAUTHORISED, judge_token
from ocopctl.errors import CredentialsError, Transient
from ocopctl.language import _
from ocopctl.transport.classify import body_of
from ocopctl.transport.keys import key_of
from ocopctl.transport.tokens import TokenAuth, Tokens, TokenStore

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Hosts
    from ocopctl.transport.clock import Clock

TOKEN_PATH = "/sc/oauth2/token"  # noqa: S105 - a path
USER_AGENT = f"ocopctl/{__version__}"
"""Sent with every call: Tiki's gateway refuses some callers by it (one client, one audit)."""
_METHODS = {
    "": False,
    "basic": False,
    "client_secret_basic": False,
    "post": True,
    "client_secret_post": True,
}
_TYPES = {"": False, "in_house": False, "public": True}


@dataclass(frozen=True, slots=True)
class Application:
    """Who asks for tokens, and where the secret goes: into the form, or into a header."""

    client_id: str
    client_secret: str = field(repr=False)
    in_form: bool = False
    user_agent: str = USER_AGENT
    public: bool = False

    def token_request(self, auth_host: str, grant: Mapping[str, str]) -> httpx.Request:
        """Build the call for tokens, the secret where the application said it would be."""
        form = dict(grant)
        headers = {"User-Agent": self.user_agent, "Accept": "application/json"}
        if self.in_form:
            form |= {"client_id": self.client_id, "client_secret": self.client_secret}
        else:
            pair = f"{self.client_id}:{self.client_secret}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
        url = auth_host.rstrip("/") + TOKEN_PATH
        return httpx.Request("POST", url, data=form, headers=headers)


def application_of(credentials: Mapping[str, str]) -> Application:
    """Read the application from the credentials. Raises CredentialsError.

    `token_auth_method` is what was chosen when it was registered: `basic` (as here when it is
    not told) or `post`. So is `app_type`: `in_house` (the same), an application of the seller's
    own, or `public`, which works by consent. `user_agent` replaces our own name.
    """
    method = credentials.get("token_auth_method", "").strip().lower()
    if method not in _METHODS:
        raise CredentialsError(
            _("Tiki knows no way “{method}” to send the secret", method=method),
            hint=_("write token_auth_method: basic, or post, as the application was registered"),
        )
    kind = credentials.get("app_type", "").strip().lower()
    if kind not in _TYPES:
        raise CredentialsError(
            _("Tiki knows no type “{kind}” of application", kind=kind),
            hint=_("write app_type: in_house, or public, as the application was registered"),
        )
    return Application(
        _field(credentials, "client_id"),
        _field(credentials, "client_secret"),
        _METHODS[method],
        credentials.get("user_agent", "").strip() or USER_AGENT,
        _TYPES[kind],
    )


def _field(credentials: Mapping[str, str], field: str) -> str:
    hint = _("copy it from the application's page on open.tiki.vn")
    return key_of(credentials, field, market="Tiki", hint=hint)


class TikiAuth(TokenAuth):
    """Carry the access token, and ask for the next one.

    An application of the seller's own has no refresh token: it asks anew with its secret. The
    first token is asked for in the same way when the credentials bring none.
    """

    def __init__(
        self, application: Application, hosts: Hosts, store: TokenStore, clock: Clock
    ) -> None:
        super().__init__(store, clock)
        self._application = application
        self._auth_host = hosts.auth

    def sign(self, request: httpx.Request, tokens: Tokens | None) -> None:
        """Put the token and our name into the headers."""
        request.headers["User-Agent"] = self._application.user_agent
        request.headers["Accept"] = "application/json"
        if tokens is not None:
            request.headers["Authorization"] = f"Bearer {tokens.access_token}"

    def refresh_request(self, tokens: Tokens) -> httpx.Request:
        """Build the call for new tokens.

        A public application shows its refresh token. One of the seller's own asks with its secret,
        which a lost answer does not use up.
        """
        grant = {"grant_type": "client_credentials"}
        if self._application.public and tokens.refresh_token:
            grant = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        return self._application.token_request(self._auth_host, grant)

    def read_tokens(self, response: httpx.Response, old: Tokens) -> Tokens:
        """Read the new pair; a refresh token lives until the next one comes.

        Raises AuthError for a final refusal; Transient, RateLimited or Unreachable when asking
        again may help: the call that waits for the token was not sent.
        """
        body = body_of(response)
        error = judge_token(response, body)
        if error is not None:
            raise error
        try:
            return pair_of(body, old, self._clock.wall())
        except (KeyError, TypeError, ValueError) as missing:
            raise Transient(
                _("Tiki's answer to the request for a token cannot be read"),
                hint=_("run the same command again"),
            ) from missing

    def token_refused(self, response: httpx.Response) -> bool:
        """Tell whether an answer refuses the access token."""
        return response.status_code == UNAUTHORISED

    def _present(self) -> Tokens:
        """Return the kept pair; one without an access token is due at once.

        A public application has nothing to ask with before its first consent.
        """
        if self._application.public:
            return super()._present()
        tokens = self._store.load() or Tokens("")
        return tokens if tokens.access_token else replace(tokens, access_expires_at=0.0)


def pair_of(body: Any, old: Tokens, now: float) -> Tokens:
    """Read the pair. Tiki tells no lifetime of refresh tokens.

    Raises KeyError, TypeError or ValueError when the answer holds none.
    """
    return Tokens(
        access_token=str(body["access_token"]),
        refresh_token=str(body.get("refresh_token") or old.refresh_token),
        access_expires_at=now + float(body["expires_in"]) if body.get("expires_in") else None,
    )
