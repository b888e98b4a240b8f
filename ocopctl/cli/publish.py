"""`ocopctl publish`: plan, show, ask, apply. And the last steps that other commands share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import typer

from ocopctl.cli.holding import Approve, MaxChange
from ocopctl.cli.options import Files, Select, ShopNames, Yes, context_of, opened
from ocopctl.errors import UnsafePlan, UsageError
from ocopctl.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocopctl.cli.console import Console
    from ocopctl.cli.holding import Asked
    from ocopctl.publishing.guards.hold import Guarded
    from ocopctl.publishing.lane import Result
    from ocopctl.session import Session


def publish(
    ctx: typer.Context,
    select: Select = None,
    shop: ShopNames = None,
    file: Files = None,
    yes: Yes = False,
    max_change: MaxChange = "",
    approve: Approve = "",
) -> int:
    """Make every shop agree with the product files."""
    from ocopctl.cli import show
    from ocopctl.cli.holding import Asked
    from ocopctl.session import prepare

    context = context_of(ctx)
    asked = Asked.of(context, "publish", (select, shop, file), yes, max_change, approve)
    workspace, patterns = opened(context, select, file)
    session = prepare(workspace, patterns, shop or ())
    show.problems(context.console, session.problems)
    if session.errors:
        return recalls_alone(context.console, session)
    return approve_and_apply(context.console, session, asked)


def approve_and_apply(console: Console, session: Session, asked: Asked) -> int:
    """Show the plan and what is held, ask where nobody said yes yet, then apply the rest."""
    from ocopctl import guarding
    from ocopctl.cli import show
    from ocopctl.cli.holding import show_held
    from ocopctl.publishing.guards import approvals
    from ocopctl.session import with_plan
    from ocopctl.waiting import tidy

    tidy(session)
    found = guarding.guarded(session, max_change=asked.max_change)
    approved = found.stopped if asked.code else ()
    if asked.code:
        found = _released(console, session, found, asked)
    session = with_plan(session, found.plan)
    line = asked.approving(found.code)
    if session.plan.actions or not found.held:
        show.plan(console, session, session.plan)
    show_held(console, session, found, line)
    guarding.write_down(session, approvals.HOLD, found.stopped, found.code)
    if session.plan.writes and not (
        asked.yes or agreed(console, _("Send this to the shops? [y/N]"))
    ):
        console.say(_("Nothing was sent."))
        return 0
    guarding.write_down(session, approvals.APPROVE, approved, asked.code)
    return apply_and_show(console, session, held=found.results(line))


def recalls_alone(console: Console, session: Session) -> int:
    """Send what recalls ask for, which needs no product file; the rest waits for right files."""
    from ocopctl.publishing.plan import Plan
    from ocopctl.session import with_plan

    recalled = Plan(tuple(action for action in session.plan.actions if action.of_recall))
    if recalled.actions:
        told = _("Only what is recalled is taken off sale; the rest waits for right files.")
        console.say(told, "bad")
        apply_and_show(console, with_plan(session, recalled))
    else:
        console.say(_("Nothing was sent: first put right what is listed."), "bad")
    return 3


def _released(console: Console, session: Session, found: Guarded, asked: Asked) -> Guarded:
    """Let go what the code approves. Raises UnsafePlan, what is held shown, when it fits not."""
    from ocopctl import guarding
    from ocopctl.cli.holding import show_held
    from ocopctl.publishing.guards import approvals

    try:
        names = guarding.approved_by(session, found, asked.code)
    except UnsafePlan:
        show_held(console, session, found, asked.approving(found.code))
        guarding.write_down(session, approvals.HOLD, found.stopped, found.code)
        raise
    return guarding.guarded(session, max_change=asked.max_change, approved=names)


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

    results: list[Result] = list(held)
    for result in held:
        show.outcome(console, session, result)
    total = len(session.plan.actions)
    if total:
        with console.progress(_("Publishing"), total) as step:

            def report(result: Result) -> None:
                show.outcome(console, session, result)
                step(result.action.sku)

            results += send(report) if send else carry_out(session, report, say=console.say)
    put_aside(session.workspace, held)
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
