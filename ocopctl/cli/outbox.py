"""`ocopctl outbox`: what waits for the link or for an approval, and sending it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.cli.parser import App
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from ocopctl.cli.console import Console
    from ocopctl.publishing.outbox import Due, Waiting
    from ocopctl.session import Session

app = App(invoke_without_command=True, no_args_is_help=False)

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_BYTES = {"": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}

For = Annotated[
    str, typer.Option("--for", metavar="TIME", help=_("stop after this time: 90s, 10m, 1h"))
]
Bytes = Annotated[
    str, typer.Option("--bytes", metavar="SIZE", help=_("stop after this much data: 500kB, 5MB"))
]
Now = Annotated[
    bool, typer.Option("--now", help=_("do not wait for the next time of those that failed"))
]


@app.callback()
def outbox(ctx: typer.Context, shop: ShopNames = None, file: Files = None) -> int:
    """Show what waits, why, how often it was tried, and when it is tried next."""
    if ctx.invoked_subcommand is not None:
        return 0
    from ocopctl.waiting import take_out

    console = context_of(ctx).console
    session, rows, found = _found(ctx, None, shop, file)
    take_out(session.workspace, found.done)
    waiting = [row for row in rows if row not in found.done]
    for row in waiting:
        _show(console, session, row, overtaken=row in found.overtaken)
    console.say(_note(waiting, found), "dim")
    return 0


@app.command("run", help=_("send what waits, the most important first"))
def run(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    time: For = "",
    size: Bytes = "",
    now: Now = False,
) -> int:
    """Send exactly what was approved and could not be sent, as long as the budget lasts."""
    from ocopctl.cli import show
    from ocopctl.cli.publish import apply_and_show, recalls_alone
    from ocopctl.session import with_plan
    from ocopctl.waiting import Budget, send, take_out

    console = context_of(ctx).console
    budget = Budget(_seconds(time), _size(size))
    session, _rows, found = _found(ctx, select, shop, file, early=now)
    if session.errors:
        show.problems(console, session.errors)
        return recalls_alone(console, session)
    take_out(session.workspace, (*found.done, *found.overtaken))
    for row in found.overtaken:
        _overtaken(console, session, row)
    if not found.plan.actions:
        return _nothing_due(console, session, found)
    session = with_plan(session, found.plan)
    return apply_and_show(
        console, session, send=lambda report: send(session, budget, report, console.say)
    )


@app.command("drop", help=_("take something out of the outbox for good"))
def drop(
    ctx: typer.Context,
    select: Annotated[list[str], typer.Argument(metavar="SELECT", help=_("a SKU or a pattern"))],
    shop: ShopNames = None,
    yes: Yes = False,
) -> int:
    """Take rows out; what the files still want is planned anew by the next publish."""
    from fnmatch import fnmatchcase

    from ocopctl.cli.publish import agreed
    from ocopctl.publishing.state import shop_name
    from ocopctl.waiting import rows_of, take_out

    context = context_of(ctx)
    workspace, patterns = opened(context, select, None)
    chosen = [
        row
        for row in rows_of(workspace)
        if any(fnmatchcase(row.action.sku, pattern) for pattern in patterns)
        and (not shop or shop_name(row.action.shop) in shop)
    ]
    if not chosen:
        raise UsageError(
            _("nothing like that waits in the outbox"), hint=_("see what waits: ocopctl outbox")
        )
    for row in chosen:
        context.console.say(f"{row.action.sku}  {shop_name(row.action.shop)}  {_deed(row)}")
    if not yes and not agreed(context.console, _("Take these out of the outbox? [y/N]")):
        return 0
    take_out(workspace, chosen)
    for row in chosen:
        shop_of = shop_name(row.action.shop)
        context.console.record("dropped", shop=shop_of, sku=row.action.sku, action=row.action.kind)
    context.console.say(_("Taken out. What the files still want, the next publish plans anew."))
    return 0


def _found(
    ctx: typer.Context,
    select: list[str] | None,
    shop: list[str] | None,
    file: list[Path] | None,
    *,
    early: bool = True,
) -> tuple[Session, list[Waiting], Due]:
    """Return the session, what waits in its shops, and how that stands to the present plan."""
    from ocopctl.session import prepare
    from ocopctl.waiting import due_now, rows_of

    workspace, patterns = opened(context_of(ctx), select, file)
    session = prepare(workspace, patterns, shop or ())
    keys = {account.key for account in session.accounts}
    chosen = {entry.product.sku for entry in session.entries}
    rows = [
        row
        for row in rows_of(workspace)
        if row.action.shop in keys and (not patterns or row.action.sku in chosen)
    ]
    return session, rows, due_now(session, rows, early=early)


def _nothing_due(console: Console, session: Session, found: Due) -> int:
    """Say why nothing is sent now; work that waits for its time is left in the outbox."""
    if not found.early:
        console.say(_("Nothing to send now."))
        return 0
    first = datetime.fromtimestamp(min(row.next_at for row in found.early), session.workspace.zone)
    console.say(_("What waits is tried again after {when}.", when=f"{first:%d/%m %H:%M}"), "warn")
    console.say("    → " + _("send it at once: ocopctl outbox run --now"), "dim")
    return 5


def _show(console: Console, session: Session, row: Waiting, *, overtaken: bool) -> None:
    """Print one row: what, where, why, how often it was tried, when next."""
    from ocopctl.cli.show import moment
    from ocopctl.publishing.outbox import State

    shop, action = session.name_of(row.action.shop), row.action
    console.record(
        "waiting",
        shop=shop,
        sku=action.sku,
        action=action.kind.value,
        state=row.state.value,
        changes=[[c.field, c.before, c.after] for c in action.changes],
        why=row.why,
        tries=row.tries,
        since=moment(session, row.first_at),
        next=moment(session, row.next_at) if row.state is State.WAITING else None,
        overtaken=overtaken,
    )
    word, style = _state_word(row)
    console.say(f"{console.painted(action.sku, 'bold')}  {shop}  {_deed(row)}")
    console.say(f"    {console.painted(word, style)}  {_times(session, row)}")
    if overtaken:
        console.say("    " + _("the files want something else by now: ocopctl publish"), "warn")
        return
    if message := row.why.get("message"):
        console.say(f"    {message}")
    if hint := row.why.get("hint"):
        console.say(f"    → {hint}", "dim")


def _deed(row: Waiting) -> str:
    words = {
        "unlist": _("take off sale"),
        "offer": _("price or stock"),
        "relist": _("put on sale"),
        "update": _("change"),
        "create": _("create"),
    }
    return words.get(row.action.kind.value, row.action.kind.value)


def _state_word(row: Waiting) -> tuple[str, str]:
    from ocopctl.publishing.outbox import State

    return {
        State.WAITING: (_("waiting"), "warn"),
        State.HELD: (_("held"), "warn"),
        State.DEAD: (_("given up"), "bad"),
    }[row.state]


def _times(session: Session, row: Waiting) -> str:
    from ocopctl.publishing.outbox import State

    zone = session.workspace.zone
    since = datetime.fromtimestamp(row.first_at, zone)
    parts = [_("since {when}", when=f"{since:%d/%m %H:%M}")]
    if row.tries:
        parts.append(_("tried {count} times", count=row.tries))
    if row.state is State.WAITING and row.next_at > row.last_at:
        after = datetime.fromtimestamp(row.next_at, zone)
        parts.append(_("next after {when}", when=f"{after:%d/%m %H:%M}"))
    return ", ".join(parts)


def _overtaken(console: Console, session: Session, row: Waiting) -> None:
    shop = session.name_of(row.action.shop)
    console.record("overtaken", shop=shop, sku=row.action.sku, action=row.action.kind.value)
    told = _("{sku} · {shop}: the files want something else by now", sku=row.action.sku, shop=shop)
    console.say(told + " → ocopctl publish", "warn")


def _note(waiting: list[Waiting], found: Due) -> str:
    from ocopctl.publishing.outbox import State

    if not waiting:
        return _("Nothing waits.")
    if any(row.state is State.WAITING and row not in found.overtaken for row in waiting):
        return _("Send it: ocopctl outbox run")
    return _("Nothing of it goes by itself: follow the arrows above.")


def _seconds(text: str) -> float | None:
    """Read `90s`, `10m` or `1h`; a bare number is minutes."""
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?) *([smh]?)", text.strip().lower())
    if found is None:
        raise UsageError(_("--for is a time such as 90s, 10m or 1h"))
    return float(found[1].replace(",", ".")) * _SECONDS[found[2] or "m"]


def _size(text: str) -> int | None:
    """Read `500kB` or `5MB` as bytes; a bare number is bytes."""
    if not text:
        return None
    found = re.fullmatch(r"(\d+(?:[.,]\d+)?) *(kb|mb|gb|)", text.strip().lower())
    if found is None:
        raise UsageError(_("--bytes is an amount such as 500kB or 5MB"))
    return int(float(found[1].replace(",", ".")) * _BYTES[found[2]])
