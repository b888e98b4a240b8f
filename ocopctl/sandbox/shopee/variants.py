"""The calls about tiers and models: what choices a buyer has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee import queries, shapes
from ocopctl.sandbox.shopee.answers import BUSY, RefusalError, success
from ocopctl.sandbox.shopee.decoding import read_body
from ocopctl.sandbox.shopee.documents import lead_sku, offers_of, seller_skus
from ocopctl.sandbox.shopee.items import living_item, refuse_while_locked, save_item
from ocopctl.sandbox.shopee.model_views import model_echo, model_row, tiers_old, tiers_standard
from ocopctl.sandbox.shopee.offer_rules import check_ratio, check_wholesale
from ocopctl.sandbox.shopee.tier_rules import (
    build_models,
    check_model_extras,
    check_positions,
    read_tiers,
)

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.documents import Item, Model
    from ocopctl.sandbox.shopee.visit import Visit

SETTLING_S = 5.0


# evidence[reference and observed]: init_tier_variation changes an item's depth, between 0 and 2
#   tiers, and numbers every model anew (official reference and clients, August 2026)
def init_tier_variation(visit: Visit) -> Answer:
    """Change an item's depth (0, 1 or 2 tiers); every model gets a new number.

    Refused within 5 s of the create: the wait is the reference's, the refusal our choice.
    """
    sent = read_body(visit.call, shapes.INIT_TIERS)
    item = _editable(visit, sent)
    visit.concerns(*(row.get("model_sku", "") for row in sent["model"]))
    # evidence[reference]: an item takes tiers 5 seconds after it was made (official reference,
    #   August 2026)
    # evidence[our choice]: tiers sent sooner are refused as error_inner; live they fail now and
    #   then (the sources are silent, 2026)
    if visit.now() < item["created_at"] + SETTLING_S:
        raise RefusalError("error_inner", BUSY)
    tiers = read_tiers(visit.market, sent)
    if len(tiers) == len(item["tiers"]):
        # evidence[reference]: the depth that an item has already is refused (official reference,
        #   August 2026)
        raise RefusalError("error_param", "The level of tier-variation not change.")
    check_positions([row["tier_index"] for row in sent["model"]], tiers)
    models = build_models(visit.market, sent["model"])
    _check_prices(item, models)
    item["tiers"], item["models"] = tiers, models if tiers else []
    if not tiers:
        _become_plain(item, models[0])
    save_item(visit, item, edited=True)
    _report(visit, item, "tier_variation", "model")
    echoed = [model_echo(item, model) for model in models] if tiers else []
    return success(
        {"item_id": item["item_id"], "tier_variation": tiers_old(tiers), "model": echoed}
    )


def _become_plain(item: Item, model: Model) -> None:
    """Take over the offer of the one model that stands for an item without tiers."""
    item["price"], item["stock"] = model["price"], model["stock"]
    if model["model_sku"]:
        item["content"]["item_sku"] = model["model_sku"]


# evidence[reference and observed]: update_tier_variation replaces options and models at the same
#   depth, and deletes models left out (official reference and clients, August 2026)
def update_tier_variation(visit: Visit) -> Answer:
    """Replace the options and the full list of models; models left out are deleted."""
    sent = read_body(visit.call, shapes.UPDATE_TIERS)
    item = _editable(visit, sent)
    _need_tiers(item, "error_tier_var_is_", "Tier_variation of the item is empty.")
    tiers = read_tiers(visit.market, sent)
    if len(tiers) != len(item["tiers"]):
        raise RefusalError("error_param", "Canot change the level of tier-variation.")
    rows = sent.get("model_list", [])
    # evidence[reference]: leaving out every model is refused as
    #   error_busi_cannot_delete_all_model (official reference, August 2026)
    if not rows:
        raise RefusalError("error_busi_cannot_delete_all_model", "Cannot delete all model.")
    models = [_model(item, row["model_id"]) for row in rows]
    _refuse_repeats([row["model_id"] for row in rows])
    check_positions([row["tier_index"] for row in rows], tiers)
    for model, row in zip(models, rows, strict=True):
        model["tier_index"] = row["tier_index"]
    item["tiers"], item["models"] = tiers, models
    save_item(visit, item, edited=True)
    _report(visit, item, "tier_variation")
    return success()


# evidence[reference and observed]: add_model puts models on options that exist, and is refused on
#   an item without tiers (official reference and clients, August 2026)
def add_model(visit: Visit) -> Answer:
    """Add models to options that exist already."""
    sent = read_body(visit.call, shapes.ADD_MODEL)
    item = _editable(visit, sent)
    visit.concerns(*(row.get("model_sku", "") for row in sent["model_list"]))
    text = (
        "Item without tier_variation. Please use init_tier_variation api to upgrade the structure."
    )
    _need_tiers(item, "error_param", text)
    new = [row["tier_index"] for row in sent["model_list"]]
    for position in new:
        _refuse_unknown_place(position, item)
    check_positions([*(model["tier_index"] for model in item["models"]), *new], item["tiers"])
    models = build_models(visit.market, sent["model_list"])
    _check_prices(item, [*item["models"], *models])
    item["models"] += models
    save_item(visit, item, edited=True)
    _report(visit, item, "model")
    return success({"model": [model_echo(item, model) for model in models]})


# evidence[reference and observed]: update_model changes SKU, GTIN, weight and parcel, never price
#   or stock, and answers bare (official reference and clients, August 2026)
def update_model(visit: Visit) -> Answer:
    """Change the SKU, GTIN, weight or parcel of models; never a price or a stock."""
    sent = read_body(visit.call, shapes.UPDATE_MODEL)
    item = _editable(visit, sent)
    visit.concerns(*(row["model_sku"] for row in sent["model"]))
    _refuse_repeats([row["model_id"] for row in sent["model"]])
    for row in sent["model"]:
        model = _model(item, row["model_id"])
        check_model_extras({**_own_weight(model), **row})
        model["model_sku"] = row["model_sku"]
        model["gtin_code"] = row.get("gtin_code", model["gtin_code"])
        model["weight"] = row.get("weight", model["weight"])
        model["dimension"] = row.get("dimension", model["dimension"])
    save_item(visit, item, edited=True)
    _report(visit, item, "model")
    return success()


# evidence[reference and observed]: delete_model takes one model and answers bare (official
#   reference and clients, August 2026)
# evidence[our choice]: the last model cannot be deleted (the sources are silent, 2026)
def delete_model(visit: Visit) -> Answer:
    """Delete one model, not the last."""
    sent = read_body(visit.call, shapes.DELETE_MODEL)
    item = _editable(visit, sent)
    found = [model for model in item["models"] if model["model_id"] == sent["model_id"]]
    if not found:
        raise RefusalError("error_param", "Model_id and item_id not match.")
    if len(item["models"]) == 1:
        raise RefusalError("error_busi_cannot_delete_all_model", "Cannot delete all model.")
    visit.concerns(found[0]["model_sku"])
    item["models"].remove(found[0])
    save_item(visit, item, edited=True)
    _report(visit, item, "model")
    return success()


# evidence[reference and observed]: get_model_list shows tiers and models of an item (official
#   reference and clients, August 2026)
# evidence[our choice]: tiers and models are empty lists for an item without models (the sources
#   are silent, 2026)
def get_model_list(visit: Visit) -> Answer:
    """Show an item's tiers and models; both empty when it has none."""
    item = living_item(visit, queries.number(visit.call, "item_id"))
    return success(
        {
            "tier_variation": tiers_old(item["tiers"]),
            "standardise_tier_variation": tiers_standard(item["tiers"]),
            "model": [model_row(item, model) for model in item["models"]],
        }
    )


