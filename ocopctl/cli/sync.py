"""`ocopctl sync prices|stock`: offers only, for the nightly job."""

from __future__ import annotations

import typer

from ocopctl.cli.options import Context, Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.cli.publish import MaxChange
from ocopctl.language import _

app = App()


@app.command("prices", help=_("send changed prices"))
def prices(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
    max_change: MaxChange = "",
) -> int:
    """Send changed prices and nothing else."""
    return _sync(context_of(ctx), select, shop, file, field="price ", yes=yes, limit=max_change)


@app.command("stock", help=_("send changed stock"))
def stock(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
) -> int:
    """Send changed stock and nothing else."""
    return _sync(context_of(ctx), select, shop, file, field="stock ", yes=yes)


def _sync(
    context: Context,
    select: Select,
    shop: ShopNames,
    file: Files,
    *,
    field: str,
    yes: bool,
    limit: str = "",
) -> int:
    from ocopctl.cli import show
    from ocopctl.cli.publish import approve_and_apply, held_back
    from ocopctl.publishing.plan import Kind, only
    from ocopctl.session import prepare, with_plan

    workspace, patterns = opened(context, select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(context.console, session.problems)
    if session.errors:
        return 3
    offers = only(session.plan, frozenset({Kind.OFFER}), (field,))
    session, held = held_back(with_plan(session, offers), limit)
    return approve_and_apply(context.console, session, yes=yes, held=held)
