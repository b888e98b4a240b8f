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


EXAMPLES: Mapping[str, Example] = MappingProxyType(
    {
        "P115": Example("gia_ban: 120000", "price: 120000"),
    }
)
