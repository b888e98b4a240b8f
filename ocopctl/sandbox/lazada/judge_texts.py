"""Judge an item's title, attributes, brand and pictures."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.lazada import images, reference
from ocopctl.sandbox.lazada.envelope import Flaw, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ocopctl.sandbox.lazada.items import Item
    from ocopctl.sandbox.market import Market

SPECIAL = re.compile(r'[\^~<>|"]')
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_BASIC = ("name", "brand")
# evidence[our choice]: a text whose length is not documented has at most 255 characters, else
#   4120 (the sources are silent, 2026)
_LONGEST_TEXT = 255
_PICTURE = re.compile(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_LINK = re.compile(r"<a\b[^>]*?\bhref\s*=", re.IGNORECASE)


def texts(market: Market, draft: Item) -> None:
    """Refuse a draft whose title, attributes or brand are not right."""
    known = reference.attributes(draft["category"])
    normal = [one for one in known.values() if one["attribute_type"] == "normal"]
    values = draft["attributes"]
    # evidence[our choice]: attributes come first, then links, banned words, brand and pictures;
    #   the first kind of fault ends it (the sources are silent, 2026)
    refuse([flaw for one in normal for flaw in _attribute(one, values.get(one["name"], ""))])
    refuse(list(_description(market, values)))
    refuse(list(_words(values)))
    refuse(list(_brand(values["brand"])))


def pictures(market: Market, draft: Item) -> None:
    """Refuse a draft whose pictures are missing, foreign, repeated or too many."""
    urls = draft["images"]
    # evidence[reference and observed]: an item without a picture is refused as 4139 (official
    #   documentation and clients, April 2026)
    if not urls:
        refuse([Flaw("4139", "BIZ_CHECK_MAIN_IMAGE_REQUIRE", "no main image", "Images")])
    hosted(market, urls)
    if len(urls) > reference.limits()["images"]:
        # evidence[reference and observed]: an item has at most 8 pictures, else 4169 (official
        #   documentation and clients, April 2026)
        refuse([Flaw("4169", "CHK_IMAGE_MAX_ITEMS", "more than 8 images", "Images")])
    if len(set(urls)) < len(urls):
        # evidence[reference]: a picture named twice is refused as 4116 (official documentation,
        #   April 2026)
        text = "duplicate main image"
        refuse([Flaw("4116", "BIZ_CHECK_MAIN_IMAGE_DUPLICATE", text, "Images")])


def hosted(market: Market, urls: Sequence[str]) -> None:
    """Refuse pictures that are not on the platform's own host."""
    refuse([foreign(url) for url in urls if images.digest(market, url) is None])


# evidence[reference and observed]: a picture that is not on the platform's own host is refused as
#   4138 (official documentation and clients, April 2026)
def foreign(url: str) -> Flaw:
    """Return the flaw of a picture that is not on the platform's own host."""
    return Flaw("4138", "BIZ_CHECK_EXIST_OUTER_IMAGE", f"outer image {url}", "Images")


def _attribute(one: dict[str, Any], value: str) -> Iterator[Flaw]:
    field = one["name"] if one["name"] in _BASIC else f"p-{one['id']}"
    if not value:
        yield from _absent(one, field)
    elif one["input_type"] == "numeric":
        yield from _number(one, value, field)
    elif one["options"]:
        yield from _options(one, value, field)
    elif one["input_type"] == "date":
        yield from _date(value, field)
    else:
        yield from _free(one, value, field)


# evidence[reference]: name and brand left blank are refused as 4108, another mandatory attribute
#   as 4110 (official documentation, April 2026)
# evidence[one client]: a field is told as p- and its number, but for name and brand (one sample
#   of an answer, 2026)
def _absent(one: dict[str, Any], field: str) -> Iterator[Flaw]:
    if one["is_mandatory"] and one["name"] in _BASIC:
        yield Flaw("4108", "CHK_BASIC_REQUIRED", "C004: cannot be blank.", field)
    elif one["is_mandatory"]:
        yield Flaw("4110", "BIZ_CHECK_CAT_PROP_MANDATORY", f"{one['name']} is mandatory", field)


