"""The laws, held against the practice market's history and what was agreed with its owner.

Nothing here looks at the journal, at what a run printed or at how it ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.chaos.shelf import Shelf, offers_of, shelf_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.chaos.history import Call, Effect, History
    from tests.chaos.shelf import Listing

RENEWALS = frozenset(
    {"auth.access_token.get", "auth.token.refresh", "auth.token_refresh", "oauth2.token"}
)
"""Endpoints that give a new token, as the history names them."""
GRANTED = frozenset({"", "0"})
"""Answers of a renewal that gave a token."""
REFUSED = frozenset({"error_param", "IllegalRefreshToken", "36004004", "invalid_grant"})
"""Answers of a renewal whose refresh token is not good, or not any more."""


class Law(IntEnum):
    """The laws of the design that can be shown broken, by their numbers.

    0 is that a command ends, and not with a bug.
    """

    ENDS = 0
    TWICE = 1
    LOST = 2
    WRONG = 3
    RECALLED = 4
    THEIRS = 5
    AGAIN = 6
    TOKENS = 7
    SECRETS = 8


@dataclass(frozen=True, slots=True)
class Breach:
    """A law broken, in words that say where to look."""

    law: Law
    words: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What may be sent by calls after number `since`: prices and stocks by seller SKU."""

    since: int
    prices: Mapping[str, frozenset[int]]
    stocks: Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Goal:
    """One product as `shops` are to show it in the end: price and stock by seller SKU."""

    offers: Mapping[str, tuple[int, int]]
    shops: tuple[str, ...]
    on_sale: bool = True


@dataclass(frozen=True, slots=True)
class Recalled:
    """Seller SKUs off sale for good after call `since`, until call `until` (None: still)."""

    skus: frozenset[str]
    since: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the owner of the shops agreed to.

    Listings made up to call `theirs` are other people's. No call after `quiet` may have an effect
    (None where that was not tried). In the shops `without` nothing could be sent any more.
    """

    goals: tuple[Goal, ...]
    approvals: tuple[Approval, ...]
    recalls: tuple[Recalled, ...] = ()
    theirs: int = 0
    quiet: int | None = None
    without: frozenset[str] = frozenset()


def breaches(history: History, agreed: Agreed) -> list[Breach]:
    """Return every law that was broken, in the order of the laws."""
    effects = history.effects
    return [
        *_twice(effects),
        *_lost(shelf_of(effects), agreed),
        *_wrong(effects, agreed),
        *_recalled(effects, agreed.recalls),
        *_theirs(effects, agreed.theirs),
        *_again(effects, agreed.quiet),
        *_tokens(history),
    ]


def _twice(effects: Sequence[Effect]) -> Iterator[Breach]:
    """1: never two listings with one seller SKU in one shop, at any moment."""
    shelf, told = Shelf(), set()
    for effect in effects:
        shelf.take(effect)
        for sku in effect.skus if effect.kind in {"created", "updated"} else ():
            holders = shelf.holding(effect.shop, sku)
            if len(holders) > 1 and (effect.shop, sku, len(holders)) not in told:
                told.add((effect.shop, sku, len(holders)))
                numbers = ", ".join(one.remote_id for one in holders)
                yield Breach(Law.TWICE, f"{effect.shop} {sku}: {numbers} (call {effect.call})")


def _lost(shelf: Shelf, agreed: Agreed) -> Iterator[Breach]:
    """2: in the end every product is as it was agreed, in every shop."""
    for goal in agreed.goals:
        for shop in set(goal.shops) - agreed.without:
            for sku, offer in goal.offers.items():
                held = shelf.holding(shop, sku)
                listing = next((one for one in held if one.made_by > agreed.theirs), None)
                if missing := _missing(listing, sku, offer, on_sale=goal.on_sale):
                    yield Breach(Law.LOST, f"{shop} {sku}: {missing}")


def _missing(listing: Listing | None, sku: str, offer: tuple[int, int], *, on_sale: bool) -> str:
    """Say what is not as agreed of one SKU, nothing when all is."""
    if listing is None:
        return "is not there" if on_sale else ""
    if listing.on_sale[sku] is not on_sale:
        return "is on sale" if listing.on_sale[sku] else "is off sale"
    shown = listing.prices.get(sku), listing.stocks.get(sku)
    return f"{shown} instead of {offer}" if on_sale and shown != offer else ""


def _wrong(effects: Sequence[Effect], agreed: Agreed) -> Iterator[Breach]:
    """3: no price and no stock but those approved at the time.

    What a review lets through counts by what was approved up to then: it was sent some time before.
    """
    for effect in effects:
        if effect.call <= agreed.theirs:
            continue
        so_far = [one for one in agreed.approvals if one.since < effect.call]
        now = so_far if "request_id" in effect.detail else so_far[-1:]
        for sku, price, stock in offers_of(effect):
            allowed = [(one.prices.get(sku, ()), one.stocks.get(sku, ())) for one in now]
            if price is not None and not any(price in prices for prices, _stocks in allowed):
                yield Breach(Law.WRONG, f"{effect.shop} {sku}: price {price} (call {effect.call})")
            if stock is not None and not any(stock in stocks for _prices, stocks in allowed):
                yield Breach(Law.WRONG, f"{effect.shop} {sku}: stock {stock} (call {effect.call})")


def _recalled(effects: Sequence[Effect], recalls: Sequence[Recalled]) -> Iterator[Breach]:
    """4: what was recalled is neither made nor put on sale until it is released."""
    for effect in effects:
        for recall in recalls:
            after = effect.call > recall.since
            before = recall.until is None or effect.call <= recall.until
            if (
                effect.kind in {"created", "relisted"}
                and after
                and before
                and recall.skus.intersection(effect.skus)
            ):
                words = f"{effect.shop} {effect.sku}: {effect.kind} (call {effect.call})"
                yield Breach(Law.RECALLED, words)


def _theirs(effects: Sequence[Effect], theirs: int) -> Iterator[Breach]:
    """5: other people's listings are left alone, and nothing is deleted."""
    others = {(e.shop, e.remote_id) for e in effects if e.call <= theirs and e.kind != "uploaded"}
    for effect in effects:
        if effect.call <= theirs:
            continue
        if effect.kind == "deleted" or (effect.shop, effect.remote_id) in others:
            words = f"{effect.shop} {effect.sku}: {effect.kind} (call {effect.call})"
            yield Breach(Law.THEIRS, words)


