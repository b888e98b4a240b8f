"""The only module that prints: tables and progress on a terminal, plain lines in a pipe, JSON.

Secrets that were read are masked in all of it, before a narrow terminal can break them in two.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from ocopctl.cli.cells import width_of, wrapped
from ocopctl.cli.drawing import drawn
from ocopctl.errors import MarketplaceError, OcopctlError
from ocopctl.known_secrets import masked, masked_values
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ocopctl.problems import Problem

VERSION = 1
_LOG_EVERY_S = 5.0
_STYLES = {"good": "32", "bad": "31", "warn": "33", "dim": "2", "bold": "1"}


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command says things.

    With `as_json`, stdout has one object a line and nothing else.
    """

    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    color: bool = True

    @property
    def people(self) -> IO[str]:
        """Return the stream for people: stdout, or stderr when stdout is for programs."""
        return sys.stderr if self.as_json else sys.stdout

    @property
    def fancy(self) -> bool:
        """Tell whether people look at a terminal that may be coloured."""
        return self.color and self.people.isatty() and not os.environ.get("NO_COLOR")

    @property
    def width(self) -> int | None:
        """Return how many cells a line of people's terminal has, None where they read a pipe."""
        return width_of(self.people) if self.people.isatty() else None

    def say(self, text: str = "", style: str = "") -> None:
        """Print a line for people, unless they asked for quiet."""
        if not self.quiet:
            self.insist(text, style)

    def insist(self, text: str, style: str = "") -> None:
        """Print a line for people, quiet or not; a terminal gets it broken between words."""
        for line in _fitting(masked(text), self.width):
            _put(self.painted(line, style), self.people)

    def document(self, text: str) -> None:
        """Print text that was asked for, quiet or not, as it is: programs may read it."""
        _put(text, self.people)

    def record(self, kind: str, /, **fields: Any) -> None:
        """Write one object for programs when they listen."""
        if self.as_json:
            body = {"v": VERSION, "type": kind, **fields}
            _print(json.dumps(masked_values(body), ensure_ascii=False), sys.stdout)

    def painted(self, text: str, style: str) -> str:
        """Return `text` in a style of good, bad, warn, dim, bold; plain where it may not be."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if style and self.fancy else text

    def table(self, head: Sequence[str], rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Print a table of (text, style) cells: drawn on a terminal, plain columns in a pipe."""
        if self.quiet:
            return
        rows = [[(masked(text), style) for text, style in row] for row in rows]
        if self.width is not None:
            _put("\n".join(drawn(head, rows, self.width, self.painted)), self.people)
            return
        texts = [list(head), *([text for text, _style in row] for row in rows)]
        widths = [max(len(row[at]) for row in texts) for at in range(len(head))]
        for row in texts:
            cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
            _put("  ".join(cells).rstrip(), self.people)

    def error(self, error: OcopctlError, *, about: str = "") -> None:
        """Print what happened, where, and the next thing to do; the platform's own words too.

        Also to those who asked for quiet: a nightly job shall be heard when something went wrong.
        """
        self.insist(self.painted(f"✗ {about or error.place}", "bad") + f" {error.message}".rstrip())
        if isinstance(error, MarketplaceError) and (error.code or error.own_words):
            words = " ".join(part for part in (error.code, error.own_words) if part)
            number = f" [{error.request_id}]" if error.request_id else ""
            self.insist(f"    {words}{number}", "dim")
        if error.hint:
            self.insist(f"    → {error.hint}")

    def confirm(self, question: str) -> bool:
        """Ask; anything but a clear yes is no. Asks nothing where nobody can answer."""
        if not sys.stdin.isatty():
            return False
        print(masked(question), end=" ", flush=True, file=self.people)
        return sys.stdin.readline().strip().lower() in {"y", "yes", "c", "có", "co"}

    @contextmanager
    def progress(self, label: str, total: int) -> Iterator[Callable[[str], None]]:
        """Show how far long work is: a bar on a terminal, a line every few seconds in a log."""
        if self.quiet or total == 0:
            yield lambda _step: None
        elif self.fancy:
            yield from _bar(label, total, self.people)
        else:
            yield _logged(label, total, self.people)


def show_error(error: OcopctlError, *, as_json: bool = False) -> None:
    """Print an error that ended a command, on stderr; as an object too where programs listen."""
    problems = getattr(error, "problems", ())
    console = Console(as_json=as_json)
    console.record(
        "error", message=error.message, place=error.place, hint=error.hint, exit=error.exit_status
    )
    width = width_of(sys.stderr) if sys.stderr.isatty() else None
    lines = [f"✗ {error.message}"]
    lines += [f"    {error.place}"] if error.place else []
    if isinstance(error, MarketplaceError) and (error.code or error.own_words):
        lines.append(f"    {error.code} {error.own_words} {error.request_id}".rstrip())
    lines += [f"    {_in_short(problem)}" for problem in problems]
    lines += [f"    → {error.hint}"] if error.hint else []
    _put("\n".join(_fitting(masked("\n".join(lines)), width)), sys.stderr)


def _in_short(problem: Problem) -> str:
    words = (problem.place.spot, problem.code, problem.message)
    return f"{' '.join(word for word in words if word)}  → {problem.hint}"


def flush() -> None:
    """Send out what has been said; a reader who has left is no error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            _go_unheard(stream)


def _fitting(text: str, width: int | None) -> list[str]:
    """Return the lines of a text as a terminal has room for them; a pipe gets them as they are."""
    return text.split("\n") if width is None else wrapped(text, width)


def _put(text: str, to: IO[str]) -> None:
    """Print a line at once, secrets masked."""
    _print(masked(text), to)


def _print(text: str, to: IO[str]) -> None:
    """Print a line at once. When the reader has left, work goes on unheard."""
    try:
        print(text, file=to, flush=True)
    except BrokenPipeError:
        _go_unheard(to)


def _go_unheard(stream: IO[str]) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _bar(label: str, total: int, to: IO[str]) -> Iterator[Callable[[str], None]]:
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=RichConsole(file=to), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda _step: bar.advance(task)


def _logged(label: str, total: int, to: IO[str]) -> Callable[[str], None]:
    done = 0
    last = time.monotonic()

    def step(name: str) -> None:
        nonlocal done, last
        done += 1
        if time.monotonic() - last >= _LOG_EVERY_S:
            last = time.monotonic()
            _put(
                _(
                    "{label}: {done} of {total} ({name})",
                    label=label,
                    done=done,
                    total=total,
                    name=name,
                ),
                to,
            )

    return step
