from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ocopctl.catalog.model import Address, Axis, Net, Season
from ocopctl.content.facts import hashtags
from ocopctl.content.phrases import listed, lower_first, sentence
from ocopctl.content.places import address, bare, home
from ocopctl.content.quantities import net_label, other_axes, quantity
from ocopctl.content.season import month_day, months
from ocopctl.content.story import opening, paragraphs, sentences, shorter

if TYPE_CHECKING:
    from tests.content.conftest import Make, Texts


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((), ""),
        ((6,), "tháng 6"),
        ((6, 7), "từ tháng 6 đến tháng 7"),
        ((12, 1, 11, 2), "từ tháng 11 đến tháng 2 năm sau"),
        ((9, 3, 4), "từ tháng 3 đến tháng 4 và tháng 9"),
        (tuple(range(1, 13)), "quanh năm"),
    ],
)
def test_months_are_told_as_spans(told: tuple[int, ...], words: str) -> None:
    assert months(Season(months=told)) == words


def test_days_of_a_season_go_day_first() -> None:
    assert month_day("06-08") == "8/6"


def test_places_are_small_inside_a_sentence() -> None:
    where = Address(
        detail="Xóm 2, thôn Giang Cao", commune="Xã Bát Tràng", province="Thành phố Huế"
    )
    assert address(where) == "Xóm 2, thôn Giang Cao, xã Bát Tràng, thành phố Huế"
    assert home(where) == "xã Bát Tràng, thành phố Huế"
    assert bare("Thành phố Huế") == "Huế"
    assert bare("Bản Giàng B") == "Giàng B"


def test_a_folded_story_keeps_its_paragraphs() -> None:
    folded = "Một đoạn.\nHai đoạn, còn\ntiếp dòng sau.\n\nBa đoạn"
    assert paragraphs(folded) == ("Một đoạn.", "Hai đoạn, còn tiếp dòng sau.", "Ba đoạn")
    assert paragraphs("  \n ") == ()


def test_short_names_do_not_end_a_sentence() -> None:
    text = "Xưởng ở TP. Huế, gần P. Chũ. Nung 1.250 °C! “Đẹp không?” Mở 8 giờ."
    assert sentences(text) == (
        "Xưởng ở TP. Huế, gần P. Chũ.",
        "Nung 1.250 °C!",
        "“Đẹp không?”",
        "Mở 8 giờ.",
    )


def test_a_story_is_cut_between_sentences() -> None:
    story = ("Một hai ba. Bốn năm sáu.", "Bảy tám chín.")
    assert opening(story, 12) == ("Một hai ba.",)
    assert opening(story, 3) == ("Một hai ba.",)
    assert opening(story, 99) == story
    assert shorter(story, 1) == ("Một hai ba. Bốn năm sáu.",)
    assert shorter(story, 15) == ("Một hai ba.",)
    assert shorter(story, 99) == ()


def test_names_keep_their_capital() -> None:
    assert lower_first("Trúc Thôn trắng") == "Trúc Thôn trắng"
    assert lower_first("OCOP xã") == "OCOP xã"
    assert lower_first("Đất sét trắng") == "đất sét trắng"
    assert lower_first("100% tơ tằm") == "100% tơ tằm"


def test_sentences_end_once() -> None:
    assert sentence("để nơi khô;") == "Để nơi khô."
    assert sentence("Đẹp!") == "Đẹp!"
    assert sentence(" ") == ""
    assert listed(["a", "b", "c"]) == "a, b và c"
    assert listed([]) == ""


@pytest.mark.parametrize(
    ("unit", "label"), [("kg", "Khối lượng tịnh"), ("ml", "Thể tích thực"), ("bộ", "Số lượng")]
)
def test_quantities_are_named_by_their_unit(unit: str, label: str) -> None:
    assert net_label(Net(quantity="1", unit=unit)) == label


def test_choices_tell_the_quantity_where_they_are_amounts(make: Make) -> None:
    packs = {"name": "Quy cách", "values": ["Gói 300 g", "Lốc 5 gói"]}
    product = make(net={"quantity": "300", "unit": "g", "detail": "tròn 22 cm"}, options=[packs])
    assert quantity(product) == "Gói 300 g hoặc Lốc 5 gói (tròn 22 cm), tùy quy cách"
    assert other_axes(product) == ()
    plain = make(net={"quantity": "1", "unit": "bộ"}, options=[packs])
    assert quantity(plain) == "1 bộ"
    assert other_axes(plain) == (Axis(**packs),)
    assert quantity(make()) == ""


def test_hashtags_come_accented_and_plain(make: Make) -> None:
    assert hashtags(make(tags=["mật ong", "hoa"]), None) == (
        *("#MậtOng", "#matong", "#Hoa", "#hoa", "#LạngSơn"),
    )
    assert len(hashtags(make(), None)) == 4


def test_the_first_line_says_what_the_name_does_not(make: Make, texts: Texts) -> None:
    product = make(facts=["Mật ong hoa rừng nguyên chất", "Quay mật tháng 5"])
    written = texts(product, "shopee").description
    assert written.startswith("Mật ong hoa rừng: quay mật tháng 5.\n")
    assert "- Mật ong hoa rừng nguyên chất.\n" in written


@pytest.mark.parametrize(
    ("group", "heading"),
    [("thu_cong", "CHUYỆN LÀM NGHỀ"), ("thuc_pham", "CHUYỆN VỀ MÓN NÀY"), ("du_lich", "CHUYỆN Ở")],
)
def test_headings_change_with_the_group(make: Make, texts: Texts, group: str, heading: str) -> None:
    product = make(group=group, story={"vi": "Một câu chuyện."})
    assert heading in texts(product, "shopee").description


def test_herbal_goods_say_that_they_are_no_medicine(
    make: Make, texts: Texts, marketplace: str
) -> None:
    herbal = make(group="duoc_lieu", ingredients="Hoa cúc")
    assert "hông phải là thuốc" in texts(herbal, marketplace).description
    assert "thuốc" not in texts(make(ingredients="Hoa cúc"), marketplace).description


@pytest.mark.parametrize(("right", "told"), [(True, 1), (False, 0)])
def test_an_indication_is_told_only_by_who_may_use_it(
    make: Make, texts: Texts, marketplace: str, *, right: bool, told: int
) -> None:
    product = make(geographical_indication={"name": "Mẫu Sơn", "right_to_use": right})
    written = texts(product, marketplace)
    assert written.description.count("Mẫu Sơn") == told
    assert right or "Mẫu Sơn" not in written.title


@pytest.mark.parametrize(
    "changes", [{}, {"group": "thu_cong"}, {"net": {"quantity": "1", "unit": "l"}}]
)
def test_a_product_that_says_little_has_no_empty_labels(
    make: Make, texts: Texts, marketplace: str, changes: dict[str, Any]
) -> None:
    text = texts(make(**changes), marketplace).description
    assert "None" not in text
    assert "\n\n\n" not in text
    assert ":\n" not in text.replace("</strong>", "")
    assert "<ul>\n</ul>" not in text
    assert len(text.split()) >= 30
