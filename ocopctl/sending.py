"""Carrying out a plan: from the approved actions to their outcomes, nothing lost on the way."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.publishing.apply import apply
from ocopctl.publishing.backup import keep_copy
from ocopctl.publishing.lane import Result
from ocopctl.publishing.lock import locked
from ocopctl.publishing.outbox import Outbox
from ocopctl.publishing.state import Outcome
from ocopctl.session import JOURNAL, journal_of, today
from ocopctl.shops import connected
from ocopctl.transport.clock import SystemClock
from ocopctl.transport.link import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ocopctl.errors import CredentialsError
    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.plan import Plan
    from ocopctl.session import Session
    from ocopctl.workspace import Workspace

BACKUP = "backup"


def carry_out(
    session: Session, report: Callable[[Result], None], *, link: Link | None = None
) -> list[Result]:
    """Apply the session's plan; every result is reported as it is known and returned at the end.

    What could not be sent waits in the outbox. `link` may bound the time and bytes of the run.
    """
    return asyncio.run(_carry_out(session, report, link or Link(SystemClock())))


def put_aside(workspace: Workspace, held: Sequence[Result]) -> None:
    """Write what a guard holds into the outbox, where it waits for an approval."""
    if not held:
        return
    journal = journal_of(workspace)
    try:
        Outbox(journal.database).settle(held, time.time(), {})
    finally:
        journal.close()


async def _carry_out(
    session: Session, report: Callable[[Result], None], link: Link
) -> list[Result]:
    keys = sorted({action.shop for action in session.plan.actions})
    with locked(session.workspace.state, keys):
        journal = journal_of(session.workspace)
        try:
            _copied(session.workspace)
            outbox = Outbox(journal.database)
            outbox.approve((a for a in session.plan.actions if a.kind.writes), time.time())
            results, ahead = await _applied(session, report, journal, link)
            outbox.settle(results, time.time(), ahead)
        finally:
            journal.close()
    return results


async def _applied(
    session: Session, report: Callable[[Result], None], journal: Journal, link: Link
) -> tuple[list[Result], dict[str, float]]:
    """Return the results, and how far each shop's clock is ahead of this computer's."""
    keys = {action.shop for action in session.plan.actions}
    chosen = [account for account in session.accounts if account.key in keys]
    shut: dict[str, CredentialsError] = {}
    async with connected(session.workspace, chosen, shut=shut, link=link) as shops:
        done = _refused_by(shut, session.plan, report)
        open_to = tuple(a for a in session.plan.actions if a.shop not in shut)
        plan = replace(session.plan, actions=open_to)
        done += await apply(plan, session.wanted, shops, journal, report)
        return done, {shop.key: shop.clock.now() - time.time() for shop in shops}


def _copied(workspace: Workspace) -> None:
    """Keep a copy of the journal of before this day's first run."""
    keep_copy(workspace.state / JOURNAL, workspace.state / BACKUP, today(workspace))


def _refused_by(
    shut: Mapping[str, CredentialsError], plan: Plan, report: Callable[[Result], None]
) -> list[Result]:
    """Report what a shop without usable credentials was to do; the other shops go on."""
    results = [
        Result(action, Outcome.FAILED, shut[action.shop])
        for action in plan.actions
        if action.shop in shut
    ]
    for result in results:
        report(result)
    return results
