"""What to fill in where a product lacks something: columns, and not lines of a product file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ocopctl.catalog.model import Product, Variant
from ocopctl.catalog.schema_fields import required_fields
from ocopctl.language import _, current
from ocopctl.sheets.columns import heading, path_of, target_of
from ocopctl.sheets.kinds import OF_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ocopctl.problems import Problem
    from ocopctl.sheets.columns import Target

_LACKING: Final = frozenset({"P201", "P202"})
_NOT_PRICED: Final = "P215"
_OF_PRODUCT: Final = re.compile(r"products\[[0-9]+\]\.?")
_OF_VARIANT: Final = re.compile(r"variants\[[0-9]+\]\.")
_NUMBER: Final = re.compile(r"\[([0-9]+)\]")


def in_columns(problem: Problem) -> Problem:
    """Return a problem whose hint names the columns to fill in, where something is missing."""
    if problem.code == _NOT_PRICED:
        return replace(problem, hint=_fill_in([("price",), ("stock",)]))
    if problem.code not in _LACKING:
        return problem
    targets = list(_targets(_OF_PRODUCT.sub("", problem.place.path)))
    return replace(problem, hint=_fill_in(targets)) if targets else problem


def _fill_in(targets: list[Target]) -> str:
    names = ", ".join(f"“{heading(target, current())}”" for target in targets)
    return _("Fill in on this row: {columns}.", columns=names)


def _targets(path: str) -> Iterator[Target]:
    """Yield the fields of a path, of a group of fields those that it cannot do without."""
    text = _NUMBER.sub(lambda found: f"[{int(found[1]) + 1}]", _OF_VARIANT.sub("", path))
    variant = _OF_VARIANT.match(path) is not None
    if variant and text not in OF_FORMS:
        text = f"variants.{text}"
    target = target_of(text)
    if target and path_of(target) == text:
        yield target
        return
    model = Variant if variant else Product
    schema = required_fields(model)
    for step in path.partition(".")[0].split("[")[:1]:
        schema = schema.get("properties", {}).get(step, {})
    for name in _required(schema):
        if target := target_of(f"{text}.{name}"):
            yield target


def _required(schema: Mapping[str, object]) -> Iterator[str]:
    """Yield the paths of the fields that a group asks for, those of groups inside it too."""
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):  # type: ignore[attr-defined]
        inner = list(_required(properties.get(name, {})))  # type: ignore[attr-defined]
        yield from (f"{name}.{one}" for one in inner) if inner else [name]
