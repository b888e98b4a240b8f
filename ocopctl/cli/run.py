"""Run the command line: language first, then the command, then errors into exit statuses."""

from __future__ import annotations

import _thread
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

from ocopctl import __version__, language
from ocopctl.errors import OcopctlError, UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130
_SOON_S = 0.05
BUG = 70
WRONG_USAGE = 2
_FLAGS = frozenset({"--json", "--quiet", "-v", "--verbose", "--no-color"})
_VALUES = frozenset({"--workspace", "--lang"})


def run(arguments: Sequence[str]) -> int:
    """Run `ocopctl` with these arguments; return the exit status.

    0 done, 1 some listings failed, 2 wrong usage, 3 files not valid, 4 credentials, 5 a shop
    could not be reached, 6 held, 7 changes pending, 70 a bug, 130 interrupted.
    """
    _speak_utf8()
    _log_no_secrets()
    _miss_no_interrupt()
    front, rest = _parted(arguments)
    language.use(language.choose(_value_of("--lang", front)))
    from ocopctl.cli.console import flush
    from ocopctl.cli.parser import speak

    speak()
    try:
        return _ran([*front, *rest])
    except Exception as error:  # noqa: BLE001 - the one place where an error becomes a status
        return _failed(error, as_json="--json" in front)
    except KeyboardInterrupt:
        return _interrupted()
    finally:
        flush()


def _miss_no_interrupt() -> None:
    """Have a Ctrl-C come again that fell into a clean-up, where Python only prints it."""
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _heed


def _heed(missed: sys.UnraisableHookArgs) -> None:
    if missed.exc_type is KeyboardInterrupt:
        # Not at once: it would fall into this very clean-up again.
        threading.Timer(_SOON_S, _thread.interrupt_main).start()
    else:
        sys.__unraisablehook__(missed)


def _interrupted() -> int:
    """Say that nothing is lost, so that nobody fears to run it again."""
    from ocopctl.cli.console import Console

    stopped = Console(as_json=True)
    stopped.say(_("Interrupted. What was sent is in the journal; run the same command again."))
    return INTERRUPTED


def _ran(arguments: list[str]) -> int:
    from ocopctl.cli.app import app

    try:
        result = app(args=arguments, prog_name="ocopctl", standalone_mode=False)
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            return 0  # the help was longer than its reader stayed
        raise
    if result == INTERRUPTED:  # by Ctrl-C anywhere: the parser makes a status of it
        return _interrupted()
    return result if isinstance(result, int) else 0


def _parted(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part global options from the rest: `ocopctl plan --json` is `ocopctl --json plan`."""
    front: list[str] = []
    rest: list[str] = []
    pending = list(arguments)
    while pending:
        argument = pending.pop(0)
        if argument == "--":
            rest += [argument, *pending]
            break
        if argument in _FLAGS or argument.partition("=")[0] in _VALUES:
            front.append(argument)
            if argument in _VALUES and pending:
                front.append(pending.pop(0))
        else:
            rest.append(argument)
    return front, rest


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    """Find an option's value before anything is parsed, since parsing already speaks."""
    for at, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.partition("=")[2]
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
    return None


def _speak_utf8() -> None:
    """Write Vietnamese also where the terminal's own encoding cannot (Windows, LANG=C)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _log_no_secrets() -> None:
    """Redact what libraries log, such as the addresses of calls, whoever turned logging on."""
    logging.setLogRecordFactory(_record)


def _record(*arguments: Any, **named: Any) -> logging.LogRecord:
    from ocopctl.transport.redact import log_record

    return log_record(*arguments, **named)


def _failed(error: Exception, *, as_json: bool) -> int:
    """Show an error and return its exit status."""
    import typer

    from ocopctl.cli.console import Console, show_error
    from ocopctl.cli.parser import words_of

    if isinstance(error, OSError):
        error = _of_the_machine(error)
    if isinstance(error, OcopctlError):
        show_error(error, as_json=as_json)
        return error.exit_status
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        return _interrupted()
    if type(error).__name__ == "NoArgsIsHelpError":
        Console().insist(str(error))
        return WRONG_USAGE
    if isinstance(error, typer.TyperException):
        usage = UsageError(words_of(error), hint=_("see: ocopctl --help"))
        show_error(usage, as_json=as_json)
        return WRONG_USAGE
    return _bug(error, as_json=as_json)


def _of_the_machine(error: OSError) -> OcopctlError:
    """Tell a file, folder or disk that does not do what was asked of it."""
    return OcopctlError(
        _("this cannot be read or written: {why}", why=error.strerror or str(error)),
        place=str(error.filename or ""),
        hint=_("check that it is there, that it is yours, and that the disk is not full"),
    )


class _Bug(OcopctlError):
    """Something that the makers must put right."""

    exit_status = BUG


def _bug(error: Exception, *, as_json: bool) -> int:
    """Write a report that can be sent to the makers, secrets taken out, and say where it is."""
    import platform
    import tempfile
    import traceback

    from ocopctl.cli.console import show_error
    from ocopctl.transport.redact import redact

    head = f"ocopctl {__version__}, Python {platform.python_version()}, {platform.system()}\n"
    handle, name = tempfile.mkstemp(prefix="ocopctl-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(redact(head + "".join(traceback.format_exception(error))))
    what = redact(f"{type(error).__name__}: {error}")
    report = _Bug(
        _("something went wrong inside ocopctl: {what}", what=what),
        place=name,
        hint=_("what was sent is in the journal; send this report to the makers"),
    )
    show_error(report, as_json=as_json)
    return BUG
