"""Every shipped adapter keeps every promise of the contract in the practice market."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.adapters.contract import CHECKS, changing, doubts, making, reviews, variety
from ocopctl.adapters.registry import SHIPPED, load
from ocopctl.sandbox.market import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from ocopctl.adapters.contract import Bench, Check

    Open = Callable[..., AbstractAsyncContextManager[Bench]]

SLUGGISH = Settings(review_s=120, index_lag_s=30, lock_s=5)
HARDER_WHEN_SLOW = (
    making.new_listings_are_found_while_the_review_runs,
    making.second_makings_are_refused_or_seen,
    doubts.lost_answers_make_no_second_listing,
    doubts.broken_off_makings_can_be_finished,
    changing.disturbed_updates_may_be_repeated,
    reviews.walks_show_what_is_in_review,
    variety.makings_go_side_by_side,
)


@pytest.mark.parametrize("marketplace", SHIPPED)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_the_promise_is_kept(check: Check, marketplace: str, bench_of: Open) -> None:
    async with bench_of(load(marketplace)) as bench:
        await check(bench)


@pytest.mark.parametrize("marketplace", SHIPPED)
@pytest.mark.parametrize("check", HARDER_WHEN_SLOW, ids=lambda check: check.__name__)
async def test_the_promise_is_kept_where_reviews_searches_and_locks_take_their_time(
    check: Check, marketplace: str, bench_of: Open
) -> None:
    async with bench_of(load(marketplace), SLUGGISH) as bench:
        await check(bench)
