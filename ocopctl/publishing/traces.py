"""What our own calls have tried to set lately, so that it is not taken for a hand edit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from ocopctl.publishing import tables
from ocopctl.text import letters

if TYPE_CHECKING:
    from ocopctl.publishing.database import Database
    from ocopctl.publishing.plan import Action

_CONTENT = ("title", "description", "pictures")
_OFFERS = ("price ", "stock ")
_VERIFIED = "verified"


def trace(field: str, value: Any) -> Any:
    """Return what is kept of a value: a short mark of a long text, the count of pictures."""
    if field == "description" and isinstance(value, str):
        return hashlib.sha256(letters(value).encode()).hexdigest()
    return len(value) if isinstance(value, list) else value


def traces_of(action: Action) -> dict[str, list[Any]]:
    """Return, by field, the values that an action sets and those that it replaces."""
    seen = (c for c in action.changes if c.field in _CONTENT or c.field.startswith(_OFFERS))
    return {
        c.field: [trace(c.field, value) for value in (c.before, c.after) if value is not None]
        for c in seen
    }


def ours(database: Database, shop: str) -> dict[str, dict[str, list[Any]]]:
    """Return, by SKU and field, the traces of all calls since the listing was last verified."""
    entries = tables.entries.c
    found: dict[str, dict[str, list[Any]]] = {}
    with database.reading() as db:
        rows = db.execute(
            select(entries.sku, entries.outcome, entries.detail)
            .where(entries.shop == shop, entries.outcome.in_(("", _VERIFIED)))
            .order_by(entries.seq)
        )
        for sku, outcome, detail in rows:
            if outcome == _VERIFIED:
                found.pop(sku, None)
                continue
            for field, values in detail.items():
                found.setdefault(sku, {}).setdefault(field, []).extend(values)
    return found
