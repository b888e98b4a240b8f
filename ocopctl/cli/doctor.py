"""`ocopctl doctor`: what is wrong around the work, and the next command to type."""

from __future__ import annotations

from itertools import groupby
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
    found: list[Finding] = []
    for _same, group in groupby(examine(context.root), key=_alike):
        alike = list(group)
        found += alike
        _show(context.console, alike)
    _sum_up(context.console, found)
    return status_of(found)


def _alike(finding: Finding) -> tuple[str, ...]:
    """Return what makes two findings one line for people."""
    return (finding.check, finding.level.value, finding.message, finding.hint)


def _show(console: Console, alike: Sequence[Finding]) -> None:
    """Print findings that say the same of several shops in one line, what to do below it.

    Each is an object of its own for programs. With --quiet only trouble is shown.
    """
    from ocopctl.doctor.examine import LABELS
    from ocopctl.doctor.finding import Level

    for one in alike:
        console.record(
            "check",
            check=one.check,
            level=one.level.value,
            about=one.about,
            message=one.message,
            hint=one.hint,
        )
    finding = alike[0]
    mark, style = {
        Level.GOOD: ("✓", "good"),
        Level.WARNING: ("!", "warn"),
        Level.BAD: ("✗", "bad"),
    }[finding.level]
    say = console.say if finding.level is Level.GOOD else console.insist
    label = console.painted(_(LABELS[finding.check]), "bold")
    names = ", ".join(one.about for one in alike if one.about)
    about = f" ({names})" if names else ""
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
        console.say(_("You can work. To look after soon: {count}.", count=warnings), "warn")
    else:
        console.say(_("All is well; nothing to do."), "good")
