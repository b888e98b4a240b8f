"""What setting prices and stocks promises: exactly the asked values, in few calls, each judged."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from ocopctl.adapters.base import Offer, Sku
from ocopctl.adapters.contract.promise import Broken, holds, same
from ocopctl.adapters.contract.steps import ledger, made, offers_of
from ocopctl.adapters.contract.wire import BUSY, CUT_AFTER, CUT_BEFORE, FAILED_AFTER, FAULTS
from ocopctl.errors import MarketplaceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ocopctl.adapters.base import Remote
    from ocopctl.adapters.contract.bench import Bench

_MOST_LISTINGS = 6
_MOST_CALLS = 60


async def offers_change_what_was_asked_alone(bench: Bench) -> None:
    """Prices and stocks of two listings change where asked, each alone or both, nowhere else."""
    first = bench.listing("CT-OFF1", axes=1, values=4)
    second = bench.listing("CT-OFF2")
    one, two = await made(bench, first), await made(bench, second)
    mark = len(bench.effects())
    wanted = offers_of(first) | offers_of(second)
    wanted["CT-OFF1-0"] = (299_000, wanted["CT-OFF1-0"][1])
    wanted["CT-OFF1-1"] = (wanted["CT-OFF1-1"][0], 0)
    wanted["CT-OFF1-2"] = (311_000, 77)
    wanted["CT-OFF2"] = (199_000, 3)
    offers = [
        replace(_offer(one, "CT-OFF1-0"), price=299_000),
        replace(_offer(one, "CT-OFF1-1"), stock=0),
        replace(_offer(one, "CT-OFF1-2"), price=311_000, stock=77),
        replace(_offer(two, "CT-OFF2"), price=199_000, stock=3),
    ]
    await _all_taken(bench, offers)
    same("the market has what was asked for", wanted, ledger(bench, [*wanted]))
    told = {(e.kind, e.sku) for e in bench.effects()[mark:] if _moved(e.detail)}
    same("nothing else was changed", _asked(offers), told)
    for remote in (one, two):
        again = await bench.adapter.read(remote.remote_id)
        for variant in again.variants:
            seen = (variant.price or wanted[variant.sku][0], variant.stock)
            same(f"{variant.sku} is shown so", wanted[variant.sku], seen)


async def offers_go_in_batches(bench: Bench) -> None:
    """More offers than one call takes are all set, in no more calls than a batch size asks for."""
    size = bench.kind.offers_per_call
    count = min(_MOST_LISTINGS, max(2, ceil((size + 1) / 16)))
    listings = [bench.listing(f"CT-LOT{n}", axes=2, values=4) for n in range(count)]
    remotes = [await made(bench, listing) for listing in listings]
    mark = len(bench.effects())
    offers = [
        replace(_offer(remote, variant.sku), price=variant.price + 7_000, stock=variant.stock + 5)
        for listing, remote in zip(listings, remotes, strict=True)
        for variant in listing.variants
    ]
    await _all_taken(bench, offers)
    wanted = {offer.sku: (offer.price, offer.stock) for offer in offers}
    same("all are set", wanted, ledger(bench, [*wanted]))
    calls = {e.call for e in bench.effects()[mark:] if e.kind in ("priced", "stocked")}
    most = 2 * sum(ceil(len(listing.variants) / size) for listing in listings)
    holds(f"at most {most} calls for {len(offers)} offers", len(calls), when=len(calls) <= most)


async def bad_offers_fail_alone(bench: Bench) -> None:
    """An offer for a variant that does not exist gets an error of its own; the others are set."""
    listing = bench.listing("CT-BAD", axes=1, values=3)
    remote = await made(bench, listing)
    good = [
        replace(_offer(remote, v.sku), price=v.price + 9_000, stock=9) for v in listing.variants
    ]
    ghost = "9" * len(good[0].remote_sku)
    bad = replace(good[0], sku=Sku("CT-GHOST"), remote_sku=ghost)
    results = await bench.adapter.set_offers([good[0], bad, *good[1:]])
    same(
        "one result an offer, in their order",
        ["CT-BAD-0", "CT-GHOST", "CT-BAD-1", "CT-BAD-2"],
        [result.sku for result in results],
    )
    errors = {result.sku: result.error for result in results}
    holds("the bad offer has an error", None, when=errors.pop(Sku("CT-GHOST")) is not None)
    same("the good ones have none", [], [e for e in errors.values() if e is not None])
    wanted = {offer.sku: (offer.price, 9) for offer in good}
    same("the good ones are set", wanted, ledger(bench, [*wanted]))


async def disturbed_offers_are_set_or_told(bench: Bench) -> None:
    """An offer whose calls fail once on the way is set, or has an error; none is set wrongly."""
    listing = bench.listing("CT-SHAKE", axes=1)
    remote = await made(bench, listing)
    price = listing.variants[0].price
    for fault in (CUT_BEFORE, CUT_AFTER, FAILED_AFTER, BUSY):
        for at in range(1, _MOST_CALLS):
            price += 1_000
            offers = [
                replace(_offer(remote, v.sku), price=price, stock=at) for v in listing.variants
            ]
            bench.wire.strike(fault, at=at, times=1)
            results = await bench.adapter.set_offers(offers)
            struck = bench.wire.calm()
            have = ledger(bench, [offer.sku for offer in offers])
            for result in results:
                right = have[result.sku] == (price, at)
                promise = f"{fault.name}, call {at}: {result.sku} is set or has an error"
                holds(promise, have[result.sku], when=right or result.error is not None)
            if not struck:
                break


async def failing_offers_are_never_told_as_set(bench: Bench) -> None:
    """While the line fails, no offer is told as set."""
    listing = bench.listing("CT-FAIL", axes=1)
    remote = await made(bench, listing)
    offers = [replace(_offer(remote, v.sku), price=333_000, stock=33) for v in listing.variants]
    for fault in FAULTS:
        bench.wire.strike(fault)
        try:
            results = await bench.adapter.set_offers(offers)
        except MarketplaceError:
            continue
        finally:
            bench.wire.calm()
        done = [result.sku for result in results if result.error is None]
        same(f"{fault.name}: nothing is told as set", [], done)
        same(f"{fault.name}: one result an offer", len(offers), len(results))


async def no_offers_need_no_call(bench: Bench) -> None:
    """Nothing to set is nothing to send."""
    mark = len(bench.wire.sent)
    same("no results", [], [*await bench.adapter.set_offers([])])
    same("no calls", mark, len(bench.wire.sent))


async def _all_taken(bench: Bench, offers: Sequence[Offer]) -> None:
    results = await bench.adapter.set_offers(offers)
    same("one result an offer, in their order", [o.sku for o in offers], [r.sku for r in results])
    for result in results:
        if result.error is not None:
            raise Broken(f"the offer for {result.sku} is taken", repr(result.error))


def _offer(remote: Remote, sku: str) -> Offer:
    ids = {variant.sku: variant.remote_sku for variant in remote.variants}
    return Offer(Sku(sku), remote.remote_id, ids[Sku(sku)])


def _moved(detail: Mapping[str, Any]) -> bool:
    """Tell whether a reported price or stock differs from the one before."""
    value = detail.get("price", detail.get("stock"))
    return value is None or value != detail.get("before")


def _asked(offers: Sequence[Offer]) -> set[tuple[str, str]]:
    prices = {("priced", offer.sku) for offer in offers if offer.price is not None}
    return prices | {("stocked", offer.sku) for offer in offers if offer.stock is not None}
