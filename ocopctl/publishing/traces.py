"""What our own calls have tried to set lately, so that it is not taken for a hand edit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from ocopctl.text import letters

if TYPE_CHECKING:
    from ocopctl.publishing.plan import Action

_KEPT = ("title", "description", "pictures", "on_sale")
_OFFERS = ("price ", "stock ")
_CREATE = "create"


def trace(field: str, value: Any) -> Any:
    """Return what is kept of a value: a short mark of a long text, the count of pictures."""
    if field == "description" and isinstance(value, str):
        return hashlib.sha256(letters(value).encode()).hexdigest()
    return len(value) if isinstance(value, list) else value


def traces_of(action: Action) -> dict[str, list[Any]]:
    """Return, by field, the values that an action sets and those that it replaces."""
    seen = (c for c in action.changes if c.field in _KEPT or c.field.startswith(_OFFERS))
    found = {
        c.field: [trace(c.field, value) for value in (c.before, c.after) if value is not None]
        for c in seen
    }
    return found | (_half_made(action) if action.kind == _CREATE else {})


def _half_made(action: Action) -> dict[str, list[Any]]:
    """Return what a creation in several steps begins with: off sale, and without its variants."""
    skus = [c.field.partition(" ")[2] for c in action.changes if c.field.startswith("price ")]
    return {"on_sale": [False]} | {f"variant {sku}": [None] for sku in skus}
