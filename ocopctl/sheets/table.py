"""Products as a table: what each row says of which field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from ocopctl.errors import InputError
from ocopctl.language import _
from ocopctl.sheets.columns import columns, path_of, target_of
from ocopctl.sheets.kinds import OF_FORMS, joined
from ocopctl.sheets.rows import SKU

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ocopctl.catalog.model import Product
    from ocopctl.sheets.columns import Target

Value = str | int | bool | date
Row = dict["Target", Value]
_GROUPED: Final = ("options", "papers", "batches", "households")


@dataclass(frozen=True, slots=True)
class Table:
    """The fields in the order of their columns, and the rows that say them."""

    targets: tuple[Target, ...]
    rows: tuple[Row, ...]


def table(products: Iterable[Product]) -> Table:
    """Lay products out as rows: one each, or one a variant; the first also says what they share.

    Raises InputError for what no column can hold.
    """
    listed = list(products)
    parted = {target for product in listed for target in _not_joined(product)}
    rows = [row for product in listed for row in _rows(product, parted)]
    targets = sorted({target for row in rows for target in row}, key=rank)
    for target in targets:
        if target_of(path_of(target)) != target:
            raise InputError(
                _("no column can hold the field {field}", field=path_of(target)),
                hint=_("Give it a plainer name; a spreadsheet keeps names as headings."),
            )
    return Table(tuple(targets), tuple(rows))


def _not_joined(product: Product) -> Iterator[Target]:
    """Yield the lists that one cell cannot hold: each entry gets a column of its own."""
    for at, texts in _lists((), product.model_dump(exclude_defaults=True)):
        if joined(at, texts) is None:
            yield at


def _lists(at: Target, value: Any) -> Iterator[tuple[Target, list[str]]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _lists((*at, str(name)), one)
    elif isinstance(value, tuple) and at != ("variants",):
        if target_of(path_of(at)) == at:
            yield at, [str(one) for one in value]
        else:
            for number, one in enumerate(value):
                yield from _lists((*at, number), one)


def _rows(product: Product, parted: Collection[Target]) -> Iterator[Row]:
    fields = product.model_dump(exclude_defaults=True)
    variants: tuple[dict[str, Any], ...] = fields.pop("variants", ())
    axes: list[str] = [axis["name"] for axis in fields.get("options", ())]
    for axis in fields.get("options", ()):
        if axis["values"] == _in_rows(variants, axis["name"]):
            axis.pop("values")
    for name, override in fields.get("shops", {}).items():
        fields["shops"][name] = override or {"skip": False}
    first = dict(_flat((), fields, parted))
    if not variants:
        yield first
        return
    for number, variant in enumerate(variants):
        row: Row = dict(first) if number == 0 else {SKU: first[SKU]}
        for name, value in variant.pop("options", {}).items():
            row["variants", "options", axes.index(name)] = value
        row |= {_of_row(target): value for target, value in _flat((), variant, parted)}
        yield row


def _in_rows(variants: Iterable[Mapping[str, Any]], axis: str) -> tuple[str, ...]:
    """Return the values of an axis in the order in which variants have them."""
    values = (variant.get("options", {}).get(axis) for variant in variants)
    return tuple(dict.fromkeys(value for value in values if value is not None))


def _of_row(target: Target) -> Target:
    """Return the column of a variant's field: prices and the like share one with products."""
    return target if target[0] in OF_FORMS else ("variants", *target)


def _flat(at: Target, value: Any, parted: Collection[Target]) -> Iterator[tuple[Target, Value]]:
    """Yield each value with the steps to it; a list of texts is one value unless it is `parted`."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat((*at, str(name)), one, parted)
    elif isinstance(value, tuple):
        texts = dict(_lists(at, value)).get(at)
        whole = joined(at, texts) if texts is not None and at not in parted else None
        if whole is not None:
            yield at, whole
        else:
            for number, one in enumerate(value):
                yield from _flat((*at, number), one, parted)
    else:
        yield at, value.value if isinstance(value, Enum) else value


def rank(target: Target) -> tuple[int, int, int, tuple[str, ...]]:
    """Order columns as the table of columns has them; what is numbered stays together."""
    numbers = [step for step in target if isinstance(step, int)]
    order = {one.path: at for at, one in enumerate(columns())}
    names = tuple(str(step) for step in target)
    if target[0] == "shops":
        return len(order), 0, 0, names
    path = "".join("[#]" if isinstance(s, int) else f".{s}" for s in target).lstrip(".")
    own = order.get(path, order.get(path.removesuffix("[#]"), len(order)))
    group = next((one for one in _GROUPED if one in target), "")
    first = min((at for name, at in order.items() if group and f"{group}[" in name), default=own)
    return first, numbers[0] if numbers else 0, own, names
