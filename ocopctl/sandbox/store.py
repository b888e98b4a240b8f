"""What the practice market remembers: documents, pictures, and the history of calls and effects.

One SQLite file for all four emulators. It is practice data: it survives the process, and can be
thrown away. The history is what outside checkers read, so its two tables are a contract:

calls    id, at, marketplace, shop, method, endpoint, skus (JSON list), status, answer, lost
effects  id, call_id, at, marketplace, shop, effect, sku, remote_id, detail (JSON object)

`answer` is the platform's own code. Under a storm the faults that struck stand before it, joined by
`+`. `lost` is 1 when no whole answer arrived; `status` is that of the answer that was made, lost or
not, and 0 where the call never reached the marketplace.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Above it a result code of SQLite tells details.
_PRIMARY = 0xFF
_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    marketplace TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (marketplace, kind, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document_keys (
    marketplace TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (marketplace, kind, key, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blobs (digest TEXT PRIMARY KEY, media_type TEXT, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS calls (
    id INTEGER PRIMARY KEY, at REAL NOT NULL, marketplace TEXT NOT NULL, shop TEXT NOT NULL,
    method TEXT NOT NULL, endpoint TEXT NOT NULL, skus TEXT NOT NULL, status INTEGER NOT NULL,
    answer TEXT NOT NULL, lost INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS effects (
    id INTEGER PRIMARY KEY, call_id INTEGER, at REAL NOT NULL, marketplace TEXT NOT NULL,
    shop TEXT NOT NULL, effect TEXT NOT NULL, sku TEXT NOT NULL, remote_id TEXT NOT NULL,
    detail TEXT NOT NULL);
"""


class NotOurs(Exception):
    """The file is broken, or something else has written it."""


def _make_ready(db: sqlite3.Connection) -> None:
    """Make the tables that are missing. Raises NotOurs when others stand in their place."""
    with closing(sqlite3.connect(":memory:")) as blank:
        blank.executescript(_SCHEMA)
        ours = _columns(blank)
    if any(ours.get(table) != columns for table, columns in _columns(db).items()):
        raise NotOurs
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    db.executescript(_SCHEMA)


