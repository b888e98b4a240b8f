"""One admitted call of a shop, as its handler sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocopctl.sandbox.market import Call, Market
    from ocopctl.sandbox.shopee.accounts import Shop


@dataclass(frozen=True, slots=True)
class Visit:
    """The market, the call and the shop that the gateway found it to be for."""

    market: Market
    call: Call
    shop: Shop

    @property
    def shop_id(self) -> int:
        """Return the shop's number."""
        return self.shop["shop_id"]

    def now(self) -> float:
        """Return the market's time in seconds."""
        return self.market.clock.now()

    def concerns(self, *skus: str) -> None:
        """Note the seller SKUs that the call is about, for the history."""
        self.call.skus.extend(sku for sku in skus if sku and sku not in self.call.skus)
