"""Edits, prices, stocks and batches that are refused, whole or in part."""

from __future__ import annotations

from typing import Any

import pytest

PRODUCTS = "/product/202309/products"
MAIN, OTHER = "7068517275539719942", "7068517275539719944"


def edit(seller: Any, product: str, body: dict[str, Any]) -> Any:
    return seller.send("POST", f"/product/202509/products/{product}/partial_edit", body)


def prices(seller: Any, product: str, *rows: tuple[str, str]) -> Any:
    skus = [{"id": key, "price": {"amount": amount, "currency": "VND"}} for key, amount in rows]
    return seller.send("POST", f"{PRODUCTS}/{product}/prices/update", {"skus": skus})


def stocks(seller: Any, product: str, *rows: tuple[str, list[dict[str:Any, Any]]]) -> Any:
    skus = [{"id": key, "inventory": inventory} for key, inventory in rows]
    return seller.send("POST", f"{PRODUCTS}/{product}/inventory/update", {"skus": skus})


def at(quantity: int, warehouse: str = MAIN) -> dict[str, Any]:
    return {"warehouse_id": warehouse, "quantity": quantity}


def ids(seller: Any, product: str) -> list[str]:
    return [row["id"] for row in seller.get(product)["skus"]]


def set_state(seller: Any, product: str, state: str) -> None:
    shelf = seller.market.shelf
    kept = {**shelf.get("product", product), "state": state, "review": None}
    shelf.put("product", product, kept, keys=["tiktok:all"])


def open_second_warehouse(seller: Any) -> None:
    shelf = seller.market.shelf
    account = shelf.get("account", "tiktok")
    account["warehouses"][2]["effect_status"] = "ENABLED"
    shelf.put("account", "tiktok", account, keys=[f"cipher:{account['cipher']}"])


def test_prices_change_on_live_listings_alone(seller: Any) -> None:
    product = seller.create().data["product_id"]
    (key,) = ids(seller, product)
    assert prices(seller, product, (key, "99000")).code == 12052901
    seller.later()
    assert prices(seller, product, (key, "99000")).code == 0
    seller.switch("deactivate", product)
    assert prices(seller, product, (key, "88000")).code == 12052901


def test_prices_are_set_all_or_none(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku("A", Loại="Hộp"), new_sku("B", Loại="Túi"))
    first, second = ids(seller, product)
    reply = prices(seller, product, (first, "99000"), (second, "0"))
    assert (reply.code, reply.effects) == (12052570, [])
    assert reply.call.skus == ["A", "B"]
    assert {row["price"]["sale_price"] for row in seller.get(product)["skus"]} == {"120000"}
    assert prices(seller, product, (first, "1"), (first, "2")).code == 12052553
    assert prices(seller, product, ("1", "99000")).code == 12052557
    assert prices(seller, product).code == 12052902


def test_the_same_price_again_is_told_with_the_one_before(seller: Any) -> None:
    product = seller.live()
    reply = prices(seller, product, (ids(seller, product)[0], "120000"))
    assert reply.effects[0][3] == {"price": 120000, "before": 120000}


def test_a_stock_that_fails_is_told_inside_a_success(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku("A", Loại="Hộp"), new_sku("B", Loại="Túi"))
    first, second = ids(seller, product)
    reply = stocks(seller, product, (first, [at(7)]), (second, [at(100_000)]))
    (error,) = reply.data["errors"]
    assert (reply.code, error["code"], error["detail"]["sku_id"]) == (0, 12052990, second)
    assert error["detail"]["extra_errors"][0]["code"] == 12052055
    assert [effect[1:2] for effect in reply.effects] == [("A",)]
    assert [row["inventory"][0]["quantity"] for row in seller.get(product)["skus"]] == [7, 25]


def test_all_warehouses_of_a_sku_must_be_listed_and_no_other(seller: Any, new_sku: Any) -> None:
    open_second_warehouse(seller)
    product = seller.live(new_sku() | {"inventory": [at(5), at(6, OTHER)]})
    one = seller.live(new_sku("ONE"))
    (key,), (single,) = ids(seller, product), ids(seller, one)
    missing = stocks(seller, product, (key, [at(1)])).data["errors"][0]
    added = stocks(seller, one, (single, [at(1), at(1, OTHER)])).data["errors"][0]
    assert (missing["code"], added["code"]) == (12052516, 12052533)
    both = stocks(seller, product, (key, [at(1), at(2, OTHER)]))
    assert both.effects[0][3] == {"stock": 3, "before": 11}
    assert stocks(seller, one, (single, [{"quantity": 4}])).data == {}
    unnamed = stocks(seller, product, (key, [{"quantity": 4}])).data["errors"][0]
    assert unnamed["detail"]["extra_errors"][0]["code"] == 98001004