def _columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the columns of every table, in their order."""
    found: dict[str, list[str]] = {}
    query = (
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
        " WHERE m.type='table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid"
    )
    for table, column in db.execute(query):
        found.setdefault(table, []).append(column)
    return found


class Store:
    """Keep the practice market's data in one SQLite file (`:memory:` for tests)."""

    def __init__(self, path: Path | str) -> None:
        """Open the file, made anew where there is none.

        Raises NotOurs for one that is broken or that something else has written, sqlite3.Error for
        one that cannot be opened.
        """
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            _make_ready(self._db)
        except (NotOurs, sqlite3.Error) as error:
            self._db.close()
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY
            if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
                raise NotOurs(path) from error
            raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything written inside happen whole or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def mark(self) -> None:
        """Remember, inside a transaction, how things are, for `take_back`."""
        self._db.execute("SAVEPOINT mark")

    def take_back(self) -> None:
        """Undo everything written since `mark`, but for counts: no number is given out twice."""
        counts = self._db.execute("SELECT name, value FROM settings WHERE name LIKE '%.%'")
        kept = [row for row in counts.fetchall() if row[1].isdecimal()]
        self._db.execute("ROLLBACK TO mark")
        self._db.executemany("INSERT OR REPLACE INTO settings VALUES (?,?)", kept)

    def setting(self, name: str) -> str | None:
        """Return the value kept under `name`, None when there is none."""
        row = self._db.execute("SELECT value FROM settings WHERE name=?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_setting(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?,?)", (name, value))

    def shelf(self, marketplace: str) -> Shelf:
        """Return the documents of one marketplace."""
        return Shelf(self._db, marketplace)

    def put_blob(self, digest: str, content: bytes, media_type: str) -> None:
        """Keep a picture under the hex SHA-256 of its bytes."""
        self._db.execute(
            "INSERT OR REPLACE INTO blobs VALUES (?,?,?)", (digest, media_type, content)
        )

    def blob(self, digest: str) -> tuple[bytes, str] | None:
        """Return (bytes, media type) of a picture, None when it is not kept."""
        row = self._db.execute(
            "SELECT content, media_type FROM blobs WHERE digest=?", (digest,)
        ).fetchone()
        return None if row is None else (bytes(row[0]), str(row[1]))

    def insert(self, table: str, row: Sequence[object]) -> int:
        """Append a row to `calls` or `effects`; return its id."""
        marks = ",".join("?" * len(row))
        cursor = self._db.execute(f"INSERT INTO {table} VALUES (NULL,{marks})", tuple(row))  # noqa: S608 - the table is one of two literals of this package
        return int(cursor.lastrowid or 0)

    def mark_lost(self, call_id: int) -> None:
        """Tell, after the call, that its answer did not arrive whole."""
        self._db.execute("UPDATE calls SET lost=1 WHERE id=?", (call_id,))

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Run a reading query of this package."""
        yield from self._db.execute(query, tuple(values))


class Shelf:
    """The documents of one marketplace: JSON objects by kind and id, findable by keys."""

    def __init__(self, db: sqlite3.Connection, marketplace: str) -> None:
        self._db = db
        self._marketplace = marketplace

    def get(self, kind: str, key: str | int) -> dict[str, Any] | None:
        """Return the document with this id, None when there is none."""
        row = self._db.execute(
            "SELECT body FROM documents WHERE marketplace=? AND kind=? AND id=?",
            (self._marketplace, kind, str(key)),
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(
        self, kind: str, key: str | int, body: dict[str, Any], *, keys: Sequence[str] = ()
    ) -> None:
        """Write a document; `keys` (seller SKUs, say) replace the ones it was findable by."""
        where = (self._marketplace, kind, str(key))
        self._db.execute(
            "INSERT OR REPLACE INTO documents VALUES (?,?,?,?)",
            (*where, json.dumps(body, ensure_ascii=False)),
        )
        self._db.execute("DELETE FROM document_keys WHERE marketplace=? AND kind=? AND id=?", where)
        self._db.executemany(
            "INSERT OR IGNORE INTO document_keys VALUES (?,?,?,?)",
            [(self._marketplace, kind, one, str(key)) for one in keys],
        )

    def delete(self, kind: str, key: str | int) -> None:
        """Forget a document and its keys."""
        where = (self._marketplace, kind, str(key))
        self._db.execute("DELETE FROM documents WHERE marketplace=? AND kind=? AND id=?", where)
        self._db.execute("DELETE FROM document_keys WHERE marketplace=? AND kind=? AND id=?", where)

    def find(self, kind: str, key: str) -> list[dict[str, Any]]:
        """Return the documents findable by `key`, in the order of their ids."""
        rows = self._db.execute(
            "SELECT d.body FROM document_keys k JOIN documents d USING (marketplace, kind, id) "
            "WHERE k.marketplace=? AND k.kind=? AND k.key=? ORDER BY length(d.id), d.id",
            (self._marketplace, kind, key),
        )
        return [json.loads(row[0]) for row in rows]

    def all(self, kind: str) -> list[dict[str, Any]]:
        """Return every document of a kind, in the order of their ids."""
        rows = self._db.execute(
            "SELECT body FROM documents WHERE marketplace=? AND kind=? ORDER BY length(id), id",
            (self._marketplace, kind),
        )
        return [json.loads(row[0]) for row in rows]

    def next_number(self, name: str, start: int) -> int:
        """Count on from `start`: 1 more at each call, kept."""
        key = f"{self._marketplace}.{name}"
        row = self._db.execute("SELECT value FROM settings WHERE name=?", (key,)).fetchone()
        number = start if row is None else int(row[0]) + 1
        self._db.execute("INSERT OR REPLACE INTO settings VALUES (?,?)", (key, str(number)))
        return number
