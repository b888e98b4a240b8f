"""What only Tiki knows of a shop and of a category, asked once and kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.tiki.payload import USUAL
from ocopctl.errors import NotFound, Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.tiki.calls import Calls

SELLER_SENDS = "dropship"
"""The seller keeps the goods and hands them over order by order (documentation)."""
_TRUE = frozenset({"1", "true", "yes", "có"})
_FALSE = frozenset({"0", "false", "no", "không"})


class Facts:
    """The seller's way of working, its warehouse, and the attributes of categories."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._inventory_type = ""
        self._warehouse: int | None = None
        self._attributes: dict[str, dict[str, dict[str, Any]]] = {}
        self._asking = asyncio.Lock()

    async def inventory_type(self) -> str:
        """Return how the goods reach Tiki: sent by the seller where the shop may."""
        async with self._asking:
            if not self._inventory_type:
                models = (await self._calls.seller()).get("operation_models") or [SELLER_SENDS]
                self._inventory_type = SELLER_SENDS if SELLER_SENDS in models else str(models[0])
            return self._inventory_type

    async def warehouse(self) -> int:
        """Return the shop's main pick-up warehouse. Raises Rejected when it has none."""
        async with self._asking:
            if self._warehouse is None:
                rows = await self._calls.warehouses()
                if not rows:
                    raise Rejected(
                        _("the shop has no pick-up warehouse on Tiki"),
                        hint=_("add one in Tiki's Seller Center and run the same command again"),
                    )
                main = next((row for row in rows if row.get("is_primary")), rows[0])
                self._warehouse = int(main["id"])
            return self._warehouse

    async def settled(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a payload's body with attributes typed as the category says.

        Usual attributes that the category does not have are left out. Raises Rejected for an
        unknown category and for a value of the wrong kind.
        """
        known = await self._category(body["category_id"])
        rows = []
        for row in body["variants"]:
            own = {"attributes": typed(row["attributes"], known)} if "attributes" in row else {}
            rows.append({**row, **own})
        return {**body, "attributes": typed(body["attributes"], known), "variants": rows}

    async def _category(self, category_id: object) -> Mapping[str, Mapping[str, Any]]:
        name = str(category_id)
        async with self._asking:
            if name not in self._attributes:
                try:
                    rows = await self._calls.attributes(category_id)
                except NotFound as error:
                    raise unknown_category(error) from error
                self._attributes[name] = {str(row["code"]): row for row in rows if row.get("code")}
            return self._attributes[name]


def unknown_category(error: NotFound) -> Rejected:
    """Make a refusal of Tiki's word that it knows no such category or attribute."""
    return Rejected(
        _("Tiki does not know this category, or not with these attributes"),
        place=error.place,
        hint=_("write a leaf category and attributes that it has: shops: → tiki: → category_id:"),
        code=error.code,
        own_words=error.own_words,
        request_id=error.request_id,
    )


def typed(attributes: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Give each value the form that its attribute has in the category."""
    return {
        code: _value(code, value, known.get(code, {}))
        for code, value in attributes.items()
        if code in known or code not in USUAL or not known
    }


def _value(code: str, value: Any, attribute: Mapping[str, Any]) -> Any:
    kind = str(attribute.get("input_type") or "").lower()
    data = str(attribute.get("data_type") or "").lower()
    text = str(value).strip()
    if kind == "boolean":
        return _switch(code, text)
    if kind == "multiselect":
        return [part.strip() for part in text.split(",") if part.strip()]
    if (kind == "price" or data.startswith("int")) and kind != "select":
        return _integer(code, text)
    return value if isinstance(value, int) else text


def _switch(code: str, text: str) -> int:
    word = text.casefold()
    if word in _TRUE | _FALSE:
        return int(word in _TRUE)
    raise Rejected(
        _("the attribute {code} is “{text}”, but Tiki takes yes or no", code=code, text=text),
        hint=_("write 1 for yes or 0 for no"),
    )


def _integer(code: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise Rejected(
            _("the attribute {code} is “{text}”, but Tiki takes a number", code=code, text=text),
            hint=_("write a whole number without dots"),
        ) from error
