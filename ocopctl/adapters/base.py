"""What an adapter is: the words it speaks, and the calls it must be able to make.

An adapter translates and calls. It does not retry, sleep, print, read files or the environment;
the client it is given signs, paces, repeats what may be repeated, and raises classified errors.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, NewType, Protocol, runtime_checkable

from ocopctl.adapters.strange import Retold, guard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, MutableMapping, Sequence
    from pathlib import Path

    import httpx

    from ocopctl.errors import MarketplaceError
    from ocopctl.transport.clock import Clock
    from ocopctl.transport.request import Request
    from ocopctl.transport.tokens import TokenAuth, Tokens, TokenStore

Sku = NewType("Sku", str)
RemoteId = NewType("RemoteId", str)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a listing: `sha256` of its bytes names it, `url` is where the world gets it."""

    sha256: str
    path: Path
    media_type: str
    width: int
    height: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """One way in which variants differ, with its values in the order buyers see."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingVariant:
    """One offer of a listing: `values` has one value an axis; money in whole dong, grams."""

    sku: Sku
    values: tuple[str, ...]
    price: int
    stock: int
    weight_g: int
    gtin: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """The parcel as it is sent: grams and centimetres."""

    weight_g: int
    length_cm: int
    width_cm: int
    height_cm: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One product as one shop shall show it. `attributes` are by the marketplace's own ids.

    `variants` has one entry and no axes for a product without options. `lead_days` is how many
    days an order takes before it leaves.
    """

    sku: Sku
    title: str
    description: str
    category_id: str
    brand: str
    attributes: Mapping[str, str]
    pictures: tuple[Picture, ...]
    axes: tuple[Axis, ...]
    variants: tuple[ListingVariant, ...]
    parcel: Parcel
    lead_days: int = 2
    highlights: tuple[str, ...] = ()
    origin: str = "Việt Nam"


@dataclass(frozen=True, slots=True)
class PayloadOffer:
    """Price (whole dong) and stock of one SKU, as a create sends them."""

    sku: Sku
    price: int
    stock: int


