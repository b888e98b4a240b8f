"""From nodes to models: the annotation of each field decides how its text is read.

What to do for a field is worked out once a model and kept, so that reading is one look-up and
one call a value.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import (
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic import ValidationError

from ocopctl.catalog import scalars
from ocopctl.catalog.amounts import money
from ocopctl.catalog.constraints import constraint_words
from ocopctl.catalog.dates import day
from ocopctl.catalog.model import Centimetres, Dong, Grams, Part
from ocopctl.catalog.names import unknown
from ocopctl.catalog.nodes import Mapping, Node, Refused, Scalar
from ocopctl.catalog.numbers import measure, whole
from ocopctl.catalog.reading import WRONG, Reading
from ocopctl.catalog.shapes import listed, localised, named, shape
from ocopctl.language import _
from ocopctl.text import nfc

Read = Callable[[Node, str, Reading], object]
_OF_ONE_FORM = {"price", "compare_at", "cost", "stock", "gtin"}


@dataclass(frozen=True, slots=True)
class _Field:
    """How to read a field, whether it must be there, and the model of its own fields if any."""

    read: Read
    required: bool
    inside: type[Part] | None = None


def read_values(
    model: type[Part], node: Mapping, path: str, reading: Reading
) -> tuple[dict[str, object], Part | None]:
    """Read the fields of one model: the values, and the model when nothing is wrong in it.

    A field that was left out is absent from the values; one that is wrong, or holds something
    wrong, is there as WRONG, or as a tuple with WRONG in it.
    """
    before = reading.faults
    values = _fields_of(model, node, path, reading)
    if node.torn:
        _lost(model, values, reading)
    elif not reading.partial:
        _missing(model, values, node, path, reading)
    built = _build(model, values, (node, path), reading)
    return values, built if reading.faults == before else None


def _fields_of(model: type[Part], node: Mapping, path: str, reading: Reading) -> dict[str, object]:
    fields = _fields(model)
    values: dict[str, object] = {}
    strangers: list[tuple[tuple[Scalar, Node], str]] = []
    empty: set[str] = set()
    for key, child in node.pairs:
        name = nfc(key.text).strip()
        field = fields.get(name)
        inner = f"{path}.{name}" if path else name
        if field is None:
            strangers.append(((key, child), inner))
            continue
        reading.places[inner] = reading.place(child, inner)
        if field.inside and (isinstance(child, Refused) or scalars.is_blank(child)):
            empty |= _fields(field.inside).keys()
        if not scalars.is_blank(child):
            values[name] = field.read(child, inner, reading)
        elif field.required or name in scalars.NEVER_BLANK or _hidden(child):
            values[name] = _blank(field, child, inner, reading)
    spare = _not_in(node, fields) if strangers else ()
    for pair, inner in strangers:
        if nfc(pair[0].text).strip() in empty:  # it belongs below a field told to be blank
            reading.faults += 1
        elif not reading.full and (guess := unknown(pair, inner, spare, reading)):
            values[guess] = WRONG
    return values


def _blank(field: _Field, node: Node, path: str, reading: Reading) -> object:
    if field.inside is None or _hidden(node):
        return scalars.blank(node, path, reading)
    message = _("{field} is blank", field=scalars.label(path))
    hint = _("Write its fields below it, each indented two blanks further than its name.")
    return reading.fault("P202", node, path, message, hint)


def _hidden(node: Node) -> bool:
    """Tell whether a # hides what may be the value of a field."""
    return isinstance(node, Scalar) and bool(node.comment)


def _lost(model: type[Part], values: dict[str, object], reading: Reading) -> None:
    """Take every field that is not there for wrong, where lines could not be read.

    A product has variants, or a price of its own: never both of them are taken to be lost.
    """
    reading.faults += 1
    by_variants = "variants" in values or "options" in values
    never = _OF_ONE_FORM if by_variants else {"variants"}
    for name in _fields(model).keys() - never:
        values.setdefault(name, WRONG)


def _not_in(node: Mapping, names: Iterable[str]) -> tuple[str, ...]:
    used = {nfc(key.text).strip() for key, _value in node.pairs}
    return tuple(name for name in names if name not in used)


