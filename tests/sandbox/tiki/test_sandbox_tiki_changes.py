from __future__ import annotations

from typing import Any

import httpx
import pytest

from ocopctl.sandbox.app import application
from ocopctl.sandbox.tiki.markup import serialised

SKU = "v2.1/products/updateSku"


def first_id(request: dict[str, Any]) -> int:
    found: int = request["products"][0]["product_id"]
    return found


def test_content_changes_are_reviewed_before_they_show(practice: Any, wanted: Any) -> None:
    made = first_id(practice.publish(wanted()))
    change = {
        "product_id": made,
        "attributes": {"description": "<p>Mới</p>", "material": "Gốm"},
        "images": ["https://img.example.vn/red.jpg"],
    }
    answer = practice.api("POST", "v2/requests/updateProductInfo", change).body
    read = f"v2.1/products/{made}?includes=attributes,images"
    practice.clock.advance(10)
    state = practice.api("GET", f"v2/tracking/{answer['track_id']}").body["state"]
    assert state == "update_product_awaiting_approve"
    assert "material" not in practice.api("GET", read).body["attributes"]
    practice.clock.advance(10)
    body = practice.api("GET", read).body
    assert body["attributes"]["material"]["value"] == "Gốm"
    assert "<p>Mới</p>" in body["attributes"]["description"]["value"]
    assert len(body["images"]) == 2
    ((kind, sku, _, detail),) = practice.last.effects
    assert (kind, sku) == ("updated", "AM-01")
    assert detail["fields"] == ["description", "material", "images"]
    entry = practice.api("GET", f"v2/tracking/{answer['track_id']}").body
    assert entry["state"] == "update_product_approved"
    request = practice.api("GET", f"v2/requests/{entry['request_id']}").body
    assert (request["kind"], request["products"][0]["product_id"]) == ("update_product", made)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 400),
        ({"name": "Tên mới"}, 400),
        ({"market_price": 200_000}, 400),
        ({"attributes": {"name": "Tên mới"}}, 404),
        ({"attributes": {"brand": ""}}, 400),
        ({"attributes": {"description": ""}}, 400),
        ({"attributes": []}, 400),
        ({"images": None}, 400),
        ({"image": "x"}, 422),
        ({"product_id": 1, "images": []}, 404),
        ({"product_id": None, "images": []}, 400),
    ],
)
def test_bad_content_changes_are_refused(
    practice: Any, wanted: Any, change: dict[str, Any], status: int
) -> None:
    made = first_id(practice.publish(wanted()))
    body = {"product_id": made} | change
    assert practice.api("POST", "v2/requests/updateProductInfo", body).status == status


def test_a_content_change_with_a_missing_picture_is_rejected(practice: Any, wanted: Any) -> None:
    made = first_id(practice.publish(wanted()))
    change = {"product_id": made, "image": "https://img.example.vn/none.jpg"}
    one = practice.api("POST", "v2/requests/updateProductInfo", change).body["track_id"]
    practice.clock.advance(60)
    assert practice.api("GET", f"v2/tracking/{one}").body["state"] == "rejected"
    assert practice.kinds() == ["created"]


def test_the_first_generation_can_raise_the_list_price(practice: Any, wanted: Any) -> None:
    made = first_id(practice.publish(wanted()))
    low = {"product_id": made, "market_price": 100_000}
    assert practice.api("POST", "v1/requests/updateProductInfo", low).status == 422
    practice.api("POST", "v1/requests/updateProductInfo", low | {"market_price": 200_000})
    practice.clock.advance(60)
    assert practice.api("PUT", SKU, {"product_id": made, "price": 190_000}).status == 200


def test_the_sellers_code_can_be_changed_to_a_free_one(
    practice: Any, wanted: Any, variant: Any
) -> None:
    made = first_id(practice.publish(wanted()))
    practice.publish(wanted(variants=[variant("AM-02")]))
    call = "v2/products/updateOriginalSku"
    taken = practice.api("POST", call, {"product_id": made, "original_sku": "AM-02"})
    assert taken.status == 422
    assert practice.api("POST", call, {"original_sku": "AM-01"}).status == 400
    answer = practice.api("POST", call, {"product_id": made, "original_sku": "AM-03"})
    assert answer.body == {"state": "approved"}
    assert practice.last.effects[0][3]["before"] == "AM-01"
    for sku, count in (("AM-01", 0), ("AM-03", 1)):
        found = practice.api("GET", f"v2/products/findBy?original_sku={sku}").body
        assert found["paging"]["total"] == count


def test_descriptions_are_serialised_anew_and_stay_so() -> None:
    frame = "<html>\n <head></head>\n <body>\n  {}\n </body>\n</html>"
    sent = "<P class=x>Gốm & men<br/>đẹp <b>lắm<p>Hai</p><script>x()</script>"
    once = serialised(sent)
    inner = '<p class="x">Gốm &amp; men<br>đẹp <b>lắm<p>Hai</p></b></p>'
    assert once == frame.format(inner)
    assert serialised(once) == once
    assert serialised("<p/>chữ") == frame.format("<p></p>chữ")
    assert serialised("chữ trơn") == frame.format("chữ trơn")
    assert serialised("<ul><li>a<li>b</ul>") == frame.format("<ul><li>a</li><li>b</li></ul>")


def test_another_process_continues_from_the_same_file(
    make_practice: Any, wanted: Any, tmp_path: Any
) -> None:
    first = make_practice(tmp_path / "market.db")
    track = first.api("POST", "v2.1/requests", wanted()).body["track_id"]
    keys = first.keys
    first.clock.advance(60)
    second = make_practice(tmp_path / "market.db")
    entry = second.api("GET", f"v2/tracking/{track}", token=keys["access_token"]).body
    assert entry["state"] == "approved"
    assert second.kinds() == ["created"]
    first.api("GET", "v2.1/products")
    assert first.kinds() == []
    assert first.emulator.listings() == second.emulator.listings()


async def test_over_http_a_create_is_in_the_history(practice: Any, wanted: Any) -> None:
    app = application(practice.emulator, practice.market)
    headers = {"authorization": f"Bearer {practice.keys['access_token']}", "user-agent": "x"}
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://tiki", headers=headers
    ) as client:
        created = await client.post("/integration/v2.1/requests", json=wanted())
        assert created.json()["state"] == "queuing"
        practice.clock.advance(60)
        found = await client.get(
            "/integration/v2/products/findBy", params={"original_sku": "AM-01"}
        )
        assert found.json()["paging"]["total"] == 1
        refused = await client.get("/integration/v2/sellers/me", headers={"user-agent": ""})
        assert (refused.status_code, refused.headers["content-type"]) == (403, "text/html")
    calls = list(practice.store.rows("SELECT endpoint, shop, status FROM calls ORDER BY id"))
    assert calls[:2] == [("requests.create", "tiki", 200), ("products.findBy", "tiki", 200)]
    effects = list(practice.store.rows("SELECT call_id, effect, sku, shop FROM effects"))
    assert effects == [(2, "created", "AM-01", "tiki")]
