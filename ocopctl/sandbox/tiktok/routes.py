"""Which paths there are, in which versions, what each asks of a call, and who answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import (
    browse,
    creating,
    editing,
    offering,
    pictures,
    reading,
    searching,
    switching,
)
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.gate import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.sandbox.tiktok.visit import Visit

# evidence[reference]: shops, uploads, own brands and size charts take no shop_cipher, everything
#   else wants one (copies of the official reference, 2025-2026)
_SHOPS = Terms("seller.authorization.info", cipher=False)
# evidence[reference]: reads, writes and warehouses have scopes of their own (copies of the
#   official reference, 2025-2026; that deleting has one is our choice)
_READ = Terms("seller.product.basic")
_READ_ANY = Terms("seller.product.basic", cipher=False)
_WRITE = Terms("seller.product.write")
_WRITE_ANY = Terms("seller.product.write", cipher=False)
_UPLOAD = Terms("seller.product.write", cipher=False, upload=True)
_DELETE = Terms("seller.product.delete")
_LOGISTICS = Terms("seller.logistics")


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint; `pattern` holds `{names}`, `versions` those it is served in."""

    method: str
    pattern: str
    versions: tuple[str, ...]
    endpoint: str
    terms: Terms
    handle: Callable[[Visit], dict[str, Any]]


# evidence[several clients]: each endpoint has its own versions in the path, and one client mixes
#   them (several clients, 2025-2026)
_OLD = ("202309",)
_P = "/product/{version}/products"
_C = "/product/{version}/categories"
_W = "/logistics/{version}/warehouses"
_SEARCHES = ("202309", "202312", "202502")
_EDITS = ("202309", "202509")
ROUTES = (
    Route("GET", "/authorization/{version}/shops", _OLD, "shops.list", _SHOPS, browse.shops),
    Route("GET", _C, _OLD, "categories.list", _READ, browse.categories),
    Route("POST", f"{_C}/recommend", _OLD, "categories.recommend", _READ, browse.recommend),
    Route("GET", f"{_C}/{{category_id}}/rules", _OLD, "categories.rules", _READ, browse.rules),
    Route(
        "GET",
        f"{_C}/{{category_id}}/attributes",
        _OLD,
        "categories.attributes",
        _READ,
        browse.attributes,
    ),
    Route("GET", "/product/{version}/brands", _OLD, "brands.list", _READ, browse.brands),
    Route(
        "POST", "/product/{version}/brands", _OLD, "brands.create", _WRITE_ANY, browse.create_brand
    ),
    Route(
        "GET",
        "/product/{version}/prerequisites",
        ("202312",),
        "prerequisites.check",
        _READ,
        browse.prerequisites,
    ),
    Route(
        "POST",
        "/product/{version}/sizecharts/search",
        ("202407",),
        "sizecharts.search",
        _READ_ANY,
        browse.size_charts,
    ),
    Route("GET", _W, _OLD, "warehouses.list", _LOGISTICS, browse.warehouses),
    Route(
        "GET",
        f"{_W}/{{warehouse_id}}/delivery_options",
        _OLD,
        "warehouses.delivery_options",
        _LOGISTICS,
        browse.delivery_options,
    ),
    Route(
        "POST",
        "/product/{version}/images/upload",
        _OLD,
        "images.upload",
        _UPLOAD,
        pictures.upload_image,
    ),
    Route(
        "POST",
        "/product/{version}/files/upload",
        _OLD,
        "files.upload",
        _UPLOAD,
        pictures.upload_file,
    ),
    Route("POST", f"{_P}/listing_check", _OLD, "products.check", _WRITE, creating.listing_check),
    Route("POST", _P, _OLD, "products.create", _WRITE, creating.create),
    Route("DELETE", _P, _OLD, "products.delete", _DELETE, switching.delete),
    Route("POST", f"{_P}/search", _SEARCHES, "products.search", _READ, searching.search),
    Route("POST", f"{_P}/activate", _OLD, "products.activate", _WRITE, switching.activate),
    Route("POST", f"{_P}/deactivate", _OLD, "products.deactivate", _WRITE, switching.deactivate),
    Route("POST", f"{_P}/recover", _OLD, "products.recover", _WRITE, switching.recover),
    Route("GET", f"{_P}/{{product_id}}", _OLD, "products.get", _READ, reading.get),
    Route("PUT", f"{_P}/{{product_id}}", _EDITS, "products.edit", _WRITE, editing.edit),
    Route(
        "POST",
        f"{_P}/{{product_id}}/partial_edit",
        _EDITS,
        "products.partial_edit",
        _WRITE,
        editing.partial_edit,
    ),
    Route(
        "POST",
        f"{_P}/{{product_id}}/prices/update",
        _OLD,
        "products.prices",
        _WRITE,
        offering.update_prices,
    ),
    Route(
        "POST",
        f"{_P}/{{product_id}}/inventory/update",
        _OLD,
        "products.inventory",
        _WRITE,
        offering.update_inventory,
    ),
    Route(
        "POST",
        "/product/{version}/inventory/search",
        _OLD,
        "inventory.search",
        _READ,
        offering.search_inventory,
    ),
)


# evidence[reference]: an unknown path is 36009009, a wrong method 36009010, an unknown version
#   36009014 (the reference's error lists as two clients keep them, 2025-2026; the statuses 404, 405
#   and 400 are our choice)
def route_of(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Return the endpoint of a call and the names in its path.

    Refuses an unknown path (36009009), a wrong method (36009010) and a version that is not
    served (36009014), in this order.
    """
    matches = [(route, found) for route in ROUTES if (found := _match(route.pattern, path))]
    if not matches:
        raise Refusal(36009009, "The path of the request does not exist.", status=404)
    fewest = min(len(found) for _, found in matches)
    closest = [match for match in matches if len(match[1]) == fewest]
    for route, found in closest:
        if route.method == method:
            if found["version"] not in route.versions:
                raise Refusal(36009014, "The API version does not exist.", status=400)
            return route, found
    raise Refusal(36009010, "The method of the request is not allowed.", status=405)


def _match(pattern: str, path: str) -> dict[str, str] | None:
    wanted, given = pattern.split("/"), path.split("/")
    if len(wanted) != len(given):
        return None
    found: dict[str, str] = {}
    for want, part in zip(wanted, given, strict=True):
        if want.startswith("{"):
            found[want[1:-1]] = part
        elif want != part:
            return None
    return found
