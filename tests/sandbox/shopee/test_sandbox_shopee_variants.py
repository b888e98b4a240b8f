from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

INIT, UPDATE = "product/init_tier_variation", "product/update_tier_variation"


def two_tiers(seller: Seller, item_id: int) -> dict[str, Any]:
    return {
        "item_id": item_id,
        "standardise_tier_variation": [
            seller.tier("Men", "Men lam", "Men rạn"),
            seller.tier("Cỡ", "Nhỏ", "Lớn"),
        ],
        "model": [
            seller.model([0, 0], "A", 100000),
            seller.model([0, 1], "B", 200000),
            seller.model([1, 1], "C", 500000),
        ],
    }


async def ready(seller: Seller) -> int:
    item_id = await seller.item()
    seller.clock.advance(5)
    return item_id


async def test_an_item_settles_five_seconds_before_it_takes_tiers(seller: Seller) -> None:
    item_id = await seller.item()
    seller.clock.advance(4.9)
    answer = await seller.post(INIT, seller.one_tier(item_id))
    assert answer["error"] == "product.error_inner"
    assert answer["message"].startswith("Our system is taking some time")
    seller.clock.advance(0.1)
    assert (await seller.post(INIT, seller.one_tier(item_id)))["error"] == ""


async def test_one_tier_is_read_back_in_both_forms_and_reported(seller: Seller) -> None:
    item_id, (first, second) = await seller.with_variants()
    answer = (await seller.get("product/get_model_list", item_id=item_id))["response"]
    old = answer["tier_variation"][0]
    assert [old["name"], *(one["option"] for one in old["option_list"])] == [
        "Hoa văn",
        "Sen",
        "Cúc",
    ]
    assert answer["standardise_tier_variation"][0]["variation_name"] == "Hoa văn"
    rows = answer["model"]
    assert [row["model_id"] for row in rows] == [first, second]
    assert rows[1]["price_info"][0]["original_price"] == 470000
    assert rows[1]["stock_info_v2"]["seller_stock"][0]["stock"] == 5
    shown = await seller.read(item_id)
    assert (shown["has_model"], "price_info" in shown, "stock_info_v2" in shown) == (
        True,
        False,
        False,
    )
    report = seller.effects("updated")[-1]
    assert report["skus"] == ["BT-01", "BT-01-SEN", "BT-01-CUC"]
    assert report["offers"]["BT-01-CUC"] == {"price": 470000, "stock": 5}


@pytest.mark.parametrize("axes", [1, 2])
async def test_an_item_with_variants_walks_from_create_to_delete(seller: Seller, axes: int) -> None:
    item_id = await ready(seller)
    body = seller.one_tier(item_id) if axes == 1 else two_tiers(seller, item_id)
    models = (await seller.post(INIT, body))["response"]["model"]
    ids = [row["model_id"] for row in models]
    update = {"item_id": item_id, "item_name": "Bộ ấm chén men lam, vẽ tay"}
    prices = [{"model_id": one, "original_price": 300000} for one in ids]
    stocks = [{"model_id": one, "seller_stock": [{"stock": 0}]} for one in ids]
    for method, sent in (
        ("update_item", update),
        ("update_price", {"item_id": item_id, "price_list": prices}),
        ("update_stock", {"item_id": item_id, "stock_list": stocks}),
        ("unlist_item", {"item_list": [{"item_id": item_id, "unlist": False}]}),
    ):
        assert (await seller.post(f"product/{method}", sent))["error"] == ""
    seller.clock.advance(20)
    shown = seller.shopee.listings()[0]
    assert (shown.status, shown.title) == ("live", update["item_name"])
    assert {(one.price, one.stock) for one in shown.variants} == {(300000, 0)}
    for hidden, status in ((True, "unlisted"), (False, "live")):
        sent = {"item_list": [{"item_id": item_id, "unlist": hidden}]}
        await seller.post("product/unlist_item", sent)
        assert seller.shopee.listings()[0].status == status
    await seller.post("product/delete_item", {"item_id": item_id})
    assert seller.shopee.listings()[0].status == "deleted"
    assert len(seller.effects("deleted")[0]["skus"]) == len(ids) + 1


async def test_a_plain_item_has_no_models(seller: Seller) -> None:
    answer = (await seller.get("product/get_model_list", item_id=await seller.item()))["response"]
    assert answer == {"tier_variation": [], "standardise_tier_variation": [], "model": []}


async def test_the_older_form_of_tiers_is_taken_with_pictures(seller: Seller) -> None:
    item_id, image = await ready(seller), {"image_id": await seller.picture()}
    body = seller.one_tier(item_id)
    del body["standardise_tier_variation"]
    options = [{"option": "Sen", "image": image}, {"option": "Cúc", "image": image}]
    body["tier_variation"] = [{"name": "Hoa văn", "option_list": options}]
    assert (await seller.post(INIT, body))["error"] == ""
    answer = await seller.get("product/get_model_list", item_id=item_id)
    shown = answer["response"]["standardise_tier_variation"][0]["variation_option_list"]
    assert [one["image_id"] for one in shown] == [image["image_id"]] * 2
    assert seller.shopee.listings()[0].variants[0].picture


