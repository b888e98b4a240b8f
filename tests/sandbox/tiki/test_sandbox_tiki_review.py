from __future__ import annotations

import json
from typing import Any

import pytest

COLOURS = "https://img.example.vn/{}.jpg"


def two_colours(wanted: Any, variant: Any, *skus: str, **more: Any) -> dict[str, Any]:
    red = variant(skus[0], option1="Đỏ", image=COLOURS.format("red"), price=110_000)
    blue = variant(skus[1], option1="Xanh", image=COLOURS.format("blue"), price=130_000)
    body: dict[str, Any] = wanted(option_attributes=["Màu sắc"], variants=[red, blue], **more)
    return body


def track(practice: Any, body: dict[str, Any]) -> str:
    found: str = practice.api("POST", "v2.1/requests", body).body["track_id"]
    return found


def look(practice: Any, track_id: str) -> dict[str, Any]:
    found: dict[str, Any] = practice.api("GET", f"v2/tracking/{track_id}").body
    return found


def test_a_request_goes_through_every_state_in_market_time(practice: Any, wanted: Any) -> None:
    one = track(practice, wanted())
    seen = [look(practice, one)]
    for _ in range(20):
        practice.clock.advance(1)
        seen.append(look(practice, one))
    states = list(dict.fromkeys(entry["state"] for entry in seen))
    assert states == [
        "queuing",
        "processing",
        "md_awaiting_approve",
        "bot_awaiting_approve",
        "awaiting_approve",
        "approved",
    ]
    with_id = [entry for entry in seen if "request_id" in entry]
    assert with_id[0]["state"] == "md_awaiting_approve"
    assert int(with_id[0]["request_id"]) > 2**53
    assert practice.kinds() == ["created"]


def test_the_approval_reports_one_listing_with_all_its_offers(
    practice: Any, wanted: Any, variant: Any
) -> None:
    request = practice.publish(two_colours(wanted, variant, "K-DO", "K-XANH"))
    (kind, sku, remote_id, detail), *rest = practice.effects
    assert (kind, sku, rest) == ("created", "K-DO", [])
    assert detail["skus"] == ["K-DO", "K-XANH"]
    assert detail["title"] == "Bộ ấm chén gốm thủ công vẽ tay"
    assert detail["offers"] == {
        "K-DO": {"price": 110_000, "stock": 22},
        "K-XANH": {"price": 130_000, "stock": 22},
    }
    made = request["products"]
    assert [one["original_sku"] for one in made] == ["K-DO", "K-XANH"]
    assert made[1]["product_id"] == made[0]["product_id"] + 1
    assert [shown.remote_id for shown in practice.emulator.listings()] == [remote_id]


def test_without_a_review_a_request_is_done_at_the_next_look(
    make_practice: Any, wanted: Any
) -> None:
    practice = make_practice(review_s=0)
    one = track(practice, wanted())
    assert practice.effects == []
    assert look(practice, one)["state"] == "approved"
    assert practice.kinds() == ["created"]


def test_a_taken_sku_is_rejected_in_processing_without_a_request(
    practice: Any, wanted: Any
) -> None:
    practice.publish(wanted())
    one = track(practice, wanted())
    practice.clock.advance(3)
    entry = look(practice, one)
    assert entry["state"] == "rejected"
    assert "request_id" not in entry
    reason = json.loads(entry["reason"])
    assert reason["message"] == "Mã seller product không duy nhất"
    assert reason["errors"][0]["code"] == 420
    assert reason["errors"][0]["description"] == "Product code AM-01 is not unique"
    assert practice.kinds() == ["created"]


def test_of_two_requests_in_the_pipeline_the_later_is_rejected_at_its_approval(
    practice: Any, wanted: Any
) -> None:
    first = track(practice, wanted())
    practice.clock.advance(1)
    second = track(practice, wanted())
    practice.clock.advance(60)
    assert look(practice, first)["state"] == "approved"
    entry = look(practice, second)
    assert entry["state"] == "rejected"
    assert "request_id" in entry
    assert json.loads(entry["reason"])["errors"][0]["code"] == 420
    assert practice.kinds() == ["created"]


def test_a_sku_twice_in_one_request_is_rejected(practice: Any, wanted: Any, variant: Any) -> None:
    one = track(practice, two_colours(wanted, variant, "K-1", "K-1"))
    practice.clock.advance(60)
    assert json.loads(look(practice, one)["reason"])["errors"][0]["code"] == 420


