"""A listing's life: created, read, edited, priced, stocked, withdrawn, brought back, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ocopctl.sandbox.app import application
from ocopctl.sandbox.clock import Clock
from ocopctl.sandbox.market import Market, Settings
from ocopctl.sandbox.store import Store

if TYPE_CHECKING:
    from pathlib import Path

PRODUCTS = "/product/202309/products"
WAREHOUSE = "7068517275539719942"
AXES = {
    "no axis": [{}],
    "one axis": [{"Loại": "Hộp"}, {"Loại": "Túi"}],
    "two axes": [
        {"Loại": "Hộp", "Khối_lượng": "100 g"},
        {"Loại": "Hộp", "Khối_lượng": "200 g"},
        {"Loại": "Túi", "Khối_lượng": "100 g"},
    ],
}


def shown(seller: Any, product: Any) -> Any:
    return next(row for row in seller.shop.listings() if row.remote_id == product)


def offers(skus: Any, price: int | None = None, stock: int | None = None) -> Any:
    rows = []
    for sku in skus:
        row = {"id": sku["id"]}
        if price is not None:
            row["price"] = {"amount": str(price), "currency": "VND"}
        if stock is not None:
            row["inventory"] = [{"warehouse_id": WAREHOUSE, "quantity": stock}]
        rows.append(row)
    return {"skus": rows}


@pytest.mark.parametrize("axes", AXES.values(), ids=AXES)
def test_a_listing_walks_through_its_life(seller: Any, new_sku: Any, axes: Any) -> None:
    skus = [new_sku(f"TRA-{number}", **choice) for number, choice in enumerate(axes)]
    codes = [sku["seller_sku"] for sku in skus]
    made = seller.create(*skus)
    product = made.data["product_id"]
    offered = {code: {"price": 120000, "stock": 25} for code in codes}
    assert made.kinds() == ["created"]
    assert made.effects[0][1:3] == ("TRA-0", product)
    assert made.effects[0][3]["offers"] == offered
    assert made.call.skus == codes
    assert shown(seller, product).status == "review"
    seller.later()
    assert seller.get(product)["status"] == "ACTIVATE"
    labels = [" / ".join(choice.values()) for choice in axes]
    assert [one.label for one in shown(seller, product).variants] == labels

    rows = made.data["skus"]
    priced = seller.send("POST", f"{PRODUCTS}/{product}/prices/update", offers(rows, price=99000))
    assert (priced.data, priced.kinds()) == ({}, ["priced"] * len(rows))
    assert priced.effects[0] == ("priced", "TRA-0", product, {"price": 99000, "before": 120000})
    path = f"{PRODUCTS}/{product}/inventory/update"
    stocked = seller.send("POST", path, offers(rows, stock=0))
    assert stocked.effects[-1] == ("stocked", codes[-1], product, {"stock": 0, "before": 25})
    assert {(one.price, one.stock) for one in shown(seller, product).variants} == {(99000, 0)}

    assert seller.switch("deactivate", product).kinds() == ["unlisted"]
    assert shown(seller, product).status == "unlisted"
    assert seller.switch("activate", product).kinds() == ["relisted"]
    assert seller.get(product)["status"] == "PENDING"
    seller.later()
    assert seller.get(product)["status"] == "ACTIVATE"
    deleted = seller.switch("delete", product)
    assert deleted.effects == [("deleted", "TRA-0", product, {"skus": codes})]
    assert seller.get(product)["status"] == "DELETED"


def test_reads_speak_another_dialect_than_writes(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku(Loại="Hộp"))
    data = seller.get(product)
    row = data["skus"][0]
    assert row["price"] == {
        "currency": "VND",
        "sale_price": "120000",
        "tax_exclusive_price": "120000",
    }
    assert [one["id"] for one in data["category_chains"]] == ["700437", "600303", "601107"]
    assert data["description"].startswith("<p>Trà móc câu, <strong>sao tay</strong>.</p>\n<ul>\n")
    assert data["product_attributes"][0]["values"] == [{"id": "1000001", "name": "Việt Nam"}]
    assert row["sales_attributes"][0]["value_name"] == "Hộp"
    assert "brand" not in data


def test_a_content_edit_waits_while_the_live_version_stays(seller: Any) -> None:
    product = seller.live()
    title = "Trà Tân Cương Thái Nguyên vụ xuân, túi giấy 250 g"
    path = f"/product/202509/products/{product}/partial_edit"
    edited = seller.send("POST", path, {"title": title})
    assert edited.data["audit"] == {"status": "AUDITING"}
    assert edited.effects == [("updated", "TRA-01", product, {"fields": ["title"]})]
    now = seller.get(product)
    assert (now["status"], now["audit"]["status"]) == ("ACTIVATE", "AUDITING")
    assert now["title"] != title
    assert seller.get(product, return_under_review_version="true")["title"] == title
    seller.later()
    assert seller.get(product)["title"] == title
    reply = seller.send("GET", f"{PRODUCTS}/{product}", return_under_review_version="true")
    assert reply.code == 12052547


def test_a_refused_edit_leaves_the_live_version_for_ever(seller: Any) -> None:
    product = seller.live()
    before = seller.get(product)["title"]
    body = {"title": "Trà thần dược chữa bách bệnh, uống là khỏi"}
    seller.send("POST", f"/product/202509/products/{product}/partial_edit", body)
    assert seller.shop.refuse_review(product, "Nội dung không phù hợp")
    seller.later()
    now = seller.get(product)
    assert (now["status"], now["audit"]["status"], now["title"]) == ("ACTIVATE", "FAILED", before)
    assert now["audit_failed_reasons"][0]["reasons"] == ["Nội dung không phù hợp"]


def test_a_refused_first_review_fails_and_may_be_resubmitted(seller: Any) -> None:
    product = seller.create().data["product_id"]
    seller.shop.refuse_review(product, "Ảnh mờ")
    seller.later()
    assert seller.get(product)["status"] == "FAILED"
    assert shown(seller, product).status == "rejected"
    assert not seller.shop.refuse_review(product, "Ảnh mờ")
    seller.send("POST", f"/product/202509/products/{product}/partial_edit", {})
    assert seller.get(product)["status"] == "PENDING"


def test_a_full_edit_blanks_what_it_leaves_out_but_keeps_offers(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku(), external_product_id="ocop:tra", is_cod_allowed=True)
    row = seller.get(product)["skus"][0]
    body = seller.listing({"id": row["id"], "seller_sku": "TRA-01"})
    edited = seller.send("PUT", f"/product/202509/products/{product}", body)
    fields = ["main_images", "is_cod_allowed", "external_product_id"]
    assert edited.effects[0][3]["fields"] == fields
    seller.later()
    now = seller.get(product)
    assert (now["is_cod_allowed"], now["external_product_id"]) == (False, "")
    assert now["skus"][0]["price"]["sale_price"] == "120000"
    assert now["skus"][0]["inventory"] == [{"warehouse_id": WAREHOUSE, "quantity": 25}]


def test_an_edit_without_ids_replaces_the_skus_once_reviewed(seller: Any, new_sku: Any) -> None:
    product = seller.live(new_sku("A", Loại="Hộp"), new_sku("B", Loại="Túi"))
    before = {row["id"] for row in seller.get(product)["skus"]}
    body = seller.listing(new_sku("A", Loại="Hộp"), new_sku("C", "99000", Loại="Lon"))
    edited = seller.send("PUT", f"/product/202509/products/{product}", body)
    assert edited.effects[0][3]["skus"] == ["A", "C"]
    assert edited.effects[0][3]["offers"]["C"] == {"price": 99000, "stock": 25}
    assert {row["id"] for row in seller.get(product)["skus"]} == before
    seller.later()
    after = seller.get(product)["skus"]
    assert [row["seller_sku"] for row in after] == ["A", "C"]
    assert not before & {row["id"] for row in after}


def test_price_and_stock_in_an_edit_take_effect_at_once_without_review(
    seller: Any, new_sku: Any
) -> None:
    product = seller.live()
    row = seller.get(product)["skus"][0]
    body = {"skus": [{**new_sku(price="99000", stock=3), "id": row["id"]}]}
    edited = seller.send("POST", f"/product/202509/products/{product}/partial_edit", body)
    assert edited.data["audit"] == {"status": "APPROVED"}
    assert edited.kinds() == ["updated", "priced", "stocked"]
    assert edited.effects[0][3]["fields"] == []
    assert seller.get(product)["skus"][0]["price"]["sale_price"] == "99000"


def test_a_content_edit_of_a_withdrawn_listing_puts_it_before_the_reviewers(seller: Any) -> None:
    product = seller.live()
    seller.switch("deactivate", product)
    body = {"title": "Trà Tân Cương Thái Nguyên vụ xuân, túi giấy"}
    edited = seller.send("POST", f"/product/202509/products/{product}/partial_edit", body)
    assert edited.kinds() == ["updated", "relisted"]
    assert seller.get(product)["status"] == "PENDING"


def test_a_draft_is_published_by_an_edit_and_not_by_activation(seller: Any) -> None:
    product = seller.create(save_mode="AS_DRAFT").data["product_id"]
    seller.later()
    data = seller.get(product)
    assert (data["status"], data["has_draft"], data["audit"]["status"]) == ("DRAFT", True, "NONE")
    errors = seller.switch("activate", product).data["errors"]
    assert errors[0]["detail"]["extra_errors"][0]["code"] == 12052901
    seller.send("POST", f"/product/202509/products/{product}/partial_edit", {})
    assert seller.get(product)["status"] == "PENDING"


def test_a_draft_over_a_live_listing_waits_for_its_publication(seller: Any) -> None:
    product = seller.live()
    path = f"/product/202509/products/{product}/partial_edit"
    title = "Trà Tân Cương Thái Nguyên vụ đông, túi giấy"
    seller.send("POST", path, {"title": title, "save_mode": "AS_DRAFT"})
    seller.later()
    assert seller.get(product)["title"] != title
    assert seller.get(product, return_draft_version="true")["title"] == title
    seller.send("POST", path, {"save_mode": "LISTING"})
    seller.later()
    now = seller.get(product)
    assert (now["title"], now["has_draft"]) == (title, False)


def test_a_withdrawal_during_a_review_keeps_the_newer_version(seller: Any) -> None:
    product = seller.live()
    title = "Trà Tân Cương Thái Nguyên vụ đông, túi giấy"
    seller.send("POST", f"/product/202509/products/{product}/partial_edit", {"title": title})
    seller.switch("deactivate", product)
    seller.later()
    now = seller.get(product)
    assert (now["status"], now["title"]) == ("SELLER_DEACTIVATED", title)


def test_a_deleted_listing_is_recovered_off_sale(seller: Any) -> None:
    product = seller.live()
    seller.switch("delete", product)
    seller.switch("recover", product)
    assert seller.get(product)["status"] == "SELLER_DEACTIVATED"


def test_the_same_key_makes_one_listing(seller: Any, new_sku: Any) -> None:
    body = seller.listing(new_sku(), idempotency_key="5a8e7a54")
    first, second = seller.send("POST", PRODUCTS, body), seller.send("POST", PRODUCTS, body)
    assert first.data == second.data
    assert (first.kinds(), second.kinds()) == (["created"], [])
    assert len(seller.shop.listings()) == 1


def test_a_refused_create_does_not_burn_its_key(seller: Any, new_sku: Any) -> None:
    body = seller.listing(new_sku(price="0"), idempotency_key="k")
    assert seller.send("POST", PRODUCTS, body).code == 12052570
    body["skus"] = [new_sku()]
    assert seller.send("POST", PRODUCTS, body).kinds() == ["created"]


def test_a_repeated_seller_sku_makes_a_second_listing(seller: Any) -> None:
    assert seller.create().data["product_id"] != seller.create().data["product_id"]
    assert seller.search({"seller_skus": ["TRA-01"]}).data["total_count"] == 2


def test_another_process_goes_on_from_the_same_file(seller: Any, tmp_path: Path) -> None:
    def opened(store: Store) -> Any:
        clock = Clock(store)
        market = Market(store, store.shelf("tiktok"), clock, Settings(), lambda _: None)
        return type(seller)(market)

    first, second = Store(tmp_path / "market.db"), Store(tmp_path / "market.db")
    product = opened(first).live()
    first.close()
    again = opened(second)
    assert again.get(product)["status"] == "ACTIVATE"
    assert again.create().data["product_id"] > product
    second.close()


async def test_the_market_serves_it_and_keeps_its_history(seller: Any) -> None:
    body = b'{"product_ids":["1729592969712299999"]}'
    query = seller.query()
    query["sign"] = seller.sign(PRODUCTS, query, body)
    headers = {
        "x-tts-access-token": seller.keys["access_token"],
        "content-type": "application/json",
    }
    app = httpx.ASGITransport(application(seller.shop, seller.market))
    async with httpx.AsyncClient(transport=app, base_url="http://market") as client:
        reply = await client.request(
            "DELETE", PRODUCTS, params=query, content=body, headers=headers
        )
    assert reply.headers["content-type"] == "application/json; charset=utf-8"
    assert reply.json()["data"]["errors"][0]["code"] == 12052032
    rows = list(seller.market.store.rows("SELECT shop, endpoint, status, answer FROM calls"))
    assert rows == [("tiktok", "products.delete", 200, "")]