def test_stocks_of_foreign_skus_and_frozen_listings_are_refused(seller: Any) -> None:
    product = seller.live()
    (key,) = ids(seller, product)
    assert stocks(seller, product, ("1", [at(1)])).data["errors"][0]["code"] == 12052557
    assert stocks(seller, product, (key, [])).data["errors"][0]["code"] == 12052516
    wrong = stocks(seller, product, (key, [{"quantity": "4"}]))
    assert wrong.code == 36009004
    set_state(seller, product, "FREEZE")
    assert stocks(seller, product, (key, [at(1)])).code == 12052901


def test_stock_may_be_set_before_and_after_a_listing_is_live(seller: Any) -> None:
    product = seller.create().data["product_id"]
    (key,) = ids(seller, product)
    assert stocks(seller, product, (key, [at(0)])).data == {}
    seller.later()
    seller.switch("deactivate", product)
    assert stocks(seller, product, (key, [at(9)])).data == {}


def test_stocks_are_found_by_product_and_by_sku(seller: Any) -> None:
    product = seller.live()
    (key,) = ids(seller, product)
    path = "/product/202309/inventory/search"
    by_product = seller.send("POST", path, {"product_ids": [product]}).data["inventory"]
    by_sku = seller.send("POST", path, {"sku_ids": [key], "product_ids": ["1"]}).data["inventory"]
    assert by_product == by_sku
    assert by_sku[0]["skus"][0]["total_available_quantity"] == 25
    assert seller.send("POST", path, {"sku_ids": ["1"]}).data == {"inventory": []}
    assert seller.send("POST", path, {"sku_ids": []}).code == 98001004
    assert seller.send("POST", path, {"product_ids": ["1"] * 101}).code == 12019120


@pytest.mark.parametrize("state", ["FREEZE", "DELETED"])
def test_frozen_and_deleted_listings_take_no_edit(seller: Any, state: str) -> None:
    product = seller.live()
    set_state(seller, product, state)
    assert edit(seller, product, {}).code == 12052901


def test_no_draft_goes_over_a_listing_under_review(seller: Any) -> None:
    product = seller.create().data["product_id"]
    assert edit(seller, product, {"save_mode": "AS_DRAFT"}).code == 12052901
    assert edit(seller, product, {"save_mode": "LISTING"}).code == 0


def test_an_edit_knows_the_skus_of_its_own_listing_alone(seller: Any, new_sku: Any) -> None:
    product, other = seller.live(new_sku(Loại="Hộp")), seller.live()
    foreign = {**new_sku(Loại="Hộp"), "id": ids(seller, other)[0]}
    own = {**new_sku(Loại="Hộp"), "id": ids(seller, product)[0]}
    assert edit(seller, product, {"skus": [foreign]}).code == 12052557
    assert edit(seller, product, {"skus": [own, own]}).code == 12052553
    assert edit(seller, product, {"skus": []}).code == 12052902
    assert edit(seller, product, {"skus": [{**own, "sales_attributes": []}]}).code == 12052550


def test_an_edit_is_checked_like_a_create(seller: Any) -> None:
    product = seller.live()
    assert edit(seller, product, {"title": "ngắn"}).code == 12052051
    assert edit(seller, product, {"product_attributes": []}).code == 12052104
    assert edit(seller, product, {"category_id": "601108"}).code == 12052217
    body = {"category_id": "601108", "category_version": "v2"}
    assert edit(seller, product, body).effects[0][3]["fields"] == ["category_id"]
    full = seller.send("PUT", f"/product/202509/products/{product}", {"title": "x"})
    assert full.code == 12052217


def test_a_listing_that_cannot_be_found_is_told_by_kind(seller: Any, seller_with: Any) -> None:
    foreign = seller_with("tiktok-hanoi")
    foreign.keys |= {"access_token": foreign.shop.credentials("tiktok-hanoi")["access_token"]}
    product = seller.live()
    assert seller.send("GET", f"{PRODUCTS}/1729592969712299999").code == 12019150
    assert seller.send("GET", f"{PRODUCTS}/abc").code == 12019008
    assert foreign.send("GET", f"{PRODUCTS}/{product}").code == 12052048


def test_a_batch_tells_each_failure_and_does_the_rest(seller: Any) -> None:
    product, pending = seller.live(), seller.create().data["product_id"]
    unknown = "1729592969712299999"
    reply = seller.switch("deactivate", product, unknown, pending, product)
    told = [(one["detail"]["product_id"], one["code"]) for one in reply.data["errors"]]
    assert told == [(unknown, 12052032), (pending, 12052901), (product, 12052901)]
    assert reply.kinds() == ["unlisted"]
    assert seller.switch("activate").code == 98001004
    assert seller.switch("activate", *[product] * 21).code == 12019120


def test_a_frozen_listing_is_not_deleted_and_a_live_one_not_recovered(seller: Any) -> None:
    product = seller.live()
    assert seller.switch("recover", product).data["errors"][0]["code"] == 12052901
    set_state(seller, product, "FREEZE")
    assert seller.switch("delete", product).data["errors"][0]["code"] == 12052901
