"""A lost or broken journal, made anew: what is broken is moved aside, recalls that stand come back.

Listings come back by being taken over from the shops.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from ocopctl.errors import JournalError, UsageError
from ocopctl.language import _
from ocopctl.publishing import tables
from ocopctl.publishing.database import Database, TornJournal
from ocopctl.publishing.recall_book import Recalls
from ocopctl.publishing.recall_proof import FOLDER, read_all
from ocopctl.publishing.state import Recorded
from ocopctl.session import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.publishing.recalls import Recall
    from ocopctl.workspace import Workspace

_WITH_IT = ("", "-wal", "-shm")
"""What SQLite keeps beside a file belongs to it: a new file would take it for its own."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was moved aside, recalls that stand again, proofs of recalls that cannot be read."""

    aside: tuple[Path, ...]
    recalls: tuple[Recall, ...]
    unreadable: tuple[Path, ...]


def must_be_lost(workspace: Workspace) -> None:
    """Raise UsageError for a journal that is whole: making it anew would lose what it knows."""
    path = workspace.state / JOURNAL
    if not path.is_file():
        return
    try:
        known = _read_through(path)
    except TornJournal:
        return
    if known:
        raise UsageError(
            _("the journal is whole; there is nothing to rebuild"),
            hint=_("to take over listings that it does not know: ocopctl adopt"),
        )


def _read_through(path: Path) -> bool:
    """Read every row; tell whether there were any. Raises TornJournal, or JournalError."""
    database = Database(path)
    known = False
    try:
        with database.reading() as db:
            check = db.exec_driver_sql("PRAGMA integrity_check").scalar()
            if check != "ok":
                raise ValueError(check)
            for table in tables.META.tables.values():
                for row in db.execute(select(table)).mappings():
                    known = True
                    if table is tables.listings:
                        Recorded.from_json(row["body"])
        Recalls(database).all()
    finally:
        database.close()
    return known


def rebuild(workspace: Workspace) -> Rebuilt:
    """Begin a new journal with the recalls that still stand; what was there is moved aside.

    Raises JournalError where files cannot be moved.
    """
    path = workspace.state / JOURNAL
    stamp = f"{datetime.now(workspace.zone):%Y%m%dT%H%M%S}"
    aside = []
    try:
        for ending in _WITH_IT:
            old = path.with_name(path.name + ending)
            if old.exists():
                aside.append(old.rename(old.with_name(f"{path.name}.broken-{stamp}{ending}")))
    except OSError as error:
        raise JournalError(
            _("the broken journal cannot be moved aside: {why}", why=error.strerror or error),
            place=str(path),
            hint=_("check that the folder is yours and not read-only"),
        ) from error
    recalls, unreadable = read_all(workspace.state / FOLDER)
    database = Database(path)
    try:
        Recalls(database).keep(*recalls)
    finally:
        database.close()
    standing = tuple(one for one in recalls if one.released_at is None)
    return Rebuilt(tuple(aside), standing, tuple(unreadable))


def lost(found: Sequence[Path]) -> list[str]:
    """Say what a rebuilt journal does not know any more, and what it has again."""
    kept = [_("back: every listing that the shops show, and recalls that stand")]
    if found:
        kept.append(_("kept aside: {names}", names=", ".join(path.name for path in found)))
    return [
        _("lost: the history, decisions about hand edits, what waited in the outbox"),
        _("lost: which pictures the shops have already; they are sent again when needed"),
        *kept,
    ]
