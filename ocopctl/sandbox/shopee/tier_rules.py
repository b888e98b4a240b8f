"""What tiers and models must be like, whichever of the two forms they were sent in.

50 options and 50 models are measured live; the reference's texts still say 20 in places.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee.answers import RefusalError
from ocopctl.sandbox.shopee.decoding import missing
from ocopctl.sandbox.shopee.documents import Model, Option, Tier
from ocopctl.sandbox.shopee.items import new_model_id
from ocopctl.sandbox.shopee.offer_rules import check_price, stock_at_creation, whole_dong
from ocopctl.sandbox.shopee.shipped import bounds, figure
from ocopctl.sandbox.shopee.shipping_rules import check_weight, parcel
from ocopctl.sandbox.shopee.text_rules import check_gtin, check_picture, check_sku, length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.sandbox.market import Market

_TOO_MANY = (
    "Count of tier_variation options should be under 50. "
    "Count of 2-level variations combinations should be under 50."
)


def read_tiers(market: Market, sent: dict[str, Any]) -> list[Tier]:
    """Return the checked tiers of a request. Raises RefusalError."""
    tiers = _tiers(sent)
    # evidence[reference and observed]: an item has at most 2 tiers (official reference and
    #   clients, August 2026)
    if len(tiers) > figure("tiers"):
        text = "Count of tier_variation is bigger than max limit."
        raise RefusalError("error_tier_var_too_many", text)
    for tier in tiers:
        _check_names(tier)
    if len({tier["name"] for tier in tiers}) < len(tiers):
        raise RefusalError("error_param", "Repeat tier_variation name.")
    counts = [len(tier["options"]) for tier in tiers]
    # evidence[measured live]: a tier has up to 50 options and an item up to 50 models, where
    #   older texts say 20 (third parties' measurements, 2024-2026)
    if tiers and (max(counts) > figure("options") or prod(counts) > figure("models")):
        raise RefusalError("error_param", _TOO_MANY)
    _check_option_pictures(market, tiers)
    return tiers


def _tiers(sent: dict[str, Any]) -> list[Tier]:
    """Bring the standard or the older form into one; the standard one wins."""
    # evidence[our choice]: where both forms of tiers are sent, the standard one counts (the
    #   sources are silent, 2026)
    if "standardise_tier_variation" in sent:
        return [
            Tier(
                name=row["variation_name"],
                options=[
                    Option(name=one["variation_option_name"], image_id=one.get("image_id", ""))
                    for one in row["variation_option_list"]
                ],
            )
            for row in sent["standardise_tier_variation"]
        ]
    if "tier_variation" not in sent:
        raise missing("tier_variation")
    return [
        Tier(
            name=row["name"],
            options=[
                Option(name=one["option"], image_id=one.get("image", {}).get("image_id", ""))
                for one in row["option_list"]
            ],
        )
        for row in sent["tier_variation"]
    ]


def _check_names(tier: Tier) -> None:
    # evidence[reference and observed]: a tier's name has up to 14 characters, an option's up to
    #   20 (official reference and clients, August 2026)
    low, high = bounds("tier_variation_name_length_limit")
    if not low <= length(tier["name"].strip()) <= high:
        text = "The length of tier_variation name is out of limit."
        raise RefusalError("error_tier_var_name_too_long", text)
    low, high = bounds("tier_variation_option_length_limit")
    names = [option["name"].strip() for option in tier["options"]]
    if not names:
        raise RefusalError("error_param", "Tier_variation option is empty.")
    if any(not low <= length(name) <= high for name in names):
        text = "The length of tier_variation option is out of limit."
        raise RefusalError("error_tier_opt_val_too_long", text)
    # evidence[reference]: an option named twice is refused as error_model_duplicate_name; its
    #   text is ours (official reference, August 2026)
    if len(set(names)) < len(names):
        raise RefusalError("error_model_duplicate_name", "Repeat tier_variation option.")


# evidence[reference]: pictures go with the first tier alone, on all of its options or none
#   (official reference, August 2026)
def _check_option_pictures(market: Market, tiers: list[Tier]) -> None:
    """Check that pictures are on the first tier only, on all of its options or none."""
    for depth, tier in enumerate(tiers):
        ids = [option["image_id"] for option in tier["options"] if option["image_id"]]
        if ids and depth > 0:
            text = "Image is only allowed in the first tier_variation."
            raise RefusalError("error_tier_img_not_allower", text)
        if ids and len(ids) < len(tier["options"]):
            text = "Image should be set for all options or none."
            raise RefusalError("error_tier_img_partial", text)
        for image_id in ids:
            check_picture(market, image_id)


# evidence[reference]: each model has a place of its own, as many indices as tiers and within the
#   options, each fault with its own code (official reference, August 2026)
def check_positions(positions: Sequence[list[int]], tiers: list[Tier]) -> None:
    """Check that each model has a place of its own among the options. Raises RefusalError."""
    for position in positions:
        _check_position(position, tiers)
    if len({tuple(position) for position in positions}) < len(positions):
        raise RefusalError("error_model_duplicate_tier_variation_index", "Repeat model tier_index.")
    if len(positions) > figure("models") or (not tiers and len(positions) != 1):
        raise RefusalError("error_model_count_over_limit", "Count of model is over the limit.")


def _check_position(position: list[int], tiers: list[Tier]) -> None:
    if not tiers and position:
        code = "error_model_empty_tier_index_nonempty"
    elif tiers and not position:
        code = "error_model_nonempty_itemtier_empty_index"
    elif len(position) != len(tiers):
        code = "error_model_tier_index_level_mismatch_var_level"
    elif any(
        not 0 <= index < len(tier["options"]) for index, tier in zip(position, tiers, strict=True)
    ):
        code = "error_model_tier_index_bound"
    else:
        return
    raise RefusalError(code, "Model tier_index error.")


def check_model_extras(row: dict[str, Any]) -> None:
    """Check SKU, GTIN, weight, parcel and pre-order of a model. Raises RefusalError."""
    check_sku(row.get("model_sku", ""))
    check_gtin(row.get("gtin_code", ""))
    if "weight" in row:
        check_weight(row["weight"])
    if "dimension" in row:
        parcel(row["dimension"])
        # evidence[reference]: a model's parcel needs a model's weight; the refusal is ours
        #   (official reference, August 2026)
        if "weight" not in row:
            raise RefusalError("error_param", "Model weight is required with dimension.")
    # evidence[reference]: days to ship by model are for shops on a whitelist (official reference,
    #   August 2026)
    if row.get("pre_order", {}).get("is_pre_order"):
        raise RefusalError("error_auth", "Your shop can not use model level dts")


def build_models(market: Market, rows: list[dict[str, Any]]) -> list[Model]:
    """Return new models out of checked rows, each with a number of its own. Raises RefusalError."""
    offers = []
    for row in rows:
        check_model_extras(row)
        price = whole_dong(row["original_price"])
        check_price(price)
        offers.append((price, stock_at_creation(row["seller_stock"])))
    return [
        Model(
            model_id=new_model_id(market),
            tier_index=row["tier_index"],
            model_sku=row.get("model_sku", ""),
            price=price,
            stock=stock,
            weight=row.get("weight"),
            dimension=row.get("dimension"),
            gtin_code=row.get("gtin_code", ""),
        )
        for row, (price, stock) in zip(rows, offers, strict=True)
    ]
