"""One product file: its `products` list, with `defaults` laid under each product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ocopctl.catalog.draft import Draft
from ocopctl.catalog.model import Product
from ocopctl.catalog.names import unknown
from ocopctl.catalog.read import read_values
from ocopctl.catalog.reading import Reading
from ocopctl.catalog.scalars import is_blank
from ocopctl.catalog.source import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.language import _
from ocopctl.problems import Problem, Severity
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP = ("products", "defaults")


@dataclass(frozen=True, slots=True)
class Read:
    """One product as read, with the notes taken."""

    draft: Draft
    reading: Reading


def read_products(root: Node, file: str) -> tuple[list[Read], list[Problem]]:
    """Read every product of a file's tree; the problems are those of the whole file."""
    notes = Reading(file, "")
    top = _top_fields(root, notes)
    defaults = _defaults(top.get("defaults"), notes)
    items = _product_list(root, top.get("products"), notes)
    return [
        _product(node, defaults, notes.within(f"products[{number}]", _sku(node)))
        for number, node in items
    ], notes.problems


def _top_fields(root: Node, notes: Reading) -> dict[str, Node]:
    found: dict[str, Node] = {}
    if not isinstance(root, Mapping):
        return found
    for key, node in root.pairs:
        name = nfc(key.text).strip()
        if name in _TOP:
            found[name] = node
        elif guess := unknown(key, name, _TOP, notes):
            found.setdefault(guess, Refused(key.line, key.column))
    return found


def _product_list(root: Node, node: Node | None, notes: Reading) -> Iterator[tuple[int, Mapping]]:
    if isinstance(node, Refused) or isinstance(root, Refused):
        return
    if not isinstance(node, Sequence):
        notes.fault(
            "P114",
            node or root,
            "products",
            _("the file has no list of products"),
            _(
                "Write `products:` on a line of its own; "
                "each product below it begins with `- sku:`."
            ),
        )
        return
    if not node.items:
        notes.tell(_no_products(node, notes))
    for number, item in enumerate(node.items):
        if isinstance(item, Mapping):
            yield number, item
        elif not isinstance(item, Refused):
            _not_a_product(item, number, notes)


def _no_products(node: Node, notes: Reading) -> Problem:
    return Problem(
        "P117",
        _("the list of products is empty"),
        _("Add a product, or remove the file from `products:` in ocopctl.yaml."),
        Severity.WARNING,
        notes.place(node, "products"),
    )


def _not_a_product(item: Node, number: int, notes: Reading) -> None:
    notes.fault(
        "P116",
        item,
        f"products[{number}]",
        _("this entry of the list is not a product"),
        _("A product is a group of fields; its first line is `- sku:` with the product's code."),
    )


def _defaults(node: Node | None, notes: Reading) -> Mapping | None:
    """Check the shared fields once, so that what is wrong in them is told once."""
    if node is None or is_blank(node) or isinstance(node, Refused):
        return None
    if not isinstance(node, Mapping):
        notes.fault(
            "P116",
            node,
            "defaults",
            _("defaults takes fields of its own"),
            _("Write below it the fields that all products share, as they stand in a product."),
        )
        return None
    shared = notes.within("defaults", "")
    shared.partial = True
    read_values(Product, node, "", shared)
    return node


def _product(node: Mapping, defaults: Mapping | None, reading: Reading) -> Read:
    whole = node if defaults is None else _laid_under(defaults, node)
    reading.places[""] = reading.place(node, "")
    values, product = read_values(Product, whole, "", reading)
    return Read(Draft(values, cast("Product | None", product)), reading)


def _laid_under(defaults: Mapping, own: Mapping) -> Mapping:
    """Fill what a product does not say from `defaults`, and likewise one level further in."""
    pairs = {nfc(key.text).strip(): (key, node) for key, node in defaults.pairs}
    for key, node in own.pairs:
        name = nfc(key.text).strip()
        shared = pairs.get(name)
        if shared and isinstance(shared[1], Mapping) and isinstance(node, Mapping):
            inner = {nfc(k.text).strip(): (k, value) for k, value in shared[1].pairs}
            inner.update({nfc(k.text).strip(): (k, value) for k, value in node.pairs})
            pairs[name] = (key, Mapping(tuple(inner.values()), node.line, node.column))
        else:
            pairs[name] = (key, node)
    return Mapping(tuple(pairs.values()), own.line, own.column)


def _sku(node: Mapping) -> str:
    for key, value in node.pairs:
        if key.text.strip() == "sku" and isinstance(value, Scalar) and not is_blank(value):
            return nfc(value.text).strip()
    return ""
