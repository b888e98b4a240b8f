"""Carrying out a plan: from the approved actions to their outcomes, nothing lost on the way."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from ocopctl.publishing.apply import apply
from ocopctl.publishing.backup import BACKUP, keep_copy
from ocopctl.publishing.interruption import heeding, run_whole
from ocopctl.publishing.lane import Result
from ocopctl.publishing.lock import locked
from ocopctl.publishing.outbox import Outbox
from ocopctl.publishing.recall_desk import learn
from ocopctl.publishing.recall_proof import FOLDER as RECALL_PROOFS
from ocopctl.publishing.state import Outcome
from ocopctl.session import JOURNAL, journal_of, today
from ocopctl.shops import connected
from ocopctl.transport.clock import SystemClock
from ocopctl.transport.halt import Halt
from ocopctl.transport.link import Link, time_is_up

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from ocopctl.errors import CredentialsError
    from ocopctl.publishing.journal import Journal
    from ocopctl.publishing.plan import Plan
    from ocopctl.session import Session
    from ocopctl.workspace import Workspace


def unheard(_text: str) -> None:
    """Say nothing: for callers without a person in front of them."""


def carry_out(
    session: Session,
    report: Callable[[Result], None],
    *,
    link: Link | None = None,
    say: Callable[[str], None] = unheard,
) -> list[Result]:
    """Apply the session's plan; every result is reported as it is known and returned at the end.

    What could not be sent waits in the outbox. `link` may bound the time and bytes of the run.
    Ctrl-C, answered through `say`, and a recall in one of the shops end it early, in good order.
    """
    return run_whole(lambda: _carry_out(session, report, link or Link(SystemClock()), say))


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
    session: Session,
    report: Callable[[Result], None],
    link: Link,
    say: Callable[[str], None],
) -> list[Result]:
    keys = sorted({action.shop for action in session.plan.actions})
    halt = Halt()
    if link.until is not None:
        left = max(0.0, link.until - link.now())
        asyncio.get_running_loop().call_later(left, halt.ask, time_is_up())
    async with _locked(session.workspace, keys, halt, say):
        journal = journal_of(session.workspace)
        try:
            _copied(session.workspace)
            outbox = Outbox(journal.database)
            outbox.approve((a for a in session.plan.actions if a.kind.writes), time.time())
            results, ahead = await _applied(session, report, journal, link, halt)
            outbox.settle(results, time.time(), ahead)
            learn(journal, session.workspace.state / RECALL_PROOFS, keys, time.time())
        finally:
            journal.close()
    return results


@asynccontextmanager
async def _locked(
    workspace: Workspace, keys: Sequence[str], halt: Halt, say: Callable[[str], None]
) -> AsyncIterator[None]:
    """Hold the shops' locks, and heed whoever wants the run to end."""
    with locked(workspace.state, keys):
        async with heeding(halt, workspace.state, keys, say):
            yield


async def _applied(
    session: Session,
    report: Callable[[Result], None],
    journal: Journal,
    link: Link,
    halt: Halt,
) -> tuple[list[Result], dict[str, float]]:
    """Return the results, and how far each shop's clock is ahead of this computer's."""
    keys = {action.shop for action in session.plan.actions}
    chosen = [account for account in session.accounts if account.key in keys]
    shut: dict[str, CredentialsError] = {}
    async with connected(session.workspace, chosen, shut=shut, link=link, halt=halt) as shops:
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
