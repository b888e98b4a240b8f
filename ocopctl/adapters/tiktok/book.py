"""The shop's categories, and what each of them wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import CategoryRow
from ocopctl.adapters.tiktok.attributes import of_products, row_of
from ocopctl.errors import Transient
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import AttributeRow
    from ocopctl.adapters.tiktok.calls import Calls
    from ocopctl.adapters.tiktok.reference import Reference

_OPEN = "AVAILABLE"


class Book:
    """Categories and attributes, in Vietnamese."""

    def __init__(self, calls: Calls, reference: Reference) -> None:
        self._calls = calls
        self._reference = reference

    async def categories(self) -> list[CategoryRow]:
        """Return the leaves that are open to this shop: others need an invitation, or are barred.

        Raises Transient when TikTok Shop shows none at all.
        """
        every = {str(row["id"]): row for row in await self._calls.categories()}
        found = [
            CategoryRow(number, _path(row, every))
            for number, row in every.items()
            if row.get("is_leaf") and (row.get("permission_statuses") or [_OPEN]) == [_OPEN]
        ]
        if not found:
            raise Transient(
                _("TikTok Shop showed no categories that are open to this shop"),
                hint=_("run the same command again in a few minutes"),
            )
        return found

    async def attributes(self, category_id: str) -> list[AttributeRow]:
        """Return a category's attributes of products."""
        return [row_of(row) for row in of_products(await self._reference.attributes(category_id))]


def _path(row: Mapping[str, Any], every: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the names from the root down; a parent that is not shown ends the way up."""
    names: list[str] = []
    seen: set[str] = set()
    here: Mapping[str, Any] | None = row
    while here is not None and str(here["id"]) not in seen:
        seen.add(str(here["id"]))
        names.append(str(here.get("local_name") or here["id"]))
        here = every.get(str(here.get("parent_id")))
    return tuple(reversed(names))
