"""What only the shop knows: its warehouse, its brands, and a category's attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.tiktok.attributes import product_attributes
from ocopctl.adapters.tiktok.codes import WAREHOUSE
from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from ocopctl.adapters.tiktok.calls import Calls


class Reference:
    """Facts about the shop, asked for once and kept; attributes in `told`, for longer."""

    def __init__(self, calls: Calls, told: MutableMapping[str, Any]) -> None:
        self._calls = calls
        self._told = told
        self._warehouse = ""
        self._brands: dict[tuple[str, str], str] = {}

    async def settled(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a payload's body with the shop's ids for brand and attributes.

        A brand that the shop may not use is left out. Raises Rejected for attributes that do not
        fit the category.
        """
        content = dict(body)
        category, name = str(content["category_id"]), content.pop("brand")
        brand = await self._brand(category, name) if name else ""
        known = await self.attributes(category)
        rows = product_attributes(known, content.pop("attributes"))
        ids = {"brand_id": brand} if brand else {}
        return {**content, **ids, **({"product_attributes": rows} if rows else {})}

    async def warehouse(self) -> str:
        """Return the id of the warehouse that sells. Raises Rejected when there is none."""
        if not self._warehouse:
            usable = [row for row in await self._calls.warehouses() if _sells(row)]
            usable.sort(key=lambda row: not row.get("is_default"))
            if not usable:
                raise Rejected(
                    _("the shop has no warehouse that TikTok Shop can sell from"),
                    hint=_(WAREHOUSE.hint),
                )
            self._warehouse = str(usable[0]["id"])
        return self._warehouse

    async def _brand(self, category: str, name: str) -> str:
        """Return the id of a brand that this shop may use, empty when there is none."""
        key = (category, name.casefold())
        if key not in self._brands:
            found = [row async for row in self._calls.brands(category, name)]
            usable = [row for row in found if _called(row, name) and _usable(row)]
            usable.sort(key=lambda row: row.get("authorized_status") != "AUTHORIZED")
            self._brands[key] = str(usable[0]["id"]) if usable else ""
        return self._brands[key]

    async def attributes(self, category: str) -> Sequence[Mapping[str, Any]]:
        """Return a category's attributes as TikTok Shop tells them, in Vietnamese."""
        name = f"attributes/{category}"
        if name not in self._told:
            self._told[name] = await self._calls.attributes(category)
        rows: Sequence[Mapping[str, Any]] = self._told[name]
        return rows


def _sells(warehouse: Mapping[str, Any]) -> bool:
    enabled = warehouse.get("effect_status") == "ENABLED"
    return enabled and warehouse.get("type") == "SALES_WAREHOUSE"


def _called(brand: Mapping[str, Any], name: str) -> bool:
    return str(brand.get("name") or "").strip().casefold() == name.strip().casefold()


def _usable(brand: Mapping[str, Any]) -> bool:
    """Tell whether a brand is taken: authorised, or none of the protected (T1) ones."""
    open_ = brand.get("brand_status", "AVAILABLE") == "AVAILABLE"
    return open_ and (
        brand.get("authorized_status") == "AUTHORIZED" or not brand.get("is_t1_brand")
    )
