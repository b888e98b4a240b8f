"""The token endpoint: who the client is, what it may ask for, what it gets.

Errors are the JSON of RFC 6749, which this server's token form and parameters point to.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import tokens
from ocopctl.sandbox.tiki.reference import sellers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.market import Call, Market


# evidence[our choice]: token errors are the JSON of RFC 6749 with its statuses (inferred from the
#   form of tokens, 2026)
class OAuthRefusedError(Exception):
    """A token request that is refused, with the status and code of RFC 6749."""

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.description = description

    def answer(self) -> Answer:
        """Word the refusal."""
        body = {"error": self.code, "error_description": self.description}
        return Answer(body, self.status, code=self.code)


def token(market: Market, call: Call) -> Answer:
    """Answer a token request: client_credentials, authorization_code or refresh_token."""
    call.endpoint = "oauth2.token"
    try:
        return _token(market, call)
    except OAuthRefusedError as refusal:
        return refusal.answer()


def basic_pair(header: str) -> tuple[str, str]:
    """Read id and secret from an HTTP Basic header; the text is UTF-8 and not percent-encoded."""
    scheme, _, packed = header.partition(" ")
    try:
        name, colon, secret = base64.b64decode(packed, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        colon = name = secret = ""
    if scheme.lower() != "basic" or not colon:
        raise OAuthRefusedError(401, "invalid_client", "The Authorization header can not be read")
    return name, secret


# evidence[reference]: scopes are asked for with blanks between (official documentation,
#   2020-2024; that none asked for means all is our choice)
def granted(asked: str, held: Sequence[str]) -> list[str]:
    """Return the scopes asked for, all that are `held` when none is. Refuses unknown ones."""
    wanted = asked.split()
    if not wanted:
        return list(held)
    strange = [scope for scope in wanted if scope not in held]
    if strange:
        raise OAuthRefusedError(400, "invalid_scope", f"The scope {strange[0]} is not allowed")
    return list(dict.fromkeys(wanted))


def _token(market: Market, call: Call) -> Answer:
    if call.method != "POST":
        raise OAuthRefusedError(405, "invalid_request", "The token endpoint takes POST only")
    form = _form(call)
    app = _client(market, call, form)
    call.shop = app["account"]
    grant = form.get("grant_type", "")
    answers = {
        "client_credentials": _client_credentials,
        "authorization_code": _authorization_code,
        "refresh_token": _refresh,
    }
    if grant not in answers:
        raise OAuthRefusedError(400, "unsupported_grant_type", f"Grant type {grant!r} is unknown")
    if grant not in app["grants"]:
        raise OAuthRefusedError(400, "unauthorized_client", f"This app may not use {grant}")
    headers = {"cache-control": "no-store", "pragma": "no-cache"}
    return Answer(answers[grant](market, app, form), headers=headers)


def _form(call: Call) -> dict[str, str]:
    if call.media_type != "application/x-www-form-urlencoded":
        raise OAuthRefusedError(400, "invalid_request", "The body must be a urlencoded form")
    try:
        pairs = parse_qsl(call.body.decode("utf-8"), keep_blank_values=True)
    except UnicodeDecodeError:
        raise OAuthRefusedError(400, "invalid_request", "The body is not UTF-8") from None
    if len(dict(pairs)) != len(pairs):
        raise OAuthRefusedError(400, "invalid_request", "A parameter is given twice")
    return dict(pairs)


# evidence[reference]: an app uses client_secret_basic or client_secret_post, as registered, and
#   never the other (official documentation, 2020-2024)
def _client(market: Market, call: Call, form: dict[str, str]) -> dict[str, Any]:
    """Return the app, identified in the one way it was registered with."""
    header = call.headers.get("authorization", "")
    if header and form.get("client_secret"):
        raise OAuthRefusedError(400, "invalid_request", "Two ways of authentication are used")
    if header:
        used, (name, secret) = "client_secret_basic", basic_pair(header)
    else:
        used, name, secret = (
            "client_secret_post",
            form.get("client_id", ""),
            form.get("client_secret", ""),
        )
    if form.get("client_id", name) != name:
        raise OAuthRefusedError(400, "invalid_request", "client_id differs from the header's")
    app = market.shelf.get("app", name)
    if app is None or app["client_secret"] != secret:
        raise OAuthRefusedError(401, "invalid_client", "Client authentication failed")
    if app["auth_method"] != used:
        text = f"The app's token endpoint auth method is {app['auth_method']}, not {used}"
        raise OAuthRefusedError(401, "invalid_client", text)
    return app


# evidence[reference and observed]: client_credentials answers without refresh token, client_id
#   and an empty scope do not matter (official documentation and live clients, 2020-2026)
def _client_credentials(
    market: Market, app: dict[str, Any], form: dict[str, str]
) -> dict[str, Any]:
    """Answer without a refresh token, whatever the scope: the app asks again."""
    scopes = granted(form.get("scope", ""), sellers()["scopes"])
    return _answer(tokens.issue_access(market, app, scopes), scopes)


# evidence[reference]: authorization_code takes a code once, with the redirect_uri it was made for
#   (official documentation, 2020-2024)
def _authorization_code(
    market: Market, app: dict[str, Any], form: dict[str, str]
) -> dict[str, Any]:
    found = tokens.take(market, "code", form.get("code", ""), app["client_id"])
    if found is None:
        raise OAuthRefusedError(400, "invalid_grant", "The code is unknown, used or over")
    if found["redirect_uri"] != form.get("redirect_uri"):
        raise OAuthRefusedError(400, "invalid_grant", "redirect_uri is not the code's")
    answer = _answer(tokens.issue_access(market, app, found["scopes"]), found["scopes"])
    # evidence[reference]: a refresh token comes with the scope offline alone (official
    #   documentation, 2020-2024)
    if "offline" in found["scopes"]:
        answer["refresh_token"] = tokens.issue_refresh(market, app, found["scopes"])
    return answer


# evidence[reference]: refresh_token takes the last one received (official documentation and live
#   clients, 2020-2026; that it rotates at each use and the old one dies is our choice)
def _refresh(market: Market, app: dict[str, Any], form: dict[str, str]) -> dict[str, Any]:
    """Rotate: the token that was sent is dead, a new one comes with the answer."""
    found = tokens.take(market, "refresh", form.get("refresh_token", ""), app["client_id"])
    if found is None:
        raise OAuthRefusedError(400, "invalid_grant", "The refresh token is unknown or used")
    scopes = granted(form.get("scope", ""), found["scopes"])
    answer = _answer(tokens.issue_access(market, app, scopes), scopes)
    return answer | {"refresh_token": tokens.issue_refresh(market, app, found["scopes"])}


# evidence[reference and observed]: a token answer is access_token, expires_in in seconds, scope
#   and token_type bearer (official documentation and live clients, 2020-2026)
def _answer(access: str, scopes: Sequence[str]) -> dict[str, Any]:
    return {
        "access_token": access,
        "expires_in": tokens.ACCESS_LIFE_S,
        "scope": " ".join(scopes),
        "token_type": "bearer",
    }
