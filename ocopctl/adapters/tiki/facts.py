"""What only Tiki knows of a shop and of a category, asked once and kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.choices import choice, parts
from ocopctl.adapters.tiki.payload import USUAL
from ocopctl.errors import NotFound, Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from ocopctl.adapters.tiki.calls import Calls

SELLER_SENDS = "dropship"
"""The seller keeps the goods and hands them over order by order (documentation)."""
TRUE = frozenset({"1", "true", "yes", "có"})
FALSE = frozenset({"0", "false", "no", "không"})


class Facts:
    """The seller's way of working, its warehouse, and the attributes of categories.

    Attributes and the values that they offer are remembered in `told`, for longer.
    """

    def __init__(self, calls: Calls, told: MutableMapping[str, Any]) -> None:
        self._calls = calls
        self._told = told
        self._inventory_type = ""
        self._warehouse: int | None = None
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
        found = await self.attributes(str(body["category_id"]))
        known = {str(row["code"]): self._with_values(row) for row in found}
        rows = []
        for row in body["variants"]:
            own = {"attributes": typed(row["attributes"], known)} if "attributes" in row else {}
            rows.append({**row, **own})
        return {**body, "attributes": typed(body["attributes"], known), "variants": rows}

    async def attributes(self, category_id: str) -> Sequence[Mapping[str, Any]]:
        """Return a category's attributes. Raises Rejected for an unknown category."""
        name = f"attributes/{category_id}"
        async with self._asking:
            if name not in self._told:
                try:
                    rows = await self._calls.attributes(category_id)
                except NotFound as error:
                    raise unknown_category(error) from error
                self._told[name] = [row for row in rows if row.get("code")]
            found: Sequence[Mapping[str, Any]] = self._told[name]
            return found

    async def values(self, attribute: Mapping[str, Any]) -> Sequence[str]:
        """Return the texts that an attribute offers; none where Tiki lists none, or too many."""
        name = f"values/{attribute.get('id')}"
        async with self._asking:
            if name not in self._told:
                self._told[name] = await self._calls.values(str(attribute.get("id")))
            found: Sequence[str] = self._told[name]
            return found

    def _with_values(self, attribute: Mapping[str, Any]) -> Mapping[str, Any]:
        """Add the offered texts where they are known: sending needs no more questions."""
        return {**attribute, "values": self._told.get(f"values/{attribute.get('id')}") or ()}


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
    offered: Sequence[str] = attribute.get("values") or ()
    if kind == "boolean":
        return _switch(code, text)
    if kind == "multiselect":
        return [choice(part, offered) or part for part in parts(text, offered)]
    if kind == "select":
        return choice(text, offered) or text
    if kind == "price" or data.startswith("int"):
        return _integer(code, text)
    return value if isinstance(value, int) else text


def _switch(code: str, text: str) -> int:
    word = text.casefold()
    if word in TRUE | FALSE:
        return int(word in TRUE)
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
