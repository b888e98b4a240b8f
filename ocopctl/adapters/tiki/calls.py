"""Tiki's calls over a shop's client: paths, effects, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ocopctl.adapters.pages import Pages
from ocopctl.errors import NotFound, Transient
from ocopctl.language import _
from ocopctl.transport.request import Effect, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Caller

PAGE = 50
"""Rows a page: some calls refuse more (one client)."""
VALUE_PAGES = 10
"""How far the values of an attribute are read before all texts count as taken (our choice)."""
_DETAIL = "inventory,attributes,images"


class Calls:
    """What Tiki can be asked, one method a call."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def seller(self) -> dict[str, Any]:
        """Return the seller's account."""
        return await self._object("sellers/me", "v2/sellers/me")

    async def warehouses(self) -> list[dict[str, Any]]:
        """Return the seller's active pick-up warehouses."""
        asked = {"status": 1, "type": 1, "limit": 20, "page": 1}
        body = await self._object("sellers/me/warehouses", "v2/sellers/me/warehouses", asked)
        return rows_of(body)

    async def attributes(self, category_id: object) -> list[dict[str, Any]]:
        """Return a category's attributes. Raises NotFound for an unknown category."""
        path = f"v2/categories/{quote(str(category_id), safe='')}/attributes"
        return rows_of(await self._object("categories/attributes", path))

    async def categories(self) -> list[dict[str, Any]]:
        """Return the whole tree, which comes as one list; pages are walked where there are some."""
        found: list[dict[str, Any]] = []
        page, last, pages = 1, 1, Pages("Tiki")
        while page <= last:
            asked = {"page": page} if page > 1 else {}
            body = await self._object("categories", "v2/categories", asked)
            rows = rows_of(body)
            last = int((body.get("paging") or {}).get("last_page") or 1)
            pages.fresh((row["id"] for row in rows), last=page >= last)
            found += rows
            page += 1
        return found

    async def values(self, attribute_id: str) -> list[str]:
        """Return the texts that an attribute offers; none for a list longer than ten pages."""
        path = f"v2/attributes/{quote(attribute_id, safe='')}/values"
        found: list[str] = []
        page = last = 1
        while page <= last:
            asked = {"page": page, "limit": PAGE}
            try:
                body = await self._object("attributes/values", path, asked)
            except NotFound:
                return []
            found += [str(row["value"]) for row in rows_of(body) if row.get("value")]
            last = int((body.get("paging") or {}).get("last_page") or 1)
            if last > VALUE_PAGES:
                return []
            page += 1
        return found

    async def product(self, product_id: str) -> dict[str, Any]:
        """Return one product with stocks, attributes and pictures. Raises NotFound."""
        asked = {"includes": _DETAIL}
        return await self._object("products/get", f"v2.1/products/{product_id}", asked)

    async def products(self) -> list[dict[str, Any]]:
        """Return all products of the shop, without their texts."""
        asked = {"include": "inventory,images"}
        return await self._pages("products", "v2.1/products", asked, ("product_id", "id"))

    async def products_by_sku(self, sku: str) -> list[dict[str, Any]]:
        """Return the products with exactly this seller SKU; Tiki knows approved ones only."""
        try:
            found = await self._pages(
                "products/findBy", "v2/products/findBy", {"original_sku": sku}, ("id", "product_id")
            )
        except NotFound:
            return []
        return [row for row in found if row.get("original_sku") == sku]

    async def tracking(self, track_id: str) -> dict[str, Any]:
        """Return what became of a request by its track. Raises NotFound, after 30 days too."""
        return await self._object("tracking", f"v2/tracking/{quote(track_id, safe='')}")

    async def tracks(self, *, wait_s: float = 0.0) -> list[dict[str, Any]]:
        """Return the latest tracks; the answer is a bare array without pages."""
        body = await self._read("tracking", "v2/tracking", {"limit": PAGE}, wait_s)
        if not isinstance(body, list):
            raise unreadable()
        return [row for row in body if isinstance(row, dict)]

    async def request(self, request_id: str) -> dict[str, Any]:
        """Return one request with its products. Raises NotFound."""
        return await self._object("requests/get", f"v2/requests/{request_id}")

    async def request_by_track(self, track_id: str) -> dict[str, Any] | None:
        """Return the request that a track led to, None when Tiki shows none."""
        asked = {"track_id": track_id}
        try:
            found = rows_of(await self._object("requests/findBy", "v2/requests/findBy", asked))
        except NotFound:
            return None
        return found[0] if found else None

    async def requests(self) -> list[dict[str, Any]]:
        """Return all requests that Tiki shows: those queuing or processing are left out by it."""
        asked = {"include": "products"}
        return await self._pages("requests", "v2/requests", asked, ("request_id",))

    async def make(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for a new listing; a second time would ask for a second one."""
        return await self._write("requests/create", "POST", "v2.1/requests", Effect.MAKE, tree)

    async def change(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for other content of a product."""
        path = "v2/requests/updateProductInfo"
        return await self._write("requests/updateProductInfo", "POST", path, Effect.SET, tree)

    async def withdraw(self, request_id: str) -> None:
        """Take a request back."""
        await self._write("requests/delete", "DELETE", f"v2/requests/{request_id}", Effect.SET)

    async def set_sku(self, tree: Mapping[str, Any]) -> None:
        """Set price, stock or sale state of one product, at once."""
        await self._write("products/updateSku", "PUT", "v2.1/products/updateSku", Effect.SET, tree)

    async def _read(
        self, endpoint: str, path: str, params: Mapping[str, str | int], wait_s: float = 0.0
    ) -> Any:
        path = f"/integration/{path}"
        return await self._client.call(
            Request(endpoint, "GET", path, Effect.READ, params=params, wait_s=wait_s)
        )

    async def _object(
        self, endpoint: str, path: str, params: Mapping[str, str | int] | None = None
    ) -> dict[str, Any]:
        body = await self._read(endpoint, path, params or {})
        if not isinstance(body, dict):
            raise unreadable()
        return body

    async def _write(
        self,
        endpoint: str,
        method: str,
        path: str,
        effect: Effect,
        tree: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        request = Request(endpoint, method, f"/integration/{path}", effect, json=tree)
        body = await self._client.call(request)
        return body if isinstance(body, dict) else {}

    async def _pages(
        self, endpoint: str, path: str, params: Mapping[str, str], keys: tuple[str, ...]
    ) -> list[dict[str, Any]]:
        """Read page after page, each row once.

        Raises Transient when fewer rows were shown than Tiki counts: a part is never all.
        """
        found: dict[str, dict[str, Any]] = {}
        page, last, total, pages = 1, 1, 0, Pages("Tiki")
        while page <= last:
            body = await self._object(endpoint, path, {**params, "page": page, "limit": PAGE})
            rows = {_identity(row, keys): row for row in rows_of(body)}
            paging = body.get("paging") or {}
            last, total = int(paging.get("last_page") or 1), int(paging.get("total") or 0)
            pages.fresh(rows, last=page >= last)
            found |= rows
            page += 1
        if len(found) < total:
            raise Transient(
                _("Tiki showed {seen} of {total} entries", seen=len(found), total=total),
                hint=_("run the same command again: the shop was changing, or Tiki was busy"),
            )
        return list(found.values())


def rows_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a list's answer. Raises Transient when it is no list."""
    rows = body.get("data")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise unreadable()
    return rows


def _identity(row: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        if row.get(key):
            return str(row[key])
    raise unreadable()


def unreadable() -> Transient:
    """Make the error for an answer without what was asked for; nothing was changed."""
    return Transient(
        _("Tiki's answer does not hold what was asked for"),
        hint=_("run the same command again later"),
    )
