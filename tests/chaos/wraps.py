"""What can befall one process: it dies at a step, its disk fills, its clock is years off.

Each of these is called in a forked child before the command runs. The program itself has no hook:
what is replaced is the library's function below it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from dataclasses import dataclass
from functools import wraps
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
import time_machine
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

from ocopctl.transport.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STEPS = ("write", "file", "call")
"""Commits of the records, replacements of files (tokens, notes, proofs), calls to a shop."""
_YEAR_S = 365 * 86_400


@dataclass(frozen=True, slots=True)
class Die:
    """Kill the process at its k-th step of a kind, `before` it is taken or right `after`.

    `torn` keeps how long the log of the records was before and after that commit.
    """

    step: str
    at: int
    after: bool
    torn: Path | None = None

    def __call__(self) -> None:
        """Lie in wait."""
        numbers = count(1)
        note = ""

        def before() -> None:
            nonlocal note
            if next(numbers) == self.at:
                if not self.after:
                    os.kill(os.getpid(), signal.SIGKILL)
                note = str(_log_size(self.torn))

        def after() -> None:
            if note:
                if self.torn is not None:
                    self.torn.write_text(f"{note} {_log_size(self.torn)}", "utf-8")
                os.kill(os.getpid(), signal.SIGKILL)

        _around(self.step, before, after)


@dataclass(frozen=True, slots=True)
class Tally:
    """Write down how many steps of each kind a run takes."""

    note: Path

    def __call__(self) -> None:
        """Count from now on."""
        counts = dict.fromkeys(STEPS, 0)

        def counting(step: str) -> Callable[[], None]:
            def after() -> None:
                counts[step] += 1
                self.note.write_text(" ".join(str(counts[name]) for name in STEPS), "utf-8")

            return after

        for step in STEPS:
            _around(step, _nothing, counting(step))

    def counts(self) -> dict[str, int]:
        """Return what was written down."""
        return dict(zip(STEPS, map(int, self.note.read_text("utf-8").split()), strict=True))


@dataclass(frozen=True, slots=True)
class FullDisk:
    """Let the records grow by no more than so many pages: the disk is full then."""

    pages: int

    def __call__(self) -> None:
        """Set the bound on every connection that is opened."""

        def bound(connection: Any, _record: object) -> None:
            held = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={held + self.pages}")

        event.listen(Engine, "connect", bound)


@dataclass(frozen=True, slots=True)
class ReadOnly:
    """Let the records be read and not written, as on a disk mounted read-only."""

    def __call__(self) -> None:
        """Set it on every connection that is opened."""
        event.listen(Engine, "connect", _query_only)


@dataclass(frozen=True, slots=True)
class YearsOff:
    """Set the clock wrong by years."""

    years: int

    def __call__(self) -> None:
        """Travel there, and stay."""
        time_machine.travel(time.time() + self.years * _YEAR_S, tick=True).start()


@dataclass(frozen=True, slots=True)
class Faster:
    """Let the process wait and count its waits so many times faster, as the served market does."""

    times: float

    def __call__(self) -> None:
        """Replace the waiting of the machine's clock."""
        times = self.times

        async def sleep(_clock: SystemClock, seconds: float) -> None:
            await asyncio.sleep(seconds / times)

        began = time.monotonic()
        SystemClock.sleep = sleep  # type: ignore[method-assign]
        SystemClock.now = lambda clock: (  # type: ignore[method-assign]
            clock._started + began + (time.monotonic() - began) * times
        )


@dataclass(frozen=True, slots=True)
class All:
    """Several of them at once."""

    wraps: tuple[Callable[[], None], ...]

    def __call__(self) -> None:
        """Call each."""
        for wrap in self.wraps:
            wrap()


def _around(step: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    """Call these around every step of a kind."""
    if step == "write":
        _replace(DefaultDialect, "do_commit", before, after)
    elif step == "file":
        _replace(os, "replace", before, after)
    else:
        for transport in (httpx.ASGITransport, httpx.AsyncHTTPTransport):
            _replace_async(transport, "handle_async_request", before, after)


def _replace(owner: Any, name: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    real = getattr(owner, name)

    @wraps(real)
    def around(*arguments: Any, **named: Any) -> Any:
        before()
        result = real(*arguments, **named)
        after()
        return result

    setattr(owner, name, around)


def _replace_async(
    owner: Any, name: str, before: Callable[[], None], after: Callable[[], None]
) -> None:
    real = getattr(owner, name)

    @wraps(real)
    async def around(*arguments: Any, **named: Any) -> Any:
        before()
        result = await real(*arguments, **named)
        after()
        return result

    setattr(owner, name, around)


def _log_size(torn: Path | None) -> int:
    """Return how many bytes the log beside the records holds; 0 without one."""
    log = torn.with_name("state.db-wal") if torn is not None else None
    return log.stat().st_size if log is not None and log.exists() else 0


def _query_only(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")


def _nothing() -> None:
    return
