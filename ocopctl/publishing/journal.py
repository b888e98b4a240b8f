"""The journal: intent before each call, outcome after it, both on disk before going on.

`entries` is append-only. `listings` and `pictures` hold what the outcomes add up to and are
written in the same transaction. SQLite with full fsync; the same statements run on PostgreSQL.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Column,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from ocopctl.errors import JournalError
from ocopctl.language import _
from ocopctl.publishing.state import Recorded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection

_NO_RECORD = (ValueError, KeyError, TypeError)
"""What reading a row that is no record ends in."""

_meta = MetaData()
_entries = Table(
    "entries",
    _meta,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Float, nullable=False),
    Column("run", String, nullable=False),
    Column("shop", String, nullable=False, index=True),
    Column("sku", String, nullable=False),
    Column("action", String, nullable=False),
    Column("phase", String, nullable=False),
    Column("intent", Integer),
    Column("digest", String, nullable=False),
    Column("key", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", JSON, nullable=False),
)
_listings = Table(
    "listings",
    _meta,
    Column("shop", String, primary_key=True),
    Column("sku", String, primary_key=True),
    Column("body", JSON, nullable=False),
)
_pictures = Table(
    "pictures",
    _meta,
    Column("shop", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("reference", String, nullable=False),
)


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

    def __init__(self, path: Path, *, run: str) -> None:
        self._run = run
        self._path = path
        with self._named_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        event.listen(self._engine, "connect", _durable)
        with self._writing() as db:
            _meta.create_all(db)

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    def intend(
        self, shop: str, sku: str, action: str, *, digest: str, key: str, at: float
    ) -> Intent:
        """Write that a call is about to be made; when this returns it is on disk."""
        row = self._row(shop, sku, action, at) | {"digest": digest, "key": key}
        with self._writing() as db:
            seq = db.execute(insert(_entries).values(**row)).inserted_primary_key
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
        with self._writing() as db:
            db.execute(insert(_entries).values(**row))
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
        with self._writing() as db:
            db.execute(insert(_entries).values(**row))
            _put(db, recorded)

    def listings(self, shop: str) -> dict[str, Recorded]:
        """Return what is known of a shop's listings, by SKU."""
        with self._reading() as db:
            rows = db.execute(select(_listings.c.body).where(_listings.c.shop == shop))
            found = [Recorded.from_json(row[0]) for row in rows]
        return {recorded.sku: recorded for recorded in found}

    def doubts(self, shop: str) -> dict[str, Intent]:
        """Return, by SKU, creations of which nobody knows whether they happened.

        They were begun and never concluded, or concluded as unknown; a later conclusion settles it.
        """
        with self._reading() as db:
            rows = db.execute(
                select(_entries)
                .where(_entries.c.shop == shop, _entries.c.action == "create")
                .order_by(_entries.c.seq)
            ).mappings()
            latest = {row["sku"]: row for row in rows}
        return {
            sku: Intent(
                row["intent"] or row["seq"],
                shop,
                sku,
                "create",
                row["digest"],
                row["key"],
                row["at"],
            )
            for sku, row in latest.items()
            if row["phase"] == "intent" or row["outcome"] == "unknown"
        }

    def knows(self, shop: str) -> bool:
        """Tell whether anything was ever begun or recorded in this shop."""
        with self._reading() as db:
            entry = select(_entries.c.seq).where(_entries.c.shop == shop).limit(1)
            return db.execute(entry).first() is not None

    def pictures(self, shop: str) -> dict[str, str]:
        """Return the platform's references to pictures it has, by the keys they were kept under."""
        with self._reading() as db:
            rows = db.execute(select(_pictures).where(_pictures.c.shop == shop))
            return {row.sha256: row.reference for row in rows}

    def keep_picture(self, shop: str, key: str, reference: str) -> None:
        """Remember that the shop has a picture, so that it is never sent twice.

        `key` names the picture and the rules it was made right by.
        """
        with self._writing() as db:
            _upsert(db, _pictures, {"shop": shop, "sha256": key}, {"reference": reference})

    def forget(self, prefix: str) -> None:
        """Remove all that is known of shops whose key begins so: practice data thrown away."""
        with self._writing() as db:
            for table in (_entries, _listings, _pictures):
                db.execute(delete(table).where(table.c.shop.startswith(prefix, autoescape=True)))

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

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._named_errors(), self._engine.begin() as db:
            yield db

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._named_errors(), self._engine.connect() as db:
            yield db

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError, *_NO_RECORD) as error:
            what = str(error).partition("\n")[0] or type(error).__name__
            torn = type(error) is DatabaseError or isinstance(error, _NO_RECORD)
            raise JournalError(
                _("the journal cannot be read or written: {what}", what=what),
                place=str(self._path),
                hint=_("put back an undamaged copy of this file; nothing more was sent")
                if torn
                else _("check that the disk is not full or read-only; nothing more was sent"),
            ) from error


def _put(db: Connection, recorded: Recorded) -> None:
    where = {"shop": recorded.shop, "sku": recorded.sku}
    _upsert(db, _listings, where, {"body": recorded.as_json()})


def _upsert(
    db: Connection, table: Table, where: Mapping[str, str], values: Mapping[str, Any]
) -> None:
    """Update a row or insert it; inside one transaction, for SQLite and PostgreSQL alike."""
    match = [table.c[name] == value for name, value in where.items()]
    if db.execute(update(table).where(*match).values(**values)).rowcount == 0:
        db.execute(insert(table).values(**where, **values))


def _durable(connection: Any, _record: object) -> None:
    """Make every commit reach the disk before it returns (law: intent before the call)."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA fullfsync=ON")
    cursor.close()
