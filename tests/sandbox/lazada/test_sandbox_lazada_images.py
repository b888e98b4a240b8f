from __future__ import annotations

import json
from typing import Any

import pytest


def test_an_uploaded_picture_gets_an_address_on_the_image_host(seller: Any) -> None:
    content = seller.jpeg()
    image = seller.upload(content)["data"]["image"]
    assert image["url"] == f"https://vn-live-02.slatic.net/p/{image['hash_code']}.jpg"
    ((kind, _, remote_id, detail),) = seller.effects
    assert (kind, remote_id) == ("uploaded", image["hash_code"])
    assert seller.market.store.blob(detail["digest"]) == (content, "image/jpeg")


def test_the_same_picture_again_gets_another_address(seller: Any) -> None:
    assert seller.picture() != seller.picture()


def test_a_png_keeps_its_kind(seller: Any) -> None:
    url = seller.upload(seller.jpeg(kind="PNG"))["data"]["image"]["url"]
    assert url.endswith(".png")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "30"),
        (b"not a picture", "302"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "302"),
        (b"x" * 3_145_729, "303"),
    ],
    ids=["empty", "text", "broken", "large"],
)
def test_what_is_no_usable_picture_is_refused(seller: Any, content: bytes, code: str) -> None:
    assert seller.upload(content)["code"] == code
    assert seller.effects == []


@pytest.mark.parametrize(("width", "height"), [(329, 400), (400, 329), (5001, 400)])
def test_sides_out_of_range_are_refused(seller: Any, width: int, height: int) -> None:
    assert seller.upload(seller.jpeg(width, height))["code"] == "302"


def test_a_gif_is_refused(seller: Any) -> None:
    assert seller.upload(seller.jpeg(kind="GIF"))["code"] == "302"


def test_a_picture_sent_as_a_text_part_is_refused(seller: Any) -> None:
    assert seller.upload(b"abc", 'name="other"; filename="a.jpg"')["code"] == "30"
    assert seller.post("/image/upload", image="abc")["code"] == "302"


def _migrate(seller: Any, url: str) -> Any:
    body = json.dumps({"Request": {"Image": {"Url": url}}})
    return seller.post("/image/migrate", payload=body)


def test_an_outside_picture_is_fetched(seller: Any) -> None:
    seller.web["https://example.vn/a.jpg"] = seller.jpeg()
    assert _migrate(seller, "https://example.vn/a.jpg")["data"]["image"]["url"]
    assert _migrate(seller, "https://example.vn/b.jpg")["code"] == "304"


@pytest.mark.parametrize(
    "url",
    ["https://10.0.0.1/a.jpg", "https://a.vn:8080/a.jpg", "ftp://a.vn/a.jpg", "a", "http://["],
)
def test_addresses_the_platform_does_not_fetch_are_refused(seller: Any, url: str) -> None:
    seller.web[url] = seller.jpeg()
    assert _migrate(seller, url)["code"] == "302"


def test_a_batch_is_ready_after_half_a_second(seller: Any) -> None:
    seller.web["https://example.vn/a.jpg"] = seller.jpeg()
    urls = "".join(f"<Url>https://example.vn/{one}.jpg</Url>" for one in "ab")
    xml = f"<Request><Images>{urls}</Images></Request>"
    batch = seller.post("/images/migrate", payload=xml)["batch_id"]
    assert seller.get("/image/response/get", batch_id=batch)["code"] == "1000"
    seller.market.clock.advance(1)
    data = seller.get("/image/response/get", batch_id=batch)["data"]
    assert len(data["images"]) == 1
    assert data["errors"][0]["original_url"] == "https://example.vn/b.jpg"


def test_nine_addresses_in_a_batch_and_an_unknown_batch_are_refused(seller: Any) -> None:
    xml = "<Request><Images>" + "<Url>https://a.vn/a.jpg</Url>" * 9 + "</Images></Request>"
    assert seller.post("/images/migrate", payload=xml)["code"] == "301"
    assert seller.get("/image/response/get", batch_id="x")["code"] == "6"
