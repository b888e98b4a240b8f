"""What a guard holds, as commands show it and approve it."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ocopctl.cli.console import Console
    from ocopctl.cli.options import Context
    from ocopctl.publishing.guards.hold import Guarded
    from ocopctl.publishing.plan import Action
    from ocopctl.session import Session

MaxChange = Annotated[
    str,
    typer.Option(
        "--max-change", metavar="PERCENT", help=_("hold prices that move by more than this")
    ),
]
Approve = Annotated[
    str, typer.Option("--approve", metavar="CODE", help=_("send what is held under this code"))
]
_PERCENT = re.compile(r"\d{1,4}(?:[.,]\d+)? ?%?")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a command was given: `line` is what was typed, without `--approve`."""

    line: str
    yes: bool
    max_change: str = ""
    code: str = ""

    @classmethod
    def of(
        cls,
        context: Context,
        name: str,
        what: tuple[Sequence[str] | None, Sequence[str] | None, Sequence[Path] | None],
        yes: bool = False,
        max_change: str = "",
        code: str = "",
    ) -> Asked:
        """Gather how a command was given; `what` are its SELECT, `--shop` and `--file`.

        Raises UsageError for a --max-change that is no percent.
        """
        if max_change and not _PERCENT.fullmatch(max_change.strip()):
            raise UsageError(_("--max-change is a number of percent, such as 30"))
        select, shops, files = what
        words = ["ocopctl", *name.split(), *(select or ())]
        words += [word for one in shops or () for word in ("--shop", one)]
        words += [word for one in files or () for word in ("--file", str(one))]
        words += ["--max-change", max_change] if max_change else []
        words += ["--yes"] if yes else []
        words += ["--workspace", str(context.root)] if context.root.parts else []
        return cls(shlex.join(words), yes, max_change, code.strip().upper())

    def approving(self, code: str) -> str:
        """Return the line that approves what is held under a code."""
        return f"{self.line} --approve {code}"


def show_held(console: Console, session: Session, found: Guarded, command: str) -> None:
    """Print what is held and why, and the line that approves it; also to those who want quiet."""
    code = found.code
    if not code:
        return
    told: set[str] = set()
    console.insist(_("Held until you approve it: {count}", count=len(found.held)), "warn")
    for one in found.held:
        console.record(
            "hold",
            **{**one.action.as_json(), "shop": session.name_of(one.action.shop)},
            reasons=list(one.reasons),
            code=code,
            approve=command,
        )
        _head(console, session, one.action)
        for why in one.reasons:
            if why not in told:
                console.insist(f"    {why}", "warn")
                told.add(why)
    console.insist(_("→ If all of this is right, approve exactly this: {line}", line=command))


def _head(console: Console, session: Session, action: Action) -> None:
    """Print what is held: field by field, but for content, of which the plan has told."""
    from ocopctl.cli import show
    from ocopctl.publishing.gate import WITH_CONTENT

    head = console.painted(f"! {action.sku}", "warn")
    console.insist(f"{head}  {session.name_of(action.shop)}  {action.title}")
    if action.kind not in WITH_CONTENT:
        for change in action.changes:
            for line in show.difference(change):
                console.insist(f"    {line}")