async def test_a_change_of_depth_renews_every_model_number(seller: Seller) -> None:
    item_id, before = await seller.with_variants()
    assert (await seller.post(INIT, two_tiers(seller, item_id)))["error"] == ""
    after = [row["model_id"] for row in await seller.models(item_id)]
    assert len(after) == 3
    assert not set(before) & set(after)
    labels = [one.label for one in seller.shopee.listings()[0].variants]
    assert labels == ["Men lam / Nhỏ", "Men lam / Lớn", "Men rạn / Lớn"]
    again = await seller.post(INIT, two_tiers(seller, item_id))
    assert again["message"] == "The level of tier-variation not change."


async def test_an_item_goes_back_to_no_tiers(seller: Seller) -> None:
    item_id, _ = await seller.with_variants()
    body = {"item_id": item_id, "tier_variation": [], "model": [seller.model([], "BT-9", 90000)]}
    answer = await seller.post(INIT, body)
    assert answer["error"] == "", answer
    shown = await seller.read(item_id)
    assert (shown["has_model"], shown["item_sku"]) == (False, "BT-9")
    assert shown["price_info"][0]["original_price"] == 90000


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"model": []}, "error_param"),
        ({"standardise_tier_variation": None}, "error_param"),
        ({"tiers": ["Men"] * 3}, "error_tier_var_too_many"),
        ({"tiers": ["Một cái tên dài"]}, "error_tier_var_name_too_long"),
        ({"options": ["Sen", "Một lựa chọn dài quá"]}, ""),
        ({"options": ["Sen", "Một lựa chọn dài quá!"]}, "error_tier_opt_val_too_long"),
        ({"options": ["Sen", "Sen"]}, "error_model_duplicate_name"),
        ({"options": []}, "error_param"),
        ({"options": [str(number) for number in range(51)]}, "error_param"),
        ({"options": [str(number) for number in range(50)]}, ""),
        ({"at": [[0], [0]]}, "error_model_duplicate_tier_variation_index"),
        ({"at": [[0], [2]]}, "error_model_tier_index_bound"),
        ({"at": [[0], [-1]]}, "error_model_tier_index_bound"),
        ({"at": [[0], [0, 1]]}, "error_model_tier_index_level_mismatch_var_level"),
        ({"at": [[0], []]}, "error_model_nonempty_itemtier_empty_index"),
        ({"price": 90000}, ""),
        ({"price": 89999}, "error_price_out_of_range"),
        ({"price": 999}, "error_price_exceed_min_limitt"),
        ({"price": 470000.5}, "error_invalid_price"),
        ({"stock": 0}, "error_busi"),
        ({"extra": {"model_sku": "x" * 101}}, "error_param"),
        ({"extra": {"weight": 0}}, "error_param"),
        ({"extra": {"dimension": {"package_length": 1}}}, "error_param"),
        (
            {
                "extra": {
                    "dimension": dict.fromkeys(
                        ("package_length", "package_width", "package_height"), 9
                    )
                }
            },
            "error_param",
        ),
        ({"extra": {"pre_order": {"is_pre_order": True, "days_to_ship": 7}}}, "error_auth"),
    ],
)
async def test_tiers_and_models_keep_their_bounds(
    seller: Seller, change: dict[str, Any], code: str
) -> None:
    body = seller.one_tier(await ready(seller))
    names, options = change.get("tiers", ["Hoa văn"]), change.get("options", ["Sen", "Cúc"])
    body["standardise_tier_variation"] = [seller.tier(name, *options) for name in names]
    first, second = (seller.model(at, "S") for at in change.get("at", [[0], [1]]))
    second["original_price"] = change.get("price", 450000)
    second["seller_stock"] = [{"stock": change.get("stock", 7)}]
    body["model"] = [first, {**second, **change.get("extra", {})}]
    kept = {
        name: change[name] for name in ("model", "standardise_tier_variation") if name in change
    }
    answer = await seller.post(INIT, {**body, **kept})
    assert answer["error"] == (code and f"product.{code}"), answer


async def test_combinations_of_two_tiers_are_at_most_fifty(seller: Seller) -> None:
    item_id = await ready(seller)
    body = two_tiers(seller, item_id)
    options = [str(number) for number in range(17)]
    body["standardise_tier_variation"][0] = seller.tier("Men", *options)
    body["standardise_tier_variation"][1] = seller.tier("Cỡ", *options[:3])
    answer = await seller.post(INIT, body)
    assert answer["message"].startswith("Count of tier_variation options should be under 50.")


