"""What only the marketplace knows: its brands, and how a category's attributes are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.lazada.payload import NO_BRAND, NO_WARRANTY
from ocopctl.errors import RateLimited
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.lazada.calls import Calls

BRANDS_A_PAGE = 200
"""The most brands a page may have (two sources)."""
_TEXTS = frozenset({"name", "description", "short_description", "brand"})


class Reference:
    """Brands and attributes, asked for once and kept."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._brands: dict[str, str] = {}
        self._rows_read = 0
        self._all_read = False
        self._attributes: dict[str, dict[str, dict[str, Any]]] = {}

    async def settled(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a payload's body with brand and attributes as the marketplace spells them.

        A brand that it does not know becomes "No Brand". Attributes that belong to variants move
        to each of them.
        """
        texts = dict(body["Attributes"])
        texts["brand"] = await self._brand(texts.get("brand", NO_BRAND))
        usual = {"warranty_type"} if texts.get("warranty_type") == NO_WARRANTY else set()
        asked = texts.keys() - _TEXTS - usual
        known = await self._category(body["PrimaryCategory"]) if asked else {}
        of_skus = {}
        for name in sorted(asked):
            value = _spelt(texts[name], known.get(name, {}))
            if known.get(name, {}).get("attribute_type") == "sku":
                of_skus[name] = value
                del texts[name]
            else:
                texts[name] = value
        skus = [{**of_skus, **row} for row in body["Skus"]["Sku"]]
        return {**body, "Attributes": texts, "Skus": {"Sku": skus}}

    async def _brand(self, wanted: str) -> str:
        """Look a brand up by name, page after page until it is found."""
        if wanted == NO_BRAND:
            return NO_BRAND
        key = wanted.casefold()
        while key not in self._brands and not self._all_read:
            await self._next_brands()
        return self._brands.get(key, NO_BRAND)

    async def _next_brands(self) -> None:
        """Read one more page. An empty one may be Lazada's way to say "too fast"."""
        rows = await self._brands_from(self._rows_read)
        if not rows:
            rows = await self._brands_from(self._rows_read)
        if not rows and not self._rows_read:
            raise RateLimited(
                _("Lazada showed no brands at all, which means that it was asked too often"),
                hint=_("run the same command again in a few minutes"),
            )
        for row in rows:
            for name in (row.get("name_en"), row.get("name")):
                if name:
                    self._brands.setdefault(str(name).casefold(), str(row.get("name") or name))
        self._rows_read += len(rows)
        self._all_read = len(rows) < BRANDS_A_PAGE

    async def _brands_from(self, start: int) -> Sequence[Mapping[str, Any]]:
        path = "/category/brands/query"
        body = await self._calls.get(
            path, {"startRow": start, "pageSize": BRANDS_A_PAGE}, public=True
        )
        rows: Sequence[Mapping[str, Any]] = (body.get("data") or {}).get("module") or []
        return rows

    async def _category(self, category_id: str) -> Mapping[str, Mapping[str, Any]]:
        """Return a category's attributes by name, option names in Vietnamese."""
        if category_id not in self._attributes:
            body = await self._calls.get(
                "/category/attributes/get",
                {"primary_category_id": category_id, "language_code": "vi_VN"},
                public=True,
            )
            self._attributes[category_id] = {
                str(row["name"]): row for row in body.get("data") or [] if row.get("name")
            }
        return self._attributes[category_id]


def _spelt(value: str, attribute: Mapping[str, Any]) -> str:
    """Return an option's English name for its Vietnamese one; own words stay as they are."""
    options = {}
    for option in attribute.get("options") or []:
        english = str(option.get("en_name") or option.get("name") or "")
        options[english.casefold()] = english
        options[str(option.get("name") or "").casefold()] = english
    if value.casefold() in options or not str(attribute.get("input_type")).startswith("multi"):
        return options.get(value.casefold(), value)
    parts = [part.strip() for part in value.split(",")]
    return ",".join(options.get(part.casefold(), part) for part in parts)
