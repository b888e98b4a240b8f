"""Patches of product files: shown as people read them, and agreed to before they are written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.catalog.patch import Patch
    from ocopctl.cli.console import Console


def show(console: Console, found: Sequence[Patch]) -> None:
    """Print patches, what goes in one colour and what comes in another."""
    for patch in found:
        console.record("patch", file=str(patch.path), lines=patch.lines())
        for line in patch.lines():
            console.say(line, {"+": "good", "-": "bad"}.get(line[:1], ""))


def agreed(console: Console, *, yes: bool) -> bool:
    """Ask, unless somebody said yes already. Raises UsageError where nobody can be asked."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError(
            _("nobody can be asked here, and the product file would be changed"),
            hint=_("look at the patch above, then run this again with --yes"),
        )
    return console.confirm(_("Change the product file so? [y/N]"))
