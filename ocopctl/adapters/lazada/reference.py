"""What only the marketplace knows: its brands, and how a category's attributes are spelt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.choices import chosen, parts
from ocopctl.adapters.lazada.payload import NO_BRAND, NO_WARRANTY
from ocopctl.errors import RateLimited
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from ocopctl.adapters.lazada.calls import Calls

BRANDS_A_PAGE = 200
"""The most brands a page may have (two sources)."""
_TEXTS = frozenset({"name", "description", "short_description", "brand"})


class Reference:
    """Brands and attributes, asked for once and kept; attributes in `told`, for longer."""

    def __init__(self, calls: Calls, told: MutableMapping[str, Any]) -> None:
        self._calls = calls
        self._told = told
        self._brands: dict[str, str] = {}
        self._rows_read = 0
        self._all_read = False

    async def settled(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a payload's body with brand and attributes as the marketplace spells them.

        A brand that it does not know becomes "No Brand". Attributes that belong to variants move
        to each of them.
        """
        texts = dict(body["Attributes"])
        texts["brand"] = await self._brand(texts.get("brand", NO_BRAND))
        usual = {"warranty_type"} if texts.get("warranty_type") == NO_WARRANTY else set()
        asked = texts.keys() - _TEXTS - usual
        rows = await self.attributes(body["PrimaryCategory"]) if asked else ()
        known: dict[str, Mapping[str, Any]] = {str(row.get("name")): row for row in rows}
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

    async def attributes(self, category_id: str) -> Sequence[Mapping[str, Any]]:
        """Return a category's attributes as Lazada tells them, option names in Vietnamese.

        Raises RateLimited when it shows none: every category has a name at least, and silence may
        be Lazada's way to say "too fast".
        """
        name = f"attributes/{category_id}"
        if name not in self._told:
            body = await self._calls.get(
                "/category/attributes/get",
                {"primary_category_id": category_id, "language_code": "vi_VN"},
                public=True,
            )
            if not body.get("data"):
                raise RateLimited(
                    _("Lazada showed no attributes, which means that it was asked too often"),
                    hint=_("run the same command again in a few minutes"),
                )
            self._told[name] = body["data"]
        rows: Sequence[Mapping[str, Any]] = self._told[name]
        return rows


def option_names(option: Mapping[str, Any]) -> list[str]:
    """Return what an option is called, in Vietnamese first; Lazada is sent the last one."""
    names = (str(option.get(name) or "") for name in ("name", "en_name"))
    return [name for name in names if name]


def takes_own_values(attribute: Mapping[str, Any]) -> bool:
    """Tell whether values outside the options are taken (two sources)."""
    return attribute.get("input_type") not in {"singleSelect", "multiSelect"}


def takes_several(attribute: Mapping[str, Any]) -> bool:
    """Tell whether a text may list several values."""
    return str(attribute.get("input_type")).startswith("multi")


def _spelt(value: str, attribute: Mapping[str, Any]) -> str:
    """Return an option's English name for its Vietnamese one; own words stay as they are."""
    free = takes_own_values(attribute)
    options = [option for option in attribute.get("options") or [] if option_names(option)]
    every = [name for option in options for name in option_names(option)]
    listed = parts(value, every, free=free) if takes_several(attribute) else [value]
    found = [(part, chosen(part, options, option_names, free=free)) for part in listed]
    return ",".join(part if option is None else option_names(option)[-1] for part, option in found)