@pytest.mark.parametrize(
    ("images", "code"),
    [
        ((("x", ""), ()), "error_tier_img_partial"),
        ((("x", "x"), ("x", "x")), "error_tier_img_not_allower"),
        ((("vn-fake", "vn-fake"), ()), "error_param"),
    ],
)
async def test_option_pictures_stand_on_the_whole_first_tier(
    seller: Seller, images: tuple[tuple[str, ...], ...], code: str
) -> None:
    body, image = two_tiers(seller, await ready(seller)), await seller.picture()
    for tier, ids in zip(body["standardise_tier_variation"], images, strict=True):
        for option, one in zip(tier["variation_option_list"], ids, strict=False):
            option["image_id"] = image if one == "x" else one
    assert (await seller.post(INIT, body))["error"] == f"product.{code}"


async def test_updated_tiers_replace_the_list_and_drop_the_models_left_out(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    body = {
        "item_id": item_id,
        "standardise_tier_variation": [seller.tier("Hoa văn", "Cúc", "Sen hồng")],
        "model_list": [{"model_id": first, "tier_index": [1]}],
    }
    answer = await seller.post(UPDATE, body)
    assert (answer["error"], "response" in answer) == ("", False)
    rows = await seller.models(item_id)
    assert [(row["model_id"], row["tier_index"]) for row in rows] == [(first, [1])]
    assert [one.label for one in seller.shopee.listings()[0].variants] == ["Sen hồng"]


async def test_an_update_of_tiers_keeps_depth_and_one_model(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    body = {"item_id": item_id, "standardise_tier_variation": [seller.tier("Hoa văn", "Sen")]}
    answer = await seller.post(UPDATE, body)
    assert answer["error"] == "product.error_busi_cannot_delete_all_model"
    rows = [{"model_id": first, "tier_index": [0]}]
    for change, code in (
        ({"model_list": [{"model_id": 7, "tier_index": [0]}]}, "error_model_invalid_model_id"),
        ({"model_list": rows * 2}, "error_duplicate_modelid"),
        ({"standardise_tier_variation": []}, "error_param"),
    ):
        answer = await seller.post(UPDATE, {**body, "model_list": rows, **change})
        assert answer["error"] == f"product.{code}"
    plain = await seller.post(UPDATE, {**body, "item_id": await seller.item()})
    assert plain["error"] == "product.error_tier_var_is_"


async def test_models_are_added_to_options_that_exist(seller: Seller) -> None:
    item_id, models = await seller.with_variants()
    row = seller.model([2], "BT-01-DAO")
    answer = await seller.post("product/add_model", {"item_id": item_id, "model_list": [row]})
    assert answer["message"] == "Model tier_index error."
    body = {
        "item_id": item_id,
        "standardise_tier_variation": [seller.tier("Hoa văn", "Sen", "Cúc", "Đào")],
        "model_list": [
            {"model_id": one, "tier_index": [place]} for place, one in enumerate(models)
        ],
    }
    await seller.post(UPDATE, body)
    answer = await seller.post("product/add_model", {"item_id": item_id, "model_list": [row]})
    assert answer["response"]["model"][0]["model_sku"] == "BT-01-DAO"
    again = await seller.post("product/add_model", {"item_id": item_id, "model_list": [row]})
    assert again["error"] == "product.error_model_duplicate_tier_variation_index"
    plain = {"item_id": await seller.item(), "model_list": [row]}
    answer = await seller.post("product/add_model", plain)
    assert answer["message"].startswith("Item without tier_variation.")


async def test_a_models_sku_changes_without_its_offer(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    row = {"model_id": first, "model_sku": "BT-NEW", "weight": 2.5, "original_price": 1}
    answer = await seller.post("product/update_model", {"item_id": item_id, "model": [row]})
    assert answer["error"] == ""
    shown = (await seller.models(item_id))[0]
    assert (shown["model_sku"], shown["weight"]) == ("BT-NEW", "2.5")
    assert shown["price_info"][0]["original_price"] == 450000
    assert (await seller.read(item_id))["weight"] == "2.5"
    bad = [{"model_id": first, "model_sku": "X"}, {"model_id": 7, "model_sku": "Y"}]
    answer = await seller.post("product/update_model", {"item_id": item_id, "model": bad})
    assert answer["error"] == "product.error_model_invalid_model_id"
    assert (await seller.models(item_id))[0]["model_sku"] == "BT-NEW"


async def test_an_items_weight_overwrites_its_models(seller: Seller) -> None:
    item_id, (first, _) = await seller.with_variants()
    row = {"model_id": first, "model_sku": "A", "weight": 2.5}
    await seller.post("product/update_model", {"item_id": item_id, "model": [row]})
    await seller.post("product/update_item", {"item_id": item_id, "weight": 1})
    assert [row["weight"] for row in await seller.models(item_id)] == ["1", "1"]


async def test_models_are_deleted_but_not_the_last(seller: Seller) -> None:
    item_id, (first, second) = await seller.with_variants()
    body = {"item_id": item_id, "model_id": first}
    answer = await seller.post("product/delete_model", body)
    assert (answer["error"], "response" in answer) == ("", False)
    again = await seller.post("product/delete_model", body)
    assert again["message"] == "Model_id and item_id not match."
    last = await seller.post("product/delete_model", {**body, "model_id": second})
    assert last["error"] == "product.error_busi_cannot_delete_all_model"
