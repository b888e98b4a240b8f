"""The secret values that this process has read, so that nothing it says or keeps repeats them.

Whoever reads a secret remembers it here; whoever lets text out masks it. A value is known in the
forms it takes on its way: in addresses, in JSON, in HTML, in base64 alone or behind a name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "***"
SHORTEST = 8
"""Shorter values are no secrets of these platforms; masking them would tear ordinary words."""

_forms: dict[str, None] = {}


def remember(values: Iterable[str]) -> None:
    """Mask these values from now on, wherever text goes out."""
    fresh = [form for value in values if len(value) >= SHORTEST for form in _written(value)]
    if all(form in _forms for form in fresh):
        return
    longest_first = sorted({*_forms, *fresh}, key=len, reverse=True)
    _forms.clear()
    _forms.update(dict.fromkeys(longest_first))


def masked(text: str) -> str:
    """Return the text with every remembered value replaced by `***`."""
    for form in _forms:
        if form in text:
            text = text.replace(form, MASK)
    return text


def masked_values(tree: Any) -> Any:
    """Return a tree of JSON values with every text in it masked; numbers stay what they are."""
    if isinstance(tree, str):
        return masked(tree)
    if isinstance(tree, dict):
        return {masked_values(name): masked_values(value) for name, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [masked_values(value) for value in tree]
    return tree


def _written(value: str) -> Iterator[str]:
    """Yield the forms in which a value may stand in a text."""
    from html import escape  # noqa: PLC0415 - a process that reads no secret loads none of these
    from urllib.parse import quote, quote_plus  # noqa: PLC0415

    yield value
    yield from (quote(value), quote(value, safe=""), quote_plus(value), escape(value))
    for ascii_only in (True, False):
        once = json.dumps(value, ensure_ascii=ascii_only)[1:-1]
        yield from (once, json.dumps(once, ensure_ascii=ascii_only)[1:-1])
    yield repr(value)[1:-1]
    yield from _in_base64(value.encode(errors="surrogateescape"))


def _in_base64(content: bytes) -> Iterator[str]:
    """Yield what the middle of `content` looks like in base64, whatever stands around it.

    Three bytes become four letters: what stands before shifts them in one of three ways.
    """
    from base64 import b64encode, urlsafe_b64encode  # noqa: PLC0415

    for shift in range(3):
        whole = (shift + len(content)) // 3 * 4
        # A letter holds six bits: those that a neighbour has a share in are left out.
        first = -(-shift * 8 // 6)
        padded = bytes(shift) + content
        yield from (way(padded).decode()[first:whole] for way in (b64encode, urlsafe_b64encode))
    yield from (way(content).decode() for way in (b64encode, urlsafe_b64encode))
