"""The adapter: ocopctl's words on one side, Chợ Quê's calls on the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ocopctl.adapters.base import (
    Ability,
    Adapter,
    Capabilities,
    Hosts,
    ItemResult,
    Remote,
    RemoteId,
    RemoteStatus,
    RemoteVariant,
    Sku,
    Support,
)
from ocopctl.errors import MarketplaceError
from ocopctl.transport.request import Effect, Request
from ocopctl_cho_que.answers import judge
from ocopctl_cho_que.auth import ChoQueAuth
from ocopctl_cho_que.payload import payload_of, with_offers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx

    from ocopctl.adapters.base import Listing, Offer, Payload, Picture
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenAuth, TokenStore


class ChoQueAdapter(Adapter):
    """One seller's stall at Chợ Quê."""

    name: ClassVar[str] = "cho-que"
    resources: ClassVar[str] = "ocopctl_cho_que"
    capabilities: ClassVar[Capabilities] = Capabilities(
        update=Ability(Support.PARTIAL, "a variant taken out of the file stays in the shop"),
        upload=Ability(Support.IMPOSSIBLE, "pictures are fetched from media_url"),
    )
    hosts: ClassVar[Hosts] = Hosts("https://cho-que.example", "https://cho-que.example")
    credential_fields: ClassVar[tuple[str, ...]] = ("seller", "secret")
    offers_per_call: ClassVar[int] = 20

    @classmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        return ChoQueAuth(credentials["seller"], credentials["secret"], hosts.auth, store, clock)

    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        return judge(response, body)

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        return payload_of(listing)

    def picture_reference(self, picture: Picture) -> str:
        return picture.url

    async def find(self, sku: Sku) -> Sequence[Remote]:
        found = await self._call("item.find", "GET", "/items", Effect.READ, params={"sku": sku})
        return [_remote(item) for item in found["items"]]

    async def read(self, remote_id: RemoteId) -> Remote:
        return _remote(await self._call("item.read", "GET", f"/items/{remote_id}", Effect.READ))

    async def create(self, payload: Payload, *, key: str) -> Remote:
        del key  # a SKU that is taken is refused: nothing is made twice
        tree = with_offers(payload)
        return _remote(await self._call("item.create", "POST", "/items", Effect.MAKE, json=tree))

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Send the content; Chợ Quê takes offers for new variants alone and keeps the others."""
        path, tree = f"/items/{remote_id}", with_offers(payload)
        return _remote(await self._call("item.update", "PUT", path, Effect.SET, json=tree))

    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        size = self.offers_per_call
        batches = [offers[at : at + size] for at in range(0, len(offers), size)]
        return [result for batch in batches for result in await self._batch(batch)]

    async def unlist(self, remote_id: RemoteId) -> None:
        await self._show(remote_id, shown=False)

    async def relist(self, remote_id: RemoteId) -> None:
        await self._show(remote_id, shown=True)

    async def list(self) -> AsyncIterator[Remote]:
        page, more = 1, True
        while more:
            params = {"page": page}
            found = await self._call("item.list", "GET", "/items", Effect.READ, params=params)
            for item in found["items"]:
                yield _remote(item)
            page, more = page + 1, found["more"]

    async def _show(self, remote_id: RemoteId, *, shown: bool) -> None:
        path, tree = f"/items/{remote_id}/shown", {"shown": shown}
        await self._call("item.show", "PUT", path, Effect.SET, json=tree)

    async def _batch(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        rows = [_row(offer) for offer in offers]
        try:
            codes = await self._call(
                "offer.set", "POST", "/offers", Effect.SET, json={"offers": rows}
            )
        except MarketplaceError as error:
            return [ItemResult(offer.sku, error) for offer in offers]
        return [
            ItemResult(offer.sku, MarketplaceError("the offer was refused", code=code))
            if code
            else ItemResult(offer.sku)
            for offer, code in zip(offers, codes, strict=True)
        ]

    async def _call(
        self, endpoint: str, method: str, path: str, effect: Effect, **more: Any
    ) -> Any:
        body = await self._client.call(Request(endpoint, method, path, effect, **more))
        return body["data"]


def _row(offer: Offer) -> dict[str, Any]:
    values = {"price": offer.price, "stock": offer.stock}
    known = {name: value for name, value in values.items() if value is not None}
    return {"item": offer.remote_id, "variant": offer.remote_sku, **known}


def _remote(item: Mapping[str, Any]) -> Remote:
    return Remote(
        remote_id=RemoteId(item["id"]),
        status=RemoteStatus.LIVE if item["shown"] else RemoteStatus.UNLISTED,
        title=item["title"],
        description=item["text"],
        variants=tuple(
            RemoteVariant(Sku(row["sku"]), row["id"], row["price"], row["stock"])
            for row in item["variants"]
        ),
        picture_count=len(item["pictures"]),
    )
