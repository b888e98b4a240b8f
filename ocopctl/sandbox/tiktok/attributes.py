"""Product attributes: which are wanted, and which values may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.catalogue import attributes_of
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.shape import objects, text
from ocopctl.sandbox.tiktok.wording import chinese, malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = re.compile(r"(?=.*[1-9])\d{1,12}(\.\d{1,6})?")
# evidence[reference]: an own attribute value has at most 500 characters, 12052242 (one copy of
#   the official reference, January 2025; a copy of 2026 says 2,000)
_LONGEST = 500  # the shorter of two readings


def check_attributes(category: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a product's attributes with ids and names of their values; refuse the first fault."""
    known = attributes_of(category, "PRODUCT_PROPERTY")
    taken: dict[str, dict[str, Any]] = {}
    for row in rows:
        attribute = known.get(text(row, "id") or "")
        # evidence[our choice]: an attribute that the category has not is 98001004 (documented
        #   nowhere, 2026)
        if attribute is None:
            raise Refusal(98001004, "Invalid request parameter: `product_attributes.id`.")
        if attribute["id"] in taken:
            raise Refusal(12052560, f"The attribute {attribute['name']} is given twice.")
        values = [_value(attribute, value) for value in objects(row, "values")]
        _together(attribute, values)
        taken[attribute["id"]] = {"id": attribute["id"], "values": values}
    _complete(known, taken)
    return list(taken.values())


# evidence[reference]: of a value's id and name the id wins; an unknown id is 12052529, an own
#   value where none is allowed 12052240 (copies of the official reference, 2025-2026)
def _value(attribute: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Read one value: the id wins over the name, as the reference says."""
    wanted = text(given, "id")
    if wanted:
        for row in attribute.get("values", ()):
            if row["id"] == wanted:
                return dict(row)
        raise Refusal(12052529, f"The value {wanted} of {attribute['name']} does not exist.")
    name = text(given, "name")
    if not name or not name.strip():
        raise Refusal(12052241, f"The value of {attribute['name']} is empty.")
    if not attribute["is_customizable"]:
        raise Refusal(12052240, f"The attribute {attribute['name']} takes no values of your own.")
    _custom(attribute, name)
    return {"name": name}


# evidence[reference]: own values hold no Chinese (12052243), no signs not allowed (12052935), and
#   a number where the format asks for one (12052256) (the reference's error lists as two clients
#   keep them, 2025-2026)
def _custom(attribute: dict[str, Any], name: str) -> None:
    if len(name) > _LONGEST:
        raise Refusal(12052242, f"The value of {attribute['name']} is too long.")
    if chinese(name):
        raise Refusal(12052243, f"The value of {attribute['name']} holds Chinese characters.")
    if malformed(name):
        raise Refusal(12052935, f"The value of {attribute['name']} holds signs not allowed.")
    numeric = attribute.get("value_data_format") == "POSITIVE_INT_OR_DECIMAL"
    if numeric and not _NUMBER.fullmatch(name):
        raise Refusal(12052256, f"The value of {attribute['name']} must be a positive number.")


# evidence[reference]: no value is 12052241, two where one is allowed 12052246, a repeated one
#   12052244 (the reference's error lists as two clients keep them, 2025-2026)
def _together(attribute: dict[str, Any], values: list[dict[str, Any]]) -> None:
    if not values:
        raise Refusal(12052241, f"The attribute {attribute['name']} has no value.")
    if len(values) > 1 and not attribute["is_multiple_selection"]:
        raise Refusal(12052246, f"The attribute {attribute['name']} takes one value.")
    if len({value["name"] for value in values}) != len(values):
        raise Refusal(12052244, f"The attribute {attribute['name']} has a value twice.")


def _complete(known: Mapping[str, dict[str, Any]], taken: Mapping[str, dict[str, Any]]) -> None:
    for attribute in known.values():
        if attribute["id"] in taken:
            continue
        # evidence[reference]: a required attribute left out is 12052104 (the reference's error
        #   lists as two clients keep them, 2025-2026)
        if attribute.get("is_requried"):
            raise Refusal(12052104, f"The attribute {attribute['name']} is required.")
        # evidence[reference]: a value chosen elsewhere can make an attribute required, 12052182
        #   (copies of the official reference, 2025-2026)
        if wanted_by(attribute.get("requirement_conditions", ()), taken):
            raise Refusal(12052182, f"The attribute {attribute['name']} is required here.")


def wanted_by(conditions: Any, taken: Mapping[str, dict[str, Any]]) -> bool:
    """Tell whether a chosen value meets one of the conditions that make something required."""
    return any(
        value.get("id") == condition["attribute_value_id"]
        for condition in conditions
        for value in taken.get(condition["attribute_id"], {}).get("values", ())
    )
