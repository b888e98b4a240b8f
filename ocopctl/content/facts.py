"""Facts of a product in Vietnamese words, for titles and sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.catalog.claims import says
from ocopctl.content.places import province
from ocopctl.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ocopctl.catalog.model import Certificate, Producer, Product

_PRODUCERS = {
    "household": "hộ sản xuất",
    "cooperative": "hợp tác xã",
    "cooperative_group": "tổ hợp tác",
    "company": "doanh nghiệp",
}
# The six OCOP groups (Decision 148/QĐ-TTg, 24 February 2023).
_GROUPS = {
    "thuc_pham": "thực phẩm",
    "do_uong": "đồ uống",
    "duoc_lieu": "dược liệu",
    "thu_cong": "thủ công mỹ nghệ",
    "sinh_vat_canh": "sinh vật cảnh",
    "du_lich": "du lịch cộng đồng",
}
_HASHTAGS = 5


def vietnamese(texts: Mapping[str, str]) -> str:
    """Return the Vietnamese text of a value told in several languages."""
    return texts.get("vi", "")


def day(value: date) -> str:
    """Write a date as labels do: day, month, year."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def producer_kind(value: Producer) -> str:
    """Say what kind of maker it is."""
    return _PRODUCERS[value.kind]


def group_name(group: str) -> str:
    """Name an OCOP group."""
    return _GROUPS[group]


def reasons(product: Product) -> tuple[str, ...]:
    """Return the facts that set a product apart, without those said under use and care.

    Facts that speak of OCOP or of stars stay out: the certificate has lines of its own.
    """
    care = " ".join((product.usage, product.storage, *product.warnings)).casefold()
    return tuple(fact for fact in product.facts if fact.casefold() not in care and not says(fact))


def hashtags(product: Product, certificate: Certificate | None) -> tuple[str, ...]:
    """Return up to five hashtags, each subject with accents and plain; OCOP while it is good."""
    told = (*product.tags, province(product), group_name(product.group))
    written = [one for tag in told if not says(tag) for one in (_camel(tag), fold(_camel(tag)))]
    own = ["OCOP"] if certificate is not None else []
    several = list(dict.fromkeys(one for one in written if one))
    return tuple(f"#{one}" for one in (*several[: _HASHTAGS - len(own)], *own))


def _camel(tag: str) -> str:
    """Join a tag's words, each with a capital: a hashtag holds letters and digits alone."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[^\W_]+", tag))
