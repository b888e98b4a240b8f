"""Addresses as people write them: old names are mapped, what is not sure is asked."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.catalog.model import Address
from ocopctl.catalog.places import repairs
from ocopctl.problems import Severity
from ocopctl.rules.places import communes, former_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.catalog.draft import Finding

    Judge = Callable[..., list[Finding]]

ALL = sorted(communes())
NAMES = sorted({one.bare for one in communes().values()})[::7]
SPELLINGS = [
    str,
    str.upper,
    str.lower,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("'", "’").replace(" - ", " – "),
    lambda text: text.replace("òa", "oà").replace("óa", "oá").replace("ủy", "uỷ"),
]


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


@given(code=st.sampled_from(ALL), spell=st.sampled_from(SPELLINGS), coded=st.sampled_from([0, 1]))
def test_every_commune_passes_however_it_is_spelt(
    code: str, spell: Callable[[str], str], coded: int
) -> None:
    one = communes()[code]
    given_codes = {"commune_code": code, "province_code": one.province.code} if coded else {}
    address = Address(commune=spell(one.name), province=spell(one.province.name), **given_codes)
    assert repairs(address) == {}


@given(code=st.sampled_from(ALL))
def test_a_repaired_address_needs_no_more_repair(code: str) -> None:
    one = communes()[code]
    for former in former_named(one.bare):
        address = Address(commune=former.name, province=former.province)
        mended = Address.model_validate({**address.model_dump(), **repairs(address)})
        if len(former.now) == 1:
            assert "commune" not in repairs(mended)
        assert "province" not in repairs(mended)


def test_divided_communes_are_asked_and_never_repaired(judged: Judge) -> None:
    (found,) = judged("Phường Ngọc Khánh", "Thành phố Hà Nội")
    assert found.code == "P324"
    for name in ("Phường Ngọc Hà (00008)", "Phường Giảng Võ (00025)", "Phường Láng (00199)"):
        assert name in found.message
    assert repairs(Address(commune="Phường Ngọc Khánh", province="Hà Nội")) == {}


def test_the_old_address_tells_wards_of_one_name_apart(judged: Judge) -> None:
    name, province = "Phường Trần Hưng Đạo", "Tỉnh Quảng Ngãi"
    (asked,) = judged(name, province)
    assert asked.code == "P324"
    (told,) = judged(name, province, old=f"{name}, thành phố Kon Tum, tỉnh Kon Tum")
    assert told.code == "P323"
    assert "Phường Đăk Bla" in told.hint


@pytest.mark.parametrize(
    ("commune", "province", "right"),
    [
        ("Xã Suối Giàng", "Tỉnh Yên Bái", {"commune": "Xã Văn Chấn", "province": "Tỉnh Lào Cai"}),
        ("Xã Tân Ước", "Thành phố Hà Nội", {"commune": "Xã Dân Hòa"}),
        ("Xã Hồng Giang", "Bắc Giang", {"commune": "Phường Chũ", "province": "Tỉnh Bắc Ninh"}),
        ("Xã Thái Tân", "Tỉnh Hải Dương", {"province": "Thành phố Hải Phòng"}),
        ("Xã Phụ Dực", "Thái Bình", {"province": "Tỉnh Hưng Yên"}),
        ("Xã An Vũ", "Tỉnh Hưng Yên", {"commune": "Xã Phụ Dực"}),
        ("X. Tân Ước", "TP. Hà Nội, Việt Nam", {"commune": "Xã Dân Hòa"}),
    ],
)
def test_old_addresses_have_one_answer(commune: str, province: str, right: dict[str, str]) -> None:
    assert repairs(Address(commune=commune, province=province)) == right


@pytest.mark.parametrize(
    ("commune", "province", "code", "words"),
    [
        ("Xã Bát Tràng", "Tỉnh Bắc Ninh", "P325", "Thành phố Hà Nội"),
        ("Xã Chi Lăng", "Tỉnh Cà Mau", "P325", "Tỉnh Lạng Sơn"),
        ("Xã An Vũ", "Tỉnh Cà Mau", "P325", "Xã Phụ Dực, Tỉnh Hưng Yên"),
        ("Xã Cam Giang", "Hải Phòng", "P322", "Xã Cẩm Giang or Xã Cẩm Giàng"),
        ("Xã Bát Trang", "Hà Nội", "P322", "Xã Bát Tràng"),
        ("Xã Không Có", "Hà Nội", "P322", "official letter"),
        ("Phường Bát Tràng", "Hà Nội", "P327", "Xã Bát Tràng"),
        ("Xã Bát Tràng, huyện Gia Lâm", "Hà Nội", "P327", "only the commune"),
        ("Xã Nào Đó", "Tỉnh Nào Đó", "P320", "34"),
        ("Xã Bát Tràng", "Tỉnh Hà Nội", "P327", "Thành phố Hà Nội"),
        ("Xã Bát Tràng", "Huyện Gia Lâm", "P320", "Xã Bát Tràng is in Thành phố Hà Nội"),
    ],
)
def test_a_wrong_place_is_one_problem_that_says_what_is_right(
    judged: Judge, commune: str, province: str, code: str, words: str
) -> None:
    (found,) = judged(commune, province)
    assert found.code == code
    assert words in f"{found.message} {found.hint}"


def test_codes_are_compared_with_names_and_never_read_alone(judged: Judge) -> None:
    for code, words in (
        ("10", "10 was the code of Tỉnh Lào Cai until 30 June 2025; now it is 15"),
        ("24", "24 is the code of Tỉnh Bắc Ninh, and Tỉnh Lào Cai has 15"),
        ("99", "Tỉnh Lào Cai has the code 15, and here stands 99"),
    ):
        (found,) = judged("Xã Văn Chấn", "Tỉnh Lào Cai", province_code=code)
        assert (found.code, found.message) == ("P326", words)
    # 15 was Yên Bái's: beside its old name the code is right already, and only the name is told.
    assert codes(judged("Xã Văn Chấn", "Tỉnh Yên Bái", province_code="15")) == ["P321"]


def test_what_is_unsure_asks_for_no_code(judged: Judge) -> None:
    for commune in ("Xã Không Có", "Phường Ngọc Khánh"):
        assert len(judged(commune, "Hà Nội", commune_code="99999")) == 1


def test_old_and_new_address_must_be_one_place(judged: Judge) -> None:
    old = "xã Tân Ước, huyện Thanh Oai, Hà Nội"
    assert judged("Xã Dân Hòa", "Hà Nội", old=old) == []
    (found,) = judged("Xã Bát Tràng", "Hà Nội", old=old)
    assert (found.code, found.severity) == ("P328", Severity.WARNING)
    assert judged("Xã Bát Tràng", "Hà Nội", old="làng gốm cũ bên sông") == []


@pytest.mark.parametrize(
    ("detail", "found"),
    [
        ("Xóm 2, huyện Gia Lâm", ["P329"]),
        ("12 Lê Lợi, Quận 1", ["P329"]),
        ("Số 8 phố Huyện cũ", []),
        ("Xóm 2, thôn Giang Cao", []),
    ],
)
def test_districts_come_off_the_address(judged: Judge, detail: str, found: list[str]) -> None:
    assert codes(judged("Xã Bát Tràng", "Hà Nội", detail=detail)) == found


def test_a_whole_old_address_has_an_answer_unless_its_commune_was_divided() -> None:
    asked = 0
    for one in (former for name in NAMES for former in former_named(name)):
        old = f"{one.name}, {one.district}, {one.province}"
        address = Address(commune=one.name, province=one.province, old=old)
        mended = Address.model_validate({**address.model_dump(), **repairs(address)})
        assert repairs(mended) == {}
        asked += len(one.now) > 1
    assert asked > 0, "some of these were divided"
