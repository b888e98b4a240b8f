"""`ocopctl apply FILE`: exactly the plan that was reviewed, or a refusal that names what moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ocopctl.cli.holding import Approve, MaxChange
from ocopctl.cli.options import context_of
from ocopctl.language import _


def apply_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("from `plan --out`"))],
    max_change: MaxChange = "",
    approve: Approve = "",
) -> int:
    """Apply a reviewed plan."""
    from ocopctl.cli import show
    from ocopctl.cli.holding import Asked
    from ocopctl.cli.publish import approve_and_apply
    from ocopctl.publishing import planfile
    from ocopctl.session import prepare
    from ocopctl.workspace import open_workspace

    context = context_of(ctx)
    typed = ([str(file)], None, None)
    given = Asked.of(context, "apply", typed, max_change=max_change, code=approve)
    reviewed, asked = planfile.read(file)
    named = [Path(path) for path in asked["files"]]
    workspace = open_workspace(context.root, named)
    session = prepare(workspace, asked["select"], asked["shops"])
    show.problems(context.console, session.problems)
    if session.errors:
        return 3
    planfile.must_match(reviewed, session.plan, file)
    return approve_and_apply(context.console, session, replace(given, yes=True))