def _editable(visit: Visit, sent: dict[str, Any]) -> Item:
    item = living_item(visit, sent["item_id"])
    refuse_while_locked(visit, item)
    return item


def _need_tiers(item: Item, code: str, text: str) -> None:
    if not item["tiers"]:
        raise RefusalError(code, text)


def _model(item: Item, model_id: int) -> Model:
    for model in item["models"]:
        if model["model_id"] == model_id:
            return model
    # evidence[reference]: a wrong model is refused as error_model_invalid_model_id; its text is
    #   ours (official reference, August 2026)
    raise RefusalError("error_model_invalid_model_id", "Invalid model_id.")


def _own_weight(model: Model) -> dict[str, float]:
    return {} if model["weight"] is None else {"weight": model["weight"]}


def _refuse_repeats(ids: list[int]) -> None:
    if len(set(ids)) < len(ids):
        raise RefusalError("error_duplicate_modelid", "Repeat model_id.")


def _refuse_unknown_place(position: list[int], item: Item) -> None:
    sizes = [len(tier["options"]) for tier in item["tiers"]]
    if len(position) == len(sizes) and any(
        not 0 <= index < size for index, size in zip(position, sizes, strict=True)
    ):
        raise RefusalError("error_param", "Model tier_index error.")


def _check_prices(item: Item, models: list[Model]) -> None:
    prices = [model["price"] for model in models]
    check_ratio(prices)
    check_wholesale(item["content"]["wholesale"], prices)


def _report(visit: Visit, item: Item, *fields: str) -> None:
    visit.call.effect(
        "updated",
        sku=lead_sku(item),
        remote_id=item["item_id"],
        fields=list(fields),
        skus=seller_skus(item),
        offers=offers_of(item),
    )
