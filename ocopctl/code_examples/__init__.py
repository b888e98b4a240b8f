"""Short examples for problem codes: lines that are wrong, and the same lines right.

They stand in the YAML files beside this module, a file a family of codes. Most are lines of a
product. A whole file may leave the rest of a product out: `…` on a line of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Example:
    """Lines as they lead to the problem, and as they do not; `of` says what they are lines of."""

    wrong: str
    right: str
    of: Literal["product", "file", "settings"] = "product"


@cache
def examples() -> Mapping[str, Example]:
    """Return the examples by code, read from their files once."""
    found: dict[str, Example] = {}
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        tree = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        found |= {code: Example(**_trimmed(texts)) for code, texts in tree.items()}
    return MappingProxyType(dict(sorted(found.items())))


def _trimmed(texts: Mapping[str, str]) -> dict[str, Any]:
    return {name: text.rstrip("\n") for name, text in texts.items()}
