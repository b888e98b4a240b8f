"""One run at a time in a shop: a lock that other processes see, with who holds it.

The lock is the system's: it is free the moment its process has ended, however that was. The note
beside it only says who is there, so a note that was left behind blocks nobody and names nobody.
"""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import socket
import sys
import time
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from filelock import FileLock, Timeout

from ocopctl.errors import JournalError
from ocopctl.language import _
from ocopctl.publishing.state import shop_name
from ocopctl.transport.redact import redact

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from ocopctl.transport.halt import Halt

_TRY_EVERY_S = 0.05
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_COMMAND_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Holder:
    """Who works in a shop. `since` is ISO 8601.

    `boot` and `started` tell this process from a later one of the same number; both are empty
    where the system does not say (Windows, macOS).
    """

    pid: int
    boot: str
    started: str
    host: str
    user: str
    command: str
    since: str

    def words(self) -> str:
        """Say for people which command it is, whose and since when."""
        return _(
            "`{command}`, started by {user} on {host}, working since {when}, process {pid}",
            command=self.command,
            user=self.user,
            host=self.host,
            when=datetime.fromisoformat(self.since).strftime("%H:%M:%S %d/%m/%Y"),
            pid=self.pid,
        )


@contextmanager
def locked(state: Path, shops: Sequence[str]) -> Iterator[None]:
    """Hold the locks of these shops; the system lets go of them when the process ends, however.

    Raises JournalError, naming the holder, when another run works in one of them.
    """
    with ExitStack() as stack:
        with _writable(state):
            for shop in shops:
                lock = FileLock(_file(state, shop, "lock"))
                if not _taken(lock):
                    raise _busy(state, shop)
                _settle_in(stack, state, shop, lock)
        yield


@asynccontextmanager
async def preempting(state: Path, shop: str, *, within_s: float, halt: Halt) -> AsyncIterator[None]:
    """Hold one shop's lock, asking the run that works there to end early.

    Raises JournalError, naming the holder, when it has not ended within so many seconds, and what
    `halt` was asked for when that comes first.
    """
    until = time.monotonic() + within_s
    with ExitStack() as stack:
        with _writable(state), ExitStack() as asking:
            lock = FileLock(_file(state, shop, "lock"))
            request = FileLock(_file(state, shop, "asked"))
            while not _taken(lock):
                if time.monotonic() >= until:
                    raise _busy(state, shop)
                if not request.is_locked and _taken(request):
                    asking.callback(request.release)
                halt.check()
                await asyncio.sleep(_TRY_EVERY_S)
            _settle_in(stack, state, shop, lock)
        yield


def asked_to_end(state: Path, shop: str) -> bool:
    """Tell whether somebody waits in `preempting` for this shop."""
    path = _file(state, shop, "asked")
    if not path.is_file():
        return False
    request = FileLock(path)
    if not _taken(request):
        return True
    request.release()
    return False


def holder(state: Path, shop: str) -> Holder | None:
    """Return who works in a shop, None when nobody does: a dead process holds nothing."""
    note = _note(state, shop)
    return note if note is not None and _runs(note, _file(state, shop, "lock")) else None


def _taken(lock: FileLock) -> bool:
    """Take a lock if it is free."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True


def _settle_in(stack: ExitStack, state: Path, shop: str, lock: FileLock) -> None:
    """Write down who has the lock; at the end of `stack` the note goes first, then the lock."""
    stack.callback(lock.release)
    note = _file(state, shop, "holder")
    part = note.with_name(f"{note.name}.part")
    part.write_text(json.dumps(asdict(_myself()), ensure_ascii=False), "utf-8")
    part.replace(note)
    stack.callback(note.unlink, missing_ok=True)


@contextmanager
def _writable(state: Path) -> Iterator[None]:
    folder = state / "locks"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise JournalError(
            _("the locks of the shops cannot be written"),
            place=str(folder),
            hint=_("check that the disk is not full and the folder is yours; nothing was sent"),
        ) from error


def _file(state: Path, shop: str, suffix: str) -> Path:
    return state / "locks" / f"{quote(shop, safe='')}.{suffix}"


def _busy(state: Path, shop: str) -> JournalError:
    who, name = holder(state, shop), shop_name(shop)
    return JournalError(
        _("another run is working in {shop}: {holder}", shop=name, holder=who.words())
        if who
        else _("another run is working in {shop}", shop=name),
        hint=_("wait until it has ended, then run the same command again"),
    )


def _note(state: Path, shop: str) -> Holder | None:
    try:
        return Holder(**json.loads(_file(state, shop, "holder").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _myself() -> Holder:
    pid = os.getpid()
    command = redact(" ".join(["ocopctl", *sys.argv[1:]]))
    return Holder(
        pid=pid,
        boot=_boot(),
        started=_started(pid),
        host=socket.gethostname(),
        user=_user(),
        command=command[:_COMMAND_LENGTH],
        since=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
    )


def person() -> str:
    """Return who uses this computer, and its name: `lan@may-o-xa`."""
    return f"{_user()}@{socket.gethostname()}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return "?"


def _runs(note: Holder, path: Path) -> bool:
    """Tell whether the process of a note still runs; without /proc the lock itself tells."""
    if note.boot or _boot():
        return note.boot == _boot() and note.started == _started(note.pid) != ""
    lock = FileLock(path)
    if not _taken(lock):
        return True
    lock.release()
    return False


def _boot() -> str:
    """Return what names the time since this computer was switched on."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Return when a process began, in ticks since the boot; nothing when it has ended.

    The fields behind the name in brackets, from the third on: proc_pid_stat(5).
    """
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    state, *rest = text.rpartition(")")[2].split()
    return "" if state in {"Z", "X"} else rest[18]
