"""OCOP certificates on a day: who gave them, how long they hold, what listings may say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocopctl.catalog.certificate import in_force, last_good_day
from ocopctl.catalog.claims import freed, says
from ocopctl.catalog.draft import Draft
from ocopctl.catalog.ending import ending_findings
from ocopctl.catalog.issuers import body_findings
from ocopctl.catalog.model import Certificate
from ocopctl.problems import Severity

if TYPE_CHECKING:
    from ocopctl.catalog.draft import Finding


def certificate(**changes: Any) -> Certificate:
    values = {
        "stars": 4,
        "certificate_no": "12/QĐ-UBND",
        "decision_date": date(2025, 12, 11),
        "issued_by": "UBND tỉnh Thái Nguyên",
    }
    return Certificate.model_validate(values | changes)


def on(day: date, **values: Any) -> list[Finding]:
    return list(ending_findings(Draft(values, None), day))


@pytest.mark.parametrize(
    ("day", "stars", "body", "codes"),
    [
        ("2022-12-20", 3, "UBND tỉnh Đồng Tháp", []),
        ("2022-12-20", 3, "UBND huyện Tháp Mười", ["P301"]),
        ("2023-02-23", 3, "UBND huyện Tháp Mười", ["P301"]),
        ("2023-02-24", 3, "UBND huyện Tháp Mười, tỉnh Đồng Tháp", []),
        ("2024-08-15", 3, "Ủy ban nhân dân thị xã Hòa Thành", []),
        ("2024-08-15", 3, "UBND thành phố Thái Nguyên", []),
        ("2024-08-15", 3, "UBND TP. Huế, tỉnh Thừa Thiên Huế", []),
        ("2024-08-15", 4, "UBND thành phố Huế", ["P301"]),
        ("2025-03-01", 4, "UBND thành phố Huế", []),
        ("2024-08-15", 4, "UBND quận Hà Đông", ["P301"]),
        ("2024-08-15", 4, "UBND thành phố Hà Nội", []),
        ("2024-08-15", 4, "UBND TP.HCM", []),
        ("2024-08-15", 5, "UBND thành phố Hà Nội", ["P301"]),
        ("2024-08-15", 5, "Bộ Nông nghiệp và Phát triển nông thôn", []),
        ("2025-06-30", 3, "UBND huyện Gia Lâm", []),
        ("2025-07-01", 3, "UBND huyện Gia Lâm", ["P302"]),
        ("2025-07-03", 3, "UBND tỉnh Thái Nguyên", []),
        ("2025-07-06", 3, "UBND tỉnh Thái Nguyên", []),
        ("2025-09-02", 4, "UBND tỉnh Bắc Giang", ["P302"]),
        ("2025-06-02", 4, "UBND tỉnh Bắc Giang", []),
        ("2026-01-15", 3, "UBND xã Bát Tràng", ["P301"]),
        ("2026-01-15", 5, "Bộ Nông nghiệp và Môi trường", []),
        ("2026-01-15", 4, "Hội đồng OCOP", []),
        ("2026-04-30", 4, "UBND thành phố Đồng Nai", []),
    ],
)
def test_bodies_fit_their_day_and_their_stars(
    day: str, stars: int, body: str, codes: list[str]
) -> None:
    one = certificate(decision_date=date.fromisoformat(day), stars=stars, issued_by=body)
    assert [found.code for found in body_findings(one)] == codes


def test_a_higher_body_than_asked_is_a_warning_and_a_lower_an_error() -> None:
    higher = certificate(decision_date=date(2024, 8, 15), stars=3)
    lower = certificate(decision_date=date(2024, 8, 15), issued_by="UBND huyện Đại Từ")
    assert [found.severity for found in body_findings(higher)] == [Severity.WARNING]
    assert [found.severity for found in body_findings(lower)] == [Severity.ERROR]


@given(begun=st.dates(date(2018, 5, 7), date(2100, 1, 1)))
def test_a_certificate_holds_36_months_to_the_day(begun: date) -> None:
    one = certificate(decision_date=begun)
    last = last_good_day(one)
    assert (last.year - begun.year) * 12 + last.month - begun.month in {35, 36}
    assert in_force(one, last)
    assert in_force(one, last + timedelta(days=1)) is None
    assert last_good_day(certificate(decision_date=date.max)) == date.max


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (181, []),
        (180, ["P304"]),
        (91, ["P304"]),
        (90, ["P304"]),
        (30, ["P304"]),
        (1, ["P304"]),
        (0, ["P304"]),
        (-1, ["P303"]),
        (-400, ["P303"]),
    ],
)
def test_people_are_told_180_days_ahead_with_the_days_left(left: int, said: list[str]) -> None:
    one = certificate()
    found = on(last_good_day(one) - timedelta(days=left), ocop=one)
    assert [each.code for each in found] == said
    assert all(each.severity is Severity.WARNING for each in found)
    assert all("2028-12-10" in each.message for each in found)
    if left > 1 and said:
        assert f"{left} days" in found[0].message


def test_the_reminder_grows_more_urgent() -> None:
    one = certificate()
    hints = [
        on(last_good_day(one) - timedelta(days=left), ocop=one)[0].hint for left in (180, 90, 30)
    ]
    assert ["prepare" in hints[0], "now" in hints[1], "stay on sale" in hints[2]] == [True] * 3


def test_goods_given_up_are_reminded_of_nothing() -> None:
    from ocopctl.catalog.model import State

    assert on(date(2040, 1, 1), ocop=certificate(), state=State.RETIRED) == []


@pytest.mark.parametrize(
    "text",
    [
        "Chè OCOP", "chè ocop 4 sao", "#OCOP4sao", "#sanphamocop", "O.C.O.P", "★★★★", "4 SAO",
        "đạt hạng bốn sao", "4-star OCOP tea", "ocopthainguyen", "OCOP\u00a05\u00a0sao", "4sao",
    ],
)  # fmt: skip
def test_claims_are_found_and_can_be_taken_out(text: str) -> None:
    assert says(text)
    assert not says(freed(text))
    assert freed(f"Chè Tân Cương {text}").startswith("Chè Tân Cương")


@pytest.mark.parametrize(
    "text",
    [
        "photocopy", "xơ dừa cocopeat", "khách sạn 4 sao", "đánh giá 5 sao", "vì sao",
        "sao tay 3 lần", "40\nSao tay từng mẻ", "ngôi sao năm cánh", "chè sao suốt",
        "năm sao chổi về", "start", "4.5 sao",
    ],
)  # fmt: skip
def test_words_that_are_no_claims_pass(text: str) -> None:
    assert not says(text)
    assert not says(text, certificate())


@given(st.text("OCP ocp45sao.-★#đạt chè\n", max_size=40))
def test_what_is_freed_says_nothing_more(text: str) -> None:
    assert not says(freed(freed(text))) or says(text)


def test_the_stars_of_the_certificate_may_be_said_and_no_others() -> None:
    four = certificate(potential_five_star=True)
    assert not says("Chè đạt OCOP 4 sao", four)
    assert not says("Chè OCOP của xã", four)
    assert says("Chè tiềm năng 5 sao", four)
    found = on(date(2026, 11, 22), ocop=four, name={"vi": "Chè OCOP 5 sao"})
    assert [(each.code, each.path) for each in found] == [("P306", "name.vi")]
    assert "gives 4" in found[0].message
