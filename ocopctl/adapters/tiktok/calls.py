"""TikTok Shop's calls over a shop's client: paths, versions, and where the cipher goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.pages import Pages
from ocopctl.adapters.tiktok.answers import request_id
from ocopctl.errors import Transient
from ocopctl.language import _
from ocopctl.transport.request import Effect, Request, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from ocopctl.adapters.base import Caller

PAGE = 100
"""Rows of a page (official reference, 2026)."""
TREE = "v2"
"""The category tree of Vietnam; `v1` is refused there."""
LOCALE = "vi-VN"
_PRODUCTS = "/product/202309/products"


class Calls:
    """One shop's calls. No body is ever an empty object: how it is signed is not known."""

    def __init__(self, client: Caller, cipher: str) -> None:
        self._client = client
        self._cipher = cipher

    async def warehouses(self) -> Sequence[Mapping[str, Any]]:
        """Return the shop's warehouses."""
        data = data_of(await self._get("warehouse.list", "/logistics/202309/warehouses"))
        return data.get("warehouses") or []

    async def categories(self) -> Sequence[Mapping[str, Any]]:
        """Return the whole tree as one flat list, names in Vietnamese."""
        params = {"locale": LOCALE, "category_version": TREE}
        data = data_of(await self._get("category.list", "/product/202309/categories", params))
        return data.get("categories") or []

    async def attributes(self, category_id: str) -> Sequence[Mapping[str, Any]]:
        """Return the attributes of a category, in Vietnamese."""
        path = f"/product/202309/categories/{category_id}/attributes"
        params = {"locale": LOCALE, "category_version": TREE}
        data = data_of(await self._get("category.attributes", path, params))
        return data.get("attributes") or []

    async def brands(self, category_id: str, name: str) -> AsyncIterator[Mapping[str, Any]]:
        """Walk through the brands that a search by name finds."""
        params: dict[str, str | int] = {
            "page_size": PAGE,
            "category_id": category_id,
            "brand_name": name,
            "category_version": TREE,
        }
        pages = Pages("TikTok Shop")
        while True:
            data = data_of(await self._get("brand.list", "/product/202309/brands", params))
            for brand in data.get("brands") or []:
                yield brand
            token = str(data.get("next_page_token") or "")
            last = token in {"", params.get("page_token")}
            pages.fresh([token], last=last)
            if last:
                return
            params["page_token"] = token

    async def product(self, product_id: str) -> dict[str, Any]:
        """Return one product as the shop has it. Raises NotFound."""
        body = await self._get("product.get", f"{_PRODUCTS}/{product_id}")
        data = data_of(body)
        if not data.get("id"):
            raise unreadable(body)
        return data

    async def search(self, skus: Sequence[str] = (), token: str = "") -> dict[str, Any]:
        """Return one page of products in every state; the filter is at most ten seller SKUs."""
        params: dict[str, str | int] = {"page_size": PAGE, "shop_cipher": self._cipher}
        if token:
            params["page_token"] = token
        filters = {"status": "ALL"} | ({"seller_skus": list(skus)} if skus else {})
        path = "/product/202502/products/search"
        body = await self._client.call(
            Request("product.search", "POST", path, Effect.READ, params=params, json=filters)
        )
        return data_of(body)

    async def create(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Send a new product."""
        return await self._send("product.create", "POST", _PRODUCTS, tree, Effect.MAKE)

    async def edit(self, product_id: str, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Replace the content of a product."""
        path = f"/product/202509/products/{product_id}"
        return await self._send("product.edit", "PUT", path, tree)

    async def prices(self, product_id: str, skus: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Set prices of one product's SKUs."""
        path = f"{_PRODUCTS}/{product_id}/prices/update"
        return await self._send("product.price", "POST", path, {"skus": list(skus)})

    async def inventory(self, product_id: str, skus: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Set stocks of one product's SKUs. Refusals may come inside the success."""
        path = f"{_PRODUCTS}/{product_id}/inventory/update"
        return await self._send("product.inventory", "POST", path, {"skus": list(skus)})

    async def stocks(self, product_ids: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """Return the stocks of up to a hundred products, warehouse by warehouse."""
        path = "/product/202309/inventory/search"
        tree = {"product_ids": list(product_ids)}
        body = await self._send("inventory.search", "POST", path, tree, Effect.READ)
        return data_of(body).get("inventory") or []

    async def activate(self, product_id: str) -> dict[str, Any]:
        """Ask for a product to go on sale. A refusal comes inside the success."""
        tree = {"product_ids": [product_id]}
        return await self._send("product.activate", "POST", f"{_PRODUCTS}/activate", tree)

    async def deactivate(self, product_id: str) -> dict[str, Any]:
        """Take a product off sale. A refusal comes inside the success."""
        tree = {"product_ids": [product_id]}
        return await self._send("product.deactivate", "POST", f"{_PRODUCTS}/deactivate", tree)

    async def upload(self, upload: Upload) -> str:
        """Send a picture, without cipher; return the name that products use for it."""
        body = await self._client.call(
            Request(
                "image.upload",
                "POST",
                "/product/202309/images/upload",
                Effect.SET,
                form={"use_case": "MAIN_IMAGE"},
                files={"data": upload},
            )
        )
        uri = str(data_of(body).get("uri") or "").strip()
        if not uri:
            raise unreadable(body)
        return uri

    async def _get(
        self, endpoint: str, path: str, params: Mapping[str, str | int] | None = None
    ) -> dict[str, Any]:
        asked = {**(params or {}), "shop_cipher": self._cipher}
        body: dict[str, Any] = await self._client.call(
            Request(endpoint, "GET", path, Effect.READ, params=asked)
        )
        return body

    async def _send(
        self,
        endpoint: str,
        method: str,
        path: str,
        tree: Mapping[str, Any],
        effect: Effect = Effect.SET,
    ) -> dict[str, Any]:
        cipher = {"shop_cipher": self._cipher}
        body: dict[str, Any] = await self._client.call(
            Request(endpoint, method, path, effect, params=cipher, json=tree)
        )
        return body


def data_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an answer holds. Raises Transient when it is not an object."""
    data = body.get("data")
    if not isinstance(data, dict):
        raise unreadable(body)
    return data


def unreadable(body: Mapping[str, Any]) -> Transient:
    """Make the error for a success without what it should hold; nothing was changed."""
    return Transient(
        _("TikTok Shop's answer does not hold what was asked for"),
        hint=_("run the same command again later"),
        request_id=request_id(body),
    )
