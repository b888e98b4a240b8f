"""`ocopctl sync prices|stock`: offers only, for the nightly job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from ocopctl.cli.holding import Approve, MaxChange
from ocopctl.cli.options import Context, Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.holding import Asked

app = App()


@app.command("prices", help=_("send changed prices"))
def prices(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
    max_change: MaxChange = "",
    approve: Approve = "",
) -> int:
    """Send changed prices and nothing else."""
    from ocopctl.cli.holding import Asked

    what, context = (select, shop, file), context_of(ctx)
    asked = Asked.of(context, "sync prices", what, yes, max_change, approve)
    return _sync(context, select, shop, file, field="price ", asked=asked)


@app.command("stock", help=_("send changed stock"))
def stock(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
    approve: Approve = "",
) -> int:
    """Send changed stock and nothing else."""
    from ocopctl.cli.holding import Asked

    context = context_of(ctx)
    asked = Asked.of(context, "sync stock", (select, shop, file), yes, code=approve)
    return _sync(context, select, shop, file, field="stock ", asked=asked)


def _sync(
    context: Context, select: Select, shop: ShopNames, file: Files, *, field: str, asked: Asked
) -> int:
    from ocopctl.cli import show
    from ocopctl.cli.publish import approve_and_apply, recalls_alone
    from ocopctl.publishing.plan import Kind, only
    from ocopctl.session import prepare, with_plan

    workspace, patterns = opened(context, select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(context.console, session.problems)
    if session.errors:
        return recalls_alone(context.console, session)
    offers = only(session.plan, frozenset({Kind.OFFER}), (field,))
    return approve_and_apply(context.console, with_plan(session, offers), asked)
