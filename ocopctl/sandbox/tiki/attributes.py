"""What a category wants to know about goods, and how each value is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import reference
from ocopctl.sandbox.tiki.faults import is_text, is_whole

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.faults import Faults

_DECIMAL = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
_SIDES = ("product_length", "product_width", "product_height")
# Cubic centimetres that count as a kilogram, and the kilograms that are carried.
# evidence[one client]: the larger of weight and volume over 6000 is 0.001 to 100 kg (one live
#   client, August 2026; that it is refused at once with 422 is our choice)
_VOLUME_OF_A_KILO = 6000
_LIGHTEST_KG, _HEAVIEST_KG = 0.001, 100


def check_complete(category_id: int, given: dict[str, Any], faults: Faults) -> None:
    """Note every required attribute that is missing, and whatever `check_values` notes."""
    for code, attribute in reference.attributes(category_id).items():
        # evidence[our choice]: a required attribute left out is refused at once with 400, at
        #   creation and at a change of content (its status is documented nowhere, 2026)
        if attribute["is_required"] and given.get(code) in (None, "", []):
            faults.add(400, f"attributes {code} is required")
    check_values(category_id, given, faults)
    _check_weight(given, faults)


def check_values(category_id: int, given: dict[str, Any], faults: Faults) -> None:
    """Note attributes that the category does not have, and values written in the wrong way."""
    known = reference.attributes(category_id)
    for code, value in given.items():
        # evidence[reference]: attributes that the category has not are 404 (official
        #   documentation, 2020)
        if code not in known:
            faults.add(404, f"Attributes not found: {code}")
        elif value not in (None, "", []):
            text = _wrong(known[code], value)
            if text:
                faults.add(422, f"attributes {code} {text}")


# evidence[several clients]: select is sent as the offered text, boolean as 0 or 1, a measure as
#   number or text with a point (several live clients, 2022-2026)
def _wrong(attribute: dict[str, Any], value: object) -> str:
    """Say what is wrong with a value, nothing when it is right."""
    kind = attribute["input_type"]
    if attribute.get("data_type") == "decimal":
        return "" if _decimal(value) else "must be a number > 0 with a point for decimals"
    if kind == "boolean":
        return "" if is_whole(value) and value in {0, 1} else "must be 0 or 1"
    if kind == "select":
        return "" if value in reference.values(attribute["id"]) else "must be one of its values"
    if kind == "multiselect":
        return _wrong_list(attribute, value)
    return "" if is_text(value) else "must be a text"


# evidence[several clients]: multiselect is sent as an array of offered texts (several live
#   clients, 2022-2026)
def _wrong_list(attribute: dict[str, Any], value: object) -> str:
    if not isinstance(value, list):
        return "must be an array of texts"
    offered = reference.values(attribute["id"])
    return "" if all(one in offered for one in value) else "must hold only its values"


def _decimal(value: object) -> float:
    """Read a measure, 0 when it is none."""
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return max(0.0, float(value))
    return 0.0


def _check_weight(given: dict[str, Any], faults: Faults) -> None:
    """Note a parcel that is not carried: the larger of its weight and its volume counts."""
    sides = [_decimal(given.get(code)) for code in _SIDES]
    weight = _decimal(given.get("product_weight_kg"))
    if not weight or not all(sides):
        return
    counted = max(weight, sides[0] * sides[1] * sides[2] / _VOLUME_OF_A_KILO)
    if weight < _LIGHTEST_KG or counted > _HEAVIEST_KG:
        text = f"Shipping weight must be between {_LIGHTEST_KG} and {_HEAVIEST_KG} kg"
        faults.add(422, text)
