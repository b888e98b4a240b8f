"""Create Product and its dry run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import products
from ocopctl.sandbox.tiktok.browse import has_warehouse
from ocopctl.sandbox.tiktok.catalogue import require_v2
from ocopctl.sandbox.tiktok.details import check_details
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.gate import count_listing
from ocopctl.sandbox.tiktok.shape import choice, objects, text
from ocopctl.sandbox.tiktok.variants import Wanted, check_skus

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

SAVE_MODES = ("LISTING", "AS_DRAFT")
_LONGEST_KEY = 128


@dataclass(frozen=True, slots=True)
class Checked:
    """A listing that may stand: its own content, its SKUs, and what was thrown away."""

    content: dict[str, Any]
    skus: list[Wanted]
    warnings: list[dict[str, str]]


# evidence[our choice]: a listing is refused with its first fault: title, description, category,
#   other fields, SKUs, markers (documented nowhere, 2026)
def check_listing(
    visit: Visit, raw: dict[str, Any], before: dict[str, Any] | None = None
) -> Checked:
    """Check a whole listing, as new or as the next version of `before`."""
    details = check_details(visit, raw)
    wanted = check_skus(visit, raw, details.category, before)
    _check_markers(visit, details.content, wanted, before)
    return Checked(details.content, wanted, [{"message": one} for one in details.warnings])


# evidence[reference]: an external id in use is 12052996, an identifier code in use 12052592 (the
#   reference's error lists as two clients keep them, 2025-2026; that deleted products free theirs
#   is our choice)
def _check_markers(
    visit: Visit, content: dict[str, Any], wanted: list[Wanted], before: dict[str, Any] | None
) -> None:
    """Refuse external ids and identifier codes that another product of the shop uses."""
    own = before["id"] if before else ""
    taken = [
        (f"external:{content['external_product_id']}", content["external_product_id"], 12052996)
    ]
    for one in wanted:
        external, code = one.sku["external_sku_id"], one.sku["identifier_code"]
        taken.append((f"external-sku:{external}", external, 12052996))
        taken.append((f"code:{code and code['code']}", code, 12052592))
    for key, value, refusal in taken:
        others = products.of_account(visit.market, visit.account, key) if value else ()
        if any(one["id"] != own and one["state"] != "DELETED" for one in others):
            raise Refusal(refusal, "The external id or identifier code is used already.")


def note_skus(visit: Visit, raw: dict[str, Any]) -> None:
    """Tell the history which seller SKUs a body speaks of."""
    found = [text(row, "seller_sku") for row in objects(raw, "skus")]
    visit.call.skus.extend(sku for sku in found if sku)


# evidence[reference]: a shop without a return warehouse cannot publish, 12052535 (copies of the
#   official reference, 2025-2026)
def check_ready(visit: Visit, mode: str) -> None:
    """Refuse to publish from a shop without a return warehouse."""
    if mode == "LISTING" and not has_warehouse(visit, "RETURN_WAREHOUSE"):
        raise Refusal(12052535, "The shop has no return warehouse.")


# evidence[reference and observed]: products.create answers with product and SKU ids; LISTING is
#   PENDING and AUDITING at first, AS_DRAFT a DRAFT (copies of the official reference, 2025-2026;
#   notes of live calls on a Thai shop, August 2026)
def create(visit: Visit) -> dict[str, Any]:
    """Create a product; the same idempotency key answers with the same product.

    How long a key is remembered, and that a changed body does not matter, is our choice.
    """
    raw = visit.body
    note_skus(visit, raw)
    mode = choice(raw, "save_mode", SAVE_MODES)
    key = _key(visit, raw)
    # evidence[our choice]: an idempotency key of at most 128 characters answers for ever with its
    #   first product, even for another body (its length: copies of the official reference,
    #   2025-2026; the rest documented nowhere, 2026)
    remembered = visit.shelf.get("idempotency", key) if key else None
    if remembered is not None:
        return dict(remembered["data"])
    count_listing(visit.market, visit.account)
    require_v2(text(raw, "category_version"))
    # evidence[our choice]: a repeated seller SKU makes a second product, since neither rule nor
    #   code forbids it (documented nowhere, 2026)
    checked = check_listing(visit, raw)
    check_ready(visit, mode)
    product = _made(visit, checked, mode)
    products.keep(visit.market, product)
    _report(visit, product)
    data = reply(product["content"], product, checked)
    if key:
        visit.shelf.put("idempotency", key, {"data": data})
    return data


def _key(visit: Visit, raw: dict[str, Any]) -> str:
    value = text(raw, "idempotency_key") or ""
    if len(value) > _LONGEST_KEY:
        raise Refusal(98001004, "Invalid request parameter: `idempotency_key` is too long.")
    return f"{visit.account}:{value}" if value else ""


def _made(visit: Visit, checked: Checked, mode: str) -> dict[str, Any]:
    now = visit.market.clock.now()
    product: dict[str, Any] = {
        "id": products.new_id(visit.shelf),
        "account": visit.account,
        "state": "DRAFT",
        "content": None,
        "review": None,
        "draft": None,
        "failed": [],
        "offers": {},
        "created": now,
        "updated": now,
    }
    content = with_skus(visit, checked, product)
    if mode == "AS_DRAFT":
        return {**product, "content": content}
    return products.submit(visit.market, product, content)


def with_skus(visit: Visit, checked: Checked, product: dict[str, Any]) -> dict[str, Any]:
    """Return the content with its SKUs, new ones numbered and their offers put into the product."""
    skus = []
    for one in checked.skus:
        sku = {**one.sku, "id": one.sku["id"] or products.new_id(visit.shelf)}
        if one.new:
            since = visit.market.clock.now()
            product["offers"][sku["id"]] = {"price": one.price, "stock": one.stock, "since": since}
        skus.append(sku)
    return {**checked.content, "skus": skus}


def offers_of(content: dict[str, Any], product: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Return price and stock of a version's SKUs by seller SKU, for the history."""
    return {
        sku["seller_sku"]: {
            "price": product["offers"][sku["id"]]["price"],
            "stock": products.stock_total(product["offers"][sku["id"]]),
        }
        for sku in content["skus"]
    }


