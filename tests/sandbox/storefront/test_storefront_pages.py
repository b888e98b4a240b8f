"""What a visitor reads: home, shops, products, the history, in two languages."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from httpx import ASGITransport, AsyncClient

from ocopctl import language
from ocopctl.sandbox.market import ShownVariant
from ocopctl.sandbox.storefront import storefront

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sandbox.storefront.conftest import Shelves


def words(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def read(visitor: AsyncClient, address: str) -> str:
    answer = await visitor.get(address, headers={"cookie": "ocopctl-lang=en"})
    assert answer.status_code == 200
    return words(answer.text)


async def test_an_empty_market_tells_what_to_type_next(visitor: AsyncClient) -> None:
    seen = await read(visitor, "/")
    assert "ocopctl publish products.example.yaml" in seen
    assert all(name in seen for name in ("Shopee", "Lazada", "TikTok Shop", "Tiki"))


async def test_a_shop_without_listings_tells_what_to_type_next(visitor: AsyncClient) -> None:
    assert "ocopctl publish" in await read(visitor, "/shop/tiki/tiki")


async def test_home_counts_listings_by_state(visitor: AsyncClient, shelves: Shelves) -> None:
    for number, status in enumerate(("live", "live", "review", "unlisted", "deleted")):
        shelves.show(remote_id=str(number), status=status)
    seen = await read(visitor, "/")
    assert "on sale 2 in review 1 off sale 1 rejected 0" in seen


async def test_home_shows_what_changed_last_in_front(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(title="Cũ", updated_at=1.0)
    shelves.show("tiki", title="Mới", updated_at=2.0)
    seen = await read(visitor, "/")
    assert seen.index("Mới") < seen.index("Cũ")


async def test_a_card_shows_the_span_of_prices_and_what_is_left(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(variants=(ShownVariant("A", "a", 620_000, 2), ShownVariant("B", "b", 680_000, 1)))
    seen = await read(visitor, "/shop/shopee/shopee")
    assert "620.000 ₫ – 680.000 ₫" in seen
    assert "3 left" in seen


async def test_a_card_says_that_nothing_is_left(visitor: AsyncClient, shelves: Shelves) -> None:
    shelves.show(variants=(ShownVariant("A", "", 620_000, 0),))
    assert "sold out" in await read(visitor, "/shop/shopee/shopee")


@pytest.mark.parametrize(
    ("status", "word"), [("review", "in review"), ("unlisted", "off sale"), ("rejected", "refused")]
)
async def test_a_listing_that_buyers_do_not_see_says_so(
    visitor: AsyncClient, shelves: Shelves, status: str, word: str
) -> None:
    shelves.show(status=status)
    seen = await read(visitor, "/shop/shopee/shopee/77")
    assert word in seen
    assert "Buyers do not see it" in seen


async def test_a_deleted_listing_leaves_the_shop_and_keeps_its_page(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(status="deleted", title="Đã xoá")
    assert "Đã xoá" not in await read(visitor, "/shop/shopee/shopee")
    assert "This listing was deleted" in await read(visitor, "/shop/shopee/shopee/77")


async def test_many_listings_come_in_pages(visitor: AsyncClient, shelves: Shelves) -> None:
    for number in range(61):
        shelves.show(remote_id=str(number), title=f"Hàng {number}.", updated_at=float(number))
    assert "Hàng 0." not in await read(visitor, "/shop/shopee/shopee")
    assert "Hàng 0." in await read(visitor, "/shop/shopee/shopee?page=2")
    assert "Page 2 of 2" in await read(visitor, "/shop/shopee/shopee?page=99")


@pytest.mark.parametrize(
    "address", ["/shop/ebay/ebay", "/shop/shopee/other", "/shop/shopee/shopee/78", "/nothing"]
)
async def test_what_is_not_there_is_answered_by_a_page(visitor: AsyncClient, address: str) -> None:
    answer = await visitor.get(address)
    assert answer.status_code == 404
    assert '<a class="button" href="/">' in answer.text


async def test_a_listing_number_may_hold_any_character(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show(remote_id="a/b ?#%2e")
    page = await visitor.get("/shop/shopee/shopee")
    address = re.search(r'href="(/shop/shopee/shopee/[^"]+)"', page.text)
    assert address is not None
    assert (await visitor.get(address[1])).status_code == 200


async def test_the_same_sku_elsewhere_is_one_click_away(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show()
    shelves.show("lazada", remote_id="88")
    shelves.show("tiki", remote_id="99", variants=(ShownVariant("other", "", 1, 1),))
    shelves.show("tiktok", remote_id="11", status="deleted")
    page = (await visitor.get("/shop/shopee/shopee/77")).text
    assert 'href="/shop/lazada/lazada/88"' in page
    assert 'href="/shop/tiki/tiki/99"' not in page
    assert 'href="/shop/tiktok/tiktok/11"' not in page


async def test_the_history_shows_calls_newest_first_with_what_they_did(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.saw(status=403, answer="error_sign")
    shelves.did(shelves.saw(skus='["BT-1"]'), "created", '{"price": 620000, "stock": 24}')
    seen = await read(visitor, "/history")
    assert "created BT-1 #77 620.000 ₫ × 24" in seen
    assert seen.index("created") < seen.index("403 error_sign")


@pytest.mark.parametrize(
    ("zone", "shown"), [(None, "09/09 08:46:40"), (ZoneInfo("Asia/Tokyo"), "09/09 10:46:40")]
)
async def test_times_are_those_of_vietnam_or_of_the_workspace(
    shelves: Shelves, zone: ZoneInfo | None, shown: str
) -> None:
    shelves.saw()
    transport = ASGITransport(app=storefront(shelves.market, "vi", zone))
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1") as visitor:
        assert shown in await read(visitor, "/history")


async def test_the_history_can_be_kept_to_one_shop(visitor: AsyncClient, shelves: Shelves) -> None:
    shelves.saw(skus='["BT-1"]')
    assert "BT-1" in await read(visitor, "/history?shop=shopee")
    assert "BT-1" not in await read(visitor, "/history?shop=tiki")


async def test_the_language_is_the_visitor_s_choice_and_is_remembered(
    visitor: AsyncClient,
) -> None:
    assert '<html lang="vi">' in (await visitor.get("/")).text
    assert '<html lang="en">' in (await visitor.get("/?lang=en")).text
    assert '<html lang="en">' in (await visitor.get("/history")).text
    assert '<html lang="en">' in (await visitor.get("/?lang=xx")).text


async def test_switching_the_language_keeps_the_page(
    visitor: AsyncClient, shelves: Shelves
) -> None:
    shelves.show()
    page = (await visitor.get("/shop/shopee/shopee/77?sku=BT-1")).text
    assert 'href="?sku=BT-1&amp;lang=en"' in page


async def test_pages_are_translated_whatever_language_the_process_speaks(
    shelves: Shelves, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = Catalog(locale="vi")
    catalogue.add("What buyers would see", "Người mua sẽ thấy")
    compiled = tmp_path / "vi" / "LC_MESSAGES" / "ocopctl.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "_FOLDER", tmp_path)
    transport = ASGITransport(app=storefront(shelves.market, "vi"))
    async with AsyncClient(transport=transport, base_url="http://127.0.0.1") as visitor:
        assert "Người mua sẽ thấy" in (await visitor.get("/")).text
        assert "What buyers would see" in (await visitor.get("/?lang=en")).text
