"""The listings that a history adds up to: one effect after the other, nothing else asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.chaos.history import Effect


@dataclass(slots=True)
class Listing:
    """One listing that was made; `on_sale` has an entry for every seller SKU not deleted."""

    shop: str
    remote_id: str
    made_by: int
    on_sale: dict[str, bool] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    stocks: dict[str, int] = field(default_factory=dict)

    def take(self, effect: Effect) -> None:
        """Change as the effect says."""
        match effect.kind:
            case "created" | "updated":
                for sku in effect.skus if "skus" in effect.detail else ():
                    self.on_sale.setdefault(sku, True)
            case "unlisted" | "relisted":
                self.on_sale |= dict.fromkeys(effect.skus, effect.kind == "relisted")
            case "deleted":
                for sku in effect.skus:
                    self.on_sale.pop(sku, None)
        for sku, price, stock in offers_of(effect):
            if price is not None:
                self.prices[sku] = price
            if stock is not None:
                self.stocks[sku] = stock


@dataclass(slots=True)
class Shelf:
    """Every listing of every shop, by shop and the platform's number."""

    listings: dict[tuple[str, str], Listing] = field(default_factory=dict)

    def take(self, effect: Effect) -> None:
        """Let one more effect happen. Pictures are no listings."""
        if effect.kind == "uploaded":
            return
        where = effect.shop, effect.remote_id
        if where not in self.listings:
            self.listings[where] = Listing(*where, made_by=effect.call)
        self.listings[where].take(effect)

    def holding(self, shop: str, sku: str) -> list[Listing]:
        """Return a shop's listings that hold this seller SKU and are not deleted."""
        return [one for one in self.listings.values() if one.shop == shop and sku in one.on_sale]


def shelf_of(effects: Iterable[Effect]) -> Shelf:
    """Return what effects add up to."""
    shelf = Shelf()
    for effect in effects:
        shelf.take(effect)
    return shelf


def offers_of(effect: Effect) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield (seller SKU, price, stock) of all that an effect prices or stocks."""
    for sku, offer in effect.detail.get("offers", {}).items():
        yield sku, offer.get("price"), offer.get("stock")
    if effect.kind == "priced":
        yield effect.sku, effect.detail["price"], None
    if effect.kind == "stocked":
        yield effect.sku, None, effect.detail["stock"]
