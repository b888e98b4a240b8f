"""The marketplace's categories, and what each of them wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import AttributeRow, CategoryRow
from ocopctl.adapters.lazada.reference import option_names, takes_own_values, takes_several
from ocopctl.errors import RateLimited
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ocopctl.adapters.lazada.calls import Calls
    from ocopctl.adapters.lazada.reference import Reference

_OURS = frozenset(
    {
        "name",
        "description",
        "short_description",
        "brand",
        "SellerSku",
        "price",
        "quantity",
        "special_price",
        "special_from_date",
        "special_to_date",
        "package_weight",
        "package_length",
        "package_width",
        "package_height",
        "__images__",
    }
)
"""What a listing holds in fields of its own (two sources)."""
_FILLED = frozenset({"warranty_type"})
"""What is sent with a usual value when the product file gives none."""


class Book:
    """Categories and attributes, in Vietnamese."""

    def __init__(self, calls: Calls, reference: Reference) -> None:
        self._calls = calls
        self._reference = reference

    async def categories(self) -> list[CategoryRow]:
        """Return the leaves of the tree.

        Raises RateLimited when Lazada shows none: an empty success may mean "too fast".
        """
        path = "/category/tree/get"
        body = await self._calls.get(path, {"language_code": "vi_VN"}, public=True)
        found = list(_leaves(body.get("data") or (), ()))
        if not found:
            raise RateLimited(
                _("Lazada showed no categories at all, which means that it was asked too often"),
                hint=_("run the same command again in a few minutes"),
            )
        return found

    async def attributes(self, category_id: str) -> list[AttributeRow]:
        """Return a category's attributes but for options of variants, which sellers name freely."""
        rows = await self._reference.attributes(category_id)
        return [
            _row(row)
            for row in rows
            if row.get("name") not in _OURS and not row.get("is_sale_prop")
        ]


def _leaves(nodes: Iterable[Mapping[str, Any]], above: tuple[str, ...]) -> Iterator[CategoryRow]:
    for node in nodes:
        path = (*above, str(node.get("name") or ""))
        if node.get("leaf"):
            yield CategoryRow(str(node["category_id"]), path)
        yield from _leaves(node.get("children") or (), path)


def _row(attribute: Mapping[str, Any]) -> AttributeRow:
    name = str(attribute.get("name"))
    options = [names for row in attribute.get("options") or [] if (names := option_names(row))]
    return AttributeRow(
        name=name,
        label=str(attribute.get("label") or name),
        required=bool(attribute.get("is_mandatory")) and name not in _FILLED,
        options=tuple(names[0] for names in options),
        free=takes_own_values(attribute) or not options,
        other_options=tuple(other for names in options for other in names[1:]),
        several=takes_several(attribute),
    )
