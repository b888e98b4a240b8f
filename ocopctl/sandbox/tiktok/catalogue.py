"""The shipped practice data: category tree, attributes, brands, delivery options, fixtures."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from ocopctl.sandbox.tiktok.envelope import Refusal

_PUBLIC = ("id", "parent_id", "local_name", "is_leaf", "permission_statuses")
# evidence[reference]: a prohibited category is 12052220, one by invitation 12052221, one outside
#   the shop's own 12052223 (the reference's error lists as two clients keep them, 2025-2026)
_CLOSED = {"PROHIBITED": 12052220, "INVITE_ONLY": 12052221, "NON_MAIN_CATEGORY": 12052223}


@cache
def fixtures() -> dict[str, Any]:
    """Return the fixed ids and names of the practice app and its shops."""
    return _read("fixtures.json")


@cache
def shipped() -> dict[str, Any]:
    """Return the catalogue file: categories, attributes, brands, delivery options."""
    return _read("catalogue.json")


@cache
def categories() -> dict[str, dict[str, Any]]:
    """Return the rows of the v2 tree by id, roots first."""
    return {row["id"]: row for row in shipped()["categories"]}


@cache
def attributes() -> dict[str, dict[str, Any]]:
    """Return every attribute by id."""
    return {row["id"]: row for row in shipped()["attributes"]}


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files(__package__).joinpath(name).read_text("utf-8"))
    return data


def public(category: dict[str, Any]) -> dict[str, Any]:
    """Return a category as the category list shows it."""
    return {name: category[name] for name in _PUBLIC}


def chain(category_id: str) -> list[dict[str, Any]]:
    """Return the categories from the root down to this one."""
    row = categories()[category_id]
    above = [] if row["parent_id"] == "0" else chain(row["parent_id"])
    return [*above, row]


# evidence[reference]: an unknown category is 12052023, one that is no leaf 12052024 (the
#   reference's error lists as two clients keep them, 2025-2026)
def leaf(category_id: str) -> dict[str, Any]:
    """Return a leaf category, or refuse: 12052023 unknown, 12052024 not a leaf."""
    row = categories().get(category_id)
    if row is None:
        raise Refusal(12052023, "The category does not exist.")
    if not row["is_leaf"]:
        raise Refusal(12052024, "The category is not a leaf category.")
    return row


def open_leaf(category_id: str) -> dict[str, Any]:
    """Return a leaf that this shop may list in, or refuse with the code of its permission."""
    row = leaf(category_id)
    for status in row["permission_statuses"]:
        if status in _CLOSED:
            raise Refusal(_CLOSED[status], f"The category is not open to this shop: {status}.")
    return row


def attributes_of(category: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    """Return a leaf's attributes of one kind (PRODUCT_PROPERTY or SALES_PROPERTY) by id."""
    rows = (attributes()[one] for one in category["attributes"])
    return {row["id"]: row for row in rows if row["type"] == kind}


def rules_of(category: dict[str, Any]) -> dict[str, Any]:
    """Return what a leaf asks for beyond attributes, in the shape of Get Category Rules."""
    own = category.get("rules", {})
    return {
        "product_certifications": own.get("certifications", []),
        "size_chart": {"is_supported": False, "is_required": False},
        "cod": {"is_supported": own.get("cod", True)},
        "package_dimension": {"is_required": own.get("package_dimension", False)},
        "epr": {"is_required": False},
        "responsible_person": {"is_required": False},
        "manufacturer": {"is_required": False},
        "allowed_special_product_types": [],
        "seller_sku": {"is_required": False},
    }


# evidence[reference]: South-East Asian shops pass category_version v2; none or v1 is 12052217,
#   another 12052230 (copies of the official reference, 2025-2026)
def require_v2(version: str | None) -> None:
    """Refuse any category tree but v2: 12052217 when omitted or v1, 12052230 for other values."""
    if version in (None, "v1"):
        raise Refusal(12052217, "Shops in this region must use category_version v2.")
    if version != "v2":
        raise Refusal(12052230, "The category_version does not match the category.")
