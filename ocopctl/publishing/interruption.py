"""Ending a run early and in good order: Ctrl-C, a polite kill, or a recall that goes first."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from ocopctl.errors import Interrupted, Preempted
from ocopctl.language import _
from ocopctl.publishing.lock import asked_to_end

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
    from pathlib import Path

    from ocopctl.transport.halt import Halt

T = TypeVar("T")

LOOK_EVERY_S = 0.2
"""How often a run looks whether a recall waits for one of its shops."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def run_whole(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work` in a loop of its own; a Ctrl-C while that is made comes when it is whole."""
    with ExitStack() as stack:
        with _kept_back():
            runner = stack.enter_context(asyncio.Runner())
        return runner.run(work())


@contextmanager
def _kept_back() -> Iterator[None]:
    """Let Ctrl-C come behind what is done here: KeyboardInterrupt at the end."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = threading.Event()
    before = signal.signal(signal.SIGINT, lambda _number, _frame: heard.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard.is_set():
        raise KeyboardInterrupt


@asynccontextmanager
async def heeding(
    halt: Halt, state: Path, shops: Sequence[str], say: Callable[[str], None]
) -> AsyncIterator[None]:
    """Ask `halt` to end the run on Ctrl-C, or when a recall waits for one of `shops`.

    The first Ctrl-C is answered through `say` and lets calls under way finish; the second raises
    KeyboardInterrupt.
    """
    watch = asyncio.create_task(_watch(halt, state, shops))
    try:
        with _signals(halt, say):
            yield
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


@contextmanager
def _signals(halt: Halt, say: Callable[[str], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    loop = asyncio.get_running_loop()
    heard = False

    def on_signal(_number: int, _frame: Any) -> None:
        nonlocal heard
        if heard:
            raise KeyboardInterrupt
        heard = True
        halt.ask(interrupted())
        # Not from here: the signal may have come in the middle of another line.
        loop.call_soon_threadsafe(
            say, _("Finishing what is under way; press Ctrl-C again to stop at once.")
        )

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _watch(halt: Halt, state: Path, shops: Sequence[str]) -> None:
    while shops and halt.asked is None:
        if any(asked_to_end(state, shop) for shop in shops):
            halt.ask(_preempted())
        await asyncio.sleep(LOOK_EVERY_S)


def interrupted() -> Interrupted:
    """Return what a run that was stopped by its user ends with."""
    return Interrupted(
        _("the run was stopped before this was done"),
        hint=_("nothing is lost: run the same command again"),
    )


def _preempted() -> Preempted:
    return Preempted(
        _("a recall goes first; this was not sent"),
        hint=_("run the same command again when the recall has ended"),
    )
