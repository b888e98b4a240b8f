"""One way to call Lazada: path, effect, and where a call wants its body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.lazada.answers import detail_error, details, request_id
from ocopctl.errors import Transient
from ocopctl.language import _
from ocopctl.transport.request import Effect, Request, Upload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import Caller

PAGE = 50
"""Rows of a page of products (official reference, Apr 2026)."""


class Calls:
    """Lazada's calls over a shop's client."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def get(
        self, path: str, params: Mapping[str, str | int], *, public: bool = False
    ) -> dict[str, Any]:
        """Read. `public` calls need no shop's token."""
        body: dict[str, Any] = await self._client.call(
            Request(
                path.strip("/"),
                "GET",
                path,
                Effect.READ,
                params=params,
                level="app" if public else "shop",
            )
        )
        return body

    async def post(
        self, path: str, tree: Mapping[str, Any], effect: Effect, *, name: str = "payload"
    ) -> dict[str, Any]:
        """Change something: `tree` goes as JSON text in the form field that the call reads."""
        text = json.dumps({"Request": {"Product": tree}}, ensure_ascii=False, separators=(",", ":"))
        body: dict[str, Any] = await self._client.call(
            Request(path.strip("/"), "POST", path, effect, form={name: text})
        )
        return body

    async def write(
        self, path: str, tree: Mapping[str, Any], *, name: str = "payload"
    ) -> dict[str, Any]:
        """Set a state. Raises the first refusal that comes inside a success."""
        body = await self.post(path, tree, Effect.SET, name=name)
        for detail in details(body):
            raise detail_error(detail, body)
        return body

    async def item(self, item_id: str) -> dict[str, Any]:
        """Return one product with all its SKUs. Raises NotFound."""
        body = await self.get("/product/item/get", {"item_id": item_id})
        data = body.get("data")
        if isinstance(data, dict) and isinstance(data.get("item"), dict):
            data = data["item"]
        if not isinstance(data, dict) or not isinstance(data.get("skus"), list):
            raise unreadable(body)
        return data

    async def products(self, *, offset: int = 0, skus: Sequence[str] = ()) -> dict[str, Any]:
        """Return one page of products, in every state."""
        params: dict[str, str | int] = {"filter": "all", "limit": PAGE, "offset": offset}
        if skus:
            params["sku_seller_list"] = json.dumps(list(skus), ensure_ascii=False)
        body = await self.get("/products/get", params)
        data = body.get("data")
        if not isinstance(data, dict):
            raise unreadable(body)
        return data

    async def upload(self, upload: Upload) -> str:
        """Send a picture; return its address on Lazada's own host."""
        path = "/image/upload"
        body = await self._client.call(
            Request(path.strip("/"), "POST", path, Effect.SET, files={"image": upload})
        )
        try:
            return str(body["data"]["image"]["url"])
        except (KeyError, TypeError) as missing:
            raise unreadable(body) from missing


def unreadable(body: Mapping[str, Any]) -> Transient:
    """Make the error for a success without what it should hold; nothing was changed."""
    return Transient(
        _("Lazada's answer does not hold what was asked for"),
        hint=_("run the same command again later"),
        request_id=request_id(body),
    )
