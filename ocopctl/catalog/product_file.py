"""One product file: its `products` list, with `defaults` laid under each product."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from ocopctl.catalog.draft import Draft
from ocopctl.catalog.misplaced import joined
from ocopctl.catalog.model import Product
from ocopctl.catalog.names import unknown
from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar, Sequence
from ocopctl.catalog.read import read_values
from ocopctl.catalog.reading import MOST_PROBLEMS, Reading
from ocopctl.catalog.scalars import is_blank, written
from ocopctl.language import _
from ocopctl.problems import Place, Problem, Severity
from ocopctl.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALMOST_FIELD = re.compile(r"[a-z_]+ *(?:=|：|:\S)")
_TOP = ("products", "defaults")


@dataclass(frozen=True, slots=True)
class Read:
    """One product as read, with the notes taken."""

    draft: Draft
    reading: Reading


def read_products(root: Node, file: str) -> tuple[list[Read], list[Problem]]:
    """Read every product of a file's tree; the problems are those of the whole file."""
    notes = Reading(file, "")
    top, strays = _top_fields(root, notes)
    shared = top.get("defaults")
    defaults = _defaults(shared, notes)
    items = list(_product_list(root, top.get("products"), notes))
    if isinstance(shared, Refused) or strays:
        items = [(number, _torn(node, strays, shared)) for number, node in items]
    reads = [
        _product(node, defaults, notes.within(f"products[{number}]", _sku(node)))
        for number, node in items
        if not notes.full
    ]
    # In place: what is found wrong later is noted in the same list.
    notes.problems[:] = joined(notes.problems)
    if notes.full:
        notes.problems.append(_too_many(file))
    return reads, notes.problems


def _too_many(file: str) -> Problem:
    return Problem(
        "P102",
        _("the file has more than {count} problems; the first are told", count=MOST_PROBLEMS),
        _("Put these right and run the same command again."),
        place=Place(file),
    )


def _torn(node: Mapping, strays: tuple[Scalar, ...], shared: Node | None) -> Mapping:
    """Mark a product that may lack what stands at the left edge, or in unreadable defaults."""
    lost = isinstance(shared, Refused) or any(key.line > node.line for key in strays)
    return replace(node, torn=True) if lost else node


def _top_fields(root: Node, notes: Reading) -> tuple[dict[str, Node], tuple[Scalar, ...]]:
    """Return the fields of a file, and those that belong to a product and are not inside one."""
    found: dict[str, Node] = {}
    strays: list[Scalar] = []
    if not isinstance(root, Mapping) or _is_product(root):
        return found, ()
    for key, node in root.pairs:
        name = nfc(key.text).strip()
        if name in _TOP:
            found[name] = node
        elif name in Product.model_fields and "products" in found:
            strays.append(key)
        elif guess := unknown((key, node), name, _TOP, notes):
            found.setdefault(guess, node)
    if strays:
        _outside(strays[0], notes)
    return found, tuple(strays)


def _outside(key: Scalar, notes: Reading) -> None:
    notes.fault(
        "P115",
        key,
        key.text,
        _('"{name}" begins at the left edge and so belongs to no product', name=written(key)),
        _("Indent it, and what follows it, as far as the other fields of its product."),
    )


def _is_product(root: Node) -> bool:
    """Tell whether the fields of a product stand where those of a file belong."""
    if not isinstance(root, Mapping):
        return False
    names = {nfc(key.text).strip() for key, _node in root.pairs}
    return "products" not in names and len(names & Product.model_fields.keys()) > 1


def _product_list(root: Node, node: Node | None, notes: Reading) -> Iterator[tuple[int, Mapping]]:
    if isinstance(node, Refused) or isinstance(root, Refused):
        return
    if isinstance(root, Mapping) and not _is_product(root):
        lost = root.torn and (node is None or is_blank(node))
        if lost or (node is None and notes.faults):
            return
    if not isinstance(node, Sequence):
        whole = node or root
        notes.fault("P114", whole, "products", *_no_list(whole))
        node = _meant(whole)
    if not node.items:
        notes.tell(_no_products(node, notes))
    for number, item in enumerate(node.items):
        if notes.full:
            return
        if isinstance(item, Mapping):
            yield number, item
        elif not isinstance(item, Refused):
            _not_a_product(item, number, notes)


def _no_list(node: Node) -> tuple[str, str]:
    if isinstance(node, Mapping) and _is_product(node):
        return (
            _("the product is not an entry of a list"),
            _("Write `products:` on a line of its own, and `- ` before the product's first field."),
        )
    return (
        _("the file has no list of products"),
        _("Write `products:` on a line of its own; each product below it begins with `- sku:`."),
    )


def _meant(node: Node) -> Sequence:
    """Return what was most likely meant as the list of products, so that it is checked as well."""
    if isinstance(node, Sequence):
        return node
    items = (node,) if isinstance(node, Mapping) and _is_product(node) else ()
    return Sequence((*items, Refused(node.line, node.column)), node.line, node.column)


def _no_products(node: Node, notes: Reading) -> Problem:
    return Problem(
        "P117",
        _("the list of products is empty"),
        _("Add a product, or remove the file from `products:` in ocopctl.yaml."),
        Severity.WARNING,
        notes.place(node, "products"),
    )


def _not_a_product(item: Node, number: int, notes: Reading) -> None:
    words = item.text if isinstance(item, Scalar) else ""
    hint = (
        _("Write the name, a colon, a blank and the value: price: 120.000")
        if _ALMOST_FIELD.match(words)
        else _(
            "A product is a group of fields; its first line is `- sku:` with the product's code."
        )
    )
    message = _("this entry of the list is not a product")
    notes.fault("P116", item, f"products[{number}]", message, hint)


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
    if len(node.pairs) == 1 and defaults is None and not node.torn:
        whole = replace(node, torn=True)
        _nothing_else(node, reading)
    values, product = read_values(Product, whole, "", reading)
    return Read(Draft(values, cast("Product | None", product)), reading)


def _nothing_else(node: Mapping, reading: Reading) -> None:
    key = node.pairs[0][0]
    reading.fault(
        "P201",
        node,
        "",
        _('the product has nothing but "{name}"', name=written(key)),
        _("Delete the line if it stands twice, or write the other fields below it."),
    )


def _laid_under(defaults: Mapping, own: Mapping) -> Mapping:
    """Fill what a product does not say from `defaults`, and likewise one level further in."""
    pairs = {nfc(key.text).strip(): (key, node) for key, node in defaults.pairs}
    for key, node in own.pairs:
        name = nfc(key.text).strip()
        shared = pairs.get(name)
        if shared and isinstance(shared[1], Mapping) and isinstance(node, Mapping):
            inner = {nfc(k.text).strip(): (k, value) for k, value in shared[1].pairs}
            inner.update({nfc(k.text).strip(): (k, value) for k, value in node.pairs})
            torn = node.torn or shared[1].torn
            pairs[name] = (key, Mapping(tuple(inner.values()), node.line, node.column, torn))
        else:
            pairs[name] = (key, node)
    return Mapping(tuple(pairs.values()), own.line, own.column, own.torn or defaults.torn)


def _sku(node: Mapping) -> str:
    for key, value in node.pairs:
        if key.text.strip() == "sku" and isinstance(value, Scalar) and not is_blank(value):
            return nfc(value.text).strip()
    return ""