def test_another_seller_may_use_the_same_sku(practice: Any, wanted: Any, variant: Any) -> None:
    practice.publish(wanted())
    practice.keys = practice.emulator.credentials("other")
    own = variant(
        "AM-01",
        seller_warehouse="1134",
        warehouse_stocks=[{"warehouseId": 1134, "qtyAvailable": 1}],
    )
    practice.publish(wanted(variants=[own]))
    assert practice.kinds() == ["created", "created"]
    assert [one.shop for one in practice.emulator.listings()] == ["tiki", "other"]


def test_pictures_are_fetched_in_processing_and_not_before(practice: Any, wanted: Any) -> None:
    one = track(practice, wanted())
    practice.clock.advance(2.9)
    look(practice, one)
    assert practice.fetched == []
    practice.clock.advance(0.2)
    look(practice, one)
    assert practice.fetched == [COLOURS.format("main"), COLOURS.format("second")]


def test_a_picture_that_cannot_be_fetched_is_rejected_and_can_be_replayed(
    practice: Any, wanted: Any
) -> None:
    missing = practice.world.pop(COLOURS.format("second"))
    one = track(practice, wanted())
    practice.clock.advance(60)
    entry = look(practice, one)
    assert entry["state"] == "rejected"
    assert "request_id" not in entry
    assert COLOURS.format("second") in entry["reason"]
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(entry["reason"])
    practice.world[COLOURS.format("second")] = missing
    replayed = practice.api("POST", f"v2/tracking/{one}/replay").body
    assert replayed == {"track_id": one, "state": "queuing"}
    practice.clock.advance(60)
    assert look(practice, one)["state"] == "approved"


@pytest.mark.parametrize(
    ("width", "height", "good"), [(499, 800, False), (800, 499, False), (500, 500, True)]
)
def test_pictures_have_at_least_500_by_500(
    *,
    practice: Any,
    wanted: Any,
    make_picture: Any,
    width: int,
    height: int,
    good: bool,
) -> None:
    practice.world[COLOURS.format("main")] = make_picture(width, height, "PNG")
    one = track(practice, wanted())
    practice.clock.advance(60)
    assert (look(practice, one)["state"] == "approved") == good
    assert practice.api("POST", f"v2/tracking/{one}/replay").status == 422


