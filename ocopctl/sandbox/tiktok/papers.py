"""Certificates: which a category wants, and what each must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.catalogue import rules_of
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.pictures import image
from ocopctl.sandbox.tiktok.shape import objects, text, whole

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

_MOST = 10


# evidence[reference]: a certification that is required is 12052105 when missing, more than 10 are
#   12052657, a repeated one 12052656 (the reference's error lists as two clients keep them,
#   2025-2026)
def check_certifications(
    visit: Visit, category: dict[str, Any], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the certificates that are kept; refuse a faulty or missing one."""
    rules = {rule["id"]: rule for rule in rules_of(category)["product_certifications"]}
    if len(rows) > _MOST:
        raise Refusal(12052657, "There are more than 10 certifications.")
    taken = [_paper(visit, rules, row) for row in rows]
    given = [paper["id"] for paper in taken]
    if len(set(given)) != len(given):
        raise Refusal(12052656, "A certification is given twice.")
    for rule in rules.values():
        if rule["is_required"] and rule["id"] not in given:
            raise Refusal(12052105, f"The certification {rule['name']} is required.")
    return taken


# evidence[reference]: a certification is one of the category's (12052655) with pictures
#   (12052650) or PDF files (12052658) and a date to come (12052385) (the reference's error lists as
#   two clients keep them, 2025-2026)
def _paper(visit: Visit, rules: dict[str, dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    rule = rules.get(text(row, "id") or "")
    if rule is None:
        raise Refusal(12052655, "The certification id does not exist in this category.")
    images = [text(one, "uri") or "" for one in objects(row, "images")]
    if any(image(visit.shelf, visit.account, uri) is None for uri in images):
        raise Refusal(12052650, "A certification image does not exist.")
    files = [_file(visit, one) for one in objects(row, "files")]
    if not images and not files:
        raise Refusal(12052658, "A certification needs an image or a file.")
    ends = whole(row, "expiration_date")
    wanted = rule.get("expiration_date", {}).get("is_required", False)
    if (ends is None and wanted) or (ends is not None and ends <= visit.market.clock.now()):
        raise Refusal(12052385, "The certification needs an expiration date to come.")
    return {
        "id": rule["id"],
        "images": [{"uri": uri} for uri in images],
        "files": files,
        **({} if ends is None else {"expiration_date": ends}),
    }


def _file(visit: Visit, row: dict[str, Any]) -> dict[str, Any]:
    kept = visit.shelf.get("file", text(row, "id") or "")
    if kept is None or kept["account"] != visit.account or kept["format"] != "PDF":
        raise Refusal(12052658, "A certification file must be a PDF uploaded before.")
    return {name: kept[name] for name in ("id", "name", "format")}
