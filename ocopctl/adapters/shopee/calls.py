"""One way to call Shopee: path, effect and the answer without its envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.pages import Pages
from ocopctl.errors import Transient
from ocopctl.language import _
from ocopctl.transport.request import Effect, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from ocopctl.adapters.base import Caller

BASE_INFO_IDS = 50
"""Items in one reading of base information (official reference, Aug 2026)."""
PAGE = 100
"""Rows of a page of a list or search (official reference, Aug 2026)."""
KEPT_STATUSES = ("NORMAL", "UNLIST", "REVIEWING", "BANNED")
"""The statuses of an item that is not deleted (official reference, Aug 2026)."""


class Calls:
    """Shopee's calls over a shop's client."""

    def __init__(self, client: Caller) -> None:
        self._client = client

    async def get(self, method: str, params: Mapping[str, str | int | Sequence[str]]) -> Any:
        """Read; `method` is such as `product/get_category`."""
        body = await self._client.call(
            Request(_name(method), "GET", _path(method), Effect.READ, params=params)
        )
        return content(body)

    async def post(
        self, method: str, body: Mapping[str, Any], effect: Effect, *, wait_s: float = 0.0
    ) -> Any:
        """Change something, or read with a body."""
        answer = await self._client.call(
            Request(_name(method), "POST", _path(method), effect, json=body, wait_s=wait_s)
        )
        return content(answer)

    async def base_info(self, item_ids: Sequence[int]) -> list[dict[str, Any]]:
        """Return the base information of items; ids that do not exist are missing from it."""
        found: list[dict[str, Any]] = []
        for start in range(0, len(item_ids), BASE_INFO_IDS):
            ids = ",".join(str(item_id) for item_id in item_ids[start : start + BASE_INFO_IDS])
            answer = await self.get("product/get_item_base_info", {"item_id_list": ids})
            found += answer.get("item_list") or []
        return found

    async def models(self, item_id: int) -> dict[str, Any]:
        """Return the tiers and models of an item."""
        answer: dict[str, Any] = await self.get("product/get_model_list", {"item_id": item_id})
        return answer

    async def searched(self, sku: str) -> list[int]:
        """Return the items that Shopee's search has under a SKU, exact or not."""
        found: list[int] = []
        params: dict[str, str | int] = {"item_sku": sku, "page_size": PAGE}
        pages = Pages("Shopee")
        while True:
            answer = await self.get("product/search_item", params)
            page = [int(item_id) for item_id in answer.get("item_id_list") or []]
            cursor = str(answer.get("next_offset") or "")
            last = cursor in {"", params.get("offset")}
            fresh = pages.fresh(page, last=last or not page)
            found += [item_id for item_id in dict.fromkeys(page) if str(item_id) in fresh]
            if last or not page:
                return found
            params["offset"] = cursor

    async def walked(self) -> AsyncIterator[dict[str, Any]]:
        """Walk through the shop's items, deleted ones left out: their base information.

        Raises Transient when a page or a row is missing that the shop itself has announced: what
        is not shown then may be there all the same.
        """
        offset, pages = 0, Pages("Shopee")
        while True:
            answer = await self.get(
                "product/get_item_list",
                {"offset": offset, "page_size": PAGE, "item_status": KEPT_STATUSES},
            )
            page = [int(row["item_id"]) for row in answer.get("item") or []]
            last, counted = not answer.get("has_next_page"), int(answer["total_count"])
            new = pages.fresh(page, last=last)
            fresh = [item_id for item_id in dict.fromkeys(page) if str(item_id) in new]
            items = await self.base_info(fresh)
            if len(items) < len(fresh) or (last and len(pages.seen) < counted):
                raise Transient(
                    _("Shopee showed only a part of the shop's listings"),
                    hint=_("run the same command again"),
                )
            for item in items:
                yield item
            if last:
                return
            offset = max(int(answer.get("next_offset") or 0), offset + len(page))


def content(body: Any) -> Any:
    """Take the content out of the envelope: `response`, or an empty object."""
    found = body.get("response")
    return {} if found is None else found


def _name(method: str) -> str:
    return method.rpartition("/")[2]


def _path(method: str) -> str:
    return f"/api/v2/{method}"
