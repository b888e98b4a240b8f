"""`ocopctl publish`: plan, show, ask, apply. And the last steps that other commands share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.errors import UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from ocopctl.cli.console import Console
    from ocopctl.publishing.lane import Result
    from ocopctl.session import Session


MaxChange = Annotated[
    str,
    typer.Option(
        "--max-change", metavar="PERCENT", help=_("hold prices that move by more than this")
    ),
]


def publish(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
    max_change: MaxChange = "",
) -> int:
    """Make every shop agree with the product files."""
    from ocopctl.cli import show
    from ocopctl.session import prepare

    console = context_of(ctx).console
    workspace, patterns = opened(context_of(ctx), select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(console, session.problems)
    if session.errors:
        console.say(_("Nothing was sent: first put right what is listed."), "bad")
        return 3
    session, held = held_back(session, max_change)
    return approve_and_apply(console, session, yes=yes, held=held)


def held_back(session: Session, limit: str) -> tuple[Session, Sequence[Result]]:
    """Take out prices that move too far: by more than `limit`, or the workspace's own guard."""
    from ocopctl.publishing.guards import hold
    from ocopctl.session import with_plan

    percent = _percent(limit or session.workspace.settings.guards.max_change)
    guarded = hold(session.plan, percent)
    return with_plan(session, guarded.plan), guarded.held


def _percent(text: str) -> Decimal:
    from decimal import Decimal, InvalidOperation

    try:
        return Decimal(text.strip().rstrip("%").replace(",", "."))
    except InvalidOperation as error:
        raise UsageError(_("--max-change is a number of percent, such as 30")) from error


def approve_and_apply(
    console: Console, session: Session, *, yes: bool, held: Sequence[Result] = ()
) -> int:
    """Show the plan, ask where something would be sent and nobody said yes yet, then apply."""
    from ocopctl.cli import show

    if session.plan.actions or not held:
        show.plan(console, session, session.plan)
    if session.plan.writes and not yes and not agreed(console, _("Send this to the shops? [y/N]")):
        console.say(_("Nothing was sent."))
        return 0
    return apply_and_show(console, session, held=held)


def agreed(console: Console, question: str) -> bool:
    """Ask a question. Raises UsageError where nobody can be asked."""
    import sys

    if not sys.stdin.isatty():
        raise UsageError(
            _("nobody can be asked here, and something would be sent or changed"),
            hint=_("look first at what it would do, then run this again with --yes"),
        )
    return console.confirm(question)


def apply_and_show(
    console: Console,
    session: Session,
    *,
    held: Sequence[Result] = (),
    send: Callable[[Callable[[Result], None]], list[Result]] | None = None,
) -> int:
    """Carry out the session's plan, show what became of it, and return the exit status.

    `send` does it and reports each result, `sending.carry_out` when nothing else is given.
    """
    from ocopctl.cli import show
    from ocopctl.publishing.plan import Kind
    from ocopctl.sending import carry_out, put_aside

    put_aside(session.workspace, held)
    results: list[Result] = list(held)
    for result in held:
        show.outcome(console, session, result)
    total = len(session.plan.actions)
    if total:
        with console.progress(_("Publishing"), total) as step:

            def report(result: Result) -> None:
                show.outcome(console, session, result)
                step(result.action.sku)

            results += send(report) if send else carry_out(session, report)
    if results:
        show.outcomes(console, session, results)
    status = show.exit_status(results)
    counts = Counter(result.outcome for result in results)
    console.record("summary", outcomes={k.value: n for k, n in counts.items()}, exit=status)
    if results:
        words = ", ".join(f"{count} {show.word_of(kind)[0]}" for kind, count in counts.items())
        console.say(_("Done: {what}.", what=words), "good" if status == 0 else "warn")
    created = any(result.action.kind is Kind.CREATE for result in results)
    if status == 0 and created and any(account.in_process for account in session.accounts):
        _next_steps(console)
    return status


def _next_steps(console: Console) -> None:
    """Say what a newcomer in the practice market can try now."""
    console.say()
    console.say(_("This was practice: no real shop was touched. Try next:"), "dim")
    for command, why in (
        ("ocopctl sandbox serve", _("look at the four shops in a browser")),
        ("ocopctl plan", _("after changing a price in the product file")),
        ("ocopctl sync prices --yes", _("send that price and nothing else")),
        ("ocopctl status", _("every listing in every shop")),
    ):
        console.say(f"  {command:<28}{why}")