@pytest.mark.parametrize("content", [b"", b"<html>not here</html>", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_rejected(practice: Any, wanted: Any, content: bytes) -> None:
    practice.world[COLOURS.format("main")] = content
    one = track(practice, wanted())
    practice.clock.advance(60)
    assert "not a valid" in look(practice, one)["reason"]


def test_other_kinds_of_picture_are_rejected(practice: Any, wanted: Any, make_picture: Any) -> None:
    practice.world[COLOURS.format("main")] = make_picture(600, 600, "GIF")
    one = track(practice, wanted())
    practice.clock.advance(60)
    assert look(practice, one)["state"] == "rejected"


def test_papers_are_fetched_too_and_may_be_small(
    practice: Any, wanted: Any, make_picture: Any
) -> None:
    paper = {"url": COLOURS.format("paper"), "type": "category", "document_id": 18}
    one = track(practice, wanted(certificate_files=[paper]))
    practice.clock.advance(60)
    assert "paper" in look(practice, one)["reason"]
    practice.world[paper["url"]] = make_picture(100, 100)
    practice.publish(wanted(certificate_files=[paper]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ấm chén gốm gọi 0912 345 678", "số điện thoại"),
        ("Ấm chén gốm www.gom.example", "đường dẫn"),
        ("Ấm chén gốm chỉ 120.000đ", "giá bán"),
        ("Ấm chén gốm khuyến mãi", "khuyến mãi"),
        ("Ấm chén của Gian hàng thực hành", "tên gian hàng"),
        ("Ấm chén gốm đỏ", "giá trị tùy chọn: Đỏ"),
    ],
)
def test_the_content_check_turns_titles_down(
    practice: Any, wanted: Any, variant: Any, name: str, text: str
) -> None:
    one = track(practice, two_colours(wanted, variant, "K-1", "K-2", name=name))
    practice.clock.advance(12)
    assert look(practice, one)["state"] == "bot_awaiting_approve"
    practice.clock.advance(1)
    entry = look(practice, one)
    assert entry["state"] == "rejected"
    assert text in entry["reason"]
    request = practice.api("GET", f"v2/requests/{entry['request_id']}").body
    assert request["reasons"] == entry["reason"]
    assert practice.api("POST", f"v2/tracking/{one}/replay").status == 422


def test_requests_are_listed_newest_first_once_they_are_processed(
    practice: Any, wanted: Any, variant: Any
) -> None:
    practice.publish(wanted())
    second = track(practice, wanted(variants=[variant("AM-02")]))
    assert practice.api("GET", "v2/requests").body["paging"]["total"] == 1
    assert practice.api("GET", f"v2/requests/findBy?track_id={second}").body["data"] == []
    practice.clock.advance(5)
    rows = practice.api("GET", "v2/requests?include=products").body["data"]
    assert [row["products"][0]["original_sku"] for row in rows] == ["AM-02", "AM-01"]
    assert rows[0]["products"][0]["product_id"] is None
    found = practice.api("GET", f"v2/requests/findBy?track_id={second}").body["data"]
    assert found[0]["request_id"] == rows[0]["request_id"]
    assert "products" not in practice.api("GET", "v2/requests?state=approved").body["data"][0]
    assert practice.api("GET", "v2/requests?limit=51").status == 400
    assert practice.api("GET", "v2/requests?page=0").status == 400


def test_tracking_is_a_bare_array_filtered_by_time_and_lives_thirty_days(
    practice: Any, wanted: Any, variant: Any
) -> None:
    first = track(practice, wanted())
    practice.clock.advance(100)
    second = track(practice, wanted(variants=[variant("AM-02")]))
    rows = practice.api("GET", "v2/tracking").body
    assert [row["track_id"] for row in rows] == [second, first]
    assert set(rows[0]) == {"track_id", "state", "reason"}
    since = "2026-09-21 21:14:00"
    late = practice.api("GET", f"v2/tracking?created_at_min={since}").body
    assert [row["track_id"] for row in late] == [second]
    assert practice.api("GET", "v2/tracking?created_at_min=2026-09-21").status == 400
    practice.clock.advance(30 * 24 * 3600)
    assert practice.api("GET", f"v2/tracking/{first}").status == 404
    assert practice.api("GET", "v2/requests").body["paging"]["total"] == 2


def test_a_request_can_be_deleted_before_its_approval_only(practice: Any, wanted: Any) -> None:
    one = track(practice, wanted())
    by_track = f"v2/requests/findBy?track_id={one}"
    assert practice.api("DELETE", by_track).status == 404
    practice.clock.advance(10)
    answer = practice.api("DELETE", by_track)
    assert answer.body["state"] == "deleted"
    practice.clock.advance(60)
    assert look(practice, one)["state"] == "deleted"
    assert practice.api("DELETE", f"v2/requests/{answer.body['request_id']}").status == 404
    assert practice.kinds() == []
    made = practice.publish(wanted())
    assert practice.api("DELETE", f"v2/requests/{made['request_id']}").status == 422


def test_requests_of_another_seller_are_not_there(practice: Any, wanted: Any) -> None:
    made = practice.publish(wanted())
    one = practice.api("GET", "v2/tracking").body[0]["track_id"]
    practice.keys = practice.emulator.credentials("other")
    for path in (f"requests/{made['request_id']}", f"tracking/{one}"):
        assert practice.api("GET", f"v2/{path}").status == 404
    product = made["products"][0]["product_id"]
    assert practice.api("GET", f"v2.1/products/{product}").status == 404
    assert practice.api("GET", "v2.1/products").body["paging"]["total"] == 0


def test_looking_at_the_listings_changes_nothing_and_loses_no_effect(
    practice: Any, wanted: Any
) -> None:
    track(practice, wanted())
    assert [one.status for one in practice.emulator.listings()] == ["review"]
    practice.clock.advance(60)
    before = [practice.emulator.listings(), practice.emulator.listings()]
    assert [one.status for one in before[0]] == ["live"]
    assert before[0] == before[1]
    assert practice.effects == []
    practice.api("GET", "v2/sellers/me")
    assert practice.kinds() == ["created"]
    assert practice.emulator.listings() == before[0]


def test_rejected_and_deleted_requests_are_shown_as_such(
    practice: Any, wanted: Any, variant: Any
) -> None:
    track(practice, wanted(name="Ấm chén 0912345678"))
    gone = track(practice, wanted(variants=[variant("AM-02")]))
    practice.clock.advance(5)
    practice.api("DELETE", f"v2/requests/findBy?track_id={gone}")
    practice.clock.advance(60)
    shown = practice.emulator.listings()
    assert [one.status for one in shown] == ["rejected", "deleted"]
    assert shown[0].variants[0].stock == 22
    assert shown[0].category == "Bộ ấm chén, bình trà"
