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
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        for shop in shops:
            path = folder / quote(shop, safe="")
            stack.enter_context(_held(path, shop))
        yield


@contextmanager
def _held(path: Path, shop: str) -> Iterator[None]:
    note = path.with_name(path.name + ".holder")
    try:
        with FileLock(path.with_name(path.name + ".lock"), timeout=0):
            now = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
            note.write_text(f"{os.getpid()} {now}\n", "utf-8")
            yield
    except Timeout as error:
        holder = note.read_text("utf-8").strip() if note.is_file() else "?"
        raise JournalError(
            _("another run is working in {shop} ({holder})", shop=shop, holder=holder),
            hint=_("wait until it has ended, then run the same command again"),
        ) from error
