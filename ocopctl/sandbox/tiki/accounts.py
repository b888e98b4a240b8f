"""Practice sellers with their apps and warehouses, made on first use and numbered in that order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki.reference import sellers

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market


# evidence[reference]: a seller has in-house apps bound to him and public apps, each with one way
#   of authentication (official documentation, 2020-2024)
def open_account(market: Market, name: str) -> dict[str, Any]:
    """Return the seller of that name, made with warehouses and one app of each type if new."""
    found = market.shelf.get("account", name)
    if found is not None:
        return found
    number = market.shelf.next_number("account", 0)
    account = _seller(name, number, market.clock.now())
    market.shelf.put("account", name, account, keys=["every"])
    for kind, row in sellers()["apps"].items():
        app = _app(kind, row, number) | {"account": name}
        market.shelf.put("app", app["client_id"], app, keys=[f"{name}/{kind}"])
    return account


def app_of(market: Market, account: str, kind: str) -> dict[str, Any]:
    """Return an account's app: in_house, in_house_post, public or public_post."""
    return market.shelf.find("app", f"{account}/{kind}")[0]


# evidence[our choice]: stock lies in warehouses of status 1 and type 1, taken for open and for
#   pick-up (inferred from clients' queries, 2026)
def usable_warehouses(account: dict[str, Any]) -> set[int]:
    """Return the ids of the pick-up warehouses that are open."""
    return {row["id"] for row in account["warehouses"] if row["status"] == 1 and row["type"] == 1}


def main_warehouse(account: dict[str, Any]) -> int:
    """Return the id of the primary warehouse."""
    return next(int(row["id"]) for row in account["warehouses"] if row["is_primary"])


def _seller(name: str, number: int, now: float) -> dict[str, Any]:
    fixtures = sellers()
    shift = number * fixtures["warehouse_step"]
    suffix = f" {number + 1}" if number else ""
    return {
        "account": name,
        "id": fixtures["seller"]["id"] + number,
        "name": fixtures["seller"]["name"] + suffix,
        "active": 1,
        "operation_models": fixtures["seller"]["operation_models"],
        "can_update_product": 1,
        "registration_status": "completed",
        "live_at": now,
        "warehouses": [row | {"id": row["id"] + shift} for row in fixtures["warehouses"]],
    }


def _app(kind: str, row: dict[str, Any], number: int) -> dict[str, Any]:
    client_id = row["client_id"] + (f"{number:04d}" if number else "")
    redirects = sellers()["redirect_uris"] if "authorization_code" in row["grants"] else []
    return row | {
        "kind": kind,
        "client_id": client_id,
        "client_secret": row["client_secret"] + (f"-{number}" if number else ""),
        "redirect_uris": redirects,
    }
