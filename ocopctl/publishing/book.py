"""A shop's categories and what they ask for: told by the shop, taken from what is kept at first."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import AttributeRow, CategoryRow

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping, Sequence

    from ocopctl.adapters.base import CategoryBook

_TREE = "categories"


@dataclass(frozen=True, slots=True)
class Book:
    """The only reader of what a shop told; `told` is shared with the shop's adapter."""

    told: MutableMapping[str, Any]

    def kept_categories(self) -> list[CategoryRow] | None:
        """Return the leaf categories without asking, None when they are not known."""
        rows = self.told.get(_TREE)
        return None if rows is None else [CategoryRow(number, tuple(path)) for number, path in rows]

    def kept_attributes(self, category_id: str) -> list[AttributeRow] | None:
        """Return a category's attributes without asking, None when they are not known."""
        rows = self.told.get(_page(category_id))
        return None if rows is None else [_row(row) for row in rows]

    async def categories(self, adapter: CategoryBook) -> Sequence[CategoryRow]:
        """Return the leaf categories; the shop is asked when they are not known."""
        kept = self.kept_categories()
        if kept is not None:
            return kept
        rows = await adapter.categories()
        self.keep(rows)
        return rows

    def keep(self, rows: Sequence[CategoryRow]) -> None:
        """Keep the tree."""
        self.told[_TREE] = [[row.category_id, list(row.path)] for row in rows]

    async def attributes(self, adapter: CategoryBook, category_id: str) -> Sequence[AttributeRow]:
        """Return a category's attributes; the shop is asked when they are not known."""
        kept = self.kept_attributes(category_id)
        if kept is not None:
            return kept
        rows = await adapter.attributes(category_id)
        self.told[_page(category_id)] = [asdict(row) for row in rows]
        return rows

    def forget(self, category_id: str) -> None:
        """Drop what is known of one category, whoever kept it; the tree stays."""
        for name in list(self.told):
            if name.rpartition("/")[2] == category_id and name != _TREE:
                del self.told[name]

    def forget_all(self) -> None:
        """Drop everything, so that the shop is asked anew."""
        for name in list(self.told):
            del self.told[name]


def _page(category_id: str) -> str:
    return f"asked_for/{category_id}"


def _row(body: Mapping[str, Any]) -> AttributeRow:
    lists = {name: tuple(value) for name, value in body.items() if isinstance(value, list | tuple)}
    return AttributeRow(**{**body, **lists})
