"""The journal, its daily copies, and the locks of the shops: what earlier runs left behind."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

from ocopctl.doctor.finding import bad, good, warning
from ocopctl.language import _
from ocopctl.publishing.backup import BACKUP, copies
from ocopctl.publishing.lock import holder
from ocopctl.publishing.tables import META
from ocopctl.session import JOURNAL, journal_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.scene import Scene
    from ocopctl.publishing.lock import Holder

_MB = 1_000_000
_PATIENCE_S = 5.0
_LONG_S = 6 * 3600.0
"""A run that holds a shop for longer than this has probably hung."""


def journal(scene: Scene) -> Sequence[Finding]:
    """Read the whole file once, without writing; count creations that nobody knows the end of."""
    path = scene.state / JOURNAL
    if not path.is_file():
        return [good("journal", _("none yet: nothing was sent from this folder"))]
    trouble = _damage(path)
    if trouble:
        hint = _restore(path)
        return [bad("journal", trouble, about=str(path), hint=hint)]
    doubts = _doubts(scene)
    if doubts:
        message = _("of {count} listings it is open whether they were made", count=doubts)
        return [warning("journal", message, hint="ocopctl publish")]
    size = f"{path.stat().st_size / _MB:.1f}"
    kept = copies(scene.state / BACKUP)
    if kept:
        message = _("whole, {size} MB; newest copy: {copy}", size=size, copy=kept[0].name)
    else:
        message = _("whole, {size} MB; no copy of it yet", size=size)
    return [good("journal", message)]


def _damage(path: Path) -> str:
    """Return what is wrong with the file, empty when nothing is."""
    try:
        with closing(_open(path)) as db:
            limit = time.monotonic() + _PATIENCE_S
            db.set_progress_handler(lambda: time.monotonic() > limit, 10_000)
            found = [str(row[0]) for row in db.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                return _("damaged: {what}", what=found[0])
            return _foreign(db)
    except sqlite3.DatabaseError as error:
        return _("it cannot be read: {what}", what=error)


def _open(path: Path) -> sqlite3.Connection:
    """Open for reading alone; on a read-only disk SQLite asks for `immutable` beside a WAL."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(address, uri=True, timeout=_PATIENCE_S)
    try:
        db.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:
        db.close()
        return sqlite3.connect(f"{address}&immutable=1", uri=True)
    return db


def _foreign(db: sqlite3.Connection) -> str:
    """Return what another version of the program has left out of a table, empty for nothing."""
    for table in META.sorted_tables:
        there = {str(row[1]) for row in db.execute(f"PRAGMA table_info({table.name})")}
        missing = [column.name for column in table.columns if there and column.name not in there]
        if missing:
            return _("written by another version of ocopctl: no {name} in it", name=missing[0])
    return ""


def _restore(path: Path) -> str:
    kept = copies(path.parent / BACKUP)
    if not kept:
        return "ocopctl adopt --rebuild"
    return _(
        "put the newest copy in its place: {command}",
        command=f'rm -f "{path}-wal" "{path}-shm"; cp "{kept[0]}" "{path}"',
    )


def _doubts(scene: Scene) -> int:
    if scene.workspace is None:
        return 0
    opened = journal_of(scene.workspace)
    try:
        return sum(len(opened.doubts(account.key)) for account in scene.accounts)
    finally:
        opened.close()


def locks(scene: Scene) -> Sequence[Finding]:
    """Tell which shops a run works in now; what a dead one left is no hindrance."""
    found = [(shop.target.name, holder(scene.state, shop.key)) for shop in scene.accounts]
    busy = [_busy(scene, name, one) for name, one in found if one]
    return busy or [good("lock", _("no other run is working"))]


def _busy(scene: Scene, name: str, one: Holder) -> Finding:
    began = datetime.fromisoformat(one.since).timestamp()
    if scene.now - began > _LONG_S:
        hint = _("if it hangs: kill {pid}", pid=one.pid)
        return warning("lock", one.words(), about=name, hint=hint)
    return good("lock", one.words(), about=name, hint=_("wait until it has ended"))
