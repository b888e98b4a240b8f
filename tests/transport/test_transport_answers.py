"""Answers that came whole: which are repeated, how long is waited, what is made of strange ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Transient,
)
from ocopctl.transport.classify import body_of, retry_after
from ocopctl.transport.request import Effect
from ocopctl.transport.retry import ATTEMPTS, LONGEST_WAIT_S, RATE_ATTEMPTS, TOTAL_S

if TYPE_CHECKING:
    from collections.abc import Callable

HTML = b"<!doctype html><title>Bad gateway</title>"


@pytest.fixture
def fail(dial: Any, peer: Any, moves: Any) -> Callable[..., Any]:
    """Return what plays answers to a call and gives back the error that it ends with."""

    async def play(effect: Effect, *answers: Any) -> tuple[MarketplaceError, Any]:
        peer.moves = list(answers)
        line = await dial(peer)
        with pytest.raises(MarketplaceError) as caught:
            await line.call(effect)
        return caught.value, line

    return play


@pytest.mark.parametrize("effect", Effect)
async def test_a_busy_platform_is_asked_again_after_the_time_it_names(
    dial: Any, peer: Any, moves: Any, effect: Effect
) -> None:
    peer.moves = [moves.answers(429, b"", retry_after="7"), moves.answers()]
    line = await dial(peer)
    assert await line.call(effect) == {"ok": True}
    assert line.clock.waits == [7.0]


async def test_without_a_time_named_the_waits_are_ours_and_grow(fail: Any, moves: Any) -> None:
    error, line = await fail(Effect.MAKE, moves.answers(429, b""))
    assert type(error) is RateLimited
    assert len(line.peer.heads) == RATE_ATTEMPTS
    assert len(line.clock.waits) == RATE_ATTEMPTS - 1
    assert all(0 <= wait <= LONGEST_WAIT_S for wait in line.clock.waits)


async def test_a_platform_that_asks_for_a_longer_rest_than_a_run_may_take_is_left_alone(
    fail: Any, moves: Any
) -> None:
    error, line = await fail(Effect.SET, moves.answers(429, b"", retry_after="3600"))
    assert type(error) is RateLimited
    assert error.retry_after == 3600
    assert len(line.peer.heads) == 1
    assert line.clock.waits == []


async def test_all_waiting_of_a_call_is_capped(fail: Any, moves: Any) -> None:
    _error, line = await fail(Effect.READ, moves.answers(429, b"", retry_after="60"))
    assert sum(line.clock.waits) <= TOTAL_S
    assert len(line.peer.heads) == TOTAL_S // LONGEST_WAIT_S + 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_something_new_is_not_sent_again_after_a_server_error(
    fail: Any, moves: Any, status: int
) -> None:
    error, line = await fail(Effect.MAKE, moves.answers(status, HTML))
    assert type(error) is OutcomeUnknown
    assert len(line.peer.heads) == 1


@pytest.mark.parametrize("body", [HTML, b"", b"null", b'"ok"', b"[" * 100_000])
async def test_a_success_that_does_not_say_so_is_unknown(
    fail: Any, moves: Any, body: bytes
) -> None:
    error, line = await fail(Effect.MAKE, moves.answers(200, body))
    assert type(error) is OutcomeUnknown
    assert len(line.peer.heads) == 1


async def test_a_state_is_set_again_after_a_server_error(dial: Any, peer: Any, moves: Any) -> None:
    peer.moves = [moves.answers(500, HTML), moves.answers(200, HTML), moves.answers()]
    assert await (await dial(peer)).call(Effect.SET) == {"ok": True}
    assert len(peer.heads) == 3


async def test_a_reading_that_is_always_answered_with_errors_is_a_passing_fault(
    fail: Any, moves: Any
) -> None:
    error, line = await fail(Effect.READ, moves.answers(500, HTML))
    assert type(error) is Transient
    assert error.code == "HTTP 500"
    assert len(line.peer.heads) == ATTEMPTS


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, Rejected), (422, Rejected), (401, AuthError), (403, AuthError), (404, Rejected)],
)
async def test_a_refusal_is_final(
    fail: Any, moves: Any, effect: Effect, status: int, kind: type[MarketplaceError]
) -> None:
    error, line = await fail(effect, moves.answers(status, b"no"))
    assert type(error) is kind
    assert len(line.peer.heads) == 1


async def test_the_platforms_own_words_are_kept_short(fail: Any, moves: Any) -> None:
    error, _line = await fail(Effect.MAKE, moves.answers(400, b"w" * 5000))
    assert error.own_words == "w" * 200


async def test_a_rest_before_the_call_is_taken_on_the_shops_clock(
    dial: Any, peer: Any, moves: Any
) -> None:
    peer.moves = [moves.answers()]
    line = await dial(peer)
    await line.call(Effect.MAKE, wait_s=5.0)
    assert line.clock.waits == [5.0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0.0), ("30", 30.0), ("", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("²", None)],
)
def test_a_named_rest_is_read_in_seconds_or_not_at_all(text: str, seconds: float | None) -> None:
    response = httpx.Response(429, headers=[(b"retry-after", text.encode("latin-1"))])
    assert retry_after(response) == seconds


def test_a_rest_until_a_date_is_read_against_the_answers_own_date() -> None:
    dates = {
        "date": "Wed, 21 Oct 2026 07:27:30 GMT",
        "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT",
    }
    assert retry_after(httpx.Response(429, headers=dates)) == 30.0


@pytest.mark.parametrize("body", [b"\xff\xfe{}", b"{", b"[" * 100_000, HTML])
def test_a_body_that_is_no_json_is_none(body: bytes) -> None:
    assert body_of(httpx.Response(200, content=body)) is None
