"""Reading products: the list, one by its id, one by its seller SKU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import goods
from ocopctl.sandbox.tiki.replies import CallRefusedError, instant, paged
from ocopctl.sandbox.tiki.views import product_view

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[one client]: lists refuse a limit above 100 (one live client, August 2026)
LARGEST_PAGE = 100
_LISTED_PARTS = frozenset({"inventory", "images", "categories", "attributes"})


# evidence[reference and observed]: products.list is newest first, adds parts by include and
#   filters by name, active, category_id and dates (official documentation and live clients,
#   2020-2026; a client saw the dates fail)
def list_products(visit: Visit) -> Answer:
    """Answer a page of the seller's products, newest first; `include` adds parts."""
    keep = _filter(visit)
    rows = [one for one in visit.market.shelf.find("product", visit.name) if keep(one)]
    rows.reverse()
    parts = visit.parts_asked("include") & _LISTED_PARTS
    first = visit.call.first
    return paged(rows, first, most=LARGEST_PAGE, view=lambda one: product_view(visit, one, parts))


# evidence[several clients]: products.read is bare and adds parts by includes, another word than
#   on the list (several live clients, 2022-2026)
def read_product(visit: Visit) -> Answer:
    """Answer one product, bare; `includes` (another name than on the list) adds parts."""
    product = goods.by_id(visit.market, visit.name, visit.number("Product"))
    if product is None:
        raise CallRefusedError(404, f"Product not found id: {visit.argument}")
    visit.call.skus = [product["original_sku"]]
    return Answer(product_view(visit, product, visit.parts_asked("includes")))


# evidence[reference and observed]: products.findBy sees approved products alone (official
#   documentation and live clients, 2020-2026)
def find_product(visit: Visit) -> Answer:
    """Answer the approved product of a seller SKU as a page, an empty one when there is none."""
    sku = visit.call.first("original_sku")
    if not sku:
        raise CallRefusedError(400, "original_sku is required")
    visit.call.skus = [sku]
    product = goods.by_sku(visit.market, visit.name, sku)
    seen = product is not None and _indexed(visit, product)
    # evidence[our choice]: products.findBy without a match is an empty page with 200 (documented
    #   nowhere, 2026)
    rows = [product] if seen else []
    return paged(
        rows,
        visit.call.first,
        most=LARGEST_PAGE,
        view=lambda one: product_view(visit, one, frozenset()),
    )


# evidence[our choice]: products.findBy lags behind an approval by a time the market sets, none by
#   default (documented nowhere, 2026)
def _indexed(visit: Visit, product: dict[str, Any]) -> bool:
    lag = visit.market.settings.index_lag_s
    return bool(product["indexed_at"] + lag <= visit.now)


def _filter(visit: Visit) -> Any:
    """Return the test that a product must pass to be listed."""
    first = visit.call.first
    wanted = (first("name") or "").casefold()
    equal = {name: first(name) for name in ("active", "category_id") if first(name)}
    ranges = [
        (f"{name}_at", instant(low, first(low)), instant(high, first(high)))
        for name in ("created", "updated")
        for low, high in [(f"{name}_from_date", f"{name}_to_date")]
    ]

    def passes(product: dict[str, Any]) -> bool:
        return (
            wanted in product["name"].casefold()
            and all(str(product[name]) == text for name, text in equal.items())
            and all(
                (low is None or product[field] >= low) and (high is None or product[field] <= high)
                for field, low, high in ranges
            )
        )

    return passes
