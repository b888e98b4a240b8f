"""The place where an adapter is proved: a market handed in, a line that fails, sample listings."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

from ocopctl.adapters.base import (
    Axis,
    Connection,
    Listing,
    ListingVariant,
    Parcel,
    PictureByUrl,
    PictureUpload,
    Sku,
    first_tokens,
)
from ocopctl.adapters.contract.wire import Wire
from ocopctl.transport.client import Client
from ocopctl.transport.pacing import Pacing
from ocopctl.transport.tokens import MemoryTokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from ocopctl.adapters.base import Adapter, Hosts, Payload, Picture
    from ocopctl.transport.clock import Clock

_AXES = (
    Axis("Hoa văn", ("Sen", "Cúc", "Trúc", "Mai", "Đào", "Tùng", "Lan", "Hạc", "Cá", "Rồng")),
    Axis("Cỡ", ("Nhỏ", "Vừa", "Lớn", "Đại", "Bé", "Tí", "Trung", "To", "Nhỡ", "Đôi")),
)
_PARCEL = Parcel(weight_g=1800, length_cm=30, width_cm=25, height_cm=18)


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that the market did, as the market itself wrote it down.

    `kind` is created, updated, priced, stocked, unlisted, relisted, deleted or uploaded; `call`
    tells the call that caused it. `detail` of a creation has `skus` and `offers` (SKU → price
    and stock), that of priced and stocked has `price` and `stock`.
    """

    kind: str
    sku: str
    call: int
    detail: Mapping[str, Any]

    def about(self, skus: Sequence[str]) -> bool:
        """Tell whether it concerns one of these seller SKUs."""
        return not {self.sku, *self.detail.get("skus", ())}.isdisjoint(skus)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a listing needs to be taken by the market.

    `pictures` are two or more, with their bytes. `title` and `describe` put words into the form
    that the market takes: signs that it refuses go, HTML is made where it wants HTML.
    """

    category_id: str
    attributes: Mapping[str, str]
    pictures: Mapping[Picture, bytes]
    title: Callable[[str], str]
    describe: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Place:
    """A market to prove an adapter against, fresh and empty, and how to look into it.

    Closing `transport` ends the market. `clock` must let the market's own time pass when it
    sleeps; `effects` returns everything the market has done so far. `secrets` are the credentials
    that nothing may ever show. `waits` are the seconds within which a search must show a new
    listing, `read_for_s` those within which a change must show; `page` is how many listings a
    page of the shop's list holds.
    """

    transport: httpx.AsyncBaseTransport
    hosts: Hosts
    credentials: Mapping[str, str]
    secrets: frozenset[str]
    clock: Clock
    effects: Callable[[], Sequence[Effect]]
    sample: Sample
    waits: tuple[float, ...] = (5.0, 15.0, 45.0)
    read_every_s: float = 10.0
    read_for_s: float = 300.0
    page: int = 100


@dataclass(slots=True)
class Bench:
    """An adapter at work in a place, over a line that can fail."""

    place: Place
    kind: type[Adapter]
    wire: Wire
    adapter: Adapter
    references: dict[str, str] = field(default_factory=dict)

    def effects(self, *kinds: str, about: Sequence[str] = ()) -> list[Effect]:
        """Return what the market did, of the given kinds and about the given SKUs (none: all)."""
        return [
            effect
            for effect in self.place.effects()
            if (not kinds or effect.kind in kinds) and (not about or effect.about(about))
        ]

    def listing(self, sku: str, *, axes: int = 0, values: int = 2) -> Listing:
        """Make a listing with `axes` options of `values` values each, ten at most."""
        sample = self.place.sample
        chosen = tuple(Axis(axis.name, axis.values[:values]) for axis in _AXES[:axes])
        grid: list[tuple[str, ...]] = [()]
        for axis in chosen:
            grid = [(*row, value) for row in grid for value in axis.values]
        return Listing(
            sku=Sku(sku),
            title=sample.title(f"Bộ ấm chén gốm Bát Tràng men lam {sku}"),
            description=sample.describe("Bộ ấm chén gốm vẽ tay tại làng nghề Bát Tràng."),
            category_id=sample.category_id,
            brand="",
            attributes=dict(sample.attributes),
            pictures=tuple(sample.pictures)[:2],
            axes=chosen,
            variants=tuple(
                ListingVariant(
                    sku=Sku(f"{sku}-{place}" if row else sku),
                    values=row,
                    price=250_000 + 1_000 * place,
                    stock=12 + place,
                    weight_g=_PARCEL.weight_g,
                )
                for place, row in enumerate(grid)
            ),
            parcel=_PARCEL,
        )

    async def ready(self, listing: Listing) -> Payload:
        """Translate a listing and put its pictures in place, each sent once."""
        payload = self.adapter.payload(listing)
        for picture in payload.pictures:
            if picture.sha256 not in self.references:
                self.references[picture.sha256] = await self.reference(picture)
        return payload.with_pictures(self.references)

    async def reference(self, picture: Picture) -> str:
        """Return the market's reference to a picture, sending it where it takes uploads."""
        if isinstance(self.adapter, PictureByUrl):
            return self.adapter.picture_reference(picture)
        if isinstance(self.adapter, PictureUpload):
            return await self.adapter.upload(picture, self.place.sample.pictures[picture])
        raise TypeError(f"{self.kind.name} takes pictures neither by upload nor by address")

    def with_credentials(self, changes: Mapping[str, str]) -> Bench:
        """Return another adapter in the same place, with some credentials changed."""
        return _bench(self.kind, self.place, self.wire, {**self.place.credentials, **changes})


@asynccontextmanager
async def opened(kind: type[Adapter], place: Place) -> AsyncIterator[Bench]:
    """Set up an adapter of `kind` in a place; the line is closed at the end."""
    wire = Wire(place.transport)
    async with wire:
        yield _bench(kind, place, wire, place.credentials)


def _bench(kind: type[Adapter], place: Place, wire: Wire, credentials: Mapping[str, str]) -> Bench:
    tokens = MemoryTokens(first_tokens(credentials))
    http = httpx.AsyncClient(
        base_url=place.hosts.api,
        transport=wire,
        auth=kind.authenticator(credentials, place.hosts, tokens, place.clock),
    )
    client = Client(http, kind.judge, Pacing({}, place.clock), place.clock, shop=kind.name)
    return Bench(place, kind, wire, kind(Connection(client, credentials)))
