"""What a listing's category, attributes and brand must be like."""

from __future__ import annotations

import re
from typing import Any

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.shipped import shipped

DROP_DOWN, FREE_TEXT, MANY_LISTED = 1, 3, 4
_MANY = (4, 5)
_VALIDATIONS = {
    1: re.compile(r"-?[0-9]+"),
    3: re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    4: re.compile(r"[0-9]{1,10}"),
}


# evidence[reference and observed]: items may be put in leaf categories alone; others are refused
#   as error_invalid_category (official reference and clients, August 2026)
def is_leaf(category_id: int) -> bool:
    """Tell whether items may be put in this category."""
    rows = shipped("categories")["categories"]
    known = any(row[0] == category_id for row in rows)
    return known and all(row[1] != category_id for row in rows)


def attribute_ids(category_id: int) -> list[int]:
    """Return the numbers of a leaf category's attributes."""
    data = shipped("attributes")
    food = "food" if category_id in data["food_categories"] else "default"
    ids: list[int] = data["categories"].get(str(category_id), data[food])
    return ids


def attribute(attribute_id: int) -> dict[str, Any]:
    """Return the definition of an attribute."""
    found: dict[str, Any] = shipped("attributes")["attributes"][str(attribute_id)]
    return found


def check_belonging(content: dict[str, Any]) -> None:
    """Check category, attributes and brand. Raises RefusalError."""
    category_id = content["category_id"]
    if not is_leaf(category_id):
        raise RefusalError("error_invalid_category", "Invalid category.")
    _check_attributes(content["attribute_list"], category_id)
    _check_brand(content["brand"], category_id)


def _check_attributes(rows: list[dict[str, Any]], category_id: int) -> None:
    allowed = attribute_ids(category_id)
    seen = [row["attribute_id"] for row in rows]
    # evidence[reference]: an attribute of another category is refused as
    #   error_invalid_category_attribute; its text is ours (official reference, August 2026)
    if any(one not in allowed for one in seen):
        text = "Attribute is not in the category."
        raise RefusalError("error_invalid_category_attribute", text)
    # evidence[our choice]: an attribute named twice is refused as error_invalid_attribute (the
    #   sources are silent, 2026)
    if len(set(seen)) < len(seen):
        raise RefusalError("error_invalid_attribute", "Repeat attribute_id.")
    filled = {row["attribute_id"] for row in rows if row.get("attribute_value_list")}
    mandatory = [one for one in shipped("attributes")["mandatory"] if one in allowed]
    # evidence[reference]: a listing without a mandatory attribute is refused as
    #   error_less_required_attribute (official reference, August 2026)
    if not filled.issuperset(mandatory):
        text = "Mandatory attribute information required"
        raise RefusalError("error_less_required_attribute", text)
    for row in rows:
        _check_values(attribute(row["attribute_id"]), row.get("attribute_value_list", []))


def _check_values(definition: dict[str, Any], values: list[dict[str, Any]]) -> None:
    # evidence[reference and observed]: input types 1 to 3 take one value, 4 and 5 several, up to
    #   max_value_count (official reference and clients, August 2026)
    most = definition.get("most", 1) if definition["input"] in _MANY else 1
    if len(values) > most:
        raise _bad_value("too many values")
    for value in values:
        if value.get("value_id", 0):
            _check_listed(definition, value["value_id"])
        else:
            _check_own(definition, value)


def _check_listed(definition: dict[str, Any], value_id: int) -> None:
    # evidence[reference]: a free text attribute takes no listed value:
    #   error_value_id_must_equal_zero (official reference, August 2026)
    if definition["input"] == FREE_TEXT:
        text = "Value_id must be 0 for a free text attribute."
        raise RefusalError("error_value_id_must_equal_zero", text)
    if value_id not in [listed[0] for listed in definition["values"]]:
        raise _bad_value("value_id does not exist")


def _check_own(definition: dict[str, Any], value: dict[str, Any]) -> None:
    # evidence[reference and observed]: own values go with input types 2, 3 and 5 alone, as
    #   value_id 0 with original_value_name (official reference and clients, August 2026)
    if definition["input"] in (DROP_DOWN, MANY_LISTED):
        raise _bad_value("own values are not supported")
    name = value.get("original_value_name", "").strip()
    # evidence[reference]: an own value without a name is refused as error_value_name_required;
    #   its text is ours (official reference, August 2026)
    if not name:
        raise RefusalError("error_value_name_required", "Original_value_name is required.")
    # evidence[reference and observed]: whole numbers, decimals and dates are checked by form; a
    #   date is Unix seconds as text (official reference and clients, August 2026)
    pattern = _VALIDATIONS.get(definition["validation"])
    if pattern is not None and not pattern.fullmatch(name):
        raise _bad_value("wrong format")
    units = definition.get("units", [])
    # evidence[reference and observed]: a value with a unit names one of the attribute's units
    #   (official reference and clients, August 2026)
    if units and value.get("value_unit") not in units:
        raise _bad_value("wrong value_unit")


def _bad_value(reason: str) -> RefusalError:
    return RefusalError("error_invalid_attribute_value", f"Invalid attribute value, {reason}.")


def brands_of(category_id: int, status: int) -> list[dict[str, Any]]:
    """Return a category's brands: status 1 in use, 2 pending."""
    rows = shipped("brands")["brands"]
    return [row for row in rows if category_id in row["categories"] and row["status"] == status]


def _check_brand(brand: dict[str, Any] | None, category_id: int) -> None:
    if brand is None:
        # evidence[reference]: a category may ask for a brand: error_less_required_brand (official
        #   reference, August 2026)
        if category_id in shipped("brands")["mandatory"]:
            raise RefusalError("error_less_required_brand", "Brand information required")
        return
    brand_id = brand.get("brand_id", 0)
    name = brand.get("original_brand_name", "")
    if brand_id == 0:
        # evidence[reference and observed]: brand 0 means none, named "NoBrand", "No Brand" or not
        #   at all (official reference and clients, August 2026)
        # evidence[our choice]: a brand's name of one's own with id 0 is refused as
        #   error_invalid_brand (the sources are silent, 2026)
        fits = name.replace(" ", "") in ("", "NoBrand")
    else:
        fits = any(row["brand_id"] == brand_id for row in brands_of(category_id, 1))
    if not fits:
        raise RefusalError("error_invalid_brand", "Invalid brand.")
