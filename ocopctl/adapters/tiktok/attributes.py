"""Category attributes: the seller's text to TikTok Shop's ids. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import AttributeRow
from ocopctl.adapters.choices import chosen
from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN = 6


def product_attributes(
    known: Iterable[Mapping[str, Any]], wanted: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the rows for the wanted attributes, which are named by id or name.

    Raises Rejected for one that the category does not have, for a value that it does not take,
    and for one that it requires and nobody gave: a refused creation would use up an allowance.
    """
    own = of_products(known)
    given = [(_named(own, name), text) for name, text in wanted.items() if text]
    ids = {str(row["id"]) for row, _text in given}
    missing = [str(row.get("name")) for row in own if _required(row) and str(row["id"]) not in ids]
    if missing:
        raise Rejected(
            _("this TikTok Shop category asks for: {names}", names=", ".join(missing)),
            hint=_("add them under shops: → tiktok: → attributes: in the product file"),
        )
    return [{"id": str(row["id"]), "values": _values(row, text)} for row, text in given]


def of_products(known: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the attributes of products; those of variants are options, and never required."""
    return [row for row in known if row.get("type", "PRODUCT_PROPERTY") == "PRODUCT_PROPERTY"]


def row_of(attribute: Mapping[str, Any]) -> AttributeRow:
    """Describe an attribute; one that another one's value makes required counts as optional."""
    name = str(attribute.get("name") or attribute["id"])
    options = tuple(str(value.get("name")) for value in attribute.get("values") or [])
    return AttributeRow(
        name=str(attribute["id"]),
        label=name,
        required=_required(attribute),
        options=options,
        free=bool(attribute.get("is_customizable")) or not options,
        also=(name,),
        several=bool(attribute.get("is_multiple_selection")),
    )


def _required(attribute: Mapping[str, Any]) -> bool:
    """Tell whether an attribute must be given; the first name is how TikTok spells it."""
    return bool(attribute.get("is_requried") or attribute.get("is_required"))


def _named(attributes: Sequence[Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    for row in attributes:
        if str(row["id"]) == name or _same(row, name):
            return row
    raise Rejected(
        _("the TikTok Shop category has no attribute “{name}”", name=name),
        hint=_("take it out of the product file for this shop, or choose another category"),
    )


def _values(attribute: Mapping[str, Any], text: str) -> list[dict[str, str]]:
    """Return the values in a text: several only where the attribute takes several."""
    if not attribute.get("is_multiple_selection") or _listed(attribute, text):
        return [_value(attribute, text.strip())]
    parts = (part.strip() for part in re.split(r"[;,]", text))
    return [_value(attribute, part) for part in parts if part]


def _value(attribute: Mapping[str, Any], text: str) -> dict[str, str]:
    found = _listed(attribute, text)
    if found is not None:
        return {"id": str(found["id"])}
    if attribute.get("is_customizable"):
        return {"name": text}
    names = [str(row.get("name")) for row in attribute.get("values") or []]
    raise Rejected(
        _(
            "TikTok Shop does not know the value “{text}” for “{name}”",
            text=text,
            name=attribute.get("name"),
        ),
        hint=_("take one of its list, such as {values}", values=", ".join(names[:_SHOWN])),
    )


def _listed(attribute: Mapping[str, Any], text: str) -> Mapping[str, Any] | None:
    free = bool(attribute.get("is_customizable"))
    values: Sequence[Mapping[str, Any]] = attribute.get("values") or []
    return chosen(text, values, lambda row: [str(row.get("name") or "")], free=free)


def _same(row: Mapping[str, Any], text: str) -> bool:
    return str(row.get("name") or "").strip().casefold() == text.strip().casefold()
