"""Following a request by its track id, which lives thirty days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import review
from ocopctl.sandbox.tiki.replies import PER_PAGE, CallRefusedError, counted, instant
from ocopctl.sandbox.tiki.views import tracking_view

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[reference]: a track_id is known for 30 days (official documentation, 2020-2024)
LIFE_S = 30 * 24 * 3600
LARGEST_PAGE = 100


# evidence[reference and observed]: tracking.read tells state and reason, empty when there is none
#   (official documentation and live clients, 2020-2026)
def read_tracking(visit: Visit) -> Answer:
    """Answer where a request stands."""
    return Answer(tracking_view(visit, _known(visit)))


# evidence[reference and observed]: tracking.list is a bare array that tells no SKU, filtered by
#   times (official documentation and live clients, 2020-2026; newest first is our choice)
def list_tracking(visit: Visit) -> Answer:
    """Answer the newest entries within the given times: a bare array that tells no SKU."""
    first = visit.call.first
    limit = counted("limit", first("limit"), default=PER_PAGE, most=LARGEST_PAGE)
    ranges = [
        (name, instant(low, first(low)), instant(high, first(high)))
        for name in ("created_at", "updated_at")
        for low, high in [(f"{name}_min", f"{name}_max")]
    ]
    rows = [
        one
        for one in visit.market.shelf.find("request", visit.name)
        if _living(one, visit.now)
        and all(_within(int(one[name]), low, high) for name, low, high in ranges)
    ]
    rows.sort(key=lambda one: -one["seq"])
    return Answer([tracking_view(visit, one) for one in rows[:limit]])


# evidence[reference and observed]: tracking.replay keeps the track_id and mends failures of
#   Tiki's own processing (official documentation and live clients, 2020-2026; 422 for others is our
#   choice)
def replay(visit: Visit) -> Answer:
    """Process again what failed on the platform's side; what was turned down stays so."""
    request = _known(visit)
    if request["final"] != "rejected" or not request["again"]:
        raise CallRefusedError(422, "Only a request that failed in processing can be replayed")
    review.requeue(visit.market, request)
    return Answer({"track_id": request["track_id"], "state": "queuing"})


def _known(visit: Visit) -> dict[str, Any]:
    found = visit.market.shelf.get("request", visit.argument)
    if found is None or found["account"] != visit.name or not _living(found, visit.now):
        raise CallRefusedError(404, f"Track id not found: {visit.argument}")
    return found


def _living(request: dict[str, Any], now: float) -> bool:
    return bool(now - request["created_at"] <= LIFE_S)


def _within(at: int, low: float | None, high: float | None) -> bool:
    """Compare by whole seconds, as the times of a query are."""
    return (low is None or at >= low) and (high is None or at <= high)
