"""Each adapter's book: leaves with Vietnamese paths, what they want, silence not believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.adapters.base import AttributeRow, CategoryBook, CategoryRow, Connection
from ocopctl.adapters.registry import SHIPPED, load
from ocopctl.errors import RateLimited, Transient
from ocopctl.rules.packs import pack

if TYPE_CHECKING:
    from ocopctl.transport.request import Request

KEYS = {
    "partner_id": "2009001", "partner_key": "k", "shop_id": "1", "shop_cipher": "c",
    "app_key": "a", "app_secret": "s", "client_id": "c", "client_secret": "s",
}  # fmt: skip


class Shop:
    """A shop that answers each endpoint with what it was given, page after page."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    async def call(self, request: Request) -> Any:
        self.asked.append(request)
        answer = self.answers[request.endpoint.rpartition("/")[2].replace(".", "_")]
        return answer.pop(0) if isinstance(answer, list) else answer

    def book(self, marketplace: str) -> CategoryBook:
        adapter = load(marketplace)(Connection(self, KEYS))
        assert isinstance(adapter, CategoryBook)
        return adapter


def shopee(**response: Any) -> dict[str, Any]:
    return {"error": "", "response": response}


EMPTY: dict[str, dict[str, Any]] = {
    "shopee": {"get_category": shopee(category_list=[])},
    "lazada": {"get": {"code": "0", "data": []}},
    "tiki": {"categories": {"data": []}},
    "tiktok": {"category_list": {"code": 0, "data": {}}},
}


@pytest.mark.parametrize("marketplace", SHIPPED)
async def test_no_categories_at_all_is_never_believed(marketplace: str) -> None:
    with pytest.raises((Transient, RateLimited)) as caught:
        await Shop(**EMPTY[marketplace]).book(marketplace).categories()
    assert caught.value.hint


async def test_attributes_that_lazada_does_not_show_are_asked_for_again_later() -> None:
    shop = Shop(get={"code": "0", "data": []})
    with pytest.raises(RateLimited):
        await shop.book("lazada").attributes("1")


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_every_shipped_adapter_has_a_book(marketplace: str) -> None:
    assert issubclass(load(marketplace), CategoryBook)
    assert pack(marketplace).kinds


async def test_shopee_leaves_have_the_names_above_them() -> None:
    rows = [
        {"category_id": 1, "parent_category_id": 0, "display_category_name": "Nhà",
         "has_children": True},
        {"category_id": 2, "parent_category_id": 1, "display_category_name": "Ấm",
         "has_children": False},
        {"category_id": 3, "parent_category_id": 9, "display_category_name": "Lạc",
         "has_children": False},
    ]  # fmt: skip
    shop = Shop(get_category=shopee(category_list=rows))
    assert await shop.book("shopee").categories() == [
        CategoryRow("2", ("Nhà", "Ấm")),
        CategoryRow("3", ("Lạc",)),
    ]
    assert shop.asked[0].params == {"language": "vi"}


async def test_shopee_attributes_under_a_value_are_known_and_never_required() -> None:
    child = {"attribute_id": 8, "mandatory": True, "name": "Glaze", "attribute_info": {}}
    clay = {"value_id": 1, "name": "Clay", "child_attribute_list": [child],
            "multi_lang": [{"language": "vn", "value": "Đất"}]}  # fmt: skip
    top = {"attribute_id": 7, "mandatory": True, "name": "Material",
           "multi_lang": [{"language": "vn", "value": "Chất liệu"}],
           "attribute_info": {"input_type": 4}, "attribute_value_list": [clay]}  # fmt: skip
    answer = shopee(list=[{"category_id": 1, "attribute_tree": [top]}])
    rows = await Shop(get_attribute_tree=answer).book("shopee").attributes("1")
    assert [(row.name, row.required) for row in rows] == [("7", True), ("8", False)]
    assert rows[0] == AttributeRow(
        "7", "Chất liệu", required=True, options=("Đất",), free=False,
        also=("Chất liệu", "Material"), other_options=("Clay",), several=True,
    )  # fmt: skip


async def test_a_list_that_shopee_wants_searched_refuses_nothing() -> None:
    info = {"input_type": 1, "support_search_value": True}
    top = {"attribute_id": 7, "name": "Origin", "attribute_info": info}
    answer = shopee(list=[{"category_id": 1, "attribute_tree": [top]}])
    [row] = await Shop(get_attribute_tree=answer).book("shopee").attributes("1")
    assert row.free


