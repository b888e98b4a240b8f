"""The rows of a sheet put together to products: one row each, or one row a variant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.nodes import Node, Refused, Scalar
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.sheets.headings import fields_of, heading_row
from ocopctl.sheets.kinds import OF_FORMS
from ocopctl.sheets.values import Reader
from ocopctl.text import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.sheets.cells import Sheet
    from ocopctl.sheets.columns import Target
    from ocopctl.sheets.notes import Notes

EXAMPLE: Final = "VI-DU-001"
"""The SKU of the example in a template: nobody's goods."""
SKU: Final[Target] = ("sku",)
Nodes = dict["Target", Node]
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of a variant: its line, and its nodes by their targets without `variants`."""

    line: int
    nodes: Nodes


@dataclass(slots=True)
class Product:
    """What the rows of one product say; `line` is the first of them."""

    line: int
    nodes: Nodes
    variants: list[Variant] = field(default_factory=list)


def products_of(sheet: Sheet, notes: Notes) -> list[Product] | None:
    """Return the products of a sheet, None for one without headings."""
    top = heading_row(sheet)
    if top is None:
        return None
    targets = fields_of(sheet, top, notes)
    reader = Reader(sheet, notes)
    lengths = {column: _lengths(sheet, top, column) for column in targets}
    found = _Gathered(notes)
    for row, cells in sheet.rows.items():
        if row <= top:
            continue
        nodes: Nodes = {}
        for column, target in targets.items():
            cell = cells.get(column)
            node = None if cell is None else reader.node(cell, target, lengths[column])
            if node is not None:
                nodes[target] = node
        if nodes:
            found.add(notes.line(sheet, row), nodes)
    return found.products


class _Gathered:
    """The products so far. A row belongs to the product of its SKU, or to the one above it."""

    def __init__(self, notes: Notes) -> None:
        self.products: list[Product] = []
        self._notes = notes
        self._by_sku: dict[str, Product] = {}
        self._skus: dict[str, Node] = {}

    def add(self, line: int, nodes: Nodes) -> None:
        """Add one row."""
        sku = text_of(nodes.get(SKU))
        if sku == EXAMPLE:
            self._example(nodes[SKU])
            return
        own = {target: node for target, node in nodes.items() if target[0] != "variants"}
        variant = _variant(nodes, sku)
        known = self._by_sku.get(sku)
        if not sku and variant and self.products and SKU not in nodes:
            known = self.products[-1]
        if known is None:
            known = Product(line, {})
            self.products.append(known)
            if sku:
                self._by_sku[sku] = known
        elif variant is None:
            self._twice(nodes.get(SKU), known.nodes.get(SKU))
            return
        if variant is not None:
            own = {target: node for target, node in own.items() if target[0] not in OF_FORMS}
            self._claim(variant)
            known.variants.append(Variant(line, variant))
        self._merge(known, own)

    def _merge(self, product: Product, nodes: Nodes) -> None:
        """Take what a row says of its product; what an earlier row says counts."""
        for target, node in nodes.items():
            before = product.nodes.setdefault(target, node)
            if text_of(before) != text_of(node):
                self._notes.tell(
                    "P147",
                    (node.line, node.column),
                    _(
                        "this row says “{text}”, and {place} says “{other}” of the same product",
                        text=shortened(text_of(node), _SHOWN),
                        other=shortened(text_of(before), _SHOWN),
                        place=self._notes.shown(before.line, before.column),
                    ),
                    _("Correct one of them, or leave this cell blank."),
                )

    def _claim(self, variant: Nodes) -> None:
        """Refuse a SKU that another row has."""
        node = variant.get(SKU)
        sku = text_of(node)
        if node is None or not sku:
            return
        first = self._skus.setdefault(sku, node)
        if first is not node:
            self._twice(node, first)
            variant[SKU] = Refused(node.line, node.column)

    def _twice(self, node: Node | None, first: Node | None) -> None:
        if node is None or first is None:
            return
        self._notes.tell(
            "P212",
            (node.line, node.column),
            _(
                'the SKU "{sku}" is given twice; first in {where}',
                sku=text_of(node),
                where=self._notes.shown(first.line, first.column),
            ),
            _("Each product and each variant needs a SKU of its own."),
        )

    def _example(self, node: Node) -> None:
        self._notes.tell(
            "P149",
            (node.line, node.column),
            _("the row of the example is left out"),
            _("Write a SKU of your own if these are your goods."),
            Severity.INFO,
        )


def text_of(node: Node | None) -> str:
    """Return the text of a value, the entries of a list on lines of their own."""
    match node:
        case None | Refused():
            return ""
        case Scalar():
            return node.text.strip()
    return "\n".join(text_of(item) for item in getattr(node, "items", ()))


def _variant(nodes: Mapping[Target, Node], sku: str) -> Nodes | None:
    """Return what a row says of its variant, None for a row of a product alone.

    A product that gives its own SKU once more in the column of variants has none.
    """
    found = {target[1:]: node for target, node in nodes.items() if target[0] == "variants"}
    if not found or (set(found) == {SKU} and text_of(found[SKU]) == sku):
        return None
    forms = {target: node for target, node in nodes.items() if target[0] in OF_FORMS}
    return {**forms, **found}


def _lengths(sheet: Sheet, top: int, column: int) -> frozenset[int]:
    """Return how long the codes of a column are that begin with a zero and were kept as text."""
    return frozenset(_zeroed(sheet, top, column))


def _zeroed(sheet: Sheet, top: int, column: int) -> Iterator[int]:
    for row, cells in sheet.rows.items():
        value = cells[column].value if row > top and column in cells else None
        if isinstance(value, str) and value.strip().isdigit() and value.strip().startswith("0"):
            yield len(value.strip())
