"""Places of a producer, as titles and sentences name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ocopctl.content.phrases import lower_first

if TYPE_CHECKING:
    from ocopctl.catalog.model import Address, Product

_KINDS = (
    "thành phố|tỉnh|đặc khu|xã|phường|thị trấn|thị xã|huyện|quận"
    "|thôn|xóm|bản|ấp|làng|khu phố|tổ dân phố|phố"
)
_KIND = re.compile(rf"^(?:{_KINDS})\s+(?=\S)", re.IGNORECASE)


def bare(name: str) -> str:
    """Take the kind of place off its name: `Xã Bát Tràng` becomes `Bát Tràng`."""
    return _KIND.sub("", name.strip())


def in_sentence(name: str) -> str:
    """Write the kind of place small, as inside a sentence: `xã Bát Tràng`, `số 1 phố Huế`."""
    return lower_first(_KIND.sub(lambda found: found[0].lower(), name.strip()))


def address(value: Address) -> str:
    """Write a full address from the smallest place to the largest."""
    parts = [part for part in (value.detail, value.commune, value.province) if part]
    return ", ".join([parts[0], *map(in_sentence, parts[1:])])


def home(value: Address) -> str:
    """Name commune and province inside a sentence: `xã Bát Tràng, thành phố Hà Nội`."""
    return f"{in_sentence(value.commune)}, {in_sentence(value.province)}"


def title_place(product: Product) -> str:
    """Return the place that a title lacks: none when the name has one already.

    A geographical indication comes before the commune, for sellers who may use it.
    """
    if any(names(product.name["vi"], place) for place in _known(product)):
        return ""
    indication = product.geographical_indication
    if indication is not None and indication.right_to_use:
        return indication.name
    return bare(product.producer.address.commune)


def province(product: Product) -> str:
    """Return the province's bare name."""
    return bare(product.producer.address.province)


def names(text: str, words: str) -> bool:
    """Tell whether `words` stand in the text as whole words, whatever their case."""
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))


def _known(product: Product) -> list[str]:
    """List the names of the places around a producer, today's and the former ones."""
    where = product.producer.address
    written = f"{where.detail},{where.commune},{where.province},{where.old}"
    found = [bare(part) for part in written.split(",")]
    if product.geographical_indication is not None:
        found.append(product.geographical_indication.name)
    return [name for name in found if name and name[0].isupper()]
