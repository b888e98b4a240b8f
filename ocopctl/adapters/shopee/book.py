"""The shop's categories, and what each of them wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import CategoryRow
from ocopctl.adapters.shopee.answers import rows
from ocopctl.adapters.shopee.attributes import flattened, row_of
from ocopctl.errors import Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import AttributeRow
    from ocopctl.adapters.shopee.calls import Calls
    from ocopctl.adapters.shopee.facts import ShopFacts


class Book:
    """Categories and attributes, in Vietnamese."""

    def __init__(self, calls: Calls, facts: ShopFacts) -> None:
        self._calls = calls
        self._facts = facts

    async def categories(self) -> list[CategoryRow]:
        """Return the leaves of the tree, which comes as one flat list.

        Raises Transient when Shopee shows none: a shop without any category does not exist.
        """
        answer = await self._calls.get("product/get_category", {"language": "vi"})
        every = {str(row["category_id"]): row for row in rows(answer, "category_list")}
        found = [
            CategoryRow(number, _path(row, every))
            for number, row in every.items()
            if not row.get("has_children")
        ]
        if not found:
            raise Transient(
                _("Shopee showed no categories at all"),
                hint=_("run the same command again in a few minutes"),
            )
        return found

    async def attributes(self, category_id: str) -> list[AttributeRow]:
        """Return a category's attributes, those under a value of another one last."""
        tree = await self._facts.tree(category_id)
        below = [
            child
            for attribute in tree
            for value in rows(attribute, "attribute_value_list")
            for child in flattened(rows(value, "child_attribute_list"))
        ]
        return [*map(row_of, tree), *(row_of(child, child=True) for child in below)]


def _path(row: Mapping[str, Any], every: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names from the root down; a parent that is not shown ends the way up."""
    names: list[str] = []
    seen: set[str] = set()
    here: Mapping[str, Any] | None = row
    while here is not None and str(here["category_id"]) not in seen:
        seen.add(str(here["category_id"]))
        names.append(str(here.get("display_category_name") or here.get("original_category_name")))
        here = every.get(str(here.get("parent_category_id")))
    return tuple(reversed(names))
