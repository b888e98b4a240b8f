"""Options that are renamed, put in another order, taken out of the file and added."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis, Listing, ListingVariant, Sku
from ocopctl.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Remote

    Make = Callable[..., Listing]


def glazes(made: Listing, name: str, **values: str) -> Listing:
    """Give a listing one kind of option, with a variant AC_<n> of each value in that order."""
    variants = tuple(
        ListingVariant(Sku(sku.replace("_", "-")), (value,), 350_000, 5, 2450)
        for sku, value in values.items()
    )
    return replace(made, axes=(Axis(name, tuple(values.values())),), variants=variants)


async def updated(shop: Any, made: Remote, wanted: Listing) -> dict[str, Any]:
    """Update a listing, and return the platform's own words about it."""
    await shop.adapter.update(made.remote_id, await shop.ready(wanted))
    shown: dict[str, Any] = await shop.shown(made.remote_id)
    return shown


def options(shown: dict[str, Any], place: int = 1) -> list[str]:
    found: list[str] = shown["variation"][f"Variation{place}"]["options"]
    return found


def props(shown: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {str(sku["SkuId"]): sku["saleProp"] for sku in shown["skus"]}


def ids(made: Remote) -> list[str]:
    return [variant.remote_sku for variant in made.variants]


@pytest.mark.parametrize("axis", ["Men", "Màu men"])
async def test_an_option_is_renamed_around_a_variant_the_file_has_not(
    shop: Any, listing: Make, axis: str
) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn", AC_2="Lam"))
    wanted = glazes(listing(1), axis, AC_1="Rạn cổ", AC_2="Lam")
    shown = await updated(shop, made, wanted)
    assert options(shown) == ["Rạn cổ", "Lam", "Nâu"]
    values = ("Nâu", "Rạn cổ", "Lam")
    assert props(shown) == {
        one: {axis: value} for one, value in zip(ids(made), values, strict=True)
    }


async def test_a_variant_the_file_has_not_keeps_its_stock_price_and_status(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn"))
    await shop.adapter.unlist(made.remote_id)
    shown = await updated(shop, made, glazes(listing(1), "Men", AC_1="Rạn cổ"))
    assert {sku["Status"] for sku in shown["skus"]} == {"inactive"}
    assert (await shop.adapter.read(made.remote_id)).variants == made.variants


async def test_a_variant_comes_back_into_the_file_after_a_rename(shop: Any, listing: Make) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn"))
    await updated(shop, made, glazes(listing(1), "Men", AC_1="Rạn cổ"))
    shown = await updated(shop, made, glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn cổ"))
    assert options(shown) == ["Nâu", "Rạn cổ"]
    assert list(props(shown)) == ids(made)


async def test_a_new_variant_joins_after_one_left_the_file(shop: Any, listing: Make) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn"))
    shown = await updated(shop, made, glazes(listing(1), "Men", AC_3="Lam", AC_1="Rạn cổ"))
    assert options(shown) == ["Lam", "Rạn cổ", "Nâu"]
    assert list(props(shown))[:2] == ids(made)
    assert [sku["SellerSku"] for sku in shown["skus"]] == ["AC-0", "AC-1", "AC-3"]


@pytest.mark.parametrize("axes", [1, 2])
async def test_options_take_the_order_of_the_file(shop: Any, listing: Make, axes: int) -> None:
    made = await shop.made(listing(axes))
    turned = tuple(Axis(axis.name, axis.values[::-1]) for axis in listing(axes).axes)
    before = await shop.shown(made.remote_id)
    shown = await updated(shop, made, replace(listing(axes), axes=turned))
    assert [tuple(options(shown, place + 1)) for place in range(axes)] == [
        axis.values for axis in turned
    ]
    assert shown["skus"] == before["skus"]


async def test_kinds_of_options_change_places(shop: Any, listing: Make) -> None:
    made, first = await shop.made(listing(2)), listing(2)
    variants = tuple(replace(v, values=v.values[::-1]) for v in first.variants[1:])
    shown = await updated(shop, made, replace(first, axes=first.axes[::-1], variants=variants))
    assert [shown["variation"][f"Variation{n}"]["name"] for n in (1, 2)] == ["Số chén", "Men"]
    assert props(shown)[ids(made)[0]] == {"Men": "Rạn", "Số chén": "4 chén"}


async def test_options_that_are_the_same_are_not_sent(shop: Any, listing: Make) -> None:
    made = await shop.made(listing(2))
    fewer = listing(2, variants=listing(2).variants[1:], title="Tên mới")
    await updated(shop, made, fewer)
    sent = [one for one in shop.sent if one.url.path.endswith("/product/update")]
    assert [b"variation" in one.content for one in sent] == [False]


async def test_pictures_of_options_come_also_to_a_variant_the_file_has_not(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_0="Nâu", AC_1="Rạn"))
    wanted = glazes(listing(1), "Men", AC_1="Rạn")
    pictured = replace(wanted.variants[0], picture=wanted.pictures[1])
    shown = await updated(shop, made, replace(wanted, variants=(pictured,)))
    assert [sku["Images"] for sku in shown["skus"]] == [[one] for one in shown["images"]]


async def test_a_kind_of_option_cannot_join_around_a_variant_the_file_has_not(
    shop: Any, listing: Make
) -> None:
    made = await shop.made(glazes(listing(1), "Men", AC_9="Nâu", AC_0="Rạn"))
    with pytest.raises(Rejected, match="file has not"):
        await shop.adapter.update(made.remote_id, await shop.ready(listing(2)))
