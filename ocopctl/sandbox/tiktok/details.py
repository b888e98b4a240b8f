"""A listing's own fields, beside its SKUs: title, pictures, brand, attributes, package, papers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok import catalogue
from ocopctl.sandbox.tiktok.attributes import check_attributes
from ocopctl.sandbox.tiktok.browse import known_brands
from ocopctl.sandbox.tiktok.description import check_description
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.papers import check_certifications
from ocopctl.sandbox.tiktok.pictures import image
from ocopctl.sandbox.tiktok.shape import flag, mapping, objects, text, texts
from ocopctl.sandbox.tiktok.title import check_title

if TYPE_CHECKING:
    from ocopctl.sandbox.tiktok.visit import Visit

_MOST_PICTURES = 9
_PICTURE_SIDES = range(300, 4001)
_WEIGHT = re.compile(r"(0|[1-9]\d{0,4})(\.\d{1,3})?")
_SIZE = re.compile(r"[1-9]\d{0,3}")
_SIDES = {"length": 12052003, "width": 12052004, "height": 12052005}
# evidence[reference]: external ids have at most 999 characters, 12052369 (copies of the official
#   reference, 2025-2026)
_LONGEST_EXTERNAL_ID = 999


@dataclass(frozen=True, slots=True)
class Details:
    """What was taken of a listing's own fields, the leaf it stands in, and what was thrown away."""

    content: dict[str, Any]
    category: dict[str, Any]
    warnings: list[str] = field(default_factory=list)


def check_details(visit: Visit, raw: dict[str, Any]) -> Details:
    """Check the fields of a listing beside its SKUs; refuse with the code of the first fault."""
    title = check_title(text(raw, "title"))
    description = check_description(visit.shelf, visit.account, text(raw, "description"))
    category = catalogue.open_leaf(_category_id(raw))
    warnings: list[str] = []
    content = {
        "title": title,
        "description": description,
        "category_id": category["id"],
        "brand_id": _brand(visit, raw, category, warnings),
        "main_images": _main_images(visit, raw),
        "product_attributes": check_attributes(category, objects(raw, "product_attributes")),
        "package_weight": _weight(raw),
        "package_dimensions": _dimensions(raw, category),
        "certifications": check_certifications(visit, category, objects(raw, "certifications")),
        "is_cod_allowed": _cash_on_delivery(raw, category),
        "external_product_id": external_id(raw, "external_product_id"),
        "delivery_option_ids": _delivery_options(raw),
    }
    # evidence[our choice]: a size chart is thrown away with a warning, since no category here
    #   takes one (documented nowhere, 2026)
    if mapping(raw, "size_chart"):
        warnings.append("size_chart was cleared: the category does not support it")
    return Details(content, category, warnings)


def _category_id(raw: dict[str, Any]) -> str:
    category = text(raw, "category_id")
    if not category:
        raise Refusal(12052002, "The category_id is required.")
    return category


# evidence[reference]: a brand that does not exist in the category is dropped with a warning, an
#   unauthorised T1 brand is 12052208 (copies of the official reference, 2025-2026)
def _brand(
    visit: Visit, raw: dict[str, Any], category: dict[str, Any], warnings: list[str]
) -> str | None:
    """Return the brand that is kept; one that does not exist here is dropped with a warning."""
    wanted = text(raw, "brand_id")
    if not wanted:
        return None
    for row in known_brands(visit):
        fits = category["id"] in row.get("category_ids", [category["id"]])
        if row["id"] == wanted and fits:
            if row["is_t1_brand"] and row["authorized_status"] != "AUTHORIZED":
                raise Refusal(12052208, "This brand needs an authorization.")
            return wanted
    warnings.append("brand_id was cleared: the brand does not exist in this category")
    return None


# evidence[reference]: a product has 1 to 9 main images (12052028, 12052306), named by uri and
#   never by address (12052300, 12052722) (copies of the official reference, 2025-2026)
def _main_images(visit: Visit, raw: dict[str, Any]) -> list[dict[str, str]]:
    rows = objects(raw, "main_images")
    if not rows:
        raise Refusal(12052028, "At least one main image is required.")
    if len(rows) > _MOST_PICTURES:
        raise Refusal(12052306, "There are more than 9 main images.")
    return [_main_image(visit, text(row, "uri") or "") for row in rows]


