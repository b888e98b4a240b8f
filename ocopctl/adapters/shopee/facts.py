"""What only the shop can answer, asked once in a connection's life."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.shopee.answers import rows
from ocopctl.adapters.shopee.attributes import entry, flattened, listed, named, parts_of
from ocopctl.errors import NotFound, Rejected, Transient
from ocopctl.language import _
from ocopctl.transport.request import Effect

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence

    from ocopctl.adapters.shopee.calls import Calls

CREATION_STOCK = 2
"""Least stock a new item or model may have; 0 is taken later (measured live)."""
NO_BRAND = {"brand_id": 0, "original_brand_name": "NoBrand"}
BRAND_PAGE = 100
BRAND_PAGES = 30
"""How far a category's list of brands is read before a brand counts as unknown (our choice)."""
_NORMAL_BRAND = 1
_SIZE_SELECTION = "SIZE_SELECTION"
_SENDABLE_FEES = {"SIZE_INPUT", "FIXED_DEFAULT_PRICE", _SIZE_SELECTION}


class ShopFacts:
    """The shop's channels, limits, brands, attributes and place of stock.

    Only attributes are remembered in `told`, beyond the connection: the rest is the seller's to
    change at any hour.
    """

    def __init__(self, calls: Calls, told: MutableMapping[str, Any] | None = None) -> None:
        self._calls = calls
        self._told: MutableMapping[str, Any] = {} if told is None else told
        self._kept: dict[tuple[str, ...], Any] = {}
        self._one_at_a_time = asyncio.Lock()

    async def channels(self, item: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return `logistic_info` for an item. Raises Rejected when no channel takes its parcel."""
        answer = await self._once(
            ("channels",), lambda: self._calls.get("logistics/get_channel_list", {})
        )
        found = [
            _channel(row) for row in rows(answer, "logistics_channel_list") if _takes(row, item)
        ]
        if not found:
            raise Rejected(
                _("no shipping channel of the shop takes this parcel"),
                hint=_("check the parcel's weight and size, and the channels in Seller Centre"),
            )
        return found

    async def first_stock(self, category_id: int, stock: int) -> int:
        """Return the stock to create with: the wanted one, or the least that Shopee takes."""
        least = (await self._limits(category_id)).get("stock_limit") or {}
        return max(stock, int(least.get("min_limit") or 0), CREATION_STOCK)

    async def pre_order(self, category_id: int, lead_days: int) -> dict[str, Any]:
        """Return `pre_order`: only more days than the category's own make one."""
        limit = (await self._limits(category_id)).get("dts_limit") or {}
        if lead_days <= int(limit.get("non_pre_order_days_to_ship") or 2):
            return {"is_pre_order": False}
        least = (limit.get("days_to_ship_limit") or {}).get("min_limit") or lead_days
        return {"is_pre_order": True, "days_to_ship": max(lead_days, int(least))}

    async def brand(self, category_id: int, name: str) -> dict[str, Any]:
        """Return `brand`: a name that the category does not list goes without a brand."""
        wanted = name.strip().casefold()
        if wanted in ("", "nobrand", "no brand"):
            return NO_BRAND
        brands = await self._once(("brands", str(category_id)), lambda: self._brands(category_id))
        found: dict[str, Any] = brands.get(wanted, NO_BRAND)
        return found

    async def attributes(self, category_id: int, wanted: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return `attribute_list`. Raises Rejected for what the category does not take."""
        if not wanted:
            return []
        every = flattened(await self.tree(str(category_id)))
        return [await self._attribute(named(every, name), text) for name, text in wanted.items()]

    async def tree(self, category_id: str) -> Sequence[dict[str, Any]]:
        """Return a category's attributes as Shopee tells them, in Vietnamese.

        Raises Transient when it does not speak of the category at all.
        """
        name = f"attributes/{category_id}"
        async with self._one_at_a_time:
            if name not in self._told:
                self._told[name] = await self._asked_tree(category_id)
            tree: Sequence[dict[str, Any]] = self._told[name]
            return tree

    async def _asked_tree(self, category_id: str) -> Sequence[dict[str, Any]]:
        asked = {"category_id_list": category_id, "language": "vn"}
        answer = await self._calls.get("product/get_attribute_tree", asked)
        if not rows(answer, "list"):
            raise Transient(
                _("Shopee's answer does not hold what was asked for"),
                hint=_("run the same command again later"),
            )
        return [a for row in rows(answer, "list") for a in rows(row, "attribute_tree")]

    async def location(self) -> dict[str, str]:
        """Return what goes beside a stock: its place, nothing for a shop without warehouses."""
        places = await self._once(("location",), self._warehouses)
        return {"location_id": places[0]["location_id"]} if places else {}

    async def _once(self, key: tuple[str, ...], ask: Callable[[], Awaitable[Any]]) -> Any:
        async with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = await ask()
            return self._kept[key]

    async def _limits(self, category_id: int) -> Mapping[str, Any]:
        limits: Mapping[str, Any] = await self._once(
            ("limits", str(category_id)),
            lambda: self._calls.get("product/get_item_limit", {"category_id": category_id}),
        )
        return limits

    async def _brands(self, category_id: int) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        offset = 0
        for _page in range(BRAND_PAGES):
            answer = await self._calls.get(
                "product/get_brand_list",
                {
                    "offset": offset,
                    "page_size": BRAND_PAGE,
                    "category_id": category_id,
                    "status": _NORMAL_BRAND,
                    "language": "vi",
                },
            )
            for row in rows(answer, "brand_list"):
                brand = {key: row[key] for key in ("brand_id", "original_brand_name")}
                for name in (row["original_brand_name"], row.get("display_brand_name") or ""):
                    found.setdefault(name.strip().casefold(), brand)
            if not answer.get("has_next_page"):
                break
            offset = int(answer["next_offset"])
        return found

    async def _attribute(self, attribute: dict[str, Any], text: str) -> dict[str, Any]:
        texts = parts_of(attribute, text)
        searched: dict[str, int] = {}
        if (attribute.get("attribute_info") or {}).get("support_search_value"):
            for part in texts:
                if not listed(attribute, part):
                    searched |= await self._search(int(attribute["attribute_id"]), part)
        return entry(attribute, texts, searched)

    async def _search(self, attribute_id: int, text: str) -> dict[str, int]:
        """Look for a value in a list that is too long to be given whole."""
        answer = await self._calls.post(
            "product/search_attribute_value_list",
            {"attribute_id": attribute_id, "value_name": text, "cursor": 0, "limit": 100},
            Effect.READ,
        )
        same = [
            row
            for row in rows(answer, "value_list")
            if str(row.get("value_name")).strip().casefold() == text.casefold()
        ]
        return {text: int(same[0]["value_id"])} if same else {}

    async def _warehouses(self) -> Any:
        """Ask for warehouses; an ordinary shop has none, and Shopee says so with an error."""
        try:
            answer = await self._calls.get("shop/get_warehouse_detail", {"warehouse_type": 1})
        except NotFound:
            return []
        return [row for row in answer if row.get("location_id")] if answer else []


def _takes(channel: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    """Tell whether a channel is on, one that buyers choose, and takes the parcel.

    A limit of 0 or null is none. Channels under a mask follow their mask.
    """
    if not channel.get("enabled") or channel.get("mask_channel_id"):
        return False
    if channel.get("fee_type", "SIZE_INPUT") not in _SENDABLE_FEES:
        return False
    weights = channel.get("weight_limit") or {}
    heaviest = float(weights.get("item_max_weight") or 0)
    lightest = float(weights.get("item_min_weight") or 0)
    weight = float(item["weight"])
    return lightest <= weight and (not heaviest or weight <= heaviest) and _fits(channel, item)


def _fits(channel: Mapping[str, Any], item: Mapping[str, Any]) -> bool:
    limit = channel.get("item_max_dimension") or {}
    sides = [int(item["dimension"][f"package_{name}"]) for name in ("length", "width", "height")]
    most = [float(limit.get(name) or 0) for name in ("length", "width", "height")]
    longest = float(limit.get("dimension_sum") or 0)
    within = all(not top or side <= top for side, top in zip(sides, most, strict=True))
    return within and (not longest or sum(sides) <= longest)


def _channel(channel: Mapping[str, Any]) -> dict[str, Any]:
    row = {"logistic_id": int(channel["logistics_channel_id"]), "enabled": True}
    sizes = rows(channel, "size_list")
    if channel.get("fee_type") == _SIZE_SELECTION and sizes:
        row["size_id"] = int(sizes[0]["size_id"])
    return row
