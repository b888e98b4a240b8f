"""Requests in review: what the Tiki adapter sees of them, changes in them, and never forgets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import (
    Connection,
    Listing,
    Remote,
    RemoteId,
    RemoteStatus,
    RemoteVariant,
    Sku,
)
from ocopctl.adapters.tiki import TikiAdapter
from ocopctl.adapters.tiki.calls import Calls
from ocopctl.errors import Duplicate, NotFound, OutcomeUnknown, Rejected, Transient
from ocopctl.transport.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Listing]

CREATE = "POST v2.1/requests"


async def test_a_request_of_which_nothing_can_be_seen_is_not_nothing(
    shop: Any, listing: Make
) -> None:
    await shop.restarted().asked(listing(0))
    shop.client._clock = StandingClock()
    with pytest.raises(Transient, match="still processes"):
        await shop.adapter.find(Sku("ZZ-0"))
    with pytest.raises(Transient, match="still processes"):
        [remote async for remote in shop.adapter.list()]


async def test_the_walk_waits_for_what_another_process_has_just_sent(
    shop: Any, listing: Make
) -> None:
    made = await shop.restarted().asked(listing(1))
    (found,) = [remote async for remote in shop.adapter.list()]
    assert (found.remote_id, found.status) == (made.remote_id, RemoteStatus.PENDING)
    assert [variant.sku for variant in found.variants] == ["AC-0", "AC-1"]


async def test_the_walk_knows_what_was_sent_from_here_at_once(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(1))
    shop.client._clock = StandingClock()
    assert [remote async for remote in shop.adapter.list()] == [made]


async def test_a_request_that_comes_into_sight_during_the_walk_is_told_once() -> None:
    track = {"track_id": TRACK, "state": "processing", "reason": ""}
    shop = adapter(tracking=[track], requests=page([REQUEST]), products=page([]))
    variants = (RemoteVariant(Sku("S-5"), "", 1000, 3),)
    ours = Remote(RemoteId(TRACK), RemoteStatus.PENDING, variants=variants)
    shop._reviews.made(ours)
    assert [remote async for remote in shop.list()] == [ours]


class StandingClock:
    """Time that waiting does not move, as if the platform were stuck."""

    def wall(self) -> float:
        return 0.0

    def now(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        """Return at once."""


async def test_the_same_sku_again_is_refused_by_the_review_in_words(
    shop: Any, listing: Make
) -> None:
    await shop.made(listing(1))
    refused = await shop.made(listing(1, title="Bộ ấm chén thứ hai"))
    assert refused.status is RemoteStatus.REJECTED
    assert "AC-0 is not unique" in refused.reason
    with pytest.raises(Duplicate):
        await shop.adapter.update(refused.remote_id, shop.ready(listing(1)))
    with pytest.raises(Rejected):
        await shop.adapter.relist(refused.remote_id)
    await shop.adapter.unlist(refused.remote_id)


def without_picture(made: Listing) -> Listing:
    """Give a listing a picture that nobody can fetch."""
    first = replace(made.pictures[0], url="https://img.example.vn/away.jpg")
    return replace(made, pictures=(first, *made.pictures[1:]))


async def test_a_refused_request_is_corrected_by_a_new_one(shop: Any, listing: Make) -> None:
    refused = await shop.made(without_picture(listing(1)))
    assert refused.status is RemoteStatus.REJECTED
    assert "away.jpg" in refused.reason
    again = await shop.adapter.update(refused.remote_id, shop.ready(listing(1)))
    assert again.remote_id != refused.remote_id
    assert (await shop.reviewed(again.remote_id)).status is RemoteStatus.LIVE


async def test_a_lost_correction_is_not_sent_a_second_time(shop: Any, listing: Make) -> None:
    refused = await shop.made(without_picture(listing(1)))
    shop.lose.append(CREATE)
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.update(refused.remote_id, shop.ready(listing(1)))
    with pytest.raises(Transient, match="review"):
        await shop.adapter.update(refused.remote_id, shop.ready(listing(1)))
    shop.market.clock.advance(3600)
    taken = await shop.adapter.update(refused.remote_id, shop.ready(listing(1)))
    assert shop.paths().count(CREATE) == 2
    assert [r.remote_id async for r in shop.adapter.list()] == [taken.remote_id]


async def test_an_update_is_reviewed_and_keeps_price_stock_and_ids(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(listing(2))
    dearer = tuple(
        replace(v, price=9_000_000, stock=99, weight_g=3000) for v in listing(2).variants
    )
    other = listing(2, title="Tên khác", description="<p>Lời mới</p>", variants=dearer)
    answer = await shop.adapter.update(made.remote_id, shop.ready(other))
    assert (answer.remote_id, answer.status) == (made.remote_id, RemoteStatus.PENDING)
    assert (await shop.adapter.read(made.remote_id)).status is RemoteStatus.PENDING
    after = await shop.reviewed(made.remote_id)
    assert (after.status, after.description) == (RemoteStatus.LIVE, "<p>Lời mới</p>")
    assert (after.title, after.variants) == (made.title, made.variants)


async def test_an_update_leaves_what_is_off_sale_off_sale(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(1))
    await shop.adapter.unlist(made.remote_id)
    await shop.adapter.update(made.remote_id, shop.ready(listing(1, description="<p>Mới</p>")))
    assert (await shop.adapter.read(made.remote_id)).status is RemoteStatus.UNLISTED
    after = await shop.reviewed(made.remote_id)
    assert (after.status, after.description) == (RemoteStatus.UNLISTED, "<p>Mới</p>")


async def test_a_refused_change_says_why(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(0))
    await shop.adapter.update(made.remote_id, shop.ready(without_picture(listing(0))))
    after = await shop.reviewed(made.remote_id)
    assert after.status is RemoteStatus.REJECTED
    assert "away.jpg" in after.reason
    assert (await shop.restarted().adapter.read(made.remote_id)).status is RemoteStatus.LIVE


async def test_nobody_changes_a_request_in_review(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(0))
    with pytest.raises(Transient, match="review"):
        await shop.adapter.update(made.remote_id, shop.ready(listing(0)))


async def test_a_recall_during_review_keeps_it_off_sale_for_good(shop: Any, listing: Make) -> None:
    made = await shop.numbered(listing(1))
    for _turn in range(2):
        await shop.adapter.unlist(made.remote_id)
    assert (await shop.reviewed(made.remote_id)).status is RemoteStatus.GONE
    assert await shop.adapter.find(Sku("AC-0")) == []
    with pytest.raises(NotFound):
        await shop.adapter.relist(made.remote_id)
    assert (await shop.made(listing(1))).status is RemoteStatus.LIVE


async def test_a_recall_whose_answer_was_lost_is_no_failure(shop: Any, listing: Make) -> None:
    made = await shop.numbered(listing(0))
    number = (await Calls(shop.client).tracking(made.remote_id))["request_id"]
    shop.lose.append(f"DELETE v2/requests/{number}")
    await shop.adapter.unlist(made.remote_id)
    assert (await shop.reviewed(made.remote_id)).status is RemoteStatus.GONE


async def test_what_was_withdrawn_cannot_be_changed(shop: Any, listing: Make) -> None:
    made = await shop.numbered(listing(0))
    await shop.adapter.unlist(made.remote_id)
    with pytest.raises(NotFound, match="withdrawn"):
        await shop.adapter.update(made.remote_id, shop.ready(listing(0)))


async def test_an_approved_request_is_changed_as_its_products(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(1))
    live = await shop.reviewed(made.remote_id)
    changed = await shop.adapter.update(made.remote_id, shop.ready(listing(1)))
    assert changed.remote_id == live.remote_id


async def test_an_approval_that_overtakes_a_recall_is_switched_off() -> None:
    track = {"track_id": TRACK, "request_id": "77", "state": "awaiting_approve", "reason": ""}
    shop = Overtaken(
        **{f"tracking_{TRACK}": track, "requests_77": REQUEST, "products_updateSku": {}}
    )
    await TikiAdapter(Connection(shop, {})).unlist(RemoteId(TRACK))
    assert shop.trees == [{"product_id": 5, "active": 0}]


async def test_a_recall_before_that_says_that_it_did_not_happen(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(1))
    with pytest.raises(Transient, match="cannot be stopped yet"):
        await shop.adapter.unlist(made.remote_id)


class Scripted:
    """A Tiki that knows some paths and their answers, and no others."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    async def call(self, request: Request) -> Any:
        """Return what is known under the path's last two words."""
        name = "_".join(request.path.removeprefix("/integration/").split("/")[1:])
        if name not in self.answers:
            raise NotFound("not there", place=name)
        answer = self.answers[name]
        return answer[int(str(request.params["page"])) - 1] if isinstance(answer, tuple) else answer


