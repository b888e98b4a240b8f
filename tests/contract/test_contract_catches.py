"""The contract has teeth: adapters with one flaw each are caught by the promise they break."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

import httpx
import pytest

from ocopctl.adapters.base import Ability, ItemResult, Remote, RemoteStatus, Support
from ocopctl.adapters.contract import (
    Broken,
    changing,
    doubts,
    making,
    offering,
    payloads,
    refusals,
    shelf,
)
from ocopctl.adapters.contract import abilities as about_abilities
from ocopctl.adapters.contract.run import run, run_all
from ocopctl.adapters.lazada import LazadaAdapter
from ocopctl.adapters.shopee import ShopeeAdapter
from ocopctl.errors import MarketplaceError, NotFound, OutcomeUnknown, Rejected, Transient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.base import Adapter, Listing, Offer, Payload, RemoteId, Sku
    from ocopctl.adapters.contract import Bench, Check

    Open = Callable[[type[Adapter]], AbstractAsyncContextManager[Bench]]


class SendsAgainBlindly(ShopeeAdapter):
    async def create(self, payload: Payload, *, key: str) -> Remote:
        try:
            return await super().create(payload, key=key)
        except OutcomeUnknown:
            return await super().create(payload, key=key)


class CallsADoubtAFailure(ShopeeAdapter):
    async def create(self, payload: Payload, *, key: str) -> Remote:
        try:
            return await super().create(payload, key=key)
        except OutcomeUnknown as error:
            raise Transient(error.message) from error


class LeavesHalfAListing(ShopeeAdapter):
    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        del payload
        return await self.read(remote_id)


class TakesAnErrorForAbsence(LazadaAdapter):
    async def find(self, sku: Sku) -> Sequence[Remote]:
        try:
            return await super().find(sku)
        except MarketplaceError:
            return []


class FindsByTheFirstLetters(LazadaAdapter):
    async def find(self, sku: Sku) -> Sequence[Remote]:
        shop = [remote async for remote in self.list()]
        return [r for r in shop if any(v.sku.startswith(sku) for v in r.variants)]


class TakesAStrangePageForAbsence(LazadaAdapter):
    @staticmethod
    def judge(response: httpx.Response, body: Any) -> MarketplaceError | None:
        if response.status_code == 404:
            return NotFound("not there")
        return LazadaAdapter.judge(response, body)


class NumbersItsPayloads(LazadaAdapter):
    _numbers: ClassVar = itertools.count()

    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        made = super().payload(listing)
        return replace(made, body={**made.body, "number": next(cls._numbers)})


class PutsPricesIntoTheContent(LazadaAdapter):
    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        made = super().payload(listing)
        return replace(made, body={**made.body, "prices": [offer.price for offer in made.offers]})


class ForgetsAPicture(LazadaAdapter):
    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        made = super().payload(listing)
        return replace(made, pictures=made.pictures[1:])


class SetsOffersInUpdates(LazadaAdapter):
    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        remote = await super().update(remote_id, payload)
        by_sku = {offer.sku: offer for offer in payload.offers}
        await super().set_offers(
            [
                _offer(remote, variant.sku, by_sku[variant.sku].price)
                for variant in remote.variants
                if variant.sku in by_sku
            ]
        )
        return remote


class PutsOnSaleInUpdates(LazadaAdapter):
    async def update(self, remote_id: RemoteId, payload: Payload) -> Remote:
        remote = await super().update(remote_id, payload)
        await self.relist(remote_id)
        return remote


class IsAlwaysContent(LazadaAdapter):
    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        await super().set_offers(offers)
        return [ItemResult(offer.sku) for offer in offers]


class SendsOffersOneByOne(LazadaAdapter):
    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        return [(await LazadaAdapter.set_offers(self, [offer]))[0] for offer in offers]


class TakesNoneForNothingLeft(LazadaAdapter):
    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        return await super().set_offers([replace(o, stock=o.stock or 0) for o in offers])


class LosesOneResult(LazadaAdapter):
    async def set_offers(self, offers: Sequence[Offer]) -> Sequence[ItemResult]:
        return (await super().set_offers(offers))[:-1]


class OnlySaysThatItIsOffSale(LazadaAdapter):
    async def unlist(self, remote_id: RemoteId) -> None:
        await self.read(remote_id)


class ComplainsTheSecondTime(LazadaAdapter):
    async def relist(self, remote_id: RemoteId) -> None:
        if (await self.read(remote_id)).status is RemoteStatus.LIVE:
            raise Rejected("on sale already")
        await super().relist(remote_id)


class OverlooksOneListing(LazadaAdapter):
    async def list(self) -> AsyncIterator[Remote]:
        everything = [remote async for remote in super().list()]
        for remote in everything[1:]:
            yield remote


class ReadsWhatIsNotThere(LazadaAdapter):
    async def read(self, remote_id: RemoteId) -> Remote:
        try:
            return await super().read(remote_id)
        except NotFound:
            return Remote(remote_id, RemoteStatus.GONE)


class TellsItsToken(LazadaAdapter):
    async def read(self, remote_id: RemoteId) -> Remote:
        try:
            return await super().read(remote_id)
        except MarketplaceError as error:
            error.own_words += self._credentials["access_token"]
            raise


class CanMoreThanItSays(LazadaAdapter):
    capabilities = replace(
        LazadaAdapter.capabilities, unlist=Ability(Support.IMPOSSIBLE, "Lazada has no such call")
    )


class HasNoNote(LazadaAdapter):
    capabilities = replace(LazadaAdapter.capabilities, stock=Ability(Support.PARTIAL))


class SpoilsLetters(LazadaAdapter):
    @classmethod
    def payload(cls, listing: Listing) -> Payload:
        return super().payload(replace(listing, title=listing.title.replace("&", "&amp;")))


def _offer(remote: Remote, sku: str, price: int) -> Offer:
    from ocopctl.adapters.base import Offer

    found = next(variant for variant in remote.variants if variant.sku == sku)
    return Offer(found.sku, remote.remote_id, found.remote_sku, price)


@pytest.mark.parametrize(
    ("flawed", "check"),
    [
        (SendsAgainBlindly, doubts.lost_answers_make_no_second_listing),
        (CallsADoubtAFailure, doubts.lost_answers_make_no_second_listing),
        (CallsADoubtAFailure, doubts.broken_answers_make_no_second_listing),
        (LeavesHalfAListing, doubts.broken_off_makings_can_be_finished),
        (LeavesHalfAListing, changing.updates_change_the_content_alone),
        (TakesAnErrorForAbsence, refusals.faults_become_their_errors),
        (TakesAnErrorForAbsence, refusals.wrong_keys_are_refused),
        (FindsByTheFirstLetters, making.finding_agrees_with_making),
        (TakesAStrangePageForAbsence, refusals.faults_become_their_errors),
        (NumbersItsPayloads, payloads.payloads_are_pure),
        (PutsPricesIntoTheContent, payloads.digests_tell_contents_apart),
        (ForgetsAPicture, payloads.payloads_are_complete),
        (SetsOffersInUpdates, changing.updates_leave_other_offers_alone),
        (PutsOnSaleInUpdates, changing.updates_leave_what_is_off_sale_off_sale),
        (IsAlwaysContent, offering.failing_offers_are_never_told_as_set),
        (IsAlwaysContent, offering.bad_offers_fail_alone),
        (SendsOffersOneByOne, offering.offers_go_in_batches),
        (TakesNoneForNothingLeft, offering.offers_change_what_was_asked_alone),
        (LosesOneResult, offering.offers_change_what_was_asked_alone),
        (OnlySaysThatItIsOffSale, shelf.off_sale_and_back_is_quiet),
        (ComplainsTheSecondTime, shelf.off_sale_and_back_is_quiet),
        (OverlooksOneListing, shelf.a_walk_shows_every_listing_once),
        (ReadsWhatIsNotThere, refusals.unknown_listings_are_not_found),
        (TellsItsToken, refusals.errors_hold_no_secret),
        (CanMoreThanItSays, about_abilities.missing_abilities_are_refused_clearly),
        (HasNoNote, about_abilities.declarations_are_honest),
        (SpoilsLetters, making.vietnamese_survives),
    ],
)
async def test_a_flaw_is_caught(flawed: type[Adapter], check: Check, bench_of: Open) -> None:
    async with bench_of(flawed) as bench:
        with pytest.raises((Broken, MarketplaceError)):
            await check(bench)


async def test_a_run_tells_what_was_promised_and_what_was_seen(bench_of: Open) -> None:
    verdict = await run(about_abilities.declarations_are_honest, lambda: bench_of(HasNoNote))
    assert not verdict.kept
    assert verdict.check == "declarations_are_honest"
    assert verdict.promise.startswith("What is not fully there has a note")
    assert "stock has a note" in verdict.broken


async def test_a_bug_of_an_adapter_is_a_verdict_and_stops_nothing(bench_of: Open) -> None:
    class Buggy(LazadaAdapter):
        @classmethod
        def payload(cls, listing: Listing) -> Payload:
            raise KeyError(listing.sku)

    checks = (payloads.payloads_are_pure, offering.no_offers_need_no_call)
    verdicts = await run_all(lambda: bench_of(Buggy), checks)
    assert [verdict.kept for verdict in verdicts] == [False, True]
