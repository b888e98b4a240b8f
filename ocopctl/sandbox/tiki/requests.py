"""Product requests: sent, read, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import review
from ocopctl.sandbox.tiki.drafts import read_draft
from ocopctl.sandbox.tiki.replies import CallRefusedError, paged
from ocopctl.sandbox.tiki.views import request_view

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[one client]: some lists refuse a limit above 50 (one live client, August 2026; that it
#   is these is our choice)
LARGEST_PAGE = 50


# evidence[reference and observed]: requests.create is checked at once and answers 200 with
#   track_id and queuing (official documentation and live clients, 2020-2026)
def create_request(visit: Visit) -> Answer:
    """Take a new product: checked at once, queued, and not there until it is approved."""
    body = visit.body()
    visit.call.skus = _skus(body.get("variants"))
    request = review.submit(visit, "create_product", read_draft(visit, body))
    return Answer({"track_id": request["track_id"], "state": "queuing"})


# evidence[several clients]: requests.list is newest first and leaves out what is queuing or
#   processing (several live clients, 2022-2026)
def list_requests(visit: Visit) -> Answer:
    """Answer a page of requests, newest first, without those still queued or processed."""
    wanted = visit.call.first("state")
    rows = [
        one
        for one in visit.market.shelf.find("request", visit.name)
        if one["request_id"] and (not wanted or review.state_of(one, visit.now) == wanted)
    ]
    rows.sort(key=lambda one: -one["seq"])
    products = "products" in visit.parts_asked("include")
    return _page(visit, rows, products=products)


# evidence[several clients]: requests.read maps seller SKUs to product ids once it is approved
#   (several live clients, 2022-2026)
def read_request(visit: Visit) -> Answer:
    """Answer one request with its products: what maps seller SKUs to product ids."""
    return Answer(request_view(visit, _known(visit), products=True))


# evidence[reference]: requests.findBy answers the request of a track_id as a page (official
#   documentation, 2020; an empty one while there is none is our choice)
def find_request(visit: Visit) -> Answer:
    """Answer the request of a track id as a page; an empty one while there is none."""
    found = _tracked(visit)
    return _page(visit, [] if found is None else [found], products=True)


# evidence[several clients]: requests.delete ends a request in review (several live clients,
#   2022-2026)
def delete_request(visit: Visit) -> Answer:
    """Delete a request that is not approved, by its id."""
    return _deleted(visit, _known(visit))


# evidence[one client]: requests.deleteBy ends a request in review by its track_id (one client,
#   2026 or before)
def delete_tracked_request(visit: Visit) -> Answer:
    """Delete a request that is not approved, by its track id."""
    found = _tracked(visit)
    if found is None:
        raise CallRefusedError(404, "Request not found")
    return _deleted(visit, found)


def _page(visit: Visit, rows: list[dict[str, Any]], *, products: bool) -> Answer:
    return paged(
        rows,
        visit.call.first,
        most=LARGEST_PAGE,
        view=lambda one: request_view(visit, one, products=products),
    )


def _deleted(visit: Visit, request: dict[str, Any]) -> Answer:
    """End a request. Nothing that buyers see is touched, so no effect is reported."""
    # evidence[our choice]: deleting a request a second time is 404, deleting an approved one 422
    #   (documented nowhere, 2026)
    if request["final"] == "deleted":
        raise CallRefusedError(404, f"Request not found id: {request['request_id']}")
    if request["final"].endswith("approved"):
        raise CallRefusedError(422, "Request is approved and can not be deleted")
    visit.call.skus = _skus(request["content"].get("variants"))
    review.close(visit.market, request, "deleted", visit.now)
    return Answer({"request_id": request["request_id"], "state": "deleted"})


def _known(visit: Visit) -> dict[str, Any]:
    found = visit.market.shelf.find("request", f"{visit.name}/{visit.number('Request')}")
    if not found:
        raise CallRefusedError(404, f"Request not found id: {visit.argument}")
    return found[0]


def _tracked(visit: Visit) -> dict[str, Any] | None:
    track_id = visit.call.first("track_id")
    if not track_id:
        raise CallRefusedError(400, "track_id is required")
    found = visit.market.shelf.get("request", track_id)
    known = found is not None and found["account"] == visit.name and found["request_id"]
    return found if known else None


def _skus(variants: object) -> list[str]:
    """Return the seller SKUs of a body that may still be wrong in any way."""
    rows = variants if isinstance(variants, list) else []
    return [str(row["sku"]) for row in rows if isinstance(row, dict) and "sku" in row]
