"""A listing's whole life in the practice TikTok Shop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, ListingVariant, Offer, RemoteId, RemoteStatus, Sku
from ocopctl.errors import AuthError, Duplicate, NotFound, OutcomeUnknown, Rejected

if TYPE_CHECKING:
    from ocopctl.adapters.base import Listing, Remote

LONGER = "Bộ ấm chén gốm Bát Tràng men rạn vẽ hoa sen"


async def live(shop: Any, made: Listing, key: str = "k1") -> Remote:
    """Create a listing and see it through its review."""
    remote = await shop.adapter.create(await shop.ready(made), key=key)
    shop.review()
    seen: Remote = await shop.adapter.read(remote.remote_id)
    assert seen.status is RemoteStatus.LIVE
    return seen


def offers_of(remote: Remote) -> dict[str, tuple[int | None, int | None]]:
    return {variant.sku: (variant.price, variant.stock) for variant in remote.variants}


@pytest.mark.parametrize("axes", [0, 1, 2])
async def test_a_listing_is_made_reviewed_and_shown_as_it_was_sent(
    shop: Any, listing: Any, axes: int
) -> None:
    made = listing(axes)
    remote = await shop.adapter.create(await shop.ready(made), key="k1")
    assert remote.status is RemoteStatus.PENDING
    assert all(variant.remote_sku for variant in remote.variants)
    shop.review()
    seen = await shop.adapter.read(remote.remote_id)
    assert seen.status is RemoteStatus.LIVE
    assert seen.title == made.title
    assert seen.picture_count == 2
    assert offers_of(seen) == {v.sku: (v.price, v.stock) for v in made.variants}
    assert {v.sku: v.remote_sku for v in seen.variants} == {
        v.sku: v.remote_sku for v in remote.variants
    }


async def test_option_pictures_and_barcodes_are_taken(
    shop: Any, listing: Any, picture: Any
) -> None:
    made = listing(2)
    variants = tuple(
        replace(v, picture=picture("red" if v.values[0] == "Sen" else "blue"), gtin=gtin)
        for v, gtin in zip(made.variants, ("8935001234562", "", "", ""), strict=True)
    )
    remote = await live(shop, replace(made, variants=variants))
    assert len(remote.variants) == 4


async def test_a_variant_without_stock_is_emptied_before_its_review_ends(
    shop: Any, listing: Any
) -> None:
    made = listing(1)
    first, second = made.variants
    made = replace(made, variants=(replace(first, stock=0), second))
    remote = await shop.adapter.create(await shop.ready(made), key="k1")
    assert remote.status is RemoteStatus.PENDING
    seen = await shop.adapter.read(remote.remote_id)
    assert seen.status is RemoteStatus.PENDING
    assert offers_of(seen)[first.sku] == (first.price, 0)


async def test_a_creation_whose_end_is_lost_is_found_again(shop: Any, listing: Any) -> None:
    payload = await shop.ready(listing())
    shop.line.lose.append("products")
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.create(payload, key="k1")
    (found,) = await shop.adapter.find(payload.lookup[0])
    assert found.status is RemoteStatus.PENDING
    again = await shop.adapter.create(payload, key="k1")
    assert again.remote_id == found.remote_id


async def test_the_same_mark_twice_is_never_a_second_listing(shop: Any, listing: Any) -> None:
    await live(shop, listing())
    with pytest.raises(Duplicate) as caught:
        await shop.adapter.create(await shop.ready(listing()), key="k2")
    assert caught.value.code == "12052996"
    assert len(await shop.adapter.find(Sku("AC-0"))) == 1


async def test_finding_takes_the_whole_sku_only(shop: Any, listing: Any) -> None:
    made = await live(shop, listing(1))
    assert [r.remote_id for r in await shop.adapter.find(Sku("AC-1"))] == [made.remote_id]
    assert await shop.adapter.find(Sku("AC-")) == []
    assert await shop.adapter.find(Sku("ac-1")) == []


async def test_two_listings_with_one_sku_are_both_found(shop: Any, listing: Any) -> None:
    first = await live(shop, listing())
    other = replace(listing(), sku=Sku("OTHER"))
    second = await live(shop, other, key="k2")
    found = await shop.adapter.find(Sku("AC-0"))
    assert {r.remote_id for r in found} == {first.remote_id, second.remote_id}


async def test_an_edit_shows_after_its_review_and_leaves_prices_stocks_and_ids(
    shop: Any, listing: Any
) -> None:
    before = await live(shop, listing(2))
    payload = await shop.ready(listing(2, title=LONGER))
    during = await shop.adapter.update(before.remote_id, payload)
    assert (during.status, during.title) == (RemoteStatus.LIVE, before.title)
    shop.review()
    after = await shop.adapter.read(before.remote_id)
    assert (after.status, after.title) == (RemoteStatus.LIVE, LONGER)
    assert after.variants == before.variants


async def test_an_edit_adds_variants_and_keeps_those_that_left_the_file(
    shop: Any, listing: Any
) -> None:
    before = await live(shop, listing(1))
    axis = Axis("Hoa văn", ("Cúc", "Trúc"))
    new = ListingVariant(Sku("AC-9"), ("Trúc",), 400_000, 0, 2450)
    made = listing(1)
    made = replace(made, axes=(axis,), variants=(made.variants[1], new))
    await shop.adapter.update(before.remote_id, await shop.ready(made))
    shop.review()
    after = await shop.adapter.read(before.remote_id)
    assert offers_of(after) == {**offers_of(before), "AC-9": (400_000, 0)}
    assert set(before.variants) <= set(after.variants)


async def test_an_edit_that_would_lose_variants_is_not_sent(shop: Any, listing: Any) -> None:
    before = await live(shop, listing(1))
    plain = replace(listing(), variants=(replace(listing(1).variants[0], values=()),))
    with pytest.raises(Rejected, match="same options"):
        await shop.adapter.update(before.remote_id, await shop.ready(plain))
    assert (await shop.adapter.read(before.remote_id)).variants == before.variants


async def test_a_listing_off_sale_is_edited_only_once_it_is_on_sale_again(
    shop: Any, listing: Any
) -> None:
    before = await live(shop, listing())
    payload = await shop.ready(listing(title=LONGER))
    await shop.adapter.unlist(before.remote_id)
    with pytest.raises(Rejected, match="off sale"):
        await shop.adapter.update(before.remote_id, payload)
    shop.review()
    assert (await shop.adapter.read(before.remote_id)).status is RemoteStatus.UNLISTED
    await shop.adapter.relist(before.remote_id)
    await shop.adapter.update(before.remote_id, payload)
    shop.review()
    after = await shop.adapter.read(before.remote_id)
    assert (after.status, after.title) == (RemoteStatus.LIVE, LONGER)


async def test_offers_are_set_in_two_calls_a_product(shop: Any, listing: Any) -> None:
    first = await live(shop, listing(1))
    second = await live(shop, listing(sku="BD"), key="k2")
    offers = [
        Offer(v.sku, r.remote_id, v.remote_sku, price=300_000, stock=0)
        for r in (first, second)
        for v in r.variants
    ]
    shop.line.sent.clear()
    results = await shop.adapter.set_offers(offers)
    assert [result.error for result in results] == [None] * 3
    assert len(shop.line.bodies("/prices/update")) == 2
    assert len(shop.line.bodies("/inventory/update")) == 2
    for remote in (first, second):
        seen = await shop.adapter.read(remote.remote_id)
        assert set(offers_of(seen).values()) == {(300_000, 0)}


async def test_one_bad_offer_stops_no_other(shop: Any, listing: Any) -> None:
    good = await live(shop, listing())
    ghost = "1729999999999999998"
    offers = [
        Offer(Sku("NO-1"), RemoteId("1729999999999999999"), ghost, stock=3),
        Offer(Sku("NO-2"), good.remote_id, ghost, price=5),
        Offer(Sku("AC-0"), good.remote_id, good.variants[0].remote_sku, price=9000, stock=9),
    ]
    results = {r.sku: r.error for r in await shop.adapter.set_offers(offers)}
    assert isinstance(results[Sku("NO-1")], NotFound)
    assert isinstance(results[Sku("NO-2")], Rejected)
    assert results[Sku("AC-0")] is None
    assert offers_of(await shop.adapter.read(good.remote_id)) == {"AC-0": (9000, 9)}


async def test_a_price_is_refused_while_the_listing_is_in_review(shop: Any, listing: Any) -> None:
    remote = await shop.adapter.create(await shop.ready(listing()), key="k1")
    variant = remote.variants[0]
    offer = Offer(variant.sku, remote.remote_id, variant.remote_sku, price=1000, stock=2)
    (result,) = await shop.adapter.set_offers([offer])
    assert isinstance(result.error, Rejected)
    assert offers_of(await shop.adapter.read(remote.remote_id)) == {"AC-0": (350_000, 2)}


async def test_off_sale_and_on_again_are_quiet_the_second_time(shop: Any, listing: Any) -> None:
    remote = await live(shop, listing())
    for _turn in range(2):
        await shop.adapter.unlist(remote.remote_id)
        assert (await shop.adapter.read(remote.remote_id)).status is RemoteStatus.UNLISTED
    for _turn in range(2):
        await shop.adapter.relist(remote.remote_id)
    shop.review()
    await shop.adapter.relist(remote.remote_id)
    assert (await shop.adapter.read(remote.remote_id)).status is RemoteStatus.LIVE


async def test_a_listing_in_review_is_emptied_until_it_can_be_taken_off_sale(
    shop: Any, listing: Any
) -> None:
    remote = await shop.adapter.create(await shop.ready(listing(1)), key="k1")
    with pytest.raises(Rejected, match="stock is now 0"):
        await shop.adapter.unlist(remote.remote_id)
    shop.review()
    seen = await shop.adapter.read(remote.remote_id)
    assert {variant.stock for variant in seen.variants} == {0}
    await shop.adapter.unlist(remote.remote_id)
    assert (await shop.adapter.read(remote.remote_id)).status is RemoteStatus.UNLISTED


async def test_the_walk_shows_every_listing_once(shop: Any, listing: Any) -> None:
    made = [await live(shop, listing(sku=f"S{at}"), key=f"k{at}") for at in range(3)]
    await shop.adapter.unlist(made[1].remote_id)
    walked = {remote.remote_id: remote async for remote in shop.adapter.list()}
    assert walked.keys() == {remote.remote_id for remote in made}
    assert walked[made[1].remote_id].status is RemoteStatus.UNLISTED
    assert walked[made[0].remote_id].variants == made[0].variants


@pytest.mark.parametrize("call", ["read", "unlist", "relist"])
async def test_an_unknown_listing_is_not_found(shop: Any, call: str) -> None:
    with pytest.raises(NotFound) as caught:
        await getattr(shop.adapter, call)(RemoteId("1729999999999999999"))
    assert caught.value.request_id


async def test_a_wrong_secret_is_a_matter_of_credentials(market: Any, open_shop: Any) -> None:
    async with open_shop(market, app_secret="wrong") as stranger:
        with pytest.raises(AuthError) as caught:
            await stranger.adapter.find(Sku("AC-0"))
    assert caught.value.code == "106001"


async def test_a_bad_token_is_renewed_and_the_work_goes_on(market: Any, open_shop: Any) -> None:
    async with open_shop(market, access_token="ROW_bad") as shop:
        assert await shop.adapter.find(Sku("AC-0")) == []
        assert shop.tokens.load().access_token not in {"", "ROW_bad"}


async def test_a_brand_that_the_shop_does_not_know_is_left_out(shop: Any, listing: Any) -> None:
    await live(shop, listing(brand="Hiệu không ai biết"))
    (sent,) = shop.line.bodies("/202309/products")
    assert "brand_id" not in sent


async def test_values_in_the_list_go_by_id_and_own_words_by_name(shop: Any, listing: Any) -> None:
    attributes = {"100107": "việt nam", "100392": "Gốm men lam"}
    await live(shop, listing(attributes=attributes))
    (sent,) = shop.line.bodies("/202309/products")
    values = {row["id"]: row["values"] for row in sent["product_attributes"]}
    assert values["100107"][0].keys() == {"id"}
    assert values["100392"] == [{"name": "Gốm men lam"}]


async def test_a_missing_attribute_is_named_before_anything_is_sent(
    shop: Any, listing: Any
) -> None:
    payload = await shop.ready(listing(attributes={}))
    with pytest.raises(Rejected, match="Xuất xứ"):
        await shop.adapter.create(payload, key="k1")
    assert shop.line.bodies("/202309/products") == []


async def test_no_body_is_an_empty_object(shop: Any, listing: Any) -> None:
    remote = await live(shop, listing())
    await shop.adapter.find(Sku("AC-0"))
    [_ async for _ in shop.adapter.list()]
    await shop.adapter.unlist(remote.remote_id)
    assert b"{}" not in {request.content for request in shop.line.sent}
