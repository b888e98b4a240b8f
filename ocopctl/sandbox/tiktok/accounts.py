"""Practice sellers and their tokens. Token lives go by the wall clock, as on the real service."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.catalogue import fixtures

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.store import Shelf

# evidence[reference and observed]: an access token lives 604,800 s, seven days (a public capture
#   of a token record, June 2026; copies of the official reference)
ACCESS_LIFE_S = 7 * 24 * 3600
# evidence[measured live]: a refresh token ends about a century ahead, beyond 32 bits (a public
#   capture of a token record, June 2026)
REFRESH_LIFE_S = 100 * 365 * 24 * 3600
# evidence[reference]: an authorisation code lives 30 minutes and works once (copies of the
#   official reference, 2025-2026)
CODE_LIFE_S = 30 * 60
DEFAULT = "tiktok"


@dataclass(frozen=True, slots=True)
class Pair:
    """An access and a refresh token, with the wall times (Unix seconds) at which they end."""

    access: str
    access_until: int
    refresh: str
    refresh_until: int


def seller(shelf: Shelf, name: str) -> dict[str, Any]:
    """Return the account of that name, made on first use with ids counted on from the samples."""
    known = shelf.get("account", name)
    if known is not None:
        return known
    number = 0 if name == DEFAULT else shelf.next_number("account", 1)
    made = _make(name, number)
    shelf.put("account", name, made, keys=[f"cipher:{made['cipher']}"])
    return made


def _make(name: str, number: int) -> dict[str, Any]:
    shop = fixtures()["shop"]
    return {
        "account": name,
        "shop_id": str(shop["first_id"] + number),
        "cipher": shop["cipher"].format(number=number),
        "code": shop["code"].format(number=number),
        "open_id": str(shop["open_id"] + number),
        "seller_name": shop["name"] + (f" {number + 1}" if number else ""),
        "warehouses": [_warehouse(row, number) for row in fixtures()["warehouses"]],
    }


def _warehouse(row: dict[str, Any], number: int) -> dict[str, Any]:
    first = fixtures()["first_warehouse"] + 10 * number
    return {
        "id": str(first + row["offset"]),
        "entity_id": str(first - 942 + row["offset"]),
        "name": row["name"],
        "effect_status": row["effect_status"],
        "type": row["type"],
        "sub_type": "DOMESTIC_WAREHOUSE",
        "is_default": row["is_default"],
        # evidence[reference]: the district in a warehouse's address is spelled distict on the
        #   wire (copies of the official reference, 2025-2026)
        "address": fixtures()["address"],
    }


def owner_of_cipher(shelf: Shelf, cipher: str) -> str | None:
    """Return the account that a shop cipher belongs to, None for an unknown cipher."""
    found = shelf.find("account", f"cipher:{cipher}")
    return found[0]["account"] if found else None


def issue(market: Market, account: str) -> Pair:
    """Make a fresh token pair for an account and keep it."""
    now = int(market.clock.wall())
    pair = Pair(
        access="ROW_" + secrets.token_urlsafe(48),
        access_until=now + ACCESS_LIFE_S,
        refresh="ROW_" + secrets.token_urlsafe(48),
        refresh_until=now + REFRESH_LIFE_S,
    )
    granted = {"account": account, "scopes": fixtures()["scopes"]}
    market.shelf.put("access", pair.access, {**granted, "until": pair.access_until})
    market.shelf.put(
        "refresh", pair.refresh, {**granted, "until": pair.refresh_until, "access": pair.access}
    )
    return pair


def issue_code(market: Market, account: str) -> str:
    """Make an authorisation code: 30 minutes, one use."""
    code = "ROW_" + secrets.token_urlsafe(32)
    market.shelf.put("code", code, {"account": account, "until": market.clock.wall() + CODE_LIFE_S})
    return code


def redeem_code(market: Market, code: str) -> str | None:
    """Return the account a code was given out for and burn it; None when it is not good."""
    return _burn(market, "code", code)


# evidence[our choice]: a refresh token works once and dies together with its access token
#   (documented nowhere, 2026)
def redeem_refresh(market: Market, token: str) -> str | None:
    """Return the account of a refresh token and burn it with its access token; None when bad."""
    kept = market.shelf.get("refresh", token)
    account = _burn(market, "refresh", token)
    if account is not None and kept is not None:
        market.shelf.delete("access", kept["access"])
    return account


def _burn(market: Market, kind: str, key: str) -> str | None:
    kept = market.shelf.get(kind, key)
    if kept is None:
        return None
    market.shelf.delete(kind, key)
    return str(kept["account"]) if kept["until"] > market.clock.wall() else None
