"""One run at a time in a shop: a lock that other processes see, with who holds it."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from filelock import FileLock, Timeout

from ocopctl.errors import JournalError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@contextmanager
def locked(state: Path, shops: Sequence[str]) -> Iterator[None]:
    """Hold the locks of these shops; the system lets go of them when the process ends, however.

    Raises JournalError, naming the holder, when another run works in one of them.
    """
    folder = state / "locks"
    with ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for shop in shops:
                _hold(stack, folder / quote(shop, safe=""), shop)
        except OSError as error:
            raise JournalError(
                _("the locks of the shops cannot be written"),
                place=str(folder),
                hint=_("check that the disk is not full and the folder is yours; nothing was sent"),
            ) from error
        yield


def _hold(stack: ExitStack, path: Path, shop: str) -> None:
    """Take a lock until the end of `stack`, and write down who has it."""
    note = path.with_name(path.name + ".holder")
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        holder = note.read_text("utf-8").strip() if note.is_file() else "?"
        raise JournalError(
            _("another run is working in {shop} ({holder})", shop=shop, holder=holder),
            hint=_("wait until it has ended, then run the same command again"),
        ) from error
    stack.callback(lock.release)
    now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    note.write_text(f"{os.getpid()} {now}\n", "utf-8")
