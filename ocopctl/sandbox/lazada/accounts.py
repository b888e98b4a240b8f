"""Sellers, their apps, and the tokens between the two.

Refreshing gives a new pair; the consent period runs on. The refresh token before it still works,
the access token before it stops after a minute (our choice; what the platform does is not known).
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada.envelope import RefusalError

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

DEFAULT = "lazada"
# evidence[reference]: an access token lives 10 days and a consent 50 (a guide's sample of 2026;
#   other samples and a live capture say 7 to 30 and 14 to 180)
ACCESS_S = 864_000
CONSENT_S = 4_320_000
# evidence[reference and observed]: a consent code lives 30 minutes and is good once (official
#   documentation and clients, April 2026)
CODE_S = 30 * 60
# evidence[our choice]: the access token that a refresh replaces stops after a minute (the sources
#   are silent, 2026)
_OLD_ACCESS_S = 60


def account(market: Market, name: str) -> dict[str, Any]:
    """Return the seller of that name, made on first use."""
    kept = market.shelf.get("account", name)
    if kept is not None:
        return kept
    # evidence[our choice]: each practice seller has an app of his own, numbers counted on from
    #   fixed fixtures (the sources are silent, 2026)
    number = 1 if name == DEFAULT else market.shelf.next_number("account", 2)
    made = {
        "name": name,
        "app_key": str(900_000 + number),
        "app_secret": f"ocop-fake-secret-{number:04d}",
        "seller_id": str(200_100_199 + number),
        "short_code": f"VNFAKE{number:04d}",
        "email": "shop@example.vn" if number == 1 else f"shop{number}@example.vn",
    }
    market.shelf.put("account", name, made, keys=[f"app {made['app_key']}"])
    return made


def by_app(market: Market, app_key: str) -> dict[str, Any] | None:
    """Return the seller whose app has this key, None when no app has."""
    return next(iter(market.shelf.find("account", f"app {app_key}")), None)


def new_code(market: Market, owner: dict[str, Any]) -> str:
    """Return a consent code: single use, 30 minutes."""
    # evidence[reference and observed]: a consent code is 0, the app key and a random part, joined
    #   by underscores (official documentation and clients, April 2026)
    code = f"0_{owner['app_key']}_{secrets.token_urlsafe(16)}"
    market.shelf.put("code", code, {"account": owner["name"], "at": market.clock.wall()})
    return code


def exchange(market: Market, app: dict[str, Any], code: str) -> dict[str, Any]:
    """Turn a consent code into tokens. Refuses with InvalidCode."""
    kept = market.shelf.get("code", code)
    # evidence[reference]: a code that is wrong, used, old or another app's is refused as
    #   InvalidCode; its text is ours (official documentation, April 2026)
    if kept is None or kept["account"] != app["name"]:
        raise _invalid_code()
    market.shelf.delete("code", code)
    if market.clock.wall() - kept["at"] > CODE_S:
        raise _invalid_code()
    return issue(market, app)


# evidence[measured live]: a refresh does not lengthen the consent: refresh_expires_in counts down
#   (one live capture and the documentation's words, 2026)
# evidence[our choice]: a refresh token goes on working after its use, until the consent ends (the
#   sources are silent, 2026)
def refresh(market: Market, app: dict[str, Any], token: str) -> dict[str, Any]:
    """Turn a refresh token into a new pair. Refuses with IllegalRefreshToken."""
    kept = market.shelf.get("refresh", token)
    if kept is None or kept["account"] != app["name"] or kept["until"] <= market.clock.wall():
        # evidence[reference]: a refresh token that is wrong or expired is refused as
        #   IllegalRefreshToken; its text is ours (official documentation, April 2026)
        raise RefusalError(
            "IllegalRefreshToken", "The specified refresh token is invalid or expired", kind="ISV"
        )
    _let_go(market, kept["access"])
    pair = issue(market, app, until=kept["until"])
    market.shelf.put("refresh", token, {**kept, "access": pair["access_token"]})
    return pair


def issue(market: Market, owner: dict[str, Any], *, until: float = 0.0) -> dict[str, Any]:
    """Return a fresh pair as the token calls give it, but for the list of countries."""
    wall = market.clock.wall()
    until = until or wall + CONSENT_S
    access = "50000" + secrets.token_hex(24)
    refresh_token = "50001" + secrets.token_hex(24)
    market.shelf.put("access", access, {"account": owner["name"], "until": wall + ACCESS_S})
    market.shelf.put(
        "refresh", refresh_token, {"account": owner["name"], "until": until, "access": access}
    )
    return {
        # evidence[reference and observed]: tokens come flat beside `code`, with the seller's
        #   account and country and no account_id (official documentation and clients, April 2026)
        "access_token": access,
        "refresh_token": refresh_token,
        "expires_in": ACCESS_S,
        "refresh_expires_in": round(until - wall),
        "country": "vn",
        "account_platform": "seller_center",
        "account": owner["email"],
        "account_id": None,
    }


def countries(owner: dict[str, Any]) -> list[dict[str, str]]:
    """Return the seller's entry of the country list."""
    seller_id = owner["seller_id"]
    return [
        {
            "country": "vn",
            "user_id": seller_id,
            "seller_id": seller_id,
            "short_code": owner["short_code"],
        }
    ]


# evidence[reference and observed]: a token that is wrong, expired or another app's is refused as
#   IllegalAccessToken (official documentation and clients, April 2026)
def holder(market: Market, app: dict[str, Any], token: str) -> dict[str, Any]:
    """Return the seller an access token stands for. Refuses with IllegalAccessToken."""
    kept = market.shelf.get("access", token)
    if kept is None or kept["account"] != app["name"] or kept["until"] <= market.clock.wall():
        raise RefusalError(
            "IllegalAccessToken", "The specified access token is invalid or expired", kind="ISV"
        )
    return account(market, kept["account"])


def _let_go(market: Market, token: str) -> None:
    kept = market.shelf.get("access", token)
    if kept is not None:
        until = min(kept["until"], market.clock.wall() + _OLD_ACCESS_S)
        market.shelf.put("access", token, {**kept, "until": until})


def _invalid_code() -> RefusalError:
    return RefusalError("InvalidCode", "Invalid authorization code", kind="ISV")
