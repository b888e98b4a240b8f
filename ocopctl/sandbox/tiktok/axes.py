"""Sales attributes: the kinds a product's SKUs differ in, built in or named by the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.tiktok.catalogue import attributes_of
from ocopctl.sandbox.tiktok.envelope import Refusal
from ocopctl.sandbox.tiktok.pictures import image
from ocopctl.sandbox.tiktok.shape import mapping, objects, text
from ocopctl.sandbox.tiktok.wording import chinese, malformed, wordless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.tiktok.visit import Visit

_FIRST_OWN_ID = 7123
# evidence[reference]: SKUs differ in at most 3 kinds (12052525); own kinds have 20 characters
#   (12052249), own values 50 (12052242) (copies of the official reference, 2025-2026)
_MOST_KINDS = 3
_LONGEST_NAME = 20
_LONGEST_VALUE = 50


def sales_attributes(
    visit: Visit, category: dict[str, Any], sku: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return a SKU's sales attributes with ids and names; refuse the first fault."""
    known = attributes_of(category, "SALES_PROPERTY")
    taken = [_one(visit, known, row) for row in objects(sku, "sales_attributes")]
    if len(taken) > _MOST_KINDS:
        raise Refusal(12052525, "A product may have at most 3 kinds of sales attributes.")
    if len({row["id"] for row in taken}) != len(taken):
        raise Refusal(12052251, "A SKU names a sales attribute twice.")
    return taken


def _one(visit: Visit, known: dict[str, dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    kind = _kind(visit, known, given)
    value = _value(visit, kind, given)
    taken = {
        "id": kind["id"],
        "name": kind["name"],
        "value_id": value["id"],
        "value_name": value["name"],
    }
    picture = mapping(given, "sku_img")
    return taken if picture is None else {**taken, "sku_img": _picture(visit, picture)}


# evidence[reference]: kinds and values are given by id or name and ids win, 12052527 and 12052529
#   for unknown ones (copies of the official reference, 2025-2026)
def _kind(visit: Visit, known: dict[str, dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
    wanted = text(given, "id")
    if wanted:
        kind = known.get(wanted) or _own(visit, "axis", wanted)
        if kind is None:
            raise Refusal(12052527, "The sales attribute id does not exist.")
        return kind
    name = text(given, "name") or ""
    if not name.strip():
        raise Refusal(12052248, "The name of a sales attribute is empty.")
    if len(name) > _LONGEST_NAME:
        raise Refusal(12052249, "The name of a sales attribute is longer than 20 characters.")
    if chinese(name):
        raise Refusal(12052250, "The name of a sales attribute holds Chinese characters.")
    if malformed(name) or wordless(name):
        raise Refusal(12052933, "The name of a sales attribute holds signs not allowed.")
    built_in = [row for row in known.values() if row["name"] == name]
    return built_in[0] if built_in else _register(visit, "axis", name, "")


def _value(visit: Visit, kind: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    wanted = text(given, "value_id")
    known = {row["id"]: row for row in kind.get("values", ())}
    if wanted:
        value = known.get(wanted) or _own(visit, "axis_value", wanted)
        if value is None or value.get("axis", kind["id"]) != kind["id"]:
            raise Refusal(12052529, "The sales attribute value id does not exist.")
        return value
    name = text(given, "value_name") or ""
    if not name.strip():
        raise Refusal(12052241, "The value of a sales attribute is empty.")
    if len(name) > _LONGEST_VALUE:
        raise Refusal(12052242, "The value of a sales attribute is longer than 50 characters.")
    if chinese(name):
        raise Refusal(12052554, "The value of a sales attribute holds Chinese characters.")
    if malformed(name) or wordless(name):
        raise Refusal(12052934, "The value of a sales attribute holds signs not allowed.")
    built_in = [row for row in known.values() if row["name"] == name]
    return built_in[0] if built_in else _register(visit, "axis_value", name, kind["id"])


def _own(visit: Visit, kind: str, wanted: str) -> dict[str, Any] | None:
    row = visit.shelf.get(kind, wanted)
    return row if row is not None and row["account"] == visit.account else None


# evidence[our choice]: an own kind or value keeps one id for the shop, whichever product names it
#   (documented nowhere, 2026)
def _register(visit: Visit, kind: str, name: str, axis: str) -> dict[str, Any]:
    """Give a name of the seller's own an id, the same one each time."""
    key = f"{visit.account}:{axis}:{name}"
    found = visit.shelf.find(kind, key)
    if found:
        return found[0]
    made = {
        "id": str(visit.shelf.next_number("axis", _FIRST_OWN_ID)),
        "name": name,
        "account": visit.account,
        **({"axis": axis} if axis else {}),
    }
    visit.shelf.put(kind, made["id"], made, keys=[key])
    return made


# evidence[reference]: a variant's picture is an upload (12052520) between 3:4 and 4:3 (12052524)
#   (the reference's error lists as two clients keep them, 2025-2026)
def _picture(visit: Visit, given: dict[str, Any]) -> dict[str, str]:
    uri = text(given, "uri") or ""
    kept = image(visit.shelf, visit.account, uri)
    if kept is None:
        raise Refusal(12052520, "The uri of a variant image does not exist.")
    if 3 * kept["height"] > 4 * kept["width"] or 3 * kept["width"] > 4 * kept["height"]:
        raise Refusal(12052524, "A variant image must be between 3:4 and 4:3.")
    return {"uri": uri}


# evidence[reference]: all SKUs carry the same kinds (12052550), one SKU may have none (12052559),
#   no two have the same values (12052254) (copies of the official reference, 2025-2026)
def check_axes(skus: Sequence[dict[str, Any]], *, had_axes: bool) -> None:
    """Refuse SKUs that do not differ in the same kinds, or stand twice."""
    kinds = [tuple(sorted(row["id"] for row in sku["sales_attributes"])) for sku in skus]
    if len(set(kinds)) != 1:
        raise Refusal(12052550, "All SKUs must have the same sales attributes.")
    if not kinds[0] and len(skus) > 1:
        raise Refusal(12052559, "There is more than one SKU without sales attributes.")
    # evidence[reference]: an edit cannot take the last sales attribute away (copies of the
    #   official reference, 2025-2026; that 12052550 says so is our choice)
    if not kinds[0] and had_axes:
        raise Refusal(12052550, "At least one sales attribute must remain.")
    choices = {tuple(sorted(row["value_id"] for row in sku["sales_attributes"])) for sku in skus}
    if len(choices) != len(skus):
        raise Refusal(12052254, "Two SKUs have the same sales attribute values.")
    _check_pictures(skus)


# evidence[reference]: only one kind carries pictures (12052528), and then all of its values do
#   (12052522) (the reference's error lists as two clients keep them, 2025-2026)
def _check_pictures(skus: Sequence[dict[str, Any]]) -> None:
    rows = [row for sku in skus for row in sku["sales_attributes"]]
    shown = {row["id"] for row in rows if "sku_img" in row}
    if len(shown) > 1:
        raise Refusal(12052528, "Only one kind of sales attribute may carry images.")
    if any(row["id"] in shown and "sku_img" not in row for row in rows):
        raise Refusal(12052522, "A variant image is missing.")
