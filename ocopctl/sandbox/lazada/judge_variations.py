"""Judge variations: their names and options, and that every SKU picks one combination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import items, reference
from ocopctl.sandbox.lazada.envelope import Flaw, RefusalError, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.sandbox.lazada.items import Item

_REPEATED_COMBINATION = "two SKUs with the same combination"


def variations(draft: Item) -> None:
    """Refuse a draft whose variations or SKU combinations are not right."""
    _adopt_old_style(draft)
    declared, skus = draft["variation"], items.kept_skus(draft)
    # evidence[reference and observed]: without variations an item has one SKU (official
    #   documentation and clients, April 2026)
    if not declared and len(skus) > 1 and not any(sku["sale_prop"] for sku in skus):
        refuse([_bad("VARIATION_EMPTY", "several SKUs need a variation", "variation")])
    _count(draft)
    for place, one in enumerate(declared):
        refuse(list(_texts(one, place)))
        refuse(list(_standard(one, draft["category"])))
    refuse([flaw for sku in skus for flaw in _choice(sku, declared)])
    refuse(list(_repeated(skus)))
    refuse(list(_sku_pictures(skus, declared)))


# evidence[reference and observed]: sale properties beside a SKU's fields still count as
#   variations (official documentation and clients, April 2026)
# evidence[reference]: mixed with saleProp they are refused as 4145 (official documentation, April
#   2026)
def _adopt_old_style(draft: Item) -> None:
    """Turn sale properties written beside a SKU's fields into variations. Refuses mixing both."""
    olds = [sku.pop("old_style", {}) for sku in draft["skus"]]
    if not any(olds):
        return
    mixed = [sku["seller_sku"] for sku in draft["skus"] if sku["sale_prop"]]
    if draft["variation"] or mixed:
        text, business = "saleProp and old style mixed", "BIZ_CHECK_SALEPROP_AND_OLD_PARAM_REPEAT"
        refuse([Flaw("4145", business, text, field) for field in mixed or ["variation"]])
    names = list(dict.fromkeys(name for old in olds for name in old))
    draft["variation"] = [
        {
            "tag": f"variation{place}",
            "name": name,
            "has_image": False,
            "customize": False,
            "options": list(dict.fromkeys(old[name] for old in olds if name in old)),
        }
        for place, name in enumerate(names, 1)
    ]
    for sku, old in zip(draft["skus"], olds, strict=True):
        sku["sale_prop"] = old


def _count(draft: Item) -> None:
    declared = draft["variation"]
    node = reference.categories()[draft["category"]]
    if declared and not node.get("variations", True):
        text = "the category takes no variations"
        refuse([_bad("VARIATION_CATEGORY_PROHIBITION", text, "variation")])
    # evidence[reference]: an item has at most 2 variations, else 209 (official documentation,
    #   April 2026)
    if len(declared) > reference.limits()["variations"]:
        raise RefusalError("209", "E209: VARIATION_SIZE_LIMIT: at most 2 variations")
    if [one["tag"] for one in declared] != ["variation1", "variation2"][: len(declared)]:
        refuse([_bad("VARIATION_EMPTY", "variation1 is missing", "variation")])
    names = [one["name"] for one in declared]
    if len(set(names)) < len(names):
        refuse([_bad("VARIATION_NAME_DUPLICATE", "two variations of one name", "variation")])


def _texts(one: dict[str, Any], place: int) -> Iterator[Flaw]:
    # evidence[reference]: a variation's name has 15 characters, up to 50 options of 20 each, no
    #   two alike (official documentation, April 2026)
    limits, field, options = reference.limits(), one["tag"], one["options"]
    if not one["name"]:
        yield _bad("VARIATION_NAME_EMPTY", "the name is blank", field)
    if len(one["name"]) > limits["variation_name"]:
        yield _bad("VARIATION_NAME_LENGTH_LIMIT", "the name is over 15 characters", field)
    if not options or not all(options):
        yield _bad("VARIATION_OPTIONS_EMPTY", "an option is blank or there is none", field)
    if len(options) > limits["variation_options"]:
        yield _bad("OPTIONS_SIZE_LIMIT", "more than 50 options", field)
    if any(len(option) > limits["variation_option"] for option in options):
        yield _bad("VARIATION_OPTION_LENGTH_LIMIT", "an option is over 20 characters", field)
    if len(set(options)) < len(options):
        yield _bad("VARIATION_OPTION_DUPLICATE", "an option is there twice", field)
    # evidence[reference]: only the first variation has images (official documentation, April
    #   2026)
    if one["has_image"] and place > 0:
        text = "only variation1 has images"
        yield _bad("VARIATION_IMAGE_MUST_SET_VARIATION1", text, field)


