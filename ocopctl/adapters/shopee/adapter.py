"""Shopee Vietnam: one item a product, with its variants as models under one or two tiers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from ocopctl.adapters.base import (
    Ability,
    Adapter,
    Capabilities,
    Connection,
    Hosts,
    ItemResult,
    Remote,
    RemoteId,
    RemoteStatus,
    Support,
)
from ocopctl.adapters.shopee import answers
from ocopctl.adapters.shopee.auth import ShopeeAuth, keys_of
from ocopctl.adapters.shopee.book import Book
from ocopctl.adapters.shopee.calls import Calls, content
from ocopctl.adapters.shopee.consent import ShopeeConsent
from ocopctl.adapters.shopee.facts import ShopFacts
from ocopctl.adapters.shopee.making import Making
from ocopctl.adapters.shopee.offers import (
    OFFERS_PER_CALL,
    by_item,
    errors_of,
    price_row,
    stock_row,
)
from ocopctl.adapters.shopee.payload import payload_of
from ocopctl.adapters.shopee.reading import (
    carries,
    cut_short,
    made_of,
    remote_of,
    status_of,
    violation_of,
)
from ocopctl.errors import MarketplaceError, NotFound, OutcomeUnknown, Rejected
from ocopctl.language import N_, _
from ocopctl.transport.request import Effect, Request, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx

    from ocopctl.adapters.base import (
        AttributeRow,
        CategoryRow,
        Listing,
        Offer,
        Payload,
        Picture,
        Sku,
    )
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenAuth, TokenStore

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}
_GONE_HINT = N_("find the product in the shop again, or let it be made anew")


class ShopeeAdapter(ShopeeConsent, Adapter):
    """One shop on Shopee Vietnam."""

    name: ClassVar[str] = "shopee"
    capabilities: ClassVar[Capabilities] = Capabilities(
        create=Ability(
            Support.PARTIAL,
            N_("a brand that the category does not list goes out as “NoBrand”"),
        ),
        update=Ability(
            Support.PARTIAL,
            N_("the number of options cannot change; variants are added, never taken away"),
        ),
        find=Ability(
            Support.PARTIAL,
            N_("where the search is silent, the shop is walked and parent SKUs alone compared"),
        ),
    )
    hosts: ClassVar[Hosts] = Hosts(
        api="https://partner.shopeemobile.com", auth="https://partner.shopeemobile.com"
    )
    credential_fields: ClassVar[tuple[str, ...]] = ("partner_id", "partner_key", "shop_id")
    learnt_fields: ClassVar[tuple[str, ...]] = ("shop_id",)
    offers_per_call: ClassVar[int] = OFFERS_PER_CALL

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._shop_id = keys_of(connection.credentials).shop_id
        self._calls = Calls(connection.client)
        self._facts = ShopFacts(self._calls, connection.told)
        self._book = Book(self._calls, self._facts)
        self._making = Making(self._calls, self._facts)

    @classmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        """Build the signer. Raises CredentialsError for keys that cannot be Shopee's."""
        return ShopeeAuth(keys_of(credentials), hosts.auth, store, clock)

    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Read an answer by the `error` in its body."""
        return answers.judge(response, body)

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        """Translate a listing."""
        return payload_of(listing)

    async def upload(self, picture: Picture, content: bytes) -> str:
        """Send a picture, one a call since each file has an error of its own; return its id."""
        extension = _EXTENSIONS.get(picture.media_type, "jpg")
        request = Request(
            "upload_image",
            "POST",
            "/api/v2/media_space/upload_image",
            Effect.SET,
            form={"scene": "normal"},
            files={
                "image": Upload(f"{picture.sha256[:16]}.{extension}", content, picture.media_type)
            },
            level="app",
        )
        return _image_id(await self._client.call(request))

    async def find(self, sku: Sku) -> Sequence[Remote]:
        """Return the items of this SKU: by search, or by a walk where the search has none.

        The search may lag behind a creation, and whether it is exact is not told; so its hits are
        read, and its silence proves nothing.
        """
        hits = await self._carrying(await self._calls.searched(sku), sku)
        if hits:
            return hits
        return [
            await self._remote(item)
            async for item in self._calls.walked()
            if item.get("item_sku") == sku and status_of(item) is not RemoteStatus.GONE
        ]

    async def read(self, remote_id: RemoteId) -> Remote:
        """Return the item as it is. Raises NotFound when the shop has none of this id."""
        return await self._remote(await self._item(remote_id))

    async def create(self, payload: Payload, *, key: str) -> Remote:  # noqa: ARG002 - Shopee takes no key
        """Make the item, its options, and put it on sale.

        Once the item exists every failure is OutcomeUnknown: it is found by its SKU then, and
        `update` does the steps that are missing.
        """
        item_id, status, whole = await self._making.add(payload)
        try:
            if not whole:
                await self._making.finish(item_id, payload, hidden=True)
                status = RemoteStatus.LIVE
            models = await self._calls.models(item_id) if payload.body["tiers"] else {}
            return made_of(item_id, payload, models, shop_id=self._shop_id, status=status)
        except MarketplaceError as error:
            raise OutcomeUnknown(
                _("the Shopee listing {item_id} was made, but not all of it", item_id=item_id),
                place=error.place,
                hint=_("run the same command again; it finds the listing and does the rest"),
                code=error.code,
                own_words=error.own_words or error.message,
                request_id=error.request_id,
            ) from error

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Change the content, and do what a creation that was cut short has left undone.

        Prices and stocks of variants that are there stay as they are. Only an item that is hidden
        because its creation was cut short is put on sale.
        """
        item = await self._item(remote_id)
        if status_of(item) is RemoteStatus.GONE:
            raise NotFound(_("this Shopee listing was deleted"), hint=_(_GONE_HINT))
        item_id, wants_tiers, has_models = (
            int(remote_id),
            payload.body["tiers"],
            bool(item.get("has_model")),
        )
        if has_models and not wants_tiers:
            raise Rejected(
                _("the Shopee listing has options and the product file has none"),
                hint=_("Shopee would make all variants anew; sell it as a new product instead"),
            )
        if has_models:
            await self._making.agree(item_id, payload, await self._calls.models(item_id))
        await self._calls.post(
            "product/update_item",
            {"item_id": item_id, **await self._making.content(payload)},
            Effect.SET,
        )
        if cut_short(item) or (wants_tiers and not has_models):
            hidden = status_of(item) is RemoteStatus.UNLISTED
            await self._making.finish(item_id, payload, hidden=hidden)
        elif any("weight" in model for model in payload.body["models"]):
            await self._making.weigh(item_id, payload.body["models"])
        return await self.read(remote_id)

    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        """Set prices and stocks, an item's together; a failed call fails its own offers alone."""
        errors: dict[Sku, MarketplaceError | None] = {}
        for item_id, batch in by_item(offers):
            errors |= await self._set_batch(int(item_id), batch)
        return [ItemResult(offer.sku, errors[offer.sku]) for offer in offers]

    async def unlist(self, remote_id: RemoteId) -> None:
        """Hide the item; a banned one is off sale already."""
        await self._show(remote_id, {RemoteStatus.UNLISTED, RemoteStatus.REJECTED}, hidden=True)

    async def relist(self, remote_id: RemoteId) -> None:
        """Put the item on sale; one under review will be."""
        await self._show(remote_id, {RemoteStatus.LIVE, RemoteStatus.PENDING}, hidden=False)

    async def list(self) -> AsyncIterator[Remote]:
        """Walk through all items but the deleted ones."""
        async for item in self._calls.walked():
            if status_of(item) is not RemoteStatus.GONE:
                yield await self._remote(item)

    async def categories(self) -> Sequence[CategoryRow]:
        """Return the leaf categories with Vietnamese names."""
        return await self._book.categories()

    async def attributes(self, category_id: str) -> Sequence[AttributeRow]:
        """Return what a leaf category wants to know."""
        return await self._book.attributes(category_id)

    async def _item(self, remote_id: RemoteId) -> Mapping[str, Any]:
        for item in await self._calls.base_info([int(remote_id)]):
            if str(item["item_id"]) == remote_id:
                return item
        raise NotFound(_("Shopee has no listing {item_id}", item_id=remote_id), hint=_(_GONE_HINT))

    async def _remote(
        self, item: Mapping[str, Any], models: Sequence[Mapping[str, Any]] | None = None
    ) -> Remote:
        if models is None:
            models = await self._models_of(item)
        reason = ""
        if status_of(item) is RemoteStatus.REJECTED:
            answer = await self._calls.get(
                "product/get_item_violation_info", {"item_id_list": str(item["item_id"])}
            )
            reason = " · ".join(map(violation_of, answers.rows(answer, "item_list")))
        return remote_of(item, models, shop_id=self._shop_id, reason=reason)

    async def _models_of(self, item: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        if not item.get("has_model") or status_of(item) is RemoteStatus.GONE:
            return ()
        return answers.rows(await self._calls.models(item["item_id"]), "model")

    async def _carrying(self, item_ids: Sequence[int], sku: Sku) -> Sequence[Remote]:
        """Read search hits and keep those that carry the SKU exactly and are not deleted."""
        found = []
        for item in await self._calls.base_info(item_ids):
            if status_of(item) is RemoteStatus.GONE:
                continue
            models = await self._models_of(item)
            if carries(item, models, sku):
                found.append(await self._remote(item, models))
        return found

    async def _set_batch(
        self, item_id: int, batch: Sequence[Offer]
    ) -> dict[Sku, MarketplaceError | None]:
        """Set the prices of one item, then its stocks; a refused price holds no stock back."""
        errors: dict[Sku, MarketplaceError | None] = {offer.sku: None for offer in batch}
        try:
            known = await self._with_models(item_id, batch)
            location = await self._facts.location()
        except MarketplaceError as error:
            return dict.fromkeys(errors, error)
        priced = [offer for offer in known if offer.price is not None]
        stocked = [offer for offer in known if offer.stock is not None]
        prices = [price_row(offer) for offer in priced]
        stocks = [stock_row(int(o.remote_sku), o.stock or 0, location) for o in stocked]
        for method, name, those, rows in (
            ("product/update_price", "price_list", priced, prices),
            ("product/update_stock", "stock_list", stocked, stocks),
        ):
            if rows:
                fresh = await self._set(method, {"item_id": item_id, name: rows}, those)
                errors |= {sku: errors[sku] or error for sku, error in fresh.items()}
        return errors

    async def _set(
        self, method: str, body: Mapping[str, Any], offers: Sequence[Offer]
    ) -> dict[Sku, MarketplaceError | None]:
        try:
            answer = await self._calls.post(method, body, Effect.SET)
        except MarketplaceError as error:
            return {offer.sku: error for offer in offers}
        return errors_of(offers, answer)

    async def _with_models(self, item_id: int, batch: Sequence[Offer]) -> Sequence[Offer]:
        """Put in the model ids of offers that come without."""
        if all(offer.remote_sku for offer in batch):
            return batch
        remote = await self.read(RemoteId(str(item_id)))
        ids = {variant.sku: variant.remote_sku for variant in remote.variants}
        missing = [o.sku for o in batch if not o.remote_sku and o.sku not in ids]
        if missing:
            raise NotFound(
                _("the Shopee listing has no variant {sku}", sku=missing[0]),
                hint=_("publish the product again; its new variants are added"),
            )
        return [replace(o, remote_sku=o.remote_sku or ids[o.sku]) for o in batch]

    async def _show(self, remote_id: RemoteId, fine: set[RemoteStatus], *, hidden: bool) -> None:
        """Hide or show; a refusal is quiet when the item is as wanted all the same."""
        try:
            await self._making.show(int(remote_id), hidden=hidden)
        except Rejected as error:
            if not hidden and error.code.endswith("error_set_normal_unlisted_item"):
                await self._calls.post(
                    "product/update_item",
                    {"item_id": int(remote_id), "item_status": "NORMAL"},
                    Effect.SET,
                )
                return
            if (await self.read(remote_id)).status not in fine:
                raise


def _image_id(body: Any) -> str:
    """Return the id of the one picture sent. Raises Rejected for the error of its own row."""
    answer = content(body)
    for row in answers.rows(answer, "image_info_list"):
        code, words = str(row.get("error") or ""), str(row.get("message") or "")
        if code:
            raise Rejected(
                _("Shopee did not take the picture"),
                hint=_("use a JPG or PNG picture of at least 500 by 500 pixels"),
                code=code,
                own_words=words,
            )
        return str(row["image_info"]["image_id"])
    return str(answer["image_info"]["image_id"])
