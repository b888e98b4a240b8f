"""Options and variants of a listing against those the shop has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import Axis
from ocopctl.adapters.shopee.payload import payload_of
from ocopctl.adapters.shopee.tiers import tier_change
from ocopctl.errors import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.adapters.base import Listing

    Make = Callable[..., Listing]


def shop_has(axis: str, *rows: tuple[str, str]) -> dict[str, Any]:
    """Return `get_model_list` for one tier; rows are (SKU, option)."""
    return {
        "tier_variation": [{"name": axis, "option_list": [{"option": row[1]} for row in rows]}],
        "model": [
            {"model_id": 900 + at, "model_sku": row[0], "tier_index": [at]}
            for at, row in enumerate(rows)
        ],
    }


def options(change: Any) -> list[str]:
    (tier,) = change.tiers
    return [option["variation_option_name"] for option in tier["variation_option_list"]]


def body(listing: Make, *values: str) -> Any:
    return payload_of(listing(Axis("Hoa văn", values))).body


def test_the_same_variants_need_nothing(listing: Make) -> None:
    change = tier_change(
        body(listing, "Sen", "Cúc"),
        shop_has("Hoa văn", ("BT-AC-01-0", "Sen"), ("BT-AC-01-1", "Cúc")),
    )
    assert (change.retiered, change.added) == (False, [])


def test_a_renamed_option_keeps_its_variant(listing: Make) -> None:
    change = tier_change(
        body(listing, "Hoa sen", "Cúc"),
        shop_has("Hoa văn", ("BT-AC-01-0", "Sen"), ("BT-AC-01-1", "Cúc")),
    )
    assert change.retiered
    assert change.kept == [
        {"model_id": 900, "tier_index": [0]},
        {"model_id": 901, "tier_index": [1]},
    ]


def test_a_new_variant_is_added_after_the_full_list(listing: Make) -> None:
    change = tier_change(body(listing, "Sen", "Cúc"), shop_has("Hoa văn", ("BT-AC-01-1", "Cúc")))
    assert options(change) == ["Sen", "Cúc"]
    assert change.kept == [{"model_id": 900, "tier_index": [1]}]
    assert [model["model_sku"] for model in change.added] == ["BT-AC-01-0"]


def test_a_variant_that_is_not_wanted_stays_with_its_option_at_the_end(listing: Make) -> None:
    change = tier_change(
        body(listing, "Sen"), shop_has("Hoa văn", ("CU", "Tre"), ("BT-AC-01-0", "Sen"))
    )
    assert options(change) == ["Sen", "Tre"]
    assert {row["model_id"]: row["tier_index"] for row in change.kept} == {900: [1], 901: [0]}


@pytest.mark.parametrize(
    "rows",
    [
        [("KHAC", "Sen")],
        [("BT-AC-01-0", "Sen"), ("BT-AC-01-0", "Cúc")],
        [],
    ],
    ids=["another SKU in its place", "one SKU twice", "no options"],
)
def test_what_cannot_be_kept_is_refused(listing: Make, rows: Any) -> None:
    remote = shop_has("Hoa văn", *rows) if rows else {"tier_variation": [], "model": []}
    with pytest.raises(Rejected):
        tier_change(body(listing, "Sen", "Cúc"), remote)