def _main_image(visit: Visit, uri: str) -> dict[str, str]:
    if not uri or "://" in uri:
        raise Refusal(12052300, "A main image must be given by the uri of its upload.")
    kept = image(visit.shelf, visit.account, uri)
    if kept is None:
        raise Refusal(12052722, "The image uri does not exist on the platform.")
    width, height = kept["width"], kept["height"]
    # evidence[reference]: a main image has 300 to 4000 pixels a side (12052301, 12052302) and
    #   stands between 3:4 and 4:3 (12052305) (copies of the official reference, 2025-2026)
    if min(width, height) < _PICTURE_SIDES.start:
        raise Refusal(12052301, "A main image must be at least 300 x 300 pixels.")
    if max(width, height) >= _PICTURE_SIDES.stop:
        raise Refusal(12052302, "A main image must be at most 4000 x 4000 pixels.")
    if 3 * height > 4 * width or 3 * width > 4 * height:
        raise Refusal(12052305, "A main image must be between 3:4 and 4:3.")
    return {"uri": uri}


# evidence[reference]: package_weight is wanted, in KILOGRAM with at most 3 decimals, above zero
#   (one copy of the official reference, January 2025; newer ones want it on conditions)
def _weight(raw: dict[str, Any]) -> dict[str, str]:
    given = mapping(raw, "package_weight") or {}
    value, unit = text(given, "value") or "", text(given, "unit")
    if unit is not None and unit != "KILOGRAM":
        raise Refusal(12019061, "The weight unit of this region is KILOGRAM.")
    if unit is None or not _WEIGHT.fullmatch(value):
        raise Refusal(12052006, "The package_weight must be a number of at most 3 decimals.")
    if not value.strip("0."):
        raise Refusal(12052181, "The package_weight must be above zero.")
    return {"value": value, "unit": unit}


# evidence[reference]: package_dimensions are whole centimetres, all three or none unless the
#   category wants them (copies of the official reference, 2025-2026; that 12019012 says so is our
#   choice)
def _dimensions(raw: dict[str, Any], category: dict[str, Any]) -> dict[str, str] | None:
    given = mapping(raw, "package_dimensions") or {}
    sides = {name: text(given, name) for name in _SIDES}
    if not any(sides.values()):
        if catalogue.rules_of(category)["package_dimension"]["is_required"]:
            raise Refusal(12019012, "The category requires package_dimensions.")
        return None
    for name, code in _SIDES.items():
        if not _SIZE.fullmatch(sides[name] or ""):
            raise Refusal(code, f"The package {name} must be a positive whole number.")
    if text(given, "unit") != "CENTIMETER":
        raise Refusal(12019060, "The size unit of this region is CENTIMETER.")
    return {**{name: side or "" for name, side in sides.items()}, "unit": "CENTIMETER"}


# evidence[reference]: is_cod_allowed where the category has no cash on delivery is 12052222
#   (copies of the official reference, 2025-2026)
def _cash_on_delivery(raw: dict[str, Any], category: dict[str, Any]) -> bool:
    wanted = flag(raw, "is_cod_allowed")
    if wanted and not catalogue.rules_of(category)["cod"]["is_supported"]:
        raise Refusal(12052222, "Cash on delivery is not supported in this category.")
    return bool(wanted)


def external_id(raw: dict[str, Any], name: str) -> str | None:
    """Return the seller's own id, at most 999 characters."""
    value = text(raw, name)
    if value is not None and len(value) > _LONGEST_EXTERNAL_ID:
        raise Refusal(12052369, f"The {name} is longer than 999 characters.")
    return value or None


def _delivery_options(raw: dict[str, Any]) -> list[str]:
    wanted = texts(raw, "delivery_option_ids")
    known = {row["id"] for row in catalogue.shipped()["delivery_options"]}
    if not known.issuperset(wanted):
        raise Refusal(12052364, "A delivery option is not usable.")
    return wanted
