"""The calls that set prices and stocks, absolutely and row by row, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.sandbox.shopee import shapes
from ocopctl.sandbox.shopee.answers import RefusalError, success
from ocopctl.sandbox.shopee.decoding import read_body
from ocopctl.sandbox.shopee.documents import status_of
from ocopctl.sandbox.shopee.items import item_or_none, living_item, refuse_while_locked, save_item
from ocopctl.sandbox.shopee.offer_rules import (
    check_price,
    check_ratio,
    check_wholesale,
    total_stock,
    whole_dong,
)
from ocopctl.sandbox.shopee.shipped import bounds

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Answer
    from ocopctl.sandbox.shopee.documents import Item, Model
    from ocopctl.sandbox.shopee.visit import Visit

_WRONG_MODEL = "Wrong model_id."


# evidence[reference and observed]: update_price sets up to 50 absolute prices, each row failing
#   by itself (official reference and clients, August 2026)
# evidence[our choice]: update_price's words of a failed row, and its code when all fail, are
#   those of the rule it broke (the sources are silent, 2026)
def update_price(visit: Visit) -> Answer:
    """Set whole-dong prices; rows fail by themselves, the ratio among models fails the call."""
    sent = read_body(visit.call, shapes.UPDATE_PRICE)
    item = living_item(visit, sent["item_id"])
    targets = _targets(visit, item, sent["price_list"])
    refuse_while_locked(visit, item)
    if item["models"] and 0 in targets:
        # evidence[reference]: model 0 of an item with models is refused as
        #   error_edit_item_price_for_item_has_model (official reference, August 2026)
        text = "Can't edit item price directly while item has models."
        raise RefusalError("error_edit_item_price_for_item_has_model", text)
    wanted: dict[int, int] = {}
    failures: list[tuple[int, RefusalError]] = []
    for row, (model_id, target) in zip(sent["price_list"], targets.items(), strict=True):
        price = whole_dong(row["original_price"])
        try:
            _need(target)
            check_price(price)
        except RefusalError as refusal:
            failures.append((model_id, refusal))
        else:
            wanted[model_id] = price
    lists = {"success_list": _priced(item, wanted), "failure_list": _failed(failures)}
    if not wanted:
        first = failures[0][1]
        raise RefusalError(first.code, first.message, response=lists)
    _check_together(item, wanted)
    _set(visit, item, targets, wanted, "price")
    return success(lists)


# evidence[our choice]: the ratio among models and the wholesale tiers fail the whole call (the
#   sources are silent, 2026)
def _check_together(item: Item, wanted: dict[int, int]) -> None:
    prices = [wanted.get(model["model_id"], model["price"]) for model in item["models"]]
    check_ratio(prices)
    check_wholesale(item["content"]["wholesale"], prices or [wanted[0]])


def _priced(item: Item, wanted: dict[int, int]) -> list[dict[str, int]]:
    """Return the rows of what is set; without models they name no model (measured live)."""
    # evidence[measured live]: the success row of an item without models names no model (third
    #   parties' measurements, 2024-2026)
    if not item["models"]:
        return [{"original_price": price} for price in wanted.values()]
    return [{"model_id": model, "original_price": price} for model, price in wanted.items()]


# evidence[reference and observed]: update_stock sets up to 50 absolute stocks, models that are
#   not listed keep theirs (official reference and clients, August 2026)
# evidence[measured live]: a mixed result is HTTP 200 with an empty `error` and both lists filled
#   (two observers, 2024-2026)
def update_stock(visit: Visit) -> Answer:
    """Set stocks; a mixed result is a success with both lists filled."""
    sent = read_body(visit.call, shapes.UPDATE_STOCK)
    item = _stocked_item(visit, sent["item_id"])
    targets = _targets(visit, item, sent["stock_list"])
    refuse_while_locked(visit, item)
    if item["models"] and 0 in targets:
        # evidence[reference]: model 0 of an item with models is refused as
        #   error_edit_item_stock_for_item_has_model (official reference, August 2026)
        text = "Can't to edit item stock directly while item has models."
        raise RefusalError("error_edit_item_stock_for_item_has_model", text)
    wanted: dict[int, int] = {}
    failures: list[tuple[int, RefusalError]] = []
    low, high = bounds("stock_limit")
    for row, (model_id, target) in zip(sent["stock_list"], targets.items(), strict=True):
        stock = total_stock(row["seller_stock"])
        if target is None:
            refusal = RefusalError("error_param", "model ID not exist in sku")
            failures.append((model_id, refusal))
        elif not low <= stock <= high:
            text = f"Stock should be within {low}-{high} for model"
            failures.append((model_id, RefusalError("error_busi", text)))
        else:
            wanted[model_id] = stock
    rows = [
        {"model_id": model_id, "location_id": "", "stock": stock}
        for model_id, stock in wanted.items()
    ]
    lists = {"success_list": rows, "failure_list": _failed(failures)}
    if not wanted:
        # evidence[reference]: when every row fails the call fails as
        #   error_busi_update_stock_failed, the lists beside it; its text is ours (official
        #   reference, August 2026)
        text = "Update stock failed, please check failure_list."
        raise RefusalError("error_busi_update_stock_failed", text, response=lists)
    _set(visit, item, targets, wanted, "stock")
    return success(lists)


def _stocked_item(visit: Visit, item_id: int) -> Item:
    """Return an item whose stock may be set: neither banned nor deleted."""
    item = item_or_none(visit, item_id)
    # evidence[one client]: a stock of a banned or deleted item is refused with a text of its
    #   abnormal status (one client's note, 2026)
    if item is not None and status_of(item, visit.now()) in ("BANNED", "SELLER_DELETE"):
        text = "Update stock failed, item status is abnormal."
        raise RefusalError("error_busi", text)
    return living_item(visit, item_id)


def _targets(
    visit: Visit, item: Item, rows: list[dict[str, Any]]
) -> dict[int, Item | Model | None]:
    """Return what each row is about, None for a wrong model; 0 is the item itself."""
    ids = [row.get("model_id", 0) for row in rows]
    if len(set(ids)) < len(ids):
        # evidence[reference]: a model named twice in one call is refused with Repeat model_id.
        #   (official reference, August 2026)
        raise RefusalError("error_param", "Repeat model_id.")
    known: dict[int, Item | Model] = {model["model_id"]: model for model in item["models"]}
    known[0] = item
    targets = {model_id: known.get(model_id) for model_id in ids}
    visit.concerns(*(_sku(item, target) for target in targets.values() if target is not None))
    return targets


def _need(target: Item | Model | None) -> None:
    if target is None:
        raise RefusalError("error_param", _WRONG_MODEL)


def _failed(failures: list[tuple[int, RefusalError]]) -> list[dict[str, Any]]:
    return [
        {"model_id": model_id, "failed_reason": refusal.message} for model_id, refusal in failures
    ]


def _sku(item: Item, target: Item | Model) -> str:
    """Return the seller SKU of what is sold: the model's, or the item's own."""
    sku: str = target.get("model_sku") or item["content"]["item_sku"]  # type: ignore[assignment]
    return sku


def _set(
    visit: Visit,
    item: Item,
    targets: dict[int, Item | Model | None],
    wanted: dict[int, int],
    what: str,
) -> None:
    """Write the figures of one kind, `price` or `stock`, and report each."""
    kind = "priced" if what == "price" else "stocked"
    for model_id, figure in wanted.items():
        target: Any = targets[model_id]
        detail = {what: figure, "before": target[what], "model_id": model_id}
        target[what] = figure
        sku = _sku(item, target)
        visit.call.effect(kind, sku=sku, remote_id=item["item_id"], **detail)
    # evidence[our choice]: prices and stocks hold at once, without review, and lock no later edit
    #   (the sources are silent, 2026)
    save_item(visit, item, edited=False)
