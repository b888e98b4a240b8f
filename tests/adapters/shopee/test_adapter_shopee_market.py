"""The Shopee adapter's whole walk through the practice market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Offer, Remote, RemoteId, RemoteStatus, Sku
from ocopctl.errors import AuthError, NotFound, OutcomeUnknown, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing

    Make = Callable[..., Listing]

PATTERN = Axis("Hoa văn", ("Sen", "Cúc"))
SIZE = Axis("Cỡ", ("Nhỏ", "Vừa", "Lớn"))


async def made(shop: Any, listing: Listing) -> Remote:
    """Create, let the review pass, and return what the shop shows."""
    remote = await shop.adapter.create(await shop.sent(listing), key="one")
    shop.market.clock.advance(60)
    found: Remote = await shop.adapter.read(remote.remote_id)
    return found


@pytest.mark.parametrize("axes", [(), (PATTERN,), (PATTERN, SIZE)], ids=["0", "1", "2"])
async def test_a_listing_is_on_sale_as_it_was_sent(shop: Any, listing: Make, axes: Any) -> None:
    wanted = listing(*axes)
    remote = await made(shop, wanted)
    assert (remote.status, remote.complete) == (RemoteStatus.LIVE, True)
    assert (remote.title, remote.description) == (wanted.title, wanted.description)
    assert remote.picture_count == 2
    assert (
        remote.url == f"https://shopee.vn/product/{shop.credentials['shop_id']}/{remote.remote_id}"
    )
    assert {(v.sku, v.price, v.stock) for v in remote.variants} == {
        (v.sku, v.price, v.stock) for v in wanted.variants
    }


async def test_variant_ids_are_known_as_soon_as_it_is_made(shop: Any, listing: Make) -> None:
    remote = await shop.adapter.create(await shop.sent(listing(PATTERN)), key="one")
    again = await shop.adapter.read(remote.remote_id)
    assert [v.remote_sku for v in remote.variants] == [v.remote_sku for v in again.variants]


@pytest.mark.parametrize("axes", [(), (PATTERN,)], ids=["0", "1"])
async def test_what_is_sold_out_is_made_and_then_has_no_stock(
    shop: Any, listing: Make, axes: Any
) -> None:
    remote = await made(shop, listing(*axes, stock=0))
    assert remote.status is RemoteStatus.LIVE
    assert {variant.stock for variant in remote.variants} == {0}


async def test_a_made_listing_is_found_by_its_sku_alone(shop: Any, listing: Make) -> None:
    remote = await made(shop, listing(PATTERN))
    await made(shop, listing(sku="BT-AC-010"))
    assert [found.remote_id for found in await shop.adapter.find(Sku("BT-AC-01"))] == [
        remote.remote_id
    ]
    assert await shop.adapter.find(Sku("BT-AC-0")) == []


async def test_two_listings_of_one_sku_are_both_found(shop: Any, listing: Make) -> None:
    await made(shop, listing())
    await made(shop, listing())
    assert len(await shop.adapter.find(Sku("BT-AC-01"))) == 2


async def test_a_listing_that_the_search_does_not_show_yet_is_found_by_walking(
    shop: Any, listing: Make
) -> None:
    object.__setattr__(shop.market, "settings", replace(shop.market.settings, index_lag_s=3600))
    remote = await made(shop, listing(PATTERN))
    assert [r.remote_id for r in await shop.adapter.find(Sku("BT-AC-01"))] == [remote.remote_id]
    assert "get_item_list" in shop.calls()


async def test_an_update_changes_the_text_and_no_offer(shop: Any, listing: Make) -> None:
    before = await made(shop, listing(PATTERN))
    title = "Bộ ấm chén gốm Bát Tràng men lam vẽ hoa sen"
    payload = await shop.sent(listing(PATTERN, title=title))
    await shop.adapter.update(before.remote_id, payload)
    shop.market.clock.advance(60)
    after = await shop.adapter.read(before.remote_id)
    assert (after.title, after.status) == (title, RemoteStatus.LIVE)
    assert after.variants == before.variants


async def test_an_update_adds_a_new_variant_and_keeps_the_ids(shop: Any, listing: Make) -> None:
    before = await made(shop, listing(PATTERN))
    more = listing(Axis("Hoa văn", ("Sen", "Cúc", "Tre")), stock=1)
    await shop.adapter.update(before.remote_id, await shop.sent(more))
    after = await shop.adapter.read(before.remote_id)
    assert after.variants[:2] == before.variants
    assert (after.variants[2].sku, after.variants[2].stock) == ("BT-AC-01-2", 1)


async def test_a_variant_that_the_file_no_longer_has_stays(shop: Any, listing: Make) -> None:
    before = await made(shop, listing(PATTERN))
    less = listing(Axis("Hoa văn", ("Sen",)))
    await shop.adapter.update(before.remote_id, await shop.sent(less))
    after = await shop.adapter.read(before.remote_id)
    assert after.variants == before.variants


async def test_another_number_of_options_is_refused_and_nothing_changes(
    shop: Any, listing: Make
) -> None:
    before = await made(shop, listing(PATTERN))
    for other in (listing(), listing(PATTERN, SIZE)):
        with pytest.raises(Rejected):
            await shop.adapter.update(before.remote_id, await shop.sent(other))
    assert await shop.adapter.read(before.remote_id) == before


async def test_models_keep_their_own_weight_through_an_update(shop: Any, listing: Make) -> None:
    wanted = listing(PATTERN)
    heavy = replace(wanted.variants[1], weight_g=2500)
    payload = await shop.sent(replace(wanted, variants=(wanted.variants[0], heavy)))
    remote = await shop.adapter.create(payload, key="one")
    await shop.adapter.update(remote.remote_id, payload)
    models = (await shop.adapter._calls.models(int(remote.remote_id)))["model"]
    assert [float(model["weight"]) for model in models] == [1.8, 2.5]


async def test_price_and_stock_are_set_for_each_variant(shop: Any, listing: Make) -> None:
    remote = await made(shop, listing(PATTERN))
    sen, cuc = remote.variants
    results = await shop.adapter.set_offers(
        [
            Offer(sen.sku, remote.remote_id, sen.remote_sku, price=470_000, stock=0),
            Offer(cuc.sku, remote.remote_id, "", stock=7),
        ]
    )
    assert [result.error for result in results] == [None, None]
    after = await shop.adapter.read(remote.remote_id)
    assert [(v.price, v.stock) for v in after.variants] == [(470_000, 0), (460_000, 7)]


async def test_an_item_without_options_takes_price_and_stock(shop: Any, listing: Make) -> None:
    remote = await made(shop, listing())
    offer = Offer(Sku("BT-AC-01"), remote.remote_id, "0", price=480_000, stock=3)
    (result,) = await shop.adapter.set_offers([offer])
    after = await shop.adapter.read(remote.remote_id)
    assert result.error is None
    assert (after.variants[0].price, after.variants[0].stock) == (480_000, 3)


async def test_one_bad_offer_fails_alone(shop: Any, listing: Make) -> None:
    remote = await made(shop, listing(PATTERN))
    good = Offer(remote.variants[0].sku, remote.remote_id, remote.variants[0].remote_sku, stock=5)
    results = await shop.adapter.set_offers(
        [
            replace(good, sku=Sku("?"), remote_sku="999"),
            good,
            Offer(Sku("X"), RemoteId("12345"), "0", 450_000),
        ]
    )
    assert [type(result.error) for result in results] == [NotFound, type(None), NotFound]


async def test_fifty_offers_go_in_one_call(shop: Any, listing: Make) -> None:
    many = listing(Axis("Cỡ", tuple(f"Số {n}" for n in range(50))))
    remote = await made(shop, many)
    offers = [Offer(v.sku, remote.remote_id, v.remote_sku, 500_000) for v in remote.variants]
    results = await shop.adapter.set_offers(offers)
    assert {result.error for result in results} == {None}
    assert shop.calls().count("update_price") == 1


async def test_hiding_and_showing_twice_is_quiet(shop: Any, listing: Make) -> None:
    remote = await made(shop, listing(PATTERN))
    for _turn in range(2):
        await shop.adapter.unlist(remote.remote_id)
    hidden = await shop.adapter.read(remote.remote_id)
    assert (hidden.status, hidden.complete, hidden.url) == (RemoteStatus.UNLISTED, True, "")
    for _turn in range(2):
        await shop.adapter.relist(remote.remote_id)
    shop.market.clock.advance(60)
    assert (await shop.adapter.read(remote.remote_id)).status is RemoteStatus.LIVE


async def test_the_walk_shows_every_listing_once(shop: Any, listing: Make) -> None:
    made_ids = {(await made(shop, listing(sku=f"BT-{n}"))).remote_id for n in range(3)}
    await shop.adapter.unlist(next(iter(made_ids)))
    listed = [remote.remote_id async for remote in shop.adapter.list()]
    assert len(listed) == len(set(listed))
    assert made_ids <= set(listed)


async def test_a_listing_that_is_not_there_is_not_found(shop: Any, listing: Make) -> None:
    nobody = RemoteId("29943999999")
    payload = await shop.sent(listing())
    for call in (
        shop.adapter.read(nobody),
        shop.adapter.unlist(nobody),
        shop.adapter.relist(nobody),
        shop.adapter.update(nobody, payload),
    ):
        with pytest.raises(NotFound):
            await call


async def test_a_wrong_key_is_refused(stranger: Any) -> None:
    with pytest.raises(AuthError) as caught:
        await stranger.adapter.find(Sku("BT-AC-01"))
    assert caught.value.code == "error_sign"


async def test_a_value_that_is_not_in_the_list_is_named(shop: Any, listing: Make) -> None:
    with pytest.raises(Rejected, match="Sao Hỏa"):
        await shop.adapter.create(
            await shop.sent(listing(attributes={"100037": "Sao Hỏa"})), key="one"
        )
    assert shop.effects("created") == []


async def test_a_lost_answer_to_the_creation_is_told_as_unknown_and_then_found(
    shop: Any, listing: Make
) -> None:
    payload = await shop.sent(listing())
    shop.lose.append("add_item")
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.create(payload, key="one")
    assert shop.calls().count("add_item") == 1
    assert len(await shop.adapter.find(payload.lookup[0])) == 1


async def test_a_creation_that_was_cut_short_is_completed_by_an_update(
    shop: Any, listing: Make
) -> None:
    payload = await shop.sent(listing(PATTERN))
    shop.lose.append("add_item")
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.create(payload, key="one")
    (half,) = await shop.adapter.find(payload.lookup[0])
    assert half.status is RemoteStatus.UNLISTED
    assert {v.sku for v in half.variants}.isdisjoint(o.sku for o in payload.offers)
    await shop.adapter.update(half.remote_id, payload)
    shop.market.clock.advance(60)
    whole = await shop.adapter.read(half.remote_id)
    assert (whole.complete, whole.status, len(whole.variants)) == (True, RemoteStatus.LIVE, 2)


async def test_a_sold_out_item_that_was_cut_short_is_completed_by_an_update(
    shop: Any, listing: Make
) -> None:
    payload = await shop.sent(listing(stock=0))
    shop.lose.append("add_item")
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.create(payload, key="one")
    (half,) = await shop.adapter.find(payload.lookup[0])
    await shop.adapter.update(half.remote_id, payload)
    shop.market.clock.advance(60)
    whole = await shop.adapter.read(half.remote_id)
    assert (half.complete, whole.status, whole.variants[0].stock) == (False, RemoteStatus.LIVE, 0)


@pytest.mark.parametrize(
    "step", ["init_tier_variation", "update_stock", "unlist_item", "get_model_list"]
)
async def test_a_lost_answer_to_a_later_step_does_no_harm(
    shop: Any, listing: Make, step: str
) -> None:
    payload = await shop.sent(listing(PATTERN, stock=0))
    shop.lose.append(step)
    remote = await shop.adapter.create(payload, key="one")
    shop.market.clock.advance(60)
    shown = await shop.adapter.read(remote.remote_id)
    assert (shown.status, [v.stock for v in shown.variants]) == (RemoteStatus.LIVE, [0, 0])
    assert shop.calls().count("add_item") == 1


async def test_an_edit_that_meets_the_lock_of_the_last_one_waits(shop: Any, listing: Make) -> None:
    object.__setattr__(shop.market, "settings", replace(shop.market.settings, lock_s=6))
    remote = await made(shop, listing(PATTERN, stock=0))
    assert (remote.status, remote.variants[0].stock) == (RemoteStatus.LIVE, 0)


async def test_option_pictures_go_with_the_options(shop: Any, listing: Make, pictures: Any) -> None:
    wanted = listing(PATTERN)
    variants = tuple(
        replace(variant, picture=picture)
        for variant, picture in zip(wanted.variants, pictures, strict=False)
    )
    remote = await made(shop, replace(wanted, variants=variants))
    answer = await shop.adapter._calls.models(int(remote.remote_id))
    options = answer["standardise_tier_variation"][0]["variation_option_list"]
    assert all(option["image_id"] for option in options)


async def test_an_old_access_token_is_renewed_on_the_way(shop: Any, listing: Make) -> None:
    before = shop.tokens.load()
    shop.tokens.save(replace(before, access_token="0" * 32))
    await made(shop, listing())
    after = shop.tokens.load()
    assert after.refresh_token != before.refresh_token
    assert after.access_expires_at is not None


async def test_options_that_are_refused_after_the_item_was_made_leave_no_second_item(
    shop: Any, listing: Make
) -> None:
    payload = await shop.sent(listing(Axis("Hoa văn", ("Sen" * 20, "Cúc"))))
    with pytest.raises(OutcomeUnknown) as caught:
        await shop.adapter.create(payload, key="one")
    assert caught.value.code
    (half,) = await shop.adapter.find(payload.lookup[0])
    with pytest.raises(Rejected):
        await shop.adapter.update(half.remote_id, payload)
    await shop.adapter.update(half.remote_id, await shop.sent(listing(PATTERN)))
    assert len((await shop.adapter.read(half.remote_id)).variants) == 2
    assert len(shop.effects("created")) == 1


async def test_every_page_of_a_large_shop_is_walked(shop: Any, listing: Make) -> None:
    payload = await shop.sent(listing())
    for n in range(103):
        item = payload.body["item"] | {"item_sku": f"BT-{n}"}
        await shop.adapter.create(replace(payload, body=payload.body | {"item": item}), key="one")
    skus = {remote.seller_sku async for remote in shop.adapter.list()}
    assert {f"BT-{n}" for n in range(103)} <= skus
