"""The calls of the TikTok Shop adapter."""

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
from ocopctl.adapters.pages import Pages
from ocopctl.adapters.tiktok import answers, offers
from ocopctl.adapters.tiktok.auth import TiktokAuth, field_of, keys_of
from ocopctl.adapters.tiktok.book import Book
from ocopctl.adapters.tiktok.calls import Calls
from ocopctl.adapters.tiktok.codes import EXTERNAL_ID_TAKEN
from ocopctl.adapters.tiktok.consent import TiktokConsent
from ocopctl.adapters.tiktok.doubts import in_review, incomplete, unknown, unnamed
from ocopctl.adapters.tiktok.editing import added, edition
from ocopctl.adapters.tiktok.payload import LEAST_FIRST_STOCK, creation, payload_of
from ocopctl.adapters.tiktok.reading import (
    IN_REVIEW,
    carries,
    remote_of,
    skus_of,
    status_of,
    status_word,
    warehouses_of,
)
from ocopctl.adapters.tiktok.reference import Reference
from ocopctl.errors import (
    Duplicate,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    Rejected,
)
from ocopctl.language import N_, _
from ocopctl.transport.request import Upload

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
        PayloadOffer,
        Picture,
    )
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenAuth, TokenStore


class TiktokAdapter(TiktokConsent, Adapter):
    """TikTok Shop Vietnam, one local seller's shop."""

    name: ClassVar[str] = "tiktok"
    capabilities: ClassVar[Capabilities] = Capabilities(
        create=Ability(
            Support.PARTIAL, N_("a brand that TikTok Shop does not let the shop use is left out")
        ),
        variants=Ability(
            Support.PARTIAL,
            N_("options are kept: a listing made with options cannot lose them later"),
        ),
        update=Ability(
            Support.PARTIAL,
            N_(
                "a live listing changes after its review, one off sale when it is on sale again; "
                "variants can be added, and one taken out of the file stays in the shop"
            ),
        ),
        price=Ability(Support.PARTIAL, N_("only while the listing is on sale, not in review")),
        unlist=Ability(
            Support.PARTIAL,
            N_("a listing in review is set to no stock; it is taken off sale after the review"),
        ),
        list=Ability(Support.PARTIAL, N_("up to 10,000 listings")),
    )
    hosts: ClassVar[Hosts] = Hosts(
        api="https://open-api.tiktokglobalshop.com", auth="https://auth.tiktok-shops.com"
    )
    credential_fields: ClassVar[tuple[str, ...]] = (
        "app_key",
        "app_secret",
        "shop_cipher",
        "service_id",
    )
    optional_fields: ClassVar[tuple[str, ...]] = ("shop_id",)
    learnt_fields: ClassVar[tuple[str, ...]] = ("shop_cipher",)
    offers_per_call: ClassVar[int] = offers.SKUS_A_PRODUCT

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._calls = Calls(connection.client, field_of(connection.credentials, "shop_cipher"))
        self._reference = Reference(self._calls, connection.told)
        self._book = Book(self._calls, self._reference)

    @classmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        """Build what signs with the application's secret. Raises CredentialsError."""
        return TiktokAuth(keys_of(credentials), hosts, store, clock)

    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Read an answer by its `code`."""
        return answers.judge(response, body)

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        """Translate a listing."""
        return payload_of(listing)

    async def upload(self, picture: Picture, content: bytes) -> str:
        """Send a picture; return the name that products use for it."""
        ending = picture.media_type.rpartition("/")[2]
        name = f"{picture.sha256[:16]}.{ending}"
        return await self._calls.upload(Upload(name, content, picture.media_type))

    async def find(self, sku: Sku) -> Sequence[Remote]:
        """Return the listings with exactly this seller SKU; how TikTok matches is not known."""
        rows = [row async for row in self._rows((sku,)) if carries(row, sku)]
        found = [await self._whole(row) for row in rows]
        return [remote_of(product) for product in found if carries(product, sku)]

    async def read(self, remote_id: RemoteId) -> Remote:
        """Return what the shop has now."""
        return remote_of(await self._calls.product(remote_id))

    async def create(self, payload: Payload, *, key: str) -> Remote:
        """Send the listing to its review, then empty the variants that shall have no stock.

        `key` is TikTok's idempotency key. Any failure after the creation is OutcomeUnknown.
        """
        content = await self._reference.settled(payload.body)
        warehouse = await self._reference.warehouse()
        try:
            body = await self._calls.create(creation(content, payload.offers, warehouse, key))
        except Duplicate as error:
            if error.code == str(EXTERNAL_ID_TAKEN) and not await self._seen(payload.lookup[0]):
                raise unknown(error) from error
            raise
        data = body.get("data") or {}
        if not data.get("product_id"):
            raise unnamed(body)
        remote = _made(payload, content, data, answers.warnings(body))
        try:
            await self._empty_new(remote.remote_id, data, payload.offers, warehouse)
        except MarketplaceError as error:
            raise unknown(error) from error
        return remote

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Replace the content; a live listing shows it after its review.

        Raises NotFound for a deleted listing, and Rejected when variants could not stay or the
        listing is off sale: the review that follows an edit would put it on sale.
        """
        product = await self._calls.product(remote_id)
        _check_editable(status_of(product))
        content = await self._reference.settled(payload.body)
        new = set(added(content, product))
        warehouse = await self._reference.warehouse() if new else ""
        body = await self._calls.edit(
            remote_id, edition(content, product, payload.offers, warehouse)
        )
        fresh = [offer for offer in payload.offers if offer.sku in new]
        await self._empty_new(remote_id, body.get("data") or {}, fresh, warehouse)
        remote = await self.read(remote_id)
        return replace(remote, reason=remote.reason or answers.warnings(body))

    async def set_offers(self, offers_: Sequence[Offer]) -> Sequence[ItemResult]:
        """Set stocks and prices: a call a product for each, after one search for a hundred."""
        return await offers.set_offers(self._calls, self._reference, offers_)

    async def unlist(self, remote_id: RemoteId) -> None:
        """Deactivate the listing.

        TikTok deactivates only what is live: a listing in review is set to no stock, so that the
        end of the review sells nothing, and Rejected says that it has to be done again.
        """
        body = await self._calls.deactivate(remote_id)
        refused = answers.refusals(body)
        if not refused:
            return
        error = answers.refusal_error(refused[0], body)
        if isinstance(error, NotFound):
            raise error
        product = await self._calls.product(remote_id)
        if status_word(product) == IN_REVIEW:
            warehouse = await self._reference.warehouse()
            await self._set_stocks(
                remote_id,
                [
                    offers.stock_row(str(row["id"]), 0, warehouses_of(row), warehouse)
                    for row in skus_of(product)
                ],
            )
            raise in_review(error)
        if status_of(product) in {RemoteStatus.LIVE, RemoteStatus.PENDING}:
            raise error

    async def relist(self, remote_id: RemoteId) -> None:
        """Activate the listing, which sends it to a review again; quiet in review and on sale."""
        remote = await self.read(remote_id)
        if remote.status in {RemoteStatus.LIVE, RemoteStatus.PENDING}:
            return
        body = await self._calls.activate(remote_id)
        for refusal in answers.refusals(body):
            error = answers.refusal_error(refusal, body)
            error.own_words = " · ".join(filter(None, (error.own_words, remote.reason)))
            raise error

    async def list(self) -> AsyncIterator[Remote]:
        """Walk through all listings. Raises Transient when TikTok shows fewer than it counts."""
        rows = [row async for row in self._rows()]
        for row in rows:
            remote = remote_of(row)
            if remote.status is not RemoteStatus.GONE:
                yield remote

    async def categories(self) -> Sequence[CategoryRow]:
        """Return the leaf categories that are open to the shop, with Vietnamese names."""
        return await self._book.categories()

    async def attributes(self, category_id: str) -> Sequence[AttributeRow]:
        """Return what a leaf category wants to know."""
        return await self._book.attributes(category_id)

    async def _rows(self, skus: Sequence[str] = ()) -> AsyncIterator[dict[str, Any]]:
        """Read page after page of a search, each product once."""
        pages, counted, token = Pages("TikTok Shop"), 0, ""
        while True:
            page = await self._calls.search(skus, token)
            counted = max(counted, int(page.get("total_count") or 0))
            token = str(page.get("next_page_token") or "")
            rows = {str(row["id"]): row for row in page.get("products") or []}
            fresh = pages.fresh(rows, last=not token)
            for product_id, row in rows.items():
                if product_id in fresh:
                    yield row
            if not token:
                break
        if len(pages.seen) < counted:
            raise incomplete(len(pages.seen), counted)

    async def _whole(self, row: dict[str, Any]) -> dict[str, Any]:
        """Read the whole product of a row: frozen ones may be shown by searches only."""
        try:
            return await self._calls.product(str(row["id"]))
        except NotFound:
            return row

    async def _seen(self, sku: Sku) -> bool:
        """Tell whether the shop shows a SKU whose mark it says is taken.

        When it does not, an earlier attempt may have made the listing a moment ago.
        """
        try:
            return bool(await self.find(sku))
        except MarketplaceError:
            return False

    async def _empty_new(
        self,
        remote_id: str,
        data: Mapping[str, Any],
        made: Sequence[PayloadOffer],
        warehouse: str,
    ) -> None:
        """Take away the stock that new variants had to be made with."""
        ids = _ids(data)
        without = [offer.sku for offer in made if offer.stock < LEAST_FIRST_STOCK]
        if any(sku not in ids for sku in without):
            raise OutcomeUnknown(
                _("TikTok Shop's answer does not name all the variants that it made"),
                hint=_("the shop is looked at before anything is sent again"),
            )
        rows = [offers.stock_row(ids[sku], 0, [], warehouse) for sku in without]
        await self._set_stocks(remote_id, rows)

    async def _set_stocks(self, remote_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Set stocks of SKUs, if any. Raises the first refusal."""
        body = await self._calls.inventory(remote_id, rows) if rows else {}
        for refusal in answers.refusals(body):
            raise answers.refusal_error(refusal, body)


def _check_editable(status: RemoteStatus) -> None:
    if status is RemoteStatus.GONE:
        raise NotFound(
            _("this listing was deleted in the shop"),
            hint=_("run the command again: it is made anew"),
        )
    if status is RemoteStatus.UNLISTED:
        raise Rejected(
            _("this listing is off sale, and on TikTok Shop an edit would put it on sale"),
            hint=_("put it on sale first: run plan again with --refresh"),
        )


def _ids(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the ids of SKUs by seller SKU, as an answer to a change names them."""
    return {str(row.get("seller_sku")): str(row["id"]) for row in data.get("skus") or []}


def _made(
    payload: Payload, content: Mapping[str, Any], data: Mapping[str, Any], warned: str
) -> Remote:
    """Return the new listing: what was sent is only submitted, whatever the review will say."""
    ids = _ids(data)
    return Remote(
        remote_id=RemoteId(str(data["product_id"])),
        status=RemoteStatus.PENDING,
        title=content["title"],
        description=content["description"],
        variants=tuple(
            RemoteVariant(offer.sku, ids.get(offer.sku, ""), offer.price, offer.stock)
            for offer in payload.offers
        ),
        picture_count=len(content["main_images"]),
        reason=warned,
    )
