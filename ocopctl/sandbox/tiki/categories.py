"""Reading the category tree, its attributes, their values and the option labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.market import Answer
from ocopctl.sandbox.tiki import reference
from ocopctl.sandbox.tiki.replies import CallRefusedError, paged

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[one client]: attribute values page by at most 100 (one live client, August 2026)
_LARGEST_PAGE = 100


# evidence[reference and observed]: categories.list answers the whole tree under data, in v1 a
#   bare array with lang and primary (official documentation and live clients, 2020-2026)
def list_categories(visit: Visit) -> Answer:
    """Answer the categories that fit the filters: all of them, in one answer."""
    primary = visit.flag("primary" if visit.version == "v1" else "isPrimary")
    wanted = (visit.call.first("name") or "").casefold()
    parent = visit.call.first("parent")
    rows = [
        row
        for row in reference.categories().values()
        if wanted in row["name"].casefold()
        and (not parent or str(row["parent_id"]) == parent)
        and (primary is None or bool(row.get("primary")) == primary)
        # evidence[our choice]: isCrossBorder finds nothing, since no category here is for sellers
        #   abroad (documented nowhere, 2026)
        and not visit.flag("isCrossBorder")
    ]
    views = [_category(row, visit) for row in rows]
    return Answer(views if visit.version == "v1" else {"data": views})


# evidence[reference and observed]: categories.read answers one category, with parents when asked
#   (official documentation and live clients, 2020-2026; that it is not wrapped is our choice)
def read_category(visit: Visit) -> Answer:
    """Answer one category, with its parents from the root down when asked."""
    row = _known(visit)
    body = _category(row, visit)
    if visit.flag("includeParents"):
        body["parents"] = [_category(one, visit) for one in _parents(row)]
    return Answer(body)


# evidence[several clients]: categories.attributes tells code, is_required, data_type and
#   input_type (several live clients, 2022-2026)
def list_attributes(visit: Visit) -> Answer:
    """Answer the attributes of a category."""
    row = _known(visit)
    found = reference.attributes(row["id"]).values()
    return Answer({"data": [_attribute(one, row["id"]) for one in found]})


# evidence[several clients]: attributes.values pages the texts of select and multiselect alone
#   (several live clients, 2022-2026; 404 for others is our choice)
def list_values(visit: Visit) -> Answer:
    """Answer a page of the texts that a select or multiselect attribute offers."""
    number = visit.number("Attribute")
    code = reference.attribute_codes().get(number)
    if code is None or not reference.values(number):
        raise CallRefusedError(404, f"Attribute values not found id: {number}")
    wanted = (visit.call.first("q") or "").casefold()
    rows = [
        {"id": number * 100 + place + 1, "value": text, "position": place, "attribute_code": code}
        for place, text in enumerate(reference.values(number))
        if wanted in text.casefold()
    ]
    return paged(rows, visit.call.first, most=_LARGEST_PAGE, view=lambda row: row)


# evidence[several clients]: categories.optionLabels suggests labels, some of them twice in
#   another case (several live clients, 2022-2026)
def list_option_labels(visit: Visit) -> Answer:
    """Answer the labels that the platform suggests for option attributes."""
    _known(visit)
    return Answer({"data": [{"option_label": one} for one in reference.option_labels()]})


def _known(visit: Visit) -> dict[str, Any]:
    number = visit.number("Category")
    row = reference.categories().get(number)
    if row is None:
        # evidence[reference]: an unknown category is 404 with the documented text (official
        #   documentation, 2020)
        raise CallRefusedError(404, f"Category not found id: {number}")
    return row


def _parents(row: dict[str, Any]) -> list[dict[str, Any]]:
    above = reference.categories().get(row["parent_id"])
    return [] if above is None else [*_parents(above), above]


def _category(row: dict[str, Any], visit: Visit) -> dict[str, Any]:
    primary = bool(row.get("primary"))
    if visit.version == "v1":
        name = row["name_en"] if visit.call.first("lang") == "en" else row["name"]
        return {"id": row["id"], "name": name, "parent": row["parent_id"], "primary": int(primary)}
    return {
        "id": row["id"],
        "name": row["name"],
        "description": "",
        "parent_id": row["parent_id"],
        "is_primary": primary,
        "is_product_listing_enabled": primary and row.get("listing", True),
        # evidence[several clients]: a v2 category has is_primary, is_product_listing_enabled and
        #   no_license_seller_enabled (several live clients, 2022-2026)
        "no_license_seller_enabled": row.get("no_license", False),
    }


def _attribute(row: dict[str, Any], category_id: int) -> dict[str, Any]:
    return {
        "id": row["id"],
        "code": row["code"],
        "category_id": category_id,
        "display_name": row["display_name"],
        "display_name_en": row["display_name_en"],
        "description": "",
        "description_en": "",
        "is_required": row["is_required"],
        "default_value": "",
        "data_type": row.get("data_type", "text"),
        "input_type": row["input_type"],
    }
