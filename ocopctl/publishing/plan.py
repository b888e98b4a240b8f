"""What would change: wanted listings against the journal, field by field, with a digest. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ocopctl.publishing.state import Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ocopctl.publishing.state import Recorded, Wanted


class Kind(StrEnum):
    """What an action does; the order is the order of work within a shop."""

    UNLIST = "unlist"
    OFFER = "offer"
    RELIST = "relist"
    UPDATE = "update"
    CREATE = "create"
    CHECK = "check"

    @property
    def writes(self) -> bool:
        """Tell whether the action changes the shop; a check only looks."""
        return self is not Kind.CHECK


_ORDER = {kind: at for at, kind in enumerate(Kind)}


RECALLED = "recalled"
"""The field of an action that names the recall which wants it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its name, what was sent last, what is wanted now (JSON values)."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Action:
    """One step for one listing. `digest` is over the whole content that would be sent."""

    kind: Kind
    shop: str
    sku: str
    title: str
    digest: str
    changes: tuple[Change, ...] = ()

    @property
    def of_recall(self) -> bool:
        """Tell whether a recall wants it: no guard and no hand edit holds it back."""
        return any(change.field == RECALLED for change in self.changes)

    def as_json(self) -> dict[str, Any]:
        """Return the action as a JSON object."""
        return {
            "kind": self.kind.value,
            "shop": self.shop,
            "sku": self.sku,
            "title": self.title,
            "digest": self.digest,
            "changes": [[c.field, c.before, c.after] for c in self.changes],
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Action:
        """Read what `as_json` wrote."""
        changes = tuple(Change(*row) for row in body["changes"])
        return cls(**{**body, "kind": Kind(body["kind"]), "changes": changes})


def order_of_work(action: Action) -> tuple[str, int, str]:
    """Return what actions are sorted by: shop, the most important kind first, SKU."""
    return action.shop, _ORDER[action.kind], action.sku


@dataclass(frozen=True, slots=True)
class Plan:
    """All actions, sorted by shop, order of work and SKU."""

    actions: tuple[Action, ...]

    @classmethod
    def sorted(cls, actions: Iterable[Action]) -> Plan:
        """Return the plan of these actions."""
        return cls(tuple(sorted(actions, key=order_of_work)))

    @property
    def digest(self) -> str:
        """Return the hex SHA-256 over all actions: the same for the same plan only."""
        rows = [action.as_json() for action in self.actions]
        text = json.dumps(rows, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def writes(self) -> bool:
        """Tell whether anything would be sent that changes a shop."""
        return any(action.kind.writes for action in self.actions)

    def counts(self) -> dict[str, int]:
        """Count the actions by kind, kinds that do not occur left out."""
        found: dict[str, int] = {}
        for action in self.actions:
            found[action.kind.value] = found.get(action.kind.value, 0) + 1
        return found


def make_plan(
    wanted: Iterable[Wanted],
    recorded: Mapping[str, Mapping[str, Recorded]],
    fixed: Mapping[str, frozenset[str]],
    doubts: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> Plan:
    """Compare what is wanted with what is recorded, by shop and SKU.

    `fixed` names, by shop, the fields that its marketplace keeps as they were created; `doubts`
    the SKUs of creations of which nobody knows whether they happened.
    Listings that are recorded and not wanted are left alone (law: only ours, nothing deleted
    because it is absent).
    """
    return Plan.sorted(
        action
        for want in wanted
        for action in _actions(
            want,
            recorded.get(want.shop, {}).get(want.sku),
            fixed.get(want.shop, frozenset()),
            doubted=want.sku in doubts.get(want.shop, ()),
        )
    )


def only(plan: Plan, kinds: frozenset[Kind], fields: tuple[str, ...] = ()) -> Plan:
    """Keep actions of these kinds and, where `fields` are given, changes whose name begins so.

    What a recall wants is always kept.
    """
    kept = []
    for action in plan.actions:
        if action.of_recall:
            kept.append(action)
            continue
        if action.kind not in kinds:
            continue
        changes = tuple(c for c in action.changes if not fields or c.field.startswith(fields))
        if fields and not changes:
            continue
        kept.append(replace(action, changes=changes))
    return Plan(tuple(kept))


def _actions(
    want: Wanted, known: Recorded | None, fixed: frozenset[str], *, doubted: bool
) -> Iterator[Action]:
    if known is None or not known.remote_id:
        if want.on_sale:
            yield _action(Kind.CREATE, want, _differences({}, _all_fields(want)))
        elif doubted:
            yield _action(Kind.UNLIST, want, (Change("on_sale", None, after=False),))
        return
    if not want.on_sale:
        yield from _off_sale(want, known)
        return
    if not known.on_sale:
        yield _action(Kind.RELIST, want, (Change("on_sale", before=False, after=True),))
    offers = _offer_changes(want, known)
    if offers:
        yield _action(Kind.OFFER, want, offers)
    content = _content_changes(want, known, fixed)
    if content:
        yield _action(Kind.UPDATE, want, content)
    elif known.outcome is Outcome.REJECTED:
        yield _action(Kind.UPDATE, want, (Change("review", known.reason, None),))
    elif not offers and known.on_sale and known.outcome is not Outcome.VERIFIED:
        yield _action(Kind.CHECK, want, ())


def _off_sale(want: Wanted, known: Recorded) -> Iterator[Action]:
    """Take a listing off sale; one that is off already is looked at until it was seen so."""
    if known.on_sale:
        yield _action(Kind.UNLIST, want, (Change("on_sale", before=True, after=False),))
    elif known.outcome in {Outcome.ACCEPTED, Outcome.UNKNOWN}:
        yield _action(Kind.CHECK, want, ())


def _action(kind: Kind, want: Wanted, changes: tuple[Change, ...]) -> Action:
    return Action(kind, want.shop, want.sku, want.listing.title, want.payload.digest(), changes)


def _all_fields(want: Wanted) -> dict[str, Any]:
    offers: dict[str, Any] = {}
    for offer in want.payload.offers:
        offers |= {f"price {offer.sku}": offer.price, f"stock {offer.sku}": offer.stock}
    return {**want.fields, **offers}


def _content_changes(want: Wanted, known: Recorded, fixed: frozenset[str]) -> tuple[Change, ...]:
    """Return the fields that differ; a form that differs alone shows as the field `form`."""
    if want.payload.digest() == known.digest:
        return ()
    changes = _differences(known.fields, want.fields)
    if not changes:
        return (Change("form", known.digest[:12], want.payload.digest()[:12]),)
    kept = tuple(change for change in changes if change.field not in fixed)
    return kept + _variants_come_and_gone(want, known) if kept else ()


def _variants_come_and_gone(want: Wanted, known: Recorded) -> tuple[Change, ...]:
    """Return the offers of new variants, so that no price goes unseen, and what the shop keeps."""
    wanted = {str(offer.sku): offer for offer in want.payload.offers}
    come = [offer for sku, offer in wanted.items() if sku not in known.offers]
    gone = [sku for sku in known.fields.get("variants", {}) if sku not in wanted]
    changes = [Change(f"price {offer.sku}", None, offer.price) for offer in come]
    changes += [Change(f"stock {offer.sku}", None, offer.stock) for offer in come]
    return (*changes, *([Change("kept", None, gone)] if gone else []))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    names = dict.fromkeys([*after, *before])
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _offer_changes(want: Wanted, known: Recorded) -> tuple[Change, ...]:
    """Return prices and stocks that differ, for SKUs that the listing has already.

    A variant that has left the file is not deleted; it is emptied, so that nobody buys it.
    """
    wanted: set[str] = {offer.sku for offer in want.payload.offers}
    changes = [
        Change(f"stock {sku}", gone.stock, 0)
        for sku, gone in known.offers.items()
        if sku not in wanted and gone.stock
    ]
    for offer in want.payload.offers:
        sent = known.offers.get(offer.sku)
        if sent is None:
            continue
        if sent.price != offer.price:
            changes.append(Change(f"price {offer.sku}", sent.price, offer.price))
        if sent.stock != offer.stock:
            changes.append(Change(f"stock {offer.sku}", sent.stock, offer.stock))
    return tuple(changes)
