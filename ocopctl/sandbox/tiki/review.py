"""The way of a request: queued, processed, looked at by people and machines, approved or not.

Nothing runs in the background. Each request has a next moment that matters; `settle` brings a
seller's requests up to the present, in the order of those moments, before anything is answered.
"""

from __future__ import annotations

import heapq
import secrets
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import judgement
from ocopctl.sandbox.tiki.judgement import RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.sandbox.market import Call, Market
    from ocopctl.sandbox.tiki.visit import Visit

    Step = Callable[[Market, dict[str, Any], float, Call], None]

# Ends of the stages, as shares of the review's length.
# evidence[our choice]: the stages end at 5, 15, 45, 65 and 100 hundredths of the review time that
#   the market sets (documented are seconds, then hours or days, 2020-2025)
_QUEUE, _PROCESSING, _PAPERS, _ROBOT, _PEOPLE = 0.05, 0.15, 0.45, 0.65, 1.0
# evidence[reference and observed]: request_id is a text of 19 digits, beyond what a double holds
#   (official documentation and live clients, 2020-2026)
_FIRST_REQUEST = 3_408_590_964_569_640_001

_STEPS: dict[str, tuple[tuple[float, Step], ...]] = {
    "create_product": (
        (_PROCESSING, judgement.process),
        (_ROBOT, judgement.read_content),
        (_PEOPLE, judgement.approve),
    ),
    "update_product": ((_PROCESSING, judgement.process), (_PEOPLE, judgement.apply_update)),
}
# evidence[reference]: a change of content ends in update_product_approved (official
#   documentation, 2020)
_APPROVED = {"create_product": "approved", "update_product": "update_product_approved"}


def submit(visit: Visit, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """Queue a request (`create_product` or `update_product`); return its record."""
    request: dict[str, Any] = {
        # evidence[reference and observed]: track_id is a text of 32 hexadecimal digits (official
        #   documentation and live clients, 2020-2026)
        "track_id": secrets.token_hex(16),
        "request_id": None,
        "account": visit.name,
        "seq": visit.market.shelf.next_number("request", 1),
        "kind": kind,
        "content": content,
        "created_at": visit.now,
        "pictures": {},
        "products": [],
    }
    return requeue(visit.market, request)


def requeue(market: Market, request: dict[str, Any]) -> dict[str, Any]:
    """Start a request from its first stage, now; return its record."""
    now = market.clock.now()
    started = {"started_at": now, "updated_at": now, "review_s": market.settings.review_s}
    clean = {"final": "", "reason": "", "again": False, "step": 0, "approved_at": None}
    request = request | started | clean
    _keep(market, request)
    return request


def condemn(market: Market, track_id: str, reason: str) -> None:
    """Make those who look at a request turn it down with this reason."""
    request = market.shelf.get("request", track_id)
    if request is not None and not request["final"]:
        _keep(market, request | {"objection": reason})


def settle(market: Market, account: str, call: Call) -> None:
    """Bring the account's requests up to now; what came of them is reported with `call`."""
    now = market.clock.now()
    waiting = market.shelf.find("waiting", account)
    due = [(one["due"], one["seq"], one["track_id"]) for one in waiting if one["due"] <= now]
    heapq.heapify(due)
    while due:
        at, seq, track_id = heapq.heappop(due)
        request: dict[str, Any] = market.shelf.get("request", track_id) or {}
        _take_step(market, request, at, call)
        if not request["final"] and _due(request) <= now:
            heapq.heappush(due, (_due(request), seq, track_id))


# evidence[reference and observed]: states go queuing, processing, md, bot, awaiting_approve, then
#   approved or rejected (official documentation and live clients, 2020-2026; v1 lists bot before
#   md)
def state_of(request: dict[str, Any], now: float) -> str:
    """Return the state of a settled request, as the platform names it."""
    if request["final"]:
        return str(request["final"])
    share = (now - request["started_at"]) / request["review_s"]
    if request["step"] == 0:
        return "queuing" if share < _QUEUE else "processing"
    if request["kind"] == "update_product":
        return "update_product_awaiting_approve"
    if share < _PAPERS:
        return "md_awaiting_approve"
    return "bot_awaiting_approve" if request["step"] == 1 else "awaiting_approve"


def close(market: Market, request: dict[str, Any], state: str, at: float) -> None:
    """End a request in `state`."""
    request.update(final=state, updated_at=at)
    _keep(market, request)


def _take_step(market: Market, request: dict[str, Any], at: float, call: Call) -> None:
    kind, step = request["kind"], request["step"]
    try:
        _STEPS[kind][step][1](market, request, at, call)
    except RejectedError as rejection:
        request.update(reason=rejection.reason, again=rejection.again)
        close(market, request, "rejected", at)
        return
    request.update(step=step + 1, updated_at=at)
    if step == 0:
        # evidence[several clients]: a request has no request_id before it is processed, and none
        #   if it is rejected there (several live clients, 2022-2026)
        request["request_id"] = str(market.shelf.next_number("request_id", _FIRST_REQUEST))
    if request["step"] == len(_STEPS[kind]):
        request.update(final=_APPROVED[kind], approved_at=at)
    _keep(market, request)


def _due(request: dict[str, Any]) -> float:
    share = _STEPS[request["kind"]][request["step"]][0]
    return float(request["started_at"] + share * request["review_s"])


def _keep(market: Market, request: dict[str, Any]) -> None:
    """Write a request, and whether and when it is to be looked at next."""
    track_id, account = request["track_id"], request["account"]
    keys = [account, f"{account}/{request['request_id']}"]
    market.shelf.put("request", track_id, request, keys=keys)
    if request["final"]:
        market.shelf.delete("waiting", track_id)
        return
    entry = {"track_id": track_id, "seq": request["seq"], "due": _due(request)}
    market.shelf.put("waiting", track_id, entry, keys=[account])
