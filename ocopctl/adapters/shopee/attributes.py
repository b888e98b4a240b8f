"""Category attributes: the seller's text to Shopee's value ids. Pure."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.base import AttributeRow
from ocopctl.adapters.choices import chosen
from ocopctl.adapters.shopee.answers import rows
from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_FREE = {2, 3, 5}
_SEVERAL = {4, 5}
"""Kinds of `input_type` that take own values, and several values (official reference, Aug 2026)."""
_WITH_UNIT = 2
_DATE = 4
_VIETNAM = timezone(timedelta(hours=7))
_DATE_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%m/%Y")
_AMOUNT = re.compile(r"\s*([0-9][0-9.,]*)\s*(.*?)\s*")
_SHOWN = 6


def flattened(tree: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return all attributes of a tree, those under a value included."""
    found: list[dict[str, Any]] = []
    for attribute in tree:
        found.append(attribute)
        for value in rows(attribute, "attribute_value_list"):
            found += flattened(rows(value, "child_attribute_list"))
    return found


def row_of(attribute: Mapping[str, Any], *, child: bool = False) -> AttributeRow:
    """Describe an attribute, Vietnamese names first.

    A `child` is asked for under one value of another attribute only, so it counts as optional. A
    list that has to be searched is never complete, so it refuses nothing.
    """
    names = _names(attribute)
    values = [_names(value) for value in rows(attribute, "attribute_value_list")]
    searched = bool(_info(attribute).get("support_search_value"))
    return AttributeRow(
        name=str(attribute["attribute_id"]),
        label=names[0],
        required=bool(attribute.get("mandatory")) and not child,
        options=tuple(value[0] for value in values),
        free=_free(attribute) or searched or not values,
        also=tuple(names),
        other_options=tuple(name for value in values for name in value[1:]),
        several=_info(attribute).get("input_type") in _SEVERAL,
    )


def named(attributes: Iterable[dict[str, Any]], name: str) -> dict[str, Any]:
    """Return the attribute with this id or name. Raises Rejected when the category has none."""
    for attribute in attributes:
        if str(attribute["attribute_id"]) == name or _same(name, _names(attribute)):
            return attribute
    raise Rejected(
        _("the Shopee category has no attribute “{name}”", name=name),
        hint=_("take it out of the product file for this shop, or choose another category"),
    )


def parts_of(attribute: Mapping[str, Any], text: str) -> list[str]:
    """Return the values in a text: several only where the attribute takes several."""
    if _info(attribute).get("input_type") not in _SEVERAL or _listed(attribute, text):
        return [text.strip()]
    return [part.strip() for part in re.split(r"[;,]", text) if part.strip()]


def listed(attribute: Mapping[str, Any], text: str) -> bool:
    """Tell whether the attribute's own list has this value."""
    return _listed(attribute, text) is not None


def entry(
    attribute: Mapping[str, Any], texts: Sequence[str], searched: Mapping[str, int]
) -> dict[str, Any]:
    """Return one row of `attribute_list`; `searched` are value ids that a search has found.

    Raises Rejected when a value is not in the list of an attribute that takes no other.
    """
    values = [_value(attribute, text, searched) for text in texts]
    return {"attribute_id": attribute["attribute_id"], "attribute_value_list": values}


def _value(attribute: Mapping[str, Any], text: str, searched: Mapping[str, int]) -> dict[str, Any]:
    known = _listed(attribute, text)
    if known is not None:
        return {"value_id": known["value_id"]}
    if text in searched:
        return {"value_id": searched[text]}
    info = _info(attribute)
    if not _free(attribute):
        raise _not_in_list(attribute, text)
    if info.get("input_validation_type") == _DATE:
        return {"value_id": 0, "original_value_name": _date(attribute, text)}
    if info.get("format_type") == _WITH_UNIT:
        return _amount(attribute, text)
    return {"value_id": 0, "original_value_name": text}


def _date(attribute: Mapping[str, Any], text: str) -> str:
    """Return a day's beginning in Vietnam as Unix seconds in text, as Shopee wants dates."""
    for form in _DATE_FORMS:
        try:
            day = datetime.strptime(text, form).replace(tzinfo=_VIETNAM)
        except ValueError:
            continue
        return str(int(day.timestamp()))
    raise Rejected(
        _("“{text}” is not a date for “{name}”", text=text, name=_name(attribute)),
        hint=_("write it as day/month/year"),
    )


def _amount(attribute: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Split “500 ml” into value and unit; a bare number takes the only unit there is."""
    units = [str(unit) for unit in rows(_info(attribute), "attribute_unit_list")]
    match = _AMOUNT.fullmatch(text)
    unit = match[2] if match else ""
    if not unit and len(units) == 1:
        unit = units[0]
    if match is None or unit not in units:
        raise Rejected(
            _("“{text}” is not an amount for “{name}”", text=text, name=_name(attribute)),
            hint=_("write a number and one of these units: {units}", units=", ".join(units)),
        )
    return {"value_id": 0, "original_value_name": match[1], "value_unit": unit}


def _not_in_list(attribute: Mapping[str, Any], text: str) -> Rejected:
    values = [_name(value) for value in rows(attribute, "attribute_value_list")]
    return Rejected(
        _("Shopee does not know the value “{text}” for “{name}”", text=text, name=_name(attribute)),
        hint=_("take one of its list, such as {values}", values=", ".join(values[:_SHOWN])),
    )


def _listed(attribute: Mapping[str, Any], text: str) -> Mapping[str, Any] | None:
    values = rows(attribute, "attribute_value_list")
    return chosen(text, values, _names, free=_free(attribute))


def _free(attribute: Mapping[str, Any]) -> bool:
    """Tell whether the attribute takes values of the seller's own."""
    return _info(attribute).get("input_type") in _FREE


def _info(attribute: Mapping[str, Any]) -> Mapping[str, Any]:
    info: Mapping[str, Any] = attribute.get("attribute_info") or {}
    return info


def _names(row: Mapping[str, Any]) -> list[str]:
    """Return the names of an attribute or value, Vietnamese first."""
    return [str(text.get("value")) for text in rows(row, "multi_lang")] + [str(row.get("name"))]


def _name(row: Mapping[str, Any]) -> str:
    return _names(row)[0]


def _same(text: str, names: Iterable[str]) -> bool:
    return text.strip().casefold() in {name.strip().casefold() for name in names}
