"""The table of calls: which path and method in which generation, with which scope, by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.sandbox.tiki import (
    categories,
    edits,
    offers,
    reading,
    requests,
    sellers,
    tracking,
)
from ocopctl.sandbox.tiki.replies import CallRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[reference]: v1, v2 and v2.1 live side by side under /integration with other calls and
#   field names (official documentation and live clients, 2020-2026)
_PATH = re.compile(r"/integration/(v1|v2|v2\.1)/(.+)")


@dataclass(frozen=True, slots=True)
class Route:
    """One call. `pattern` may hold one `{}`, the id; `scope` is "" when any token will do."""

    versions: str
    method: str
    pattern: str
    endpoint: str
    scope: str
    handler: Callable[[Visit], Answer]


# evidence[reference]: calls want the scope product, warehouses the scope inventory (official
#   documentation, 2020-2024; that the profile wants none is our choice)
_ROUTES = (
    Route("v1 v2", "GET", "categories", "categories.list", "product", categories.list_categories),
    Route("v1 v2", "GET", "categories/{}", "categories.read", "product", categories.read_category),
    Route(
        "v2",
        "GET",
        "categories/{}/attributes",
        "categories.attributes",
        "product",
        categories.list_attributes,
    ),
    Route(
        "v2",
        "GET",
        "categories/{}/optionLabels",
        "categories.optionLabels",
        "product",
        categories.list_option_labels,
    ),
    Route(
        "v2", "GET", "attributes/{}/values", "attributes.values", "product", categories.list_values
    ),
    Route("v1 v2 v2.1", "POST", "requests", "requests.create", "product", requests.create_request),
    Route("v1 v2", "GET", "requests", "requests.list", "product", requests.list_requests),
    Route(
        "v1 v2",
        "POST",
        "requests/updateProductInfo",
        "requests.updateProductInfo",
        "product",
        edits.update_product_info,
    ),
    Route("v1 v2", "GET", "requests/findBy", "requests.findBy", "product", requests.find_request),
    Route(
        "v1 v2",
        "DELETE",
        "requests/findBy",
        "requests.deleteBy",
        "product",
        requests.delete_tracked_request,
    ),
    Route("v1 v2", "GET", "requests/{}", "requests.read", "product", requests.read_request),
    Route("v1 v2", "DELETE", "requests/{}", "requests.delete", "product", requests.delete_request),
    Route("v1 v2", "GET", "tracking", "tracking.list", "product", tracking.list_tracking),
    Route("v1 v2", "GET", "tracking/{}", "tracking.read", "product", tracking.read_tracking),
    Route("v1 v2", "POST", "tracking/{}/replay", "tracking.replay", "product", tracking.replay),
    Route("v1", "POST", "products/updateSku", "products.updateSku", "product", offers.update_sku),
    Route(
        "v2 v2.1", "PUT", "products/updateSku", "products.updateSku", "product", offers.update_sku
    ),
    Route(
        "v2.1", "PUT", "products/updateSkus", "products.updateSkus", "product", offers.update_skus
    ),
    Route(
        "v1 v2",
        "POST",
        "products/updateOriginalSku",
        "products.updateOriginalSku",
        "product",
        offers.update_original_sku,
    ),
    Route("v1 v2 v2.1", "GET", "products", "products.list", "product", reading.list_products),
    Route("v1 v2", "GET", "products/findBy", "products.findBy", "product", reading.find_product),
    Route("v1 v2 v2.1", "GET", "products/{}", "products.read", "product", reading.read_product),
    Route("v1 v2", "GET", "sellers/me", "sellers.me", "", sellers.read_seller),
    Route(
        "v1",
        "POST",
        "sellers/me/updateCanUpdateProduct",
        "sellers.updateCanUpdateProduct",
        "",
        sellers.switch_updates,
    ),
    Route(
        "v2",
        "GET",
        "sellers/me/warehouses",
        "sellers.warehouses",
        "inventory",
        sellers.list_warehouses,
    ),
    Route("v2", "GET", "warehouses/tiki", "warehouses.tiki", "", sellers.list_tiki_warehouses),
)


# evidence[reference]: an unknown path is 404, a wrong method 405 (official documentation,
#   2020-2024)
def resolve(method: str, path: str) -> tuple[Route, str, str]:
    """Return the route, the generation and the path's id ("" without one). Refuses 404 and 405."""
    split = _PATH.fullmatch(path)
    version, rest = (split[1], split[2]) if split else ("", "")
    fits = [
        (route, found)
        for route in _ROUTES
        if version in route.versions.split() and (found := _match(route.pattern, rest)) is not None
    ]
    if not fits:
        raise CallRefusedError(404, f"Not found: {path}")
    exact = [(route, found) for route, found in fits if not found] or fits
    for route, found in exact:
        if route.method == method:
            return route, version, found
    raise CallRefusedError(405, f"Method {method} is not allowed")


def _match(pattern: str, rest: str) -> str | None:
    """Return the id in a path, "" when the pattern has none, None when it does not fit."""
    start, hole, end = pattern.partition("{}")
    if not hole:
        return "" if rest == pattern else None
    middle = rest[len(start) : len(rest) - len(end)] if end else rest[len(start) :]
    fits = rest.startswith(start) and rest.endswith(end) and middle and "/" not in middle
    return middle if fits else None
