"""What a listing's words and pictures must be like.

Lengths are counted in code points after NFC normalisation and forbidden title characters are
emoji and control characters: both our choice, the platform publishes neither.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.shipped import bounds, figure

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Market

# evidence[reference]: some characters are refused in a title as error_title_character_forbidden
#   (official reference, August 2026)
# evidence[our choice]: the characters that a title may not have are emoji and control characters
#   (the sources are silent, 2026)
_EMOJI = re.compile("[\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
_HASH_TAG = re.compile(r"#\w+")
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_GTIN = re.compile(r"00|[0-9]{8,14}")


# evidence[our choice]: lengths count code points after NFC normalisation (the sources are silent,
#   2026)
def length(text: str) -> int:
    """Count the characters of a text as the limits do."""
    return len(unicodedata.normalize("NFC", text))


# evidence[our choice]: a review ends in a ban when title or description holds a link (the sources
#   are silent, 2026)
def breaks_listing_rules(content: dict[str, Any]) -> bool:
    """Tell whether the review ends in a ban: a link in the text leads buyers away.

    Documentation names links as against the rules with no error at create; that the ban always
    follows is our choice.
    """
    return bool(_LINK.search(f"{content['item_name']} {content['description']}"))


def check_words(content: dict[str, Any]) -> None:
    """Check title, description and codes. Raises RefusalError."""
    _check_title(content["item_name"])
    _check_description(content)
    check_sku(content["item_sku"])
    check_gtin(content["gtin_code"])


# evidence[reference]: a model's SKU has at most 100 characters (official reference, August 2026)
# evidence[our choice]: an item's SKU has at most 100 characters (the sources are silent, 2026)
def check_sku(sku: str) -> None:
    """Check a seller SKU, of an item or a model. Raises RefusalError."""
    if length(sku) > figure("sku_length"):
        text = f"The length of sku should be less than {figure('sku_length')}."
        raise RefusalError("error_param", text)


# evidence[reference]: a GTIN has 8 to 14 digits, or is "00" for none; the refusal is ours
#   (official reference, August 2026)
def check_gtin(code: str) -> None:
    """Check a GTIN; empty means none was sent, "00" that there is none. Raises RefusalError."""
    if code and not _GTIN.fullmatch(code):
        raise RefusalError("error_param", "Invalid gtin_code.")


def check_pictures(market: Market, image: dict[str, Any]) -> None:
    """Check that the pictures exist and are few enough. Raises RefusalError."""
    ids = image["image_id_list"]
    # evidence[reference and observed]: an item has 1 to 9 pictures; the refusal of more is in our
    #   words (official reference and clients, August 2026)
    low, high = bounds("item_image_count_limit")
    if len(ids) < low:
        raise RefusalError("error_image_num_min", "The number of images is less than min limit.")
    if len(ids) > high:
        raise RefusalError("error_param", "The number of images is bigger than max limit.")
    for image_id in ids:
        check_picture(market, image_id)
    if image["image_ratio"] != "1:1":
        text = "Your shop is not in the whitelist of image ratio 3:4."
        raise RefusalError("error_param", text)


# evidence[reference]: a picture that was not uploaded is refused with Image not exist. (official
#   reference, August 2026)
def check_picture(market: Market, image_id: str) -> None:
    """Check that a picture was uploaded. Raises RefusalError."""
    if market.shelf.get("image", image_id) is None:
        raise RefusalError("error_param", "Image not exist.")


def _check_title(title: str) -> None:
    # evidence[one client]: a title has 10 to 120 characters (a Vietnamese shop's fixture, 2026)
    # evidence[reference]: titles too short and too long have codes of their own (official
    #   reference, August 2026)
    low, high = bounds("item_name_length_limit")
    if not title.strip():
        raise RefusalError("error_item_name_empty", "Item_name is empty.")
    if length(title) < low:
        raise RefusalError(
            "error_item_name_is_too_short", "Item_name length is less than min limit."
        )
    if length(title) > high:
        text = "The length of item_name is bigger than max limit."
        raise RefusalError("error_title_exceeds_max_length", text)
    if _EMOJI.search(title) or any(unicodedata.category(one) == "Cc" for one in title):
        raise RefusalError(
            "error_title_character_forbidden", "Item_name contains forbidden characters."
        )


def _check_description(content: dict[str, Any]) -> None:
    # evidence[measured live]: an extended description is refused to a shop off the whitelist
    #   (third parties' measurements, 2024-2026)
    if content["description_type"] == "extended":
        raise RefusalError(
            "error_param",
            "You are not in the whitelist to add images in description, can only upload plain text",
        )
    if content["description_type"] != "normal":
        raise RefusalError("error_param", "Invalid description_type.")
    description = content["description"]
    # evidence[one client]: a description has 10 to 3000 characters (a Vietnamese shop's fixture,
    #   2026)
    low, high = bounds("item_description_length_limit")
    if length(description.strip()) < low:
        raise RefusalError(
            "error_desc_length_min_limit", "Description length is less than the min limit."
        )
    if length(description) > high:
        # evidence[our choice]: too long a description is refused as error_param: no code of its
        #   own is known (the sources are silent, 2026)
        text = "Parameter is not match the constraints, description."
        raise RefusalError("error_param", text)
    # evidence[reference]: a description has at most 18 hash tags (official reference, August
    #   2026)
    if len(_HASH_TAG.findall(description)) > figure("hash_tags"):
        text = f"Count of hash tags is more than {figure('hash_tags')}"
        raise RefusalError("error_desc_hash_tag_over_limit", text)
