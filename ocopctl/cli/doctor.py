"""`ocopctl doctor`: what is wrong around the work, and the next command to type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ocopctl.cli.options import context_of
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.cli.console import Console
    from ocopctl.doctor.finding import Finding


def doctor(ctx: typer.Context) -> int:
    """Check clock, network, credentials, tokens, disk, journal, locks and files."""
    from ocopctl.doctor.examine import examine
    from ocopctl.doctor.finding import status_of

    context = context_of(ctx)
    found = []
    for finding in examine(context.root):
        found.append(finding)
        _show(context.console, finding)
    _sum_up(context.console, found)
    return status_of(found)


def _show(console: Console, finding: Finding) -> None:
    """Print a line as soon as it is known, what to do below it; with --quiet only trouble."""
    from ocopctl.doctor.examine import LABELS
    from ocopctl.doctor.finding import Level

    console.record(
        "check",
        check=finding.check,
        level=finding.level.value,
        about=finding.about,
        message=finding.message,
        hint=finding.hint,
    )
    mark, style = {
        Level.GOOD: ("✓", "good"),
        Level.WARNING: ("!", "warn"),
        Level.BAD: ("✗", "bad"),
    }[finding.level]
    say = console.say if finding.level is Level.GOOD else console.insist
    label = console.painted(_(LABELS[finding.check]), "bold")
    about = f" ({finding.about})" if finding.about else ""
    say(f"{console.painted(mark, style)} {label}{about}: {finding.message}")
    if finding.hint:
        say(f"    → {finding.hint}")


def _sum_up(console: Console, found: Sequence[Finding]) -> None:
    from ocopctl.doctor.finding import Level, status_of

    bad = sum(finding.level is Level.BAD for finding in found)
    warnings = sum(finding.level is Level.WARNING for finding in found)
    console.record("summary", bad=bad, warnings=warnings, exit=status_of(found))
    console.say()
    if bad:
        console.say(_("To put right: {count}. Begin with the first ✗.", count=bad), "bad")
    elif warnings:
        console.say(_("You can work. To see to soon: {count}.", count=warnings), "warn")
    else:
        console.say(_("All is well; nothing to do."), "good")
