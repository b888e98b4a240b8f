"""The calls of the Lazada adapter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from ocopctl.adapters.base import (
    Ability,
    Adapter,
    Capabilities,
    Connection,
    Hosts,
    Remote,
    RemoteId,
    RemoteStatus,
    RemoteVariant,
    Sku,
    Support,
)
from ocopctl.adapters.lazada import answers
from ocopctl.adapters.lazada.auth import LazadaAuth, keys_of
from ocopctl.adapters.lazada.book import Book
from ocopctl.adapters.lazada.calls import PAGE, Calls
from ocopctl.adapters.lazada.change import change_of, switch_of
from ocopctl.adapters.lazada.consent import LazadaConsent
from ocopctl.adapters.lazada.offers import BATCH, set_offers
from ocopctl.adapters.lazada.payload import creation, payload_of
from ocopctl.adapters.lazada.reading import (
    STATUSES,
    carries,
    kept,
    merged,
    remote_of,
    sku_active,
    status_of,
)
from ocopctl.adapters.lazada.reference import Reference
from ocopctl.adapters.pages import Pages
from ocopctl.errors import NotFound, OutcomeUnknown, Rejected, Transient
from ocopctl.language import N_, _
from ocopctl.transport.request import Effect, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx

    from ocopctl.adapters.base import (
        AttributeRow,
        CategoryRow,
        ItemResult,
        Listing,
        Offer,
        Payload,
        Picture,
    )
    from ocopctl.errors import MarketplaceError
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenAuth, TokenStore

LAST_OFFSET = 10_000
"""The highest offset of a listing call (two sources)."""


class LazadaAdapter(LazadaConsent, Adapter):
    """Lazada Vietnam, one seller's shop."""

    name: ClassVar[str] = "lazada"
    capabilities: ClassVar[Capabilities] = Capabilities(
        variants=Ability(
            Support.PARTIAL,
            N_("options are kept: a listing made without options cannot get them later"),
        ),
        update=Ability(
            Support.PARTIAL,
            N_("variants can be added; one taken out of the file stays in the shop"),
        ),
        stock=Ability(
            Support.PARTIAL,
            N_("the default warehouse's stock; other warehouses stay as they are"),
        ),
        list=Ability(Support.PARTIAL, N_("up to 10,000 listings")),
    )
    hosts: ClassVar[Hosts] = Hosts(
        api="https://api.lazada.vn/rest", auth="https://auth.lazada.com/rest"
    )
    credential_fields: ClassVar[tuple[str, ...]] = ("app_key", "app_secret")
    offers_per_call: ClassVar[int] = BATCH

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._calls = Calls(connection.client)
        self._reference = Reference(self._calls, connection.told)
        self._book = Book(self._calls, self._reference)

    @classmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        """Build what signs with the application's secret. Raises CredentialsError."""
        return LazadaAuth(keys_of(credentials), hosts, store, clock)

    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Read an answer by its `code`."""
        return answers.judge(response, body)

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        """Translate a listing."""
        return payload_of(listing)

    async def upload(self, picture: Picture, content: bytes) -> str:
        """Send a picture; return its address on Lazada's picture host."""
        ending = picture.media_type.rpartition("/")[2]
        name = f"{picture.sha256[:16]}.{ending}"
        return await self._calls.upload(Upload(name, content, picture.media_type))

    async def find(self, sku: Sku) -> Sequence[Remote]:
        """Return the listings with exactly this seller SKU: Lazada matches by whole words."""
        rows = [row async for row in self._rows((sku,))]
        found = [await self._whole(item) for item in merged(rows) if carries(item, sku)]
        return [remote_of(item) for item in found if carries(item, sku)]

    async def read(self, remote_id: RemoteId) -> Remote:
        """Return what the shop has now."""
        return remote_of(await self._calls.item(remote_id))

    async def create(self, payload: Payload, *, key: str) -> Remote:  # noqa: ARG002 - Lazada takes no key
        """Make the listing with all its variants, or nothing at all."""
        body = await self._reference.settled(payload.body)
        answer = await self._made(creation(body, payload.offers))
        data = answer["data"]
        status = STATUSES.get(str(data.get("item_status")).lower(), RemoteStatus.PENDING)
        return Remote(
            remote_id=RemoteId(str(data["item_id"])),
            status=status,
            title=body["Attributes"]["name"],
            description=body["Attributes"].get("description", ""),
            variants=_new_variants(payload, data),
            picture_count=len(body["Images"]["Image"]),
        )

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Send the content anew over the variants that are there; then add those that are not."""
        item = await self._calls.item(remote_id)
        if status_of(item) is RemoteStatus.GONE:
            raise NotFound(
                _("this listing was deleted in the shop"),
                hint=_("run the command again: it is made anew"),
            )
        body = await self._reference.settled(payload.body)
        change = change_of(body, item, payload.offers)
        answer = await self._calls.write("/product/update", change.content)
        if change.addition is not None:
            await self._add(remote_id, change.addition)
            await self._order(remote_id, body, payload)
            return await self.read(remote_id)
        said = (answer.get("data") or {}).get("item_status")
        was = remote_of(item)
        return replace(
            was,
            title=body["Attributes"]["name"],
            description=body["Attributes"].get("description", ""),
            picture_count=len(body["Images"]["Image"]),
            status=STATUSES.get(str(said).lower(), was.status),
        )

    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        """Set prices, then stocks that may be sold, twenty SKUs a call across products."""
        return await set_offers(self._calls, offers)

    async def unlist(self, remote_id: RemoteId) -> None:
        """Deactivate the product.

        Lazada says of a product in review that it is off sale already; its SKUs are then set
        inactive, so that the end of the review does not put it on sale.
        """
        tree = {"ItemId": str(remote_id)}
        body = await self._calls.post(
            "/product/deactivate", tree, Effect.SET, name="apiRequestBody"
        )
        if not answers.already_off(body):
            for detail in answers.details(body):
                raise answers.detail_error(detail, body)
            return
        item = await self._calls.item(remote_id)
        if any(sku_active(sku) for sku in kept(item)):
            await self._calls.write("/product/update", switch_of(item, "inactive"))

    async def relist(self, remote_id: RemoteId) -> None:
        """Set every SKU active: Lazada has no call of its own for it."""
        item = await self._calls.item(remote_id)
        off = status_of(item) is RemoteStatus.UNLISTED
        if off or not all(sku_active(sku) for sku in kept(item)):
            await self._calls.write("/product/update", switch_of(item, "active"))

    async def list(self) -> AsyncIterator[Remote]:
        """Walk through all listings; rows of one product are joined first.

        Raises Transient when Lazada shows fewer than it counts, and Rejected above 10,000.
        """
        rows = [row async for row in self._rows()]
        for item in merged(rows):
            remote = remote_of(item)
            if remote.status is not RemoteStatus.GONE:
                yield remote

    async def categories(self) -> Sequence[CategoryRow]:
        """Return the leaf categories with Vietnamese names."""
        return await self._book.categories()

    async def attributes(self, category_id: str) -> Sequence[AttributeRow]:
        """Return what a leaf category wants to know."""
        return await self._book.attributes(category_id)

    async def _rows(self, skus: Sequence[str] = ()) -> AsyncIterator[dict[str, Any]]:
        """Read page after page of products until as many are read as Lazada counts."""
        pages = Pages("Lazada")
        for offset in range(0, LAST_OFFSET + 1, PAGE):
            data = await self._calls.products(offset=offset, skus=skus)
            page, total = data.get("products") or [], data.get("total_products")
            pages.fresh((_identity(row) for row in page), last=not page or total is None)
            for row in page:
                yield row
            seen = len(pages.seen)
            counted = seen + (len(page) == PAGE) if total is None else int(total)
            if seen >= counted:
                return
            if not page:
                raise _incomplete(seen, counted)
        raise Rejected(
            _("Lazada shows the first {count} listings only", count=LAST_OFFSET),
            hint=_("the rest of the shop cannot be walked through"),
        )

    async def _whole(self, row: dict[str, Any]) -> dict[str, Any]:
        """Read the whole product of a row, whose SKUs may be shown in part."""
        try:
            return await self._calls.item(str(row["item_id"]))
        except NotFound:
            return row

    async def _made(self, tree: Mapping[str, Any]) -> dict[str, Any]:
        """Send a creation. Raises OutcomeUnknown when the answer names no product."""
        body = await self._calls.post("/product/create", tree, Effect.MAKE)
        if not isinstance(body.get("data"), dict) or not body["data"].get("item_id"):
            refused = "; ".join(detail.words for detail in answers.details(body))
            raise OutcomeUnknown(
                _("Lazada's answer names no listing that it made"),
                hint=_("the shop is looked at before anything is sent again"),
                own_words=refused,
                request_id=answers.request_id(body),
            )
        return body

    async def _add(self, remote_id: RemoteId, tree: Mapping[str, Any]) -> None:
        """Add variants to a product. Raises Rejected when Lazada made another one of them."""
        body = await self._made(tree)
        made = str(body["data"]["item_id"])
        if made != remote_id:
            raise Rejected(
                _("Lazada made a new listing {made} of the added variants", made=made),
                hint=_(
                    "delete it in Seller Center; the added variants need a product of their own"
                ),
                request_id=answers.request_id(body),
            )

    async def _order(self, remote_id: RemoteId, body: Mapping[str, Any], payload: Payload) -> None:
        """Put options in the file's order: the values of added variants may have come last."""
        item = await self._calls.item(remote_id)
        content = change_of(body, item, payload.offers).content
        if "variation" in content:
            await self._calls.write("/product/update", content)


def _new_variants(payload: Payload, data: Mapping[str, Any]) -> tuple[RemoteVariant, ...]:
    """Join the new ids to the offers by seller SKU: Lazada's order is another one."""
    ids = {str(row.get("seller_sku")): str(row["sku_id"]) for row in data.get("sku_list") or []}
    return tuple(
        RemoteVariant(offer.sku, ids.get(offer.sku, ""), offer.price, offer.stock)
        for offer in payload.offers
    )


def _identity(row: Mapping[str, Any]) -> str:
    skus = sorted(str(sku.get("SkuId")) for sku in row.get("skus") or [])
    return " ".join((str(row["item_id"]), *skus))


def _incomplete(seen: int, total: int) -> Transient:
    return Transient(
        _("Lazada showed {seen} of {total} listings", seen=seen, total=total),
        hint=_("run the same command again: the shop was changing, or Lazada was busy"),
    )
