"""Products as they are kept: versions, offers, and the review that time decides.

A document holds `state` (the combined status), `content` (the version buyers see or that is
first reviewed), `review` (the version waiting, with the time of its verdict), `draft`, `failed`
(why the last review said no) and `offers` (price and stock by SKU id, for all versions alike).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.envelope import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.sandbox.market import Market
    from ocopctl.sandbox.store import Shelf
    from ocopctl.sandbox.tiktok.visit import Visit

_FIRST_ID = 1729592969712207008


def new_id(shelf: Shelf) -> str:
    """Return a fresh product or SKU id: 19 digits, counted on from the sample."""
    return str(shelf.next_number("product", _FIRST_ID))


# evidence[reference]: a product id that is no number is 12019008, an unknown one 12019150,
#   another shop's 12052048 (the reference's error lists as two clients keep them, 2025-2026)
def load(visit: Visit, product_id: str, *, unknown: int = 12019150) -> dict[str, Any]:
    """Return a product of this seller, its review settled; refuse unknown ones and others'."""
    if not (product_id.isascii() and product_id.isdigit()):
        raise Refusal(12019008, "The product id is not valid.")
    kept = visit.shelf.get("product", product_id)
    if kept is None:
        raise Refusal(unknown, "The product does not exist.")
    if kept["account"] != visit.account:
        raise Refusal(12052048, "The product belongs to another shop.")
    return settle(kept, visit.market.clock.now())


def of_account(market: Market, account: str, key: str = "all") -> Iterator[dict[str, Any]]:
    """Yield an account's products, settled: all of them, or those findable by a key."""
    now = market.clock.now()
    for kept in market.shelf.find("product", f"{account}:{key}"):
        yield settle(kept, now)


# evidence[reference]: a review that passes makes ACTIVATE, a first one that fails FAILED, a
#   failed edit leaves the live version for ever (copies of the official reference, 2025-2026)
def settle(product: dict[str, Any], now: float) -> dict[str, Any]:
    """Return the product as it is now: a review whose time has come is decided."""
    review = product["review"]
    if review is None or review["until"] > now:
        return product
    settled = {**product, "review": None, "updated": review["until"], "failed": review["refusal"]}
    if not review["refusal"]:
        return {**settled, "state": "ACTIVATE", "content": review["content"]}
    return settled if product["state"] == "ACTIVATE" else {**settled, "state": "FAILED"}


# evidence[our choice]: a review takes the market's own time and passes unless the market is told
#   to refuse it (documented nowhere, 2026)
def submit(market: Market, product: dict[str, Any], content: dict[str, Any]) -> dict[str, Any]:
    """Return the product with this content waiting for review; a live version stays live."""
    until = market.clock.now() + market.settings.review_s
    review = {"content": content, "until": until, "refusal": []}
    submitted = {**product, "review": review, "draft": None, "failed": []}
    if product["state"] == "ACTIVATE":
        return submitted
    return {**submitted, "state": "PENDING", "content": content}


def refuse_review(market: Market, product_id: str, reason: str) -> bool:
    """Make the running review of a product end in a refusal; False when none is running."""
    kept = market.shelf.get("product", product_id)
    product = settle(kept, market.clock.now()) if kept else None
    if product is None or product["review"] is None:
        return False
    product["review"]["refusal"] = [reason]
    keep(market, product)
    return True


def keep(market: Market, product: dict[str, Any]) -> None:
    """Write a product down, findable by seller SKU, external ids and identifier codes."""
    marks = [("all", ""), *_marks(product)]
    keys = {f"{product['account']}:{kind}{value and ':'}{value}" for kind, value in marks}
    changed = {**product, "updated": market.clock.now()}
    market.shelf.put("product", product["id"], changed, keys=sorted(keys))


def _marks(product: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for version in versions(product):
        if version["external_product_id"]:
            yield "external", version["external_product_id"]
    for sku in known_skus(product).values():
        if sku["seller_sku"]:
            yield "sku", sku["seller_sku"].casefold()
        if sku["external_sku_id"]:
            yield "external-sku", sku["external_sku_id"]
        if sku["identifier_code"]:
            yield "code", sku["identifier_code"]["code"]


def versions(product: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the versions that exist, oldest first."""
    review = product["review"]
    rows = [product["content"], review and review["content"], product["draft"]]
    return [row for row in rows if row is not None]


def latest(product: dict[str, Any]) -> dict[str, Any]:
    """Return the version a partial edit starts from: draft, else under review, else the base."""
    return versions(product)[-1]


def known_skus(product: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the SKUs of all versions by id, the newest wording of each."""
    return {sku["id"]: sku for version in versions(product) for sku in version["skus"]}


def seller_skus(product: dict[str, Any]) -> list[str]:
    """Return the seller SKUs of the base version, in their order."""
    return [sku["seller_sku"] for sku in product["content"]["skus"]]


# evidence[reference]: audit.status is NONE, AUDITING, FAILED or APPROVED beside the combined
#   status (copies of the official reference, 2025-2026)
def audit_status(product: dict[str, Any]) -> str:
    """Return how the review stands: NONE, AUDITING, FAILED or APPROVED."""
    state = product["state"]
    if state == "FAILED" or (state == "ACTIVATE" and product["failed"]):
        return "FAILED"
    if product["review"] is not None:
        return "AUDITING"
    return "APPROVED" if state == "ACTIVATE" else "NONE"


# evidence[reference]: product_status is the status without the review's influence, INITIAL at
#   first (copies of the official reference, 2025-2026)
def product_status(product: dict[str, Any]) -> str:
    """Return the status without the review's influence: INITIAL until first approved."""
    return "INITIAL" if product["state"] in ("PENDING", "FAILED") else str(product["state"])


def stock_total(offer: dict[str, Any]) -> int:
    """Return an offer's stock over all warehouses."""
    return sum(offer["stock"].values())
