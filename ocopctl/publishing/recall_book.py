"""Where recalls are kept: one row each, also when they have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from ocopctl.publishing import tables
from ocopctl.publishing.database import upsert
from ocopctl.publishing.recalls import Recall, forgotten, refusal

if TYPE_CHECKING:
    from ocopctl.errors import Recalled
    from ocopctl.publishing.database import Database


class Recalls:
    """Write and read the recalls of one workspace."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Recall]:
        """Return every recall, ended ones too, oldest first."""
        with self._database.reading() as db:
            rows = db.execute(select(tables.recalls.c.body)).scalars()
            return sorted(map(Recall.from_json, rows), key=lambda one: (one.asked_at, one.id))

    def standing(self) -> list[Recall]:
        """Return the recalls that nobody has ended, oldest first."""
        return [recall for recall in self.all() if recall.released_at is None]

    def keep(self, *recalls: Recall) -> None:
        """Write recalls, all of them or none; when this returns they are on disk."""
        with self._database.writing() as db:
            for recall in recalls:
                values = {
                    "sku": recall.sku,
                    "standing": recall.released_at is None,
                    "body": recall.as_json(),
                }
                upsert(db, tables.recalls, {"id": recall.id}, values)

    def forget(self, prefix: str) -> None:
        """Remove shops whose key begins so, and recalls that were in no others: practice data."""
        found = self.all()
        gone = [one.id for one in found if forgotten(one, prefix) is None]
        with self._database.writing() as db:
            db.execute(delete(tables.recalls).where(tables.recalls.c.id.in_(gone)))
        self.keep(*(left for one in found if (left := forgotten(one, prefix)) is not None))

    def against(self, shop: str, sku: str) -> Recalled | None:
        """Return why nothing may be sent for a product in a shop, None when it may."""
        columns = tables.recalls.c
        with self._database.reading() as db:
            rows = db.execute(select(columns.body).where(columns.sku == sku, columns.standing))
            found = [Recall.from_json(body) for body in rows.scalars()]
        return next((refusal(one) for one in found if one.covers(shop)), None)