@dataclass(frozen=True, slots=True)
class Payload:
    """What would be sent for a listing, complete but for pictures, which stand as references.

    `body` is a JSON tree of the content alone: prices and stocks are in `offers`, so that the
    digest changes with the content and with nothing else. A picture stands in it as
    `picture_ref(sha256)` until `with_pictures` puts the platform's own reference there.
    `lookup` are the seller SKUs under which the listing is found on this marketplace.
    """

    sku: Sku
    lookup: tuple[Sku, ...]
    body: Mapping[str, Any]
    offers: tuple[PayloadOffer, ...]
    pictures: tuple[Picture, ...] = ()

    def digest(self) -> str:
        """Return the hex SHA-256 of the content, the same for equal content only."""
        text = json.dumps(self.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def with_pictures(self, references: Mapping[str, str]) -> Payload:
        """Put the platform's references (by sha256) in the places of the pictures."""
        return Payload(
            sku=self.sku,
            lookup=self.lookup,
            body=_replaced(self.body, references),
            offers=self.offers,
            pictures=(),
        )


def picture_ref(picture: Picture) -> dict[str, str]:
    """Return what stands for a picture in a payload's body."""
    return {"$picture": picture.sha256}


def _replaced(node: Any, references: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        if node.keys() == {"$picture"}:
            return references[node["$picture"]]
        return {key: _replaced(value, references) for key, value in node.items()}
    if isinstance(node, list):
        return [_replaced(item, references) for item in node]
    return node


class RemoteStatus(StrEnum):
    """What a shop does with a listing."""

    LIVE = "live"
    PENDING = "pending"
    REJECTED = "rejected"
    UNLISTED = "unlisted"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class RemoteVariant:
    """One SKU as a shop has it: `remote_sku` is the platform's id; None where it does not tell."""

    sku: Sku
    remote_sku: str
    price: int | None
    stock: int | None


@dataclass(frozen=True, slots=True)
class Remote:
    """A listing as the shop has it now. `remote_id` may be newer than the one asked for.

    `complete` is False while a creation in several steps has not had its last one. `reason` is
    the platform's own words for a rejection. `description` may have been reformatted by it.
    `seller_sku` is the listing's own SKU on platforms that keep one beside the variants'.
    """

    remote_id: RemoteId
    status: RemoteStatus
    title: str = ""
    description: str = ""
    variants: tuple[RemoteVariant, ...] = ()
    picture_count: int | None = None
    url: str = ""
    reason: str = ""
    complete: bool = True
    seller_sku: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Price and stock to set for one SKU of a live listing; None leaves a value as it is."""

    sku: Sku
    remote_id: RemoteId
    remote_sku: str
    price: int | None = None
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of one offer: no error means that the shop took it."""

    sku: Sku
    error: MarketplaceError | None = None


class Support(StrEnum):
    """How far an ability goes."""

    FULL = "full"
    PARTIAL = "partial"
    NOT_YET = "not yet"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Ability:
    """An ability's support and, unless it is full, what a user should know."""

    support: Support
    note: str = ""


FULL = Ability(Support.FULL)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an adapter can do; the matrix in the documentation is made from it.

    `fixed` names the listing fields that the platform keeps as they were created.
    """

    create: Ability = FULL
    variants: Ability = FULL
    update: Ability = FULL
    price: Ability = FULL
    stock: Ability = FULL
    unlist: Ability = FULL
    relist: Ability = FULL
    find: Ability = FULL
    list: Ability = FULL
    upload: Ability = FULL
    fixed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where a platform answers: API and authorisation bases, as on the real network."""

    api: str
    auth: str


@dataclass(frozen=True, slots=True)
class Connection:
    """What an adapter works with: a ready client and the shop's credentials.

    `told` holds answers about categories that need not be asked for again: JSON values by names
    that end in the thing asked about (`attributes/101101`). It may outlive the connection.
    """

    client: Caller
    credentials: Mapping[str, str] = field(repr=False)
    told: MutableMapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Have it noted when a kept answer is read: it may be as strange as a new one."""
        object.__setattr__(self, "told", Retold(self.told))


class Caller(Protocol):
    """What sends requests: the client, or what stands for it where nothing may be sent."""

    async def call(self, request: Request) -> Any:
        """Send `request` and return the parsed answer of a success."""
        ...


class Adapter(ABC):
    """One marketplace, spoken with through one shop's connection.

    `credential_fields` must be there, `optional_fields` may be; `learnt_fields` are those of
    `credential_fields` that the owner's consent tells when they are not written down.
    `resources` is the package in which a plug-in brings `rules/NAME.yaml` and `templates/NAME/`.
    """

    name: ClassVar[str]
    capabilities: ClassVar[Capabilities]
    hosts: ClassVar[Hosts]
    credential_fields: ClassVar[tuple[str, ...]]
    optional_fields: ClassVar[tuple[str, ...]] = ()
    learnt_fields: ClassVar[tuple[str, ...]] = ()
    resources: ClassVar[str] = ""
    offers_per_call: ClassVar[int]

    def __init_subclass__(cls, **options: Any) -> None:
        """Have what cannot be read of an answer told as the marketplace's error."""
        super().__init_subclass__(**options)
        guard(cls)

    def __init__(self, connection: Connection) -> None:
        self._client = connection.client
        self._credentials = connection.credentials

    @classmethod
    @abstractmethod
    def authenticator(
        cls, credentials: Mapping[str, str], hosts: Hosts, store: TokenStore, clock: Clock
    ) -> TokenAuth:
        """Build what signs this platform's requests and refreshes its tokens."""

    @staticmethod
    @abstractmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        """Read an answer as the platform means it: None for success, else the error."""

    @classmethod
    @abstractmethod
    def payload(cls, listing: Listing) -> Payload:
        """Translate a listing into what would be sent. Pure: no call, no clock, no account."""

    @abstractmethod
    async def find(self, sku: Sku) -> Sequence[Remote]:
        """Return the listings that carry this seller SKU exactly; two or more are duplicates."""

    @abstractmethod
    async def read(self, remote_id: RemoteId) -> Remote:
        """Return what the shop has now. Raises NotFound when the platform knows no such id."""

    @abstractmethod
    async def create(self, payload: Payload, *, key: str) -> Remote:
        """Make the listing, pictures already in place. `key` names the attempt where that helps.

        Raises OutcomeUnknown when the listing may exist all the same.
        """

    @abstractmethod
    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        """Make title, text, pictures, category, attributes and parcel as in `payload`."""

    @abstractmethod
    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        """Set prices and stocks in batches as large as the platform takes; one result an offer."""

    @abstractmethod
    async def unlist(self, remote_id: RemoteId) -> None:
        """Take a listing off sale; quiet when it is off sale already."""

    @abstractmethod
    async def relist(self, remote_id: RemoteId) -> None:
        """Put a listing on sale again; quiet when it is on sale already."""

    @abstractmethod
    def list(self) -> AsyncIterator[Remote]:
        """Walk through all listings of the shop, deleted ones left out."""


@runtime_checkable
class PictureUpload(Protocol):
    """An adapter whose platform keeps pictures itself."""

    async def upload(self, picture: Picture, content: bytes) -> str:
        """Send a picture; return the platform's reference to it."""
        ...


@runtime_checkable
class PictureByUrl(Protocol):
    """An adapter whose platform fetches pictures from the seller's own address."""

    def picture_reference(self, picture: Picture) -> str:
        """Return the address that the platform shall fetch. Pure."""
        ...


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A leaf category of a shop's tree: `path` are the names from the root to the leaf."""

    category_id: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute of a leaf category.

    `name` is what a product file calls it by; `also` are other names that the adapter takes.
    `options` are the values that may be chosen, `other_options` other spellings of the same;
    `free` tells whether further values are taken too, `several` whether a text may list some.
    """

    name: str
    label: str
    required: bool
    options: tuple[str, ...] = ()
    free: bool = True
    also: tuple[str, ...] = ()
    other_options: tuple[str, ...] = ()
    several: bool = False


@runtime_checkable
class CategoryBook(Protocol):
    """An adapter that can ask the shop for its categories and what they want to know."""

    async def categories(self) -> Sequence[CategoryRow]:
        """Return every leaf category that the shop may list in, with Vietnamese names."""
        ...

    async def attributes(self, category_id: str) -> Sequence[AttributeRow]:
        """Return the attributes that a product file fills for a leaf category.

        What the adapter fills by itself (brand, parcel, name) is left out.
        """
        ...


def first_tokens(credentials: Mapping[str, str]) -> Tokens | None:
    """Return the pair that the credentials carry, None when they carry none."""
    from ocopctl.transport.tokens import Tokens  # noqa: PLC0415 - keeps this module free of httpx

    access = credentials.get("access_token", "")
    refresh = credentials.get("refresh_token", "")
    return Tokens(access, refresh) if access or refresh else None


def distinct(pictures: Iterable[Picture | None]) -> tuple[Picture, ...]:
    """Return each picture once, in the order of its first use."""
    found = {picture.sha256: picture for picture in pictures if picture is not None}
    return tuple(found.values())
