"""`ocopctl plan`: what would change, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ocopctl.cli.options import Files, Select, ShopNames, context_of, opened
from ocopctl.language import _

CHANGES_PENDING = 7


def plan(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("write the plan, for `apply`"))
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help=_("ask the shops first"))] = False,
    detailed_exitcode: Annotated[
        bool, typer.Option("--detailed-exitcode", help=_("exit with 7 when changes are pending"))
    ] = False,
) -> int:
    """Show what would change. Nothing is sent; `--refresh` reads from the shops."""
    from ocopctl.cli import show
    from ocopctl.cli.holding import show_held
    from ocopctl.guarding import guarded
    from ocopctl.publishing import planfile
    from ocopctl.session import altered_pictures, prepare, refreshed

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(console, session.problems)
    if session.errors:
        return 3
    if refresh:
        session = refreshed(session)
    show.plan(console, session, session.plan)
    found = guarded(session)
    show_held(console, session, found, _approve(ctx, found.code, (select, shop, file), out))
    if console.verbose:
        from ocopctl.cli import show_pictures

        show_pictures.altered(console, session, altered_pictures(session))
    if out is not None:
        asked = {
            "files": [str(path.resolve()) for path in workspace.files],
            "select": patterns,
            "shops": list(shop or ()),
        }
        planfile.write(session.plan, out, asked=asked)
        console.say(_("Written to {file}. Next: ocopctl apply {file}", file=out))
    console.record("summary", actions=session.plan.counts(), digest=session.plan.digest, exit=0)
    return CHANGES_PENDING if detailed_exitcode and session.plan.writes else 0


def _approve(ctx: typer.Context, code: str, what: Any, out: Path | None) -> str:
    """Return the line that approves what is held: of the plan in a file, or of a publication."""
    from ocopctl.cli.holding import Asked

    name, what = ("publish", what) if out is None else ("apply", ([str(out)], None, None))
    return Asked.of(context_of(ctx), name, what).approving(code)
