"""A copy of the journal a day, so that a broken file is put back with a day's loss at most."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from ocopctl.errors import JournalError
from ocopctl.language import _

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

BACKUP = "backup"
"""The folder of the copies, beside the journal."""
KEPT = 7
"""Copies that are kept, the newest ones."""
_PREFIX = "state-"


def keep_copy(journal: Path, folder: Path, day: date) -> None:
    """Copy the journal into `folder` unless the day's copy is there; drop the oldest beyond KEPT.

    The copy is whole or not there at all. Raises JournalError when it cannot be written.
    """
    copy = folder / f"{_PREFIX}{day:%Y%m%d}.db"
    if copy.exists():
        return
    part = copy.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(journal)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.replace(copy)
        for old in copies(folder)[KEPT:]:
            old.unlink()
    except (OSError, sqlite3.Error) as error:
        raise JournalError(
            _("the daily copy of the journal cannot be written: {what}", what=error),
            place=str(folder),
            hint=_("check that the disk is not full or read-only; nothing was sent"),
        ) from error


def copies(folder: Path) -> list[Path]:
    """Return the copies that are there, the newest first."""
    return sorted(folder.glob(f"{_PREFIX}*.db"), reverse=True)