def _missing(
    model: type[Part], values: dict[str, object], node: Mapping, path: str, reading: Reading
) -> None:
    for name, field in _fields(model).items():
        if field.required and name not in values:
            values[name] = reading.fault(
                "P201",
                node,
                f"{path}.{name}" if path else name,
                _('the field "{name}" is missing', name=name),
                _('Add a line "{name}:" with its value to the fields that begin here.', name=name),
            )


def _build(
    model: type[Part], values: dict[str, object], at: tuple[Node, str], reading: Reading
) -> Part | None:
    """Make the model, and turn what it refuses into problems of ours."""
    good = {name: value for name, value in values.items() if value is not WRONG}
    try:
        return model(**good)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] != "missing" and not _told(detail["loc"], values):
                _constraint(detail, at, reading)
                values[str(detail["loc"][0])] = WRONG
    return None


def _told(steps: tuple[int | str, ...], values: dict[str, object]) -> bool:
    """Tell whether what a model refuses is WRONG, in a list too: it is told already."""
    found = values.get(str(steps[0]))
    if len(steps) > 1 and isinstance(found, tuple) and isinstance(steps[1], int):
        found = found[steps[1]]
    return found is WRONG


def _constraint(detail: Any, at: tuple[Node, str], reading: Reading) -> None:
    node, path = at
    inner = path
    for step in detail["loc"]:
        inner = f"{inner}[{step}]" if isinstance(step, int) else f"{inner}.{step}".lstrip(".")
    place = reading.places.get(inner)
    spot = Refused(place.line, place.column) if place else node
    code, message, hint = constraint_words(detail, scalars.label(inner))
    reading.fault(code, spot, inner, message, hint)


@functools.cache
def _fields(model: type[Part]) -> types.MappingProxyType[str, _Field]:
    hints = get_type_hints(model, include_extras=True)
    return types.MappingProxyType(
        {
            name: _Field(_reader(hints[name]), info.is_required(), _inside(hints[name]))
            for name, info in model.model_fields.items()
        }
    )


def _inside(annotation: Any) -> type[Part] | None:
    found = [annotation, *get_args(annotation)]
    return next((one for one in found if isinstance(one, type) and issubclass(one, Part)), None)


def _reader(annotation: Any) -> Read:
    """Choose how to read a field of this annotation."""
    for kind, read in _MEASURES:
        if annotation == kind:
            return read
    make = _SHAPES.get(get_origin(annotation))
    return _of_class(annotation) if make is None else make(*get_args(annotation))


def _first_of(*annotations: Any) -> Read:
    """Read `Annotated[X, ...]` and `X | None` as X."""
    return _reader(annotations[0])


def _tuple(first: Any, *others: Any) -> Read:
    return listed(_reader(first), None if others == (Ellipsis,) else 1 + len(others))


def _dictionary(key: Any, value: Any) -> Read:
    return localised(get_args(key)) if get_origin(key) is Literal else named(_reader(value))


def _of_class(kind: Any) -> Read:
    if kind in _LEAVES:
        return _LEAVES[kind]
    if issubclass(kind, StrEnum):
        return scalars.choice(*(member.value for member in kind))
    return _part(kind)


_LEAVES: dict[Any, Read] = {
    str: scalars.text,
    int: whole,
    bool: scalars.flag,
    date: day,
}
# Told apart by the unit that the model gives them.
_MEASURES: tuple[tuple[Any, Read], ...] = (
    (Dong, money),
    (Grams, measure("g")),
    (Centimetres, measure("cm")),
)
_SHAPES: dict[Any, Callable[..., Read]] = {
    Annotated: _first_of,
    Union: _first_of,
    types.UnionType: _first_of,
    tuple: _tuple,
    dict: _dictionary,
    Literal: scalars.choice,
}


def _part(model: type[Part]) -> Read:
    def read(node: Node, path: str, reading: Reading) -> object:
        if not isinstance(node, Mapping):
            fields = _fields(model)
            example = next(
                (name for name, one in fields.items() if one.required), next(iter(fields))
            )
            return shape(
                node,
                path,
                reading,
                _("{field} takes fields of its own", field=scalars.label(path)),
                _('Write them below it, each on its line, beginning with "{name}:".', name=example),
            )
        built = read_values(model, node, path, reading)[1]
        return WRONG if built is None else built

    return read
