"""The journal: intent before each call, outcome after it, both on disk before going on.

`entries` is append-only. `listings` and `pictures` hold what the outcomes add up to and are
written in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from ocopctl.publishing import tables
from ocopctl.publishing.database import upsert
from ocopctl.publishing.recall_book import Recalls
from ocopctl.publishing.state import Outcome, Recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection, RowMapping

    from ocopctl.publishing.database import Database

_IN_DOUBT = {"outcome": Outcome.UNKNOWN.value}


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to be done: `key` names the attempt, `digest` the content."""

    seq: int
    shop: str
    sku: str
    action: str
    digest: str
    key: str
    at: float


class Journal:
    """Write and read the journal of one workspace. `at` is seconds since 1970."""

    def __init__(self, database: Database, *, run: str) -> None:
        self.database = database
        self.recalls = Recalls(database)
        self._run = run

    def close(self) -> None:
        """Let the file go."""
        self.database.close()

    def intend(
        self,
        shop: str,
        sku: str,
        action: str,
        *,
        digest: str,
        key: str,
        at: float,
        detail: Mapping[str, Any] | None = None,
    ) -> Intent:
        """Write that a call is about to be made; when this returns it is on disk.

        A listing that was verified is in doubt from then on, until it is seen again.
        """
        row = self._row(shop, sku, action, at)
        row |= {"digest": digest, "key": key, "detail": dict(detail or {})}
        with self.database.writing() as db:
            seq = db.execute(insert(tables.entries).values(**row)).inserted_primary_key
            _doubt(db, shop, sku)
        assert seq is not None  # noqa: S101 - both engines return the key of an inserted row
        return Intent(int(seq[0]), shop, sku, action, digest, key, at)

    def conclude(
        self,
        intent: Intent,
        outcome: str,
        *,
        at: float,
        recorded: Recorded | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Write what became of an intent and, with it, the listing as it is known now."""
        row = self._row(intent.shop, intent.sku, intent.action, at) | {
            "phase": "outcome",
            "intent": intent.seq,
            "digest": intent.digest,
            "key": intent.key,
            "outcome": outcome,
            "detail": dict(detail or {}),
        }
        with self.database.writing() as db:
            db.execute(insert(tables.entries).values(**row))
            if recorded is not None:
                _put(db, recorded)

    def observe(self, recorded: Recorded, *, at: float) -> None:
        """Write what a reading showed of a listing."""
        row = self._row(recorded.shop, recorded.sku, "read", at) | {
            "phase": "outcome",
            "digest": recorded.digest,
            "outcome": recorded.outcome.value,
            "detail": {"reason": recorded.reason} if recorded.reason else {},
        }
        with self.database.writing() as db:
            db.execute(insert(tables.entries).values(**row))
            _put(db, recorded)

    def listings(self, shop: str) -> dict[str, Recorded]:
        """Return what is known of a shop's listings, by SKU."""
        with self.database.reading() as db:
            rows = db.execute(select(tables.listings.c.body).where(tables.listings.c.shop == shop))
            found = [Recorded.from_json(row[0]) for row in rows]
        return {recorded.sku: recorded for recorded in found}

    def doubts(self, shop: str) -> dict[str, Intent]:
        """Return, by SKU, creations of which nobody knows whether they happened.

        They were begun and never concluded, or concluded as unknown; a later conclusion settles it.
        """
        rows = self._creations(shop)
        return {
            sku: _intent(row)
            for sku, row in rows.items()
            if row["phase"] == "intent" or row["outcome"] == "unknown"
        }

    def creation(self, shop: str, sku: str) -> Intent | None:
        """Return the last creation of a listing that was begun, None when none was."""
        row = self._creations(shop).get(sku)
        return None if row is None else _intent(row)

    def sent_at(self, shop: str, sku: str) -> float | None:
        """Return when content of a listing was last sent, None when it never was."""
        column = tables.entries.c
        sent = select(func.max(column.at)).where(
            column.shop == shop,
            column.sku == sku,
            column.phase == "intent",
            column.action.in_(("create", "update")),
        )
        with self.database.reading() as db:
            at = db.execute(sent).scalar()
        return None if at is None else float(at)

    def _creations(self, shop: str) -> dict[str, RowMapping]:
        """Return the newest entry about each listing's creation, by SKU."""
        with self.database.reading() as db:
            rows = db.execute(
                select(tables.entries)
                .where(tables.entries.c.shop == shop, tables.entries.c.action == "create")
                .order_by(tables.entries.c.seq)
            ).mappings()
            return {row["sku"]: row for row in rows}

    def knows(self, shop: str) -> bool:
        """Tell whether anything was ever begun or recorded in this shop."""
        with self.database.reading() as db:
            entry = select(tables.entries.c.seq).where(tables.entries.c.shop == shop).limit(1)
            return db.execute(entry).first() is not None

    def pictures(self, shop: str) -> dict[str, str]:
        """Return the platform's references to pictures it has, by the keys they were kept under."""
        with self.database.reading() as db:
            rows = db.execute(select(tables.pictures).where(tables.pictures.c.shop == shop))
            return {row.sha256: row.reference for row in rows}

    def keep_picture(self, shop: str, key: str, reference: str) -> None:
        """Remember that the shop has a picture, so that it is never sent twice.

        `key` names the picture and the rules it was made right by.
        """
        with self.database.writing() as db:
            upsert(db, tables.pictures, {"shop": shop, "sha256": key}, {"reference": reference})

    def forget_pictures(self, shop: str, keys: Iterable[str]) -> None:
        """Give up what the shop told of pictures, by their keys: they are sent again."""
        columns = tables.pictures.c
        where = (columns.shop == shop, columns.sha256.in_(list(keys)))
        with self.database.writing() as db:
            db.execute(delete(tables.pictures).where(*where))

    def note(
        self, what: str, about: Iterable[tuple[str, str, Mapping[str, Any]]], *, key: str, at: float
    ) -> None:
        """Write what people were told or decided; `about` has shop, SKU and detail of each row."""
        rows = [
            self._row(shop, sku, what, at) | {"phase": "note", "key": key, "detail": dict(detail)}
            for shop, sku, detail in about
        ]
        if rows:
            with self.database.writing() as db:
                db.execute(insert(tables.entries), rows)

    def forget(self, prefix: str) -> None:
        """Remove all that is known of shops whose key begins so: practice data thrown away."""
        with self.database.writing() as db:
            for table in tables.META.tables.values():
                if "shop" in table.c:
                    shop = table.c.shop.startswith(prefix, autoescape=True)
                    db.execute(delete(table).where(shop))
        self.recalls.forget(prefix)

    def _row(self, shop: str, sku: str, action: str, at: float) -> dict[str, Any]:
        """Return an entry's columns as an intent has them; outcomes lay theirs over it."""
        return {
            "at": at,
            "run": self._run,
            "shop": shop,
            "sku": sku,
            "action": action,
            "phase": "intent",
            "digest": "",
            "key": "",
            "outcome": "",
            "detail": {},
        }


def _intent(row: RowMapping) -> Intent:
    """Read the intent that an entry is, or is the outcome of."""
    return Intent(
        row["intent"] or row["seq"],
        row["shop"],
        row["sku"],
        row["action"],
        row["digest"],
        row["key"],
        row["at"],
    )


def _doubt(db: Connection, shop: str, sku: str) -> None:
    """Take back that a listing is verified: from now on it may be as the call leaves it.

    It stays so when the call's end is never written, and is looked at again.
    """
    where = (tables.listings.c.shop == shop, tables.listings.c.sku == sku)
    body = db.execute(select(tables.listings.c.body).where(*where)).scalar()
    if body is not None and body["outcome"] == Outcome.VERIFIED:
        db.execute(update(tables.listings).where(*where).values(body=body | _IN_DOUBT))


def _put(db: Connection, recorded: Recorded) -> None:
    where = {"shop": recorded.shop, "sku": recorded.sku}
    upsert(db, tables.listings, where, {"body": recorded.as_json()})
