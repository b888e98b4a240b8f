"""What a hostile listing, page or address cannot do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.sandbox.market import ShownVariant

if TYPE_CHECKING:
    from pathlib import Path

    from httpx import AsyncClient

    from tests.sandbox.storefront.conftest import Shelves

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
PAGES = ("/", "/shop/shopee/shopee", "/shop/shopee/shopee/77", "/history")


async def test_nothing_of_a_listing_is_taken_for_markup(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    variants = (ShownVariant(EVIL, EVIL, 1, 1, EVIL), ShownVariant("B", EVIL, 2, 0))
    shelves.show(title=EVIL, description=EVIL, category=EVIL, variants=variants, pictures=(EVIL,))
    shelves.did(shelves.saw(skus='["<script>"]', answer=EVIL), EVIL, "{}")
    for address in PAGES:
        page = (await visitor.get(address)).text
        assert "<script" not in page
        assert "<img src=x" not in page


async def test_a_description_in_html_keeps_its_structure_and_loses_the_rest(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    text = (
        "<h2 onclick='x()'>Ấm</h2><p style='position:fixed' class='top'>Tốt</p><script>x()</script>"
        "<img src='https://elsewhere.example/p.jpg'><a href='javascript:x()'>xem</a>"
        "<iframe src='//elsewhere.example'></iframe><style>body{}</style><form><input></form>"
    )
    shelves.show("tiki", description=text, html=True)
    page = (await visitor.get("/shop/tiki/tiki/77")).text
    assert '<div class="prose"><h2>Ấm</h2><p>Tốt</p>xem</div>' in page


async def test_plain_text_keeps_its_lines(visitor: AsyncClient, shelves: Shelves) -> None:
    shelves.show(description="một\n\n<b>hai</b>", html=False)
    page = (await visitor.get("/shop/shopee/shopee/77")).text
    assert "một<br>\n<br>\n&lt;b&gt;hai&lt;/b&gt;" in page


@pytest.mark.parametrize("address", [*PAGES, "/nothing", "/static/style.css", "/picture/x"])
async def test_every_answer_forbids_scripts_frames_and_guessing(
    visitor: AsyncClient, shelves: Shelves, address: str
) -> None:
    shelves.show()
    headers = (await visitor.get(address)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'; img-src 'self'; style-src 'self'; script-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
async def test_a_page_asks_for_nothing_from_elsewhere(
    visitor: AsyncClient, shelves: Shelves, address: str
) -> None:
    shelves.show()
    page = (await visitor.get(address)).text
    assert "http://" not in page
    assert "https://" not in page
    assert " style=" not in page


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8780", 200),
        ("localhost:9999", 200),
        ("elsewhere.example", 400),
        ("127.0.0.1.elsewhere.example:8780", 400),
        ("", 400),
    ],
)
async def test_only_names_of_this_machine_are_answered(
    visitor: AsyncClient, host: str, status: int
) -> None:
    assert (await visitor.get("/", headers={"host": host})).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_nothing_can_be_changed_through_the_storefront(
    visitor: AsyncClient, shelves: Shelves, method: str
) -> None:
    shelves.show()
    for address in (*PAGES, "/media/a.jpg", "/static/style.css"):
        assert (await visitor.request(method, address)).status_code == 405
    assert (await visitor.head("/")).status_code == 200


async def test_a_kept_picture_may_be_kept_by_the_browser_for_ever(
    visitor: AsyncClient, shelves: Shelves, png: bytes
) -> None:
    answer = await visitor.get(f"/picture/{shelves.keep(png)}")
    assert answer.content == png
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


async def test_what_was_kept_as_something_else_than_a_picture_is_not_shown(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    digest = shelves.keep(b"<script>", "text/html")
    assert (await visitor.get(f"/picture/{digest}")).status_code == 404


async def test_pictures_of_the_published_folder_can_be_fetched(
    visitor: AsyncClient, media: Path, png: bytes
) -> None:
    (media / "ảnh đẹp").mkdir()
    (media / "ảnh đẹp" / "1.PNG").write_bytes(png)
    answer = await visitor.get("/media/ảnh đẹp/1.PNG")
    assert answer.content == png
    assert answer.headers["content-type"] == "image/png"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.jpg",
        "..%2fsecret.jpg",
        "%2e%2e/secret.jpg",
        "..%5csecret.jpg",
        "a/..%2f..%2fsecret.jpg",
        "%2fetc/passwd",
        "secrets.json",
        ".hidden.jpg",
        ".git/a.jpg",
        "out.jpg",
        "out/secret.jpg",
        "disguise.jpg",
        "folder.jpg",
        "",
        "a%00.jpg",
        "a" * 300 + ".jpg",
    ],
)
async def test_nothing_else_than_pictures_of_that_folder_can_be_fetched(
    visitor: AsyncClient, media: Path, path: str
) -> None:
    (media.parent / "secret.jpg").write_bytes(b"secret")
    (media / "secrets.json").write_text("secret")
    (media / ".hidden.jpg").write_bytes(b"secret")
    (media / ".git").mkdir()
    (media / ".git" / "a.jpg").write_bytes(b"secret")
    (media / "out.jpg").symlink_to(media.parent / "secret.jpg")
    (media / "out").symlink_to(media.parent)
    (media / "disguise.jpg").symlink_to(media / "secrets.json")
    (media / "folder.jpg").mkdir()
    answer = await visitor.get(f"http://127.0.0.1:8780/media/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.content.replace(b"secrets.json", b"")
