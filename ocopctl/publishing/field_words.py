"""The fields of a listing and their values in words for people."""

from __future__ import annotations

from functools import partial
from typing import Any

from ocopctl.language import _
from ocopctl.money import show as dong

_LONGEST = 80


def label(field: str) -> str:
    """Return what people call a field of a listing: `price A-1` keeps its SKU."""
    name, _space, rest = field.partition(" ")
    words = {
        "title": _("title"),
        "description": _("description"),
        "category": _("category"),
        "brand": _("brand"),
        "pictures": _("pictures"),
        "options": _("options"),
        "variants": _("variants"),
        "parcel": _("parcel"),
        "lead_days": _("days to prepare"),
        "highlights": _("highlights"),
        "attribute": _("attribute"),
        "price": _("price"),
        "stock": _("stock"),
        "on_sale": _("on sale"),
        "recalled": _("recalled"),
        "form": _("form of the data"),
        "review": _("to be reviewed again"),
        "variant": _("variant"),
        "listing": _("the listing"),
        "kept": _("stays in the shop, emptied"),
    }
    return f"{words.get(name, name)} {rest}".rstrip()


def value(field: str, found: Any) -> str:
    """Write a value for people: money with its unit, lists and groups in a line each."""
    if found is None:
        return "–"
    if isinstance(found, bool):
        return _("yes") if found else _("no")
    if field.startswith("price ") and isinstance(found, int):
        return dong(found)
    if isinstance(found, list):
        return ", ".join(str(item) for item in found)
    if isinstance(found, dict):
        variants = field == "variants"
        word = _form if variants else partial(value, "")
        lines = (f"{name}: {word(item)}" for name, item in found.items())
        return ("\n" if variants else "; ").join(lines)
    return str(found)


def _form(parts: list[Any]) -> str:
    """Write one variant: its options, then what its parcel weighs; pictures show elsewhere."""
    *options, weight, gtin, _picture = parts
    return ", ".join([*options, f"{weight} g", *([gtin] if gtin else [])])


def changed_into(field: str, before: Any, after: Any) -> str:
    """Write what became of a field on one line; a long text is only named."""
    name, shown = label(field), value(field, after)
    if len(shown) > _LONGEST or "\n" in shown:
        return name
    if before is None:
        return f"{name}: {shown}"
    return f"{name}: {value(field, before)} → {shown}"
