"""The Tiki adapter's whole walk through the practice market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Listing, Offer, RemoteId, RemoteStatus, Sku
from ocopctl.errors import (
    AuthError,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Transient,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Listing]

CREATE = "POST v2.1/requests"


def named(made: Listing, name: str) -> Listing:
    """Give a listing SKUs of its own."""
    variants = tuple(replace(v, sku=Sku(f"{name}-{v.sku}")) for v in made.variants)
    return replace(made, sku=Sku(name), variants=variants)


@pytest.mark.parametrize("axes", [0, 1, 2])
async def test_a_listing_is_on_sale_as_it_was_sent(shop: Any, listing: Make, axes: int) -> None:
    wanted = listing(axes)
    remote = await shop.made(wanted)
    assert remote.status is RemoteStatus.LIVE
    assert (remote.title, remote.description) == (wanted.title, wanted.description)
    assert remote.picture_count == 2
    assert {(v.sku, v.price, v.stock) for v in remote.variants} == {
        (v.sku, v.price, v.stock) for v in wanted.variants
    }
    assert remote.remote_id == "+".join(v.remote_sku for v in remote.variants)


async def test_it_is_pending_until_people_have_approved_it(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(2))
    assert (made.status, len(made.variants)) == (RemoteStatus.PENDING, 4)
    assert (await shop.adapter.read(made.remote_id)).status is RemoteStatus.PENDING
    live = await shop.reviewed(made.remote_id)
    again = await shop.adapter.read(live.remote_id)
    assert live.remote_id != made.remote_id
    assert again == live == await shop.adapter.read(made.remote_id)


async def test_shop_facts_are_asked_once(shop: Any, listing: Make) -> None:
    for number in range(3):
        await shop.asked(named(listing(0), f"N{number}"))
    gets = [path for path in shop.paths() if path.startswith("GET")]
    assert sorted(gets) == [
        "GET v2/categories/8101/attributes",
        "GET v2/sellers/me",
        "GET v2/sellers/me/warehouses",
    ]


async def test_find_knows_it_from_its_first_second_on(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(2))
    (found,) = await shop.adapter.find(Sku("AC-3"))
    assert (found.remote_id, found.status) == (made.remote_id, RemoteStatus.PENDING)
    live = await shop.reviewed(made.remote_id)
    assert await shop.adapter.find(Sku("AC-3")) == [live]
    await shop.adapter.unlist(live.remote_id)
    assert [r.status for r in await shop.adapter.find(Sku("AC-0"))] == [RemoteStatus.UNLISTED]
    assert await shop.adapter.find(Sku("AC")) == []
    assert await shop.adapter.find(Sku("ac-0")) == []


async def test_a_lost_creation_is_sent_once_and_found_by_another_process(
    shop: Any, listing: Make
) -> None:
    shop.lose.append(CREATE)
    with pytest.raises(OutcomeUnknown):
        await shop.asked(listing(1))
    assert shop.paths().count(CREATE) == 1
    other = shop.restarted()
    (found,) = await other.adapter.find(Sku("AC-0"))
    assert found.status is RemoteStatus.PENDING
    assert [v.sku for v in found.variants] == ["AC-0", "AC-1"]
    live = await other.reviewed(found.remote_id)
    assert [r.remote_id for r in await other.adapter.find(Sku("AC-0"))] == [live.remote_id]


async def test_a_listing_takes_no_new_variants_and_nothing_is_sent(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(listing(1))
    more = replace(listing(1).variants[0], sku=Sku("AC-9"), values=("Nâu",))
    axes = (Axis("Màu sắc", ("Rạn", "Lam", "Nâu")),)
    wider = replace(listing(1), axes=axes, variants=(*listing(1).variants, more))
    with pytest.raises(Rejected, match="AC-9"):
        await shop.adapter.update(made.remote_id, shop.ready(wider))
    assert not shop.bodies("updateProductInfo")


async def test_a_variant_missing_from_the_file_stays_in_the_shop(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(1))
    fewer = listing(1, variants=listing(1).variants[1:])
    await shop.adapter.update(made.remote_id, shop.ready(fewer))
    assert (await shop.reviewed(made.remote_id)).variants == made.variants


async def test_prices_and_stocks_are_set_and_a_bad_one_is_named(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    wanted = [
        Offer(v.sku, made.remote_id, v.remote_sku, 400_000 + at, 20 + at)
        for at, v in enumerate(made.variants)
    ]
    bad = Offer(Sku("XX"), RemoteId("23999"), "23999", 1000, 1)
    results = await shop.adapter.set_offers([bad, *wanted])
    after = await shop.adapter.read(made.remote_id)
    assert [(r.sku, type(r.error)) for r in results] == [
        ("XX", NotFound), *((o.sku, type(None)) for o in wanted),
    ]  # fmt: skip
    assert [(v.price, v.stock) for v in after.variants] == [(o.price, o.stock) for o in wanted]


async def test_a_price_alone_leaves_the_stock_and_a_stock_the_price(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(listing(0))
    (v,) = made.variants
    await shop.adapter.set_offers([Offer(v.sku, made.remote_id, v.remote_sku, 990_000)])
    await shop.adapter.set_offers([Offer(v.sku, made.remote_id, v.remote_sku, stock=0)])
    assert [sorted(body) for body in shop.bodies("updateSku")] == [
        ["price", "product_id"], ["product_id", "warehouse_quantities"],
    ]  # fmt: skip
    (after,) = (await shop.adapter.read(made.remote_id)).variants
    assert (after.price, after.stock) == (990_000, 0)


async def test_what_concerns_the_whole_shop_stops_the_rest(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    offers = [Offer(v.sku, made.remote_id, v.remote_sku, 0) for v in made.variants]
    refused = await shop.adapter.set_offers(offers)
    assert [type(r.error) for r in refused] == [Rejected] * 4
    stranger = type(shop)(shop.market, {**keys_only(shop), "client_secret": "wrong-secret"})
    stopped = await stranger.adapter.set_offers(offers)
    assert [type(r.error) for r in stopped] == [AuthError] * 4
    assert len(stranger.sent) == 1


async def test_an_offer_before_the_approval_waits(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(0))
    (result,) = await shop.adapter.set_offers([Offer(Sku("AC-0"), made.remote_id, "", 1000, 1)])
    assert isinstance(result.error, Transient)
    assert "review" in result.error.hint


@pytest.mark.parametrize("axes", [0, 1])
async def test_off_sale_and_on_again_twice_is_quiet(shop: Any, listing: Make, axes: int) -> None:
    made = await shop.made(listing(axes))
    for _turn in range(2):
        await shop.adapter.unlist(made.remote_id)
    assert (await shop.adapter.read(made.remote_id)).status is RemoteStatus.UNLISTED
    for _turn in range(2):
        await shop.adapter.relist(made.remote_id)
    assert (await shop.adapter.read(made.remote_id)).status is RemoteStatus.LIVE


async def test_a_listing_is_switched_by_its_track_too(shop: Any, listing: Make) -> None:
    made = await shop.asked(listing(1))
    await shop.adapter.relist(made.remote_id)
    live = await shop.reviewed(made.remote_id)
    await shop.adapter.unlist(made.remote_id)
    assert (await shop.adapter.read(live.remote_id)).status is RemoteStatus.UNLISTED
    await shop.adapter.relist(made.remote_id)
    assert (await shop.adapter.read(live.remote_id)).status is RemoteStatus.LIVE


async def test_all_listings_are_walked_through(shop: Any, listing: Make) -> None:
    for number in range(27):
        await shop.asked(named(listing(1), f"L{number}"))
    shop.market.clock.advance(3600)
    waiting = await shop.numbered(named(listing(0), "W"))
    found = [remote async for remote in shop.adapter.list()]
    assert [r.remote_id for r in found if r.status is RemoteStatus.PENDING] == [waiting.remote_id]
    skus = {tuple(v.sku for v in remote.variants) for remote in found}
    assert skus == {("W-AC-0",)} | {(f"L{n}-AC-0", f"L{n}-AC-1") for n in range(27)}


@pytest.mark.parametrize("name", ["999999", "f" * 32, "request-3408590964569639999", "nonsense"])
async def test_what_is_not_there_is_not_found(shop: Any, name: str) -> None:
    with pytest.raises(NotFound) as caught:
        await shop.adapter.read(RemoteId(name))
    assert caught.value.place.startswith("tiki · ")


async def test_a_product_that_is_gone_does_not_stop_a_recall(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(0))
    both = RemoteId(f"{made.remote_id}+999999")
    await shop.adapter.unlist(both)
    assert (await shop.adapter.read(both)).status is RemoteStatus.UNLISTED
    with pytest.raises(NotFound):
        await shop.adapter.unlist(RemoteId("999999"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"category_id": "1"}, "Category not found"),
        ({"category_id": "ấm chén"}, ""),
        ({"attributes": {"no_such": "x"}}, "no_such"),
        ({"title": "ab"}, "255"),
    ],
)
async def test_a_listing_that_cannot_be_is_refused_in_words(
    shop: Any, listing: Make, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(Rejected) as caught:
        await shop.asked(listing(0, **changes))
    assert words in caught.value.own_words
    assert caught.value.hint


async def test_texts_of_the_product_file_are_typed_before_they_are_sent(
    shop: Any, listing: Make
) -> None:
    given = {"is_warranty_applied": "0", "craft_technique": "Vuốt tay"}
    await shop.made(listing(0, attributes=given))
    (body,) = shop.bodies("v2.1/requests")
    assert body["attributes"]["is_warranty_applied"] == 0
    assert body["attributes"]["craft_technique"] == ["Vuốt tay"]


async def test_a_wrong_secret_is_refused(shop: Any) -> None:
    wrong = {**keys_only(shop), "client_secret": "wrong-secret"}
    stranger = type(shop)(shop.market, wrong)
    with pytest.raises(AuthError) as caught:
        await stranger.adapter.find(Sku("AC-0"))
    assert caught.value.code == "invalid_client"


async def test_an_application_without_tokens_asks_for_its_first(shop: Any, listing: Make) -> None:
    fresh = type(shop)(shop.market, keys_only(shop))
    assert (await fresh.made(listing(0))).status is RemoteStatus.LIVE
    assert fresh.paths()[0] == "POST /sc/oauth2/token"


def keys_only(shop: Any) -> dict[str, str]:
    return {name: shop.credentials[name] for name in ("client_id", "client_secret")}
