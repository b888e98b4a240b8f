from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ocopctl.catalog.certificate import in_force, last_good_day
from ocopctl.catalog.model import Certificate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ocopctl.catalog.model import Product
    from tests.content.conftest import Make, Texts


@pytest.mark.parametrize(
    ("begun", "last"),
    [
        (date(2020, 2, 4), date(2023, 2, 3)),
        (date(2024, 2, 29), date(2027, 2, 27)),
        (date(2025, 3, 1), date(2028, 2, 29)),
        (date(2024, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_certificate_is_good_for_36_months(begun: date, last: date) -> None:
    certificate = Certificate(stars=3, certificate_no="1", decision_date=begun, issued_by="UBND")
    assert last_good_day(certificate) == last
    assert in_force(certificate, last) is certificate
    assert in_force(certificate, date.fromordinal(last.toordinal() + 1)) is None
    assert in_force(certificate, date.fromordinal(begun.toordinal() - 1)) is None


def test_stars_show_on_the_last_good_day_and_not_after(
    examples: Mapping[str, Product], texts: Texts, marketplace: str
) -> None:
    crackers = examples["TN-BT-008"]
    good = texts(crackers, marketplace, date(2026, 12, 19)).description
    gone = texts(crackers, marketplace, date(2026, 12, 20)).description
    for told in ("4 sao", "MH-0408/QĐ-UBND", "20/12/2023", "UBND tỉnh Tây Ninh", "19/12/2026"):
        assert told in good
        assert told not in gone
    assert "OCOP" not in gone


def test_a_product_without_a_certificate_never_says_ocop(
    make: Make, texts: Texts, marketplace: str
) -> None:
    product = make(
        story={"vi": "Ong lấy mật rừng. Mật này đạt OCOP 4 sao. Mỗi năm một vụ."},
        facts=["Đạt 4 sao", "Mật chín trong tổ"],
        tags=["OCOP", "mật ong"],
    )
    written = texts(product, marketplace)
    everything = "\n".join((written.title, written.description, *written.highlights))
    assert "OCOP" not in everything.upper()
    assert "4 sao" not in everything
    assert "Ong lấy mật rừng." in everything
    assert "Mật chín trong tổ" in everything or "mật chín trong tổ" in everything