def adapter(**answers: Any) -> TikiAdapter:
    """Make an adapter that speaks with a scripted Tiki."""
    return TikiAdapter(Connection(Scripted(**answers), {}))


def page(rows: list[Any], last: int = 1, total: int | None = None) -> dict[str, Any]:
    paging = {"last_page": last, "total": len(rows) if total is None else total}
    return {"data": rows, "paging": paging}


REQUEST = {
    "request_id": "3408590964568639190",
    "state": "md_waiting_approve",
    "kind": "create_product",
    "products": [{"original_sku": "S-5", "price": 1000}],
}
TRACK = "c3587ec50976497f837461e0c2ea3da5"


async def test_a_track_that_tiki_forgot_leads_to_its_request() -> None:
    number = REQUEST["request_id"]
    shop = adapter(requests_findBy=page([REQUEST]), **{f"requests_{number}": REQUEST})
    remote = await shop.read(RemoteId(TRACK))
    assert (remote.status, remote.variants[0].sku) == (RemoteStatus.PENDING, "S-5")


async def test_a_request_whose_track_is_forgotten_is_found_by_its_number() -> None:
    number = REQUEST["request_id"]
    shop = adapter(tracking=[], requests=page([REQUEST]), **{f"requests_{number}": REQUEST})
    (found,) = await shop.find(Sku("S-5"))
    assert found.remote_id == f"request-{number}"
    assert await shop.read(found.remote_id) == found


