"""The calls of the Tiki adapter."""

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
from ocopctl.adapters.tiki import answers, offers
from ocopctl.adapters.tiki.auth import TikiAuth, application_of
from ocopctl.adapters.tiki.book import Book
from ocopctl.adapters.tiki.calls import Calls
from ocopctl.adapters.tiki.consent import TikiConsent
from ocopctl.adapters.tiki.facts import Facts, unknown_category
from ocopctl.adapters.tiki.listings import Listings
from ocopctl.adapters.tiki.payload import change, creation, payload_of
from ocopctl.adapters.tiki.reading import (
    Stage,
    grouped,
    ids_of,
    product_id,
    remote_of,
)
from ocopctl.adapters.tiki.review import Reviews
from ocopctl.errors import (
    Duplicate,
    InputError,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Transient,
)
from ocopctl.language import N_, _

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
    from ocopctl.adapters.tiki.review import Standing
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.tokens import TokenAuth, TokenStore


class TikiAdapter(TikiConsent, Adapter):
    """Tiki, one seller's shop.

    A new listing is a request that people review. Its remote id is the request's track until it
    is approved, then the numbers of its products (one a variant) joined by `+`.
    """

    name: ClassVar[str] = "tiki"
    capabilities: ClassVar[Capabilities] = Capabilities(
        create=Ability(Support.PARTIAL, N_("on sale once Tiki's people have approved it")),
        variants=Ability(
            Support.PARTIAL, N_("at creation only: a listing that exists takes no new variants")
        ),
        update=Ability(
            Support.PARTIAL,
            N_("title, category and options stay; other content changes after a review"),
        ),
        stock=Ability(Support.PARTIAL, N_("in the shop's main pick-up warehouse")),
        unlist=Ability(
            Support.PARTIAL,
            N_("a request still in review is withdrawn; the listing is made anew later"),
        ),
        upload=Ability(Support.IMPOSSIBLE, N_("Tiki fetches pictures from media_url")),
        fixed=frozenset({"title", "category", "options"}),
    )
    hosts: ClassVar[Hosts] = Hosts(api="https://api.tiki.vn", auth="https://api.tiki.vn")
    credential_fields: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    optional_fields: ClassVar[tuple[str, ...]] = (
        "token_auth_method",
        "app_type",
        "user_agent",
    )
    offers_per_call: ClassVar[int] = 1

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._calls = Calls(connection.client)
        self._facts = Facts(self._calls, connection.told)
        self._book = Book(self._calls, self._facts)
        self._reviews = Reviews(self._calls)
        self._listings = Listings(self._calls, self._reviews)

    @classmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        """Build what asks for tokens and carries them. Raises CredentialsError."""
        return TikiAuth(application_of(credentials), hosts, store, clock)

    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Read an answer by its status and its `errors`."""
        return answers.judge(response, body)

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        """Translate a listing."""
        return payload_of(listing)

    def picture_reference(self, picture: Picture) -> str:
        """Return the picture's address. Raises InputError when the world cannot get it."""
        if not picture.url:
            raise InputError(
                _("Tiki fetches pictures from the web, and this one has no address"),
                place=str(picture.path),
                hint=_("write media_url: in ocopctl.yaml, the address where the pictures are"),
            )
        return picture.url

    async def find(self, sku: Sku) -> Sequence[Remote]:
        """Return the listings with this seller SKU, approved or in review.

        Products are asked for again at the end: what was in review may just have been approved.
        """
        found = await self._calls.products_by_sku(sku)
        if not found:
            pending = await self._reviews.pending(sku)
            if pending:
                return pending
            found = await self._calls.products_by_sku(sku)
        return await self._listings.whole(found)

    async def read(self, remote_id: RemoteId) -> Remote:
        """Return what the shop has now; an approved request is read as its products."""
        ids: Sequence[str] = ids_of(remote_id)
        if not ids:
            standing = await self._reviews.standing(remote_id)
            if standing.stage is not Stage.APPROVED:
                return standing.remote
            ids = standing.ids
        return await self._listings.one(ids)

    async def create(self, payload: Payload, *, key: str) -> Remote:  # noqa: ARG002 - Tiki takes no key
        """Ask for the listing with all its variants; it comes into being when it is approved."""
        body = await self._facts.settled(payload.body)
        tree = creation(
            body,
            payload.offers,
            inventory_type=await self._facts.inventory_type(),
            warehouse=await self._facts.warehouse(),
        )
        try:
            answer = await self._calls.make(tree)
        except NotFound as error:
            raise unknown_category(error) from error
        if not answer.get("track_id"):
            raise OutcomeUnknown(
                _("Tiki's answer names no request that it took"),
                hint=_("the shop is looked at before anything is sent again"),
            )
        remote = Remote(
            remote_id=RemoteId(str(answer["track_id"])),
            status=RemoteStatus.PENDING,
            title=body["name"],
            description=body["description"],
            variants=tuple(RemoteVariant(o.sku, "", o.price, o.stock) for o in payload.offers),
            picture_count=len(body["images"]) + ("image" in body),
        )
        self._reviews.made(remote)
        return remote

    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Ask for other content of each product; a refused request is sent anew instead.

        Raises Transient while a request is in review: Tiki lets nobody change it then.
        """
        ids: Sequence[str] = ids_of(remote_id)
        if not ids:
            standing = await self._reviews.standing(remote_id)
            if standing.stage is Stage.REJECTED:
                return await self._again(standing, payload)
            if standing.stage is Stage.DELETED:
                raise _withdrawn()
            if standing.stage is Stage.PENDING:
                raise _in_review()
            ids = standing.ids
        return await self._change(ids, payload)

    async def set_offers(self, offers_: Sequence[Offer]) -> Sequence[ItemResult]:
        """Set prices and stocks, one SKU a call."""
        return await offers.set_offers(self._calls, self._facts, offers_)

    async def unlist(self, remote_id: RemoteId) -> None:
        """Set every product inactive, or take back a request so that it never goes on sale."""
        ids: Sequence[str] = ids_of(remote_id)
        if not ids:
            standing = await self._reviews.standing(remote_id)
            if standing.stage is Stage.PENDING:
                standing = await self._taken_back(remote_id, standing)
            ids = standing.ids
        await self._listings.switch(ids, active=0)

    async def relist(self, remote_id: RemoteId) -> None:
        """Set every product active; a request in review goes on sale by itself."""
        ids: Sequence[str] = ids_of(remote_id)
        if not ids:
            standing = await self._reviews.standing(remote_id)
            if standing.stage is Stage.DELETED:
                raise _withdrawn()
            if standing.stage is Stage.REJECTED:
                raise Rejected(
                    _("the marketplace's review refused this listing"),
                    hint=_("read the marketplace's own words and correct the product file"),
                    own_words=standing.remote.reason,
                )
            ids = standing.ids
        await self._listings.switch(ids, active=1)

    async def list(self) -> AsyncIterator[Remote]:
        """Walk through all listings: products by what they share, then requests in review.

        Raises Transient while Tiki processes a request that it does not show.
        """
        pending = await self._reviews.all_pending()
        seen: set[str] = set()
        for products in grouped(await self._calls.products()):
            remote = remote_of(products)
            seen.update(variant.sku for variant in remote.variants)
            yield remote
        for remote in pending:
            if seen.isdisjoint(variant.sku for variant in remote.variants):
                yield remote

    async def categories(self) -> Sequence[CategoryRow]:
        """Return the categories that take listings, with Vietnamese names."""
        return await self._book.categories()

    async def attributes(self, category_id: str) -> Sequence[AttributeRow]:
        """Return what a category wants to know."""
        return await self._book.attributes(category_id)

    async def _again(self, refused: Standing, payload: Payload) -> Remote:
        """Send a refused request anew, unless the shop has the SKU by now.

        An earlier answer to this may have been lost; but where the SKU itself was the reason, the
        listing that has it is not ours.
        """
        found = [remote for sku in payload.lookup for remote in await self.find(sku)]
        if not found:
            return await self.create(payload, key="")
        if refused.same_sku or len(found) > 1:
            raise Duplicate(
                _("the shop has another listing with this SKU: {id}", id=found[0].remote_id),
                hint=_("it was left as it is; nothing was sent for this product"),
                own_words=refused.remote.reason,
            )
        return await self.update(found[0].remote_id, payload)

    async def _change(self, ids: Sequence[str], payload: Payload) -> Remote:
        """Ask for the content of each product; prices, stocks and numbers stay."""
        products = await self._listings.products(ids)
        numbers = {str(row.get("original_sku")): product_id(row) for row in products}
        new = [row["sku"] for row in payload.body["variants"] if row["sku"] not in numbers]
        if new:
            raise Rejected(
                _("Tiki takes no new variants into a listing: {skus}", skus=", ".join(new)),
                hint=_("give them a product of their own, or add them in Seller Center"),
            )
        body = await self._facts.settled(payload.body)
        for row in body["variants"]:
            number = numbers[row["sku"]]
            answer = await self._calls.change(change(body, row, int(number)))
            self._reviews.changed(number, str(answer.get("track_id") or ""))
        remote = remote_of(products)
        live = remote.status is RemoteStatus.LIVE
        status = RemoteStatus.PENDING if live else remote.status
        return replace(remote, status=status, description=body["description"])

    async def _taken_back(self, remote_id: RemoteId, standing: Standing) -> Standing:
        """Withdraw a request in review; return its standing after that.

        Raises Transient while Tiki has not given it a number yet.
        """
        if not standing.request_id:
            raise Transient(
                _("Tiki still processes this listing and cannot be stopped yet"),
                hint=_("run the same command again in a minute"),
            )
        try:
            await self._calls.withdraw(standing.request_id)
        except MarketplaceError:
            standing = await self._reviews.standing(remote_id)
            if standing.stage is Stage.PENDING:
                raise
            return standing
        return replace(standing, stage=Stage.DELETED)


def _in_review() -> Transient:
    return Transient(
        _("this listing is in review, and Tiki lets nobody change it until that is through"),
        hint=_("run the same command again when the review is through"),
    )


def _withdrawn() -> NotFound:
    return NotFound(
        _("the request for this listing was withdrawn"),
        hint=_("run the command again: it is made anew"),
    )
