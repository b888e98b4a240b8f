"""The seller's own data: profile, the switch for updates, warehouses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import reference
from ocopctl.sandbox.tiki.replies import CallRefusedError, paged, vietnam_time

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

_LARGEST_PAGE = 50


# evidence[reference and observed]: sellers.me tells operation_models, can_update_product and
#   registration_status (official documentation and live clients, 2020-2026)
def read_seller(visit: Visit) -> Answer:
    """Answer the seller whose token it is."""
    seller = visit.account
    return Answer(
        {
            "id": seller["id"],
            "sid": f"{seller['id']:032X}",
            "name": seller["name"],
            "active": seller["active"],
            "logo": "",
            "operation_models": seller["operation_models"],
            "can_update_product": seller["can_update_product"],
            "registration_status": seller["registration_status"],
            "live_at": vietnam_time(seller["live_at"]),
        }
    )


# evidence[reference]: sellers.updateCanUpdateProduct answers message success (official
#   documentation, 2020-2024, deprecated)
def switch_updates(visit: Visit) -> Answer:
    """Allow or stop product updates for the seller (deprecated, still answered)."""
    wanted = visit.body().get("can_update_product")
    if type(wanted) is not int or wanted not in {0, 1}:
        raise CallRefusedError(400, "can_update_product must be 0 or 1")
    account = visit.account | {"can_update_product": wanted}
    visit.market.shelf.put("account", visit.name, account, keys=["every"])
    return Answer({"message": "success"})


# evidence[several clients]: sellers.warehouses wants the scope inventory and filters by status
#   and type (several live clients, 2022-2026)
def list_warehouses(visit: Visit) -> Answer:
    """Answer a page of the seller's warehouses: status 1 open, type 1 pick-up, 2 return."""
    wanted = {name: visit.call.first(name) for name in ("status", "type")}
    rows = [
        row
        for row in visit.account["warehouses"]
        if all(not text or str(row[name]) == text for name, text in wanted.items())
    ]
    return paged(rows, visit.call.first, most=_LARGEST_PAGE, view=_warehouse)


# evidence[reference]: warehouses.tiki is a bare array (official documentation, 2020-2024)
def list_tiki_warehouses(_visit: Visit) -> Answer:
    """Answer the platform's own warehouses, a bare array."""
    return Answer(reference.sellers()["tiki_warehouses"])


def _warehouse(row: dict[str, Any]) -> dict[str, Any]:
    shown = {name: row[name] for name in ("id", "name", "is_primary", "status", "street")}
    place: dict[str, Any] = reference.sellers()["place"]
    return shown | place