def _standard(one: dict[str, Any], category: int) -> Iterator[Flaw]:
    """Hold a variation that is not the seller's own against the category's attribute."""
    if one["customize"]:
        return
    known = reference.attributes(category).get(one["name"])
    # evidence[reference]: a standard variation is a sale property of the category, else 4161
    #   (official documentation, April 2026)
    if known is None or not known["is_sale_prop"]:
        business, text = "VARIATION_CATEGORY_ATTRIBUTE_INVALID", f"{one['name']} is not there"
        yield Flaw("4161", business, text, one["tag"])
        return
    # evidence[reference]: the standard variation size has no images (official documentation,
    #   April 2026)
    if one["name"] == "size" and one["has_image"]:
        yield _bad("VARIATION_CATEGORY_SIZE_IMAGE", "size has no images", one["tag"])
    offered = {text for option in known["options"] for text in (option["vi"], option["en"])}
    if not known["input_type"].endswith("Input") and not offered.issuperset(one["options"]):
        text = "a value is not an option of the category"
        yield Flaw("4115", "CHK_CATPROP_CPV_NOT_ENUM", text, one["tag"])


def _choice(sku: dict[str, Any], declared: list[dict[str, Any]]) -> Iterator[Flaw]:
    chosen, field = sku["sale_prop"], sku["seller_sku"]
    options = {one["name"]: one["options"] for one in declared}
    # evidence[reference]: a saleProp that is not declared is refused as 4143, none at all as
    #   4144, one left blank as 4113 (official documentation, April 2026)
    for name in chosen.keys() - options.keys():
        business, text = "BIZ_CHECK_SALEPROP_ATTRIBUTE_INVALID", f"{name} is not declared"
        yield Flaw("4143", business, text, field)
    if declared and not chosen:
        business, text = "BIZ_CHECK_SKU_NOT_CONTAIN_SALEPROP", "saleProp is missing"
        yield Flaw("4144", business, text, field)
        return
    for name, offered in options.items():
        if not chosen.get(name):
            text = f"SKU_VARIATION_NAME_MISSING: {name} is not filled in"
            yield Flaw("4113", "CHK_SKU_PROPS_NOT_IDENTICAL", text, field)
        elif chosen[name] not in offered:
            yield _bad("SKU_VARIATION_OPTION_NOT_EXIST", f"{chosen[name]} is no option", field)


def _repeated(skus: list[dict[str, Any]]) -> Iterator[Flaw]:
    seen = set()
    for sku in skus:
        # evidence[reference]: two SKUs of one combination are refused as 4112 (official
        #   documentation, April 2026)
        combination = tuple(sorted(sku["sale_prop"].items()))
        if combination in seen:
            yield Flaw("4112", "CHK_SKU_PROPS_DUPLICATE", _REPEATED_COMBINATION, sku["seller_sku"])
        seen.add(combination)


def _sku_pictures(skus: list[dict[str, Any]], declared: list[dict[str, Any]]) -> Iterator[Flaw]:
    pictured = [bool(sku["images"]) for sku in skus]
    # evidence[reference]: with hasImage every SKU has images, images on some alone are 4153;
    #   without it none has (official documentation, April 2026)
    if declared and declared[0]["has_image"]:
        if not any(pictured):
            text = "every SKU needs images"
            yield _bad("SKU_VARIATION_IMAGES_MISSING", text, declared[0]["tag"])
        elif not all(pictured):
            business, text = "THD_IC_ERR_FC_IC_SKU_IMAGE_001", "SKU images on some SKUs only"
            yield Flaw("4153", business, text, declared[0]["tag"])
    elif declared and any(pictured):
        text = "SKU images without hasImage"
        yield _bad("VARIATION_IMAGE_SETTING_ERROR", text, declared[0]["tag"])


# evidence[our choice]: the business codes of variations stand under 4133: how they pair is not
#   documented (the sources are silent, 2026)
def _bad(business: str, text: str, field: str) -> Flaw:
    return Flaw("4133", business, text, field)
