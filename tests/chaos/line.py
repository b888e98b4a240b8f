"""The command line in processes of their own, forked from one that has loaded everything.

Each command is a real process: its own memory, its own open files, and SIGKILL ends it as it would
end any other. Only the loading of the code and of the shipped data is shared.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import itertools
import os
import pkgutil
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ocopctl
from ocopctl.cli.run import run as run_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_S = 120.0
"""No command here takes longer; one that does hangs."""
TORE = 99
"""The status of a child whose own wrapper failed, which no command uses."""
_STEP_S = 0.005
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: exit status, or minus the signal's number; and what it printed."""

    words: tuple[str, ...]
    status: int
    out: str
    err: str
    seconds: float

    @property
    def killed(self) -> bool:
        """Tell whether the process was killed."""
        return self.status == -signal.SIGKILL


@dataclass(slots=True)
class Running:
    """A command that runs."""

    words: tuple[str, ...]
    pid: int
    out: Path
    err: Path
    began: float

    def ended(self, within_s: float = PATIENCE_S) -> Done | None:
        """Wait for the end; None when it does not come in time."""
        limit = time.monotonic() + within_s
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                return self._done(os.waitstatus_to_exitcode(status))
            if time.monotonic() >= limit:
                return None
            time.sleep(_STEP_S)

    def done(self) -> Done:
        """Wait for the end. Raises TimeoutError, the process killed, when it hangs."""
        found = self.ended()
        if found is None:
            self.send(signal.SIGKILL)
            os.waitpid(self.pid, 0)
            raise TimeoutError(f"hangs: ocopctl {' '.join(self.words)} (see {self.out.parent})")
        return found

    def send(self, number: signal.Signals) -> None:
        """Send the process a signal; it may be gone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def _done(self, status: int) -> Done:
        out, err = self.out.read_text("utf-8"), self.err.read_text("utf-8")
        return Done(self.words, status, out, err, time.monotonic() - self.began)


def load_everything(folder: Path) -> None:
    """Import every module and read what is shipped, so that children need not.

    `folder` is a workspace that publishes once, in a child; then its plan is made here.
    """
    for module in pkgutil.walk_packages(ocopctl.__path__, "ocopctl."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    run(folder, "publish", "--yes")
    with (
        io.StringIO() as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        run_here(["--workspace", str(folder), "plan"])
    gc.collect()
    gc.freeze()  # children share what is loaded and need not look through it again


def start(folder: Path, *words: str, wrap: Callable[[], None] | None = None) -> Running:
    """Start `ocopctl` with these words in a folder; `wrap` is called in the child first."""
    kept = folder / "said"
    kept.mkdir(exist_ok=True)
    name = f"{next(_numbers):04}-{'-'.join(words[:2])}".replace("/", "_")
    out, err = kept / f"{name}.out", kept / f"{name}.err"
    for file in (out, err):
        file.touch(0o600)
    sys.stdout.flush()
    sys.stderr.flush()
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _be(folder, words, out, err, wrap)
    return Running(words, pid, out, err, began)


def run(folder: Path, *words: str, wrap: Callable[[], None] | None = None) -> Done:
    """Run `ocopctl` with these words in a folder to its end."""
    return start(folder, *words, wrap=wrap).done()


def _be(
    folder: Path, words: tuple[str, ...], out: Path, err: Path, wrap: Callable[[], None] | None
) -> None:
    """Be the child: never return."""
    status = TORE
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setsid()
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for file, number in ((out, 1), (err, 2)):
            os.dup2(os.open(file, os.O_WRONLY), number)
        os.environ["OCOPCTL_LANG"] = "en"
        tempfile.tempdir = str(out.parent)
        if wrap is not None:
            wrap()
        status = run_here(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:  # noqa: BLE001 - the child must end here, whatever happens, and say why
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)
