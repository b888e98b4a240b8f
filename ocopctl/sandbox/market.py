"""What every emulator is given: its shelf, the clocks, how strict to be, and how it answers.

An emulator is a function `(Call) -> Answer` beside a table of routes; it is run inside one
transaction, so that a call has its whole effect or none. It reports what it did with
`Call.effect`, which is how the history comes to know of listings, prices and stocks.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ocopctl.sandbox.clock import Clock
    from ocopctl.sandbox.store import Shelf, Store


@dataclass(frozen=True, slots=True)
class Settings:
    """How the market behaves, in seconds of market time unless said otherwise.

    `review_s` is how long a new or changed listing waits for its review; `index_lag_s` how long
    a search by SKU does not see it; `lock_s` how long an edited item refuses the next edit;
    `calls_per_second` is a shop's allowance, 0 for none. `calls_per_day` is what a day allows
    where a platform has such a limit: all calls of an app with Shopee and Lazada, new listings of a
    shop with TikTok Shop. `calls_per_hour` is that of a TikTok development shop. 0 for none.
    """

    review_s: float = 20.0
    index_lag_s: float = 0.0
    lock_s: float = 0.0
    calls_per_second: float = 0.0
    calls_per_day: int = 0
    calls_per_hour: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One file part of a multipart body."""

    name: str
    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, JSON (or text or bytes), and the platform's own code for history."""

    body: Any
    status: int = 200
    code: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """One request as it came in, with helpers to read it and to report what it did."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    shop: str = ""
    endpoint: str = ""
    skus: list[str] = field(default_factory=list)
    effects: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)

    def again(self, *, query: list[tuple[str, str]] | None = None) -> Call:
        """Return the call as it came in, with nothing found out about it; `query` for its own."""
        asked = self.query if query is None else query
        return Call(self.method, self.path, list(asked), self.headers, self.body)

    def first(self, name: str) -> str | None:
        """Return the first query value of that name, None when it is absent."""
        return next((value for key, value in self.query if key == name), None)

    @property
    def media_type(self) -> str:
        """Return the content type without its parameters, in lower case."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    def json(self) -> Any:
        """Parse the body as JSON. Raises ValueError (the emulator words its own refusal)."""
        return json.loads(self.body.decode("utf-8"))

    def form(self) -> dict[str, str]:
        """Return the text fields of an urlencoded or multipart body; the last of a name wins."""
        if self.media_type == "application/x-www-form-urlencoded":
            return dict(parse_qsl(self.body.decode("utf-8"), keep_blank_values=True))
        texts = [part for part in self.parts() if not part.filename]
        return {part.name: part.content.decode("utf-8") for part in texts}

    def parts(self) -> list[Part]:
        """Return the parts of a multipart body; none when it is not one or is broken."""
        if self.media_type != "multipart/form-data":
            return []
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message = BytesParser(policy=HTTP).parsebytes(head + self.body)
        return [_part(piece) for piece in message.iter_parts()] if message.is_multipart() else []

    def effect(self, kind: str, *, sku: str, remote_id: object, **detail: Any) -> None:
        """Report an effect.

        Kinds: created, updated, priced, stocked, unlisted, relisted, deleted, uploaded.
        """
        self.effects.append((kind, sku, str(remote_id), detail))


def _part(piece: Any) -> Part:
    content = piece.get_payload(decode=True) or b""
    return Part(
        name=str(piece.get_param("name", "", header="content-disposition")),
        filename=piece.get_filename() or "",
        media_type=piece.get_content_type(),
        content=content,
    )


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a marketplace speaks of the faults that it has words for. Its names are endpoints.

    `lists` answer with listings found; `writes` change listings; `renewals` give out tokens.
    `too_fast` is the refusal of a call too many,
    `used_up` of one after the day's last, `trouble` of a platform that is in trouble though its
    HTTP status says otherwise. `nothing` empties the body of a list. `first_page` returns the call
    that asks for the first page, None for one that does. `token` is the access token of a call, ""
    without one; `expire` ends it. `sent_in` tells the ids of what a call sent to a review,
    `refuse_review` makes the next review of one of them say no.
    """

    lists: frozenset[str]
    writes: frozenset[str]
    renewals: frozenset[str]
    too_fast: Callable[[], Answer]
    used_up: Callable[[Market, Call], Answer]
    trouble: Callable[[], Answer]
    nothing: Callable[[Call, Any], Any]
    first_page: Callable[[Market, Call], Call | None]
    token: Callable[[Call], str]
    expire: Callable[[Market, str], None]
    sent_in: Callable[[Call, Answer], Sequence[str]]
    refuse_review: Callable[[Market, str], None]


class Emulator(Protocol):
    """One marketplace: its name, how it speaks of faults, and the answer to any call."""

    name: str
    dialect: Dialect

    def answer(self, call: Call) -> Answer:
        """Act on a call, inside a transaction that is already open."""
        ...

    def credentials(self, account: str) -> dict[str, str]:
        """Return all credential fields of a seller account, made at first use, tokens fresh."""
        ...

    def listings(self) -> list[Shown]:
        """Return what buyers and sellers would see, all accounts."""
        ...


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """One choice a buyer has: `label` such as "Đỏ điều / 90 x 180", price in dong."""

    sku: str
    label: str
    price: int
    stock: int
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One listing as a buyer would see it. Pictures are digests of blobs in the store.

    `status` is one of live, review, unlisted, rejected, deleted; `html` tells how to show the text.
    """

    marketplace: str
    shop: str
    remote_id: str
    title: str
    description: str
    html: bool
    status: str
    category: str
    pictures: tuple[str, ...]
    variants: tuple[ShownVariant, ...]
    updated_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Market:
    """What an emulator works with.

    `fetch` downloads a picture by URL, as the platform would; None when nothing is there.
    """

    store: Store
    shelf: Shelf
    clock: Clock
    settings: Settings
    fetch: Callable[[str], bytes | None]

    def keep_picture(self, content: bytes, media_type: str) -> str:
        """Keep a picture's bytes; return the digest that `Shown.pictures` names it by."""
        digest = hashlib.sha256(content).hexdigest()
        self.store.put_blob(digest, content, media_type)
        return digest
