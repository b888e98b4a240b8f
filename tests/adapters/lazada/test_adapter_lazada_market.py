"""The Lazada adapter's whole walk through the practice market."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Listing, Offer, RemoteId, RemoteStatus, Sku
from ocopctl.errors import AuthError, Duplicate, NotFound, OutcomeUnknown, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Listing]


@pytest.mark.parametrize("axes", [0, 1, 2])
async def test_a_listing_is_on_sale_as_it_was_sent(shop: Any, listing: Make, axes: int) -> None:
    wanted = listing(axes)
    remote = await shop.made(wanted)
    assert remote.status is RemoteStatus.LIVE
    assert (remote.title, remote.description) == (wanted.title, wanted.description)
    assert remote.picture_count == 2
    assert remote.url.startswith("https://www.lazada.vn/")
    assert {(v.sku, v.price, v.stock) for v in remote.variants} == {
        (v.sku, v.price, v.stock) for v in wanted.variants
    }


async def test_variant_ids_are_known_as_soon_as_it_is_made(shop: Any, listing: Make) -> None:
    remote = await shop.adapter.create(await shop.ready(listing(2)), key="one")
    again = await shop.adapter.read(remote.remote_id)
    ids = {v.sku: v.remote_sku for v in again.variants}
    assert remote.status is RemoteStatus.PENDING
    assert {v.sku: v.remote_sku for v in remote.variants} == ids
    assert all(ids.values())


async def test_the_parcel_the_highlights_and_the_words_arrive(shop: Any, listing: Make) -> None:
    remote = await shop.made(listing(0, attributes={"material": "Gốm"}))
    shown = await shop.shown(remote.remote_id)
    sku, texts = shown["skus"][0], shown["attributes"]
    assert (float(sku["package_weight"]), float(sku["package_length"])) == (2.45, 30)
    assert texts["short_description"] == (
        "<ul><li>1 ấm, 6 chén</li><li>Men tro &lt;tự nhiên&gt;</li></ul>"
    )
    assert (texts["material"], texts["brand"]) == ("Gốm", "No Brand")


@pytest.mark.parametrize(
    ("ours", "theirs"), [("bát tràng", "Bát Tràng"), ("Làng Không Tên", "No Brand")]
)
async def test_a_brand_is_spelt_as_the_marketplace_spells_it(
    shop: Any, listing: Make, ours: str, theirs: str
) -> None:
    remote = await shop.made(listing(0, brand=ours))
    shown = await shop.shown(remote.remote_id)
    assert shown["attributes"]["brand"] == theirs


async def test_vietnamese_options_become_the_marketplaces(shop: Any, listing: Make) -> None:
    given = {"country_origin_vn": "Việt Nam", "warranty_type": "Bảo hành điện tử",
             "package_content": "1 ấm, 6 chén"}  # fmt: skip
    remote = await shop.made(listing(1, attributes=given))
    shown = await shop.shown(remote.remote_id)
    assert shown["attributes"]["warranty_type"] == "Electronic Warranty"
    assert shown["attributes"]["country_origin_vn"] == "Vietnam"
    assert {sku["package_content"] for sku in shown["skus"]} == {"1 ấm, 6 chén"}


async def test_find_knows_every_state_and_nothing_else(shop: Any, listing: Make) -> None:
    made = await shop.adapter.create(await shop.ready(listing(2)), key="one")
    for expected in (RemoteStatus.PENDING, RemoteStatus.LIVE):
        found = await shop.adapter.find(Sku("AC-3"))
        assert [(r.remote_id, r.status, len(r.variants)) for r in found] == [
            (made.remote_id, expected, 4)
        ]
        await shop.reviewed(made.remote_id)
    await shop.adapter.unlist(made.remote_id)
    assert [r.status for r in await shop.adapter.find(Sku("AC-0"))] == [RemoteStatus.UNLISTED]
    assert await shop.adapter.find(Sku("AC")) == []
    assert await shop.adapter.find(Sku("ac-0")) == []


async def test_the_same_sku_again_is_a_duplicate(shop: Any, listing: Make) -> None:
    payload = await shop.ready(listing(1))
    await shop.adapter.create(payload, key="one")
    with pytest.raises(Duplicate) as caught:
        await shop.adapter.create(payload, key="two")
    assert caught.value.request_id
    assert "_036" in caught.value.own_words


async def test_a_lost_creation_is_unknown_sent_once_and_found(shop: Any, listing: Make) -> None:
    payload = await shop.ready(listing(1))
    shop.lose.append("/product/create")
    with pytest.raises(OutcomeUnknown):
        await shop.adapter.create(payload, key="one")
    assert shop.paths().count("/product/create") == 1
    assert len(await shop.adapter.find(payload.lookup[0])) == 1


async def test_an_update_changes_texts_and_neither_price_nor_ids(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    dearer = tuple(replace(v, price=9_000_000, stock=99) for v in listing(2).variants)
    other = listing(2, title="Bộ ấm chén men lam", highlights=(), variants=dearer)
    answer = await shop.adapter.update(made.remote_id, await shop.ready(other))
    after = await shop.reviewed(made.remote_id)
    assert answer.title == after.title == "Bộ ấm chén men lam"
    assert after.variants == answer.variants == made.variants
    assert after.status is RemoteStatus.LIVE
    assert not (await shop.shown(made.remote_id))["attributes"].get("short_description")


async def test_an_update_leaves_what_is_off_sale_off_sale(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(1))
    await shop.adapter.unlist(made.remote_id)
    await shop.adapter.update(made.remote_id, await shop.ready(listing(1, title="Tên mới")))
    after = await shop.reviewed(made.remote_id)
    assert (after.status, after.title) == (RemoteStatus.UNLISTED, "Tên mới")


def with_more(made: Listing) -> Listing:
    """Give the first kind of option one more value, and a variant with it."""
    first = made.axes[0]
    more = replace(made.variants[0], sku=Sku("AC-9"), values=("Nâu", *made.variants[0].values[1:]))
    return replace(
        made,
        axes=(Axis(first.name, (*first.values, "Nâu")), *made.axes[1:]),
        variants=(*made.variants, more),
    )


@pytest.mark.parametrize("axes", [1, 2])
async def test_a_new_variant_joins_the_listing_it_belongs_to(
    shop: Any, listing: Make, axes: int
) -> None:
    made = await shop.made(listing(axes))
    after = await shop.adapter.update(made.remote_id, await shop.ready(with_more(listing(axes))))
    assert after.remote_id == made.remote_id
    assert {v.sku for v in after.variants} == {*(v.sku for v in made.variants), "AC-9"}
    assert [remote.remote_id async for remote in shop.adapter.list()] == [made.remote_id]


async def test_a_new_variant_of_a_recalled_listing_is_not_on_sale(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(1))
    await shop.adapter.unlist(made.remote_id)
    await shop.adapter.update(made.remote_id, await shop.ready(with_more(listing(1))))
    after = await shop.reviewed(made.remote_id)
    shown = await shop.shown(made.remote_id)
    assert after.status is RemoteStatus.UNLISTED
    assert {sku["Status"] for sku in shown["skus"]} == {"inactive"}


async def test_a_variant_missing_from_the_file_stays_in_the_shop(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    fewer = replace(listing(2), variants=listing(2).variants[1:], title="Tên mới")
    await shop.adapter.update(made.remote_id, await shop.ready(fewer))
    after = await shop.reviewed(made.remote_id)
    assert (after.title, after.variants) == ("Tên mới", made.variants)


async def test_a_renamed_option_keeps_its_variant(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(1))
    first, second = listing(1).variants
    renamed = replace(
        listing(1),
        axes=(Axis("Men", ("Rạn cổ", "Lam")),),
        variants=(replace(first, values=("Rạn cổ",)), second),
    )
    await shop.adapter.update(made.remote_id, await shop.ready(renamed))
    shown = await shop.shown(made.remote_id)
    props = {str(sku["SkuId"]): sku["saleProp"]["Men"] for sku in shown["skus"]}
    assert props == {made.variants[0].remote_sku: "Rạn cổ", made.variants[1].remote_sku: "Lam"}


async def test_a_listing_without_options_cannot_get_them(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(0))
    with pytest.raises(Rejected, match="options"):
        await shop.adapter.update(made.remote_id, await shop.ready(listing(1)))


async def test_prices_and_stocks_are_set_and_a_bad_one_is_named(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    wanted = [
        Offer(v.sku, made.remote_id, v.remote_sku, 400_000 + at, 20 + at)
        for at, v in enumerate(made.variants)
    ]
    bad = Offer(Sku("XX"), RemoteId("2399999999"), "9999999999", 1000, 1)
    results = await shop.adapter.set_offers([*wanted, bad])
    after = await shop.adapter.read(made.remote_id)
    assert [(r.sku, type(r.error)) for r in results] == [
        *((o.sku, type(None)) for o in wanted), ("XX", NotFound),
    ]  # fmt: skip
    assert [(v.price, v.stock) for v in after.variants] == [(o.price, o.stock) for o in wanted]


async def test_a_price_alone_leaves_the_stock(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(0))
    (variant,) = made.variants
    await shop.adapter.set_offers([Offer(variant.sku, made.remote_id, variant.remote_sku, 99_000)])
    assert "/product/stock/sellable/update" not in shop.paths()
    assert (await shop.adapter.read(made.remote_id)).variants[0].stock == variant.stock


async def test_many_offers_go_twenty_a_call(shop: Any, listing: Make) -> None:
    values = tuple(f"Mẫu {n}" for n in range(25))
    base = listing(0).variants[0]
    many = tuple(replace(base, sku=Sku(f"M-{n}"), values=(v,)) for n, v in enumerate(values))
    made = await shop.made(replace(listing(0), axes=(Axis("Mẫu", values),), variants=many))
    offers = [Offer(v.sku, made.remote_id, v.remote_sku, 500_000, 3) for v in made.variants]
    assert {r.error for r in await shop.adapter.set_offers(offers)} == {None}
    assert shop.paths().count("/product/price_quantity/update") == 2
    assert {v.stock for v in (await shop.adapter.read(made.remote_id)).variants} == {3}


@pytest.mark.parametrize("axes", [0, 1])
async def test_off_sale_and_on_again_twice_is_quiet(shop: Any, listing: Make, axes: int) -> None:
    made = await shop.made(listing(axes))
    for _turn in range(2):
        await shop.adapter.unlist(made.remote_id)
    assert (await shop.reviewed(made.remote_id)).status is RemoteStatus.UNLISTED
    for _turn in range(2):
        await shop.adapter.relist(made.remote_id)
    assert (await shop.reviewed(made.remote_id)).status is RemoteStatus.LIVE


async def test_a_recall_during_review_outlives_the_review(shop: Any, listing: Make) -> None:
    made = await shop.adapter.create(await shop.ready(listing(1)), key="one")
    await shop.adapter.unlist(made.remote_id)
    assert (await shop.reviewed(made.remote_id)).status is RemoteStatus.UNLISTED


async def test_all_listings_are_walked_through(shop: Any, listing: Make) -> None:
    payload = await shop.ready(listing(0))
    for number in range(53):
        sku = Sku(f"L-{number}")
        variant = replace(listing(0).variants[0], sku=sku)
        one = shop.adapter.payload(listing(0, sku=sku, variants=(variant,)))
        await shop.adapter.create(replace(one, body={**one.body, "Images": payload.body["Images"]}),
                                  key=sku)  # fmt: skip
    skus = [remote.variants[0].sku async for remote in shop.adapter.list()]
    assert sorted(skus) == sorted(f"L-{number}" for number in range(53))


async def test_what_is_not_there_is_not_found(shop: Any) -> None:
    with pytest.raises(NotFound) as caught:
        await shop.adapter.read(RemoteId("2399999999"))
    assert caught.value.code == "207"
    assert "lazada · product/item/get" in caught.value.place


async def test_a_wrong_secret_is_refused(stranger: Any) -> None:
    with pytest.raises(AuthError, match="credentials") as caught:
        await stranger.adapter.find(Sku("AC-0"))
    assert caught.value.code == "IncompleteSignature"


async def test_a_title_that_is_too_long_is_refused_in_words(shop: Any, listing: Make) -> None:
    with pytest.raises(Rejected, match="255 bytes") as caught:
        await shop.adapter.create(await shop.ready(listing(0, title="ấ" * 100)), key="one")
    assert caught.value.code in {"4160", "THD_IC_ERR_F_PRODUCT_00_15_004"}


async def test_sold_out_goods_can_be_listed(shop: Any, listing: Make) -> None:
    empty = (replace(listing(0).variants[0], stock=0),)
    assert (await shop.made(listing(0, variants=empty))).variants[0].stock == 0


async def test_a_listing_of_other_goods_is_not_overwritten(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(0))
    other = (replace(listing(0).variants[0], sku=Sku("ZZ")),)
    with pytest.raises(Rejected, match="none of the variants"):
        await shop.adapter.update(made.remote_id, await shop.ready(listing(0, variants=other)))
