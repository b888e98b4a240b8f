"""An allowance of a day or an hour: refused once, then nothing is sent until it is free again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ocopctl.errors import JournalError, QuotaExhausted, RateLimited, Rejected
from ocopctl.rules.pace import Day, Pace
from ocopctl.transport.quota import Quota

if TYPE_CHECKING:
    from pathlib import Path

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AFTERNOON = datetime(2026, 11, 22, 15, tzinfo=VIETNAM).timestamp()


async def refused(client: Any, request: Any) -> QuotaExhausted:
    with pytest.raises(QuotaExhausted) as caught:
        await client.call(request)
    return caught.value


def hour(error: QuotaExhausted) -> str:
    assert error.until is not None
    return f"{datetime.fromtimestamp(error.until, VIETNAM):%H:%M}"


@pytest.mark.parametrize(("market", "free"), [("shopee", "23:00"), ("lazada", "00:00")])
async def test_a_day_used_up_is_told_with_the_hour_when_it_is_free(
    stall: Any, market: str, free: str
) -> None:
    shop = stall(market, calls_per_day=2)
    client = shop.client()
    for _ in range(2):
        await client.call(shop.read())
    error = await refused(client, shop.read())
    assert hour(error) == free
    assert f"free again at {free}" in error.message
    assert free in error.hint
    assert error.code in {"error_limit", "AppCallLimit"}


@pytest.mark.parametrize("market", ["shopee", "lazada"])
async def test_a_later_run_sends_nothing_before_that_hour_and_goes_on_after_it(
    stall: Any, market: str
) -> None:
    shop = stall(market, calls_per_day=1)
    await shop.client().call(shop.read())
    first = await refused(shop.client(), shop.read())
    again = await refused(shop.client(), shop.read())
    assert (again.until, again.code) == (first.until, first.code)
    assert len(shop.seen()) == 2
    await shop.clock.sleep(first.until - shop.clock.now())
    await shop.client().call(shop.read())
    assert len(shop.seen()) == 3


async def test_a_test_shops_hour_ends_with_the_full_hour(stall: Any) -> None:
    shop = stall("tiktok", calls_per_hour=1)
    await shop.client().call(shop.read())
    await shop.clock.sleep(600)
    error = await refused(shop.client(), shop.read())
    assert (error.code, hour(error)) == ("36009037", "16:00")
    await refused(shop.client(), shop.read())
    assert len(shop.seen()) == 2


async def test_no_more_new_listings_today_leaves_everything_else_open(stall: Any) -> None:
    shop = stall("tiktok", calls_per_day=1)
    client = shop.client()
    with pytest.raises(Rejected):
        await client.call(shop.create())
    error = await refused(client, shop.create())
    assert (error.code, hour(error), error.whole) == ("12052093", "00:00", False)
    await client.call(shop.read())
    await refused(shop.client(), shop.create())
    assert [answer for _at, answer in shop.seen()].count("") == 1
    assert len(shop.seen()) == 3


async def test_a_shut_out_of_minutes_is_kept_too(stall: Any) -> None:
    """In the last hour of a day Lazada's ban is short, and still longer than a run may wait."""
    shop = stall("lazada", calls_per_day=1)
    await shop.clock.sleep(8.5 * 3600)
    client = shop.client()
    await client.call(shop.read())
    with pytest.raises(RateLimited, match=r"free again at 00:00 23/11"):
        await client.call(shop.read())
    await refused(shop.client(), shop.read())
    assert len(shop.seen()) == 2


def quota(clock: Any, path: Path, **rates: Pace) -> Quota:
    return Quota(clock, pace=rates, day=Day(8.0), path=path, zone=VIETNAM)


def test_a_days_calls_are_counted_across_runs_where_the_number_is_known(
    clock: Any, tmp_path: Path
) -> None:
    path = tmp_path / "kept.json"
    for _ in range(3):
        quota(clock, path, default=Pace(2.0, per_day=3)).take("a")
    with pytest.raises(QuotaExhausted, match="23:00"):
        quota(clock, path, default=Pace(2.0, per_day=3)).take("b")
    clock.time = Day(8.0).end(clock.time)
    quota(clock, path, default=Pace(2.0, per_day=3)).take("b")


def test_a_day_that_the_pace_cannot_use_up_is_not_counted(clock: Any, tmp_path: Path) -> None:
    quota(clock, tmp_path / "kept.json", default=Pace(2.0, per_day=10_000_000)).take("a")
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_is_set_back_holds_nobody_for_longer_than_was_meant(
    clock: Any, tmp_path: Path
) -> None:
    path = tmp_path / "kept.json"
    quota(clock, path).exhausted(QuotaExhausted("used up"), "a")
    clock.time = AFTERNOON - 400 * 86_400
    quota(clock, path).check("a")


def test_a_rest_that_nobody_can_end_is_not_kept(clock: Any, tmp_path: Path) -> None:
    error = QuotaExhausted("switched off", window="")
    quota(clock, tmp_path / "kept.json").exhausted(error, "a")
    assert (error.until, error.message) == (None, "switched off")


@pytest.mark.parametrize("torn", ["", "[]", "{}", '{"holds": {"": {}}, "used": {}}', "\x00"])
def test_a_torn_file_keeps_nothing_from_being_sent(clock: Any, tmp_path: Path, torn: str) -> None:
    path = tmp_path / "kept.json"
    path.write_text(torn)
    quota(clock, path).check("a")


def test_a_folder_that_takes_no_file_is_named(clock: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    path = tmp_path / "taken" / "kept.json"
    with pytest.raises(JournalError) as caught:
        quota(clock, path).exhausted(QuotaExhausted("used up"), "a")
    assert caught.value.place == str(path)


@pytest.mark.parametrize(
    ("east", "ends"), [(8.0, "23:00"), (7.0, "00:00"), (0.0, "07:00"), (-8.0, "15:00")]
)
def test_a_day_ends_at_the_platforms_midnight(east: float, ends: str) -> None:
    end = Day(east).end(AFTERNOON - 1)
    assert f"{datetime.fromtimestamp(end, VIETNAM):%H:%M}" == ends
    assert 0 < end - (AFTERNOON - 1) <= 86_400
