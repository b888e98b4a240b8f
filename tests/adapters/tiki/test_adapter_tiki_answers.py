"""How the Tiki adapter reads answers, states and reasons."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from ocopctl.adapters.base import RemoteId, RemoteStatus
from ocopctl.adapters.tiki.answers import judge, reason_of, same_sku
from ocopctl.adapters.tiki.reading import (
    Stage,
    grouped,
    ids_of,
    joined,
    remote_of,
    request_of,
    requested,
    stage_of,
)
from ocopctl.errors import (
    AuthError,
    MarketplaceError,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unreachable,
)
from ocopctl.transport.classify import body_of

DUPLICATE = json.dumps(
    {
        "errors": [
            {
                "code": 420,
                "data": None,
                "description": "Product code MO-250 is not unique",
                "msg": "Mã seller product không duy nhất",
                "msg_eng": "Seller product code is not unique",
            }
        ],
        "message": "Mã seller product không duy nhất",
        "trace_id": None,
    },
    ensure_ascii=False,
)


def judged(response: httpx.Response) -> MarketplaceError | None:
    return judge(response, body_of(response))


@pytest.mark.parametrize("body", [{"state": "approved"}, [], {"data": []}, {"errors": []}])
def test_a_success_is_no_error(body: Any) -> None:
    assert judged(httpx.Response(200, json=body)) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, OutcomeUnknown),
        (400, Rejected),
        (401, AuthError),
        (403, AuthError),
        (404, NotFound),
        (405, Rejected),
        (409, Rejected),
        (422, Rejected),
        (429, RateLimited),
        (500, OutcomeUnknown),
        (503, OutcomeUnknown),
    ],
)
def test_tikis_own_errors_are_read_by_status(status: int, kind: type[MarketplaceError]) -> None:
    body = {"errors": ["first", "second"], "meta": {"source": "meepo", "id": "34085"}}
    error = judged(httpx.Response(status, json=body))
    assert type(error) is kind
    assert error.own_words == "first; second"
    assert (error.code, error.request_id) == (f"HTTP {status}", "34085")


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        (httpx.Response(403, html="<h1>403 Forbidden</h1>"), Unreachable),
        (httpx.Response(403, json={"message": "Forbidden"}), Unreachable),
        (httpx.Response(403, json={"msg": "Permission denied"}), Rejected),
        (httpx.Response(200, json={"msg": "paused", "integration_status": 0}), Rejected),
        (httpx.Response(404, html="<h1>Not here</h1>"), Rejected),
        (httpx.Response(404, json={"message": "no route"}), Rejected),
        (httpx.Response(200, html="<h1>Hello</h1>"), OutcomeUnknown),
        (httpx.Response(502, html="<h1>Bad gateway</h1>"), OutcomeUnknown),
        (httpx.Response(200, json="text"), OutcomeUnknown),
    ],
)
def test_what_is_not_tikis_own_answer_is_not_taken_for_it(
    response: httpx.Response, kind: type[MarketplaceError]
) -> None:
    assert type(judged(response)) is kind


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Price is not valid because less than ten percent listing price", "a tenth"),
        ("update error [Warehouse '[15936811]' are not found]", "warehouse"),
        ("variants should have price > 0", "variants"),
        ("something else", "refused this listing"),
    ],
)
def test_known_words_are_explained(words: str, message: str) -> None:
    error = judged(httpx.Response(400, json={"errors": [words]}))
    assert isinstance(error, Rejected)
    assert message in error.message
    assert error.own_words == words


def test_a_limit_says_how_long_to_wait() -> None:
    answer = httpx.Response(429, json={"errors": ["slow"]}, headers={"retry-after": "7"})
    error = judged(answer)
    assert isinstance(error, RateLimited)
    assert error.retry_after == 7


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", ""),
        (None, ""),
        ("Ảnh mờ", "Ảnh mờ"),
        ("{broken", "{broken"),
        (DUPLICATE, "Mã seller product không duy nhất (Product code MO-250 is not unique)"),
        (["Ảnh mờ", {"reason": "Sai danh mục"}], "Ảnh mờ · Sai danh mục"),
        ('{"message": "Thiếu giấy tờ"}', "Thiếu giấy tờ"),
    ],
)
def test_a_reason_is_read_from_text_or_from_json_in_text(reason: Any, words: str) -> None:
    assert reason_of(reason) == words
    assert same_sku(reason) is (reason == DUPLICATE)


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("queuing", Stage.PENDING),
        ("md_awaiting_approve", Stage.PENDING),
        ("bot_waiting_approve", Stage.PENDING),
        ("a_word_of_tomorrow", Stage.PENDING),
        ("update_product_awaiting_approve", Stage.PENDING),
        ("update_product_approved", Stage.APPROVED),
        ("approved", Stage.APPROVED),
        ("rejected", Stage.REJECTED),
        ("deleted", Stage.DELETED),
        (None, Stage.PENDING),
    ],
)
def test_states_are_read_with_their_misspellings(word: str | None, stage: Stage) -> None:
    assert stage_of(word) is stage


def test_remote_ids_are_products_requests_or_tracks() -> None:
    assert joined(["30", "4", "30"]) == "4+30"
    assert ids_of("4+30") == ["4", "30"]
    assert ids_of("1" * 32) == ids_of("4+") == ids_of("request-7") == []
    assert (request_of("request-3408590964568639190"), request_of("4+30")) == (
        "3408590964568639190", "",
    )  # fmt: skip


def product(number: int, **more: Any) -> dict[str, Any]:
    stocks = [{"warehouse_id": 1, "quantity_available": 3}, {"warehouse_id": 2}]
    return {
        "product_id": number,
        "original_sku": f"S-{number}",
        "name": "Chén",
        "active": 1,
        "price": 1000,
        "super_id": 9,
        "images": [{"url": "a"}],
        "inventory": {"warehouse_stocks": stocks},
        **more,
    }


def test_products_of_one_parent_are_one_listing() -> None:
    alone = product(7, super_id=0)
    groups = grouped([product(12), alone, product(5)])
    assert [[row["product_id"] for row in group] for group in groups] == [[5, 12], [7]]


@pytest.mark.parametrize(
    ("active", "status"),
    [((1, "1"), "live"), ((0, 1), "live"), ((0, "0"), "unlisted"), ((None, 0), "unlisted")],
)
def test_a_listing_is_off_sale_when_all_its_products_are(active: Any, status: str) -> None:
    products = [product(5 + at, active=value) for at, value in enumerate(active)]
    assert remote_of(products).status is RemoteStatus(status)


@pytest.mark.parametrize(
    "more",
    [
        {"attributes": {"description": "<html><head></head><body> <p>Gốm</p></body></html>"}},
        {"attributes": {"description": {"value": "<p>Gốm</p>"}}},
        {"description": "<p>Gốm</p>"},
    ],
)
def test_the_text_is_what_is_inside_tikis_document(more: dict[str, Any]) -> None:
    assert remote_of([product(5, **more)]).description == "<p>Gốm</p>"


def test_a_variant_shows_what_all_warehouses_hold() -> None:
    (variant,) = remote_of([product(5, price="1000")]).variants
    assert (variant.sku, variant.remote_sku, variant.price, variant.stock) == ("S-5", "5", 1000, 3)
    (unknown,) = remote_of([product(5, price=None, inventory=None)]).variants
    assert (unknown.price, unknown.stock) == (None, None)


def test_a_request_shows_its_skus_and_no_numbers_yet() -> None:
    request = {"products": [product(5)]}
    remote = requested(request, RemoteId("t"), RemoteStatus.PENDING)
    assert [(v.sku, v.remote_sku, v.price) for v in remote.variants] == [("S-5", "", 1000)]
    assert requested({}, RemoteId("t"), RemoteStatus.PENDING).variants == ()
