"""Short examples for problem codes: lines of a product that are wrong, and the same lines right."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Example:
    """Lines of a product: as they lead to the problem, and as they do not."""

    wrong: str
    right: str


_BOX = "weight_g: 1400, length_cm: 30, width_cm: 24, height_cm: 24"
_PAPER = "type: vsattp, number: MH-ATTP-1, issued: 2026-05-20"

EXAMPLES: Mapping[str, Example] = MappingProxyType(
    {
        "P112": Example("price: 185.000\nprice: 190.000", "price: 190.000"),
        "P115": Example("gia_ban: 185.000", "price: 185.000"),
        "P116": Example("images: anh/lo-hoa.jpg", "images:\n  - anh/lo-hoa.jpg"),
        "P201": Example("net: {quantity: 1}", "net: {quantity: 1, unit: chiếc}"),
        "P202": Example("stock:", "stock: 0"),
        "P203": Example("stock: 1,200", "stock: 1.200"),
        "P204": Example("season: {months: [6, 13]}", "season: {months: [6, 12]}"),
        "P205": Example(
            "batches:\n  - {code: LO-1, produced: 31/02/2026}",
            "batches:\n  - {code: LO-1, produced: 28/02/2026}",
        ),
        "P206": Example(
            f"package: {{{_BOX}, fragile: very}}", f"package: {{{_BOX}, fragile: yes}}"
        ),
        "P207": Example("group: thủ công mỹ nghệ", "group: thu_cong"),
        "P208": Example("sku: LỌ HOA 1", "sku: LO-HOA-1"),
        "P211": Example(
            "name:\n  en: Clay vase, 22 cm",
            "name:\n  vi: Lọ hoa gốm mộc cao 22 cm\n  en: Clay vase, 22 cm",
        ),
        "P214": Example('gtin: "8930000000018"', 'gtin: "8930000000019"'),
        "P222": Example(
            f"papers:\n  - {{{_PAPER}, valid_until: 2023-05-19}}",
            f"papers:\n  - {{{_PAPER}, valid_until: 2029-05-19}}",
        ),
        "P401": Example("images:\n  - anh/lo hoa.jpg", "images:\n  - anh/lo-hoa.jpg"),
        "P402": Example("images:\n  - ../lo-hoa.jpg", "images:\n  - anh/lo-hoa.jpg"),
        "P601": Example("kind: lo_hoa", "kind: binh_gom"),
        "P610": Example(
            "shops:\n  tiktok: {title: Lọ hoa}",
            "shops:\n  tiktok: {title: Lọ hoa gốm mộc miệng loe cao 22 cm}",
        ),
        "P623": Example(
            "package: {weight_g: 5, length_cm: 30, width_cm: 24, height_cm: 24}",
            f"package: {{{_BOX}}}",
        ),
        "P701": Example("price: 185,000", "price: 185.000"),
        "P702": Example("price: liên hệ", "price: 185.000"),
        "P703": Example("price: 0", "state: paused"),
        "P704": Example("compare_at: 150.000", "compare_at: 210.000"),
        "P705": Example("price: 185.050", "price: 185.000"),
        "P706": Example("cost: 950.000", "cost: 95.000"),
        "P707": Example("price: 450.000", "price: 185.000"),
        "P708": Example("price: 18.500.000", "price: 185.000"),
        "P709": Example("price_range: [400000, 100000]", "price_range: [100000, 400000]"),
    }
)
