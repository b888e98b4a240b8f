"""`ocopctl init`: a workspace that can be published in practice at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import context_of
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help=_("where; here without it"))
    ] = None,
) -> int:
    """Make settings, a first product, editor and CI files. Never overwrites a file."""
    from ocopctl.starter import Fate, write

    context = context_of(ctx)
    root = folder or context.root
    fates = write(root)
    words = {
        Fate.WRITTEN: ("+", _("written"), "good"),
        Fate.KEPT: ("=", _("kept as it was"), "dim"),
        Fate.LEFT_OUT: ("-", _("left out: there is a workspace already"), "dim"),
    }
    for file, fate in fates.items():
        name = (root / file).as_posix()
        context.console.record("file", path=name, outcome=fate.value)
        sign, word, style = words[fate]
        context.console.say(f"{sign} {name}  {word}", style)
    counts = {fate.value: list(fates.values()).count(fate) for fate in Fate}
    context.console.record("summary", **counts, exit=0)
    _next_steps(context.console, root)
    return 0


def _next_steps(console: Console, root: Path) -> None:
    here = root.resolve() == Path.cwd()
    steps = {
        f'cd "{root}"' if " " in str(root) else f"cd {root}": _("go into the workspace"),
        "ocopctl validate": _("check the product files"),
        "ocopctl publish": _("publish, to the practice shops only"),
        "ocopctl sandbox serve": _("look at the practice shops"),
    }
    console.say()
    console.say(_("Next:"), "bold")
    for command, meaning in list(steps.items())[here:]:
        console.say(f"    {command.ljust(24)}  {meaning}")
