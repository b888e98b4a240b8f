"""Which choice a text means: as spelt, or alike but for accents where only one is."""

from __future__ import annotations

import unicodedata

import pytest

from ocopctl.adapters.choices import choice, chosen, parts

COUNTRIES = ["Việt Nam", "Trung Quốc", "Lào"]


@pytest.mark.parametrize("text", ["Việt Nam", "VIỆT NAM", " việt nam ", "viet nam", "Viêt Nam"])
def test_case_and_accents_do_not_matter_where_one_choice_is_meant(text: str) -> None:
    assert choice(text, COUNTRIES) == "Việt Nam"


def test_letters_with_separate_accents_are_the_same_letters() -> None:
    assert choice(unicodedata.normalize("NFD", "Việt Nam"), COUNTRIES, free=True) == "Việt Nam"


@pytest.mark.parametrize("text", ["", "Việt", "Sao Hỏa"])
def test_what_is_no_choice_is_none(text: str) -> None:
    assert choice(text, COUNTRIES) is None


def test_accents_decide_between_choices_alike_without_them() -> None:
    metals = ["Bạc", "Bác"]
    assert [choice(text, metals) for text in ("bạc", "Bác", "bac")] == ["Bạc", "Bác", None]


def test_choices_that_differ_in_case_alone_are_one() -> None:
    assert choice("mau sac", ["Màu sắc", "màu sắc"]) == "Màu sắc"


def test_accents_count_where_own_words_are_taken_too() -> None:
    assert choice("Lục Ngan", ["Lục Ngạn"], free=True) is None


def test_a_choice_may_have_names_in_two_languages() -> None:
    rows = [{"vi": "Gốm", "en": "Ceramic"}, {"vi": "Gỗ", "en": "Wood"}]
    assert chosen("WOOD", rows, lambda row: row.values()) == rows[1]


def test_a_list_is_taken_apart_unless_it_is_one_choice_itself() -> None:
    assert parts("Thêu tay; dệt tay, ", ["Dệt tay"]) == ["Thêu tay", "dệt tay"]
    assert parts("Bún, miến", ["Bún, miến"]) == ["Bún, miến"]