@pytest.mark.parametrize("state", ["approved", "awaiting_approve"])
async def test_a_request_that_is_not_shown_is_pending_and_never_absent(state: str) -> None:
    track = {"track_id": TRACK, "request_id": "77", "state": state, "reason": ""}
    shop = adapter(**{f"tracking_{TRACK}": track})
    assert (await shop.read(RemoteId(TRACK))).status is RemoteStatus.PENDING


async def test_an_approved_request_without_numbers_is_pending() -> None:
    track = {"track_id": TRACK, "request_id": "77", "state": "approved", "reason": ""}
    shop = adapter(**{f"tracking_{TRACK}": track, "requests_77": REQUEST})
    assert (await shop.read(RemoteId(TRACK))).status is RemoteStatus.PENDING


async def test_a_change_in_review_is_no_second_listing() -> None:
    change = {**REQUEST, "kind": "update_product"}
    shop = adapter(tracking=[], requests=page([change]), products=page([]))
    assert [remote async for remote in shop.list()] == []
    assert await shop.find(Sku("S-5")) == []


@pytest.mark.parametrize(
    "products",
    [
        page([], total=2),
        (page([{"product_id": 5}], 2, 2), page([{"product_id": 5}], 2, 2)),
        {"data": None},
        {},
        page([{"name": "no number"}]),
    ],
)
async def test_a_part_of_the_shop_is_never_taken_for_all(products: Any) -> None:
    shop = adapter(tracking=[], requests=page([]), products=products)
    with pytest.raises(Transient):
        [remote async for remote in shop.list()]


async def test_a_failed_search_is_never_an_absence() -> None:
    shop = adapter(products_findBy=page([], total=1), tracking=[], requests=page([]))
    with pytest.raises(Transient):
        await shop.find(Sku("S-5"))


async def test_no_match_may_also_be_a_refusal_to_find() -> None:
    assert await adapter(tracking=[], requests=page([])).find(Sku("S-5")) == []


async def test_a_shop_without_a_warehouse_cannot_list(listing: Make) -> None:
    facts = {"categories_8101_attributes": page([]), "sellers_me": {"operation_models": []}}
    shop = adapter(**facts, sellers_me_warehouses=page([]))
    with pytest.raises(Rejected, match="warehouse"):
        await shop.create(TikiAdapter.payload(listing(0)), key="one")


@pytest.mark.parametrize(
    ("models", "sent"),
    [(["instock", "dropship"], "dropship"), (["cross_border", "instock"], "cross_border")],
)
async def test_an_answer_without_a_track_is_unknown(
    listing: Make, models: list[str], sent: str
) -> None:
    facts = {"categories_8101_attributes": page([]), "sellers_me": {"operation_models": models}}
    rows = [{"id": 7}, {"id": 8, "is_primary": True}]
    shop = Kept(**facts, sellers_me_warehouses=page(rows), requests={"state": "queuing"})
    with pytest.raises(OutcomeUnknown):
        await TikiAdapter(Connection(shop, {})).create(TikiAdapter.payload(listing(0)), key="one")
    (row,) = shop.trees[-1]["variants"]
    assert (row["inventory_type"], row["seller_warehouse"]) == (sent, "8")


class Kept(Scripted):
    """A scripted Tiki that keeps what it was sent."""

    def __init__(self, **answers: Any) -> None:
        super().__init__(**answers)
        self.trees: list[Any] = []

    async def call(self, request: Request) -> Any:
        """Keep the body, then answer."""
        if request.json is not None:
            self.trees.append(request.json)
        return await super().call(request)


class Overtaken(Kept):
    """A scripted Tiki that approves a request just before it is withdrawn."""

    async def call(self, request: Request) -> Any:
        """Refuse to withdraw: the request is approved by now."""
        if request.method == "DELETE":
            products = [{"product_id": 5, "original_sku": "S-5"}]
            self.answers["requests_77"] = {**REQUEST, "state": "approved", "products": products}
            raise Rejected("approved requests stay")
        return await super().call(request)