def _again(effects: Sequence[Effect], quiet: int | None) -> Iterator[Breach]:
    """6: when all is as it should be, one more run changes nothing."""
    for effect in effects:
        if quiet is not None and effect.call > quiet:
            words = f"{effect.shop} {effect.sku}: {effect.kind} (call {effect.call})"
            yield Breach(Law.AGAIN, words)


def _tokens(history: History) -> Iterator[Breach]:
    """7: a token that was given and used is the one that is used from then on.

    A refresh token is good once. A renewal that the market refuses, after one that it granted and
    whose token was used since, says that the new pair was not kept before that.
    """
    for marketplace, before, call in _renewed(history):
        used = any(
            one.marketplace == marketplace and before.id < one.id < call.id for one in history.calls
        )
        if call.answer in REFUSED and used:
            yield Breach(Law.TOKENS, f"{marketplace}: renewal refused (call {call.id})")


def _renewed(history: History) -> Iterator[tuple[str, Call, Call]]:
    """Yield marketplace and renewals in pairs whose first was granted and arrived whole."""
    renewals = [call for call in history.calls if call.endpoint in RENEWALS]
    for marketplace in sorted({call.marketplace for call in renewals}):
        of_one = [call for call in renewals if call.marketplace == marketplace]
        for before, call in pairwise(of_one):
            if before.answer in GRANTED and not before.lost:
                yield marketplace, before, call


def shut(history: History) -> frozenset[str]:
    """Return the marketplaces where a new token never got to its owner.

    A storm struck the answer to a renewal, or the process died before it could keep it. The old
    refresh token is used up then and no platform gives it twice, so that the shop's owner has to
    give consent anew.
    """
    struck = {
        call.marketplace
        for call in history.calls
        if call.endpoint in RENEWALS and (call.lost or call.answer not in GRANTED | REFUSED)
    }
    return frozenset(struck | {one for one, _, call in _renewed(history) if call.answer in REFUSED})
