"""What a workspace's records hold against hand edits: decisions of people, and our own calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from ocopctl.publishing import tables
from ocopctl.publishing.choices import Answer, Choice
from ocopctl.publishing.database import upsert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ocopctl.publishing.database import Database

_VERIFIED = "verified"


def choices_of(database: Database, shop: str) -> dict[str, dict[str, Choice]]:
    """Return what was decided in a shop, by SKU and field."""
    found: dict[str, dict[str, Choice]] = {}
    with database.reading() as db:
        rows = db.execute(select(tables.choices).where(tables.choices.c.shop == shop))
        for row in rows.mappings():
            choice = Choice(
                row["field"], Answer(row["choice"]), row["theirs"], row["ours"], row["at"]
            )
            found.setdefault(row["sku"], {})[choice.field] = choice
    return found


def choose(database: Database, shop: str, sku: str, chosen: Iterable[Choice]) -> None:
    """Remember decisions about one listing, in the place of earlier ones about the same fields."""
    with database.writing() as db:
        for one in chosen:
            where = {"shop": shop, "sku": sku, "field": one.field}
            values = {
                "choice": one.answer.value,
                "theirs": one.theirs,
                "ours": one.ours,
                "at": one.at,
            }
            upsert(db, tables.choices, where, values)


def forget_choices(database: Database, shop: str, sku: str) -> None:
    """Forget decisions about a product's listing: another one has taken its place."""
    columns = tables.choices.c
    with database.writing() as db:
        db.execute(delete(tables.choices).where(columns.shop == shop, columns.sku == sku))


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
