"""The file behind the journal: SQLite with full fsync, and errors that people can read.

The tables are in `tables`. The same statements run on PostgreSQL.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, insert, update
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from ocopctl.errors import JournalError
from ocopctl.language import _
from ocopctl.publishing.backup import BACKUP, copies
from ocopctl.publishing.tables import META

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Table

# Ctrl-C while a connection is being closed ends the run as anywhere; the pool would log it with a
# traceback first.
logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

_NO_RECORD = (ValueError, KeyError, TypeError, AttributeError)
"""What reading a row that is no record ends in."""


class Database:
    """One workspace's file of records. Tables that are missing are made."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._named_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})
        event.listen(self._engine, "connect", _durable)
        with self.writing() as db:
            META.create_all(db)

    def close(self) -> None:
        """Let the file go."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction: when this returns, all of it is on disk. Raises JournalError."""
        with self._named_errors(), self._engine.begin() as db:
            yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open the file for reading. Raises JournalError."""
        with self._named_errors(), self._engine.connect() as db:
            yield db

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError, *_NO_RECORD) as error:
            what = str(error).partition("\n")[0] or type(error).__name__
            message = _("the journal cannot be read or written: {what}", what=what)
            if type(error) is DatabaseError or isinstance(error, _NO_RECORD):
                hint = _way_back(self.path)
                raise TornJournal(message, place=str(self.path), hint=hint) from error
            raise JournalError(
                message,
                place=str(self.path),
                hint=_("check that the disk is not full or read-only; nothing more was sent"),
            ) from error


class TornJournal(JournalError):
    """The file is damaged: nothing may be sent until it is put back or built anew."""


def _way_back(path: Path) -> str:
    """Say how a damaged journal is restored: from the shops, or from the newest copy."""
    found = copies(path.parent / BACKUP)
    if not found:
        return _("build it anew from the shops: ocopctl adopt --rebuild; nothing more was sent")
    return _(
        "build it anew from the shops: ocopctl adopt --rebuild; or move {names} away and put the "
        "copy {copy} in the place of {file}; nothing more was sent",
        names=f"{path.name}*",
        copy=found[0],
        file=path.name,
    )


def upsert(
    db: Connection, table: Table, where: Mapping[str, str | bool], values: Mapping[str, Any]
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
