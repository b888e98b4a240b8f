"""Recalls: products that must be off sale in every shop until they are released.

A recall is written down before its first call and stands until somebody ends it; while it stands,
nothing else is sent for its product.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ocopctl.errors import Recalled
from ocopctl.language import _
from ocopctl.publishing.plan import RECALLED, Action, Change, Kind
from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ocopctl.publishing.state import Recorded

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_TIMES = frozenset({"asked_at", "released_at", "unlisted_at", "seen_gone_at"})


class Standing(StrEnum):
    """How far a recall has come in one shop."""

    ASKED = "asked"
    WAITING = "waiting"
    UNLISTED = "unlisted"
    GONE = "gone"
    ABSENT = "absent"


DONE = frozenset({Standing.GONE, Standing.ABSENT})
"""The shop itself has shown that the product is not on sale."""


@dataclass(frozen=True, slots=True)
class InShop:
    """What became of a recall in one shop; times are seconds since 1970, None while unknown.

    `emptied` says that the shop takes no listing off sale now and shows no stock instead;
    `strangers` are the ids of listings with the SKU that were not made from here, left untouched;
    `own_words` is why it is not done, the platform's own words where it had any.
    """

    name: str
    practice: bool
    state: Standing = Standing.ASKED
    remote_id: str = ""
    url: str = ""
    asked_at: float | None = None
    unlisted_at: float | None = None
    seen_gone_at: float | None = None
    emptied: bool = False
    strangers: tuple[str, ...] = ()
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Recall:
    """One product's recall. `skus` are all seller SKUs of the product, its own among them.

    `only` are the journal keys of the shops it is for; empty is every shop, later ones too.
    `batch` has `code` and, where the product file tells, `produced`, `expires` and `quantity`.
    """

    id: str
    sku: str
    skus: tuple[str, ...]
    name: str
    producer: str
    reason: str
    asked_by: str
    asked_at: float
    only: tuple[str, ...] = ()
    batch: Mapping[str, str] = field(default_factory=dict)
    shops: Mapping[str, InShop] = field(default_factory=dict)
    released_at: float | None = None
    released_by: str = ""
    release_reason: str = ""

    def covers(self, shop: str) -> bool:
        """Tell whether the recall is for a shop, by its journal key."""
        return not self.only or shop in self.only

    def with_shop(self, shop: str, found: InShop) -> Recall:
        """Return the recall with what is known of one shop."""
        return replace(self, shops={**self.shops, shop: found})

    def as_json(self) -> dict[str, Any]:
        """Return a JSON object with times in Vietnam's, which `from_json` reads back."""
        shops = {key: _timed(asdict(one)) for key, one in self.shops.items()}
        return {**_timed({**asdict(self), "batch": dict(self.batch)}), "shops": shops}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Recall:
        """Read what `as_json` wrote."""
        values = _read(body)
        shops = {
            key: InShop(**{**_read(one), "state": Standing(one["state"])})
            for key, one in body["shops"].items()
        }
        return cls(**{**values, "shops": shops})


def _timed(body: dict[str, Any]) -> dict[str, Any]:
    return {
        name: moment(value) if name in _TIMES and value is not None else value
        for name, value in body.items()
    }


def _read(body: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(value) for name, value in body.items() if isinstance(value, list)}
    times = {
        n: datetime.fromisoformat(body[n]).timestamp() for n in _TIMES & body.keys() if body[n]
    }
    return {**body, **lists, **times}


def moment(at: float) -> str:
    """Write seconds since 1970 as ISO 8601 in Vietnam's time."""
    return datetime.fromtimestamp(at, ZONE).isoformat(timespec="milliseconds")


def refusal(recall: Recall) -> Recalled:
    """Return what an action for a recalled product ends with."""
    return Recalled(
        since(recall),
        place=recall.sku,
        hint=_("it stays off sale until it is released: ocopctl release {sku}", sku=recall.sku),
    )


def since(recall: Recall) -> str:
    """Say since when and why a product is recalled."""
    day = datetime.fromtimestamp(recall.asked_at, ZONE)
    return _(
        "{sku} is recalled since {when} ({reason})",
        sku=recall.sku,
        when=f"{day:%d/%m/%Y %H:%M}",
        reason=recall.reason,
    )


def recalled(recalls: Iterable[Recall], shop: str, sku: str) -> bool:
    """Tell whether a product is recalled in a shop."""
    return any(one.sku == sku and one.covers(shop) for one in recalls)


def off_sale(
    recalls: Iterable[Recall], recorded: Mapping[str, Mapping[str, Recorded]]
) -> list[Action]:
    """Return what standing recalls still want: listings taken off sale, and looked at. Pure."""
    found = {
        (shop, recall.sku): _step(recall, known)
        for recall in recalls
        for shop, listings in recorded.items()
        if recall.covers(shop) and (known := listings.get(recall.sku)) and known.remote_id
    }
    return [action for action in found.values() if action is not None]


def _step(recall: Recall, known: Recorded) -> Action | None:
    if known.on_sale:
        return unlisting(recall, known)
    seen = recall.shops.get(known.shop)
    done = known.outcome is Outcome.VERIFIED or (seen is not None and seen.state in DONE)
    return None if done else _action(Kind.CHECK, recall, known)


def unlisting(recall: Recall, known: Recorded) -> Action:
    """Return the step that takes a recalled listing off sale."""
    return _action(Kind.UNLIST, recall, known, Change("on_sale", before=True, after=False))


def _action(kind: Kind, recall: Recall, known: Recorded, *changes: Change) -> Action:
    title = str(known.fields.get("title", ""))
    why = Change(RECALLED, None, recall.id)
    return Action(kind, known.shop, known.sku, title, known.digest, (*changes, why))


def forgotten(recall: Recall, prefix: str) -> Recall | None:
    """Return the recall without the shops whose key begins so; None when it had no others."""
    shops = {key: one for key, one in recall.shops.items() if not key.startswith(prefix)}
    return replace(recall, shops=shops) if shops else None
