"""A shop that keeps state, can lose answers, and remembers every call: the platform's side."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ocopctl.adapters.base import (
    Adapter,
    Capabilities,
    Connection,
    Hosts,
    ItemResult,
    Listing,
    ListingVariant,
    Offer,
    Parcel,
    Payload,
    PayloadOffer,
    Picture,
    Remote,
    RemoteId,
    RemoteStatus,
    RemoteVariant,
    Sku,
    distinct,
    picture_ref,
)
from ocopctl.errors import MarketplaceError, NotFound, OutcomeUnknown
from ocopctl.publishing.apply import apply
from ocopctl.publishing.database import Database
from ocopctl.publishing.journal import Journal
from ocopctl.publishing.lane import Result, Shop
from ocopctl.publishing.plan import Plan, make_plan
from ocopctl.publishing.state import Wanted, fields_of
from ocopctl.rules.packs import Settle

KEY = "practice:fake"


class FakeClock:
    """Time that passes when somebody waits."""

    def __init__(self) -> None:
        self.time = 1_000_000.0

    def wall(self) -> float:
        return self.time

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds


@dataclass
class FakeMarket:
    """The platform: listings, calls, and faults by method name.

    A fault is raised before the effect; `lost` names methods whose next answers are lost after it,
    `dropped` those whose next calls are taken and never applied.
    """

    clock: FakeClock = field(default_factory=FakeClock)
    listings: dict[str, Remote] = field(default_factory=dict)
    born: dict[str, float] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    faults: dict[str, list[MarketplaceError]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    dropped: dict[str, int] = field(default_factory=dict)
    review_s: float = 10.0
    lag_s: float = 0.0
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def enter(self, method: str, about: Any) -> None:
        self.calls.append((method, about))
        if self.faults.get(method):
            raise self.faults[method].pop(0)

    def leave(self, method: str) -> None:
        if self.lost.get(method, 0) > 0:
            self.lost[method] -= 1
            raise OutcomeUnknown("answer lost")

    def drops(self, method: str) -> bool:
        left = self.dropped.get(method, 0)
        self.dropped[method] = max(left - 1, 0)
        return left > 0

    def writes(self) -> list[str]:
        reading = {"find", "read", "list"}
        return [method for method, _about in self.calls if method not in reading]

    def shown(self, remote_id: str) -> Remote:
        remote = self.listings[remote_id]
        reviewed = self.clock.time - self.born[remote_id] >= self.review_s
        if remote.status is RemoteStatus.PENDING and reviewed:
            remote = replace(remote, status=RemoteStatus.LIVE)
            self.listings[remote_id] = remote
        return remote

    def live_skus(self) -> list[str]:
        return sorted(r.seller_sku for r in self.listings.values())


class FakeAdapter(Adapter):
    name: ClassVar[str] = "fake"
    capabilities: ClassVar[Capabilities] = Capabilities()
    hosts: ClassVar[Hosts] = Hosts("http://fake.invalid", "http://fake.invalid")
    credential_fields: ClassVar[tuple[str, ...]] = ()
    offers_per_call: ClassVar[int] = 50

    def __init__(self, market: FakeMarket) -> None:
        super().__init__(Connection(client=None, credentials={}))  # type: ignore[arg-type]
        self.market = market

    @classmethod
    def authenticator(cls, *_args: Any) -> Any:
        raise NotImplementedError

    @staticmethod
    def judge(*_args: Any) -> None:
        return None

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        body = {
            "title": listing.title,
            "text": listing.description,
            "pictures": [picture_ref(picture) for picture in listing.pictures],
            "skus": [variant.sku for variant in listing.variants],
        }
        offers = tuple(PayloadOffer(v.sku, v.price, v.stock) for v in listing.variants)
        return Payload(listing.sku, (listing.sku,), body, offers, distinct(listing.pictures))

    async def upload(self, picture: Picture, content: bytes) -> str:
        self.market.enter("upload", picture.sha256)
        return f"ref-{picture.sha256}"

    async def find(self, sku: Sku) -> Sequence[Remote]:
        self.market.enter("find", sku)
        now = self.market.clock.time
        return [
            self.market.shown(key)
            for key, remote in self.market.listings.items()
            if remote.seller_sku == sku and now - self.market.born[key] >= self.market.lag_s
        ]

    async def read(self, remote_id: RemoteId) -> Remote:
        self.market.enter("read", remote_id)
        if remote_id not in self.market.listings:
            raise NotFound("no such listing")
        return self.market.shown(remote_id)

    async def create(self, payload: Payload, *, key: str) -> Remote:
        self.market.enter("create", (payload.sku, key))
        number = str(next(self.market.numbers))
        variants = tuple(
            RemoteVariant(o.sku, f"{number}-{o.sku}", o.price, o.stock) for o in payload.offers
        )
        remote = Remote(
            RemoteId(number),
            RemoteStatus.PENDING,
            title=payload.body["title"],
            variants=variants,
            seller_sku=payload.sku,
        )
        if not self.market.drops("create"):
            self.market.listings[number] = remote
            self.market.born[number] = self.market.clock.time
        self.market.leave("create")
        return remote

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        self.market.enter("update", remote_id)
        remote = replace(self.market.listings[remote_id], title=payload.body["title"])
        if not self.market.drops("update"):
            self.market.listings[remote_id] = remote
        self.market.leave("update")
        return remote

    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        self.market.enter("set_offers", tuple(offers))
        for offer in () if self.market.drops("set_offers") else offers:
            remote = self.market.listings[offer.remote_id]
            variants = tuple(_changed(variant, offer) for variant in remote.variants)
            self.market.listings[offer.remote_id] = replace(remote, variants=variants)
        self.market.leave("set_offers")
        return [ItemResult(offer.sku) for offer in offers]

    async def unlist(self, remote_id: RemoteId) -> None:
        self.market.enter("unlist", remote_id)
        if self.market.drops("unlist"):
            return
        remote = self.market.listings[remote_id]
        self.market.listings[remote_id] = replace(remote, status=RemoteStatus.UNLISTED)

    async def relist(self, remote_id: RemoteId) -> None:
        self.market.enter("relist", remote_id)
        remote = self.market.listings[remote_id]
        self.market.listings[remote_id] = replace(remote, status=RemoteStatus.LIVE)

    async def list(self) -> AsyncIterator[Remote]:
        self.market.enter("list", None)
        for key in list(self.market.listings):
            yield self.market.shown(key)


def _changed(variant: RemoteVariant, offer: Offer) -> RemoteVariant:
    if variant.sku != offer.sku:
        return variant
    price = variant.price if offer.price is None else offer.price
    stock = variant.stock if offer.stock is None else offer.stock
    return replace(variant, price=price, stock=stock)


@dataclass
class World:
    """A fake shop, a journal on disk, and the commands' way of working with them."""

    folder: Path
    market: FakeMarket = field(default_factory=FakeMarket)

    @property
    def adapter(self) -> FakeAdapter:
        return FakeAdapter(self.market)

    def journal(self) -> Journal:
        return Journal(Database(self.folder / "state.db"), run="test")

    def listing(self, sku: str = "A-1", **values: Any) -> Listing:
        picture = self.folder / "picture.jpg"
        picture.write_bytes(b"picture")
        digest = hashlib.sha256(b"picture").hexdigest()
        base = Listing(
            sku=Sku(sku),
            title=f"Bộ ấm chén {sku}",
            description="Vẽ tay từng chiếc",
            category_id="1",
            brand="",
            attributes={},
            pictures=(Picture(digest, picture, "image/jpeg", 1000, 1000),),
            axes=(),
            variants=(ListingVariant(Sku(sku), (), 620_000, 5, 900),),
            parcel=Parcel(900, 30, 20, 10),
        )
        return replace(base, **values)

    def wanted(self, *listings: Listing, on_sale: bool = True) -> list[Wanted]:
        return [
            Wanted(KEY, one, self.adapter.payload(one), on_sale, fields_of(one)) for one in listings
        ]

    def plan(self, wanted: Sequence[Wanted]) -> Plan:
        journal = self.journal()
        try:
            recorded = {KEY: journal.listings(KEY)}
            doubts = {KEY: journal.doubts(KEY)}
        finally:
            journal.close()
        return make_plan(wanted, recorded, {}, doubts)

    async def publish(
        self, wanted: Sequence[Wanted], report: Callable[[Result], None] = lambda _r: None
    ) -> list[Result]:
        journal = self.journal()
        settle = Settle(index_lag_s=(5.0, 15.0), read_every_s=5.0, read_for_s=60.0)
        shop = Shop(KEY, "fake", self.adapter, self.market.clock, settle)
        try:
            return await apply(self.plan(wanted), wanted, [shop], journal, report)
        finally:
            journal.close()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)
