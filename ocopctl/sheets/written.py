"""Products as the fields of a product file, in the order in which files have them."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocopctl.catalog.model import Product

_LOCALISED = ("name", "story")


def fields_of(product: Product) -> dict[str, Any]:
    """Return what was said of a product, and nothing else; a Vietnamese text alone is plain."""
    fields: dict[str, Any] = _plain(product.model_dump(exclude_unset=True))
    for name in _LOCALISED:
        if list(fields.get(name, ())) == ["vi"]:
            fields[name] = fields[name]["vi"]
    return fields


def _plain(value: Any) -> Any:
    """Return a value as YAML knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
