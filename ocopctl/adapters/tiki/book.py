"""Tiki's categories, and what each of them wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import AttributeRow, CategoryRow
from ocopctl.adapters.tiki.facts import FALSE, TRUE
from ocopctl.adapters.tiki.payload import USUAL
from ocopctl.errors import Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.tiki.calls import Calls
    from ocopctl.adapters.tiki.facts import Facts

_OURS = frozenset({"name", "description", "price", "sku"})
_YES, _NO = "1", "0"
_LISTS = frozenset({"select", "multiselect"})


class Book:
    """Categories and attributes, in Vietnamese."""

    def __init__(self, calls: Calls, facts: Facts) -> None:
        self._calls = calls
        self._facts = facts

    async def categories(self) -> list[CategoryRow]:
        """Return the primary categories that take listings.

        Raises Transient when Tiki shows none at all.
        """
        every = {str(row["id"]): row for row in await self._calls.categories()}
        found = [
            CategoryRow(number, _path(row, every))
            for number, row in every.items()
            if row.get("is_primary") and row.get("is_product_listing_enabled", True)
        ]
        if not found:
            raise Transient(
                _("Tiki showed no categories at all"),
                hint=_("run the same command again in a few minutes"),
            )
        return found

    async def attributes(self, category_id: str) -> list[AttributeRow]:
        """Return a category's attributes; the values of each list cost a call of their own."""
        return [
            await self._row(row)
            for row in await self._facts.attributes(category_id)
            if row["code"] not in _OURS and (row["code"] not in USUAL or _lists(row))
        ]

    async def _row(self, attribute: Mapping[str, Any]) -> AttributeRow:
        """Describe an attribute; what is always filled is never missing, but may be wrong."""
        options: tuple[str, ...] = ()
        others: tuple[str, ...] = ()
        if _lists(attribute):
            options = tuple(await self._facts.values(attribute))
        elif _kind(attribute) == "boolean":
            options, others = (_YES, _NO), tuple(sorted((TRUE | FALSE) - {_YES, _NO}))
        return AttributeRow(
            name=str(attribute["code"]),
            label=str(attribute.get("display_name") or attribute["code"]),
            required=bool(attribute.get("is_required")) and attribute["code"] not in USUAL,
            options=options,
            free=not options,
            other_options=others,
            several=_kind(attribute) == "multiselect",
        )


def _kind(attribute: Mapping[str, Any]) -> str:
    return str(attribute.get("input_type") or "").lower()


def _lists(attribute: Mapping[str, Any]) -> bool:
    return _kind(attribute) in _LISTS


def _path(row: Mapping[str, Any], every: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names from the root down; the parent of the roots is never shown."""
    names: list[str] = []
    seen: set[str] = set()
    here: Mapping[str, Any] | None = row
    while here is not None and str(here["id"]) not in seen:
        seen.add(str(here["id"]))
        names.append(str(here.get("name") or here["id"]))
        here = every.get(str(here.get("parent_id")))
    return tuple(reversed(names))
