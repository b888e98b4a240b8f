"""Access tokens, refresh tokens and codes: made, found, used up; kept by digest, on wall time."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.sandbox.market import Market

# evidence[reference]: an access token lives 3600 s, the documented example (official
#   documentation, 2020-2024; today's real life is unknown)
ACCESS_LIFE_S = 3600
# evidence[our choice]: a code lives 600 s and works once (short-lived and single-use in official
#   documentation, 2020-2024)
CODE_LIFE_S = 600


def issue_access(market: Market, app: dict[str, Any], scopes: Iterable[str]) -> str:
    """Make an access token that lives an hour; the app's dead ones are forgotten."""
    now = market.clock.wall()
    for old in market.shelf.find("access", app["client_id"]):
        if old["expires_at"] <= now:
            market.shelf.delete("access", old["digest"])
    # evidence[reference]: tokens are two random texts joined by a point (official documentation,
    #   2020-2024)
    token = f"{secrets.token_urlsafe(32)}.{secrets.token_urlsafe(32)}"
    body = {"account": app["account"], "scopes": list(scopes), "expires_at": now + ACCESS_LIFE_S}
    return _keep(market, "access", token, body, app["client_id"])


def issue_refresh(market: Market, app: dict[str, Any], scopes: Iterable[str]) -> str:
    """Make a refresh token; it works once and has no published end."""
    token = f"{secrets.token_urlsafe(32)}.{secrets.token_urlsafe(32)}"
    body = {"client_id": app["client_id"], "scopes": list(scopes)}
    return _keep(market, "refresh", token, body, app["client_id"])


def issue_code(
    market: Market, app: dict[str, Any], scopes: Iterable[str], redirect_uri: str
) -> str:
    """Make a code for the redirect; it works once within ten minutes."""
    code = f"{secrets.token_urlsafe(24)}.{secrets.token_urlsafe(24)}"
    body = {
        "client_id": app["client_id"],
        "scopes": list(scopes),
        "redirect_uri": redirect_uri,
        "expires_at": market.clock.wall() + CODE_LIFE_S,
    }
    return _keep(market, "code", code, body, app["client_id"])


def read_access(market: Market, token: str) -> dict[str, Any] | None:
    """Return what a living access token stands for, None when it is unknown or over."""
    found = market.shelf.get("access", _digest(token))
    return found if found is not None and found["expires_at"] > market.clock.wall() else None


def expire_access(market: Market, token: str) -> None:
    """End the life of an access token now."""
    market.shelf.delete("access", _digest(token))


def take(market: Market, kind: str, token: str, client_id: str) -> dict[str, Any] | None:
    """Use up a code or refresh token of that client; None when it is unknown, used or over."""
    found = market.shelf.get(kind, _digest(token))
    if found is None or found["client_id"] != client_id:
        return None
    market.shelf.delete(kind, found["digest"])
    return found if found.get("expires_at", float("inf")) > market.clock.wall() else None


def _keep(market: Market, kind: str, token: str, body: dict[str, Any], key: str) -> str:
    digest = _digest(token)
    market.shelf.put(kind, digest, body | {"digest": digest}, keys=[key])
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
