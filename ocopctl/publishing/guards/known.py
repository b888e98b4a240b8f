"""What guards judge by, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from ocopctl.catalog.model import Product, Variant
    from ocopctl.publishing.plan import Action, Change, Plan
    from ocopctl.publishing.state import Recorded, Wanted

Listing = tuple[str, str]
"""A listing by the shop's key in the journal and the product's SKU."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on a change is held, as `guards:` in ocopctl.yaml says: percent, dong, pieces."""

    max_change: Decimal
    shop_difference: Decimal
    floor: int
    stock_pieces: int
    mass_listings: int
    mass_percent: Decimal


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan is judged by: products by SKU, what is wanted, what is recorded in every shop."""

    limits: Limits
    products: Mapping[str, Product]
    wanted: Mapping[Listing, Wanted]
    recorded: Mapping[str, Mapping[str, Recorded]]

    def form(self, product: str, sku: str) -> Variant | None:
        """Return the form of a product that a SKU names, None where the file has none."""
        found = self.products.get(product)
        return next((form for form in found.forms() if form.sku == sku), None) if found else None

    def wanted_prices(self, shop: str, product: str) -> dict[str, int]:
        """Return the prices that the files want for a listing, by SKU."""
        want = self.wanted.get((shop, product))
        return {str(offer.sku): offer.price for offer in want.payload.offers} if want else {}

    def recorded_prices(self, shop: str, product: str) -> dict[str, int]:
        """Return the prices that the journal knows of a listing, by SKU."""
        known = self.recorded.get(shop, {}).get(product)
        return {sku: offer.price for sku, offer in known.offers.items()} if known else {}

    def others(self, shop: str) -> list[str]:
        """Return the other shops that are as this one is: real ones, or practice ones."""
        mode = shop.partition(":")[0]
        keys = dict.fromkeys([*self.recorded, *(key for key, _sku in self.wanted)])
        return sorted(key for key in keys if key != shop and key.partition(":")[0] == mode)


@dataclass(frozen=True, slots=True)
class Concern:
    """One change of an action that a guard holds, and why in people's words."""

    action: Action
    change: Change
    why: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A price or a stock that a plan would send for one SKU."""

    action: Action
    change: Change
    sku: str

    @property
    def before(self) -> int | None:
        """Return what was sent last, None for a first one."""
        before = self.change.before
        return before if isinstance(before, int) and before > 0 else None

    @property
    def after(self) -> int:
        """Return what would be sent; a blank counts as no amount at all."""
        after = self.change.after
        return after if isinstance(after, int) else 0

    def concern(self, why: str) -> Concern:
        """Hold this amount for a reason."""
        return Concern(self.action, self.change, why)


def amounts(plan: Plan, field: str) -> Iterator[Amount]:
    """Yield every `price` or `stock` of a plan."""
    for action in plan.actions:
        for change in action.changes:
            name, _space, sku = change.field.partition(" ")
            if name == field:
                yield Amount(action, change, sku)