async def test_lazada_leaves_out_what_a_listing_has_fields_for_and_options_of_variants() -> None:
    rows = [
        {"name": "brand", "input_type": "singleSelect", "is_mandatory": 1},
        {"name": "package_weight", "input_type": "numeric", "is_mandatory": 1},
        {"name": "color_family", "is_sale_prop": 1, "is_mandatory": 1},
        {"name": "warranty_type", "label": "Bảo hành", "input_type": "singleSelect",
         "is_mandatory": 1, "options": [{"name": "Không", "en_name": "No Warranty"}]},
        {"name": "style", "label": "Kiểu", "input_type": "multiSelect", "is_mandatory": 1,
         "options": [{"name": "Cổ", "en_name": "Old"}]},
    ]  # fmt: skip
    found = await Shop(get={"code": "0", "data": rows}).book("lazada").attributes("1")
    assert found == [
        AttributeRow("warranty_type", "Bảo hành", required=False, options=("Không",), free=False,
                     other_options=("No Warranty",)),
        AttributeRow("style", "Kiểu", required=True, options=("Cổ",), free=False,
                     other_options=("Old",), several=True),
    ]  # fmt: skip


async def test_tiktok_shows_only_what_is_open_to_the_shop() -> None:
    def leaf(number: str, *permissions: str) -> dict[str, Any]:
        return {"id": number, "parent_id": "1", "local_name": number, "is_leaf": True,
                "permission_statuses": list(permissions)}  # fmt: skip

    root = {"id": "1", "parent_id": "0", "local_name": "Nhà", "is_leaf": False}
    rows = [root, leaf("2", "AVAILABLE"), leaf("3", "INVITE_ONLY"), leaf("4", "NON_MAIN_CATEGORY")]
    shop = Shop(category_list={"code": 0, "data": {"categories": rows}})
    assert await shop.book("tiktok").categories() == [CategoryRow("2", ("Nhà", "2"))]
    assert shop.asked[0].params["category_version"] == "v2"


async def test_tiki_walks_pages_where_there_are_some_and_lists_primary_ones_that_are_open() -> None:
    def row(number: int, **more: Any) -> dict[str, Any]:
        return {"id": number, "parent_id": 1, "name": f"N{number}", **more}

    root = {"id": 1, "parent_id": 2, "name": "Nhà", "is_primary": False}
    closed = row(4, is_primary=True, is_product_listing_enabled=False)
    first = {"data": [root, row(3, is_primary=True)], "paging": {"last_page": 2}}
    second = {"data": [closed, row(5, is_primary=True, is_product_listing_enabled=True)]}
    shop = Shop(categories=[first, second])
    assert await shop.book("tiki").categories() == [
        CategoryRow("3", ("Nhà", "N3")),
        CategoryRow("5", ("Nhà", "N5")),
    ]


async def test_tiki_values_are_asked_for_once_whichever_category_wants_them() -> None:
    row = {"id": 9, "code": "technique", "display_name": "Kỹ thuật", "is_required": True,
           "input_type": "multiselect"}  # fmt: skip
    values = {"data": [{"id": 1, "value": "Vuốt tay"}]}
    shop = Shop(attributes={"data": [row]}, values=values)
    book = shop.book("tiki")
    first, second = [await book.attributes(number) for number in ("1", "2")]
    assert first == second == [
        AttributeRow("technique", "Kỹ thuật", required=True, options=("Vuốt tay",), free=False,
                     several=True)
    ]  # fmt: skip
    assert [one.endpoint for one in shop.asked].count("attributes/values") == 1


async def test_a_list_of_tiki_that_is_too_long_refuses_nothing() -> None:
    row = {"id": 9, "code": "brand_country", "is_required": True, "input_type": "select"}
    values = {"data": [{"id": 1, "value": "Việt Nam"}], "paging": {"last_page": 11}}
    [found] = await Shop(attributes={"data": [row]}, values=values).book("tiki").attributes("1")
    assert (found.free, found.required) == (True, False)


async def test_yes_and_no_are_the_values_of_a_tiki_switch() -> None:
    row = {"id": 9, "code": "fragile", "is_required": True, "input_type": "boolean"}
    [found] = await Shop(attributes={"data": [row]}).book("tiki").attributes("1")
    assert (found.options, found.free, "có" in found.other_options) == (("1", "0"), False, True)