def _number(one: dict[str, Any], value: str, field: str) -> Iterator[Flaw]:
    # evidence[reference]: a number outside its attribute's range or precision is refused as 4107
    #   (official documentation, April 2026)
    unit = one["unit"]
    decimals = len(value.partition(".")[2])
    if not NUMBER.fullmatch(value) or decimals > unit["precision"]:
        yield Flaw("4107", "CHECK_CAT_PROP_INVALID_NUMBER", "not a valid number", field)
    elif not float(unit["numericMin"]) <= float(value) <= float(unit["numericMax"]):
        yield Flaw("4107", "CHECK_CAT_PROP_INVALID_NUMBER", "number out of range", field)


def _options(one: dict[str, Any], value: str, field: str) -> Iterator[Flaw]:
    """Only the kinds that end in Input take values of the seller's own."""
    # evidence[reference]: several values of one attribute are one text with commas (official
    #   documentation, April 2026)
    several = one["input_type"].startswith("multi")
    chosen = [part.strip() for part in value.split(",")] if several else [value]
    # evidence[reference]: a value named twice is refused as 4111 (official documentation, April
    #   2026)
    if len(set(chosen)) < len(chosen):
        yield Flaw("4111", "CHK_CATPROP_CPV_TEXT_REPEAT", "repeated value", field)
    # evidence[reference and observed]: only enumInput and multiEnumInput take values of one's
    #   own, for the others 4115 (official documentation and clients, April 2026)
    if one["input_type"].endswith("Input"):
        yield from (flaw for part in chosen for flaw in _free(one, part, field))
        return
    offered = {text for option in one["options"] for text in (option["vi"], option["en"])}
    if not offered.issuperset(chosen):
        yield Flaw("4115", "CHK_CATPROP_CPV_NOT_ENUM", f"{value} is not an option", field)


def _date(value: str, field: str) -> Iterator[Flaw]:
    try:
        datetime.strptime(value, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        yield Flaw("10002", "ATTRIBUTE_INVALID", "the date is not YYYY-MM-DD", field)


def _free(one: dict[str, Any], value: str, field: str) -> Iterator[Flaw]:
    # evidence[reference]: a text with ^ ~ < > | or " is refused as 4129 (official documentation,
    #   April 2026)
    if one["input_type"] != "richText" and SPECIAL.search(value):
        yield Flaw("4129", "BIZ_CHECK_PROP_SPECIAL_CHAR", 'one of ^ ~ < > | "', field)
    if one["name"] == "name":
        yield from _title(value)
    elif len(value) > one.get("max_length", _LONGEST_TEXT):
        yield Flaw("4120", "CHK_CATPROP_CPV_MAX_LEGNTH", "the value is too long", field)


def _title(value: str) -> Iterator[Flaw]:
    if len(value.encode()) > reference.limits()["title_bytes"]:
        # evidence[reference]: a title has at most 255 bytes of UTF-8, else 4160 (official
        #   documentation, whose guide says characters, April 2026)
        text = "the title is over 255 bytes"
        yield Flaw("4160", "THD_IC_ERR_F_PRODUCT_00_15_004", text, "name")


# evidence[reference]: a description may be HTML, with pictures of the platform's host and no
#   links (official documentation, April 2026)
# evidence[our choice]: a link is refused as 4221 (the sources are silent, 2026)
def _description(market: Market, values: dict[str, str]) -> Iterator[Flaw]:
    for name in ("description", "description_en"):
        value = values.get(name, "")
        for url in _PICTURE.findall(value):
            if images.digest(market, url) is None:
                yield Flaw("4138", "BIZ_CHECK_EXIST_OUTER_IMAGE", f"outer image {url}", name)
        if _LINK.search(value):
            text = "links are not allowed"
            yield Flaw("4221", "BIZ_CHECK_MTEE_RISK_RULE_TRIGGER", text, name)


# evidence[reference]: banned words are refused as 4131 (official documentation, April 2026)
# evidence[our choice]: the list of banned words is ours (the sources are silent, 2026)
def _words(values: dict[str, str]) -> Iterator[Flaw]:
    for name, value in values.items():
        for word in reference.limits()["refused_words"]:
            if word in value.casefold():
                yield Flaw("4131", "BIZ_CHECK_CAT_PROP_SENSITIVE_WORDS", word, name)


def _brand(value: str) -> Iterator[Flaw]:
    if reference.brand_named(value) is None:
        # evidence[reference]: an unknown brand is refused as 4142 (official documentation, April
        #   2026)
        text = f"brand {value} is not valid here"
        yield Flaw("4142", "THD_BRAND_ID_IS_NOT_VALID_IN_CATEGORY", text, "brand")
