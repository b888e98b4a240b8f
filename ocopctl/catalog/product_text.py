"""Products written out as a product file: the same products give the same text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH = 100
# In quotes no program takes a code for a number and drops its zeros, and nobody takes a quotation
# mark that belongs to a text for one that was to hold it together.
_IN_QUOTES = re.compile("[-+.0-9][-+.,:_0-9eE]*|.*[\"'“”‘’]")


class _Dumper(yaml.CSafeDumper):
    """Write texts of several lines as they are read, and codes in quotes."""


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if _IN_QUOTES.fullmatch(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def product_text(products: Sequence[Mapping[str, Any]], note: str = "") -> str:
    """Return the text of a product file; `note` is a comment of one line above it."""
    body: str = yaml.dump(
        {"products": [dict(product) for product in products]},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=_WIDTH,
    )
    return (f"# {note}\n" if note else "") + body