def _report(visit: Visit, product: dict[str, Any]) -> None:
    content, skus = product["content"], products.seller_skus(product)
    visit.call.effect(
        "created",
        sku=skus[0],
        remote_id=product["id"],
        skus=skus,
        title=content["title"],
        offers=offers_of(content, product),
    )


# evidence[reference]: warnings are an array in create and edit, there only when something was
#   thrown away (copies of the official reference, 2025-2026)
def reply(content: dict[str, Any], product: dict[str, Any], checked: Checked) -> dict[str, Any]:
    """Return what create and edit answer with; `warnings` only when something was thrown away."""
    skus = [
        {
            "id": sku["id"],
            "seller_sku": sku["seller_sku"],
            "external_sku_id": sku["external_sku_id"] or "",
            "sales_attributes": [
                {"id": row["id"], "value_id": row["value_id"]} for row in sku["sales_attributes"]
            ],
        }
        for sku in content["skus"]
    ]
    data = {"product_id": product["id"], "skus": skus}
    return {**data, "warnings": checked.warnings} if checked.warnings else data


# evidence[reference]: products.check tells PASS or FAILED under code 0 with the codes of a
#   create, warnings an object (copies of the official reference, 2025-2026; that extra fields do
#   not matter is our choice)
def listing_check(visit: Visit) -> dict[str, Any]:
    """Run the checks of a create and tell the outcome; `warnings` is an object here."""
    note_skus(visit, visit.body)
    try:
        checked = check_listing(visit, visit.body)
        check_ready(visit, SAVE_MODES[0])
    except Refusal as refusal:
        if refusal.status != 200:
            raise
        reason = {"code": refusal.code, "message": refusal.message}
        return {"check_result": "FAILED", "fail_reasons": [reason]}
    said = "; ".join(one["message"] for one in checked.warnings)
    return {"check_result": "PASS", **({"warnings": {"message": said}} if said else {})}
