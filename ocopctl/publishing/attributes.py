"""Hold a listing's attributes against what its category asks for. Pure."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ocopctl.adapters.choices import choice, parts
from ocopctl.errors import Rejected
from ocopctl.language import _
from ocopctl.problems import Problem
from ocopctl.publishing.listing import override_for
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ocopctl.adapters.base import AttributeRow, Listing
    from ocopctl.catalog.load import Entry
    from ocopctl.publishing.listing import Target

MISSING = "P630"
NOT_ALLOWED = "P631"
OF_ONE_LISTING = frozenset({MISSING, NOT_ALLOWED})
"""Codes of problems that keep their own listing back, and nothing else."""
SHOWN = 12
"""Allowed values that a message names (our choice)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One attribute that the category would refuse; `key` is how the product file calls it."""

    code: str
    key: str
    message: str
    hint: str


def faults(listing: Listing, rows: Sequence[AttributeRow], shop: str) -> list[Fault]:
    """Return what is missing among a listing's attributes, and what is no allowed value.

    Attributes that `rows` do not have are left to the adapter.
    """
    found = []
    for row in rows:
        given = _given(listing.attributes, row)
        if given:
            found += [_not_allowed(row, key, part) for key, part in given if not _taken(row, part)]
        elif row.required:
            found.append(_missing(row, shop))
    return found


def problems(
    entry: Entry, listing: Listing, target: Target, rows: Sequence[AttributeRow]
) -> list[Problem]:
    """Return the faults of a listing with their places in the product file."""
    return [
        Problem(
            code=fault.code,
            message=fault.message,
            hint=fault.hint,
            place=entry.place(_path(entry, target, fault.key)),
            sku=entry.product.sku,
            shop=target.name,
        )
        for fault in faults(listing, rows, target.name)
    ]


def refusal(listing: Listing, rows: Sequence[AttributeRow], shop: str) -> Rejected | None:
    """Return why the shop would refuse a listing for its attributes, None when it would not."""
    found = faults(listing, rows, shop)
    if not found:
        return None
    return Rejected(
        "; ".join(fault.message for fault in found),
        place=f"{shop} · {listing.sku}",
        hint="; ".join(fault.hint for fault in found),
        code=found[0].code,
    )


def values_of(row: AttributeRow, near: str = "") -> str:
    """Return the values of an attribute in one line, those like `near` first, a dozen at most."""
    alike = [option for option in row.options if fold(option) == fold(near)]
    if not alike:
        bare = {fold(option): option for option in reversed(row.options)}
        alike = [bare[one] for one in difflib.get_close_matches(fold(near), bare, n=3)]
    values = list(dict.fromkeys([*alike, *row.options]))
    more = len(values) - SHOWN
    rest = [_("… {count} more", count=more)] if more > 0 else []
    return ", ".join([*values[:SHOWN], *rest])


def _given(attributes: Mapping[str, str], row: AttributeRow) -> list[tuple[str, str]]:
    """Return what a listing says of an attribute: its own name for it, and each value."""
    names = {name.strip().casefold() for name in (row.name, *row.also)}
    return [
        (key, part)
        for key, text in attributes.items()
        if key.strip().casefold() in names and text.strip()
        for part in (parts(text, _spellings(row), free=row.free) if row.several else [text])
    ]


def _taken(row: AttributeRow, text: str) -> bool:
    return row.free or choice(text, _spellings(row)) is not None


def _spellings(row: AttributeRow) -> tuple[str, ...]:
    return (*row.options, *row.other_options)


def _missing(row: AttributeRow, shop: str) -> Fault:
    place = f"shops: → {shop}: → attributes: → “{row.name}”"
    if not row.options:
        hint = _("write {place} in your own words", place=place)
    elif row.free:
        hint = _("write {place}, such as: {values}", place=place, values=values_of(row))
    else:
        hint = _("write {place} with one of: {values}", place=place, values=values_of(row))
    return Fault(MISSING, "", _("the category asks for “{label}”", label=row.label), hint)


def _not_allowed(row: AttributeRow, key: str, text: str) -> Fault:
    message = _("“{text}” is not one of the values of “{label}”", text=text, label=row.label)
    hint = _("take one of: {values}", values=values_of(row, near=text))
    return Fault(NOT_ALLOWED, key, message, hint)


def _path(entry: Entry, target: Target, key: str) -> str:
    """Return where an attribute stands: in the shop's part, or in the field that it is made of."""
    product = entry.product
    part = f"shops.{target.name if target.name in product.shops else target.marketplace}"
    if not key:
        return f"{part}.attributes"
    kind = target.pack.kinds.get(product.kind)
    own = override_for(product, target).attributes
    if key not in own and kind is not None and key in kind.attributes:
        return kind.attributes[key]
    return f"{part}.attributes.{key}"
