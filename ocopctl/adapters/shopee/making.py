"""The steps in which a Shopee item with options comes into being, and is kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ocopctl.adapters.shopee.answers import reason_error, rows
from ocopctl.adapters.shopee.offers import OFFERS_PER_CALL, stock_row
from ocopctl.adapters.shopee.reading import status_of
from ocopctl.adapters.shopee.tiers import tier_change
from ocopctl.errors import Duplicate, OutcomeUnknown
from ocopctl.language import _
from ocopctl.transport.request import Effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ocopctl.adapters.base import Payload, RemoteStatus, Sku
    from ocopctl.adapters.shopee.calls import Calls
    from ocopctl.adapters.shopee.facts import ShopFacts

TIER_WAIT_S = 5.0
"""Seconds between `add_item` and `init_tier_variation` (official reference, Aug 2026)."""
MODELS_PER_CALL = 50
"""Models of one call that adds or changes them (official reference, Aug 2026)."""


class Making:
    """Send items, tiers and models with the offers and the shop's facts put in."""

    def __init__(self, calls: Calls, facts: ShopFacts) -> None:
        self._calls = calls
        self._facts = facts

    async def content(self, payload: Payload) -> dict[str, Any]:
        """Return the fields that `add_item` and `update_item` have in common."""
        body = payload.body
        category = int(body["item"]["category_id"])
        return {
            **body["item"],
            "attribute_list": await self._facts.attributes(category, body["attributes"]),
            "brand": await self._facts.brand(category, body["brand"]),
            "pre_order": await self._facts.pre_order(category, int(body["lead_days"])),
        }

    async def add(self, payload: Payload) -> tuple[int, RemoteStatus, bool]:
        """Make the item; return its id, its status and whether that was all.

        It is made hidden when its options or its true stock have yet to follow.
        """
        content = await self.content(payload)
        first = payload.offers[0]
        stock = await self._facts.first_stock(content["category_id"], first.stock)
        whole = not payload.body["tiers"] and stock == first.stock
        answer = await self._calls.post(
            "product/add_item",
            {
                **content,
                "original_price": first.price,
                "seller_stock": [{**await self._facts.location(), "stock": stock}],
                "logistic_info": await self._facts.channels(content),
                "item_status": "NORMAL" if whole else "UNLIST",
            },
            Effect.MAKE,
        )
        if not answer.get("item_id"):
            raise OutcomeUnknown(
                _("Shopee took the listing but did not say under which number"),
                hint=_("the shop is looked at before anything is sent again"),
            )
        return int(answer["item_id"]), status_of(answer), whole

    async def finish(self, item_id: int, payload: Payload, *, hidden: bool) -> None:
        """Give a new item its options and true stock; put it on sale when it is `hidden`."""
        if payload.body["tiers"]:
            await self.tiers(item_id, payload)
        else:
            await self._true_stock(item_id, payload, {payload.offers[0].sku: 0})
        if hidden:
            await self.show(item_id, hidden=False)

    async def tiers(self, item_id: int, payload: Payload) -> None:
        """Give an item without options its tiers and models; one that has them keeps them."""
        models = await self._models(payload, payload.body["models"])
        body = {
            "item_id": item_id,
            "standardise_tier_variation": payload.body["tiers"],
            "model": models,
        }
        try:
            await self._calls.post(
                "product/init_tier_variation", body, Effect.SET, wait_s=TIER_WAIT_S
            )
        except Duplicate:
            # An earlier send of the same call had its effect though its answer was lost.
            await self.agree(item_id, payload, await self._calls.models(item_id))
        await self._true_stock(item_id, payload, None)

    async def agree(self, item_id: int, payload: Payload, remote: Mapping[str, Any]) -> None:
        """Bring options and models of an item in step with the payload; nothing is taken away."""
        change = tier_change(payload.body, remote)
        if change.retiered or change.added:
            await self._calls.post(
                "product/update_tier_variation",
                {
                    "item_id": item_id,
                    "standardise_tier_variation": change.tiers,
                    "model_list": change.kept,
                },
                Effect.SET,
            )
        if change.added:
            added = await self._models(payload, change.added)
            await self._calls.post(
                "product/add_model", {"item_id": item_id, "model_list": added}, Effect.MAKE
            )
            await self._true_stock(item_id, payload, None, {row["model_sku"] for row in added})

    async def weigh(self, item_id: int, models: Iterable[Mapping[str, Any]]) -> None:
        """Give models their own weights again: the item's weight overwrites them."""
        ids = await self.model_ids(item_id)
        own = [
            {
                "model_id": ids[model["model_sku"]],
                "model_sku": model["model_sku"],
                "weight": model["weight"],
            }
            for model in models
            if "weight" in model and model["model_sku"] in ids
        ]
        for start in range(0, len(own), MODELS_PER_CALL):
            await self._calls.post(
                "product/update_model",
                {"item_id": item_id, "model": own[start : start + MODELS_PER_CALL]},
                Effect.SET,
            )

    async def show(self, item_id: int, *, hidden: bool) -> None:
        """Hide an item or put it on sale. Raises the error of the item's own row, too."""
        answer = await self._calls.post(
            "product/unlist_item",
            {"item_list": [{"item_id": item_id, "unlist": hidden}]},
            Effect.SET,
        )
        for row in rows(answer, "failure_list"):
            raise reason_error(str(row.get("failed_reason") or ""))

    async def _models(
        self, payload: Payload, models: Sequence[Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """Add price and first stock to models."""
        offers = {offer.sku: offer for offer in payload.offers}
        location = await self._facts.location()
        category = int(payload.body["item"]["category_id"])
        made = []
        for model in models:
            offer = offers[model["model_sku"]]
            stock = await self._facts.first_stock(category, offer.stock)
            made.append(
                {
                    **model,
                    "original_price": offer.price,
                    "seller_stock": [{**location, "stock": stock}],
                }
            )
        return made

    async def _true_stock(
        self,
        item_id: int,
        payload: Payload,
        ids: Mapping[Sku, int] | None,
        only: set[str] | None = None,
    ) -> None:
        """Set the stock of what had to be made with more than there is."""
        category = int(payload.body["item"]["category_id"])
        raised = {
            offer.sku: offer.stock
            for offer in payload.offers
            if (only is None or offer.sku in only)
            and await self._facts.first_stock(category, offer.stock) != offer.stock
        }
        if not raised:
            return
        known = ids if ids is not None else await self.model_ids(item_id)
        location = await self._facts.location()
        stocks = [stock_row(known[sku], stock, location) for sku, stock in raised.items()]
        for start in range(0, len(stocks), OFFERS_PER_CALL):
            await self._calls.post(
                "product/update_stock",
                {"item_id": item_id, "stock_list": stocks[start : start + OFFERS_PER_CALL]},
                Effect.SET,
            )

    async def model_ids(self, item_id: int) -> dict[Sku, int]:
        """Return the ids of an item's models by SKU, as the shop has them now."""
        answer = await self._calls.models(item_id)
        return {model["model_sku"]: int(model["model_id"]) for model in answer.get("model") or []}
