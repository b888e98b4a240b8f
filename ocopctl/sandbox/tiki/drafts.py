"""Reading the body of a new product: every field checked, parent and variants laid together.

The draft is what the rest works with: `variants` carry all that each product will be made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiki import prices, reference
from ocopctl.sandbox.tiki.faults import Faults, addresses, is_address, is_text, is_whole
from ocopctl.sandbox.tiki.replies import CallRefusedError
from ocopctl.sandbox.tiki.variants import read_variants
from ocopctl.sandbox.tiki.wording import read_description, read_name

if TYPE_CHECKING:
    from ocopctl.sandbox.tiki.visit import Visit

# evidence[reference and observed]: option_attributes has at most 2 entries and is an empty array,
#   never null, for a simple product (official documentation and live clients, 2020-2026)
MOST_OPTIONS = 2


def read_draft(visit: Visit, body: dict[str, Any]) -> dict[str, Any]:
    """Return the draft of a body. Refuses with everything that is wrong with it."""
    category_id = _category(body.get("category_id"))
    faults = Faults()
    parent = _parent(body, faults)
    labels = _labels(body.get("option_attributes"), faults)
    draft = {
        "category_id": category_id,
        "name": parent["name"],
        "option_attributes": labels,
        "variants": read_variants(
            visit, body.get("variants"), category_id, labels, parent=parent, faults=faults
        ),
        "certificates": _certificates(body.get("certificate_files"), faults),
        "turn_on": _turn_on(body.get("meta_data"), faults),
    }
    faults.stop()
    return draft


def _category(value: object) -> int:
    if not is_whole(value):
        raise CallRefusedError(400, "category_id is required and must be an integer")
    row = reference.categories().get(value)
    if row is None:
        raise CallRefusedError(404, f"Category not found id: {value}")
    # evidence[reference and observed]: products go into primary categories that allow listing
    #   (official documentation and live clients, 2020-2026; 422 for others is our choice)
    if not row.get("primary"):
        raise CallRefusedError(422, f"Category is not primary id: {value}")
    if not row.get("listing", True):
        raise CallRefusedError(422, f"Category does not allow product listing id: {value}")
    return value


def _parent(body: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """Read what the variants take over unless they say otherwise."""
    attributes = body.get("attributes")
    if not isinstance(attributes, dict):
        faults.add(400, "attributes is required and must be an object")
        attributes = {}
    # evidence[our choice]: image is wanted and an http or https address, refused at once with 400
    #   (documented nowhere, 2026)
    if not is_address(body.get("image")):
        faults.add(400, "image is required and must be an http or https url")
    return {
        "name": read_name(body.get("name"), faults),
        "description": read_description(body.get("description"), faults),
        "market_price": prices.list_price(body.get("market_price"), faults, subject="product"),
        "attributes": attributes,
        "image": body.get("image"),
        "images": addresses(body.get("images"), "images", faults),
    }


def _labels(value: object, faults: Faults) -> list[str]:
    if not isinstance(value, list) or not all(is_text(one) for one in value):
        faults.add(400, "option_attributes must be an array of texts, [] for a simple product")
        return []
    if len(value) > MOST_OPTIONS:
        faults.add(400, f"option_attributes can have at most {MOST_OPTIONS} entries")
    if len({one.strip().casefold() for one in value}) < len(value):
        faults.add(400, "option_attributes has the same entry twice")
    return [one.strip() for one in value]


# evidence[reference and observed]: certificate_files are addresses of type brand or category
#   (official documentation and live clients, 2020-2026)
def _certificates(value: object, faults: Faults) -> list[str]:
    """Read the addresses of the papers; each needs a type, and `category` papers their document."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        faults.add(400, "certificate_files must be an array of objects")
        return []
    for row in value:
        if not is_address(row.get("url")):
            faults.add(422, "certificate_files has an invalid url")
        if row.get("type") not in ("brand", "category"):
            faults.add(422, "certificate_files type must be brand or category")
        # evidence[one client]: papers of type category name their document_id (one live client,
        #   August 2026)
        if row.get("type") == "category" and not is_whole(row.get("document_id")):
            faults.add(400, "certificate_files document_id is required for type category")
    return [str(row.get("url")) for row in value]


# evidence[reference and observed]: meta_data.is_auto_turn_on puts products on sale at approval,
#   otherwise they are inactive (official documentation and live clients, 2020-2026)
def _turn_on(value: object, faults: Faults) -> bool:
    if value is None:
        return False
    wanted = value.get("is_auto_turn_on", False) if isinstance(value, dict) else None
    if not isinstance(wanted, bool):
        faults.add(400, "meta_data must be an object with is_auto_turn_on true or false")
        return False
    return wanted
