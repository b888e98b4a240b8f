"""Papers that go with goods: their names, and which of them are good on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from ocopctl.catalog.model import Paper, Product

_NAMES = {
    "vsattp": "Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm",
    "tu_cong_bo": "Bản tự công bố sản phẩm",
    "haccp": "Chứng nhận HACCP",
    "iso22000": "Chứng nhận ISO 22000",
    "vietgap": "Chứng nhận VietGAP",
    "globalgap": "Chứng nhận GlobalGAP",
    "huu_co": "Chứng nhận hữu cơ",
    "ma_so_vung_trong": "Mã số vùng trồng",
}


def paper_name(value: Paper) -> str:
    """Write out a paper's kind; a kind that is not known stays as the file has it."""
    return _NAMES.get(value.type, value.type)


def papers_in_force(product: Product, on: date) -> tuple[Paper, ...]:
    """Return the papers that are good on the day `on`; the last day counts."""
    return tuple(
        one
        for one in product.papers
        if (one.issued is None or one.issued <= on)
        and (one.valid_until is None or on <= one.valid_until)
    )
