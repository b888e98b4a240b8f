"""What is known of one listing in one shop: what was sent last and what was seen of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ocopctl.known_secrets import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.adapters.base import Listing, Payload, Remote, RemoteVariant


class Outcome(StrEnum):
    """What became of an action."""

    VERIFIED = "verified"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FAILED = "failed"
    UNKNOWN = "unknown"
    HELD = "held"
    DEFERRED = "deferred"


@dataclass(frozen=True, slots=True)
class RecordedOffer:
    """The price and stock sent last for one SKU, and the platform's id of that SKU."""

    price: int
    stock: int
    remote_sku: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One listing as the journal knows it. Times are seconds since 1970.

    `fields` are the values that people see in a plan; `digest` is over the whole content sent.
    """

    shop: str
    sku: str
    remote_id: str
    digest: str
    fields: Mapping[str, Any]
    offers: Mapping[str, RecordedOffer]
    outcome: Outcome
    on_sale: bool = True
    verified_at: float | None = None
    url: str = ""
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object that `from_json` reads back."""
        return asdict(self)

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Recorded:
        """Read what `as_json` wrote."""
        offers = {sku: RecordedOffer(**offer) for sku, offer in body["offers"].items()}
        return cls(**{**body, "offers": offers, "outcome": Outcome(body["outcome"])})

    def seen(self, remote: Remote) -> Recorded:
        """Take over the ids and the address that a reading showed."""
        ids: dict[str, str] = {variant.sku: variant.remote_sku for variant in remote.variants}
        offers = {
            sku: replace(offer, remote_sku=ids.get(sku, offer.remote_sku))
            for sku, offer in self.offers.items()
        }
        return replace(
            self,
            remote_id=remote.remote_id,
            offers=offers,
            url=remote.url or self.url,
            reason=masked(remote.reason),
        )

    def with_offers(self, shown: Mapping[Any, RemoteVariant]) -> Recorded:
        """Take over the prices and stocks that the shop shows for these SKUs, where it tells."""
        offers = dict(self.offers)
        for sku, variant in shown.items():
            offer = offers[sku]
            price = offer.price if variant.price is None else variant.price
            stock = offer.stock if variant.stock is None else variant.stock
            offers[sku] = replace(offer, price=price, stock=stock)
        return replace(self, offers=offers)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One listing as the files want it, ready to be compared and sent."""

    shop: str
    listing: Listing
    payload: Payload
    on_sale: bool = True
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sku(self) -> str:
        """Return the product's SKU."""
        return self.listing.sku

    @property
    def skus(self) -> frozenset[str]:
        """Return the SKUs that are offered."""
        return frozenset(offer.sku for offer in self.payload.offers)

    def recorded(self, remote: Remote, outcome: Outcome) -> Recorded:
        """Return what is known once this has been sent and the shop has answered `remote`."""
        offers: dict[str, RecordedOffer] = {
            offer.sku: RecordedOffer(offer.price, offer.stock) for offer in self.payload.offers
        }
        return Recorded(
            shop=self.shop,
            sku=self.sku,
            remote_id=remote.remote_id,
            digest=self.payload.digest(),
            fields=self.fields,
            offers=offers,
            outcome=outcome,
        ).seen(remote)


def shop_name(key: str) -> str:
    """Return the name that people gave a shop, from its key in the journal."""
    return key.partition(":")[2].partition("@")[0] or key


def fields_of(listing: Listing) -> dict[str, Any]:
    """Return the values of a listing that people see in a plan: JSON values by plain names."""
    parcel = listing.parcel
    fields: dict[str, Any] = {
        "title": listing.title,
        "description": listing.description,
        "category": listing.category_id,
        "brand": listing.brand,
        "pictures": [picture.sha256[:12] for picture in listing.pictures],
        "options": {axis.name: list(axis.values) for axis in listing.axes},
        "variants": {
            variant.sku: [
                *variant.values,
                variant.weight_g,
                variant.gtin,
                variant.picture.sha256[:12] if variant.picture else "",
            ]
            for variant in listing.variants
        },
        "parcel": [parcel.weight_g, parcel.length_cm, parcel.width_cm, parcel.height_cm],
        "lead_days": listing.lead_days,
        "highlights": list(listing.highlights),
    }
    fields |= {f"attribute {name}": value for name, value in listing.attributes.items()}
    return fields
