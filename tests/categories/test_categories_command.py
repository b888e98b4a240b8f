"""`ocopctl categories`: what it shows, what it asks, how it ends."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.categories.conftest import Village

TREE = "product.get_category"


def live(village: Village, credentials: str) -> None:
    """Let the Shopee shop be live at an address of this machine where nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = f"mode: live\n    endpoint: http://127.0.0.1:{port}\n    {credentials}"
    village.change("shopee\n    mode: practice", f"shopee\n    {settings}", "ocopctl.yaml")


@pytest.mark.parametrize(
    ("shop", "number", "asks"),
    [
        ("shopee", "101101", "asks for Xuất xứ (“100037”), one of: Việt Nam, Trung Quốc, Thái Lan"),
        ("lazada", "10101101", "asks for nothing that is not sent anyway"),
        ("tiki", "8101", "asks for nothing that is not sent anyway"),
        ("tiktok", "601101", "asks for Xuất xứ (“100107”), such as: Việt Nam, Trung Quốc"),
    ],
)
def test_each_shop_shows_number_path_wants_and_line(
    village: Village, shop: str, number: str, asks: str
) -> None:
    status, said = village.ran("categories", shop, "am", "chen")
    assert status == 0
    assert f"{number}  Nhà cửa" in said
    assert "› Bộ ấm chén, bình trà" in said
    assert asks in said
    assert f'shops: {{{shop}: {{category_id: "{number}"}}}}' in said


def test_programs_get_an_object_for_each_category(village: Village) -> None:
    category, summary = village.lines("categories", "shopee", "ấm chén")
    assert (category["type"], category["category_id"]) == ("category", "101101")
    assert category["path"][-1] == "Bộ ấm chén, bình trà"
    assert [row["label"] for row in category["attributes"] if row["required"]] == ["Xuất xứ"]
    assert summary == {
        "v": 1, "type": "summary", "matches": 1, "shown": 1, "near": [], "exit": 0,
    }  # fmt: skip


def test_ten_are_shown_unless_all_are_wanted(village: Village) -> None:
    ten, every = (village.lines("categories", "shopee", "a", *more) for more in ([], ["--all"]))
    assert (ten[-1]["shown"], every[-1]["shown"]) == (10, ten[-1]["matches"])
    assert every[-1]["matches"] > 10
    assert all(row["attributes"] for row in every[:-1])


def test_a_shop_is_asked_once_a_day(village: Village) -> None:
    for _time in range(2):
        assert village.ran("categories", "shopee", "ấm chén")[0] == 0
    assert (village.seen(TREE), village.seen("product.get_attribute_tree")) == (1, 1)
    village.ran("categories", "shopee", "ấm chén", "--refresh")
    assert (village.seen(TREE), village.seen("product.get_attribute_tree")) == (2, 2)


def test_what_is_kept_serves_without_the_shop(village: Village) -> None:
    village.ran("categories", "shopee", "ấm chén")
    (village.folder / ".ocopctl" / "practice.db").unlink()
    assert '"101101"' in village.ran("categories", "shopee", "ấm chén")[1]
    assert not (village.folder / ".ocopctl" / "practice.db").exists()


def test_a_kept_tree_is_shown_though_nobody_says_what_a_category_wants(village: Village) -> None:
    village.ran("categories", "shopee", "ấm chén")
    [tree] = [path for path in village.kept("shopee") if path.name == "categories.json"]
    village.change("shopee\n    mode: practice", "shopee\n    mode: live", "ocopctl.yaml")
    village.write(".ocopctl/told/live%3Ashopee/categories.json", tree.read_text("utf-8"))
    status, said = village.ran("categories", "shopee", "chiếu")
    assert status == 0
    assert 'shops: {shopee: {category_id: "101104"}}' in said
    assert "What they ask for could not be asked" in said
    assert "names no credentials" in said


def test_no_match_is_no_failure_and_offers_words(village: Village) -> None:
    status, said = village.ran("categories", "shopee", "chieuu")
    assert (status, "No category has all these words." in said) == (0, True)
    assert "Try one of: chiếu" in said


def test_a_shop_that_is_none_is_wrong_usage(village: Village) -> None:
    assert village.ran("categories", "nope", "trà")[0] == 2
    assert village.ran("categories", "shopee")[0] == 2


def test_missing_credentials_are_named(village: Village) -> None:
    live(village, "")
    status, said = village.ran("categories", "shopee", "trà")
    assert (status, "names no credentials" in said) == (4, True)


def test_a_shop_that_cannot_be_reached_is_told(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(village, "credentials: env:SHOPEE")
    for name, value in {
        "PARTNER_ID": "2009001", "PARTNER_KEY": "k", "SHOP_ID": "1", "ACCESS_TOKEN": "t",
        "REFRESH_TOKEN": "r",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"SHOPEE_{name}", value)
    status, said = village.ran("categories", "shopee", "trà")
    assert (status, "cannot be reached" in said) == (5, True)
