"""All checks, and how to run them: each on a bench of its own."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from ocopctl.adapters.contract import (
    abilities,
    changing,
    doubts,
    making,
    offering,
    payloads,
    refusals,
    reviews,
    shelf,
    variety,
)
from ocopctl.adapters.contract.promise import Broken, Verdict, check_name, promise_of
from ocopctl.errors import MarketplaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.contract.bench import Bench
    from ocopctl.adapters.contract.promise import Check

    Fresh = Callable[[], AbstractAsyncContextManager[Bench]]

CHECKS: tuple[Check, ...] = (
    payloads.payloads_are_pure,
    payloads.digests_tell_contents_apart,
    payloads.payloads_are_complete,
    payloads.payloads_hold_no_secret,
    abilities.declarations_are_honest,
    abilities.missing_abilities_are_refused_clearly,
    making.listings_without_options_are_shown_as_sent,
    making.listings_with_one_option_are_shown_as_sent,
    making.listings_with_two_options_are_shown_as_sent,
    making.finding_agrees_with_making,
    making.new_listings_are_found_while_the_review_runs,
    making.second_makings_are_refused_or_seen,
    making.sold_out_variants_are_made_without_stock,
    making.vietnamese_survives,
    making.pictures_may_be_sent_again,
    variety.many_variants_are_shown_as_sent,
    variety.gaps_between_variants_stay_gaps,
    variety.variants_have_pictures_weights_and_barcodes,
    variety.makings_go_side_by_side,
    doubts.lost_answers_make_no_second_listing,
    doubts.lost_calls_make_no_listing,
    doubts.failing_answers_make_no_second_listing,
    doubts.broken_answers_make_no_second_listing,
    doubts.busy_answers_make_no_second_listing,
    doubts.broken_off_makings_can_be_finished,
    changing.updates_change_the_content_alone,
    changing.updates_leave_other_offers_alone,
    changing.updates_may_be_repeated,
    changing.updates_leave_what_is_off_sale_off_sale,
    changing.updates_add_variants_and_take_none_away,
    changing.disturbed_updates_may_be_repeated,
    offering.offers_change_what_was_asked_alone,
    offering.offers_go_in_batches,
    offering.bad_offers_fail_alone,
    offering.disturbed_offers_are_set_or_told,
    offering.failing_offers_are_never_told_as_set,
    offering.no_offers_need_no_call,
    shelf.off_sale_and_back_is_quiet,
    shelf.disturbed_recalls_are_true,
    shelf.a_walk_shows_every_listing_once,
    shelf.a_walk_tells_what_a_reading_tells,
    shelf.long_walks_turn_the_page,
    reviews.off_sale_during_review_stays_off_sale,
    reviews.walks_show_what_is_in_review,
    reviews.offers_during_review_are_set_or_told,
    reviews.updates_during_review_are_done_or_told,
    refusals.unknown_listings_are_not_found,
    refusals.wrong_keys_are_refused,
    refusals.refused_tokens_are_renewed,
    refusals.makings_with_refused_tokens_are_made_once,
    refusals.lost_renewals_are_no_refusals,
    refusals.lost_tokens_are_no_absence,
    refusals.faults_become_their_errors,
    refusals.passing_faults_are_sat_out,
    refusals.unknown_outcomes_are_told_of_changes_alone,
    refusals.errors_hold_no_secret,
    refusals.tracebacks_hold_no_secret,
)


async def run(check: Check, fresh: Fresh) -> Verdict:
    """Run one check in a fresh place; whatever it raises is its verdict."""
    name, promise = check_name(check), promise_of(check)
    try:
        async with fresh() as bench:
            await check(bench)
    except Broken as broken:
        return Verdict(name, promise, broken.promised, str(broken.seen))
    except Exception as error:  # noqa: BLE001 - a bug of the adapter is a verdict on it, too
        return Verdict(name, promise, promise or name, _told(error))
    return Verdict(name, promise)


def _told(error: Exception) -> str:
    """Say what was raised and where, so that the author of an adapter finds it."""
    kind = type(error).__name__
    if isinstance(error, MarketplaceError):
        parts = (error.message, error.place, error.code, error.own_words)
        return f"{kind}: " + " · ".join(part for part in parts if part)
    *_others, last = traceback.extract_tb(error.__traceback__)
    return f"{kind}: {error} in {Path(last.filename).name}, line {last.lineno}"


async def run_all(fresh: Fresh, checks: Iterable[Check] = CHECKS) -> list[Verdict]:
    """Run the checks one after the other and return their verdicts.

    `fresh` opens a bench whose market is empty, such as
    `lambda: opened(MyAdapter, place_of_my_market())`.
    """
    return [await run(check, fresh) for check in checks]
