"""The options and variants of a listing against those the shop has. Pure.

Nothing that the shop has is left out of a full list, since Shopee deletes what is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ocopctl.adapters.shopee.answers import rows
from ocopctl.errors import Rejected
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Tiers = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class TierChange:
    """What to send so that the shop has the wanted options and variants.

    `tiers` and `kept` (model id and tier index of all models there are) are a full list, to be
    sent when `retiered`; `added` are models to add after it.
    """

    tiers: Tiers
    kept: list[dict[str, Any]]
    added: list[dict[str, Any]]
    retiered: bool


def tier_change(body: Mapping[str, Any], remote: Mapping[str, Any]) -> TierChange:
    """Compare a payload's tiers and models with those of `get_model_list`.

    Models are the same by SKU. Models whose SKU the payload does not have stay, with options of
    their own at the end of the list. Raises Rejected where Shopee cannot keep the variants.
    """
    theirs = rows(remote, "model")
    _same_depth(body, remote)
    by_sku = _by_sku(theirs)
    wanted = {model["model_sku"]: model for model in body["models"]}
    strays = [model for model in theirs if model.get("model_sku") not in wanted]
    tiers, indexes = _with_strays(body["tiers"], remote, strays)
    kept = [
        {"model_id": model["model_id"], "tier_index": wanted[sku]["tier_index"]}
        for sku, model in by_sku.items()
        if sku in wanted
    ] + indexes
    added = [model for sku, model in wanted.items() if sku not in by_sku]
    _no_two_in_one_place(kept, added)
    moved = {row["model_id"]: row["tier_index"] for row in kept} != {
        model["model_id"]: model["tier_index"] for model in theirs
    }
    return TierChange(tiers, kept, added, moved or _plain(tiers) != _plain(_tiers_of(remote)))


def _same_depth(body: Mapping[str, Any], remote: Mapping[str, Any]) -> None:
    if len(body["tiers"]) != len(_tiers_of(remote)):
        raise Rejected(
            _("the number of options differs from that of the Shopee listing"),
            hint=_("Shopee would make all variants anew; sell it as a new product instead"),
        )


def _by_sku(models: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for model in models:
        sku = str(model.get("model_sku") or "")
        if sku and sku in found:
            raise Rejected(
                _("two variants of the Shopee listing have the SKU {sku}", sku=sku),
                hint=_("give them different SKUs in Seller Centre"),
            )
        found[sku] = model
    return found


def _with_strays(
    wanted: Tiers, remote: Mapping[str, Any], strays: Sequence[Mapping[str, Any]]
) -> tuple[Tiers, list[dict[str, Any]]]:
    """Append the options of models that are not wanted, and say where those models are then."""
    theirs = _tiers_of(remote)
    tiers = [
        tier | {"variation_option_list": list(tier["variation_option_list"])} for tier in wanted
    ]
    indexes = []
    for model in strays:
        place = []
        for tier, their, at in zip(tiers, theirs, model["tier_index"], strict=True):
            option = their["variation_option_list"][at]
            place.append(_index(tier["variation_option_list"], option))
        indexes.append({"model_id": model["model_id"], "tier_index": place})
    return [_pictured(tier) for tier in tiers], indexes


def _index(options: Tiers, option: Mapping[str, Any]) -> int:
    """Return where an option stands by its name, appended when it stands nowhere."""
    name = option["variation_option_name"]
    for place, known in enumerate(options):
        if known["variation_option_name"] == name:
            return place
    fresh = {"variation_option_id": 0, "variation_option_name": name}
    options.append(fresh | ({"image_id": option["image_id"]} if option.get("image_id") else {}))
    return len(options) - 1


def _pictured(tier: dict[str, Any]) -> dict[str, Any]:
    """Keep option pictures only where all options have one, as Shopee wants."""
    options = tier["variation_option_list"]
    if all(option.get("image_id") for option in options):
        return tier
    bare = [{k: v for k, v in option.items() if k != "image_id"} for option in options]
    return tier | {"variation_option_list": bare}


def _no_two_in_one_place(kept: Tiers, added: Tiers) -> None:
    places = [tuple(row["tier_index"]) for row in (*kept, *added)]
    if len(places) != len(set(places)):
        raise Rejected(
            _("another SKU of the Shopee listing has the same options as a variant of this file"),
            hint=_("a SKU never changes: take back the old one, or rename it in Seller Centre"),
        )


def _tiers_of(remote: Mapping[str, Any]) -> Tiers:
    """Return the tiers as they would be sent, whichever of the two forms the shop answers with."""
    standard = list(rows(remote, "standardise_tier_variation"))
    if standard:
        return standard
    return [
        {
            "variation_name": tier["name"],
            "variation_option_list": [
                {
                    "variation_option_name": option["option"],
                    "image_id": (option.get("image") or {}).get("image_id") or "",
                }
                for option in tier["option_list"]
            ],
        }
        for tier in rows(remote, "tier_variation")
    ]


def _plain(tiers: Tiers) -> list[Any]:
    """Return names and pictures alone, for comparison."""
    return [
        (
            tier["variation_name"],
            [
                (option["variation_option_name"], option.get("image_id") or "")
                for option in tier["variation_option_list"]
            ],
        )
        for tier in tiers
    ]
