from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.sandbox.shopee.conftest import Seller

METHOD = "media_space/upload_image"


async def test_a_picture_gets_an_id_and_is_kept(seller: Seller) -> None:
    answer = await seller.upload(seller.drawn(kind="JPEG"))
    info = answer["response"]["image_info"]
    assert info["image_url_list"][0]["image_url"].endswith(info["image_id"])
    assert answer["response"]["image_info_list"][0]["error"] == ""
    effect = seller.effects("uploaded")[0]
    kept = seller.market.store.blob(effect["digest"])
    assert kept == (seller.drawn(kind="JPEG"), "image/jpeg")


async def test_a_shop_signed_upload_is_taken_as_well(seller: Seller) -> None:
    params = seller.signed(METHOD, public=False)
    files = [("image", ("a.png", seller.drawn(), "image/png"))]
    sent = await seller.send("POST", f"/api/v2/{METHOD}", params=params, files=files)
    assert sent.json()["error"] == ""
    for wrong, code in (({"sign": "0"}, "error_sign"), ({"shop_id": ""}, "error_sign")):
        sent = await seller.send(
            "POST", f"/api/v2/{METHOD}", params={**params, **wrong}, files=files
        )
        assert (sent.status_code, sent.json()["error"]) == (403, code)


@pytest.mark.parametrize(
    ("size", "kind"), [((16, 16), "PNG"), ((99, 500), "PNG"), ((200, 200), "GIF")]
)
async def test_small_and_foreign_pictures_are_refused(
    seller: Seller, size: tuple[int, int], kind: str
) -> None:
    answer = await seller.upload(seller.drawn(size, kind))
    assert answer["error"] == "product.error_param"
    assert answer["message"] == "image is invalid or not supported"
    assert seller.effects("uploaded") == []


@pytest.mark.parametrize("change", [b"", b"no picture", None])
async def test_what_is_no_picture_is_refused(seller: Seller, change: bytes | None) -> None:
    broken = seller.drawn()[:40] if change is None else change
    assert (await seller.upload(broken))["error"] == "product.error_param"


async def test_a_picture_beyond_ten_megabytes_is_refused(seller: Seller) -> None:
    heavy = seller.drawn() + b"\0" * (10 * 1024 * 1024)
    assert (await seller.upload(heavy))["error"] == "product.error_param"


async def test_a_bomb_is_refused(seller: Seller) -> None:
    small = seller.drawn()
    header = b"IHDR" + (60000).to_bytes(4, "big") * 2 + small[24:29]
    bomb = small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]
    assert (await seller.upload(bomb))["error"] == "product.error_param"


async def test_each_file_fails_by_itself(seller: Seller) -> None:
    answer = await seller.upload(b"no picture", seller.drawn())
    assert answer["error"] == ""
    rows = answer["response"]["image_info_list"]
    assert [row["error"] for row in rows] == ["product.error_param", ""]
    assert answer["response"]["image_info"] == rows[1]["image_info"]


async def test_only_the_part_called_image_counts_and_nine_are_too_many(seller: Seller) -> None:
    files = [("images", ("a.png", seller.drawn(), "image/png"))]
    sent = await seller.send("POST", f"/api/v2/{METHOD}", params=seller.signed(METHOD), files=files)
    assert sent.json()["error"] == "media_space.error_param"
    answer = await seller.upload(*[seller.drawn()] * 9)
    assert answer["message"] == "The number of images should be less than 9."


@pytest.mark.parametrize("fields", [{"scene": "cover"}, {"ratio": "3:4"}])
async def test_scene_and_ratio_are_checked(seller: Seller, fields: dict[str, str]) -> None:
    assert (await seller.upload(seller.drawn(), **fields))["error"] == "media_space.error_param"
    assert (await seller.upload(seller.drawn(), scene="desc"))["error"] == ""
